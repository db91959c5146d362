//! Windows of 1 to 42 open days, each compared with what was expected before it began.

use jiff::civil::Date;

use super::count;
use super::facts::Subject;
use super::method::{Method, WINDOWS};
use super::recent::Recent;
use super::signal::Way;
use super::spread::of_mean;

/// A window, compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Its place in [`WINDOWS`].
    pub rank: usize,
    /// The first open day of it.
    pub since: Date,
    /// Visits in it.
    pub observed: f64,
    /// Visits expected of it, with the level from before it.
    pub expected: f64,
    /// Standard deviations between the two, signed.
    pub deviation: f64,
    /// The threshold that a deviation of this sign has to pass.
    pub threshold: f64,
}

impl Window {
    /// Whether it is worth a word.
    pub fn rings(&self) -> bool {
        self.deviation.abs() >= self.threshold
    }

    /// How far beyond its threshold it is: what windows of all lengths are ranked by.
    pub fn excess(&self) -> f64 {
        self.deviation.abs() / self.threshold
    }

    pub fn way(&self) -> Way {
        if self.deviation > 0.0 { Way::Up } else { Way::Down }
    }
}

/// What windows are compared by: who is watched, and how its noise lasts.
#[derive(Clone, Copy, Debug)]
pub struct Scan<'a> {
    pub method: &'a Method,
    pub subject: Subject,
    /// Relative variance of the noise that lasts over days.
    pub serial: f64,
    /// How much of its first growth is before it, from 1 to 0.
    pub growing: f64,
    /// Relative variance that all its days share.
    pub doubt: f64,
}

impl Scan<'_> {
    /// Every window that the days reach, shortest first.
    pub fn windows(&self, recent: &Recent, open_days: usize) -> impl Iterator<Item = Window> {
        let (mut observed, mut clipped, mut relative, mut squares) = (0.0, 0.0, 0.0, 0.0);
        let mut rank = 0;
        recent.days().take(open_days).enumerate().filter_map(move |(before, day)| {
            let due = f64::from(day.relative);
            let mean = day.mean();
            let visits = f64::from(day.visits);
            let reach = self.method.clip * (mean + f64::from(day.spread) * mean * mean).sqrt() + 2.0;
            observed += visits;
            clipped += visits.clamp(mean - reach, mean + reach);
            relative += due;
            squares += f64::from(day.spread) * due * due;
            if rank == WINDOWS.len() || before + 1 != WINDOWS[rank] {
                return None;
            }
            let level = f64::from(day.level);
            let expected = relative * level;
            let days = WINDOWS[rank];
            let per_visit = 1.0 + f64::from(day.spread) * level;
            let doubt = per_visit / (f64::from(day.worth) + 0.5);
            let spread = squares / (relative * relative) + self.lasting(days) + doubt;
            let compared = if days >= 5 { clipped } else { observed };
            let deviation = count::deviation(compared, expected, spread);
            let threshold = self.threshold(rank, deviation);
            let window = Window { rank, since: day.date, observed, expected, deviation, threshold };
            rank += 1;
            Some(window)
        })
    }

    /// Relative variance of a window that does not shrink as its visits add up.
    fn lasting(&self, days: usize) -> f64 {
        let [short, long] = self.method.wander;
        let share = ((days - 1) as f64 / 41.0).min(1.0);
        let wander = short + share * (long - short);
        // The first day's serial noise is in its own spread already.
        let serial =
            if days == 1 { 0.0 } else { self.serial * (of_mean(self.method.serial_decay, days) - 1.0 / days as f64) };
        let by_subject = match self.subject {
            Subject::Place => 1.0,
            Subject::Category => self.method.wander_category,
            Subject::Network => self.method.wander_network,
        };
        let growth = self.growing * self.method.growth_doubt * days as f64;
        (wander * by_subject).powi(2) + serial + growth * growth + self.doubt
    }

    fn threshold(&self, rank: usize, deviation: f64) -> f64 {
        let up = deviation > 0.0;
        match self.subject {
            Subject::Place if up => self.method.place_up[rank],
            Subject::Place => self.method.place_down[rank],
            Subject::Category if up => self.method.category_up[rank],
            Subject::Category => self.method.category_down[rank],
            Subject::Network => self.method.network,
        }
    }
}
