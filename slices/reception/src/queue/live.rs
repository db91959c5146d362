//! The queue, live: whoever follows a place is told what stands there, at once and again each time it changes.
//!
//! One task looks at the heads of the journal for everybody, so that two hundred screens cost what one does, and whatever
//! server wrote the entry. What is told is the whole small queue, never a difference: a screen that comes back has missed
//! nothing.

use super::{
    Waits,
    lines::Lines,
    view::{HallView, QueueView, views},
};
use catalogue::Catalogue;
use db::DbError;
use jiff::Timestamp;
use kernel::{Actor, Day, PlaceId};
use network::{Directory, Place};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;
use web::App;

/// How often the heads are looked at when nobody gives a hint.
const POLL: Duration = Duration::from_millis(700);
/// How often busy counters may wake us.
const PAUSE: Duration = Duration::from_millis(50);

const ACTOR: Actor = Actor::System("queue");

/// What stands in a place, ready to be sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// For the desks, as JSON.
    pub desks: String,
    /// For the hall, as JSON.
    pub hall: String,
}

/// Those who follow, by place. Cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    app: App,
    directory: Directory,
    catalogue: Catalogue,
    waits: Waits,
    lines: Lines,
    followed: Mutex<HashMap<PlaceId, Followed>>,
    /// Held by the first who follows, while they read for all.
    first: tokio::sync::Mutex<()>,
}

/// The place's last number, its day, and the minute: what one may expect changes while nothing happens.
type Moment = (i64, Day, i64);

struct Followed {
    told: watch::Sender<Arc<Seen>>,
    /// What it was read from.
    of: Moment,
}

impl Live {
    /// Nobody follows yet.
    pub fn new(app: App, directory: Directory, catalogue: Catalogue) -> Self {
        let waits = Waits::new(app.clone());
        Self(Arc::new(Inner {
            app,
            directory,
            catalogue,
            waits,
            lines: Lines::default(),
            followed: Mutex::default(),
            first: Default::default(),
        }))
    }

    /// What those who wait may expect.
    pub fn waits(&self) -> &Waits {
        &self.0.waits
    }

    /// Who holds how many streams.
    pub(crate) fn lines(&self) -> &Lines {
        &self.0.lines
    }

    /// What stands in a place, and what will. It is read for the first who follows; the others are told what that one was.
    pub async fn follow(&self, place: &Place) -> Result<watch::Receiver<Arc<Seen>>, DbError> {
        if let Some(known) = self.0.known(place) {
            return Ok(known);
        }
        // Every screen comes back at once to a server that was restarted.
        let _first = self.0.first.lock().await;
        if let Some(known) = self.0.known(place) {
            return Ok(known);
        }
        let of = self.head(place).await?;
        let seen = Arc::new(self.0.read(place).await?);
        let mut followed = self.0.followed();
        let first = followed.is_empty();
        let known = followed.entry(place.row.id).or_insert_with(|| Followed { told: watch::Sender::new(seen), of });
        let heard = known.told.subscribe();
        if first {
            tokio::spawn(look(self.0.clone()));
        }
        Ok(heard)
    }

    /// What stands in a place at this instant.
    pub async fn now(&self, place: &Place) -> Result<Seen, DbError> {
        self.0.read(place).await
    }

    async fn head(&self, place: &Place) -> Result<Moment, DbError> {
        let mut tx = self.0.app.db.read(&ACTOR).await?;
        let heads = journal::heads(&mut tx).await?;
        let head = heads.into_iter().find(|(id, _)| *id == place.row.id).map_or(0, |(_, head)| head);
        Ok(moment(head, self.0.app.clock.now(), place))
    }
}

impl Inner {
    fn followed(&self) -> MutexGuard<'_, HashMap<PlaceId, Followed>> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, place: &Place) -> Option<watch::Receiver<Arc<Seen>>> {
        Some(self.followed().get(&place.row.id)?.told.subscribe())
    }

    async fn read(&self, place: &Place) -> Result<Seen, DbError> {
        let now = self.app.clock.now();
        let wait = self.waits.outlook(place, now).await?.map(|outlook| outlook.newcomer);
        let day = Day::at(now, &place.zone);
        let mut tx = self.app.db.read(&ACTOR).await?;
        let (desks, hall): (QueueView, HallView) = views(&mut tx, &self.catalogue.now(), place, day, wait).await?;
        let json = |value: Result<String, _>| value.expect("texts and numbers are always JSON");
        Ok(Seen { desks: json(serde_json::to_string(&desks)), hall: json(serde_json::to_string(&hall)) })
    }

    /// Tells those whose place has changed. Answers whether anybody still follows.
    async fn turn(&self) -> Result<bool, DbError> {
        {
            let mut followed = self.followed();
            followed.retain(|_, followed| followed.told.receiver_count() > 0);
            if followed.is_empty() {
                return Ok(false);
            }
        }
        let mut tx = self.app.db.read(&ACTOR).await?;
        let heads: HashMap<_, _> = journal::heads(&mut tx).await?.into_iter().collect();
        drop(tx);
        let network = self.directory.now();
        let now = self.app.clock.now();
        let known: Vec<_> = self.followed().iter().map(|(place, followed)| (*place, followed.of)).collect();
        for (id, of) in known {
            let Some(place) = network.place(id) else { continue };
            let present = moment(heads.get(&id).copied().unwrap_or(0), now, place);
            if present == of {
                continue;
            }
            let seen = self.read(place).await?;
            if let Some(followed) = self.followed().get_mut(&id) {
                followed.of = present;
                followed.told.send_if_modified(|told| {
                    let changed = **told != seen;
                    if changed {
                        *told = Arc::new(seen);
                    }
                    changed
                });
            }
        }
        Ok(true)
    }
}

fn moment(head: i64, now: Timestamp, place: &Place) -> Moment {
    (head, Day::at(now, &place.zone), now.as_second() / 60)
}

/// Looks until nobody follows. A database that is away is looked for again.
async fn look(inner: Arc<Inner>) {
    let mut hints = inner.app.db.hints();
    loop {
        hints.mark_unchanged();
        match inner.turn().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "the queue could not be read"),
        }
        let _ = tokio::time::timeout(POLL, hints.changed()).await;
        tokio::time::sleep(PAUSE).await;
    }
}
