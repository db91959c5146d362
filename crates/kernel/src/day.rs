//! A civil day of a place, as a small number.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

const EPOCH: Date = jiff::civil::date(2000, 1, 1);

/// Days since 2000-01-01, in the calendar of the place it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date.
    pub fn of(date: Date) -> Self {
        let days = date.since(EPOCH).map(|span| span.get_days()).unwrap_or(0);
        Self(days)
    }

    /// The civil date of this day; days beyond jiff's calendar are clamped to its last.
    pub fn date(self) -> Date {
        EPOCH.saturating_add(Span::new().days(self.0.clamp(-3_000_000, 2_900_000)))
    }

    /// The day in a time zone at an instant.
    pub fn at(instant: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Self {
        Self::of(instant.to_zoned_datetime(zone.clone()).date())
    }

    /// This day moved by a number of days.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_day_is_the_year_2000() {
        assert_eq!(Day(0).date(), jiff::civil::date(2000, 1, 1));
        assert_eq!(Day::of(jiff::civil::date(2026, 11, 24)).to_string(), "2026-11-24");
    }

    proptest! {
        #[test]
        fn a_day_is_its_date(number in -100_000..100_000i32) {
            prop_assert_eq!(Day::of(Day(number).date()), Day(number));
        }
    }
}
