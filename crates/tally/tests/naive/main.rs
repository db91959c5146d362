//! Any additions and subtractions, then any question: the tally answers what a plain list of facts answers.

mod long;
mod reference;

use proptest::collection::vec;
use proptest::prelude::*;
use reference::{fact, place, question, step, take_steps};
use tally::{BadQuestion, Day, Fact, Kind, Tally};

fn sorted_bytes(facts: impl Iterator<Item = Fact>) -> Vec<[u8; 16]> {
    let mut bytes: Vec<_> = facts.map(|fact| fact.pack()).collect();
    bytes.sort_unstable();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_history_any_question(steps in vec(step(), 0..120), questions in vec(question(), 8)) {
        let (tally, naive) = take_steps(&steps);
        for place in [3, 4, 5, 1_000_000] {
            let facts = naive.facts.iter().filter(|(of, _)| *of == place).map(|(_, fact)| *fact);
            prop_assert_eq!(sorted_bytes(tally.facts(place)), sorted_bytes(facts.clone()));
            prop_assert_eq!(tally.count(place), facts.clone().count());
            prop_assert_eq!(tally.first_day(place), facts.map(|fact| fact.day).min());
        }
        for question in questions {
            match tally.ask(&question) {
                Err(BadQuestion::CutTwice) => prop_assert!(question.by[0].is_some() && question.by[0] == question.by[1]),
                Err(BadQuestion::TooManyGroups) => prop_assert!(question.from < Day(0)),
                answer => prop_assert_eq!(answer, Ok(naive.ask(&question)), "{:?}", question),
            }
        }
    }

    #[test]
    fn requests_are_picked_by_day_and_operator(
        steps in vec(step(), 0..120), place in place(), one in fact(), other in fact(), both in any::<bool>(),
    ) {
        let (tally, naive) = take_steps(&steps);
        let days = one.day.min(other.day)..=one.day.max(other.day);
        let operators = if both { vec![one.operator, other.operator] } else { Vec::new() };
        let picked = naive.facts.iter().filter(|(of, fact)| {
            let named = operators.is_empty() || operators.contains(&fact.operator);
            *of == place && fact.kind == Kind::Request && days.contains(&fact.day) && named
        });
        let picked = picked.map(|(_, fact)| *fact);
        prop_assert_eq!(sorted_bytes(tally.requests(place, days.clone(), &operators)), sorted_bytes(picked));
    }

    #[test]
    fn what_was_never_added_cannot_be_taken_away(steps in vec(step(), 0..40), place in place(), fact in fact()) {
        let (mut tally, naive) = take_steps(&steps);
        let there = naive.facts.contains(&(place, fact));
        prop_assert_eq!(tally.subtract(place, &fact).is_ok(), there);
    }

    #[test]
    fn any_bytes_thaw_into_facts_or_are_refused(steps in vec(step(), 0..60), at in any::<usize>(), byte in any::<u8>()) {
        let (tally, _) = take_steps(&steps);
        let mut frozen = tally.freeze(3);
        let at = at % frozen.len().max(1);
        prop_assert_eq!(Tally::new(Default::default()).thaw(3, &frozen[..at]).is_ok(), at == 0);
        frozen.get_mut(at).into_iter().for_each(|spoiled| *spoiled = byte);
        let mut thawed = Tally::new(Default::default());
        if thawed.thaw(3, &frozen).is_ok() {
            prop_assert_eq!(thawed.facts(3).count(), thawed.count(3));
            prop_assert_eq!(thawed.freeze(3), frozen);
        }
    }

    #[test]
    fn packing_goes_round(fact in fact()) {
        prop_assert_eq!(Fact::unpack(&fact.pack()), Ok(fact));
    }

    #[test]
    fn garbage_is_refused_or_is_a_fact(bytes in any::<[u8; 16]>(), fact in fact(), at in 0usize..16, byte in any::<u8>()) {
        let mut spoiled = fact.pack();
        spoiled[at] = byte;
        for bytes in [bytes, spoiled] {
            if let Ok(fact) = Fact::unpack(&bytes) {
                prop_assert_eq!(fact.pack(), bytes);
            }
        }
    }
}
