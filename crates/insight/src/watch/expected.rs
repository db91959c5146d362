//! What a series should receive in a day, and out of which factors.

use super::facts::Facts;

/// Relative standard deviation that a day takes on when nobody knows whether schools are on holiday.
const SCHOOL_UNKNOWN: f64 = 0.1;
/// A series is heard by the network from so many open days on, and no longer young after so many.
const HEARD_FROM: u32 = 20;
const MATURE_FROM: u32 = 250;
/// Standard deviations beyond which a day says nothing of the network.
const FAR: f64 = 5.0;

/// Expected visits of a day, before the network's index of the night is known: `level × relative`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Visits on a day when every factor is 1.
    pub level: f64,
    /// The product of the factors.
    pub relative: f64,
    /// The weekday's factor.
    pub weekday: f64,
    /// The school holiday's factor, 1 on other days.
    pub school: f64,
    /// The factor of a day after a closure, 1 on other days.
    pub after_closure: f64,
    /// The factor of the time of year.
    pub season: f64,
    /// The relative variance of that factor.
    pub season_doubt: f64,
    /// Relative variance of the day beyond Poisson.
    pub spread: f64,
    pub(super) open_days: u32,
    pub(super) foreseen: f64,
}

impl Expected {
    /// Visits.
    #[must_use]
    pub fn visits(&self) -> f64 {
        self.level * self.relative
    }

    /// Whether what was observed says something of the network: the series is not young, and not far from what was foreseen.
    pub(super) fn is_telling(&self, observed: f64) -> bool {
        let mean = self.visits() * self.foreseen;
        self.open_days >= HEARD_FROM
            && mean > 0.0
            && (observed - mean).abs() < FAR * (mean + self.spread * mean * mean).sqrt()
    }

    /// Whether the series is past its first growth, which is no news of the network.
    pub(super) fn is_mature(&self) -> bool {
        self.open_days >= MATURE_FROM
    }
}

/// The relative variance that what is not known of a day adds.
pub(super) fn unknown(facts: &Facts) -> f64 {
    if facts.school_holiday.is_none() { SCHOOL_UNKNOWN * SCHOOL_UNKNOWN } else { 0.0 }
}
