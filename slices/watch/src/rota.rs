//! The next four weeks of a place: how many people each half-hour should bring, and how many desks keep their wait short.
//!
//! A day's visits come from the watch's forecast. Its half-hours share them as those of the same weekday did over the last half-year, drawn
//! towards all weekdays while little is known. Desks are those of Erlang-A ([`insight::staffing`]), with the service and the patience that the
//! place's own tickets tell.

use crate::{Watch, diary::Diary, store, watched::Watched};
use db::DbError;
use insight::{
    staffing::Load,
    watch::{Foreseen, Method},
};
use kernel::{Actor, Day, PlaceId};
use network::Place;
use reception::queue::Past;
use std::collections::BTreeMap;
use tally::{Dimension, Measure, Question, Tally};

/// Days that are told.
const AHEAD: i32 = 28;
/// Days back whose half-hours and tickets are looked at.
const BACK: i32 = 182;
/// Half-hours of a day.
const SLOTS: usize = 48;
const MINUTES: f64 = 30.0;
/// What the half-hours of all weekdays are worth beside those of one, in visits.
const WORTH: f64 = 60.0;
/// Tickets from which the service and the patience of a place are known.
const KNOWN: u64 = 30;
/// Somebody waits at the most so long in a plan, where hardly anybody ever left.
const MOST_PATIENT: f64 = 240.0;

/// What one wants: not more than a share of those who come wait longer than some minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Minutes.
    pub minutes: u32,
    /// The share of those who come that may wait longer.
    pub share: f64,
}

/// The weeks ahead of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Rota {
    /// Open days, in order.
    pub days: Vec<Ahead>,
    /// What the place's tickets tell; nothing while they are too few.
    pub past: Option<Past>,
}

/// A day ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// The day.
    pub day: Day,
    /// What it should bring.
    pub foreseen: Foreseen,
    /// The half-hours when the place is open, by their number from midnight.
    pub slots: BTreeMap<usize, Slot>,
}

/// A half-hour ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Visits on average.
    pub visits: f64,
    /// Desks; nothing while the place's service is not known.
    pub desks: Option<u32>,
}

impl Ahead {
    /// The most desks that a half-hour of it needs.
    #[must_use]
    pub fn most_desks(&self) -> Option<u32> {
        self.slots.values().filter_map(|slot| slot.desks).max()
    }
}

impl Watch {
    /// The weeks after the last night; nothing before the first night of the place.
    ///
    /// # Errors
    /// Of the database.
    pub async fn rota(&self, actor: &Actor, place: &Place, target: Target) -> Result<Option<Rota>, DbError> {
        let id = place.row.id;
        let mut tx = self.app.db.read(actor).await?;
        let Some(night) = store::last_night(&mut tx).await?.map(|night| night.day) else { return Ok(None) };
        let (shared, _) = store::common_after(&mut tx, night).await?;
        let Some(shelf) = store::place(&mut tx, id, night).await? else { return Ok(None) };
        let past = Past::of(&mut tx, id, (night.plus(-BACK), night)).await?.filter(|past| past.received >= KNOWN);
        drop(tx);
        let things: Vec<Watched> = shared.iter().map(|(watched, _)| *watched).collect();
        let Some((_, network)) = shared.first() else { return Ok(None) };
        let Some(series) = shelf.series(&things).ok().and_then(|series| series.into_iter().next()) else {
            return Ok(None);
        };
        let since = BTreeMap::from([(id, night)]);
        let diary = Diary::of(&self.directory.now(), &since, (night.plus(1), night.plus(AHEAD)));
        let open = (1..=AHEAD).map(|ahead| night.plus(ahead)).filter_map(|day| diary.facts(id, day, false));
        let foreseen = series.forecast(&open.collect::<Vec<_>>(), network, &Method::ADOPTED);
        let habits = self.figures.look(|tally| Habits::of(tally, id, night));
        let days = foreseen.into_iter().map(|foreseen| ahead(place, foreseen, &habits, past.as_ref(), target));
        Ok(Some(Rota { days: days.collect(), past }))
    }
}

fn ahead(place: &Place, foreseen: Foreseen, habits: &Habits, past: Option<&Past>, target: Target) -> Ahead {
    let day = Day::of(foreseen.date);
    let open = open_minutes(place, day);
    let weights = habits.of_day(day, &open);
    let all: f64 = weights.values().sum();
    let slot = |(at, weight): (usize, f64)| {
        let visits = if all > 0.0 { foreseen.expected * weight / all } else { 0.0 };
        let desks = past.map(|past| {
            let patience = past.patience.min(MOST_PATIENT);
            let load = Load { arrivals: visits / open[at].max(1.0), service: past.service.max(0.5), patience };
            load.desks(f64::from(target.minutes), target.share).max(1)
        });
        (at, Slot { visits, desks })
    };
    Ahead { day, foreseen, slots: weights.into_iter().map(slot).collect() }
}

/// How the visits of a place spread over its half-hours.
struct Habits {
    by_weekday: [[f64; SLOTS]; 7],
    all: [f64; SLOTS],
}

impl Habits {
    fn of(tally: &Tally, place: PlaceId, night: Day) -> Self {
        let mut habits = Self { by_weekday: [[0.0; SLOTS]; 7], all: [0.0; SLOTS] };
        let (from, to) = (tally::Day(night.0 - BACK), tally::Day(night.0));
        let by = [Some(Dimension::Weekday), Some(Dimension::Slot)];
        let places = u32::try_from(place.0).ok().map(|place| vec![place]);
        let question = Question { by, places, ..Question::new(Measure::Visits, from, to) };
        for row in tally.ask(&question).map(|answer| answer.rows).unwrap_or_default() {
            let at = |key: tally::Key| key.code().and_then(|code| usize::try_from(code).ok());
            if let (Some(weekday), Some(slot)) = (at(row.keys[0]), at(row.keys[1]))
                && weekday < 7
                && slot < SLOTS
            {
                habits.by_weekday[weekday][slot] += row.value as f64;
                habits.all[slot] += row.value as f64;
            }
        }
        habits
    }

    /// What each half-hour of a day weighs, while the place is `open`. Where nothing is known they weigh the same.
    fn of_day(&self, day: Day, open: &[f64; SLOTS]) -> BTreeMap<usize, f64> {
        let weekday = day.date().weekday().to_monday_zero_offset() as usize;
        let within =
            |slots: &[f64; SLOTS]| -> f64 { (0..SLOTS).filter(|at| open[*at] > 0.0).map(|at| slots[at]).sum() };
        let all = within(&self.all);
        let minutes: f64 = open.iter().sum();
        let weight = |at: usize| {
            let share = if all > 0.0 { self.all[at] / all } else { open[at] / minutes };
            self.by_weekday[weekday][at] + WORTH * share
        };
        (0..SLOTS).filter(|at| open[*at] > 0.0).map(|at| (at, weight(at))).collect()
    }
}

/// How many minutes of each half-hour a place is open.
fn open_minutes(place: &Place, day: Day) -> [f64; SLOTS] {
    let mut open = [0.0; SLOTS];
    let spans = place.agenda().map(|agenda| agenda.day(day.date()).spans).unwrap_or_default();
    for span in spans.iter().filter(|span| span.certainty == network::hours::Certainty::Open) {
        let (start, end) = (f64::from(span.slot.start()), f64::from(span.slot.end()));
        for (at, minutes) in open.iter_mut().enumerate() {
            let from = at as f64 * MINUTES;
            *minutes += (end.min(from + MINUTES) - start.max(from)).max(0.0);
        }
    }
    open
}
