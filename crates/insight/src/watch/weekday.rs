//! Whether the days of the week changed places: what each weekday received of late, beside the shares it used to have.

use super::recent::Recent;

/// Occurrences of each weekday that are compared.
const OCCURRENCES: u32 = 6;
/// A weekday of fewer expected visits over its occurrences is left out.
const LEAST: f64 = 15.0;
/// Relative standard deviation of a weekday's share by itself.
const WANDER: f64 = 0.03;

/// What was observed and expected on each weekday, last occurrences only.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profile {
    pub observed: [f64; 7],
    pub expected: [f64; 7],
    variance: [f64; 7],
    seen: [u32; 7],
}

impl Profile {
    /// The last occurrences within the `open_days` last days.
    pub fn of(recent: &Recent, open_days: usize) -> Self {
        let mut profile = Self::default();
        for day in recent.days().take(open_days) {
            let weekday = day.date.weekday().to_monday_zero_offset() as usize;
            if profile.seen[weekday] == OCCURRENCES {
                continue;
            }
            let mean = day.mean();
            let variance = mean + f64::from(day.spread) * mean * mean;
            profile.seen[weekday] += 1;
            profile.observed[weekday] += f64::from(day.visits).min(mean + 4.0 * variance.sqrt() + 4.0);
            profile.expected[weekday] += mean;
            profile.variance[weekday] += variance;
        }
        profile
    }

    fn is_compared(&self, weekday: &usize) -> bool {
        self.seen[*weekday] == OCCURRENCES && self.expected[*weekday] > LEAST
    }

    /// How unlike the usual shares the weekdays are, as a normal deviate: Pearson's χ² about their common ratio, brought to the normal law
    /// by the cube root of Wilson and Hilferty. `doubt` tells what the usual share of a weekday rests on, in visits. Nothing if fewer than
    /// three weekdays can be compared.
    pub fn change(&self, doubt: impl Fn(usize) -> f64) -> Option<f64> {
        let days = || (0..7).filter(|weekday| self.is_compared(weekday));
        let (observed, expected) =
            days().fold((0.0, 0.0), |sums, day| (sums.0 + self.observed[day], sums.1 + self.expected[day]));
        if days().count() < 3 || expected < 100.0 {
            return None;
        }
        let ratio = observed / expected;
        let squares: f64 = days()
            .map(|day| {
                let due = ratio * self.expected[day];
                let variance = ratio * self.variance[day] * (1.0 + due / doubt(day)) + (WANDER * due).powi(2);
                (self.observed[day] - due).powi(2) / variance
            })
            .sum();
        let freedom = days().count() as f64 - 1.0;
        let spread = 2.0 / (9.0 * freedom);
        Some(((squares / freedom).cbrt() - (1.0 - spread)) / spread.sqrt())
    }
}
