//! The round of a bus, for a counter that may be without a network for a week.

use kernel::Day;
use network::{Halt, Place};
use serde::Serialize;

/// How many days the counter knows, today among them.
const DAYS: i32 = 8;

/// Where a bus stands, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// The stops it still serves, by name.
    stops: Vec<Stop>,
    /// Its days: each with its stays, in order.
    days: Vec<Days>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Stop {
    /// « Saillans, place de la mairie ».
    name: String,
    id: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Days {
    /// `2026-11-24`.
    day: String,
    /// From, to (minutes of the day), and the stop.
    halts: Vec<(u16, u16, i64)>,
}

/// The round of a place from today on; nothing where nothing moves.
pub(in crate::pages) fn round(place: &Place, today: Day) -> Option<Round> {
    let mut stops: Vec<_> =
        place.served_stops(today).map(|stop| Stop { name: crate::label::stop(stop), id: stop.id }).collect();
    if stops.is_empty() {
        return None;
    }
    stops.sort();
    let stays = |halts: Vec<Halt>| halts.into_iter().map(|Halt { from, to, stop }| (from, to, stop)).collect();
    let days = place.round(today, DAYS).into_iter();
    let days = days.map(|(day, halts)| Days { day: day.to_string(), halts: stays(halts) });
    Some(Round { stops, days: days.collect() })
}
