//! What the watch says, and how signals hang together.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::packed::Packed;

/// What kind of fluctuation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Far more than expected on one or two days.
    Spike,
    /// Far less than expected on one or two days.
    Drop,
    /// The doors were open and nothing, or less than half, was recorded.
    Outage,
    /// More for a while.
    ShiftUp,
    /// Less for a while.
    ShiftDown,
    /// More, for so long that it may have come slowly.
    DriftUp,
    /// Less, for so long that it may have come slowly.
    DriftDown,
    /// A need that rises: a category, here or everywhere.
    Emergence,
    /// The days of the week changed places, the whole week stays.
    Weekday,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Spike,
        Self::Drop,
        Self::Outage,
        Self::ShiftUp,
        Self::ShiftDown,
        Self::DriftUp,
        Self::DriftDown,
        Self::Emergence,
        Self::Weekday,
    ];

    /// The code that files and addresses know it by.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::Spike => "spike",
            Kind::Drop => "drop",
            Kind::Outage => "outage",
            Kind::ShiftUp => "shift_up",
            Kind::ShiftDown => "shift_down",
            Kind::DriftUp => "drift_up",
            Kind::DriftDown => "drift_down",
            Kind::Emergence => "emergence",
            Kind::Weekday => "weekday",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Which way visits went; nothing for a change of the weekdays.
    #[must_use]
    pub fn way(self) -> Option<Way> {
        match self {
            Kind::Spike | Kind::ShiftUp | Kind::DriftUp | Kind::Emergence => Some(Way::Up),
            Kind::Drop | Kind::Outage | Kind::ShiftDown | Kind::DriftDown => Some(Way::Down),
            Kind::Weekday => None,
        }
    }
}

/// Which way visits went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// More than expected.
    Up,
    /// Less than expected.
    Down,
}

impl Packed for Way {
    fn put(&self, bytes: &mut Vec<u8>) {
        (*self == Way::Up).put(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Some(if bool::take(bytes)? { Way::Up } else { Way::Down })
    }
}

/// A finding of one night.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// What it is.
    pub kind: Kind,
    /// The first open day that it is about.
    pub since: Date,
    /// How many open days it is about.
    pub open_days: u32,
    /// Visits on those days.
    pub observed: f64,
    /// Visits that were expected on them.
    pub expected: f64,
    /// How sure: standard deviations, always above 0.
    pub score: f64,
}

/// Two tiers: who hears of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The director of the place.
    Place,
    /// The network's board too.
    Network,
}

impl Signal {
    /// The score from which the network's board hears of it.
    pub const BOARD: f64 = 4.0;
    /// Signals of one way less than so many days apart are one episode.
    pub const EPISODE: i32 = 15;

    /// Who hears of it.
    #[must_use]
    pub fn tier(&self) -> Tier {
        if self.score >= Self::BOARD { Tier::Network } else { Tier::Place }
    }
}

/// Signals of one way, each less than fifteen days after the one before: one thing to read and to answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Episode {
    /// The night of its first signal.
    pub first: Date,
    /// The night of its last.
    pub last: Date,
    /// The signal that was surest.
    pub strongest: Signal,
    /// Its night.
    pub night: Date,
    /// The signal of its last night: an outage that goes on is one, whatever was surer before.
    pub latest: Signal,
}

/// The episodes of one series, in the order they began, out of its signals with their nights, oldest first.
#[must_use]
pub fn episodes(signals: &[(Date, Signal)]) -> Vec<Episode> {
    let mut found: Vec<Episode> = Vec::new();
    for (night, signal) in signals {
        let goes_on = |episode: &&mut Episode| {
            episode.strongest.kind.way() == signal.kind.way()
                && night.since(episode.last).is_ok_and(|span| span.get_days() < Signal::EPISODE)
        };
        match found.iter_mut().rev().find(goes_on) {
            Some(episode) => {
                (episode.last, episode.latest) = (*night, *signal);
                if signal.score > episode.strongest.score {
                    (episode.strongest, episode.night) = (*signal, *night);
                }
            }
            None => {
                found.push(Episode { first: *night, last: *night, strongest: *signal, night: *night, latest: *signal })
            }
        }
    }
    found
}
