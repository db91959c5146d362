//! How much a series varies by itself, learnt for each, drawn towards what is usual. There is no upper bound: a cap would silence the
//! noisiest places' true changes, or ring at their noise for ever.

use serde::{Deserialize, Serialize};

use super::method::Method;
use super::packed::packed;
use super::recent::Recent;

/// Both are mean of squares weighted by their precision, a Bayesian shrinkage of moments (empirical Bayes, C. N. Morris, "Parametric
/// empirical Bayes inference", Journal of the American Statistical Association 78, 1983).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    day: Moment,
    serial: Moment,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Moment {
    sum: f64,
    weight: f64,
}

packed!(Spread { day, serial });
packed!(Moment { sum, weight });

impl Moment {
    fn learn(&mut self, keep: f64, value: f64, weight: f64) {
        self.sum = keep * self.sum + weight * value;
        self.weight = keep * self.weight + weight;
    }

    fn towards(&self, prior: f64, worth: f64) -> f64 {
        ((self.sum + worth * prior) / (self.weight + worth)).max(0.0)
    }
}

impl Spread {
    pub fn new() -> Self {
        Self { day: Moment::default(), serial: Moment::default() }
    }

    /// Relative variance beyond Poisson of a day of `mean` visits.
    pub fn day(&self, mean: f64, method: &Method) -> f64 {
        self.day.towards(method.spread, method.spread_worth * precision(mean, method))
    }

    /// Relative variance of the noise that lasts over days.
    pub fn serial(&self, method: &Method) -> f64 {
        self.serial.towards(method.serial, method.serial_worth)
    }

    /// Takes in the last day of `recent`, which was open.
    pub fn learn(&mut self, recent: &Recent, method: &Method) {
        let mut days = recent.days();
        let Some(day) = days.next() else { return };
        let mean = day.mean().max(1e-6);
        let (residual, variance) = day.residual();
        // The square is that of a clipped residual: 1.03 makes up for it under the normal law.
        let beyond = 1.03 * residual * residual - 1.0 / mean;
        self.day.learn(method.spread_keep, beyond, precision(mean, method));
        let (mut product, mut scale, mut fades) = (0.0, 0.0, 1.0);
        for earlier in days.take(3) {
            fades *= method.serial_decay;
            product += fades * residual * earlier.residual().0;
            scale += fades * fades;
        }
        if scale > 0.0 {
            self.serial.learn(0.999, product / scale, scale / (variance * variance));
        }
    }
}

/// How well one day of `mean` visits tells the spread: one over the variance of its squared residual.
fn precision(mean: f64, method: &Method) -> f64 {
    let mean = mean.max(1e-3);
    let usual = 1.0 / mean + method.spread;
    1.0 / (2.0 * usual * usual + 1.0 / mean.powi(3))
}

/// The variance of the mean of `days` values of noise of variance 1 that `decay` correlates from one to the next (AR(1)).
#[must_use]
pub fn of_mean(decay: f64, days: usize) -> f64 {
    let n = days as f64;
    let geometric = (1.0 - decay.powi(days as i32)) / (1.0 - decay);
    ((1.0 + decay) / (1.0 - decay) * n - 2.0 * decay / (1.0 - decay) * geometric) / (n * n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_correlated_noise_varies_as_its_covariances_add_up() {
        for days in [1, 2, 5, 42] {
            let pairs = (0..days).flat_map(|a| (0..days).map(move |b: i32| 0.7_f64.powi((a - b).abs())));
            let direct = pairs.sum::<f64>() / f64::from(days * days);
            assert!((of_mean(0.7, days as usize) - direct).abs() < 1e-12, "{days} days");
        }
    }
}
