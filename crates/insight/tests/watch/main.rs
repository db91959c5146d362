//! What the watch must always do: each regression of METHOD §1 on invented places.

mod chance;

use chance::Chance;
use insight::watch::*;
use jiff::{Span, civil::Date, civil::date};
use proptest::prelude::*;

const FIRST: Date = date(2022, 1, 3);
const METHOD: Method = Method::ADOPTED;

fn day(at: i64) -> Date {
    FIRST + Span::new().days(at)
}

/// Monday to Friday.
fn is_week(date: Date) -> bool {
    date.weekday().to_monday_zero_offset() < 5
}

/// Runs series of one group over `days` nights and tells each signal with the night and the series.
fn watch(
    subject: Subject,
    series: usize,
    days: i64,
    mut counted: impl FnMut(usize, Date) -> (Facts, Observed),
) -> Vec<(i64, usize, Signal)> {
    let mut network = Network::new(subject);
    let mut states: Vec<Series> = (0..series).map(|_| Series::new(subject)).collect();
    let mut told = Vec::new();
    for at in 0..days {
        let mut members: Vec<Member> = Vec::new();
        for (number, series) in states.iter_mut().enumerate() {
            let (facts, observed) = counted(number, day(at));
            members.push(Member { series, facts, observed });
        }
        let signals = night(day(at), &mut members, &mut network, &METHOD);
        told.extend(signals.into_iter().map(|(number, signal)| (at, number, signal)));
    }
    told
}

/// A weekday place without a calendar of its own.
fn plain(date: Date, visits: u32) -> (Facts, Observed) {
    (Facts::ordinary(date), if is_week(date) { Observed::Visits(visits) } else { Observed::Closed })
}

/// Signals of kinds that tell of fewer visits.
fn falls(told: &[(i64, usize, Signal)]) -> usize {
    told.iter().filter(|(_, _, signal)| signal.kind.way() == Some(Way::Down)).count()
}

#[test]
fn a_noisy_place_is_heard_when_it_falls() {
    let mut heard = 0;
    for seed in 0..10 {
        let mut chance = Chance(seed);
        // Relative variance .15 on 80 visits: thirteen times Poisson's.
        let told = watch(Subject::Place, 1, 700, |_, date| {
            let mean = if date < day(640) { 80.0 } else { 48.0 };
            plain(date, chance.visits(mean, 0.15))
        });
        let early: Vec<_> = told.iter().filter(|told| (200..640).contains(&told.0)).collect();
        assert!(early.len() < 60, "noise rings on {} of 310 nights", early.len());
        heard += u32::from(falls(&told.iter().copied().filter(|told| told.0 >= 640).collect::<Vec<_>>()) > 0);
    }
    assert!(heard >= 8, "a fall of 40 % was heard in {heard} of 10 noisy places");
}

#[test]
fn a_closed_day_is_no_zero() {
    let mut chance = Chance(3);
    let told = watch(Subject::Place, 1, 900, |_, date| match date.month() {
        8 => (Facts::ordinary(date), Observed::Closed),
        _ => plain(date, chance.visits(40.0, 0.01)),
    });
    assert_eq!(falls(&told), 0, "{told:?}");
}

#[test]
fn a_half_day_is_no_drop() {
    let is_half = |date: Date| date.day() % 9 == 4;
    for seed in 0..5 {
        let mut chance = Chance(seed);
        let told = watch(Subject::Place, 1, 900, |_, date| {
            let (facts, observed) = plain(date, chance.visits(if is_half(date) { 25.0 } else { 50.0 }, 0.01));
            (Facts { hours: if is_half(date) { 0.5 } else { 1.0 }, ..facts }, observed)
        });
        let dropped = |told: &&(i64, usize, Signal)| is_half(day(told.0)) && told.2.open_days <= 2;
        assert_eq!(told.iter().find(dropped), None);
    }
}

fn tax_season(date: Date) -> f64 {
    let from_peak = (f64::from(date.day_of_year()) - 135.0) / 18.0;
    1.0 + 2.0 * (-0.5 * from_peak * from_peak).exp()
}

#[test]
fn a_tax_season_is_no_emergence_in_its_second_year() {
    for (subject, mean) in [(Subject::Network, 120.0), (Subject::Category, 8.0)] {
        let mut rang = [0; 3];
        for seed in 0..5 {
            let mut chance = Chance(11 + seed);
            let told = watch(subject, 1, 1090, |_, date| plain(date, chance.visits(mean * tax_season(date), 0.005)));
            for (at, _, signal) in told {
                rang[at as usize / 364] += usize::from(signal.kind == Kind::Emergence);
            }
        }
        assert!(rang[0] > 0, "the first one is news");
        assert!(rang[1] + rang[2] <= rang[0] / 20, "{subject:?} rang on {rang:?} nights of its years");
    }
}

#[test]
fn what_rises_everywhere_is_no_emergence_anywhere() {
    let mut chance = Chance(17);
    let told = watch(Subject::Category, 40, 720, |_, date| plain(date, chance.visits(4.0 * tax_season(date), 0.01)));
    let rang = told.iter().filter(|told| told.0 > 364).count();
    assert!(rang < 60, "{rang} of 40 × 254 nights");
}

#[test]
fn the_first_sixty_open_days_say_nothing_but_outages() {
    let mut chance = Chance(19);
    let mut open = 0;
    let told = watch(Subject::Place, 1, 85, |_, date| {
        open += u32::from(is_week(date));
        let wild = chance.poisson(if open % 7 == 0 { 300.0 } else { 5.0 });
        let (facts, observed) = plain(date, wild);
        if open == 40 && is_week(date) { (facts, Observed::Blank) } else { (facts, observed) }
    });
    let kinds: Vec<Kind> = told.iter().map(|told| told.2.kind).collect();
    assert_eq!((open, kinds), (61, vec![Kind::Outage]));
}

#[test]
fn a_blank_open_day_is_an_outage_at_once() {
    let mut chance = Chance(23);
    let told = watch(Subject::Place, 1, 300, |_, date| {
        let (facts, observed) = plain(date, chance.visits(30.0, 0.01));
        (facts, if date == day(280) { Observed::Blank } else { observed })
    });
    assert!(told.iter().any(|(at, _, signal)| *at == 280 && signal.kind == Kind::Outage && signal.observed == 0.0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Stored each night and read again, a network of places has the state that a replay gives, to the bit, and has said the same.
    #[test]
    fn a_replay_gives_the_state_that_the_nights_gave(seed: u64, places in 1usize..12, nights in 20i64..260) {
        let counted = || {
            let mut chance = Chance(seed);
            let mut days = Vec::new();
            for at in 0..nights {
                for place in 0..places {
                    let facts = Facts {
                        size: 1.0,
                        date: day(at),
                        hours: if chance.share() < 0.1 { 0.5 } else { 1.0 },
                        school_holiday: [Some(true), Some(false), Some(false), None][(chance.share() * 4.0) as usize],
                        after_closure: chance.share() < 0.05,
                    };
                    let visits = chance.visits(10.0 + 5.0 * place as f64, 0.05);
                    let observed = match chance.share() {
                        share if share < 0.2 => Observed::Closed,
                        share if share < 0.22 => Observed::Blank,
                        _ => Observed::Visits(visits),
                    };
                    days.push((facts, observed));
                }
            }
            days
        };
        let run = |stored: bool| {
            let mut network = Network::new(Subject::Place);
            let mut states: Vec<Series> = (0..places).map(|_| Series::new(Subject::Place)).collect();
            let mut told = Vec::new();
            for (at, day_of) in counted().chunks(places).enumerate() {
                if stored {
                    let written = serde_json::to_string(&(&network, &states)).unwrap();
                    (network, states) = serde_json::from_str(&written).unwrap();
                    states = states.iter().map(|state| Series::from_bytes(&state.to_bytes()).unwrap()).collect();
                }
                let members = states.iter_mut().zip(day_of);
                let mut members: Vec<Member> =
                    members.map(|(series, (facts, observed))| Member { series, facts: *facts, observed: *observed }).collect();
                told.extend(night(day(at as i64), &mut members, &mut network, &METHOD));
            }
            (serde_json::to_string(&(network, states)).unwrap(), format!("{told:?}"))
        };
        prop_assert_eq!(run(true), run(false));
    }
}
