//! Calling: the server decides who is next, so that two desks never call the same visitor.

use super::{Stage, Ticket, store};
use db::DbError;
use journal::{Entry, Journal, Sender, Status};
use kernel::{Day, EntryId, PlaceId, Refusal};
use network::Place;
use serde_json::{Map, Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use web::App;

/// How often a desk looks again when a desk of another server was faster.
const MOST_TRIES: usize = 20;

/// Who calls whom. Cheap to clone.
#[derive(Clone)]
pub struct Calls {
    app: App,
    journal: Journal,
    /// The desks of a place call one after the other: each sees whom the one before called.
    turns: Arc<Mutex<HashMap<PlaceId, Arc<tokio::sync::Mutex<()>>>>>,
}

/// Why nobody was called.
#[derive(Debug)]
pub enum NotCalled {
    /// Nobody waits for this agent.
    Nobody,
    /// The journal says why.
    Refused(Refusal),
    /// The database failed.
    Db(DbError),
}

impl From<DbError> for NotCalled {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl Calls {
    /// Through this journal.
    pub fn new(app: App, journal: Journal) -> Self {
        Self { app, journal, turns: Arc::default() }
    }

    /// Calls the next visitor, or the one who is named, to a desk; whoever called and sees nobody come calls that one again.
    pub async fn call(
        &self,
        sender: &Sender,
        place: &Place,
        named: Option<EntryId>,
        desk: &str,
    ) -> Result<Ticket, NotCalled> {
        let turn = self.turn(place.row.id);
        let _turn = turn.lock().await;
        let agent = sender.actor.person().map(|person| person.account);
        for _ in 0..MOST_TRIES {
            let day = Day::at(self.app.clock.now(), &place.zone);
            let mut tx = self.app.db.read(&sender.actor).await?;
            let tickets = store::open_tickets(&mut tx, place.row.id, day).await?;
            drop(tx);
            let next = match named {
                Some(visit) => tickets.into_iter().find(|ticket| ticket.visit == visit),
                None => tickets
                    .into_iter()
                    .filter_map(|ticket| Some((ticket.turn(agent)?, ticket)))
                    .min_by(|(one, _), (other, _)| one.cmp(other))
                    .map(|(_, ticket)| ticket),
            };
            let ticket = next.ok_or(NotCalled::Nobody)?;
            match self.write(sender, place, &ticket, desk).await? {
                None => return Ok(ticket),
                // Another server's desk was faster: look again.
                Some(refusal) if named.is_none() && refusal.code == "entry-ticket-not-waiting" => {}
                Some(refusal) => return Err(NotCalled::Refused(refusal)),
            }
        }
        Err(NotCalled::Nobody)
    }

    /// Writes the call; answers why it was refused.
    async fn write(
        &self,
        sender: &Sender,
        place: &Place,
        ticket: &Ticket,
        desk: &str,
    ) -> Result<Option<Refusal>, DbError> {
        let now = self.app.clock.now();
        let mut body: Map<String, Value> =
            [("visit".to_owned(), json!(ticket.visit)), ("desk".to_owned(), json!(desk))].into_iter().collect();
        if ticket.stage == Stage::Called {
            body.insert("again".to_owned(), true.into());
        }
        let entry = Entry::here(self.app.new_id(), place.row.id, "visit.called", now, body);
        let answers = self.journal.append(sender, now, vec![Ok(entry)]).await?;
        let answer = answers.into_iter().next().expect("one entry has one answer");
        Ok(match answer.status {
            Status::Accepted | Status::Known => None,
            _ => Some(answer.refusal.map_or_else(|| Refusal::invalid("entry-ticket-not-waiting"), |refusal| *refusal)),
        })
    }

    fn turn(&self, place: PlaceId) -> Arc<tokio::sync::Mutex<()>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).entry(place).or_default().clone()
    }
}
