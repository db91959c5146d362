//! Appending: check each entry, keep those that may stand, apply them, all in one transaction.

use crate::{
    Answer, Applied, Batch, Entry, Ledger, SealKey, Status, dates,
    line::{Line, Sent, Slot},
    store::{self, Kept},
};
use db::{Db, DbError, Tx};
use jiff::Timestamp;
use kernel::{AccountId, Actor, Day, Device, DeviceKind, Grant, Refusal, Right};
use network::{Directory, Place};
use std::{
    collections::{HashMap, hash_map},
    sync::Arc,
};

/// The journal of the installation. Cheap to clone.
#[derive(Clone)]
pub struct Journal {
    pub(crate) db: Db,
    pub(crate) directory: Directory,
    pub(crate) lineage: Arc<str>,
    ledgers: Arc<[Arc<dyn Ledger>]>,
    pub(crate) line: Arc<Line>,
    pub(crate) seal: Option<Arc<SealKey>>,
}

/// Who sends: the actor and, when there is one, the device.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Whose session, or which device.
    pub actor: Actor,
    /// The door the entries come through.
    pub device: Option<Arc<Device>>,
}

impl Sender {
    /// The sender of a request.
    pub fn of(actor: &Actor) -> Self {
        Self { actor: actor.clone(), device: actor.device().cloned() }
    }
}

impl Journal {
    /// A journal of these kinds of entries.
    pub fn new(db: Db, directory: Directory, lineage: &str, ledgers: Vec<Arc<dyn Ledger>>) -> Self {
        Self { db, directory, lineage: lineage.into(), ledgers: ledgers.into(), line: Arc::default(), seal: None }
    }

    /// Appends what was sent. As many answers come back as entries went in, in the same order; they are given only once
    /// everything accepted is on the disk.
    pub async fn append(
        &self,
        sender: &Sender,
        now: Timestamp,
        sent: Vec<Result<Entry, Answer>>,
    ) -> Result<Vec<Answer>, DbError> {
        let mut answers: Vec<Option<Answer>> = Vec::with_capacity(sent.len());
        let mut entries = Vec::with_capacity(sent.len());
        let mut undated = Vec::new();
        let network = self.directory.now();
        for (position, sent) in sent.into_iter().enumerate() {
            let checked = sent.and_then(|entry| {
                self.check(sender, now, &network, entry).map_err(|(id, refusal)| Answer::refused(Some(id), refusal))
            });
            match checked {
                Ok((entry, dated)) => {
                    let sent = Sent::new(position, entry);
                    match dated {
                        Ok(()) => entries.push(sent),
                        Err(refusal) => undated.push((sent, refusal)),
                    }
                    answers.push(None);
                }
                Err(answer) => answers.push(Some(answer)),
            }
        }
        for (position, answer) in self.answer_undated(undated).await? {
            answers[position] = Some(answer);
        }
        if !entries.is_empty() {
            for (position, answer) in self.submit(now, entries).await? {
                answers[position] = Some(answer);
            }
        }
        Ok(answers.into_iter().map(|answer| answer.expect("every entry was answered")).collect())
    }

    /// What can be said of an entry without the database: whether it may be taken from this sender, and then what its dates say.
    fn check(
        &self,
        sender: &Sender,
        now: Timestamp,
        network: &network::Snapshot,
        mut entry: Entry,
    ) -> Result<(Entry, Result<(), Refusal>), (String, Refusal)> {
        let refuse = |entry: &Entry, refusal: Refusal| Err((entry.id.to_string(), refusal));
        let Some(ledger) = self.ledger(&entry.kind) else {
            let kind = entry.kind.chars().take(60).collect::<String>();
            return refuse(&entry, Refusal::invalid("entry-unknown-kind").with("kind", kind));
        };
        let current = ledger.kinds().iter().find(|kind| kind.name == entry.kind).map_or(0, |kind| kind.version);
        if entry.version != current {
            if let Err(refusal) = ledger.upcast(&entry.kind, entry.version, &mut entry.body) {
                return refuse(&entry, refusal);
            }
            entry.version = current;
        }
        let Some(place) = network.place(entry.place) else {
            return refuse(&entry, Refusal::invalid("entry-wrong-place"));
        };
        if !self.may_send(sender, place, &entry) {
            return refuse(&entry, Refusal::invalid("entry-wrong-place"));
        }
        if self.speaks_for_another(sender, &entry) {
            return refuse(&entry, Refusal::invalid("entry-of-another"));
        }
        entry.device = sender.device.as_ref().map(|device| device.id);
        entry.door = sender.device.as_ref().map(|device| device.kind);
        match entry.door {
            // Nobody stands behind a kiosk or a screen.
            Some(DeviceKind::Kiosk | DeviceKind::Screen) => entry.agent = None,
            _ => entry.agent = entry.agent.or(sender.actor.person().map(|person| person.account)),
        }
        // A shared counter may bring what a colleague did; the right to correct anybody's records is lent to nobody.
        let own = entry.agent == sender.actor.person().map(|person| person.account);
        entry.corrects_any = own && sender.actor.may(Right::CorrectAny, place.whereabouts());
        let unattended = match &sender.device {
            Some(device) => device.kind != DeviceKind::Counter,
            // The program closes what was left open.
            None => matches!(sender.actor, Actor::System(_)),
        };
        if entry.agent.is_none() && !unattended {
            return refuse(&entry, Refusal::invalid("entry-no-agent"));
        }
        let dated = dates::allow(now, place, &entry);
        Ok((entry, dated))
    }

    fn ledger(&self, kind: &str) -> Option<&Arc<dyn Ledger>> {
        self.ledgers.iter().find(|ledger| ledger.kinds().iter().any(|known| known.name == kind))
    }

    /// A device sends for its own place, the kinds it is made for; a person for the places where they may record.
    fn may_send(&self, sender: &Sender, place: &Place, entry: &Entry) -> bool {
        match (&sender.device, &sender.actor) {
            (Some(device), _) => device.place == place.row.id && device.kind.may_send(&entry.kind),
            (None, actor) => actor.may(Right::Record, place.whereabouts()),
        }
    }

    /// Without an enrolled device, a session speaks for its own person only.
    fn speaks_for_another(&self, sender: &Sender, entry: &Entry) -> bool {
        let person = sender.actor.person().map(|person| person.account);
        sender.device.is_none() && person.is_some() && entry.agent.is_some() && entry.agent != person
    }

    pub(crate) async fn append_to_place(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        place: &Place,
        entries: Vec<(Slot, &Sent)>,
    ) -> Result<Vec<(Slot, Answer)>, DbError> {
        let mut answers = Vec::with_capacity(entries.len());
        let mut sequence = store::hold_head(tx, place.row.id).await?;
        let youngest = store::youngest(tx, place.row.id).await?;
        // Names grow with time: most of what comes in is younger than all that stands.
        let ids = entries.iter().map(|(_, sent)| sent.entry.id);
        let ids: Vec<_> = ids.filter(|id| youngest.is_some_and(|youngest| *id <= youngest)).collect();
        let standing = store::standing(tx, place.row.id, &ids).await?;
        let mut rights = Rights::default();

        // What is new, each id once: a second content under the same id within one transaction is a conflict like any other.
        let mut fresh: Vec<(Slot, &Sent)> = Vec::with_capacity(entries.len());
        let mut seen: HashMap<kernel::EntryId, usize> = HashMap::new();
        let mut again: Vec<(Slot, &Sent, usize)> = Vec::new();
        for (slot, sent) in entries {
            let entry = &sent.entry;
            if let Some(found) = standing.get(&entry.id) {
                answers.push((slot, sent.compared_with(found)));
            } else if let Some(first) = seen.get(&entry.id) {
                again.push((slot, sent, *first));
            } else if !rights.allow(tx, entry, place).await? {
                let refusal = Refusal::invalid("entry-no-right");
                answers.push((slot, Answer::refused(Some(entry.id.to_string()), refusal)));
            } else {
                seen.insert(entry.id, fresh.len());
                fresh.push((slot, sent));
            }
        }

        let applied = self.apply(tx, now, place, &fresh).await?;
        let mut kept = Vec::with_capacity(fresh.len());
        let mut slots = Vec::with_capacity(fresh.len());
        let mut fate: Vec<Option<i64>> = Vec::with_capacity(fresh.len());
        for ((slot, sent), applied) in fresh.iter().zip(applied) {
            let entry = &sent.entry;
            match applied {
                Applied::Done { removed, added } => {
                    sequence += 1;
                    fate.push(Some(sequence));
                    slots.push(*slot);
                    let (body, digest) = (sent.packed.clone(), sent.digest.clone());
                    kept.push(Kept { entry, sequence, body, digest, removed, added });
                }
                Applied::Retry => {
                    fate.push(None);
                    answers.push((*slot, Answer::retry(entry.id)));
                }
                Applied::Refused(refusal) => {
                    fate.push(None);
                    answers.push((*slot, Answer::refused(Some(entry.id.to_string()), refusal)));
                }
            }
        }
        for (slot, twin, first) in again {
            let standing = fresh[first].1;
            let answer = match fate[first] {
                Some(number) if standing.digest == twin.digest => Answer::kept(twin.entry.id, Status::Known, number),
                Some(number) => Answer::conflict(twin.entry.id, number, standing.body.clone()),
                None => Answer::retry(twin.entry.id),
            };
            answers.push((slot, answer));
        }
        if !kept.is_empty() {
            answers.extend(slots.into_iter().zip(store::keep(tx, now, kept).await?));
            store::move_head(tx, place.row.id, sequence).await?;
        }
        Ok(answers)
    }

    /// Hands each ledger its entries, in order, and puts the results back in order.
    async fn apply(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        place: &Place,
        fresh: &[(Slot, &Sent)],
    ) -> Result<Vec<Applied>, DbError> {
        let mut results: Vec<Option<Applied>> = vec![None; fresh.len()];
        for ledger in self.ledgers.iter() {
            let is_mine = |index: &usize| ledger.kinds().iter().any(|kind| kind.name == fresh[*index].1.entry.kind);
            let mine: Vec<usize> = (0..fresh.len()).filter(is_mine).collect();
            if mine.is_empty() {
                continue;
            }
            let batch = Batch { place, now, entries: mine.iter().map(|index| &fresh[*index].1.entry).collect() };
            let applied = ledger.apply(tx, &batch).await?;
            assert_eq!(applied.len(), mine.len(), "a ledger answers every entry");
            for (index, applied) in mine.into_iter().zip(applied) {
                results[index] = Some(applied);
            }
        }
        Ok(results.into_iter().map(|applied| applied.expect("every kind has its ledger")).collect())
    }
}

/// The grants of the agents of a batch, each read once.
#[derive(Default)]
struct Rights(HashMap<AccountId, Vec<Grant>>);

impl Rights {
    /// Whether the entry's agent could record at the place on the day it happened. An entry without an agent is a device's.
    async fn allow(&mut self, tx: &mut Tx, entry: &Entry, place: &Place) -> Result<bool, DbError> {
        let Some(agent) = entry.agent else { return Ok(true) };
        let grants = match self.0.entry(agent) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(unknown) => unknown.insert(accounts::grants_of(tx, agent).await?),
        };
        let day = Day::at(entry.happened, &place.zone);
        Ok(grants.iter().any(|grant| grant.gives(Right::Record, day, place.whereabouts())))
    }
}
