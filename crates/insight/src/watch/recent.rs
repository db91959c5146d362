//! The last open days of a series, newest first: what windows are summed over.

use std::collections::VecDeque;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::quantile;
use super::packed::packed;

/// Open days that are kept.
pub const KEPT: usize = 48;

/// An open day as it was counted, and as it was expected on the evening before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenDay {
    /// The day.
    pub date: Date,
    /// Visits.
    pub visits: f32,
    /// Expected visits for a level of 1, the network's index included.
    pub relative: f32,
    /// The level before that day.
    pub level: f32,
    /// The visits behind that level.
    pub worth: f32,
    /// Relative variance of that day beyond Poisson.
    pub spread: f32,
}

packed!(OpenDay { date, visits, relative, level, worth, spread });

impl OpenDay {
    /// Expected visits.
    #[must_use]
    pub fn mean(&self) -> f64 {
        f64::from(self.relative) * f64::from(self.level)
    }

    /// Between which counts nineteen days in twenty lie when nothing has changed.
    #[must_use]
    pub fn usual(&self) -> (f64, f64) {
        let bound = |z: f64| quantile(self.mean(), f64::from(self.spread), z);
        (bound(-Self::SIDE), bound(Self::SIDE))
    }

    /// Normal quantile of a two-sided interval of 95 %.
    const SIDE: f64 = 1.959_964;

    /// How far the day lay from what was expected, relative to it, clipped to three standard deviations; and its variance.
    pub fn residual(&self) -> (f64, f64) {
        let mean = self.mean().max(1e-6);
        let variance = 1.0 / mean + f64::from(self.spread);
        let bound = 3.0 * variance.sqrt();
        ((f64::from(self.visits) / mean - 1.0).clamp(-bound, bound), variance)
    }
}

/// The last open days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent {
    days: VecDeque<OpenDay>,
}

packed!(Recent { days });

impl Recent {
    /// Adds a day; the oldest goes.
    pub fn push(&mut self, day: OpenDay) {
        self.days.truncate(KEPT - 1);
        self.days.push_front(day);
    }

    /// Newest first.
    pub fn days(&self) -> impl Iterator<Item = &OpenDay> {
        self.days.iter()
    }

    /// The same, to rewrite what was expected of the last `count` days.
    pub fn last(&mut self, count: usize) -> impl Iterator<Item = &mut OpenDay> {
        self.days.iter_mut().take(count)
    }
}
