//! Hours as one reads them in French: « lundi 9 h – 12 h, 14 h – 17 h ».
//!
//! The space inside « 9 h » and the one before the dash do not break.

use jiff::ZonedDateTime;
use jiff::civil::{Date, Weekday};

use super::slot::MINUTES_A_DAY;
use super::{Certainty, Day, Slot, Span, State};

/// « lundi ».
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

/// « 1er janvier », « 24 décembre ».
pub fn day_and_month(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{month}", date.day())
}

/// « 9 h », « 13 h 30 ».
pub fn time(minute: u16) -> String {
    match (minute / 60, minute % 60) {
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

/// « 9 h – 12 h, 14 h – 17 h », « fermé », « 24 h sur 24 ».
pub fn spans(spans: &[Span]) -> String {
    if spans.is_empty() {
        return "fermé".to_owned();
    }
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

fn span(span: &Span) -> String {
    let mut said = slot(span.slot);
    if !span.comment.is_empty() {
        said.push_str(&format!(" ({})", span.comment));
    }
    if span.certainty == Certainty::Unknown {
        said.push_str(" (à confirmer)");
    }
    said
}

fn slot(slot: Slot) -> String {
    if slot.minutes() == MINUTES_A_DAY {
        return "24\u{a0}h sur 24".to_owned();
    }
    format!("{}\u{a0}– {}", time(slot.start()), time(slot.end()))
}

/// One day: « lundi 9 h – 12 h », « mardi fermé (Noël) ».
pub fn day(day: &Day) -> String {
    format!("{} {}", weekday(day.date.weekday()), hours_and_note(day))
}

fn hours_and_note(day: &Day) -> String {
    match &day.note {
        Some(note) => format!("{} ({note})", spans(&day.spans)),
        None => spans(&day.spans),
    }
}

/// A week in as few lines as may be: neighbouring days with the same hours share one.
pub fn week(days: &[Day]) -> Vec<String> {
    let alike = |left: &Day, right: &Day| left.spans == right.spans && left.note == right.note;
    days.chunk_by(alike)
        .map(|run| {
            let (first, last) = (weekday(run[0].date.weekday()), weekday(run[run.len() - 1].date.weekday()));
            let hours = hours_and_note(&run[0]);
            match run.len() {
                1 => format!("{first} {hours}"),
                2 => format!("{first} et {last} {hours}"),
                _ => format!("du {first} au {last} {hours}"),
            }
        })
        .collect()
}

/// « Ouvert jusqu’à 17 h », « Fermé, ouvre demain à 9 h ».
pub fn state(state: &State, now: &ZonedDateTime) -> String {
    match state {
        State::Open { until: None } => "Ouvert".to_owned(),
        State::Open { until: Some(until) } => match days_from(now, until) {
            0 => format!("Ouvert jusqu’à {}", clock(until)),
            1 => format!("Ouvert jusqu’à demain, {}", clock(until)),
            _ => format!("Ouvert jusqu’au {}, {}", day_and_month(until.date()), clock(until)),
        },
        State::Closed { next: None } => "Fermé".to_owned(),
        State::Closed { next: Some(next) } => match days_from(now, next) {
            0 => format!("Fermé, ouvre à {}", clock(next)),
            1 => format!("Fermé, ouvre demain à {}", clock(next)),
            2..=6 => format!("Fermé, ouvre {} à {}", weekday(next.date().weekday()), clock(next)),
            _ => format!("Fermé, ouvre le {} à {}", day_and_month(next.date()), clock(next)),
        },
        State::Unknown { .. } => "Horaires à confirmer".to_owned(),
    }
}

fn days_from(now: &ZonedDateTime, later: &ZonedDateTime) -> i32 {
    now.date().until(later.date()).map_or(i32::MAX, |span| span.get_days())
}

fn clock(instant: &ZonedDateTime) -> String {
    time(u16::from(instant.hour().unsigned_abs()) * 60 + u16::from(instant.minute().unsigned_abs()))
}
