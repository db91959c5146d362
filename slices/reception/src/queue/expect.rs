//! How long somebody may expect to wait, as a range in minutes. Pure, and the same for the same hall: no chance is drawn.
//!
//! # The method
//! 1. `passage`: the tickets of past days, each with its times: arrived, called, set aside, gone.
//! 2. `spread`: how long a desk is taken, as the past of the place tells it, the recent counting more. The samples weigh
//!    against a broad prior (Ferguson 1973, the predictive of a Dirichlet process: n samples have n/(n + k) of the say), and
//!    a family's own samples against all of the place's. Of who is at a desk already, only what lasted longer counts.
//!    `patience` tells likewise who gives up.
//! 3. `standing`: the hall at an instant: desks, since when each is taken, who comes back to it, who waits in which order.
//! 4. `paths`: what may happen next, 256 times over the same stratified numbers: desks come free, take the next, somebody gives up,
//!    somebody with priority comes. Each path says when each one who waits is called; later in line is never earlier.
//! 5. `habits`: the range is from a low to a high quantile of the paths. Which quantiles is learned from the days
//!    just past, replayed as they looked then: the narrowest of nested ranges that held for the share promised (split
//!    conformal prediction with nested sets: Gupta, Kuchibhotla, Ramdas 2022). So a model that is too sure of itself gets
//!    wider ranges, and the promise does not rest on the model being right.
//!
//! A place with too little past says nothing.

mod habits;
mod passage;
mod paths;
mod patience;
mod spread;
mod standing;
#[cfg(test)]
mod tests;

pub use habits::Habits;
pub use passage::Passage;
pub use standing::{Said, Standing};

use serde::Serialize;

/// How many days back a place remembers.
pub const REMEMBERED_DAYS: i32 = 42;

/// The least one is told, in minutes.
const SHORTEST: f64 = 5.0;
/// The most.
const LONGEST: f64 = 600.0;

/// An expected wait, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// At least.
    pub low: u16,
    /// At most.
    pub high: u16,
}

impl Range {
    /// A range as it is told, rounded outwards: nobody is told less than five minutes, since an agent may be on the telephone;
    /// from half an hour on it goes by five minutes.
    fn outwards(low: f64, high: f64) -> Self {
        let low = low.clamp(0.0, LONGEST);
        let high = high.clamp(low.max(SHORTEST), LONGEST);
        let step = |minutes: f64| if minutes < 30.0 { 1.0 } else { 5.0 };
        let low = if high <= SHORTEST { 0.0 } else { (low / step(low)).floor() * step(low) };
        Self { low: low as u16, high: ((high / step(high)).ceil() * step(high)) as u16 }
    }

    /// Whether a wait was as told.
    pub fn holds(self, minutes: f64) -> bool {
        f64::from(self.low) <= minutes && minutes <= f64::from(self.high)
    }

    /// How far apart its ends are.
    pub fn width(self) -> u16 {
        self.high - self.low
    }
}

/// An instant, or a duration, in milliseconds to minutes.
fn minutes(milliseconds: i64) -> f64 {
    milliseconds as f64 / 60_000.0
}
