//! The kinds of entries of the counter, and what they change.
//!
//! A batch is worked out in memory: what it names is read once, each entry changes it in turn, and what changed is written
//! at the end. Each entry tells the facts it takes away from the figures and those it adds.

mod correcting;

use crate::{
    facts::{RequestFacts, VisitFacts, only},
    state::{Request, Visit},
    store,
};
use catalogue::{Catalogue, Snapshot};
use db::{DbError, Tx};
use journal::{Applied, Batch, Entry, Kind, Ledger};
use kernel::{AccountId, Day, DeviceKind, EntryId, Grant, Refusal};
use std::{collections::HashMap, pin::Pin, sync::Arc};
use tally::{Fact, Source};

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

const KINDS: &[Kind] = &[
    Kind { name: OPENED, version: 1 },
    Kind { name: CLOSED, version: 1 },
    Kind { name: RECORDED, version: 1 },
    Kind { name: CORRECTED, version: 1 },
    Kind { name: WITHDRAWN, version: 1 },
];

impl Ledger for Counter {
    fn kinds(&self) -> &'static [Kind] {
        KINDS
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

/// A record in memory, and what must be written of it.
struct Held<T> {
    record: T,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Stored,
    New,
    Changed,
}

impl<T> Held<T> {
    fn touch(&mut self) {
        if self.state == State::Stored {
            self.state = State::Changed;
        }
    }
}

/// All that a batch reads and changes.
struct Work<'a> {
    batch: &'a Batch<'a>,
    catalogue: Arc<Snapshot>,
    visits: HashMap<EntryId, Held<Visit>>,
    requests: HashMap<EntryId, Held<Request>>,
    /// The requests of each visit that a change of the visit's facts reaches.
    of_visit: HashMap<EntryId, Vec<EntryId>>,
    closed_months: Vec<i64>,
    /// The grants of those who correct what others recorded.
    correctors: HashMap<AccountId, Vec<Grant>>,
}

impl<'a> Work<'a> {
    async fn read(tx: &mut Tx, batch: &'a Batch<'a>, catalogue: Arc<Snapshot>) -> Result<Self, DbError> {
        let place = batch.place.row.id;
        let (mut visit_ids, mut targets, mut correctors) = (Vec::new(), Vec::new(), HashMap::new());
        for entry in &batch.entries {
            match entry.kind.as_str() {
                CLOSED | RECORDED => visit_ids.extend(named(entry, "visit")),
                CORRECTED | WITHDRAWN => {
                    targets.extend(entry.target());
                    if let Some(agent) = entry.agent {
                        correctors.entry(agent).or_insert_with(Vec::new);
                    }
                }
                _ => {}
            }
        }
        // A visit opened in this very batch is not in the tables; asking for it costs nothing much and tells nothing.
        let opened: Vec<_> = batch.entries.iter().filter(|entry| entry.kind == OPENED).map(|entry| entry.id).collect();
        visit_ids.retain(|id| !opened.contains(id));
        visit_ids.sort_unstable();
        visit_ids.dedup();
        targets.sort_unstable();
        targets.dedup();

        let mut requests: Vec<Request> = Vec::new();
        if !targets.is_empty() {
            requests.extend(store::requests(tx, place, &targets).await?);
            visit_ids.extend(requests.iter().map(|request| request.visit));
            visit_ids.extend(&targets);
            visit_ids.sort_unstable();
            visit_ids.dedup();
        }
        let visits = store::visits(tx, place, &visit_ids).await?;
        let corrected: Vec<_> = visits.iter().map(|visit| visit.id).filter(|id| targets.contains(id)).collect();
        for request in store::requests_of(tx, place, &corrected).await? {
            if requests.iter().all(|known| known.id != request.id) {
                requests.push(request);
            }
        }
        let closed_months = match targets.is_empty() {
            true => Vec::new(),
            false => store::closed_months(tx, place).await?.into_iter().map(|closed| closed.month).collect(),
        };
        for (agent, grants) in &mut correctors {
            *grants = accounts::grants_of(tx, *agent).await?;
        }
        let mut work = Self {
            batch,
            catalogue,
            visits: visits.into_iter().map(|record| (record.id, Held { record, state: State::Stored })).collect(),
            requests: HashMap::new(),
            of_visit: HashMap::new(),
            closed_months,
            correctors,
        };
        for record in requests {
            work.of_visit.entry(record.visit).or_default().push(record.id);
            work.requests.insert(record.id, Held { record, state: State::Stored });
        }
        Ok(work)
    }

    fn apply(&mut self, entry: &Entry) -> Result<Change, Stop> {
        match entry.kind.as_str() {
            OPENED => self.open(entry),
            CLOSED => self.close(entry),
            RECORDED => self.record(entry),
            CORRECTED => self.correct(entry),
            _ => self.withdraw(entry),
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
        };
        record.set(facts);
        let added = record.fact(&self.batch.place.zone, &self.catalogue).into_iter().collect();
        self.visits.insert(entry.id, Held { record, state: State::New });
        Ok(Change { removed: Vec::new(), added })
    }

    fn close(&mut self, entry: &Entry) -> Result<Change, Stop> {
        only(&entry.body, &["visit"])?;
        let visit = named(entry, "visit").ok_or_else(|| malformed("visit"))?;
        let (zone, catalogue) = (&self.batch.place.zone, &*self.catalogue);
        let held = self.visits.get_mut(&visit).ok_or(Stop::Retry)?;
        let before = held.record.fact(zone, catalogue);
        // The first closing stands: a later one is a tab that was left open, and so is one of another day. How long such a visit
        // lasted is not known.
        if held.record.closed.is_none() && Day::at(entry.happened, zone) == held.record.day {
            held.record.closed = Some(entry.happened.max(held.record.opened));
            held.touch();
        }
        Ok(difference(before, held.record.fact(zone, catalogue)))
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

    async fn write(self, tx: &mut Tx) -> Result<(), DbError> {
        let place = self.batch.place.row.id;
        let (mut new_visits, mut new_requests) = (Vec::new(), Vec::new());
        for held in self.visits.values() {
            match held.state {
                State::New => new_visits.push(&held.record),
                State::Changed => store::update_visit(tx, place, &held.record).await?,
                State::Stored => {}
            }
        }
        for held in self.requests.values() {
            match held.state {
                State::New => new_requests.push(&held.record),
                State::Changed => store::update_request(tx, place, &held.record).await?,
                State::Stored => {}
            }
        }
        // In the order of their names, which is that of time: the tables grow at their end.
        new_visits.sort_unstable_by_key(|visit| visit.id);
        new_requests.sort_unstable_by_key(|request| request.id);
        store::insert_visits(tx, place, &new_visits).await?;
        store::insert_requests(tx, place, &new_requests).await
    }
}

fn named(entry: &Entry, member: &str) -> Option<EntryId> {
    entry.body.get(member).and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok())
}

fn malformed(what: &'static str) -> Refusal {
    Refusal::invalid("entry-malformed").with("what", what)
}

/// What changed between two facts: nothing when they are equal.
fn difference(before: Option<Fact>, after: Option<Fact>) -> Change {
    if before == after {
        return Change::default();
    }
    Change { removed: before.into_iter().collect(), added: after.into_iter().collect() }
}
