//! What the past days of a place teach.

use super::{
    Range, minutes,
    passage::{NEVER, Passage},
    paths,
    patience::Patience,
    spread::Spread,
    standing::{Said, Standing},
};
use kernel::{AccountId, Day};
use std::collections::{BTreeMap, BTreeSet};

/// The share of visitors whose wait the range should hold. The promise is four in five; days differ, so aim above it.
const SHARE: f64 = 0.83;
/// Older days count less: half as much after two weeks.
const HALF_LIFE: f64 = 14.0;
/// As many samples as what is believed beforehand weighs, and as all families weigh against one.
const BELIEVED: f64 = 20.0;
/// Visits below which the past says nothing.
const LEAST: usize = 60;
/// The days on which the quantiles are chosen, kept apart from those that teach the durations.
const CHECKED_DAYS: usize = 8;
/// The nested ranges: from the quantile at `LOW` down to the lowest, from that at `HIGH` up to the highest, in so many steps.
/// Waits are skewed: what is cut off above is worth more minutes than below.
const STEPS: usize = 60;
const LOW: f64 = 0.3;
const HIGH: f64 = 0.3;

/// What the past days of a place teach about waiting there.
#[derive(Clone, Debug, PartialEq)]
pub struct Habits {
    service: Spread,
    families: BTreeMap<u16, Spread>,
    /// Between two visitors, when somebody waits.
    pub(super) gap: Spread,
    /// Until who comes is called, when one desk is free, and when several are.
    reactions: [Spread; 2],
    /// Set aside.
    pub(super) aside: Spread,
    /// When those who wait give up.
    pub(super) patience: Patience,
    /// How many a minute come with priority.
    pub(super) priority: f64,
    /// How many desks receive on a usual day.
    pub(super) usual: usize,
    /// Which of the nested ranges is told.
    step: usize,
}

impl Habits {
    /// From the passages of earlier days, in any order; nothing when they are too few.
    pub fn learn(past: &[Passage], today: Day) -> Option<Self> {
        let mut days: BTreeMap<Day, Vec<&Passage>> = BTreeMap::new();
        for passage in past.iter().filter(|passage| passage.day < today) {
            days.entry(passage.day).or_default().push(passage);
        }
        if past.iter().filter(|passage| passage.received()).count() < LEAST || days.len() < 2 {
            return None;
        }
        let days: Vec<(Day, Vec<&Passage>)> = days.into_iter().collect();
        let checked = CHECKED_DAYS.min(days.len() / 2);
        let (before, after) = days.split_at(days.len() - checked);
        let step = Self::durations(before, today).choose(after);
        Some(Self { step, ..Self::durations(&days, today) })
    }

    /// The range for each one who waits, in the order of their turns, and last for whoever would come now.
    pub fn ranges(&self, standing: &Standing) -> Vec<Range> {
        paths::waits(self, standing).iter().map(|waits| range(waits, self.step)).collect()
    }

    /// How many desks receive on a usual day.
    pub fn usual(&self) -> usize {
        self.usual
    }

    pub(super) fn service(&self, family: Option<u16>) -> &Spread {
        family.and_then(|family| self.families.get(&family)).unwrap_or(&self.service)
    }

    pub(super) fn reaction(&self, free: usize) -> &Spread {
        &self.reactions[usize::from(free > 1)]
    }

    fn durations(days: &[(Day, Vec<&Passage>)], today: Day) -> Self {
        let weight = |day: Day| 0.5_f64.powf(f64::from(today.0 - day.0) / HALF_LIFE);
        let all =
            || days.iter().flat_map(|(day, passages)| passages.iter().map(move |passage| (weight(*day), *passage)));
        let taken = |(weight, passage): (f64, &Passage)| passage.received().then(|| (minutes(passage.taken()), weight));
        let service = Spread::of(all().filter_map(taken), &Spread::prior(12.0, 0.9), BELIEVED);
        let families: BTreeSet<u16> = all().filter_map(|(_, passage)| passage.family).collect();
        let families = families.into_iter().map(|family| {
            let own = all().filter(|(_, passage)| passage.family == Some(family)).filter_map(taken);
            (family, Spread::of(own, &service, BELIEVED))
        });
        let families = families.collect();
        let aside = all().filter(|(_, passage)| passage.end < NEVER && passage.held.1 > passage.held.0);
        let aside = aside.map(|(weight, passage)| (minutes(passage.held.1 - passage.held.0), weight));
        let gaps = days.iter().flat_map(|(day, passages)| gaps(passages).into_iter().map(|gap| (gap, weight(*day))));
        let usual = usual(days);
        let mut reactions = [Vec::new(), Vec::new()];
        for (day, passages) in days {
            for (free, waited) in reacted(passages, usual) {
                reactions[usize::from(free > 1)].push((waited, weight(*day)));
            }
        }
        let attentive = Spread::prior(0.7, 1.0);
        let either = Spread::of(reactions.iter().flatten().copied(), &attentive, BELIEVED / 2.0);
        let reactions = reactions.map(|some| Spread::of(some.into_iter(), &either, BELIEVED / 2.0));
        // Who was called and did not come had gone before: by then, at the latest.
        let waits = all().filter(|(_, passage)| passage.timed).map(|(_, passage)| {
            (minutes(passage.waits_until.min(passage.end) - passage.arrived).max(0.0), !passage.received())
        });
        let open: f64 = days.iter().map(|(_, passages)| open_minutes(passages)).sum();
        let priority = all().filter(|(_, passage)| passage.priority).count();
        Self {
            service,
            families,
            gap: Spread::of(gaps, &Spread::prior(1.0, 1.0), BELIEVED / 2.0),
            reactions,
            aside: Spread::of(aside, &Spread::prior(10.0, 0.9), BELIEVED / 2.0),
            patience: Patience::of(waits),
            priority: priority as f64 / (open + 60.0),
            usual,
            step: STEPS,
        }
    }

    /// The narrowest of the nested ranges that held for the share promised, on these days, among those who came when every desk
    /// was taken: the promise is to those who wait, and whoever is called at once does not make up for them.
    fn choose(&self, days: &[(Day, Vec<&Passage>)]) -> usize {
        let mut needed: Vec<usize> = Vec::new();
        for (_, passages) in days {
            for passage in passages {
                let Some(waited) = passage.waited() else { continue };
                let others = passages.iter().copied().filter(|other| other.arrived < passage.arrived);
                let standing = Standing::at(others, passage.arrived, &Said::default(), self.usual);
                if standing.free() > 0 && standing.waiting.is_empty() {
                    continue;
                }
                let waits = paths::waits(self, &standing);
                let place = standing.joins(passage.priority);
                needed.push((1..=STEPS).find(|step| range(&waits[place], *step).holds(waited)).unwrap_or(STEPS + 1));
            }
        }
        needed.sort_unstable();
        // The finite-sample rank of split conformal prediction.
        let rank = ((needed.len() + 1) as f64 * SHARE).ceil() as usize;
        needed.get(rank.max(1) - 1).map_or(STEPS, |step| (*step).min(STEPS))
    }
}

/// One of the nested ranges of sorted waits.
fn range(waits: &[f64], step: usize) -> Range {
    let share = step as f64 / STEPS as f64;
    let at = |share: f64| waits[((share * waits.len() as f64) as usize).min(waits.len() - 1)];
    Range::outwards(at(LOW * (1.0 - share)), at(HIGH + (1.0 - HIGH) * share))
}

/// How many agents receive on a usual day: the median.
fn usual(days: &[(Day, Vec<&Passage>)]) -> usize {
    let agents = |passages: &Vec<&Passage>| {
        let agents: BTreeSet<Option<AccountId>> =
            passages.iter().filter(|passage| passage.called).map(|passage| passage.agent).collect();
        agents.len()
    };
    let mut counts: Vec<usize> = days.iter().map(|(_, passages)| agents(passages)).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(1)
}

/// Between a desk left and the next call, where the one who was called waited already.
fn gaps(passages: &[&Passage]) -> Vec<f64> {
    let called = passages.iter().filter(|passage| passage.called);
    let gap = |passage: &&&Passage| {
        let own = passages.iter().filter(|other| other.agent == passage.agent && other.number != passage.number);
        let left = own.filter_map(|other| other.left_desk(passage.waits_until)).max()?;
        (passage.arrived <= left).then(|| minutes(passage.waits_until - left))
    };
    called.filter_map(|passage| gap(&passage)).collect()
}

/// How many desks were free when somebody came whom nobody preceded, and how long it took until they were called.
fn reacted(passages: &[&Passage], usual: usize) -> Vec<(usize, f64)> {
    let reacted = |passage: &&Passage| {
        let waited = passage.waited()?;
        let others = passages.iter().copied().filter(|other| other.arrived < passage.arrived);
        let standing = Standing::at(others, passage.arrived, &Said::default(), usual);
        (standing.waiting.is_empty() && standing.free() > 0).then(|| (standing.free(), waited))
    };
    passages.iter().filter_map(reacted).collect()
}

/// From the first arrival of a day to the last.
fn open_minutes(passages: &[&Passage]) -> f64 {
    let arrivals = passages.iter().map(|passage| passage.arrived);
    let (first, last) = (arrivals.clone().min().unwrap_or(0), arrivals.max().unwrap_or(0));
    minutes(last - first)
}
