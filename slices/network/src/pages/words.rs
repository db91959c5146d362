//! Hours, days, kinds and stages in the reader's language.

use crate::{
    Place,
    hours::{self, Certainty, MINUTES_A_DAY, Span, State, french},
    model::{PlaceKind, SchoolZone, Stage, Territory},
    now::Now,
};
use jiff::{ZonedDateTime, civil::Date};
use kernel::Day;
use maud::{Markup, html};
use web::{Context, Locale, Text, month_name, number, weekday_name};

/// « Lieu fixe »: the word of a kind.
pub(super) fn kind(text: Text, code: &str) -> String {
    text.say(match code.parse() {
        Ok(PlaceKind::Outpost) => "network-kind-outpost",
        Ok(PlaceKind::Bus) => "network-kind-bus",
        Ok(PlaceKind::Fixed) | Err(_) => "network-kind-fixed",
    })
}

/// The word of a stage.
pub(super) fn stage(text: Text, stage: Stage) -> String {
    text.say(match stage {
        Stage::Project => "network-stage-project",
        Stage::Opening => "network-stage-opening",
        Stage::RampUp => "network-stage-ramp-up",
        Stage::Mature => "network-stage-mature",
        Stage::Closed => "network-stage-closed",
    })
}

/// What a place is doing now, as a tag: « Ouvert jusqu’à 17 h 30 », « Ouvre demain à 9 h ».
pub(super) fn now_tag(context: &Context, place: &Place) -> Markup {
    let now = Now::of(place, context.now);
    let class = match &now {
        Now::Stage(Stage::Closed) | Now::NoHours => "tag",
        Now::Stage(_) => "tag tag-primary",
        Now::Hours(state) | Now::Stop(_, state) => match state {
            State::Open { .. } => "tag tag-ok",
            State::Closed { .. } => "tag",
            State::Unknown { .. } => "tag tag-accent",
        },
    };
    html! { span class=(class) { (now_words(context.text, &now, &clock(context, place))) } }
}

/// The place's own clock.
pub(super) fn clock(context: &Context, place: &Place) -> ZonedDateTime {
    context.now.to_zoned_datetime(place.zone.clone())
}

/// What a place is doing, in words.
fn now_words(text: Text, now: &Now, clock: &ZonedDateTime) -> String {
    match now {
        Now::Stage(reached) => stage(text, *reached),
        Now::NoHours => text.say("network-no-hours"),
        Now::Hours(said) => state(text, said, clock),
        Now::Stop(name, said) => {
            let state = state(text, said, clock);
            text.fill("network-at-stop", &[("state", state.into()), ("stop", name.into())])
        }
    }
}

fn state(text: Text, state: &State, now: &ZonedDateTime) -> String {
    let (instant, keys) = match state {
        State::Open { until } => (
            until,
            [
                "network-open",
                "network-open-until",
                "network-open-until-tomorrow",
                "network-open-until-day",
                "network-open-until-day",
            ],
        ),
        State::Closed { next } => (
            next,
            [
                "network-closed",
                "network-opens-at",
                "network-opens-tomorrow",
                "network-opens-weekday",
                "network-opens-day",
            ],
        ),
        State::Unknown { .. } => return text.say("network-uncertain"),
    };
    let Some(instant) = instant else { return text.say(keys[0]) };
    let minute = u16::from(instant.hour().unsigned_abs()) * 60 + u16::from(instant.minute().unsigned_abs());
    let key = match now.date().until(instant.date()).map_or(i32::MAX, |span| span.get_days()) {
        0 => keys[1],
        1 => keys[2],
        2..=6 => keys[3],
        _ => keys[4],
    };
    let arguments = [
        ("time", time(text, minute).into()),
        ("weekday", weekday_name(text.locale, instant.date().weekday()).into()),
        ("day", day_and_month(text, instant.date()).into()),
    ];
    text.fill(key, &arguments)
}

/// « 9 h », « 13 h 30 »; « 9:00 ».
pub(super) fn time(text: Text, minute: u16) -> String {
    match text.locale {
        Locale::French => french::time(minute),
        Locale::English => format!("{}:{:02}", minute / 60, minute % 60),
    }
}

/// « 9 h – 12 h, 14 h – 17 h », « fermé ».
pub(super) fn spans(text: Text, spans: &[Span]) -> String {
    if spans.is_empty() {
        return text.say("network-day-closed");
    }
    let said = spans.iter().map(|span| {
        let mut said = match span.slot.minutes() {
            MINUTES_A_DAY => text.say("network-day-long"),
            _ => format!("{}\u{a0}– {}", time(text, span.slot.start()), time(text, span.slot.end())),
        };
        if !span.comment.is_empty() {
            said.push_str(&format!(" ({})", span.comment));
        }
        if span.certainty == Certainty::Unknown {
            said.push_str(&format!(" ({})", text.say("network-to-confirm")));
        }
        said
    });
    said.collect::<Vec<_>>().join(", ")
}

/// When something opens in a week, in as few lines as may be: neighbouring days with the same hours share one, and a closed
/// day is told only when it has a reason.
pub(super) fn week(text: Text, days: &[hours::Day]) -> Vec<String> {
    let alike = |left: &hours::Day, right: &hours::Day| left.spans == right.spans && left.note == right.note;
    let name = |day: &hours::Day| weekday_name(text.locale, day.date.weekday());
    let told = days.chunk_by(alike).filter(|run| !run[0].spans.is_empty() || run[0].note.is_some());
    let lines: Vec<_> = told
        .map(|run| {
            let mut hours = spans(text, &run[0].spans);
            if let Some(note) = &run[0].note {
                hours.push_str(&format!(" ({note})"));
            }
            let key = match run.len() {
                1 => "network-day-hours",
                2 => "network-two-days-hours",
                _ => "network-days-hours",
            };
            let (first, last) = (name(&run[0]), name(&run[run.len() - 1]));
            text.fill(key, &[("first", first.into()), ("last", last.into()), ("hours", hours.into())])
        })
        .collect();
    if lines.is_empty() { vec![text.say("network-closed-this-week")] } else { lines }
}

/// « 1er janvier », « 1 January ».
pub(super) fn day_and_month(text: Text, date: Date) -> String {
    match text.locale {
        Locale::French => french::day_and_month(date),
        Locale::English => format!("{} {}", date.day(), month_name(text.locale, date.month())),
    }
}

/// « 24 novembre 2026 ».
pub(crate) fn day(text: Text, day: Day) -> String {
    let date = day.date();
    format!("{} {}", day_and_month(text, date), date.year())
}

/// « du 26 au 27 novembre 2026 »: what both days share is said once.
pub(crate) fn days(text: Text, from: Day, to: Day) -> String {
    let (first, last) = (from.date(), to.date());
    let from = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) if first.day() > 1 => first.day().to_string(),
        (true, true) => text.say("network-first"),
        (true, false) => day_and_month(text, first),
        (false, _) => day(text, from),
    };
    text.fill("network-from-to", &[("from", from.into()), ("to", day(text, to).into())])
}

/// « le 12 mars », « du 17 octobre au 2 novembre »: near enough in time for the year to go without saying.
pub(crate) fn on_days(text: Text, from: Day, to: Day) -> String {
    let (first, last) = (from.date(), to.date());
    let last_words = day_and_month(text, last);
    if first == last {
        return text.fill("network-on-day", &[("day", last_words.into())]);
    }
    let first_words = match (first.year(), first.month()) == (last.year(), last.month()) {
        true if first.day() > 1 => first.day().to_string(),
        true => text.say("network-first"),
        false => day_and_month(text, first),
    };
    text.fill("network-from-to", &[("from", first_words.into()), ("to", last_words.into())])
}

/// « le 24 novembre 2026 », « du 26 au 27 novembre 2026 ».
pub(crate) fn a_day_or_days(text: Text, from: Day, to: Day) -> String {
    if from == to { text.fill("network-on-day", &[("day", day(text, from).into())]) } else { days(text, from, to) }
}

/// « Zone A », « Corse ».
pub(super) fn school_zone(text: Text, zone: SchoolZone) -> String {
    match zone.is_lettered() {
        true => text.fill("network-zone", &[("letter", zone.name().into())]),
        false => zone.name().to_owned(),
    }
}

/// Within a sentence: « zones A et B », « zone C, Corse ».
pub(crate) fn school_zones(text: Text, zones: &[SchoolZone]) -> String {
    let (lettered, others): (Vec<SchoolZone>, Vec<SchoolZone>) = zones.iter().partition(|zone| zone.is_lettered());
    let letters = match lettered.as_slice() {
        [] => None,
        [zone] => Some(text.fill("network-one-zone", &[("letter", zone.name().into())])),
        [first @ .., last] => {
            let first = first.iter().map(|zone| zone.name()).collect::<Vec<_>>().join(", ");
            Some(text.fill("network-zones", &[("first", first.into()), ("last", last.name().into())]))
        }
    };
    letters.into_iter().chain(others.iter().map(|zone| zone.name().to_owned())).collect::<Vec<_>>().join(", ")
}

/// « 13014 Marseille ».
pub(super) fn town(place: &Place) -> String {
    [place.row.post_code.as_str(), place.row.commune.as_str()].join(" ").trim().to_owned()
}

/// The name of a department's code.
pub(super) fn department(code: &str) -> &str {
    Territory::of_code(code).map_or(code, |territory| territory.name)
}

/// A sentence about a count: its key chooses the plural by `n` and shows `number`.
pub(crate) fn count(text: Text, key: &str, n: usize) -> String {
    let shown = number(text.locale, i64::try_from(n).unwrap_or(i64::MAX));
    text.fill(key, &[("n", n.into()), ("number", shown.into())])
}
