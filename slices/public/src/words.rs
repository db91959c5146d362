//! Hours and days as the reader's language writes them.

use jiff::civil::Date;
use maud::{Markup, html};
use network::hours::{Certainty, MINUTES_A_DAY, Span, french};
use web::{Language, PublicText};

/// « 9 h », « 13 h 30 », `9:00`, `09:00`.
pub(crate) fn time(text: PublicText, minute: u16) -> String {
    let (hour, minutes) = (minute / 60, minute % 60);
    match text.language {
        Language::French => french::time(minute),
        Language::English | Language::Spanish => format!("{hour}:{minutes:02}"),
        Language::Arabic | Language::Turkish | Language::Ukrainian | Language::Portuguese => {
            format!("{hour:02}:{minutes:02}")
        }
    }
}

/// The minute that a clock shows.
pub(crate) fn minute(instant: &jiff::ZonedDateTime) -> u16 {
    u16::from(instant.hour().unsigned_abs()) * 60 + u16::from(instant.minute().unsigned_abs())
}

/// « lundi »; 0 is Monday.
pub(crate) fn weekday(text: PublicText, monday: usize) -> String {
    text.say(&format!("public-weekday-{}", monday + 1))
}

/// « mardi 24 novembre ».
pub(crate) fn date(text: PublicText, date: Date) -> String {
    let weekday = weekday(text, crate::week::weekday(date));
    text.fill(
        "public-date",
        &[("weekday", weekday.into()), ("day", date.day().into()), ("month", month(text, date).into())],
    )
}

/// « 24 novembre ».
pub(crate) fn day_and_month(text: PublicText, date: Date) -> String {
    text.fill("public-day-month", &[("day", date.day().into()), ("month", month(text, date).into())])
}

fn month(text: PublicText, date: Date) -> String {
    text.say(&format!("public-month-{}", date.month()))
}

/// « 9 h – 12 h, 14 h – 17 h », « fermé ».
pub(crate) fn spans(text: PublicText, spans: &[Span]) -> Markup {
    html! {
        @if spans.is_empty() { span.soft { (text.say("public-day-closed")) } }
        @for (at, span) in spans.iter().enumerate() {
            @if at > 0 { (separator(text.language)) }
            span.public-slot { (slot(text, span)) }
            @if !span.comment.is_empty() { " (" (french_words(&span.comment)) ")" }
            @if span.certainty == Certainty::Unknown { " (" (text.say("public-to-confirm")) ")" }
        }
    }
}

fn slot(text: PublicText, span: &Span) -> String {
    match span.slot.minutes() {
        MINUTES_A_DAY => text.say("public-day-long"),
        _ => format!("{}\u{a0}– {}", time(text, span.slot.start()), time(text, span.slot.end())),
    }
}

fn separator(language: Language) -> &'static str {
    if language == Language::Arabic { "، " } else { ", " }
}

/// Between a day and its hours: French sets its colon apart.
pub(crate) fn colon(language: Language) -> &'static str {
    if language == Language::French { "\u{a0}: " } else { ": " }
}

/// What somebody wrote in French, inside a page of any language and direction.
pub(crate) fn french_words(words: &str) -> Markup {
    html! { bdi lang="fr" { (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_way() {
        let said = |language| {
            let text = PublicText { language };
            format!("{} · {}", date(text, jiff::civil::date(2026, 12, 1)), time(text, 9 * 60 + 5))
        };
        assert_eq!(
            Language::ALL.map(said),
            [
                "mardi 1er décembre · 9\u{a0}h\u{a0}05",
                "Tuesday 1 December · 9:05",
                "الثلاثاء 1 ديسمبر · 09:05",
                "1 Aralık salı · 09:05",
                "вівторок, 1 грудня · 09:05",
                "martes 1 de diciembre · 9:05",
                "terça-feira, 1 de dezembro · 09:05",
            ]
        );
    }

    #[test]
    fn minutes_are_counted_as_arabic_counts_them() {
        let text = PublicText { language: Language::Arabic };
        for (high, minutes) in [(3, "دقائق"), (5, "دقائق"), (10, "دقائق"), (11, "دقيقة"), (45, "دقيقة"), (100, "دقيقة")]
        {
            let told = text.fill("public-line-below", &[("high", i64::into(high))]);
            assert!(told.contains(&high.to_string()) && told.ends_with(minutes), "{told}");
        }
    }
}
