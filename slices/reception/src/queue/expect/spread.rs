//! How long something lasts, in minutes, as weighted samples and a prior tell it.

/// How many equal parts of its chance a spread is cut into.
const PARTS: usize = 128;

/// The quantiles of a duration.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    /// The middle of each part, rising.
    parts: [f64; PARTS],
}

impl Spread {
    /// A log-normal duration: what one believes before having seen anything.
    pub(super) fn prior(median: f64, sigma: f64) -> Self {
        let mut parts = [0.0; PARTS];
        for (at, part) in parts.iter_mut().enumerate() {
            *part = median * (sigma * normal_quantile((at as f64 + 0.5) / PARTS as f64)).exp();
        }
        Self { parts }
    }

    /// Samples with their weights, against what is believed without them, which weighs as much as so many samples.
    pub(super) fn of(samples: impl Iterator<Item = (f64, f64)>, believed: &Spread, weight: f64) -> Self {
        let mut atoms: Vec<(f64, f64)> = samples.filter(|(value, weight)| value.is_finite() && *weight > 0.0).collect();
        atoms.extend(believed.parts.iter().map(|part| (*part, weight / PARTS as f64)));
        atoms.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let total: f64 = atoms.iter().map(|(_, weight)| weight).sum();
        let (mut parts, mut below, mut atom) = ([0.0; PARTS], 0.0, 0);
        for (at, part) in parts.iter_mut().enumerate() {
            let share = total * (at as f64 + 0.5) / PARTS as f64;
            while atom + 1 < atoms.len() && below + atoms[atom].1 < share {
                below += atoms[atom].1;
                atom += 1;
            }
            *part = atoms[atom].0.max(0.0);
        }
        Self { parts }
    }

    /// The duration below which a share lies.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let position = (share.clamp(0.0, 1.0) * PARTS as f64 - 0.5).clamp(0.0, (PARTS - 1) as f64);
        let below = position as usize;
        let above = (below + 1).min(PARTS - 1);
        self.parts[below] + (self.parts[above] - self.parts[below]) * (position - below as f64)
    }

    /// The share that lasts no longer.
    pub(super) fn share(&self, duration: f64) -> f64 {
        self.parts.partition_point(|part| *part <= duration) as f64 / PARTS as f64
    }

    /// What is left of a duration of which so much has passed, and no more than `share` of all is over by then. What has
    /// outlasted everything known may last half as long again.
    pub(super) fn left(&self, passed: f64, share: f64, unit: f64) -> f64 {
        if share >= 1.0 {
            return passed * 0.5 * unit;
        }
        (self.quantile(share + unit * (1.0 - share)) - passed).max(0.0)
    }
}

/// The inverse of the normal distribution (Acklam 2003, relative error below 1.2e-9).
fn normal_quantile(share: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 5] =
        [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 4] = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
    let polynomial = |terms: &[f64], at: f64| terms.iter().fold(0.0, |sum, term| sum * at + term);
    if share > 0.5 {
        return -normal_quantile(1.0 - share);
    }
    if share < 0.02425 {
        let q = (-2.0 * share.ln()).sqrt();
        return polynomial(&C, q) / (polynomial(&D, q) * q + 1.0);
    }
    let q = share - 0.5;
    let r = q * q;
    polynomial(&A, r) * q / (polynomial(&B, r) * r + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_quantiles_are_those_of_the_tables() {
        for (share, known) in [(0.5, 0.0), (0.8413447, 1.0), (0.025, -1.959964), (0.99, 2.326348), (0.001, -3.090232)] {
            assert!((normal_quantile(share) - known).abs() < 1e-5, "{share}");
        }
    }

    #[test]
    fn samples_outweigh_what_was_believed_as_they_come() {
        let believed = Spread::prior(12.0, 0.9);
        let median = |count: usize| Spread::of((0..count).map(|_| (3.0, 1.0)), &believed, 20.0).quantile(0.5);
        assert!((median(0) - 12.0).abs() < 0.5);
        assert!(median(5) < 12.0 && median(5) > 3.0);
        assert_eq!(median(60), 3.0);
    }

    #[test]
    fn who_is_there_already_has_less_left_or_more_behind() {
        let spread = Spread::of((1..=100).map(|value| (f64::from(value), 1.0)), &Spread::prior(50.0, 0.5), 0.0);
        let left = |passed: f64| spread.left(passed, spread.share(passed), 0.5);
        assert!((left(0.0) - 50.0).abs() < 1.0);
        assert!((left(50.0) - 25.0).abs() < 1.0);
        assert!((left(120.0) - 30.0).abs() < 1e-9);
    }
}
