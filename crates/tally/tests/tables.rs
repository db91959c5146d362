//! Small histories whose answers one can check by hand.

use tally::{
    Act, Acts, Age, BadFact, BadQuestion, Branch, Channel, CountedMeasure, DailyCount, Day, Dimension, Fact, Filter,
    Key, Kind, Measure, NotThere, Origin, Outcome, PACKED_LEN, Question, Row, Source, Support, Tally, ThemeFamilies,
};

const MONDAY: Day = Day(9_823);
const TUESDAY: Day = Day(9_824);

fn visit(day: Day) -> Fact {
    Fact::new(Kind::Visit, day, Source::Counter)
}

fn request(day: Day) -> Fact {
    Fact::new(Kind::Request, day, Source::Counter)
}

fn by(measure: Measure, first: Dimension) -> Question {
    Question { by: [Some(first), None], ..Question::new(measure, MONDAY, TUESDAY) }
}

fn check(tally: &Tally, question: &Question, expected: &[(Key, u64)]) {
    let answer = tally.ask(question).unwrap();
    let rows: Vec<_> = answer.rows.iter().map(|row| (row.keys[0], row.value)).collect();
    assert_eq!(rows, expected, "{question:?}");
}

#[test]
fn slugs_and_codes_go_round() {
    macro_rules! round {
        ($($list:ident)+) => {$(
            for (at, value) in $list::ALL.iter().enumerate() {
                assert_eq!($list::from_slug(value.slug()), Some(*value));
                assert_eq!($list::from_code(value.code()), Some(*value));
                assert_eq!(usize::from(value.code()), at + 1);
            }
            assert_eq!(($list::from_code(0), $list::from_code(200), $list::from_slug("no")), (None, None, None));
        )+};
    }
    round!(Kind Branch Act Support Outcome Channel Age Origin Source Measure Dimension CountedMeasure);
    assert_eq!(Support::from_slug("self"), Some(Support::SelfDone));
    assert_eq!(Age::from_slug("60-69").map(Age::code), Some(6));
    assert_eq!((Branch::Social.slug(), Channel::Outbound.slug(), Origin::Qpv.slug()), ("social", "outbound", "qpv"));
}

#[test]
fn packed_bytes_never_change() {
    let full = Fact {
        slot: Some(20),
        theme: 0x0102,
        operator: 0x0304,
        branch: Some(Branch::Social),
        acts: Acts::NONE.with(Act::Inform).with(Act::Sell),
        acts_default: true,
        support: Some(Support::For),
        support_default: true,
        outcome: Some(Outcome::Left),
        outcome_default: false,
        channel: Some(Channel::Outbound),
        age: Some(Age::From70),
        origin: Some(Origin::Elsewhere),
        language: 31,
        first: Some(false),
        minutes: Some(6),
        ..request(Day(9_823))
    };
    let bytes = [0x5f, 0x26, 0, 0, 2, 1, 4, 3, 0x06, 0x50, 0xc1, 0xfe, 0xf6, 0xfe, 0x09, 1];
    assert_eq!(full.pack(), bytes);
    assert_eq!(Fact::unpack(&bytes), Ok(full));
}

#[test]
fn impossible_bytes_are_refused() {
    let good = request(MONDAY).pack();
    for (at, byte, refusal) in [
        (3, 0x7f, BadFact::Field("day")),
        (9, 0xff, BadFact::Field("slot")),
        (11, 0x03, BadFact::Field("first visit")),
        (12, 0x07, BadFact::Field("outcome")),
        (13, 0x07, BadFact::Field("channel")),
        (14, 0x08, BadFact::Field("source")),
        (14, 0x01, BadFact::Field("kind")),
        (14, 0x89, BadFact::Field("kind")),
        (15, 0, BadFact::Format(0)),
    ] {
        let mut bytes = good;
        bytes[at] = byte;
        assert_eq!(Fact::unpack(&bytes), Err(refusal));
    }
}

#[test]
fn out_of_range_values_do_not_spill() {
    let wild = Fact { slot: Some(200), language: 255, minutes: Some(5_000), ..request(Day(i32::MAX)) };
    let tame = Fact { slot: Some(47), language: 31, minutes: Some(Fact::MOST_MINUTES), ..request(Day::MAX) };
    assert_eq!(Fact::unpack(&wild.pack()), Ok(tame));
}

#[test]
fn a_bad_block_changes_nothing() {
    let mut tally = Tally::new(ThemeFamilies::default());
    let mut block = [request(MONDAY).pack(), visit(MONDAY).pack()].concat();
    assert_eq!(tally.load(1, &block[1..]), Err(BadFact::Cut));
    block[2 * PACKED_LEN - 1] = 9;
    assert_eq!(tally.load(1, &block), Err(BadFact::Format(9)));
    assert_eq!(tally.total(), 0);
}

#[test]
fn visits_and_requests_are_not_mixed() {
    let mut tally = Tally::new(ThemeFamilies::default());
    tally.add(1, &visit(MONDAY));
    tally.add(1, &request(MONDAY));
    tally.add(1, &request(MONDAY));
    check(&tally, &by(Measure::Visits, Dimension::Place), &[(Key::Code(1), 1)]);
    check(&tally, &by(Measure::Requests, Dimension::Place), &[(Key::Code(1), 2)]);
    assert_eq!(tally.subtract(1, &visit(TUESDAY)), Err(NotThere));
    assert_eq!(tally.subtract(2, &visit(MONDAY)), Err(NotThere));
    assert_eq!(tally.subtract(1, &visit(MONDAY)), Ok(()));
    check(&tally, &by(Measure::Visits, Dimension::Place), &[]);
}

#[test]
fn minutes_say_how_many_are_known() {
    let mut tally = Tally::new(ThemeFamilies::default());
    for minutes in [Some(6), Some(0), None, Some(1_022)] {
        tally.add(1, &Fact { minutes, ..request(MONDAY) });
    }
    let answer = tally.ask(&Question::new(Measure::Minutes, MONDAY, MONDAY)).unwrap();
    assert_eq!(answer.rows, [Row { keys: [Key::All; 2], value: 1_028, n: 4, known: 3 }]);
}

#[test]
fn acts_count_under_each_and_do_not_add_up() {
    let mut tally = Tally::new(ThemeFamilies::default());
    let both = [Act::Explain, Act::Refer].into_iter().collect();
    tally.add(1, &Fact { acts: both, ..request(MONDAY) });
    tally.add(1, &Fact { acts: Acts::NONE.with(Act::Refer), ..request(MONDAY) });
    tally.add(1, &request(MONDAY));
    check(&tally, &by(Measure::Requests, Dimension::Act), &[(Key::Code(0), 1), (Key::Code(2), 1), (Key::Code(3), 2)]);
    assert!(Dimension::ALL.iter().all(|dimension| dimension.additive() == (*dimension != Dimension::Act)));
    let explained = Filter { dimension: Dimension::Act, codes: vec![2] };
    let question = Question { filters: vec![explained], ..by(Measure::Requests, Dimension::Act) };
    check(&tally, &question, &[(Key::Code(2), 1), (Key::Code(3), 1)]);
}

#[test]
fn an_act_opens_a_day_once() {
    let mut tally = Tally::new(ThemeFamilies::default());
    for acts in [&[Act::Inform][..], &[Act::Inform, Act::Sell], &[]] {
        tally.add(1, &Fact { acts: acts.iter().copied().collect(), ..visit(MONDAY) });
    }
    check(&tally, &by(Measure::OpenDays, Dimension::Act), &[(Key::Code(0), 1), (Key::Code(1), 1), (Key::Code(7), 1)]);
}

#[test]
fn families_can_be_replaced() {
    let mut tally = Tally::new([(7, 1)].into_iter().collect());
    tally.add(1, &Fact { theme: 7, ..request(MONDAY) });
    check(&tally, &by(Measure::Requests, Dimension::Family), &[(Key::Code(1), 1)]);
    tally.set_families([(7, 3)].into_iter().collect());
    check(&tally, &by(Measure::Requests, Dimension::Family), &[(Key::Code(3), 1)]);
}

#[test]
fn imported_counts_stand_apart() {
    let mut tally = Tally::new(ThemeFamilies::default());
    tally.add(1, &Fact { age: Some(Age::From60), ..visit(TUESDAY) });
    for (day, n) in [(MONDAY, 9), (MONDAY, 40), (TUESDAY, 2)] {
        tally.set_count(1, DailyCount { day, measure: CountedMeasure::Visits, n });
    }
    check(&tally, &by(Measure::Visits, Dimension::Day), &[(Key::Code(MONDAY.0), 40), (Key::Code(TUESDAY.0), 3)]);
    check(&tally, &by(Measure::Visits, Dimension::Age), &[(Key::Code(6), 1), (Key::Undetailed, 42)]);
    check(&tally, &by(Measure::OpenDays, Dimension::Place), &[(Key::Code(1), 2)]);
    check(&tally, &by(Measure::Requests, Dimension::Day), &[]);
    assert_eq!(tally.count(1), 1);

    let aged = Filter { dimension: Dimension::Age, codes: vec![6] };
    let answer = tally.ask(&Question { filters: vec![aged], ..by(Measure::Visits, Dimension::Day) }).unwrap();
    assert_eq!((answer.rows.len(), answer.rows[0].value, answer.undetailed), (1, 1, 42));

    tally.set_count(1, DailyCount { day: MONDAY, measure: CountedMeasure::Visits, n: 0 });
    check(&tally, &by(Measure::OpenDays, Dimension::Place), &[(Key::Code(1), 1)]);
}

#[test]
fn bad_questions_are_refused() {
    let mut tally = Tally::new(ThemeFamilies::default());
    tally.add(u32::MAX, &request(MONDAY));
    let backwards = Question::new(Measure::Visits, TUESDAY, MONDAY);
    assert_eq!(tally.ask(&backwards), Err(BadQuestion::Backwards));
    let whole = Question::new(Measure::Requests, Day::MIN, Day::MAX);
    assert_eq!(tally.ask(&whole), Err(BadQuestion::PlaceTooLarge(u32::MAX)));
    tally.subtract(u32::MAX, &request(MONDAY)).unwrap();

    let mut tally = Tally::new(ThemeFamilies::default());
    tally.add(1, &request(MONDAY));
    let twice = Question { by: [Some(Dimension::Age); 2], ..whole.clone() };
    assert_eq!(tally.ask(&twice), Err(BadQuestion::CutTwice));
    tally.add(1, &request(Day::MIN));
    for operator in 0..200 {
        tally.add(1, &Fact { operator, ..request(MONDAY) });
    }
    let daily = Question { by: [Some(Dimension::Day), Some(Dimension::Operator)], ..whole };
    assert_eq!(tally.ask(&daily), Err(BadQuestion::TooManyGroups));
}

#[test]
fn no_places_no_rows() {
    let mut tally = Tally::new(ThemeFamilies::default());
    tally.add(1, &request(MONDAY));
    let question = Question { places: Some(vec![]), ..by(Measure::Requests, Dimension::Place) };
    check(&tally, &question, &[]);
    let question = Question { places: Some(vec![1, 1]), ..by(Measure::Requests, Dimension::Place) };
    check(&tally, &question, &[(Key::Code(1), 1)]);
}
