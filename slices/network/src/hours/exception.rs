//! Days that are not like the others: a closing, or hours of one occasion.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::slot::{Slot, SlotError};
use super::{Certainty, Span};

/// What an exception puts in the place of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExceptionHours {
    /// Closed all day.
    Closed,
    /// Open then, and only then.
    Open(Vec<Slot>),
}

/// A run of days that leaves the weekly rule; both ends count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The hours of each of these days.
    pub hours: ExceptionHours,
    /// Shown to the public: « Congés d’été », « Journée portes ouvertes ».
    pub reason: String,
}

/// Why an exception was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExceptionRefusal {
    /// It ends before it begins.
    #[error("Le dernier jour ({last}) précède le premier ({first}).")]
    Backwards {
        /// First day given.
        first: Date,
        /// Last day given.
        last: Date,
    },
    /// A closing the public could not understand.
    #[error("Dites pourquoi le lieu est fermé : le public lira cette raison.")]
    NoReason,
}

impl Exception {
    /// An exception that the public can understand.
    pub fn new(first: Date, last: Date, hours: ExceptionHours, reason: &str) -> Result<Self, ExceptionRefusal> {
        let reason = reason.trim().to_owned();
        if last < first {
            return Err(ExceptionRefusal::Backwards { first, last });
        }
        if hours == ExceptionHours::Closed && reason.is_empty() {
            return Err(ExceptionRefusal::NoReason);
        }
        Ok(Self { first, last, hours, reason })
    }

    /// Whether it holds on that day.
    pub fn covers(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// How many days it lasts, less one.
    pub(super) fn days(&self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days())
    }

    pub(super) fn spans(&self) -> Vec<Span> {
        match &self.hours {
            ExceptionHours::Closed => Vec::new(),
            ExceptionHours::Open(slots) => Slot::union(slots.clone())
                .into_iter()
                .map(|slot| Span { slot, certainty: Certainty::Open, comment: String::new() })
                .collect(),
        }
    }
}

/// Stored as `closed` or `09:00-12:00,14:00-17:00`.
impl fmt::Display for ExceptionHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => formatter.write_str("closed"),
            Self::Open(slots) => formatter.write_str(&Slot::list(slots)),
        }
    }
}

impl FromStr for ExceptionHours {
    type Err = SlotError;

    fn from_str(text: &str) -> Result<Self, SlotError> {
        match text.trim() {
            "closed" => Ok(Self::Closed),
            slots => Slot::parse_list(slots).map(Self::Open),
        }
    }
}
