//! The line of those who wait to be written, and the transaction they share.
//!
//! A transaction costs about the same whatever it holds: its statements travel to the engine, and its commit waits for the
//! disk. So whoever comes while others are being written joins the next one.

use crate::{Answer, Entry, Journal, body};
use db::DbError;
use jiff::Timestamp;
use kernel::{Actor, PlaceId};
use std::{collections::BTreeMap, sync::Mutex};
use tokio::sync::oneshot;

/// Those who wait, and whose turn it is to write.
#[derive(Default)]
pub(crate) struct Line {
    waiting: Mutex<Vec<Submission>>,
    turn: tokio::sync::Mutex<()>,
}

/// The entries of one send that passed the checks, and where their answers go.
struct Submission {
    now: Timestamp,
    entries: Vec<Sent>,
    answer: oneshot::Sender<Result<Vec<(usize, Answer)>, DbError>>,
}

/// An entry that passed the checks, with what is worked out of it before its turn comes.
pub(crate) struct Sent {
    pub(crate) position: usize,
    pub(crate) entry: Entry,
    /// As JSON, and as its row will hold it.
    pub(crate) body: String,
    pub(crate) packed: Vec<u8>,
    pub(crate) digest: Vec<u8>,
}

impl Sent {
    pub(crate) fn new(position: usize, entry: Entry) -> Self {
        let body = entry.body_text();
        let (packed, digest) = (body::pack(&body), entry.digest(&body));
        Self { position, entry, body, packed, digest }
    }
}

/// Where an entry was: which submission, which position in it.
pub(crate) type Slot = (usize, usize);

impl Journal {
    pub(crate) async fn submit(&self, now: Timestamp, entries: Vec<Sent>) -> Result<Vec<(usize, Answer)>, DbError> {
        let (answer, told) = oneshot::channel();
        self.line.waiting.lock().expect("nobody panics in line").push(Submission { now, entries, answer });
        // A task of its own: a sender who hangs up must not take along those who wait with them.
        let journal = self.clone();
        tokio::spawn(async move { journal.take_turn().await });
        told.await.unwrap_or_else(|_| Err(DbError::ended("the journal stopped")))
    }

    /// Writes everybody who waits in one transaction. Whoever's turn comes after theirs was written finds nobody.
    async fn take_turn(&self) {
        let _turn = self.line.turn.lock().await;
        let group = std::mem::take(&mut *self.line.waiting.lock().expect("nobody panics in line"));
        if group.is_empty() {
            return;
        }
        match self.write(&group).await {
            Ok(answers) => {
                for (submission, answers) in group.into_iter().zip(answers) {
                    let _ = submission.answer.send(Ok(answers));
                }
            }
            Err(error) if group.len() == 1 => {
                let alone = group.into_iter().next().expect("there is one");
                let _ = alone.answer.send(Err(error));
            }
            // One send that the database cannot take must not fail its neighbours: each is written by itself.
            Err(_) => {
                for submission in group {
                    let alone = [submission];
                    let answers = self.write(&alone).await.map(|mut answers| answers.remove(0));
                    let [submission] = alone;
                    let _ = submission.answer.send(answers);
                }
            }
        }
    }

    async fn write(&self, group: &[Submission]) -> Result<Vec<Vec<(usize, Answer)>>, DbError> {
        let network = self.directory.now();
        let mut places: BTreeMap<PlaceId, Vec<(Slot, &Sent)>> = BTreeMap::new();
        for (number, submission) in group.iter().enumerate() {
            for sent in &submission.entries {
                places.entry(sent.entry.place).or_default().push(((number, sent.position), sent));
            }
        }
        let now = group.iter().map(|submission| submission.now).max().unwrap_or(Timestamp::UNIX_EPOCH);
        let mut answers: Vec<Vec<(usize, Answer)>> = group.iter().map(|_| Vec::new()).collect();
        let mut tx = self.db.write(&Actor::System("journal")).await?;
        // Places in one fixed order: two transactions never wait for each other.
        for (place, entries) in places {
            let Some(place) = network.place(place) else { continue };
            for ((number, position), answer) in self.append_to_place(&mut tx, now, place, entries).await? {
                answers[number].push((position, answer));
            }
        }
        tx.commit().await?;
        self.db.hint();
        Ok(answers)
    }
}
