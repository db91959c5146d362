//! The numbers of a day, and what such a weekday usually is: the mean of the eight before it on which something was recorded.

use kernel::{Day, PlaceId};
use network::Place;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use tally::{Dimension, Filter, Key, Measure, Question, Row, Tally};

/// Weeks looked back at.
const WEEKS: i32 = 8;

/// What one place did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct At {
    pub visits: u64,
    pub requests: u64,
    /// Visits of such a day, usually.
    pub usual: Option<u64>,
    /// Mean minutes of waiting.
    pub waiting: Option<f64>,
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    pub visits: u64,
    pub requests: u64,
    pub usual_visits: Option<u64>,
    pub usual_requests: Option<u64>,
    pub waiting: Option<f64>,
    /// The days compared with.
    pub days: Vec<i32>,
    /// Visits by hour, and usually.
    pub hours: [(u64, Option<u64>); 24],
    /// Requests by family, the most first.
    pub families: Vec<(Key, u64)>,
    places: BTreeMap<i32, At>,
}

/// Whether the place's hours say that it is open on a day; nothing where it has none.
pub(super) fn is_open(place: &Place, day: Day) -> Option<bool> {
    place.open_minutes(day).map(|minutes| minutes > 0)
}

impl Numbers {
    pub fn ask(tally: &Tally, places: &[Arc<Place>], day: Day) -> Self {
        let numbers: Vec<u32> = places.iter().filter_map(|place| u32::try_from(place.row.id.0).ok()).collect();
        // Two cuts at most, over nine weeks at most: never too many groups.
        let rows = |measure, by: [Option<Dimension>; 2], (from, to): (i32, i32)| -> Vec<Row> {
            let weekday = tally::Day(day.0).weekday().unsigned_abs();
            let filters = vec![Filter { dimension: Dimension::Weekday, codes: vec![weekday] }];
            let question = Question::new(measure, tally::Day(from), tally::Day(to));
            let answer = tally.ask(&Question { by, filters, places: Some(numbers.clone()), ..question });
            answer.map(|answer| answer.rows).unwrap_or_default()
        };
        let today = (day.0, day.0);
        let before = (day.0 - 7 * WEEKS, day.0 - 1);
        let days = by_key(&rows(Measure::Visits, [Some(Dimension::Day), None], before), 0);
        let days: Vec<i32> = days.into_iter().filter(|(_, n)| *n > 0).map(|(day, _)| day).collect();
        let usual = |n: u64, days: usize| (days > 0).then(|| (n as f64 / days as f64).round() as u64);

        let total = |rows: &[Row]| rows.iter().map(|row| row.value).sum::<u64>();
        let visits = rows(Measure::Visits, [Some(Dimension::Place), None], today);
        let requests = rows(Measure::Requests, [Some(Dimension::Place), None], today);
        let waiting = rows(Measure::Waiting, [Some(Dimension::Place), None], today);
        let mut at: BTreeMap<i32, At> = BTreeMap::new();
        for (place, n) in by_key(&visits, 0) {
            at.entry(place).or_default().visits = n;
        }
        for (place, n) in by_key(&requests, 0) {
            at.entry(place).or_default().requests = n;
        }
        for row in &waiting {
            if let Key::Code(place) = row.keys[0] {
                at.entry(place).or_default().waiting = mean(std::slice::from_ref(row));
            }
        }
        // A place's usual day is the mean of those on which that place recorded something.
        let mut of_places: BTreeMap<i32, (u64, usize)> = BTreeMap::new();
        for row in rows(Measure::Visits, [Some(Dimension::Place), Some(Dimension::Day)], before) {
            if let (Key::Code(place), true) = (row.keys[0], row.value > 0) {
                let sum = of_places.entry(place).or_default();
                *sum = (sum.0 + row.value, sum.1 + 1);
            }
        }
        for (place, (n, days)) in of_places {
            at.entry(place).or_default().usual = usual(n, days);
        }
        // Imported counts of a day tell no hour.
        let by_day = rows(Measure::Visits, [Some(Dimension::Day), Some(Dimension::Hour)], before);
        let detailed: BTreeSet<Key> =
            by_day.iter().filter(|row| matches!(row.keys[1], Key::Code(_))).map(|row| row.keys[0]).collect();
        let detailed = detailed.len();
        let mut hours = [(0, None); 24];
        for (hour, n) in by_key(&rows(Measure::Visits, [Some(Dimension::Hour), None], today), 0) {
            if let Some(at) = usize::try_from(hour).ok().and_then(|hour| hours.get_mut(hour)) {
                at.0 = n;
            }
        }
        for (hour, n) in by_key(&rows(Measure::Visits, [Some(Dimension::Hour), None], before), 0) {
            if let Some(at) = usize::try_from(hour).ok().and_then(|hour| hours.get_mut(hour)) {
                at.1 = usual(n, detailed);
            }
        }
        let families = rows(Measure::Requests, [Some(Dimension::Family), None], today);
        let mut families: Vec<(Key, u64)> = families.iter().map(|row| (row.keys[0], row.value)).collect();
        families.sort_by_key(|(key, n)| (std::cmp::Reverse(*n), *key));
        Self {
            visits: total(&visits),
            requests: total(&requests),
            usual_visits: usual(total(&rows(Measure::Visits, [None, None], before)), days.len()),
            usual_requests: usual(total(&rows(Measure::Requests, [None, None], before)), days.len()),
            waiting: mean(&waiting),
            days,
            hours,
            families,
            places: at,
        }
    }

    pub fn place(&self, place: PlaceId) -> At {
        i32::try_from(place.0).ok().and_then(|place| self.places.get(&place)).copied().unwrap_or_default()
    }

    /// Places that should have been open that day.
    pub fn open(&self, places: &[Arc<Place>], day: Day) -> usize {
        places.iter().filter(|place| is_open(place, day) == Some(true) || self.place(place.row.id).visits > 0).count()
    }

    /// Places that recorded something.
    pub fn recorded(&self, places: &[Arc<Place>]) -> usize {
        places.iter().filter(|place| self.place(place.row.id).visits > 0).count()
    }

    /// From the first hour with visits, that day or usually, to the last.
    pub fn hours_shown(&self) -> Option<(u8, u8)> {
        let has = |hour: &u8| {
            let (n, usual) = self.hours[usize::from(*hour)];
            n > 0 || usual.is_some_and(|usual| usual > 0)
        };
        Some(((0..24).find(has)?, (0..24).rev().find(has)?))
    }
}

fn by_key(rows: &[Row], at: usize) -> BTreeMap<i32, u64> {
    let mut sums = BTreeMap::new();
    for row in rows {
        if let Key::Code(key) = row.keys[at] {
            *sums.entry(key).or_default() += row.value;
        }
    }
    sums
}

/// The mean of what is known.
fn mean(rows: &[Row]) -> Option<f64> {
    let (minutes, known) = rows.iter().fold((0, 0), |(minutes, known), row| (minutes + row.value, known + row.known));
    (known > 0).then(|| minutes as f64 / known as f64)
}
