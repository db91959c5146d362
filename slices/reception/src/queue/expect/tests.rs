//! What holds of every range, whatever the hall and the past.

use super::{Habits, Passage, Range, Said, Standing, passage::NEVER};
use crate::queue::{Presence, Spot, Stage, Step, Ticket};
use jiff::Timestamp;
use kernel::{AccountId, Day, EntryId};
use proptest::prelude::*;
use std::sync::LazyLock;

const TODAY: Day = Day(9_000);

fn instant(day: Day, second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + i64::from(day.0 - TODAY.0) * 86_400 + second).unwrap()
}

fn ticket(day: Day, number: i64, second: i64) -> Ticket {
    let arrived = instant(day, second);
    Ticket::taken(
        EntryId(uuid::Uuid::from_u128(number as u128)),
        day,
        number,
        Some((number % 3) as u16),
        number % 11 == 0,
        arrived,
    )
}

fn call(agent: i64) -> Step {
    Step::Call { desk: "Bureau 1".into(), agent: Some(AccountId(agent)), again: false }
}

/// So many days, each with forty visitors four minutes apart, received by two agents for `length` seconds and a bit.
fn past(days: i32, length: i64) -> Vec<Passage> {
    let mut passages = Vec::new();
    for day in (1..=days).map(|back| TODAY.plus(-back)) {
        let mut free = [0_i64; 2];
        for number in 1..=40 {
            let mut ticket = ticket(day, number, number * 240);
            let agent = usize::from(free[1] < free[0]);
            let called = free[agent].max(number * 240) + 20;
            free[agent] = called + length + (number * 37 + i64::from(day.0) * 61) % 300;
            for (step, second) in [
                (call(agent as i64), called),
                (Step::Serve(Some(AccountId(agent as i64))), called + 15),
                (Step::Close, free[agent]),
            ] {
                ticket.step(step, instant(day, second)).unwrap();
            }
            passages.push(Passage::from(&ticket));
        }
    }
    passages
}

/// A hall: how many are at the desks, who waits since when and with whom.
fn hall(served: &[i64], waiting: &[(i64, u8)]) -> Vec<Passage> {
    let mut tickets = Vec::new();
    for (agent, seconds) in served.iter().enumerate() {
        let mut ticket = ticket(TODAY, tickets.len() as i64 + 1, 40_000 - seconds - 60);
        ticket.step(call(agent as i64), instant(TODAY, 40_000 - seconds)).unwrap();
        ticket.step(Step::Serve(None), instant(TODAY, 40_000 - seconds + 10)).unwrap();
        tickets.push(ticket);
    }
    for (seconds, kind) in waiting {
        let mut ticket = ticket(TODAY, tickets.len() as i64 + 1, 40_000 - seconds);
        ticket.priority = kind.is_multiple_of(5);
        ticket.agent = kind.is_multiple_of(7).then_some(AccountId(0));
        tickets.push(ticket);
    }
    tickets.iter().map(Passage::from).collect()
}

fn now() -> i64 {
    instant(TODAY, 40_000).as_millisecond()
}

fn ranges(habits: &Habits, hall: &[Passage], said: &Said) -> (Standing, Vec<Range>) {
    let standing = Standing::at(hall.iter(), now(), said, habits.usual());
    let ranges = habits.ranges(&standing);
    (standing, ranges)
}

#[test]
fn a_place_with_too_little_past_says_nothing() {
    assert_eq!(Habits::learn(&[], TODAY), None);
    assert_eq!(Habits::learn(&past(1, 600), TODAY), None);
    assert!(Habits::learn(&past(3, 600), TODAY).is_some());
    let unseen: Vec<_> = past(3, 600).into_iter().map(|one| Passage { end: NEVER, timed: false, ..one }).collect();
    assert_eq!(Habits::learn(&unseen, TODAY), None, "a visit whose end nobody saw teaches no duration");
    assert_eq!(Habits::learn(&past(3, 600), TODAY.plus(-5)), None, "only days before this one teach");
}

#[test]
fn nobody_waits_long_at_a_free_desk_and_a_full_hall_waits_longer() {
    let habits = Habits::learn(&past(20, 600), TODAY).unwrap();
    let last = |hall: &[Passage], said: &Said| *ranges(&habits, hall, said).1.last().unwrap();
    let nothing = Said::default();
    assert_eq!(last(&[], &nothing), Range { low: 0, high: 5 });
    let full = hall(&[60, 120], &[(100, 1), (90, 1), (80, 1), (70, 1)]);
    let told = last(&full, &nothing);
    // Four before them, two desks, ten to fifteen minutes each: about twenty-five to thirty-five.
    assert!(told.low >= 15 && told.high <= 50, "{told:?}");
    let more = last(&full, &said(&[(7, Spot::Desk, 60), (8, Spot::Desk, 60)]));
    assert!(more.high < told.high, "more desks, less wait: {more:?} {told:?}");
    assert_eq!(
        last(&full, &said(&[(7, Spot::Desk, 7_200)])),
        told,
        "who came two hours ago and called nobody may be gone"
    );
    assert_eq!(last(&full, &said(&[(0, Spot::Break, 30)])), told, "who takes a break finishes with whom they receive");
}

#[test]
fn what_lasts_longer_is_expected_to() {
    let full = hall(&[60, 120], &[(100, 1), (90, 1)]);
    let last = |length| {
        let habits = Habits::learn(&past(20, length), TODAY).unwrap();
        *ranges(&habits, &full, &Said::default()).1.last().unwrap()
    };
    let (short, long) = (last(300), last(1_200));
    assert!(long.low > short.low && long.high > short.high, "{short:?} {long:?}");
}

/// Who said what, so many seconds ago.
fn said(words: &[(i64, Spot, i64)]) -> Said {
    let presence = |(agent, spot, ago): &(i64, Spot, i64)| Presence {
        agent: AccountId(*agent),
        day: TODAY,
        spot: *spot,
        since: instant(TODAY, 40_000 - ago),
        desk: None,
    };
    Said::at(&words.iter().map(presence).collect::<Vec<_>>(), now())
}

#[test]
fn whoever_rests_receives_nobody() {
    let desks = |words: &[(i64, Spot, i64)]| Standing::at([].iter(), now(), &said(words), 3).desks();
    assert_eq!(desks(&[]), 3);
    assert_eq!(desks(&[(7, Spot::Break, 60), (8, Spot::Away, 9_000)]), 1);
    assert_eq!(desks(&[(6, Spot::Office, 60), (7, Spot::Break, 60), (8, Spot::Away, 60)]), 1, "somebody comes back");
    assert_eq!(desks(&[(5, Spot::Desk, 60), (6, Spot::Desk, 60), (7, Spot::Desk, 60), (8, Spot::Desk, 60)]), 4);
}

#[test]
fn people_who_wait_beside_a_desk_show_that_nobody_sits_there() {
    let mut hall = hall(&[300], &[(60, 1)]);
    let desks = |hall: &[Passage]| Standing::at(hall.iter(), now(), &Said::default(), 3).desks();
    assert_eq!(desks(&hall), 3);
    hall[1].arrived -= 9 * 60_000;
    assert_eq!(desks(&hall), 1);
}

#[test]
fn priorities_that_come_faster_than_desks_come_free_end_too() {
    let often = past(20, 7_200).into_iter().map(|one| Passage { priority: true, ..one });
    let habits = Habits::learn(&often.collect::<Vec<_>>(), TODAY).unwrap();
    let told = *ranges(&habits, &hall(&[60, 120], &[(100, 1)]), &Said::default()).1.last().unwrap();
    assert!(told.high > 100 && told.high <= 600, "{told:?}");
}

#[test]
fn the_same_hall_is_told_the_same() {
    let habits = Habits::learn(&past(20, 600), TODAY).unwrap();
    let full = hall(&[60, 120], &[(100, 1), (90, 5), (80, 7)]);
    assert_eq!(ranges(&habits, &full, &Said::default()), ranges(&habits, &full, &Said::default()));
}

#[test]
fn a_ticket_replayed_stands_where_it_stood() {
    let mut ticket = ticket(TODAY, 1, 0);
    let mut stages = vec![Stage::Waiting; 60];
    for (step, from) in
        [(call(1), 60), (Step::Serve(None), 90), (Step::Hold, 120), (Step::Resume, 240), (Step::Close, 270)]
    {
        ticket.step(step, instant(TODAY, from)).unwrap();
        stages.resize(from as usize, *stages.last().unwrap());
        stages.push(ticket.stage);
    }
    let passage = Passage::from(&ticket);
    let milliseconds = instant(TODAY, 0).as_millisecond();
    for (second, stage) in stages.iter().enumerate() {
        use super::passage::At;
        let at = passage.at(milliseconds + second as i64 * 1_000);
        let same = match stage {
            Stage::Waiting => at == At::Waiting,
            Stage::Called | Stage::Served => matches!(at, At::Desk { .. }),
            Stage::Held => matches!(at, At::Aside { .. }),
            Stage::Closed | Stage::Left => at == At::Gone,
        };
        assert!(same, "{second}: {stage:?} is taken for {at:?}");
    }
    assert_eq!(passage.taken(), 90_000);
}

/// What quick and slow places taught.
static PLACES: LazyLock<[Habits; 3]> =
    LazyLock::new(|| [60, 600, 3_000].map(|length| Habits::learn(&past(3, length), TODAY).unwrap()));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the hall: ordered, and never sooner further back in line, for those whom anybody may call.
    #[test]
    fn ranges_are_ordered_and_rise_along_the_line(
        served in prop::collection::vec(0..20_000_i64, 0..6),
        waiting in prop::collection::vec((0..9_000_i64, 1..30_u8), 0..40),
        words in prop::collection::vec((0..9_i64, 0..4_u8, 0..9_000_i64), 0..9),
        place in 0..3_usize,
    ) {
        let words: Vec<_> = words.into_iter().map(|(agent, spot, ago)| (agent, Spot::from_code(spot).unwrap(), ago)).collect();
        let (standing, ranges) = ranges(&PLACES[place], &hall(&served, &waiting), &said(&words));
        prop_assert_eq!(ranges.len(), waiting.len() + 1);
        for range in &ranges {
            prop_assert!(range.low <= range.high && range.high <= 600, "{:?}", range);
        }
        let handed: Vec<usize> = standing.desks.iter().flat_map(|desk| desk.handed.clone()).collect();
        let line: Vec<_> = ranges.iter().enumerate().filter(|(place, _)| !handed.contains(place)).collect();
        for pair in line.windows(2) {
            prop_assert!(pair[0].1.low <= pair[1].1.low && pair[0].1.high <= pair[1].1.high, "{:?}", pair);
        }
    }
}
