//! What a place is doing at an instant: receiving, about to, or not at all. Pure.

use crate::{Place, StopRow, hours::State, model::Stage};
use jiff::Timestamp;
use kernel::Day;

/// What a place is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Now {
    /// It receives nobody at this stage of its life.
    Stage(Stage),
    /// Nobody wrote when it receives.
    NoHours,
    /// Its hours speak.
    Hours(State),
    /// The hours of one of its stops speak: the one served now, or the next one.
    Stop(String, State),
}

impl Now {
    /// What a place is doing at an instant.
    pub fn of(place: &Place, instant: Timestamp) -> Self {
        let stage = place.stage_at(instant);
        if !stage.receives() {
            return Self::Stage(stage);
        }
        if let Some(agenda) = place.agenda() {
            return Self::Hours(until_the_end(place, agenda.state_at(instant)));
        }
        if !place.is_bus() {
            return Self::NoHours;
        }
        let today = Day::at(instant, &place.zone);
        let served = place.stops.iter().filter(|stop| serves(stop, today));
        let states = served.filter_map(|stop| {
            let state = place.agenda_of(stop.hours.as_deref()?)?.state_at(instant);
            Some((stop.name.clone(), until_the_end(place, state)))
        });
        states.min_by_key(|(_, state)| soonest(state)).map_or(Self::NoHours, |(name, state)| Self::Stop(name, state))
    }

    /// The state of its hours, when they are known.
    pub fn state(&self) -> Option<&State> {
        match self {
            Self::Hours(state) | Self::Stop(_, state) => Some(state),
            Self::Stage(_) | Self::NoHours => None,
        }
    }
}

/// Nobody is told to come back after the last day.
fn until_the_end(place: &Place, state: State) -> State {
    match state {
        State::Closed { next: Some(next) } if place.row.closed.is_some_and(|last| Day::of(next.date()) > last) => {
            State::Closed { next: None }
        }
        state => state,
    }
}

/// Whether a stop is still served on a day.
pub fn serves(stop: &StopRow, day: Day) -> bool {
    stop.ended.is_none_or(|ended| day <= ended)
}

/// Open before all, then whatever opens first.
fn soonest(state: &State) -> (u8, Option<Timestamp>) {
    match state {
        State::Open { .. } => (0, None),
        State::Closed { next: Some(next) } => (1, Some(next.timestamp())),
        State::Unknown { .. } => (2, None),
        State::Closed { next: None } => (3, None),
    }
}
