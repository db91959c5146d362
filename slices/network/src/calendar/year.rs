//! School years, by which people ask what is known.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Calendar, runs::without};
use crate::model::SchoolZone;

/// A school year, from the first of September on. Overseas ones begin in August or in February: a year is a name for days here,
/// never a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(i16);

/// How much of a school year the tables cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// From September to June.
    Whole,
    /// Some of it.
    Partly,
    /// Nothing.
    Nothing,
}

impl SchoolYear {
    /// The school year of a day.
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The one before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// How much of it a calendar knows. Summers count for nothing: no table says when the last one ends before the next is published.
    pub fn known(self, calendar: &Calendar, zone: SchoolZone) -> Known {
        let year = (date(self.0.clamp(-9998, 9998), 9, 1), date(self.0.clamp(-9998, 9998) + 1, 6, 30));
        match without(year, calendar.covered(zone)).as_slice() {
            [] => Known::Whole,
            [all] if *all == year => Known::Nothing,
            _ => Known::Partly,
        }
    }
}

/// « 2026–2027 ».
impl fmt::Display for SchoolYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}–{}", self.0, self.0.saturating_add(1))
    }
}

impl Calendar {
    /// The school years of the days between two, both included, of which some are unknown.
    pub fn unknown_years(&self, zone: Option<SchoolZone>, first: Date, last: Date) -> Vec<SchoolYear> {
        let unknown = match zone {
            Some(zone) => without((first, last), self.covered(zone)),
            None => vec![(first, last)],
        };
        let mut years: Vec<SchoolYear> = Vec::new();
        for (first, last) in unknown {
            let between = first.series(1.year()).take_while(|day| *day < last).chain([last]).map(SchoolYear::of);
            years.extend(between);
        }
        years.sort_unstable();
        years.dedup();
        years
    }
}
