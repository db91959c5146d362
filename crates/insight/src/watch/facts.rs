//! What is known of a day before anybody comes, and what is counted at its end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::packed::Packed;

/// What a series counts. It decides which fluctuations are worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// All visits of a place.
    Place,
    /// One theme or one operator at a place.
    Category,
    /// A sum over the network, which has no peers.
    Network,
}

impl Packed for Subject {
    fn put(&self, bytes: &mut Vec<u8>) {
        (*self as u8).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let code = u8::take(bytes)?;
        [Subject::Place, Subject::Category, Subject::Network].into_iter().find(|subject| *subject as u8 == code)
    }
}

/// What the calendar says of a day when the doors open, told in advance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// The day at the place.
    pub date: Date,
    /// How much is counted: 1 for a place; for a whole that others join, what they count for together ([`super::Series::settled`]).
    pub size: f64,
    /// Open hours over the usual hours of that weekday: 1 on an ordinary day, 0.5 on a half day. Above 0.
    pub hours: f64,
    /// Whether schools are on holiday there; nothing where no table covers the year.
    pub school_holiday: Option<bool>,
    /// Whether the place was shut the day before, although it usually opens on that weekday.
    pub after_closure: bool,
}

impl Facts {
    /// An ordinary day.
    #[must_use]
    pub fn ordinary(date: Date) -> Self {
        Self { date, size: 1.0, hours: 1.0, school_holiday: Some(false), after_closure: false }
    }

    pub(super) fn weekday(&self) -> usize {
        self.date.weekday().to_monday_zero_offset() as usize
    }

    pub(super) fn month_day(&self) -> usize {
        self.date.day() as usize - 1
    }
}

/// What a series counted in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    /// The doors were shut: not a count of 0.
    Closed,
    /// The doors were open and nothing was recorded.
    Blank,
    /// Visits.
    Visits(u32),
}
