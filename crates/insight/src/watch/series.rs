//! The state of a series, moved one night at a time.

use serde::{Deserialize, Serialize};

use super::count;
use super::expected::{Expected, unknown};
use super::facts::{Facts, Observed, Subject};
use super::growth::Growth;
use super::index::Tonight;
use super::method::{LONGEST, Method, WINDOWS};
use super::network::{Lessons, Network};
use super::past_years::PastYears;
use super::ratio::{Ratio, half_life};
use super::recent::{OpenDay, Recent};
use super::scan::{Scan, Window};
use super::signal::{Kind, Signal, Way};
use super::spread::Spread;
use super::weekday::Profile;

/// First open days, silent but for outages.
pub const SILENT: u32 = 60;
/// Open days after which a blank day is known to be one.
const BLANK_FROM: u32 = 20;
/// Open days after which a far day weighs less.
const ROBUST_FROM: u32 = 30;
/// Open days after which weekdays are learnt.
const WEEKDAYS_FROM: u32 = 20;
/// Open days after which the weekday profile is watched.
const PROFILE_FROM: u32 = 150;
/// Open days that a new weekday profile stands before it is adopted.
const ADOPTED_AFTER: u32 = 15;
/// What an adopted weekday rests on, in visits.
const ADOPTED_WORTH: f64 = 200.0;
/// Open days without a signal that end a step.
const QUIET: u32 = 10;
/// Half a visit: the prior of a level (H. Jeffreys), so that what was never seen is not impossible.
const HALF_VISIT: f64 = 0.5;

/// The score of a blank day, which no chance explains.
const BLANK: f64 = 9.0;

/// What all series of a night share.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a> {
    /// What places have in common, after its night.
    pub network: &'a Network,
    /// The network's index of the night.
    pub tonight: &'a Tonight,
    /// The numbers of the method.
    pub method: &'a Method,
}

/// What is known of a series after its last night.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    subject: Subject,
    open_days: u32,
    level: Ratio,
    quick: Ratio,
    weekday: [Ratio; 7],
    school: Ratio,
    growth: Growth,
    spread: Spread,
    recent: Recent,
    step: Option<Step>,
    adoption: Option<u32>,
    profile_since: u32,
    past_years: PastYears,
    has_season: bool,
}

/// A change that may turn out to last.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    way: Way,
    /// Open days of the series before it.
    after: u32,
    /// Open days of the series at the last signal of it.
    last: u32,
}

impl Series {
    /// A series of which nothing is known.
    #[must_use]
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            open_days: 0,
            level: Ratio::default(),
            quick: Ratio::default(),
            weekday: [Ratio::default(); 7],
            school: Ratio::default(),
            growth: Growth::default(),
            spread: Spread::new(),
            recent: Recent::default(),
            step: None,
            adoption: None,
            profile_since: 0,
            past_years: PastYears::default(),
            has_season: false,
        }
    }

    /// Open days that were counted so far.
    #[must_use]
    pub fn open_days(&self) -> u32 {
        self.open_days
    }

    /// The last open days, newest first, as counted and as expected.
    pub fn recent(&self) -> impl Iterator<Item = &OpenDay> {
        self.recent.days()
    }

    /// What a day should bring, before the network's index of that night.
    #[must_use]
    pub fn expected(&self, facts: &Facts, network: &Network, method: &Method) -> Expected {
        let weekday = self.weekday[facts.weekday()].towards(network.weekday(facts.weekday()), method.weekday_worth);
        let school = match facts.school_holiday {
            Some(true) => self.school.towards(network.school(), method.school_worth),
            _ => 1.0,
        };
        let after_closure = if facts.after_closure { network.after_closure() } else { 1.0 };
        let known = self.has_season && !network.has_peers();
        let season = known.then(|| self.past_years.season(facts.date)).flatten();
        let (season, season_doubt) = season.unwrap_or((1.0, 0.0));
        let common = network.month_day(facts.month_day()) * network.hours(facts.hours);
        let relative =
            weekday * school * after_closure * season * common * self.growth.after(0.0, method.growth_damping);
        let level = self.level(&self.level);
        Expected {
            level,
            relative,
            weekday,
            school,
            after_closure,
            season,
            season_doubt,
            spread: self.spread.day(level * relative, method) + unknown(facts),
            open_days: self.open_days,
            foreseen: network.foreseen(facts.date),
        }
    }

    /// How much of its first growth is before a place, from 1 to 0.
    fn growing(&self, method: &Method) -> f64 {
        (1.0 - f64::from(self.open_days) / method.grows).max(0.0)
    }

    fn level(&self, level: &Ratio) -> f64 {
        if self.open_days == 0 { 0.0 } else { (level.observed + HALF_VISIT) / level.expected.max(1e-9) }
    }

    /// Moves the state by one day, and tells what there is to say. A closed day changes nothing. `expected` is what [`Series::expected`] told
    /// before the network's night. Series may be moved in any order; what they teach must be summed in the same order by a replay.
    pub fn night(
        &mut self,
        facts: &Facts,
        observed: Observed,
        expected: &Expected,
        common: &Common,
        lessons: &mut Lessons,
    ) -> Vec<Signal> {
        let visits = match observed {
            Observed::Closed => return Vec::new(),
            Observed::Blank => return self.blank(facts, expected, common),
            Observed::Visits(visits) => f64::from(visits),
        };
        let index = common.tonight.without(visits, expected);
        let relative = expected.relative * index;
        let level = if self.open_days == 0 { visits.max(HALF_VISIT) / relative } else { expected.level };
        let day = OpenDay {
            date: facts.date,
            visits: visits as f32,
            relative: relative as f32,
            level: level as f32,
            worth: self.level.observed as f32,
            spread: expected.spread as f32,
        };
        self.recent.push(day);
        self.open_days += 1;
        let mut signals = Vec::new();
        if self.open_days > SILENT {
            signals.extend(self.scan(expected.season_doubt, common.method));
        }
        self.learn(facts, expected, &day, common, lessons);
        self.rebaseline(common.method);
        if self.open_days > PROFILE_FROM {
            signals.extend(self.profile(facts, common));
        }
        signals
    }

    fn blank(&self, facts: &Facts, expected: &Expected, common: &Common) -> Vec<Signal> {
        if self.open_days < BLANK_FROM || self.subject != Subject::Place {
            return Vec::new();
        }
        let expected = expected.visits() * common.tonight.whole();
        vec![Signal { kind: Kind::Outage, since: facts.date, open_days: 1, observed: 0.0, expected, score: BLANK }]
    }

    /// The window that says most, if any says enough.
    fn scan(&mut self, doubt: f64, method: &Method) -> Option<Signal> {
        let growing = if self.subject == Subject::Place { self.growing(method) } else { 0.0 };
        let scan = Scan { method, subject: self.subject, serial: self.spread.serial(method), growing, doubt };
        let reach = (self.open_days - BLANK_FROM).min(LONGEST as u32) as usize;
        let mut told: Option<Window> = None;
        let mut outage: Option<Window> = None;
        for window in scan.windows(&self.recent, reach) {
            if self.subject == Subject::Place && is_outage(&window, method) {
                outage = Some(window);
            }
            let more = |best: &Window| window.excess() > best.excess();
            if window.rings() && told.as_ref().is_none_or(more) {
                told = Some(window);
            }
        }
        let window = told.or(outage)?;
        let days = WINDOWS[window.rank] as u32;
        let way = window.way();
        if days >= 3 && self.step.is_none_or(|step| step.way != way) {
            self.step = Some(Step { way, after: self.open_days - days, last: self.open_days });
        }
        if let Some(step) = &mut self.step {
            step.last = self.open_days;
        }
        let kind = match way {
            Way::Down if outage.is_some() => Kind::Outage,
            Way::Up if days <= 2 => Kind::Spike,
            Way::Down if days <= 2 => Kind::Drop,
            Way::Up if self.subject != Subject::Place => Kind::Emergence,
            Way::Up if days >= 28 => Kind::DriftUp,
            Way::Down if days >= 28 => Kind::DriftDown,
            Way::Up => Kind::ShiftUp,
            Way::Down => Kind::ShiftDown,
        };
        // What is shown of an outage is the days without counts.
        let shown = outage.filter(|_| kind == Kind::Outage).unwrap_or(window);
        Some(Signal {
            kind,
            since: shown.since,
            open_days: WINDOWS[shown.rank] as u32,
            observed: shown.observed,
            expected: shown.expected,
            score: shown.deviation.abs(),
        })
    }

    fn learn(&mut self, facts: &Facts, expected: &Expected, day: &OpenDay, common: &Common, lessons: &mut Lessons) {
        let method = common.method;
        let (visits, relative, mean) = (f64::from(day.visits), f64::from(day.relative), day.mean());
        let weight = match count::deviation(visits, mean, expected.spread).abs() {
            _ if self.open_days <= ROBUST_FROM => 1.0,
            far if far > 5.0 => 0.05,
            far if far > 2.58 => (2.58 / far).powf(method.robust),
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
                self.school.learn(0.995, seen, due / expected.school);
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

    /// Takes a step that lasted for the level.
    fn rebaseline(&mut self, method: &Method) {
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
    fn profile(&mut self, facts: &Facts, common: &Common) -> Option<Signal> {
        let (network, method) = (common.network, common.method);
        let profile = Profile::of(&self.recent, (self.open_days - self.profile_since) as usize);
        let weekday = self.weekday;
        let change = profile.change(|day| weekday[day].expected + method.weekday_worth);
        let signal = change.filter(|change| *change >= method.profile).map(|score| Signal {
            kind: Kind::Weekday,
            since: self.recent.days().nth(35).map_or(facts.date, |day| day.date),
            open_days: 36,
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

    /// The factor by which a place that still grows will have grown after so many more open days.
    pub(super) fn growth_ahead(&self, ahead: usize, method: &Method) -> f64 {
        self.growth.after(ahead as f64, method.growth_damping) / self.growth.after(0.0, method.growth_damping)
    }

    /// The level that the forecast rests on, and the visits behind it.
    pub(super) fn quick(&self) -> (f64, f64) {
        (self.level(&self.quick), self.quick.observed)
    }
}

/// Whether under half of what was expected came on a few days: the counter was not used.
fn is_outage(window: &Window, method: &Method) -> bool {
    (2..=5).contains(&WINDOWS[window.rank])
        && window.deviation <= -method.outage
        && window.expected > 8.0
        && window.observed < 0.5 * window.expected
}
