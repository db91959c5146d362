//! The growth of a place that opened not long ago: without it the watch would tell month after month that a new place is getting known.

use serde::{Deserialize, Serialize};

use super::packed::packed;

/// Logarithm of the growth so far, and its rate by open day: a level with a damped trend (E. S. Gardner and E. McKenzie, "Forecasting
/// trends in time series", Management Science 31, 1985), whose level is discounted elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    log: f64,
    rate: f64,
}

packed!(Growth { log, rate });

impl Growth {
    /// The factor after `ahead` more open days.
    pub fn after(&self, ahead: f64, damping: f64) -> f64 {
        let days = if damping < 1.0 { (1.0 - damping.powf(ahead)) / (1.0 - damping) } else { ahead };
        if self.log == 0.0 && self.rate == 0.0 { 1.0 } else { (self.log + self.rate * days).exp() }
    }

    /// Takes in an open day that lay `residual` (relative) above what was expected; `gain` is 0 for a place that has stopped growing.
    pub fn learn(&mut self, residual: f64, gain: f64, damping: f64) {
        self.log += self.rate;
        self.rate = damping * self.rate + gain * residual;
    }
}
