//! What a place should receive over the next days, with how sure that is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::quantile;
use super::facts::Facts;
use super::method::Method;
use super::network::Network;
use super::series::Series;

/// Normal quantiles of two-sided intervals of 80 and 95 %.
const SIDES: [f64; 2] = [1.281_552, 1.959_964];

/// A day that is foreseen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foreseen {
    /// The day.
    pub date: Date,
    /// Visits on average.
    pub expected: f64,
    /// Four days in five lie from here…
    pub low80: f64,
    /// … to here.
    pub high80: f64,
    /// Nineteen days in twenty lie from here…
    pub low95: f64,
    /// … to here.
    pub high95: f64,
}

impl Series {
    /// What the open days of a calendar should bring; nothing before the series has an open day.
    #[must_use]
    pub fn forecast(&self, days: &[Facts], network: &Network, method: &Method) -> Vec<Foreseen> {
        if self.open_days() == 0 {
            return Vec::new();
        }
        days.iter().enumerate().map(|(ahead, facts)| self.foresee(ahead, facts, network, method)).collect()
    }

    /// The open day that comes after `ahead` others.
    fn foresee(&self, ahead: usize, facts: &Facts, network: &Network, method: &Method) -> Foreseen {
        let expected = self.expected(facts, network, method);
        let (level, worth) = self.quick();
        let mean = level * expected.relative * expected.foreseen * self.growth_ahead(ahead, method);
        let doubt = (1.0 + expected.spread * level) / (worth + 0.5);
        let spread = expected.spread + doubt + method.foresight.powi(2);
        let bound = |z: f64| quantile(mean, spread, z);
        let [within80, within95] = SIDES;
        Foreseen {
            date: facts.date,
            expected: mean,
            low80: bound(-within80),
            high80: bound(within80),
            low95: bound(-within95),
            high95: bound(within95),
        }
    }
}
