//! Changes that last: a new level, new weekdays.

use super::{Common, Series};
use crate::watch::{
    facts::Facts,
    method::{LONGEST, Method},
    ratio::Ratio,
    signal::{Kind, Signal},
    weekday::Profile,
};

/// Open days that a new weekday profile stands before it is adopted.
const ADOPTED_AFTER: u32 = 15;
/// What an adopted weekday rests on, in visits.
const ADOPTED_WORTH: f64 = 200.0;
/// Open days without a signal that end a step.
const QUIET: u32 = 10;
/// Open days that six occurrences of six weekdays take.
const SIX_WEEKS: u32 = 36;

impl Series {
    /// Takes a step that lasted for the level.
    pub(super) fn rebaseline(&mut self, method: &Method) {
        let Some(step) = self.step else { return };
        let lasted = self.open_days - step.after;
        if lasted >= method.rebaseline {
            let days = lasted.min(LONGEST as u32) as usize;
            let mut level = Ratio::default();
            for day in self.recent.days().take(days) {
                level.learn(1.0, f64::from(day.visits), f64::from(day.relative));
            }
            self.level = level;
            self.quick = level;
            let now = self.level(&level);
            for day in self.recent.last(days) {
                day.level = now as f32;
                day.worth = level.observed as f32;
            }
            self.step = None;
        } else if self.open_days - step.last > QUIET {
            self.step = None;
        }
    }

    /// Says that the weekdays changed places, and adopts their new shares once they stood.
    pub(super) fn profile(&mut self, facts: &Facts, common: &Common) -> Option<Signal> {
        let (network, method) = (common.network, common.method);
        let profile = Profile::of(&self.recent, (self.open_days - self.profile_since) as usize);
        let weekday = self.weekday;
        let change = profile.change(|day| weekday[day].expected + method.weekday_worth);
        let signal = change.filter(|change| *change >= method.profile).map(|score| Signal {
            kind: Kind::Weekday,
            since: self.recent.days().nth(SIX_WEEKS as usize - 1).map_or(facts.date, |day| day.date),
            open_days: SIX_WEEKS,
            observed: profile.observed.iter().sum(),
            expected: profile.expected.iter().sum(),
            score,
        });
        if signal.is_some() && self.adoption.is_none() {
            self.adoption = Some(self.open_days + ADOPTED_AFTER);
        }
        if self.adoption.is_some_and(|day| self.open_days >= day) {
            for day in (0..7).filter(|day| profile.expected[*day] > 0.0) {
                let before = self.weekday[day].towards(network.weekday(day), method.weekday_worth);
                let now = before * profile.observed[day] / profile.expected[day];
                self.weekday[day] = Ratio { observed: now * ADOPTED_WORTH, expected: ADOPTED_WORTH };
            }
            self.adoption = None;
            self.profile_since = self.open_days;
        }
        signal
    }
}
