//! Opening days by the calendar against days with a record: what the figures do not see.

use kernel::{Day, PlaceId};
use network::Place;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

/// The opening days of places, worked out once a place and month and kept until the network changes.
#[derive(Default)]
pub(crate) struct Openings(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    network: Option<Arc<network::Snapshot>>,
    months: HashMap<(PlaceId, i32), Option<u32>>,
}

/// How much of the opening days has a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// Opening days by the calendar.
    pub open: u64,
    /// Those of them with a visit.
    pub recorded: u64,
    /// Days with a visit that the calendar says closed.
    pub besides: u64,
    /// Opening days without a visit, latest first, up to [`Coverage::SHOWN`].
    pub missing: Vec<(PlaceId, Day)>,
    /// Places whose hours are not known: nothing is said of them.
    pub without_hours: u64,
}

impl Coverage {
    /// How many missing days are named.
    pub const SHOWN: usize = 60;
}

impl Openings {
    /// Compares the days of places with those that have a visit.
    pub fn coverage(
        &self,
        network: &Arc<network::Snapshot>,
        places: &[Arc<Place>],
        (from, to): (Day, Day),
        recorded: &BTreeSet<(PlaceId, Day)>,
    ) -> Coverage {
        let mut kept = self.0.lock().expect("nobody panics while they read a calendar");
        if !kept.network.as_ref().is_some_and(|known| Arc::ptr_eq(known, network)) {
            *kept = Kept { network: Some(network.clone()), months: HashMap::new() };
        }
        let mut coverage = Coverage::default();
        for place in places {
            if place.agenda().is_none() {
                coverage.without_hours += 1;
                continue;
            }
            for day in (from.0..=to.0).rev().map(Day) {
                let month = tally::Day(day.0).month();
                let days = *kept.months.entry((place.row.id, month)).or_insert_with(|| open_days(place, day));
                let open = days.is_some_and(|days| days >> day.date().day() & 1 == 1);
                let seen = recorded.contains(&(place.row.id, day));
                coverage.open += u64::from(open);
                coverage.recorded += u64::from(open && seen);
                coverage.besides += u64::from(!open && seen);
                if open && !seen && coverage.missing.len() < Coverage::SHOWN {
                    coverage.missing.push((place.row.id, day));
                }
            }
        }
        coverage.missing.sort_by_key(|(place, day)| (std::cmp::Reverse(*day), *place));
        coverage
    }
}

/// The opening days of the month of a day, one bit each from bit 1.
fn open_days(place: &Place, day: Day) -> Option<u32> {
    let first = day.date().first_of_month();
    (1..=first.days_in_month()).try_fold(0, |days, number| {
        let day = Day::of(first).plus(i32::from(number) - 1);
        Some(days | u32::from(place.open_minutes(day)? > 0) << number)
    })
}
