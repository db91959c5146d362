//! The week of a place, the days that leave it, and the stops of what moves.

use crate::{
    hero::directions,
    week::{Apart, Week, weekday},
    words::{self, french_words},
};
use jiff::civil::Date;
use kernel::Day;
use maud::{Markup, html};
use network::{Place, StopRow, serves};
use web::{Language, PublicText, parts::icon};

/// How many special days are told: beyond, one reads the next ones later.
const MOST_APART: usize = 6;

pub(crate) fn section(text: PublicText, place: &Place, week: &Week, today: Date) -> Markup {
    html! {
        section.public-section aria-labelledby="hours" {
            h2 #hours { (text.say("public-hours-title")) }
            (apart(text, place, week))
            table.public-hours aria-labelledby="hours" {
                tbody {
                    @for (day, spans) in week.usual.iter().enumerate() {
                        @let now = day == weekday(today);
                        tr aria-current=[now.then_some("date")] {
                            th scope="row" {
                                (words::weekday(text, day)) @if now { " " span.tag.tag-primary { (text.say("public-today")) } }
                            }
                            td { (words::spans(text, spans)) }
                        }
                    }
                }
            }
            @if !place.row.remark.is_empty() {
                div.public-remark lang="fr" dir="ltr" { @for line in place.row.remark.lines() { p { (line) } } }
            }
        }
    }
}

fn apart(text: PublicText, place: &Place, week: &Week) -> Markup {
    html! {
        @if !week.apart.is_empty() {
            div.public-apart {
                h3 { (icon("warning")) " " (text.say("public-apart-title")) }
                ul {
                    @for apart in week.apart.iter().take(MOST_APART) {
                        li {
                            strong { (days(text, apart)) } (words::colon(text.language)) (words::spans(text, &apart.spans))
                            @if let Some(note) = &apart.note { " – " (reason(text, place, apart.from, note)) }
                        }
                    }
                }
            }
        }
    }
}

fn days(text: PublicText, apart: &Apart) -> String {
    if apart.from == apart.to {
        return words::date(text, apart.from);
    }
    let (from, to) = (words::day_and_month(text, apart.from), words::day_and_month(text, apart.to));
    text.fill("public-from-to", &[("from", from.into()), ("to", to.into())])
}

/// The words of whoever closes, or the name of a public holiday, which other languages are told is one.
fn reason(text: PublicText, place: &Place, day: Date, note: &str) -> Markup {
    let decided = place.exceptions.iter().any(|exception| exception.from.date() <= day && day <= exception.to.date());
    html! {
        @if !decided && text.language != Language::French { (text.say("public-holiday")) " (" (french_words(note)) ")" }
        @else { (french_words(note)) }
    }
}

/// Where a bus stands, stop by stop.
pub(crate) fn stops(text: PublicText, place: &Place, today: Day) -> Markup {
    let served: Vec<_> = place.stops.iter().filter(|stop| serves(stop, today)).collect();
    html! {
        section.public-section aria-labelledby="stops" {
            h2 #stops { (text.say("public-stops-title")) }
            @if served.is_empty() { p.soft { (text.say("public-stops-none")) } }
            ul.public-stops { @for stop in served { li { (stop_words(text, place, stop, today)) } } }
        }
    }
}

fn stop_words(text: PublicText, place: &Place, stop: &StopRow, today: Day) -> Markup {
    let week =
        stop.hours.as_deref().and_then(|rule| place.agenda_of(rule)).map(|agenda| Week::of(&agenda, today.date()));
    let name = [stop.name.as_str(), stop.commune.as_str()];
    let name: Vec<_> = name.into_iter().filter(|part| !part.is_empty()).collect();
    html! {
        strong { (french_words(&name.join(", "))) }
        @match week {
            Some(week) => {
                @for (day, spans) in week.usual.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
                    p { (words::weekday(text, day)) " " (words::spans(text, spans)) }
                }
                // A stop served on certain days of the year only has no usual week: its next days say all.
                @if week.is_closed() {
                    @for apart in week.apart.iter().filter(|apart| !apart.spans.is_empty()).take(MOST_APART) {
                        p { (days(text, apart)) (words::colon(text.language)) (words::spans(text, &apart.spans)) }
                    }
                }
            }
            None => { p.soft { (text.say("public-hours-unknown")) } }
        }
        @if let (Some(latitude), Some(longitude)) = (stop.latitude, stop.longitude) {
            p { a href=(directions(latitude, longitude)) rel="noreferrer" { (text.say("public-directions")) } }
        }
    }
}
