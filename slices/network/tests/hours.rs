//! Opening hours: what is refused, what is known, when a place opens next.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use network::calendar::Calendar;
use network::hours::{
    Agenda, Exception, ExceptionHours, ExceptionRefusal, Holidays, Rule, RuleError, SlotError, State, french,
};
use network::model::{HolidayZone, SchoolZone};

const USUAL: &str = "Mo-Fr 09:00-12:00,14:00-17:00; PH off";

fn rule(text: &str) -> Rule {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn agenda_in(text: &str, zone: HolidayZone, school: Option<SchoolZone>, exceptions: Vec<Exception>) -> Agenda {
    let time_zone = TimeZone::get("Europe/Paris").expect("a known zone");
    Agenda::new(rule(text), &Holidays::new(Calendar::shipped(), zone, school), exceptions, time_zone)
}

/// A place of zone A.
fn agenda(text: &str) -> Agenda {
    static HOLIDAYS: LazyLock<Holidays> =
        LazyLock::new(|| Holidays::new(Calendar::shipped(), HolidayZone::Metropole, Some(SchoolZone::A)));
    Agenda::new(rule(text), &HOLIDAYS, Vec::new(), TimeZone::get("Europe/Paris").expect("a known zone"))
}

fn at(text: &str) -> ZonedDateTime {
    text.parse::<jiff::civil::DateTime>().and_then(|civil| civil.in_tz("Europe/Paris")).expect("a time in Paris")
}

fn said(agenda: &Agenda, day: Date) -> String {
    french::spans(&agenda.day(day).spans).replace('\u{a0}', " ")
}

fn state(agenda: &Agenda, now: &str) -> String {
    let now = at(now);
    french::state(&agenda.state_at(now.timestamp()), &now).replace('\u{a0}', " ")
}

#[test]
fn a_rule_is_normalised() {
    for (written, kept) in [
        ("Mo 09:00-12:00; Tu 09:00-12:00", "Mo-Tu 09:00-12:00"),
        ("mo-fr 9:00-12:00,14:00-17:00", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("PH +9 days 10:00-12:00", "PH +9 days 10:00-12:00"),
        (USUAL, "Mo-Fr 09:00-12:00,14:00-17:00; PH closed"),
    ] {
        assert_eq!(rule(written).to_string(), kept);
        assert_eq!(rule(kept).to_string(), kept, "normalising twice is the same as once");
    }
}

#[test]
fn a_refusal_says_what_to_do() {
    let refused = |text: &str| text.parse::<Rule>().expect_err(text);
    assert_eq!(refused("  "), RuleError::Empty);
    assert_eq!(refused(&"Mo ".repeat(200)), RuleError::TooLong);
    assert_eq!(refused("Mo 09:00-17:00,10:00-12:00"), RuleError::Overlap("09:00-17:00".into(), "10:00-12:00".into()));
    assert!(matches!(refused("Mo 57:00-12:00"), RuleError::OutOfBounds(_) | RuleError::Syntax(_)));
    for beside in
        ["SH Mo-Fr 09:00-12:00", "Mo-Fr 09:00-17:00; sh Sa[1] off", "Mo-We,Fr PH off", "PH +1 day Mo 10:00-12:00"]
    {
        assert!(matches!(refused(beside), RuleError::HolidayAndDay(_)), "{beside}");
    }
    assert!("PH sunrise-sunset \"Mo PH\"; Sa[1]; PH off".parse::<Rule>().is_ok(), "neither suns nor comments are days");
    assert_eq!(rule("Mo-Fr,PH 09:00-12:00; SH off").to_string(), "Mo-Fr,PH 09:00-12:00; SH closed");
    match refused("Mo-Fr 09:00-12:00; lundi 14 h") {
        RuleError::Syntax(rest) => assert!(rest.starts_with('l') || rest.starts_with("; l"), "{rest}"),
        other => panic!("{other:?}"),
    }
    assert!(refused("n’importe quoi").to_string().contains("Mo-Fr 09:00-12:00"));
}

#[test]
fn public_holidays_are_those_of_the_place() {
    let good_friday = date(2026, 4, 3);
    assert_eq!(said(&agenda(USUAL), good_friday), "9 h – 12 h, 14 h – 17 h");
    let strasbourg = agenda_in(USUAL, HolidayZone::AlsaceMoselle, Some(SchoolZone::B), Vec::new());
    assert_eq!(said(&strasbourg, good_friday), "fermé");
    assert_eq!(french::day(&strasbourg.day(good_friday)), "vendredi fermé (Vendredi saint)");
    let reunion = agenda_in(USUAL, HolidayZone::Reunion, None, Vec::new());
    assert_eq!(said(&reunion, date(2027, 12, 20)), "fermé");
}

#[test]
fn school_holidays_change_the_day_where_they_are_known() {
    let agenda = agenda("Mo-Fr 09:00-17:00; SH 09:00-12:00; Sa-Su off");
    assert_eq!(said(&agenda, date(2026, 2, 9)), "9 h – 12 h");
    assert_eq!(said(&agenda, date(2026, 3, 2)), "9 h – 17 h");
    assert_eq!(agenda.open_minutes(date(2026, 2, 9)), 180);
}

#[test]
fn unknown_holidays_make_unknown_only_what_they_would_change() {
    let agenda = agenda("Mo-Fr 09:00-17:00; SH 09:00-12:00; Sa-Su off");
    let autumn = date(2026, 10, 20);
    assert_eq!(said(&agenda, autumn), "9 h – 12 h, 12 h – 17 h (à confirmer)");
    assert_eq!(agenda.open_minutes(autumn), 180);
    assert_eq!(said(&agenda, date(2026, 10, 24)), "fermé", "a Saturday is closed either way");
    assert!(matches!(agenda.state_at(at("2026-10-20T14:00").timestamp()), State::Unknown { until: Some(_) }));
    assert_eq!(state(&agenda, "2026-10-20T10:00"), "Ouvert jusqu’à 12 h");
    let corsica = agenda_in("Mo-Fr 09:00-17:00; SH off", HolidayZone::Metropole, None, Vec::new());
    assert_eq!(said(&corsica, date(2026, 2, 9)), "9 h – 17 h (à confirmer)");
    let usual = agenda_in(USUAL, HolidayZone::Metropole, None, Vec::new());
    assert_eq!(said(&usual, date(2026, 10, 20)), "9 h – 12 h, 14 h – 17 h", "a rule without SH does not care");
    assert_eq!(
        said(&usual, date(2033, 7, 14)),
        "9 h – 12 h (à confirmer), 14 h – 17 h (à confirmer)",
        "after the table"
    );
}

#[test]
fn open_now_and_next_opening() {
    let agenda = agenda(USUAL);
    for (now, expected) in [
        ("2026-11-23T08:59:59", "Fermé, ouvre à 9 h"),
        ("2026-11-23T09:00", "Ouvert jusqu’à 12 h"),
        ("2026-11-23T11:59:59", "Ouvert jusqu’à 12 h"),
        ("2026-11-23T12:00", "Fermé, ouvre à 14 h"),
        ("2026-11-23T18:00", "Fermé, ouvre demain à 9 h"),
        ("2026-11-27T18:00", "Fermé, ouvre lundi à 9 h"),
        ("2026-12-24T18:00", "Fermé, ouvre lundi à 9 h"),
        ("2026-12-31T20:00", "Fermé, ouvre lundi à 9 h"),
    ] {
        assert_eq!(state(&agenda, now), expected, "{now}");
    }
    assert_eq!(state(&self::agenda("24/7"), "2026-11-23T12:00"), "Ouvert");
    assert_eq!(state(&self::agenda("off"), "2026-11-23T12:00"), "Fermé");
    assert_eq!(state(&self::agenda("Fr-Sa 18:00-02:00"), "2026-11-27T23:30"), "Ouvert jusqu’à demain, 2 h");
    assert_eq!(state(&self::agenda("Fr-Sa 18:00-02:00"), "2026-11-28T01:30"), "Ouvert jusqu’à 2 h");
    assert_eq!(
        state(&self::agenda("2026 Dec 24 10:00-11:00"), "2026-11-23T12:00"),
        "Fermé, ouvre le 24 décembre à 10 h"
    );
}

#[test]
fn the_clock_is_that_of_the_place() {
    let saint_denis = TimeZone::get("Indian/Reunion").expect("a known zone");
    let holidays = Holidays::new(Calendar::shipped(), HolidayZone::Reunion, None);
    let agenda = Agenda::new(rule(USUAL), &holidays, Vec::new(), saint_denis);
    let now: Timestamp = "2026-11-23T05:30:00Z".parse().expect("an instant");
    let State::Open { until: Some(until) } = agenda.state_at(now) else { panic!("half past nine on the island") };
    assert_eq!(until.timestamp(), "2026-11-23T08:00:00Z".parse::<Timestamp>().expect("an instant"));
}

#[test]
fn the_hour_that_comes_twice_never_ends_in_the_past() {
    let agenda = agenda("Su 01:00-02:30");
    // 2026-10-25, 02:10 for the second time: winter time has begun.
    let now: Timestamp = "2026-10-25T01:10:00Z".parse().expect("an instant");
    let State::Open { until: Some(until) } = agenda.state_at(now) else { panic!("the clock shows 02:10") };
    assert_eq!(until.timestamp(), "2026-10-25T01:30:00Z".parse::<Timestamp>().expect("an instant"));
}

#[test]
fn exceptions_lie_over_the_week() {
    let closed = |first, last, why| Exception::new(first, last, ExceptionHours::Closed, why).expect("an exception");
    let slots = |text: &str| text.parse::<ExceptionHours>().expect("slots");
    let feast = Exception::new(date(2026, 8, 15), date(2026, 8, 15), slots("10:00-12:00"), "Fête du quartier")
        .expect("an exception");
    // The feast was entered first, and still gives way to nothing longer than itself.
    let exceptions = vec![feast, closed(date(2026, 8, 3), date(2026, 8, 21), "Congés d’été")];
    let agenda = agenda_in(USUAL, HolidayZone::Metropole, Some(SchoolZone::A), exceptions);
    assert_eq!(french::day(&agenda.day(date(2026, 8, 4))), "mardi fermé (Congés d’été)");
    assert_eq!(french::day(&agenda.day(date(2026, 8, 15))), "samedi 10\u{a0}h\u{a0}– 12\u{a0}h (Fête du quartier)");
    assert_eq!(state(&agenda, "2026-07-31T18:00"), "Fermé, ouvre le 15 août à 10 h");
    assert_eq!(agenda.open_minutes(date(2026, 8, 15)), 120);

    let hours = |text: &str| text.parse::<ExceptionHours>();
    assert_eq!(hours("closed").expect("closed").to_string(), "closed");
    assert_eq!(hours("14:00-17:00, 9:00-12:00").expect("slots").to_string(), "09:00-12:00,14:00-17:00");
    assert!(matches!(hours("09:00-12:00,11:00-13:00"), Err(SlotError::Overlap(..))));
    assert!(matches!(hours("12:00-09:00"), Err(SlotError::Backwards(_))));
    assert!(matches!(hours("matin"), Err(SlotError::Unreadable(_))));
    let day = date(2026, 8, 3);
    assert_eq!(Exception::new(day, day, ExceptionHours::Closed, "  "), Err(ExceptionRefusal::NoReason));
    assert!(Exception::new(day, date(2026, 8, 2), ExceptionHours::Closed, "Travaux").is_err());
}

#[test]
fn a_week_reads_well() {
    let agenda = agenda("Mo-Th 09:00-12:00,13:30-17:00; Fr 09:00-12:00 \"sur rendez-vous\"; PH off");
    let week = agenda.week(date(2026, 11, 25));
    assert_eq!((week.len(), week[0].date, week[6].date), (7, date(2026, 11, 23), date(2026, 11, 29)));
    let lines: Vec<_> = french::week(&week).iter().map(|line| line.replace('\u{a0}', " ")).collect();
    assert_eq!(
        lines,
        [
            "du lundi au jeudi 9 h – 12 h, 13 h 30 – 17 h",
            "vendredi 9 h – 12 h (sur rendez-vous)",
            "samedi et dimanche fermé"
        ]
    );
    assert_eq!(french::day(&week[0]), "lundi 9\u{a0}h\u{a0}– 12\u{a0}h, 13\u{a0}h\u{a0}30\u{a0}– 17\u{a0}h");
}
