//! What a place's hall may expect, from the database: the past is learned once a day, the hall looked at when asked.

use super::{
    Stage,
    expect::{Habits, Passage, REMEMBERED_DAYS, Range, Said, Standing},
    store,
};
use db::DbError;
use jiff::Timestamp;
use kernel::{Actor, Day, PlaceId};
use network::{Now, Place, hours::State};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use web::App;

const ACTOR: Actor = Actor::System("waits");

/// Tells waits. Cheap to clone: what was learned is shared.
#[derive(Clone)]
pub struct Waits {
    app: App,
    learned: Arc<Mutex<HashMap<PlaceId, Learned>>>,
}

/// On which day, and what: nothing where the past is too short.
type Learned = (Day, Option<Arc<Habits>>);

/// What those who wait in a place may expect, and whoever would come now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Each number that waits, in the order of turns, with what is left of its wait.
    pub waiting: Vec<(i64, Range)>,
    /// For somebody who comes now, without priority.
    pub newcomer: Range,
}

impl Outlook {
    /// How many are before a number, and what is left of its wait; nothing when it does not wait.
    pub fn of(&self, number: i64) -> Option<(usize, Range)> {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == number)?;
        Some((place, self.waiting[place].1))
    }
}

impl Waits {
    /// Nothing is learned yet.
    pub fn new(app: App) -> Self {
        Self { app, learned: Arc::default() }
    }

    /// What may be expected in a place at an instant; nothing where no ticket was given that day, or where the past is too
    /// short.
    ///
    /// It opens reading transactions of its own: ask it while you hold none.
    pub async fn outlook(&self, place: &Place, instant: Timestamp) -> Result<Option<Outlook>, DbError> {
        let day = Day::at(instant, &place.zone);
        let mut tx = self.app.db.read(&ACTOR).await?;
        let tickets = store::tickets_between(&mut tx, place.row.id, day, day).await?;
        let words = store::presences(&mut tx, place.row.id, day).await?;
        drop(tx);
        if tickets.is_empty() {
            return Ok(None);
        }
        // Before the doors open and before anybody was called, nobody can know.
        let closed = matches!(Now::of(place, instant).state(), Some(State::Closed { .. }));
        if closed && tickets.iter().all(|ticket| ticket.stage == Stage::Waiting) {
            return Ok(None);
        }
        let Some(habits) = self.habits(place.row.id, day).await? else { return Ok(None) };
        let passages: Vec<Passage> = tickets.iter().map(Passage::from).collect();
        let instant = instant.as_millisecond();
        let standing = Standing::at(passages.iter(), instant, &Said::at(&words, instant), habits.usual());
        let mut ranges = habits.ranges(&standing);
        let newcomer = ranges.pop().expect("a range for whoever comes ends the list");
        Ok(Some(Outlook { waiting: standing.numbers().zip(ranges).collect(), newcomer }))
    }

    /// What the past taught, learned on the first question of a day.
    async fn habits(&self, place: PlaceId, day: Day) -> Result<Option<Arc<Habits>>, DbError> {
        let known = self.learned.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some((_, habits)) = known.filter(|(learned, _)| *learned == day) {
            return Ok(habits);
        }
        let mut tx = self.app.db.read(&ACTOR).await?;
        let past = store::tickets_between(&mut tx, place, day.plus(-REMEMBERED_DAYS), day.plus(-1)).await?;
        drop(tx);
        let learn = move || Habits::learn(&past.iter().map(Passage::from).collect::<Vec<_>>(), day);
        // Some tens of milliseconds: the other requests of this thread do not wait for them.
        let habits = tokio::task::spawn_blocking(learn).await.ok().flatten().map(Arc::new);
        let mut learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        learned.insert(place, (day, habits.clone()));
        Ok(habits)
    }
}
