//! Daily counts imported from before a place's changeover: additive, held apart from the facts.

use std::collections::BTreeMap;

use crate::codes::codes;
use crate::day::Day;

codes! {
    /// What an imported daily count counts.
    CountedMeasure {
        Visits = "visits",
        Requests = "requests",
    }
}

/// How many visits or requests a place had on a day, when nothing more is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyCount {
    /// The place's day.
    pub day: Day,
    /// What was counted.
    pub measure: CountedMeasure,
    /// How many; 0 takes the count away.
    pub n: u32,
}

/// The imported counts of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Imported(BTreeMap<(CountedMeasure, Day), u32>);

impl Imported {
    pub fn set(&mut self, count: DailyCount) {
        let key = (count.measure, count.day.clamp(Day::MIN, Day::MAX));
        match count.n {
            0 => self.0.remove(&key),
            n => self.0.insert(key, n),
        };
    }

    pub fn of(&self, measure: CountedMeasure, from: Day, to: Day) -> impl DoubleEndedIterator<Item = (Day, u32)> + '_ {
        self.0.range((measure, from)..=(measure, to)).map(|((_, day), n)| (*day, *n))
    }

    pub fn extent(&self, measure: CountedMeasure) -> Option<(Day, Day)> {
        let mut days = self.of(measure, Day::MIN, Day::MAX).map(|(day, _)| day);
        let first = days.next()?;
        Some((first, days.next_back().unwrap_or(first)))
    }

    /// An estimate: a B-tree keeps its leaves about two thirds full.
    pub fn memory(&self) -> usize {
        self.0.len() * size_of::<((CountedMeasure, Day), u32)>() * 3 / 2
    }
}
