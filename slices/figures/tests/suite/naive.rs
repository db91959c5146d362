//! A third opinion: a plain list of facts, filtered, unfolded and counted one by one.

use std::collections::{BTreeMap, BTreeSet};
use tally::*;

pub type Placed = (u32, Fact);

/// The answer to a question, from facts, daily counts that speak, and the families of themes.
pub fn ask(question: &Question, facts: &[Placed], counts: &[(u32, DailyCount)], families: &ThemeFamilies) -> Answer {
    let wanted = match question.measure {
        Measure::Visits | Measure::OpenDays | Measure::Service | Measure::Waiting => {
            (Kind::Visit, CountedMeasure::Visits)
        }
        Measure::Requests | Measure::Minutes => (Kind::Request, CountedMeasure::Requests),
    };
    let timed = matches!(question.measure, Measure::Minutes | Measure::Service | Measure::Waiting);
    let named = |place: u32| question.places.as_ref().is_none_or(|places| places.contains(&place));
    let in_period = |day: Day| question.from <= day && day <= question.to;
    let passes = |filter: &Filter, keys: &[i32]| {
        keys.iter().any(|key| filter.codes.iter().any(|code| i64::from(*code) == i64::from(*key)))
    };
    let mut groups: BTreeMap<[Key; 2], (u64, u64, u64)> = BTreeMap::new();
    let mut days: BTreeMap<[Key; 2], BTreeSet<(u32, Day)>> = BTreeMap::new();
    for (place, fact) in facts {
        let keys = |dimension| fact_keys(*place, fact, dimension, families);
        if fact.kind != wanted.0 || !named(*place) || !in_period(fact.day) {
            continue;
        }
        if !question.filters.iter().all(|filter| passes(filter, &keys(filter.dimension))) {
            continue;
        }
        let cut =
            |at: usize| question.by[at].map_or(vec![Key::All], |by| keys(by).into_iter().map(Key::Code).collect());
        for first in cut(0) {
            for second in cut(1) {
                let group = groups.entry([first, second]).or_default();
                let minutes =
                    if question.measure == Measure::Waiting { fact.waited.map(Waited::minutes) } else { fact.minutes };
                group.0 += if timed { u64::from(minutes.unwrap_or(0)) } else { 1 };
                group.1 += 1;
                group.2 += u64::from(!timed || minutes.is_some());
                days.entry([first, second]).or_default().insert((*place, fact.day));
            }
        }
    }
    let fine = |dimension: Dimension| !dimension.of_the_day();
    let filtered = question.filters.iter().any(|filter| fine(filter.dimension));
    let whole_days = !filtered && !question.by.iter().flatten().any(|by| fine(*by));
    let mut undetailed = 0;
    for (place, count) in counts {
        let of_day = |dimension| day_key(*place, count.day, dimension);
        let tests = question.filters.iter().filter(|filter| !fine(filter.dimension));
        if count.measure != wanted.1 || !named(*place) || !in_period(count.day) {
            continue;
        }
        if !tests.map(|filter| (filter, of_day(filter.dimension))).all(|(filter, key)| passes(filter, &[key.unwrap()]))
        {
            continue;
        }
        let n = if question.measure == Measure::OpenDays { 1 } else { u64::from(count.n) };
        undetailed += n;
        let keys = question.by.map(|by| by.map_or(Key::All, |by| of_day(by).map_or(Key::Undetailed, Key::Code)));
        if question.measure == Measure::OpenDays && whole_days {
            days.entry(keys).or_default().insert((*place, count.day));
        } else if !timed && !filtered {
            let group = groups.entry(keys).or_default();
            *group = (group.0 + n, group.1 + n, group.2 + n);
        }
    }
    if question.measure == Measure::OpenDays {
        let undetailed: Vec<_> =
            groups.iter().filter(|(keys, _)| keys.contains(&Key::Undetailed)).map(|(k, v)| (*k, *v)).collect();
        groups =
            days.into_iter().map(|(keys, days)| (keys, days.len() as u64)).map(|(keys, n)| (keys, (n, n, n))).collect();
        groups.extend(undetailed);
    }
    let rows = groups.into_iter().map(|(keys, (value, n, known))| Row { keys, value, n, known });
    Answer { rows: rows.collect(), undetailed }
}

fn day_key(place: u32, day: Day, dimension: Dimension) -> Option<i32> {
    let date = kernel::Day(day.0).date();
    let weekday = i32::from(date.weekday().to_monday_zero_offset());
    Some(match dimension {
        Dimension::Place => place as i32,
        Dimension::Day => day.0,
        Dimension::Week => day.0 - weekday,
        Dimension::Month => i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
        Dimension::Year => i32::from(date.year()),
        Dimension::Weekday => weekday,
        _ => return None,
    })
}

fn fact_keys(place: u32, fact: &Fact, dimension: Dimension, families: &ThemeFamilies) -> Vec<i32> {
    let code = |code: Option<u8>| code.map_or(0, i32::from);
    let confirmed = |known: bool, default: bool| i32::from(known) + i32::from(known && default);
    vec![match dimension {
        Dimension::Act if fact.acts.is_empty() => 0,
        Dimension::Act => return fact.acts.iter().map(|act| i32::from(act.code())).collect(),
        Dimension::Hour => fact.slot.map_or(24, |slot| i32::from(slot) / 2),
        Dimension::Slot => fact.slot.map_or(48, i32::from),
        Dimension::Family => i32::from(families.family(fact.theme)),
        Dimension::Theme => i32::from(fact.theme),
        Dimension::Operator => i32::from(fact.operator),
        Dimension::Branch => code(fact.branch.map(Branch::code)),
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
        of_the_day => return day_key(place, fact.day, of_the_day).into_iter().collect(),
    }]
}
