//! All that a batch of entries reads and changes, in memory: read once, changed by each entry, written at the end.

use super::{CLOSED, CORRECTED, OPENED, PRESENT, RECORDED, WITHDRAWN, named, queueing};
use crate::{
    queue::{self, Presence, Ticket},
    state::{Request, Visit},
    store,
};
use catalogue::Snapshot;
use db::{DbError, Tx};
use journal::Batch;
use kernel::{AccountId, Day, EntryId, Grant};
use std::{
    collections::{BTreeMap, HashMap, HashSet, btree_map::Entry, hash_map},
    sync::Arc,
};

/// A record in memory, and what must be written of it.
pub(super) struct Held<T> {
    pub record: T,
    pub state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Stored,
    New,
    Changed,
}

impl<T> Held<T> {
    pub fn touch(&mut self) {
        if self.state == State::Stored {
            self.state = State::Changed;
        }
    }
}

/// All that a batch reads and changes.
pub(super) struct Work<'a> {
    pub batch: &'a Batch<'a>,
    pub catalogue: Arc<Snapshot>,
    pub visits: HashMap<EntryId, Held<Visit>>,
    pub requests: HashMap<EntryId, Held<Request>>,
    /// The tickets of the visits, by the visits' names.
    pub tickets: HashMap<EntryId, Held<Ticket>>,
    /// The last number given on each day that somebody arrives on.
    pub numbers: BTreeMap<Day, i64>,
    /// The requests of each visit that a change of the visit's facts reaches.
    pub of_visit: HashMap<EntryId, Vec<EntryId>>,
    pub closed_months: Vec<i64>,
    /// The grants of those who correct what others recorded, and of those to whom somebody is handed over.
    pub grants: HashMap<AccountId, Vec<Grant>>,
    /// Who is there, as known so far.
    pub presences: HashMap<AccountId, Held<Presence>>,
}

impl<'a> Work<'a> {
    pub async fn read(tx: &mut Tx, batch: &'a Batch<'a>, catalogue: Arc<Snapshot>) -> Result<Self, DbError> {
        let place = batch.place.row.id;
        let (mut visit_ids, mut targets) = (Vec::new(), Vec::new());
        let (mut grants, mut presences) = (HashMap::new(), HashMap::new());
        for entry in &batch.entries {
            match entry.kind.as_str() {
                CLOSED | RECORDED => visit_ids.extend(named(entry, "visit")),
                kind if queueing::is_step(kind) => {
                    visit_ids.extend(named(entry, "visit"));
                    if let Ok(Some(receiver)) = queueing::receiver(entry) {
                        grants.entry(receiver).or_insert_with(Vec::new);
                    }
                }
                CORRECTED | WITHDRAWN => {
                    targets.extend(entry.target());
                    if let Some(agent) = entry.agent {
                        grants.entry(agent).or_insert_with(Vec::new);
                    }
                }
                _ => {}
            }
            if let Some(agent) = entry.agent.filter(|_| entry.kind == PRESENT || queueing::is_at_desk(&entry.kind))
                && let hash_map::Entry::Vacant(unknown) = presences.entry(agent)
            {
                unknown.insert(queue::store::presence(tx, place, agent).await?);
            }
        }
        // A visit opened in this very batch is not in the tables; asking for it costs nothing much and tells nothing.
        let opened: HashSet<_> =
            batch.entries.iter().filter(|entry| entry.kind == OPENED).map(|entry| entry.id).collect();
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
        let tickets = queue::store::tickets(tx, place, &visit_ids).await?;
        let mut numbers = BTreeMap::new();
        for entry in batch.entries.iter().filter(|entry| entry.kind == OPENED && entry.body.contains_key("queue")) {
            let day = Day::at(entry.happened, &batch.place.zone);
            if let Entry::Vacant(unknown) = numbers.entry(day) {
                unknown.insert(queue::store::last_number(tx, place, day).await?);
            }
        }
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
        for (agent, held) in &mut grants {
            *held = accounts::grants_of(tx, *agent).await?;
        }
        let mut work = Self {
            batch,
            catalogue,
            visits: visits.into_iter().map(|record| (record.id, Held { record, state: State::Stored })).collect(),
            requests: HashMap::new(),
            tickets: tickets.into_iter().map(|record| (record.visit, Held { record, state: State::Stored })).collect(),
            numbers,
            of_visit: HashMap::new(),
            closed_months,
            grants,
            presences: presences
                .into_iter()
                .filter_map(|(agent, known)| Some((agent, Held { record: known?, state: State::Stored })))
                .collect(),
        };
        for record in requests {
            work.of_visit.entry(record.visit).or_default().push(record.id);
            work.requests.insert(record.id, Held { record, state: State::Stored });
        }
        Ok(work)
    }

    pub async fn write(self, tx: &mut Tx) -> Result<(), DbError> {
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
        let mut new_tickets = Vec::new();
        for held in self.tickets.values() {
            match held.state {
                State::New => new_tickets.push(&held.record),
                State::Changed => queue::store::update_ticket(tx, place, &held.record).await?,
                State::Stored => {}
            }
        }
        queue::store::insert_tickets(tx, place, &new_tickets).await?;
        let said = self.presences.values().filter(|held| held.state != State::Stored).map(|held| &held.record);
        queue::store::put_presences(tx, place, &said.collect::<Vec<_>>()).await?;
        // In the order of their names, which is that of time: the tables grow at their end.
        new_visits.sort_unstable_by_key(|visit| visit.id);
        new_requests.sort_unstable_by_key(|request| request.id);
        store::insert_visits(tx, place, &new_visits).await?;
        store::insert_requests(tx, place, &new_requests).await
    }
}
