//! Opening days by the calendar against days with a record: what the figures do not see.

use kernel::{Day, PlaceId};
use network::Place;
use std::{
    collections::HashMap,
    ops::RangeInclusive,
    sync::{Arc, Mutex, MutexGuard},
};

/// The opening days of places, worked out once a place and month and kept until the network changes.
#[derive(Default)]
pub(crate) struct Openings(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    network: Option<Arc<network::Snapshot>>,
    months: HashMap<(PlaceId, i32), u32>,
}

/// Days of places, a month in one word: bit 0 is the first of the month.
#[derive(Default)]
pub(crate) struct Days(HashMap<(PlaceId, i32), u32>);

impl Days {
    /// How many they are.
    pub fn count(&self) -> u64 {
        self.0.values().map(|days| u64::from(days.count_ones())).sum()
    }

    /// How many they are, by place.
    pub fn by_place(&self) -> HashMap<PlaceId, u64> {
        let mut counts = HashMap::new();
        self.0.iter().for_each(|((place, _), days)| *counts.entry(*place).or_default() += u64::from(days.count_ones()));
        counts
    }
}

impl FromIterator<(PlaceId, Day)> for Days {
    fn from_iter<I: IntoIterator<Item = (PlaceId, Day)>>(days: I) -> Self {
        let mut months: HashMap<(PlaceId, i32), u32> = HashMap::new();
        let mut known = (i32::MIN, Day(0));
        for (place, day) in days {
            let month = tally::Day(day.0).month();
            if known.0 != month {
                known = (month, first_of(month));
            }
            *months.entry((place, month)).or_default() |= 1 << (day.0 - known.1.0);
        }
        Self(months)
    }
}

/// The first day of a month, from year × 12 + month − 1.
fn first_of(month: i32) -> Day {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let number = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Day::of(jiff::civil::Date::new(year, number, 1).unwrap_or(jiff::civil::Date::MAX))
}

/// How much of the opening days has a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// Opening days by the calendar.
    pub open: u64,
    /// Those of them with a visit.
    pub recorded: u64,
    /// Opening days without a visit, latest first, up to [`Coverage::SHOWN`].
    pub missing: Vec<(PlaceId, Day)>,
}

impl Coverage {
    /// How many missing days are named.
    pub const SHOWN: usize = 60;
}

impl Openings {
    /// Compares the days of places with those that have a visit. `since` is each place's first record: before it the place did
    /// not record here, and nothing is said of its days. Nor is anything of a place whose hours are not known.
    pub fn coverage(
        &self,
        network: &Arc<network::Snapshot>,
        places: &[Arc<Place>],
        (from, to): (Day, Day),
        recorded: &Days,
        since: impl Fn(PlaceId) -> Option<Day>,
    ) -> Coverage {
        let mut coverage = Coverage::default();
        for place in places {
            let Some(from) = since(place.row.id).map(|first| from.max(first)).filter(|from| *from <= to) else {
                continue;
            };
            if place.agenda().is_none() {
                continue;
            }
            let months = tally::Day(from.0).month()..=tally::Day(to.0).month();
            for (month, open) in months.clone().zip(self.months(network, place, months)) {
                let first = first_of(month);
                let inside = bits_from(from.0 - first.0) & !bits_from(to.0 - first.0 + 1);
                let open = inside & open;
                let seen = inside & recorded.0.get(&(place.row.id, month)).copied().unwrap_or(0);
                coverage.open += u64::from(open.count_ones());
                coverage.recorded += u64::from((open & seen).count_ones());
                let missing = open & !seen;
                let days = (0..31).filter(|bit| missing >> bit & 1 == 1);
                coverage.missing.extend(days.map(|bit| (place.row.id, first.plus(bit))));
            }
        }
        coverage.missing.sort_unstable_by_key(|(place, day)| (std::cmp::Reverse(*day), *place));
        coverage.missing.truncate(Coverage::SHOWN);
        coverage
    }

    /// The opening days of a place in some months. Nobody waits for a calendar that somebody else reads.
    fn months(&self, network: &Arc<network::Snapshot>, place: &Place, months: RangeInclusive<i32>) -> Vec<u32> {
        let id = place.row.id;
        let known: Vec<Option<u32>> = {
            let kept = self.of(network);
            months.clone().map(|month| kept.months.get(&(id, month)).copied()).collect()
        };
        if known.iter().all(Option::is_some) {
            return known.into_iter().flatten().collect();
        }
        let asked = months.clone().zip(known);
        let found: Vec<u32> =
            asked.map(|(month, known)| known.unwrap_or_else(|| open_days(place, first_of(month)))).collect();
        self.of(network).months.extend(months.map(|month| (id, month)).zip(found.iter().copied()));
        found
    }

    /// What is kept of a network; another's is forgotten.
    fn of(&self, network: &Arc<network::Snapshot>) -> MutexGuard<'_, Kept> {
        let mut kept = self.0.lock().expect("nobody panics while they look a month up");
        if !kept.network.as_ref().is_some_and(|known| Arc::ptr_eq(known, network)) {
            *kept = Kept { network: Some(network.clone()), months: HashMap::new() };
        }
        kept
    }
}

/// Every bit from a number on; all of them from a negative one.
fn bits_from(bit: i32) -> u32 {
    u32::try_from(bit).map_or(u32::MAX, |bit| u32::MAX.checked_shl(bit).unwrap_or(0))
}

/// The opening days of a month; a day whose hours are not known is not one of them.
fn open_days(place: &Place, first: Day) -> u32 {
    let days = i32::from(first.date().days_in_month());
    let open = |bit: &i32| place.open_minutes(first.plus(*bit)).is_some_and(|minutes| minutes > 0);
    (0..days).filter(open).fold(0, |days, bit| days | 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_place_and_month() {
        let day = |text: &str| Day::of(text.parse().unwrap());
        let days = ["2026-01-31", "2026-02-01", "2026-02-01", "2026-02-28"].map(|text| (PlaceId(1), day(text)));
        let days: Days = days.into_iter().chain([(PlaceId(2), day("2026-02-28"))]).collect();
        assert_eq!((days.count(), days.by_place()[&PlaceId(1)], days.by_place()[&PlaceId(2)]), (4, 3, 1));
        assert_eq!(
            [bits_from(-3), bits_from(0), bits_from(30), bits_from(31), bits_from(40)],
            [u32::MAX, u32::MAX, 3 << 30, 1 << 31, 0]
        );
    }
}
