//! A round: where a bus stands on its coming days, and from when to when. Pure.

use crate::{Place, StopRow, serves};
use kernel::Day;

/// A stay of a bus at one of its stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Halt {
    /// From when, in minutes from the day's midnight on the place's clock.
    pub from: u16,
    /// Until when.
    pub to: u16,
    /// The number of the stop.
    pub stop: i64,
}

impl Place {
    /// The stops that a bus still serves on a day; those of a place that stays where it is are none.
    pub fn served_stops(&self, day: Day) -> impl Iterator<Item = &StopRow> {
        self.stops.iter().filter(move |stop| self.is_bus() && serves(stop, day))
    }

    /// So many days of the round from a day on, each with its stays in order of the hour. A stop whose hours nobody wrote is on
    /// none; an hour that no table makes certain counts, since somebody confirms where they are.
    pub fn round(&self, from: Day, days: i32) -> Vec<(Day, Vec<Halt>)> {
        let agendas: Vec<_> =
            self.served_stops(from).filter_map(|stop| Some((stop, self.agenda_of(stop.hours.as_deref()?)?))).collect();
        let day = |day: Day| {
            let receives = self.row.closed.is_none_or(|last| day <= last);
            let served = agendas.iter().filter(|(stop, _)| receives && serves(stop, day));
            let mut halts: Vec<_> = served
                .flat_map(|(stop, agenda)| {
                    let spans = agenda.day(day.date()).spans.into_iter();
                    spans.map(|span| Halt { from: span.slot.start(), to: span.slot.end(), stop: stop.id })
                })
                .collect();
            halts.sort_unstable();
            (day, halts)
        };
        (0..days).map(|ahead| day(from.plus(ahead))).collect()
    }
}
