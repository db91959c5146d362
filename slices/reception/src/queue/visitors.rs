//! Those who come by themselves: they take a ticket at a kiosk, then follow it on their own page by its code, without an account.

use super::{
    Line, Live, Range, Stage, Ticket, Waits,
    code::{Code, CodeKey},
    live::Seen,
    store,
};
use accounts::{Allowance, Key, Throttle};
use db::{Db, DbError};
use journal::{Entry, Journal, Sender, Status};
use kernel::{Actor, Day, EntryId, PlaceId, Refusal, RefusalKind};
use network::{Directory, Place};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tokio::sync::watch;
use web::{App, Error, Result};

const SETTING: &str = "queue.codes";
/// Who takes a visitor's word for it: nobody is signed in on their telephone.
const VISITOR: Actor = Actor::System("visitor");

/// A hall whose door opens on Monday morning gives a number each ten seconds, and none gives five hundred a day: what asks for
/// more is not a person at a kiosk.
const BY_KIOSK: [Allowance; 2] = [Allowance { tries: 60, minutes: 10 }, Allowance { tries: 500, minutes: 24 * 60 }];
/// Wrong codes from one client. A telephone network may share an address: right ones are not counted.
const GUESSES: Allowance = Allowance { tries: 20, minutes: 15 };
/// How many codes are tried before a ticket goes without: two of the same in one day are as rare as a guess that is right.
const MOST_TURNS: u8 = 8;

/// What a visitor says at a kiosk, and nothing else: no name, no reason.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The visit's name, given by the kiosk: asked twice, it is one ticket.
    pub visit: EntryId,
    /// The language spoken, as BCP 47.
    pub language: &'static str,
    /// The code of the family pointed at; nothing when they do not know.
    pub family: Option<String>,
    /// Before the others.
    pub priority: bool,
}

/// A visitor's ticket and how things stand with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The place.
    pub place: PlaceId,
    /// The visit.
    pub visit: EntryId,
    /// The number.
    pub number: i64,
    /// The language spoken, as BCP 47, where it was noted.
    pub language: Option<String>,
    /// Where the visitor stands.
    pub stage: Stage,
    /// The desk, once called.
    pub desk: Option<String>,
    /// How many will be called before; nothing once one is called oneself.
    pub before: Option<usize>,
    /// How long one may still wait; nothing once one is called, or where the place's past is too short to say.
    pub wait: Option<Range>,
    /// The place closed for good while somebody waited: nobody will call any more.
    pub shut: bool,
}

impl Standing {
    /// Whether leaving still means something: at a desk one says it to the agent.
    pub fn may_leave(&self) -> bool {
        matches!(self.stage, Stage::Waiting | Stage::Called | Stage::Held)
    }
}

/// Those who come by themselves. Cheap to clone.
#[derive(Clone)]
pub struct Visitors {
    app: App,
    directory: Directory,
    journal: Journal,
    live: Live,
    key: CodeKey,
    throttle: Arc<Throttle>,
}

/// The secret of the codes, made at the first start. A backup carries it.
pub async fn code_secret(db: &Db, fresh: impl FnOnce() -> String) -> Result<String, DbError> {
    network::store::secret(db, "codes", SETTING, fresh).await
}

impl Visitors {
    /// With the secret that codes are made with.
    pub fn new(app: App, directory: Directory, journal: Journal, live: Live, secret: &str) -> Self {
        Self { app, directory, journal, live, key: CodeKey::of(secret), throttle: Arc::default() }
    }

    /// Somebody takes a ticket: an entry of the journal like any other. Asked again under the same name, it is the same ticket,
    /// and counts no more against the kiosk.
    pub async fn arrive(&self, actor: &Actor, place: &Place, arrival: Arrival) -> Result<Standing> {
        let visit = arrival.visit;
        if visit.0.get_version_num() != 7 {
            return Err(Refusal::invalid("entry-malformed").with("what", "id").into());
        }
        if let Some(standing) = self.standing(place, visit).await? {
            return Ok(standing);
        }
        if !place.stage_at(self.app.clock.now()).receives() {
            return Err(Refusal::new("place-receives-nobody", RefusalKind::Conflict).into());
        }
        self.count(actor)?;
        let now = self.app.clock.now();
        let entry = Entry { version: 2, ..Entry::here(visit, place.row.id, "visit.opened", now, body(arrival)) };
        let answer = self.journal.append(&Sender::of(actor), now, vec![Ok(entry)]).await?.remove(0);
        // A second touch that was faster has opened it at another instant: that is a conflict of the journal, and one ticket.
        let standing = match answer.status {
            Status::Accepted | Status::Known | Status::Conflict => self.standing(place, visit).await?,
            Status::Retry | Status::Refused => None,
        };
        let refused = || answer.refusal.map_or_else(Refusal::missing, |refusal| *refusal);
        standing.ok_or_else(|| Error::Refused(refused()))
    }

    /// Counts a ticket that was asked for, or says when to ask again.
    fn count(&self, actor: &Actor) -> Result<(), Refusal> {
        let name = actor.device().map_or_else(|| actor.tag(), |device| device.id.to_string());
        let now = self.app.clock.now();
        for (key, allowance) in ["kiosk", "kiosk-day"].map(|family| Key::of(family, &name)).into_iter().zip(BY_KIOSK) {
            self.throttle.try_once(key, allowance, now)?;
        }
        Ok(())
    }

    /// How things stand with a visit's ticket, when it has one.
    pub async fn standing(&self, place: &Place, visit: EntryId) -> Result<Option<Standing>, DbError> {
        let mut tx = self.app.db.read(&VISITOR).await?;
        let Some(ticket) = store::tickets(&mut tx, place.row.id, &[visit]).await?.pop() else { return Ok(None) };
        let shut = place.stage_at(self.app.clock.now()) == network::model::Stage::Closed;
        let before = match ticket.stage {
            Stage::Waiting if !shut => {
                let open = store::open_tickets(&mut tx, place.row.id, ticket.day).await?;
                Some(open.iter().filter(|other| goes_before(other, &ticket)).count())
            }
            _ => None,
        };
        let language = crate::store::visits(&mut tx, place.row.id, &[visit]).await?.pop().and_then(|row| row.language);
        drop(tx);
        let Ticket { visit, number, stage, desk, .. } = ticket;
        let wait = match stage {
            Stage::Waiting if !shut => self.live.waits().outlook(place, self.app.clock.now()).await?,
            _ => None,
        };
        let wait = wait.and_then(|outlook| Some(outlook.of(number)?.1));
        Ok(Some(Standing { place: place.row.id, visit, number, language, stage, desk, before, wait, shut }))
    }

    /// The code of a visit's ticket, to be handed to the visitor: written the first time, the same ever after. Nothing when the
    /// visit has no ticket, or one of another day.
    pub async fn code(&self, place: &Place, visit: EntryId) -> Result<Option<Code>, DbError> {
        let id = place.row.id;
        let mut tx = self.app.db.write(&VISITOR).await?;
        let ticket = store::tickets(&mut tx, id, &[visit]).await?.pop();
        let Some(ticket) = ticket.filter(|ticket| ticket.day == self.today(place)) else { return Ok(None) };
        for turn in 0..MOST_TURNS {
            let code = self.key.code(id, &ticket, turn);
            if store::give_code(&mut tx, code.plain(), id, &ticket).await? {
                tx.commit().await?;
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    /// The ticket of a code that somebody at this address typed or scanned. A code of another day, one that was never given and
    /// one that cannot be are alike: no answer tells what exists, and wrong ones are counted.
    pub async fn find(&self, client: &str, typed: &str) -> Result<Option<(Arc<Place>, EntryId)>> {
        let found = match Code::parse(typed) {
            Some(code) => {
                let mut tx = self.app.db.read(&VISITOR).await?;
                store::by_code(&mut tx, code.plain()).await?
            }
            None => None,
        };
        let network = self.directory.now();
        let found = found.and_then(|(place, visit, day)| Some((network.place(place)?.clone(), visit, day)));
        let found = found.filter(|(place, _, day)| *day == self.today(place));
        // Counted once it is known: a whole hall that comes back at once, behind one address, has made no wrong try. Nothing is
        // told before.
        let key = Key::of("ticket-code", client);
        self.throttle.try_once(key, GUESSES, self.app.clock.now())?;
        if found.is_some() {
            self.throttle.take_back(key);
        }
        Ok(found.map(|(place, visit, _)| (place, visit)))
    }

    /// The visitor says that they leave. Said again, or once all is over, it changes nothing.
    pub async fn leave(&self, place: &Place, visit: EntryId) -> Result<()> {
        if !self.standing(place, visit).await?.is_some_and(|standing| standing.may_leave()) {
            return Ok(());
        }
        let now = self.app.clock.now();
        let body: Map<String, Value> = [("visit".to_owned(), json!(visit))].into_iter().collect();
        let entry = Entry::here(self.app.new_id(), place.row.id, "visit.left", now, body);
        let sender = Sender { actor: VISITOR, device: None };
        let answer = self.journal.append(&sender, now, vec![Ok(entry)]).await?.remove(0);
        match answer.refusal {
            // An agent was faster: it is over.
            Some(refusal) if refusal.code != "entry-ticket-over" => Err(Error::Refused(*refusal)),
            _ => Ok(()),
        }
    }

    /// What those who wait may expect.
    pub fn waits(&self) -> &Waits {
        self.live.waits()
    }

    /// What stands in a place, as it changes, for whoever follows their ticket there: for as long as they hold the line.
    pub async fn follow(
        &self,
        place: &Place,
        visit: EntryId,
        client: &str,
    ) -> Result<(watch::Receiver<Arc<Seen>>, Line)> {
        let line = self.live.lines().of_ticket(visit, client)?;
        Ok((self.live.follow(place).await?, line))
    }

    fn today(&self, place: &Place) -> Day {
        Day::at(self.app.clock.now(), &place.zone)
    }
}

/// Forgets the codes of earlier days, whatever the zone of their place.
pub async fn forget_codes(app: &App) -> Result<(), DbError> {
    let mut tx = app.db.write(&VISITOR).await?;
    let today = Day::at(app.clock.now(), &jiff::tz::TimeZone::UTC);
    store::forget_codes(&mut tx, today.plus(-1)).await?;
    tx.commit().await
}

/// Whether another ticket may expect to be called before this one.
fn goes_before(other: &Ticket, ticket: &Ticket) -> bool {
    let order = |ticket: &Ticket| (!ticket.priority, ticket.arrived, ticket.number);
    other.stage == Stage::Waiting && order(other) < order(ticket)
}

/// The body of the entry.
fn body(arrival: Arrival) -> Map<String, Value> {
    let mut queue = Map::new();
    if let Some(family) = arrival.family {
        queue.insert("family".to_owned(), family.into());
    }
    if arrival.priority {
        queue.insert("priority".to_owned(), true.into());
    }
    let members = [("channel", json!("site")), ("language", json!(arrival.language)), ("queue", Value::Object(queue))];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
