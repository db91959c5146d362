//! What the whole network does: one number a night, followed by a Kalman filter.
//!
//! A structural time series (A. C. Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989): the logarithm of what
//! all places received over what their own levels let expect is a level that wanders, a yearly cycle of two harmonics, and a shock that fades
//! from day to day (weather, strikes). The night's own sum counts, so that a day which is odd everywhere is odd nowhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::expected::Expected;
use super::packed::packed;

const STATES: usize = 6;
/// The last of them.
const SHOCK: usize = STATES - 1;
/// What is left of a shock a day later.
const FADES: f64 = 0.6;
/// Variance of one visit's contribution: Poisson, and a little more.
const PER_VISIT: f64 = 1.3;
const LEAST: f64 = 2e-5;

/// How restless an index is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restlessness {
    /// Standard deviation of the level's step, a day.
    pub level: f64,
    /// Standard deviation of a shock.
    pub shock: f64,
    /// Prior standard deviation of a coefficient of the yearly cycle.
    pub cycle: f64,
}

/// The index of the network for one thing that is counted everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    restlessness: Restlessness,
    mean: [f64; STATES],
    covariance: [[f64; STATES]; STATES],
    last: Option<Date>,
}

packed!(Restlessness { level, shock, cycle });
packed!(Index { restlessness, mean, covariance, last });

/// The index of one night, for whoever was part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tonight {
    /// Before the night's sum: mean and variance of the logarithm.
    before: (f64, f64),
    observed: f64,
    expected: f64,
    enough: bool,
    mature: bool,
}

impl Tonight {
    /// No network: what a place does is compared with itself alone.
    pub const ALONE: Self = Self { before: (0.0, 0.0), observed: 0.0, expected: 0.0, enough: false, mature: false };

    /// The index that a series is measured by: that of all others, so that no place hides its own change. 1 is as usual.
    #[must_use]
    pub fn without(&self, observed: f64, expected: &Expected) -> f64 {
        let was_heard = expected.is_telling(observed) && (expected.is_mature() || !self.mature);
        if was_heard { self.of(self.observed - observed, self.expected - expected.visits()) } else { self.whole() }
    }

    fn of(&self, observed: f64, expected: f64) -> f64 {
        let (mean, variance) = self.before;
        if !self.enough {
            1.0
        } else if expected <= 0.0 {
            mean.exp()
        } else {
            let gain = variance / (variance + noise(expected));
            (mean + gain * (log_ratio(observed, expected) - mean)).exp()
        }
    }

    /// The index that a series which was not heard is measured by.
    #[must_use]
    pub fn whole(&self) -> f64 {
        self.of(self.observed, self.expected)
    }
}

/// Variance of the logarithm of a night's ratio; places are never so many that they tell it without error.
fn noise(expected: f64) -> f64 {
    PER_VISIT / expected + LEAST
}

fn log_ratio(observed: f64, expected: f64) -> f64 {
    ((observed + 0.5) / (expected + 0.5)).ln()
}

fn harmonics(date: Date) -> [f64; STATES] {
    let angle = std::f64::consts::TAU * f64::from(date.day_of_year()) / 365.25;
    [1.0, angle.cos(), angle.sin(), (2.0 * angle).cos(), (2.0 * angle).sin(), 1.0]
}

impl Index {
    /// An index of which nothing is known.
    #[must_use]
    pub fn new(restlessness: Restlessness) -> Self {
        let mut covariance = [[0.0; STATES]; STATES];
        covariance[0][0] = 0.01;
        covariance[1][1] = restlessness.cycle.powi(2);
        covariance[2][2] = restlessness.cycle.powi(2);
        covariance[3][3] = restlessness.cycle.powi(2) / 4.0;
        covariance[4][4] = restlessness.cycle.powi(2) / 4.0;
        covariance[SHOCK][SHOCK] = restlessness.shock.powi(2);
        Self { restlessness, mean: [0.0; STATES], covariance, last: None }
    }

    /// Takes in what all places received on `date` beside what their levels let expect, and tells the night's index. `enough` says whether
    /// they are enough for a change of one not to be absorbed.
    pub fn night(&mut self, date: Date, observed: f64, expected: f64, enough: bool, mature: bool) -> Tonight {
        let gap = self.last.map_or(1, |last| days_between(last, date)).clamp(1, 60);
        self.last = Some(date);
        let fades = FADES.powi(gap);
        let shock = self.restlessness.shock.powi(2) * (1.0 - fades * fades);
        self.mean[SHOCK] *= fades;
        for state in 0..STATES {
            self.covariance[SHOCK][state] *= fades;
            self.covariance[state][SHOCK] *= fades;
        }
        self.covariance[0][0] += self.restlessness.level.powi(2) * f64::from(gap);
        self.covariance[SHOCK][SHOCK] += shock;
        let design = harmonics(date);
        let along: [f64; STATES] =
            std::array::from_fn(|row| (0..STATES).map(|column| self.covariance[row][column] * design[column]).sum());
        let variance: f64 = (0..STATES).map(|state| design[state] * along[state]).sum();
        let mean: f64 = (0..STATES).map(|state| design[state] * self.mean[state]).sum();
        let tonight = Tonight { before: (mean, variance), observed, expected, enough, mature };
        if expected > 0.0 {
            let surprise = log_ratio(observed, expected) - mean;
            let whole = variance + noise(expected);
            for row in 0..STATES {
                self.mean[row] += along[row] / whole * surprise;
                for column in 0..STATES {
                    self.covariance[row][column] -= along[row] * along[column] / whole;
                }
            }
        }
        tonight
    }

    /// The index foreseen for a day: the level and the cycle. A shock says nothing of the days after the next few.
    #[must_use]
    pub fn foreseen(&self, date: Date) -> f64 {
        let design = harmonics(date);
        (0..SHOCK).map(|state| design[state] * self.mean[state]).sum::<f64>().exp()
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(1, |span| span.get_days())
}
