//! The state of a series, moved one night at a time.

mod learning;
mod steps;

use serde::{Deserialize, Serialize};

use super::expected::{Expected, unknown};
use super::facts::{Facts, Observed, Subject};
use super::growth::Growth;
use super::index::Tonight;
use super::method::{LONGEST, Method, WINDOWS};
use super::network::{Lessons, Network};
use super::packed::{self, packed};
use super::past_years::PastYears;
use super::ratio::Ratio;
use super::recent::{OpenDay, Recent};
use super::scan::{Scan, Window};
use super::signal::{Kind, Signal, Way};
use super::spread::Spread;

/// First open days, silent but for outages.
pub const SILENT: u32 = 60;
/// Open days after which a blank day is known to be one.
const BLANK_FROM: u32 = 20;
/// Open days after which a far day weighs less.
const ROBUST_FROM: u32 = 30;
/// Open days after which the weekday profile is watched.
const PROFILE_FROM: u32 = 150;
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
    settled: Option<f64>,
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

packed!(Series {
    subject,
    open_days,
    level,
    quick,
    weekday,
    school,
    growth,
    spread,
    recent,
    step,
    adoption,
    profile_since,
    past_years,
    has_season,
    settled
});
packed!(Step { way, after, last });

/// The form of the bytes, to be raised when a state changes its fields: what was stored before is then made anew by a replay.
const FORM: u8 = 2;

impl Series {
    /// The state in few bytes: about 1.4 kB, and 3 kB more at most where it has no peers.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        packed::to_bytes(FORM, self)
    }

    /// The state, to the bit; nothing if the bytes are of another form, or damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        packed::from_bytes(FORM, bytes)
    }

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
            settled: None,
        }
    }

    /// Open days that were counted so far.
    #[must_use]
    pub fn open_days(&self) -> u32 {
        self.open_days
    }

    /// What it counts for in a whole: its level when its first, silent days were over, and nothing before. It stays, so that what the whole
    /// gains by those who join it is no change of those who were there.
    #[must_use]
    pub fn settled(&self) -> Option<f64> {
        self.settled
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
        let common = network.month_day(facts.month_day()) * network.hours(facts.hours) * facts.size;
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
        if self.open_days == SILENT {
            self.settled = Some(self.level(&self.level));
        }
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
