//! From counts to what is told: the table, its control, its words.

use crate::counts::{Axes, Counts, Named};
use crate::series::Series;
use crate::told::{Told, ToldFigure, Withheld};
use insight::disclosure::{
    Address, Answer, BadTable, Calendar, Categories, Category, Cause, Detail, Geography, Grain, NotReleased, Place,
    Policy, RatioLevel, Release, Scope, Secret, Table, Why, release,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The codes of the totals.
pub(crate) const NETWORK: &str = "reseau";
pub(crate) const ALL: &str = "tous";

/// Why nothing was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failed {
    /// There is no such table.
    #[error("no such table")]
    Table,
    /// What was counted earlier cannot be read, or the making stopped.
    #[error("it cannot be made")]
    Broken,
    /// A place is down to one agent: what its quarters tell would be that agent's.
    #[error("one agent works alone in a place that had several")]
    Alone,
    /// Disclosure control lets nothing leave.
    #[error(transparent)]
    NotReleased(#[from] NotReleased),
}

impl From<BadTable> for Failed {
    fn from(_: BadTable) -> Self {
        Failed::Table
    }
}

impl Failed {
    /// The word that the database keeps.
    pub fn slug(self) -> &'static str {
        match self {
            Failed::Table => "table",
            Failed::Broken => "broken",
            Failed::Alone => "unprotected",
            Failed::NotReleased(NotReleased::ChangedSinceIssued) => "changed",
            Failed::NotReleased(NotReleased::Unprotected) => "unprotected",
        }
    }
}

/// Which table of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Which {
    pub series: Series,
    pub year: i16,
    pub revision: u32,
    pub quarters: usize,
}

/// Controls what was counted, quarter after quarter as it was issued: each issue is judged beside the earlier ones. The last of `chain` is new.
pub(crate) fn control(which: &Which, chain: &[(usize, Counts)], secret: &Secret) -> Result<Release, Failed> {
    let mut last = None;
    for (quarters, counts) in chain {
        let table = table(&Which { quarters: *quarters, ..which.clone() }, counts)?;
        last = Some(release(table, &Policy::METHOD, secret, last.as_ref())?);
    }
    last.ok_or(Failed::Table)
}

fn table(which: &Which, Counts { axes, cells }: &Counts) -> Result<Table, Failed> {
    let scope = Scope { name: which.series.code(), about: axes.about, revision: which.revision };
    let places = axes.places.iter().map(|place| Place {
        code: &place.code,
        departement: &place.departement.code,
        region: &place.region.code,
        single_agent: place.single_agent,
    });
    let categories = axes.categories.iter().map(|at| Category {
        code: &at.category.code,
        group: at.group.as_ref().map(|group| group.code.as_str()),
        sensitive: at.sensitive,
    });
    let ratios = RatioLevel {
        geography: Detail::Finest,
        category: Detail::All,
        crossings: [Detail::All; 2],
        period: Detail::Finest,
    };
    let mut table = Table::new(
        scope,
        Geography::new(NETWORK, &places.collect::<Vec<_>>())?,
        Categories::new(ALL, &categories.collect::<Vec<_>>())?,
        Vec::new(),
        Calendar::new(which.year, Grain::Quarter, which.quarters)?,
        ratios,
    )?;
    for cell in cells {
        let (place, category, period) = cell.at;
        let counts = insight::disclosure::Counts {
            visits: cell.visits,
            key: cell.key,
            suppliers: cell.suppliers.clone(),
            yes: cell.yes,
            yes_key: cell.yes_key,
            minutes: cell.minutes,
            timed: cell.timed,
        };
        table.add(Address { place, category, crossings: [0; 2], period }, &counts)?;
    }
    Ok(table)
}

/// A release in words, with the names of its codes.
pub(crate) fn tell(which: &Which, axes: &Axes, release: &Release, made: Timestamp) -> Told {
    let figures = release.figures().map(|figure| {
        let (visits, withheld) = match figure.answer {
            Answer::Released(visits) => (Some(visits), None),
            Answer::Withheld(why) => (None, Some(reason(why))),
        };
        let [place, category, period] =
            [0, 1, 2].map(|axis| figure.at.get(axis).copied().unwrap_or_default().to_owned());
        let rate = figure.ratios.rate;
        ToldFigure {
            place,
            category,
            period,
            visits,
            withheld,
            resolved_percent: rate.map(|rate| rate.percent),
            resolved_within: rate.map(|rate| rate.within),
            mean_minutes: figure.ratios.mean_minutes,
        }
    });
    let places = axes.places.iter().map(|place| Named { code: place.code.clone(), name: place.name.clone() });
    let above = axes.places.iter().flat_map(|place| [place.region.clone(), place.departement.clone()]);
    let categories = axes.categories.iter().flat_map(|at| at.group.iter().chain([&at.category]).cloned());
    Told {
        series: which.series.code(),
        network: axes.network.clone(),
        year: which.year,
        revision: which.revision,
        quarters: which.quarters,
        made,
        simulated: axes.simulated,
        places: once(
            [Named { code: NETWORK.into(), name: axes.network.clone() }].into_iter().chain(above).chain(places),
        ),
        categories: once([Named { code: ALL.into(), name: "Toutes les visites".into() }].into_iter().chain(categories)),
        figures: figures.collect(),
    }
}

/// Each once, in the order of their first.
fn once(named: impl Iterator<Item = Named>) -> Vec<Named> {
    let mut met = std::collections::BTreeSet::new();
    named.filter(|named| met.insert(named.code.clone())).collect()
}

fn reason(why: Why) -> Withheld {
    match why {
        Why::Protected => Withheld::Protected,
        Why::SingleAgent => Withheld::SingleAgent,
        Why::Sensitive => Withheld::Sensitive,
    }
}

/// For the team: how many figures were withheld, by cause.
pub(crate) fn audit(release: &Release) -> BTreeMap<&'static str, usize> {
    let mut causes = BTreeMap::new();
    for audited in release.audit() {
        let cause = match audited.cause {
            Cause::Few => "few",
            Cause::Dominated => "dominated",
            Cause::Idle => "idle",
            Cause::Complementary => "complementary",
            Cause::SingleAgent => "single-agent",
            Cause::Sensitive => "sensitive",
        };
        *causes.entry(cause).or_default() += 1;
    }
    causes
}
