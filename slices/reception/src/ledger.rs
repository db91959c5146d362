//! The kinds of entries of the counter, and what they change.
//!
//! A batch is worked out in memory: what it names is read once, each entry changes it in turn, and what changed is written
//! at the end. Each entry tells the facts it takes away from the figures and those it adds.

mod correcting;
mod presence;
mod queueing;
mod work;

use crate::{
    facts::{RequestFacts, VisitFacts},
    state::{Request, Visit},
};
use catalogue::Catalogue;
use db::{DbError, Tx};
use journal::{Applied, Batch, Entry, Kind, Ledger, malformed, only};
use kernel::{Day, DeviceKind, EntryId, Refusal};
use serde_json::{Map, Value};
use std::pin::Pin;
use tally::{Fact, Source};
use work::{Held, State, Work};

/// The kinds that reception registers with the journal.
pub struct Counter {
    catalogue: Catalogue,
}

impl Counter {
    /// With the catalogue that codes are read by.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }
}

const OPENED: &str = "visit.opened";
const CLOSED: &str = "visit.closed";
const RECORDED: &str = "request.recorded";
const CORRECTED: &str = "corrected";
const WITHDRAWN: &str = "withdrawn";
const PRESENT: &str = "agent.present";

const KINDS: &[Kind] = &[
    Kind { name: OPENED, version: 2 },
    Kind { name: CLOSED, version: 1 },
    Kind { name: RECORDED, version: 1 },
    Kind { name: CORRECTED, version: 1 },
    Kind { name: WITHDRAWN, version: 1 },
    Kind { name: "visit.called", version: 1 },
    Kind { name: "visit.served", version: 1 },
    Kind { name: "visit.held", version: 1 },
    Kind { name: "visit.resumed", version: 1 },
    Kind { name: "visit.returned", version: 1 },
    Kind { name: "visit.handed", version: 1 },
    Kind { name: "visit.left", version: 1 },
    Kind { name: PRESENT, version: 1 },
];

impl Ledger for Counter {
    fn kinds(&self) -> &'static [Kind] {
        KINDS
    }

    fn upcast(&self, kind: &str, version: u16, body: &mut Map<String, Value>) -> Result<(), Refusal> {
        match (kind, version) {
            // Before the queue, nobody who opened a visit waited.
            (OPENED, 1) if body.contains_key("queue") => {
                Err(Refusal::invalid("entry-unknown-member").with("name", "queue"))
            }
            (OPENED, 1) => Ok(()),
            _ => Err(journal::unknown_version(version)),
        }
    }

    fn apply<'a>(
        &'a self,
        tx: &'a mut Tx,
        batch: &'a Batch<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<Applied>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let mut work = Work::read(tx, batch, self.catalogue.now()).await?;
            let results = batch.entries.iter().map(|entry| match work.apply(entry) {
                Ok(change) => Applied::Done { removed: pack(&change.removed), added: pack(&change.added) },
                Err(Stop::Retry) => Applied::Retry,
                Err(Stop::Refused(refusal)) => Applied::Refused(refusal),
            });
            let results = results.collect();
            work.write(tx).await?;
            Ok(results)
        })
    }
}

/// Why an entry changes nothing.
enum Stop {
    Retry,
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Refused(refusal)
    }
}

/// The facts an entry takes away and adds.
#[derive(Default)]
struct Change {
    removed: Vec<Fact>,
    added: Vec<Fact>,
}

fn pack(facts: &[Fact]) -> Vec<u8> {
    facts.iter().flat_map(Fact::pack).collect()
}

impl Work<'_> {
    fn apply(&mut self, entry: &Entry) -> Result<Change, Stop> {
        match entry.kind.as_str() {
            OPENED => self.open(entry),
            CLOSED => self.close(entry),
            RECORDED => self.record(entry),
            CORRECTED => self.correct(entry),
            WITHDRAWN => self.withdraw(entry),
            PRESENT => self.present(entry).map(|()| Change::default()),
            _ => self.step(entry),
        }
    }

    fn open(&mut self, entry: &Entry) -> Result<Change, Stop> {
        let facts = VisitFacts::read(&entry.body, &self.batch.place.stops)?;
        let source = match entry.door {
            Some(DeviceKind::Import) => Source::Import,
            Some(DeviceKind::Simulation) => Source::Simulated,
            _ => Source::Counter,
        };
        let mut record = Visit {
            id: entry.id,
            day: Day::at(entry.happened, &self.batch.place.zone),
            opened: entry.happened,
            closed: None,
            channel: None,
            stop: None,
            age: None,
            origin: None,
            language: None,
            first: None,
            company: None,
            source: source.code(),
            agent: entry.agent,
            entry: entry.id,
            withdrawn: false,
            contested: false,
            waited: None,
            served: None,
        };
        record.set(facts);
        let added = record.fact(&self.batch.place.zone, &self.catalogue).into_iter().collect();
        self.arrive(entry, record.day)?;
        self.visits.insert(entry.id, Held { record, state: State::New });
        Ok(Change { removed: Vec::new(), added })
    }

    fn close(&mut self, entry: &Entry) -> Result<Change, Stop> {
        only(&entry.body, &["visit"])?;
        let visit = named(entry, "visit").ok_or_else(|| malformed("visit"))?;
        if !self.visits.contains_key(&visit) {
            return Err(Stop::Retry);
        }
        let before = self.weight_of(visit);
        self.end_ticket(visit, entry.happened);
        let lapsed = self.lapsed(visit);
        let held = self.visits.get_mut(&visit).expect("it was found above");
        // The first closing stands: a later one is a tab that was left open, and so is one of another day. How long such a visit
        // lasted is not known.
        let same_day = Day::at(entry.happened, &self.batch.place.zone) == held.record.day;
        if held.record.closed.is_none() && same_day && !lapsed {
            held.record.closed = Some(entry.happened.max(held.record.opened));
            held.touch();
        }
        Ok(difference(before, self.weight_of(visit)))
    }

    fn record(&mut self, entry: &Entry) -> Result<Change, Stop> {
        let facts = RequestFacts::read(&entry.body, &self.catalogue)?;
        let visit = &self.visits.get(&facts.visit).ok_or(Stop::Retry)?.record;
        if visit.withdrawn {
            return Err(Refusal::invalid("entry-visit-withdrawn").into());
        }
        let branch = self.branch(&facts, visit.day);
        let mut record = Request {
            id: entry.id,
            visit: visit.id,
            day: visit.day,
            at: entry.happened,
            theme: 0,
            operator: None,
            branch: 0,
            acts: 0,
            support: None,
            outcome: None,
            reason: None,
            referred_to: None,
            minutes: None,
            defaults: 0,
            agent: entry.agent,
            entry: entry.id,
            withdrawn: false,
            contested: false,
        };
        record.set(facts, branch);
        let added = record.fact(visit, &self.batch.place.zone, &self.catalogue).into_iter().collect();
        self.of_visit.entry(record.visit).or_default().push(entry.id);
        self.requests.insert(entry.id, Held { record, state: State::New });
        Ok(Change { removed: Vec::new(), added })
    }

    fn branch(&self, facts: &RequestFacts, day: Day) -> tally::Branch {
        self.catalogue.branch_of(facts.theme, facts.operator.unwrap_or(0), self.batch.place.row.association, day)
    }
}

fn named(entry: &Entry, member: &str) -> Option<EntryId> {
    entry.body.get(member).and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok())
}

/// What changed between two facts: nothing when they are equal.
fn difference(before: Option<Fact>, after: Option<Fact>) -> Change {
    if before == after {
        return Change::default();
    }
    Change { removed: before.into_iter().collect(), added: after.into_iter().collect() }
}
