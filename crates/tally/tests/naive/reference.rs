//! Any history, any question, and a plain list of facts that answers it. It shares nothing with the crate but its types: it filters,
//! expands and sums one fact at a time.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use tally::{
    Acts, Age, Answer, Branch, Channel, CountedMeasure, DailyCount, Day, Dimension, Fact, Filter, Key, Kind, Measure,
    Origin, Outcome, Question, Row, Source, Support, Tally, Waited,
};

pub const FAMILIES: [(u16, u16); 6] = [(1, 1), (2, 1), (3, 2), (4, 7), (300, 2), (301, 40)];

#[derive(Clone, Debug)]
pub enum Step {
    Add(u32, Fact),
    Load(u32, Vec<Fact>),
    /// Takes away the n-th fact held, wherever it is.
    Subtract(usize),
    Count(u32, DailyCount),
    /// Everything is frozen, and thawed into two tallies that join.
    Restart,
}

pub fn day() -> impl Strategy<Value = Day> {
    prop_oneof![8 => 9_800..9_812, 2 => 9_000..9_900, 1 => Day::MIN.0..Day::MIN.0 + 3].prop_map(Day)
}

pub fn some<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    option::of(select(all))
}

prop_compose! {
    pub fn fact()(
        (kind, day, source) in (select(Kind::ALL), day(), select(Source::ALL)),
        (slot, minutes, language) in (option::of(0u8..48), option::of(0u16..=Fact::MOST_MINUTES), 0u8..32),
        (theme, operator) in (select(vec![0, 1, 2, 3, 4, 5, 300, 301, 60_000]), select(vec![0, 1, 2, 700, u16::MAX])),
        (branch, support, outcome) in (some(Branch::ALL), some(Support::ALL), some(Outcome::ALL)),
        (channel, age, origin, first) in (some(Channel::ALL), some(Age::ALL), some(Origin::ALL), option::of(any::<bool>())),
        (acts, acts_default, support_default, outcome_default) in (0u8..128, any::<bool>(), any::<bool>(), any::<bool>()),
        waited in some(Waited::ALL),
    ) -> Fact {
        Fact {
            kind, day, slot, theme, operator, branch, acts: Acts::from_bits(acts).unwrap(), acts_default, support, support_default,
            outcome, outcome_default, channel, age, origin, language, first, source, minutes,
            waited: waited.filter(|_| kind == Kind::Visit),
        }
    }
}

pub fn place() -> impl Strategy<Value = u32> {
    select(vec![3, 5, 1_000_000])
}

pub fn step() -> impl Strategy<Value = Step> {
    let counted =
        (day(), select(CountedMeasure::ALL), 0u32..4).prop_map(|(day, measure, n)| DailyCount { day, measure, n });
    prop_oneof![
        10 => (place(), fact()).prop_map(|(place, fact)| Step::Add(place, fact)),
        3 => (place(), vec(fact(), 0..150)).prop_map(|(place, facts)| Step::Load(place, facts)),
        8 => any::<usize>().prop_map(Step::Subtract),
        2 => (place(), counted).prop_map(|(place, count)| Step::Count(place, count)),
        1 => Just(Step::Restart),
    ]
}

pub fn filter() -> impl Strategy<Value = Filter> {
    let codes = prop_oneof![
        4 => vec(0u32..8, 0..5),
        1 => vec(select(vec![3, 5, 300, 700, 9_801, 9_803, 2026, 2026 * 12 + 10, 24, 48, 40, 60_000]), 1..5),
    ];
    (select(Dimension::ALL), codes).prop_map(|(dimension, codes)| Filter { dimension, codes })
}

prop_compose! {
    pub fn question()(
        measure in select(Measure::ALL),
        by in [some(Dimension::ALL), some(Dimension::ALL)],
        (one, other) in (day(), day()),
        whole in any::<bool>(),
        places in option::weighted(0.3, vec(select(vec![3, 4, 5, 1_000_000]), 0..4)),
        filters in prop_oneof![Just(0usize), 0usize..3].prop_flat_map(|n| vec(filter(), n)),
    ) -> Question {
        let (from, to) = if whole { (Day::MIN, Day::MAX) } else { (one.min(other), one.max(other)) };
        Question { measure, by, from, to, places, filters }
    }
}

#[derive(Default)]
pub struct Naive {
    pub facts: Vec<(u32, Fact)>,
    counts: BTreeMap<(u32, Day, CountedMeasure), u32>,
}

/// Every key a fact has in a dimension.
pub fn keys(dimension: Dimension, place: u32, fact: &Fact) -> Vec<i32> {
    let confirmed = |known: bool, default: bool| {
        if !known {
            0
        } else if default {
            2
        } else {
            1
        }
    };
    let code = |code: Option<u8>| i32::from(code.unwrap_or(0));
    if dimension == Dimension::Act && !fact.acts.is_empty() {
        return fact.acts.iter().map(|act| i32::from(act.code())).collect();
    }
    vec![match dimension {
        Dimension::Hour => fact.slot.map_or(24, |slot| i32::from(slot) / 2),
        Dimension::Slot => fact.slot.map_or(48, i32::from),
        Dimension::Family => {
            FAMILIES.iter().find(|(theme, _)| *theme == fact.theme).map_or(0, |(_, family)| i32::from(*family))
        }
        Dimension::Theme => i32::from(fact.theme),
        Dimension::Operator => i32::from(fact.operator),
        Dimension::Branch => code(fact.branch.map(Branch::code)),
        Dimension::Act => 0,
        Dimension::Support => code(fact.support.map(Support::code)),
        Dimension::SupportConfirmed => confirmed(fact.support.is_some(), fact.support_default),
        Dimension::Outcome => code(fact.outcome.map(Outcome::code)),
        Dimension::OutcomeConfirmed => confirmed(fact.outcome.is_some(), fact.outcome_default),
        Dimension::ActsConfirmed => confirmed(!fact.acts.is_empty(), fact.acts_default),
        Dimension::Channel => code(fact.channel.map(Channel::code)),
        Dimension::Age => code(fact.age.map(Age::code)),
        Dimension::Origin => code(fact.origin.map(Origin::code)),
        Dimension::Language => i32::from(fact.language),
        Dimension::First => fact.first.map_or(0, |first| if first { 1 } else { 2 }),
        Dimension::Source => i32::from(fact.source.code()),
        Dimension::Waited => code(fact.waited.map(Waited::code)),
        of_the_day => day_keys(of_the_day, place, fact.day).unwrap(),
    }]
}

pub fn day_keys(dimension: Dimension, place: u32, day: Day) -> Option<i32> {
    Some(match dimension {
        Dimension::Place => place as i32,
        Dimension::Day => day.0,
        Dimension::Week => (0..7).map(|back| day.0 - back).find(|day| Day(*day).weekday() == 0).unwrap(),
        Dimension::Month => day.month(),
        Dimension::Year => day.month().div_euclid(12),
        Dimension::Weekday => day.weekday(),
        _ => return None,
    })
}

impl Naive {
    pub fn ask(&self, question: &Question) -> Answer {
        let named = |place: u32| question.places.as_ref().is_none_or(|places| places.contains(&place));
        let inside = |place, day| named(place) && (question.from..=question.to).contains(&day);
        let has = |codes: &[u32], key: i32| codes.iter().any(|code| i64::from(*code) == i64::from(key));
        let visits = !matches!(question.measure, Measure::Requests | Measure::Minutes);
        let timed = matches!(question.measure, Measure::Minutes | Measure::Service | Measure::Waiting);
        let kind = if visits { Kind::Visit } else { Kind::Request };
        let counted = if visits { CountedMeasure::Visits } else { CountedMeasure::Requests };

        let mut sums: BTreeMap<[Key; 2], [u64; 3]> = BTreeMap::new();
        let mut open: BTreeSet<([Key; 2], u32, Day)> = BTreeSet::new();
        for (place, fact) in self.facts.iter().filter(|(place, fact)| fact.kind == kind && inside(*place, fact.day)) {
            let passes =
                |filter: &Filter| keys(filter.dimension, *place, fact).iter().any(|key| has(&filter.codes, *key));
            if !question.filters.iter().all(passes) {
                continue;
            }
            let [firsts, seconds] = question.by.map(|by| match by {
                None => vec![Key::All],
                Some(dimension) => keys(dimension, *place, fact).into_iter().map(Key::Code).collect(),
            });
            for keys in firsts.iter().flat_map(|first| seconds.iter().map(|second| [*first, *second])) {
                let [value, n, known] = sums.entry(keys).or_default();
                *n += 1;
                let minutes = match question.measure {
                    Measure::Waiting => fact.waited.map(Waited::minutes),
                    _ => fact.minutes,
                };
                *known += u64::from(!timed || minutes.is_some());
                *value += if timed { u64::from(minutes.unwrap_or(0)) } else { 1 };
                open.insert((keys, *place, fact.day));
            }
        }
        let mut undetailed = 0;
        for ((place, day, measure), n) in &self.counts {
            let tested =
                question.filters.iter().filter_map(|f| Some(has(&f.codes, day_keys(f.dimension, *place, *day)?)));
            if *measure != counted || !inside(*place, *day) || tested.clone().any(|passes| !passes) {
                continue;
            }
            let n = if question.measure == Measure::OpenDays { 1 } else { u64::from(*n) };
            undetailed += n;
            if tested.count() == question.filters.len() && !timed {
                let keys = question.by.map(|by| match by {
                    None => Key::All,
                    Some(dimension) => day_keys(dimension, *place, *day).map_or(Key::Undetailed, Key::Code),
                });
                sums.entry(keys).or_default().iter_mut().for_each(|sum| *sum += n);
                open.insert((keys, *place, *day));
            }
        }
        if question.measure == Measure::OpenDays {
            sums.clear();
            open.iter().for_each(|(keys, ..)| sums.entry(*keys).or_default().iter_mut().for_each(|days| *days += 1));
        }
        let row = |(keys, [value, n, known]): ([Key; 2], [u64; 3])| Row { keys, value, n, known };
        Answer { rows: sums.into_iter().map(row).collect(), undetailed }
    }
}

/// What a server that starts again holds.
fn restarted(tally: &Tally, naive: &Naive) -> Tally {
    let mut halves = [(); 2].map(|()| Tally::new(FAMILIES.into_iter().collect()));
    for (at, place) in tally.places().enumerate() {
        halves[at % 2].thaw(place, &tally.freeze(place)).unwrap();
    }
    let [mut whole, other] = halves;
    whole.join(other);
    for ((place, day, measure), n) in &naive.counts {
        whole.set_count(*place, DailyCount { day: *day, measure: *measure, n: *n });
    }
    whole
}

pub fn take_steps(steps: &[Step]) -> (Tally, Naive) {
    let mut tally = Tally::new(FAMILIES.into_iter().collect());
    let mut naive = Naive::default();
    for step in steps {
        match step {
            Step::Add(place, fact) => {
                tally.add(*place, fact);
                naive.facts.push((*place, *fact));
            }
            Step::Load(place, facts) => {
                tally.load(*place, &facts.iter().flat_map(Fact::pack).collect::<Vec<_>>()).unwrap();
                naive.facts.extend(facts.iter().map(|fact| (*place, *fact)));
            }
            Step::Subtract(nth) if !naive.facts.is_empty() => {
                let (place, fact) = naive.facts.swap_remove(nth % naive.facts.len());
                tally.subtract(place, &fact).unwrap();
            }
            Step::Subtract(_) => {}
            Step::Restart => tally = restarted(&tally, &naive),
            Step::Count(place, DailyCount { day, measure, n }) => {
                tally.set_count(*place, DailyCount { day: *day, measure: *measure, n: *n });
                match n {
                    0 => naive.counts.remove(&(*place, *day, *measure)),
                    n => naive.counts.insert((*place, *day, *measure), *n),
                };
            }
        }
    }
    (tally, naive)
}
