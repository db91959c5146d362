//! What must hold of opening hours whatever is written in them.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use network::calendar::Calendar;
use network::hours::{Agenda, Holidays, Rule, Slot, State};
use network::model::{HolidayZone, SchoolZone};
use proptest::prelude::*;

static HOLIDAYS: LazyLock<Holidays> =
    LazyLock::new(|| Holidays::new(Calendar::shipped(), HolidayZone::Metropole, Some(SchoolZone::A)));

/// Pieces of the syntax in any order: mostly refused, and never with a panic.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Mo",
        "-",
        "Fr",
        ",",
        " ",
        "; ",
        "PH",
        "SH",
        " +1 day",
        " -2 days",
        "09:00",
        "12:00",
        "14:00-17:00",
        "-",
        "00:00-24:00",
        "26:00",
        "off",
        "closed",
        "open",
        "unknown",
        "24/7",
        "||",
        "Jan",
        "Dec 24",
        "easter",
        " +9 days",
        "2026",
        "2026-2030/2",
        "week 1-53/2",
        "sunrise",
        "sunset",
        "(dawn+01:00)",
        "[1]",
        "[-1]",
        "[1,3]",
        "\"note\"",
        "+",
        "/",
        "22:00-02:00",
        ":",
        "1900",
        "9999",
        "99999",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

/// Texts of the right shape: nearly all are rules.
fn rules() -> impl Strategy<Value = String> {
    let days = prop::sample::select(vec![
        "",
        "Mo-Fr ",
        "Mo,We ",
        "Fr-Mo ",
        "Sa[1] ",
        "Su[-1] ",
        "PH ",
        "SH ",
        "PH -1 day ",
        "SH +400 days ",
        "Mo-Fr,PH ",
        "Jul-Aug Mo-Sa ",
        "Dec 24 ",
        "easter ",
        "easter -2 days ",
        "2026-2027 Mo ",
        "2020-2040/2 ",
        "week 2-52/2 Tu ",
        "2026 Aug 3-2026 Aug 21 ",
    ]);
    let times = prop::sample::select(vec![
        "09:00-12:00",
        "09:00-12:00,14:00-17:00",
        "00:00-24:00",
        "22:00-02:00",
        "20:00-48:00",
        "18:00+",
        "sunrise-sunset",
        "(sunset-01:00)-(dawn+02:00)",
        "01:00-02:30",
        "10:00-16:00/01:30",
    ]);
    let end = prop::sample::select(vec!["", "", " off", " unknown", " \"sur rendez-vous\"", " unknown \"téléphoner\""]);
    let glue = prop::sample::select(vec!["; ", ", ", " || "]);
    let part = (days, times, end, glue);
    prop::collection::vec(part, 1..5).prop_map(|parts| {
        let mut text = String::new();
        for (days, times, end, glue) in parts {
            if !text.is_empty() {
                text.push_str(glue);
            }
            text.push_str(&[days, times, end].concat());
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_ever_panics(text in prop_oneof![any::<String>(), pieces(), rules()]) {
        if let Ok(rule) = text.parse::<Rule>() {
            let again = rule.to_string().parse::<Rule>();
            prop_assert!(again.is_ok(), "{text} became {rule}, which is refused: {again:?}");
        }
    }

    #[test]
    fn normalising_never_changes_the_hours(
        text in prop_oneof![rules(), Just("09:00-12:00 off; Mo,We 22:00-02:00; Mo,We 09:00-12:00 || 09:00-12:00".to_owned())],
        day in 0_i64..4000,
    ) {
        if let (Ok(rule), Ok(raw)) = (text.parse::<Rule>(), text.parse::<opening_hours::OpeningHours>()) {
            let kept: opening_hours::OpeningHours = rule.to_string().parse().expect("a kept rule is a rule");
            let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + chrono::Days::new(day.unsigned_abs());
            let open = |hours: &opening_hours::OpeningHours| hours.schedule_at(day).into_iter().map(|range| (range.range, range.kind)).collect::<Vec<_>>();
            prop_assert_eq!(open(&kept), open(&raw), "{} became {}", text, rule);
        }
    }

    #[test]
    fn what_comes_next_is_in_the_future(text in rules(), seconds in 1_577_836_800_i64..2_200_000_000) {
        let Ok(rule) = text.parse::<Rule>() else { return Ok(()) };
        let paris = TimeZone::get("Europe/Paris").expect("a known zone");
        let agenda = Agenda::new(rule, &HOLIDAYS, Vec::new(), paris);
        let now = Timestamp::from_second(seconds).expect("an instant");
        let next = match agenda.state_at(now) {
            State::Open { until } | State::Unknown { until } => until,
            State::Closed { next } => next,
        };
        if let Some(next) = next {
            prop_assert!(next.timestamp() > now);
        }
        let today = now.to_zoned_datetime(agenda.time_zone().clone()).date();
        for day in agenda.week(today) {
            prop_assert!(day.spans.windows(2).all(|pair| pair[0].slot.end() <= pair[1].slot.start()), "{:?}", day);
            prop_assert!(agenda.open_minutes(day.date) <= 1440);
        }
    }

    #[test]
    fn slots_go_there_and_back(pairs in prop::collection::vec((0_u16..1440, 1_u16..600), 1..6)) {
        let slots = pairs.into_iter().filter_map(|(start, length)| Slot::new(start, (start + length).min(1440))).collect();
        let united = Slot::union(slots);
        prop_assert_eq!(Slot::parse_list(&Slot::list(&united)), Ok(united));
    }
}
