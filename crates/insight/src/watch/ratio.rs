//! One idea, used for every factor: visits observed over visits expected, the past fading.

use serde::{Deserialize, Serialize};

use super::packed::packed;

/// Visits observed and visits expected, both discounted. Their quotient is the mean of the gamma law that a discounted Poisson
/// likelihood leaves behind (A. C. Harvey and C. Fernandes, "Time series models for count or qualitative observations", Journal of
/// Business & Economic Statistics 7, 1989), and `observed` is how many visits that mean rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    /// Visits.
    pub observed: f64,
    /// Visits, had the factor been 1.
    pub expected: f64,
}

packed!(Ratio { observed, expected });

impl Ratio {
    /// Takes in a night; `keep` is what one night leaves of the past, from 0 to 1.
    pub fn learn(&mut self, keep: f64, observed: f64, expected: f64) {
        self.observed = keep * self.observed + observed;
        self.expected = keep * self.expected + expected;
    }

    /// The factor, drawn towards `prior` as `worth` visits would draw it.
    #[must_use]
    pub fn towards(&self, prior: f64, worth: f64) -> f64 {
        (self.observed + worth * prior) / (self.expected + worth)
    }
}

/// What one night leaves of the past when half of it is left after `nights`.
#[must_use]
pub fn half_life(nights: f64) -> f64 {
    (-std::f64::consts::LN_2 / nights).exp()
}
