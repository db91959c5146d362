//! What a table is made of: visits counted once each, on axes that hold for the year. It is stored with what was told of it, and never leaves.

use crate::regions::region;
use crate::series::{SENSITIVE, Series};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx};
use jiff::civil::date;
use kernel::{AccountId, Day, EntryId, PlaceId};
use network::{Snapshot as Network, model::Territory};
use reception::store::{Asked, asked};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tally::Outcome;

/// A place on the axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlaceAt {
    pub id: PlaceId,
    pub code: String,
    pub name: String,
    pub departement: Named,
    pub region: Named,
    /// One agent only recorded there.
    pub single_agent: bool,
}

/// A code and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Unlike any other of its axis.
    pub code: String,
    /// In French.
    pub name: String,
}

/// A category on the axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CategoryAt {
    /// The family's or the theme's number.
    pub id: u16,
    pub category: Named,
    pub group: Option<Named>,
    pub sensitive: bool,
}

/// The axes of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Axes {
    pub network: String,
    pub places: Vec<PlaceAt>,
    pub categories: Vec<CategoryAt>,
    /// The operator that the table is about.
    pub about: Option<i64>,
    pub simulated: bool,
}

/// What one place counts under one category in one quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cell {
    /// Positions on the axes, and quarters since the year began.
    pub at: (usize, usize, usize),
    pub visits: u32,
    pub key: u64,
    pub suppliers: Vec<(i64, u32)>,
    pub yes: u32,
    pub yes_key: u64,
    pub minutes: u64,
    pub timed: u32,
}

/// Axes and cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub axes: Axes,
    pub cells: Vec<Cell>,
}

/// The first and the last day of some quarters of a year.
pub(crate) fn days(year: i16, quarters: std::ops::Range<usize>) -> (Day, Day) {
    let first = |quarter: usize| match quarter {
        4.. => date(year + 1, 1, 1),
        _ => date(year, quarter as i8 * 3 + 1, 1),
    };
    (Day::of(first(quarters.start)), Day(Day::of(first(quarters.end)).0 - 1))
}

impl Axes {
    /// Every place and category known now.
    pub fn now(series: &Series, network: &Network, catalogue: &Catalogue) -> Option<Self> {
        let named = |code: String, name: &str| Named { code, name: name.to_owned() };
        let places = network.places().map(|place| {
            let departement = place.row.department.as_str();
            let (code, name) = region(departement);
            let territory = Territory::of_code(departement).map_or(departement, |territory| territory.name);
            PlaceAt {
                id: place.row.id,
                code: format!("lieu-{}", place.row.id),
                name: place.row.short_name.clone(),
                departement: named(format!("dep-{departement}"), territory),
                region: named(format!("reg-{code}"), if name.is_empty() { territory } else { name }),
                single_agent: false,
            }
        });
        let families = || catalogue.families().iter();
        let (about, categories) = match series {
            Series::Network => {
                let family = |family: &catalogue::Family| CategoryAt {
                    id: family.id,
                    category: named(family.code.clone(), &family.label),
                    group: None,
                    sensitive: false,
                };
                (None, families().map(family).collect())
            }
            Series::Operator(code) => {
                let theme = |theme: &catalogue::Theme| CategoryAt {
                    id: theme.id,
                    category: named(theme.code.clone(), &theme.label),
                    group: families()
                        .find(|family| family.id == theme.family)
                        .map(|family| named(family.code.clone(), &family.label)),
                    sensitive: SENSITIVE.contains(&theme.code.as_str()),
                };
                (Some(i64::from(catalogue.operator(code)?.id)), catalogue.themes().map(theme).collect())
            }
        };
        let (network, simulated) = (network.name().to_owned(), network.demonstration());
        Some(Self { network, places: places.collect(), categories, about, simulated })
    }
}

/// What the visits of one place add: its cells, and who recorded them.
pub(crate) async fn of_place(
    tx: &mut Tx,
    axes: &Axes,
    place: usize,
    (year, quarters): (i16, std::ops::Range<usize>),
    themes: &BTreeMap<u16, usize>,
    secret: &[u8; 32],
) -> Result<(Vec<Cell>, BTreeSet<Option<AccountId>>), DbError> {
    let id = axes.places[place].id;
    let (from, to) = days(year, quarters);
    let asked = asked(tx, id, from, to).await?;
    let agents = asked.iter().map(|asked| asked.agent).collect();
    let ends: Vec<Day> = (0..4).map(|quarter| days(year, quarter..quarter + 1).1).collect();
    let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
    for visit in asked.chunk_by(|one, other| one.visit == other.visit) {
        let concerned = |asked: &&Asked| axes.about.is_none_or(|about| asked.operator == Some(about));
        let Some(first) = visit.iter().find(concerned) else { continue };
        let Some(category) = u16::try_from(first.theme).ok().and_then(|theme| themes.get(&theme)) else { continue };
        let quarter = ends.partition_point(|end| *end < first.day);
        let at = (place, *category, quarter);
        let cell = cells.entry((*category, quarter)).or_insert_with(|| Cell::empty(at));
        let operators: BTreeSet<i64> = visit.iter().filter_map(|asked| asked.operator).collect();
        cell.add(key(secret, id, first.visit), &operators, visit.iter().filter(concerned));
    }
    Ok((cells.into_values().collect(), agents))
}

/// A visit's own random number (R4): the same for the same visit, and nobody's without the secret.
fn key(secret: &[u8; 32], place: PlaceId, visit: EntryId) -> u64 {
    let mut hash = blake3::Hasher::new_keyed(secret);
    hash.update(&place.0.to_le_bytes()).update(visit.0.as_bytes());
    hash.finalize().as_bytes().iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

impl Cell {
    fn empty(at: (usize, usize, usize)) -> Self {
        Self { at, visits: 0, key: 0, suppliers: Vec::new(), yes: 0, yes_key: 0, minutes: 0, timed: 0 }
    }

    /// A visit whose counted requests are these. It is resolved when all of them are, and timed when all of them are.
    fn add<'a>(&mut self, key: u64, operators: &BTreeSet<i64>, requests: impl Iterator<Item = &'a Asked> + Clone) {
        self.visits += 1;
        self.key ^= key;
        for operator in operators {
            match self.suppliers.binary_search_by_key(operator, |supplier| supplier.0) {
                Ok(at) => self.suppliers[at].1 += 1,
                Err(at) => self.suppliers.insert(at, (*operator, 1)),
            }
        }
        let resolved = Some(i64::from(Outcome::Resolved.code()));
        if requests.clone().all(|request| request.outcome == resolved) {
            self.yes += 1;
            self.yes_key ^= key;
        }
        if let Some(minutes) = requests.map(|request| request.minutes).sum::<Option<i64>>() {
            self.minutes += minutes.unsigned_abs();
            self.timed += 1;
        }
    }
}
