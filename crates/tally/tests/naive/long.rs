//! Histories long enough for many folds, blocks, pages and threads, which short random ones do not reach.

use crate::reference::{FAMILIES, Naive, fact};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use tally::{Day, Dimension, Fact, Filter, Kind, Measure, Question, Tally};

/// Mostly forward in time, one in nine late, one in five taken away again.
fn long_history() -> (Tally, Naive) {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut draw = || fact().new_tree(&mut runner).unwrap().current();
    let kinds: Vec<Fact> = (0..500).map(|_| draw()).collect();
    let mut tally = Tally::new(FAMILIES.into_iter().collect()).with_threads(3.try_into().unwrap());
    let mut naive = Naive::default();
    for at in 0..300_000_usize {
        let place = if at % 7 == 0 { 3 } else { 5 };
        // Mostly forward in time, one in nine late.
        let day = Day(9_000 + (at / 400) as i32 - if at % 9 == 0 { (at % 97) as i32 } else { 0 });
        let kind = kinds[at % 499].kind;
        let waited = kinds[at % 500].waited.filter(|_| kind == Kind::Visit);
        let fact = Fact { day, kind, waited, ..kinds[at % 500] };
        tally.add(place, &fact);
        naive.facts.push((place, fact));
        if at % 5 == 0 {
            let (place, fact) = naive.facts.swap_remove(at.wrapping_mul(7_919) % naive.facts.len());
            tally.subtract(place, &fact).unwrap();
        }
    }
    (tally, naive)
}

#[test]
fn a_large_place_with_late_days_and_holes() {
    let (tally, naive) = long_history();
    let whole = |measure| Question::new(measure, Day::MIN, Day::MAX);
    let year = Filter { dimension: Dimension::Weekday, codes: vec![0, 2, 3] };
    let acts = Filter { dimension: Dimension::Act, codes: vec![1, 6] };
    for question in [
        Question { by: [Some(Dimension::Theme), Some(Dimension::Month)], ..whole(Measure::Minutes) },
        Question {
            by: [Some(Dimension::Place), Some(Dimension::Act)],
            filters: vec![year.clone()],
            ..whole(Measure::Requests)
        },
        Question {
            by: [Some(Dimension::Weekday), Some(Dimension::Place)],
            filters: vec![acts, year],
            ..whole(Measure::Visits)
        },
        Question { by: [None, Some(Dimension::Age)], ..whole(Measure::Visits) },
        Question { by: [Some(Dimension::Weekday), Some(Dimension::Theme)], ..whole(Measure::Requests) },
        // Cells enough for the days to be cut into windows.
        Question { by: [Some(Dimension::Day), Some(Dimension::Act)], ..whole(Measure::Minutes) },
    ] {
        assert_eq!(tally.ask(&question), Ok(naive.ask(&question)), "{question:?}");
    }
}

/// More places than are looked at abreast, which came in no order, each with a few rows, some of them late.
#[test]
fn a_network_of_many_places() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tally = Tally::new(FAMILIES.into_iter().collect());
    let mut naive = Naive::default();
    for at in 0..4_000_u32 {
        let place = at * 89 % 300;
        let fact = fact().new_tree(&mut runner).unwrap().current();
        tally.add(place, &fact);
        naive.facts.push((place, fact));
    }
    assert!(tally.places().eq(0..300));
    let check = |question| assert_eq!(tally.ask(&question), Ok(naive.ask(&question)), "{question:?}");
    for measure in Measure::ALL {
        for second in [None, Some(Dimension::Age), Some(Dimension::Theme)] {
            let by = [Some(Dimension::Place), second];
            check(Question { by, ..Question::new(*measure, Day::MIN, Day::MAX) });
            check(Question { by, ..Question::new(*measure, Day(9_000), Day(9_805)) });
        }
    }
}

/// Cuts and filters that read one column, over periods that begin and end within its pages: what the index answers.
fn of_one_column() -> impl Strategy<Value = Question> {
    use Dimension::{
        Act, ActsConfirmed, Age, Branch, Channel, Family, First, Language, Month, Operator, Origin, Outcome,
        OutcomeConfirmed, Place, Source, Support, SupportConfirmed, Theme, Waited, Weekday, Year,
    };
    let columns: Vec<&'static [Dimension]> = vec![
        &[Theme, Family],
        &[Operator],
        &[Act, ActsConfirmed],
        &[Support, SupportConfirmed, Age, First],
        &[Outcome, OutcomeConfirmed, Origin, Branch],
        &[Channel, Language],
        &[Source, Waited],
    ];
    let of_row = select(columns).prop_flat_map(|column| {
        let filter = (select(column), vec(0u32..8, 1..5)).prop_map(|(dimension, codes)| Filter { dimension, codes });
        (option::of(select(column)), vec(filter, 0..3))
    });
    let of_day = option::of(select(vec![Place, Month, Year, Weekday]));
    let days = prop_oneof![
        Just((Day::MIN, Day::MAX)),
        (8_900..9_900, 8_900..9_900)
            .prop_map(|(one, other): (i32, i32)| { (Day(one.min(other)), Day(one.max(other))) })
    ];
    (select(Measure::ALL), of_row, of_day, days).prop_map(|(measure, (cut, filters), day, (from, to))| Question {
        by: [day, cut],
        filters,
        ..Question::new(measure, from, to)
    })
}

#[test]
fn the_index_answers_what_the_rows_do() {
    let (tally, naive) = long_history();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..60 {
        let question = of_one_column().new_tree(&mut runner).unwrap().current();
        assert_eq!(tally.ask(&question), Ok(naive.ask(&question)), "{question:?}");
    }
}
