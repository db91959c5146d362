//! Which digests there are, and when each comes due.

use figures::months_before;
use jiff::{Timestamp, civil::Weekday};
use kernel::Day;

/// A digest that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The month's figures.
    Month,
    /// What the watch saw in the week, when it saw something.
    Week,
}

/// The days of a month on which the last one is sent: the first gives counters without a network time to tell, the others catch up with a server
/// that was off.
const DAYS: std::ops::RangeInclusive<i8> = 3..=12;
/// The same of a week: from Monday to Thursday.
const WEEKDAYS: std::ops::RangeInclusive<i8> = 0..=3;
/// Paris's hours: nobody is written to at night, nor in the Antilles, where it is five or six hours earlier.
const HOURS: std::ops::Range<i8> = 13..20;

impl Kind {
    pub const ALL: [Self; 2] = [Self::Month, Self::Week];

    /// What mail calls it, and who does not want it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Month => "digest",
            Self::Week => "week",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The key of a sentence about it.
    pub fn key(self, sentence: &str) -> String {
        match self {
            Self::Month => format!("digest-{sentence}"),
            Self::Week => format!("digest-week-{sentence}"),
        }
    }

    /// The first day of the last month, or of the last week.
    pub fn last(self, now: Timestamp) -> Day {
        let today = catalogue::today(now);
        match self {
            Self::Month => months_before(today, 1),
            Self::Week => today.plus(-7 - i32::from(today.date().weekday().to_monday_zero_offset())),
        }
    }

    /// What an edition is about: `2026-10`, `2026-W43`.
    pub fn about(self, first: Day) -> String {
        let date = first.date();
        match self {
            Self::Month => format!("{}-{:02}", date.year(), date.month()),
            Self::Week => {
                let week = date.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
        }
    }

    /// Whether it is sent at an instant.
    pub fn is_due(self, now: Timestamp) -> bool {
        let here = now.to_zoned_datetime(catalogue::zone());
        let day = match self {
            Self::Month => DAYS.contains(&here.day()),
            Self::Week => WEEKDAYS.contains(&here.weekday().since(Weekday::Monday)),
        };
        day && HOURS.contains(&here.hour())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_told_from_monday_on_and_named_by_its_number() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(Kind::Week.is_due(at("2026-11-23T13:10:00+01:00")));
        assert!(!Kind::Week.is_due(at("2026-11-23T12:50:00+01:00")));
        assert!(!Kind::Week.is_due(at("2026-11-27T15:00:00+01:00")));
        let last = Kind::Week.last(at("2027-01-04T15:00:00+01:00"));
        assert_eq!((last.to_string().as_str(), Kind::Week.about(last).as_str()), ("2026-12-28", "2026-W53"));
        let last = Kind::Month.last(at("2027-01-04T15:00:00+01:00"));
        assert_eq!((last.to_string().as_str(), Kind::Month.about(last).as_str()), ("2026-12-01", "2026-12"));
    }
}
