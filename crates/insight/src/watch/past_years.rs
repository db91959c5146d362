//! The season of a series without peers: the same weeks of its past years.

use std::collections::VecDeque;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::packed::packed;

/// Weeks that are kept: two years, and the half year about the earlier one.
const KEPT: usize = 132;
/// Weeks of a year, so that weekdays fall together.
const YEAR: i64 = 52;
/// Days before and after the same day of a past year that are compared.
const AROUND: i64 = 10;
/// Weeks with open days that a past year must have for its level to be known.
const LEAST: usize = 40;
/// What a season like any other is worth, in visits.
const WORTH: f64 = 20.0;
/// Relative standard deviation of a season from one year to the next.
const YEARS_DIFFER: f64 = 0.04;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Week {
    number: i64,
    visits: f64,
    relative: f64,
}

/// Weeks that had open days, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PastYears {
    weeks: VecDeque<Week>,
}

packed!(Week { number, visits, relative });
packed!(PastYears { weeks });

fn day_number(day: Date) -> i64 {
    // 2000-01-03 was a Monday.
    day.since(date(2000, 1, 3)).map_or(0, |span| i64::from(span.get_days()))
}

impl PastYears {
    /// Adds an open day: visits, and what was due for a level of 1 without a season.
    pub fn learn(&mut self, day: Date, visits: f64, relative: f64) {
        let number = day_number(day).div_euclid(7);
        match self.weeks.front_mut() {
            Some(week) if week.number == number => {
                week.visits += visits;
                week.relative += relative;
            }
            _ => {
                self.weeks.truncate(KEPT - 1);
                self.weeks.push_front(Week { number, visits, relative });
            }
        }
    }

    /// The season of a day: what the days about it received in each of the last two years, over that whole year; nothing before a year has
    /// passed. With it its relative variance.
    pub fn season(&self, day: Date) -> Option<(f64, f64)> {
        let (mut observed, mut expected) = (0.0, 0.0);
        for back in [YEAR, 2 * YEAR] {
            let centre = day_number(day) - 7 * back;
            let Some(level) = self.level(centre.div_euclid(7)) else { continue };
            for week in &self.weeks {
                let overlap = (centre + AROUND + 1).min(7 * week.number + 7) - (centre - AROUND).max(7 * week.number);
                if overlap > 0 {
                    observed += overlap as f64 / 7.0 * week.visits;
                    expected += overlap as f64 / 7.0 * week.relative * level;
                }
            }
        }
        let variance = 1.0 / (observed + WORTH) + YEARS_DIFFER * YEARS_DIFFER;
        (expected > 0.0).then(|| ((observed + WORTH) / (expected + WORTH), variance))
    }

    /// The level of the year about a week, or of the first year when it is not half a year old by then.
    fn level(&self, centre: i64) -> Option<f64> {
        let first = self.weeks.back()?.number;
        if centre < first {
            return None;
        }
        let from = first.max(centre - YEAR / 2);
        let year = || self.weeks.iter().filter(|week| (from..from + YEAR).contains(&week.number));
        let (visits, relative) = year().fold((0.0, 0.0), |sums, week| (sums.0 + week.visits, sums.1 + week.relative));
        (year().count() >= LEAST && visits > 0.0).then(|| visits / relative)
    }
}
