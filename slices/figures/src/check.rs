//! The proof that the journal, the tables and the tally say the same thing, or which row differs.

use crate::{
    changes::{self, Broken, Packed, packed},
    follower::Figures,
    store,
};
use catalogue::Catalogue;
use db::{Db, DbError, Tx};
use kernel::{Actor, Day, EntryId, PlaceId};
use network::{Directory, Place};
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};
use tally::{Fact, Kind};

/// One thing that two parts of the installation do not say alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: PlaceId,
    /// What.
    pub what: What,
}

/// What differs. Sequences are the numbers of entries in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// After this entry comes another than the next.
    Gap {
        /// The last number before the gap.
        after: i64,
        /// The number that comes next, or the head's when no entry does.
        found: i64,
    },
    /// The entry takes away a fact that did not stand.
    Removed {
        /// The entry.
        sequence: i64,
        /// The fact.
        fact: Box<Fact>,
    },
    /// The request's visit is nowhere.
    Orphan {
        /// The request.
        request: EntryId,
    },
    /// The tables say a fact more often than the journal.
    Table {
        /// The records that weigh it.
        records: Vec<EntryId>,
        /// How often the journal says it.
        journal: i64,
        /// The fact.
        fact: Box<Fact>,
    },
    /// The journal says a fact more often than the tables.
    Journal {
        /// The last entry that added it.
        sequence: i64,
        /// How often the tables say it.
        tables: i64,
        /// How often the journal does.
        journal: i64,
        /// The fact.
        fact: Box<Fact>,
    },
    /// The tally does not hold a fact as often as the journal says it.
    Tally {
        /// How often it holds it.
        tally: i64,
        /// How often the journal says it.
        journal: i64,
        /// The fact.
        fact: Box<Fact>,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lieu {} : ", self.place)?;
        match &self.what {
            What::Gap { after, found } => write!(f, "après l’entrée {after} vient l’entrée {found}"),
            What::Removed { sequence, fact } => {
                write!(f, "l’entrée {sequence} retire un fait absent ({})", words(fact))
            }
            What::Orphan { request } => write!(f, "la demande {request} n’a pas de visite"),
            What::Table { records, journal, fact } => {
                let ids: Vec<_> = records.iter().take(3).map(EntryId::to_string).collect();
                let (n, ids, words) = (records.len(), ids.join(", "), words(fact));
                write!(f, "{words} : {n} dans les tables, {journal} au journal ; enregistrements {ids}")
            }
            What::Journal { sequence, tables, journal, fact } => {
                write!(f, "{} : {tables} dans les tables, {journal} au journal ; entrée {sequence}", words(fact))
            }
            What::Tally { tally, journal, fact } => {
                write!(f, "{} : {tally} en mémoire, {journal} au journal", words(fact))
            }
        }
    }
}

fn words(fact: &Fact) -> String {
    let kind = if fact.kind == Kind::Visit { "visite" } else { "demande" };
    format!("{kind} du {}, thème {}, opérateur {}", Day(fact.day.0), fact.theme, fact.operator)
}

/// How often each fact stands, and the last entry that added it.
type Replayed = HashMap<Packed, (i64, i64)>;

/// Compares the journal, the tables and the tally of every place, the tally as it started from its snapshot. An empty list proves that they agree.
pub async fn check(
    figures: &Figures,
    db: &Db,
    directory: &Directory,
    catalogue: &Catalogue,
) -> Result<Vec<Difference>, Broken> {
    figures.catch_up().await?;
    let (network, catalogue) = (directory.now(), catalogue.now());
    let mut differences = Vec::new();
    let mut tx = db.read(&Actor::System("check")).await?;
    let places: Vec<_> = journal::heads(&mut tx).await?;
    drop(tx);
    for (id, _) in places {
        // One snapshot a place: whoever records meanwhile does not disturb the comparison.
        let mut tx = db.read(&Actor::System("check")).await?;
        let head =
            journal::heads(&mut tx).await?.into_iter().find(|(place, _)| *place == id).map_or(0, |(_, head)| head);
        let mut found = Vec::new();
        let journal = replay(&mut tx, id, head, &mut found).await?;
        if let Some(place) = network.place(id) {
            let tables = tables(&mut tx, place, &catalogue).await?;
            compare_tables(&journal, &tables, &mut found);
        }
        found.extend(store::orphans(&mut tx, id).await?.into_iter().map(|request| What::Orphan { request }));
        if let Some(facts) = figures.facts_at(id, head) {
            compare_tally(&journal, facts.into_iter(), &mut found);
        }
        differences.extend(found.into_iter().map(|what| Difference { place: id, what }));
    }
    Ok(differences)
}

async fn replay(tx: &mut Tx, place: PlaceId, head: i64, found: &mut Vec<What>) -> Result<Replayed, Broken> {
    let mut standing = Replayed::new();
    let mut last = 0;
    loop {
        let page = journal::changes(tx, place, last, changes::PAGE).await?;
        if page.is_empty() {
            break;
        }
        for change in page {
            if change.sequence != last + 1 {
                found.push(What::Gap { after: last, found: change.sequence });
            }
            last = change.sequence;
            for fact in packed(place, change.removed.as_deref().unwrap_or_default())? {
                let (count, _) = standing.entry(*fact).or_default();
                *count -= 1;
                if *count < 0 {
                    let fact = Box::new(unpack(place, fact)?);
                    found.push(What::Removed { sequence: change.sequence, fact });
                }
            }
            for fact in packed(place, change.added.as_deref().unwrap_or_default())? {
                let (count, sequence) = standing.entry(*fact).or_default();
                *count += 1;
                *sequence = change.sequence;
            }
        }
    }
    if last != head {
        found.push(What::Gap { after: last, found: head });
    }
    Ok(standing)
}

fn unpack(place: PlaceId, fact: &Packed) -> Result<Fact, Broken> {
    Fact::unpack(fact).map_err(|error| Broken::Unreadable { place, error })
}

/// What the visits and requests of a place weigh as they stand, day by day.
async fn tables(
    tx: &mut Tx,
    place: &Place,
    catalogue: &catalogue::Snapshot,
) -> Result<HashMap<Packed, Vec<EntryId>>, DbError> {
    let mut weights: HashMap<Packed, Vec<EntryId>> = HashMap::new();
    let always = (Day(tally::Day::MIN.0), Day(tally::Day::MAX.0));
    for (day, ..) in reception::store::days(tx, place.row.id, always.0, always.1).await? {
        let visits = reception::store::visits_of_day(tx, place.row.id, day).await?;
        let requests = reception::store::requests_of_day(tx, place.row.id, day).await?;
        let by_id: HashMap<EntryId, _> = visits.iter().map(|visit| (visit.id, visit)).collect();
        let of_visits = visits.iter().map(|visit| (visit.id, visit.fact(&place.zone, catalogue)));
        let of_requests = requests.iter().map(|request| {
            let visit = by_id.get(&request.visit);
            (request.id, visit.and_then(|visit| request.fact(visit, &place.zone, catalogue)))
        });
        for (id, fact) in of_visits.chain(of_requests) {
            if let Some(fact) = fact {
                weights.entry(fact.pack()).or_default().push(id);
            }
        }
    }
    Ok(weights)
}

fn compare_tables(journal: &Replayed, tables: &HashMap<Packed, Vec<EntryId>>, found: &mut Vec<What>) {
    let keys: BTreeSet<_> = journal.keys().chain(tables.keys()).collect();
    for key in keys {
        let Ok(fact) = Fact::unpack(key) else { continue };
        let fact = Box::new(fact);
        let (said, sequence) = journal.get(key).copied().unwrap_or_default();
        let records = tables.get(key).map_or(&[][..], Vec::as_slice);
        let stands = records.len() as i64;
        if stands > said {
            found.push(What::Table { records: records.to_vec(), journal: said, fact });
        } else if stands < said {
            found.push(What::Journal { sequence, tables: stands, journal: said, fact });
        }
    }
}

fn compare_tally(journal: &Replayed, facts: impl Iterator<Item = Fact>, found: &mut Vec<What>) {
    let mut held: HashMap<Packed, i64> = HashMap::new();
    facts.for_each(|fact| *held.entry(fact.pack()).or_default() += 1);
    let keys: BTreeSet<_> = journal.keys().chain(held.keys()).collect();
    for key in keys {
        let Ok(fact) = Fact::unpack(key) else { continue };
        let said = journal.get(key).map_or(0, |(count, _)| *count);
        let tally = held.get(key).copied().unwrap_or(0);
        if said != tally {
            found.push(What::Tally { tally, journal: said, fact: Box::new(fact) });
        }
    }
}
