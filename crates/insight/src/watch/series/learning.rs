//! What a series keeps of a night.

use super::{Common, ROBUST_FROM, Series};
use crate::watch::{
    count,
    expected::Expected,
    facts::{Facts, Subject},
    method::Method,
    network::Lessons,
    ratio::{Ratio, half_life},
    recent::OpenDay,
};

/// Open days after which weekdays are learnt.
const WEEKDAYS_FROM: u32 = 20;
/// What a holiday leaves of the holidays before it.
const HOLIDAY_KEEP: f64 = 0.995;
/// Standard deviations beyond which a day weighs less, beyond which it hardly weighs, and what it weighs then: weights after P. J. Huber
/// (Robust Statistics, 1981), which fall faster than his.
const FAR: f64 = 2.58;
const FARTHER: f64 = 5.0;
const FARTHER_WEIGHT: f64 = 0.05;

impl Series {
    /// Takes in a day that was counted.
    pub(super) fn learn(
        &mut self,
        facts: &Facts,
        expected: &Expected,
        day: &OpenDay,
        common: &Common,
        lessons: &mut Lessons,
    ) {
        let method = common.method;
        let (visits, relative, mean) = (f64::from(day.visits), f64::from(day.relative), day.mean());
        let weight = match count::deviation(visits, mean, expected.spread).abs() {
            _ if self.open_days <= ROBUST_FROM => 1.0,
            far if far > FARTHER => FARTHER_WEIGHT,
            far if far > FAR => (FAR / far).powf(method.robust),
            _ => 1.0,
        };
        let age = (f64::from(self.open_days) / method.settled).min(1.0);
        let grown = |full: f64| half_life(full.min(method.level_young + age * (full - method.level_young)));
        let seen = weight * visits;
        self.level.learn(grown(method.level), seen, weight * relative);
        self.quick.learn(grown(method.level_forecast), seen, weight * relative);
        if self.subject == Subject::Place && self.open_days > ROBUST_FROM {
            let gain = self.growing(method) * method.growth_gain * (1.0 - grown(method.level)).powi(2);
            self.growth.learn(weight * day.residual().0, gain, method.growth_damping);
        }
        if self.open_days > WEEKDAYS_FROM {
            // Beside the index that was foreseen: tonight's holds whatever all places share, the weekday and the holiday too.
            let due = weight * expected.visits() * expected.foreseen;
            self.weekday[facts.weekday()].learn(half_life(method.weekday), seen, due / expected.weekday);
            if facts.school_holiday == Some(true) {
                self.school.learn(HOLIDAY_KEEP, seen, due / expected.school);
            }
            lessons.add(facts, expected, seen, due);
        }
        if !common.network.has_peers() {
            let due = relative / expected.season / self.mean_weekday(method);
            self.past_years.learn(facts.date, visits, due);
            if !self.has_season {
                self.begin_season(facts);
            }
        }
        self.spread.learn(&self.recent, method);
    }

    /// What all weekdays share: while the level runs after a season, their factors carry a part of it.
    fn mean_weekday(&self, method: &Method) -> f64 {
        let mut all = Ratio::default();
        self.weekday.iter().for_each(|day| all.learn(1.0, day.observed, day.expected));
        all.towards(1.0, method.weekday_worth)
    }

    /// Restates what is known of a series without peers in terms of its season, once a year has told it: what was expected stays.
    fn begin_season(&mut self, facts: &Facts) {
        let Some((season, _)) = self.past_years.season(facts.date) else { return };
        self.has_season = true;
        self.level.expected *= season;
        self.quick.expected *= season;
        for day in self.recent.last(usize::MAX) {
            day.relative *= season as f32;
            day.level /= season as f32;
        }
    }
}
