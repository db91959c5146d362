//! The first thing one reads: we help, free of charge; whether it is open, how many wait, where it is.

use crate::{
    shell::all_places,
    words::{self, french_words},
};
use jiff::{ZonedDateTime, civil::Date};
use maud::{Markup, html};
use network::{Now, Place, hours::State, model::Stage};
use reception::queue::Range;
use web::{PublicText, parts::icon};

/// What a place is doing, with what is known of its hall.
pub(crate) struct Present {
    pub now: Now,
    /// The place's own clock.
    pub clock: ZonedDateTime,
    /// The day after which the place is closed for good, once it is decided.
    pub last_day: Option<Date>,
    /// How many people wait, when it is open and somebody counts them.
    pub waiting: Option<usize>,
    /// How long somebody who came now might wait, when the place's past can tell.
    pub wait: Option<Range>,
}

pub(crate) fn hero(text: PublicText, place: &Place, present: &Present) -> Markup {
    if present.now == Now::Stage(Stage::Closed) {
        return closed(text, place);
    }
    let lead = if place.row.by_appointment { "public-lead-appointment" } else { "public-lead" };
    html! {
        div.public-hero {
            div.public-width {
                div {
                    h1 { (text.say("public-help-free")) }
                    p.public-lead { (text.say(lead)) }
                }
                div.public-state {
                    (state(text, &present.now, &present.clock))
                    @if let Some(last) = present.last_day {
                        p.public-closing { (icon("calendar-blank")) span { (last_day_words(text, last)) } }
                    }
                    @if let Now::Stop(stop, _) = &present.now {
                        p { (icon("signpost-duotone")) span { (french_words(stop)) } }
                    }
                    @if let Some(waiting) = present.waiting {
                        p.public-wait {
                            (icon("hourglass-medium-duotone"))
                            span {
                                @if let Some(wait) = present.wait { strong { (wait_words(text, wait)) } br; }
                                span { (text.fill("public-waiting", &[("n", waiting.into())])) }
                            }
                        }
                    }
                    @if let Some(address) = address(place) {
                        p { (icon("map-pin-duotone")) span { (french_words(&address)) } }
                    }
                    (ways(text, place))
                }
            }
        }
    }
}

/// A place that is closed for good: that, and where else to go.
fn closed(text: PublicText, place: &Place) -> Markup {
    html! {
        div.public-hero {
            div.public-width {
                div { h1 { (text.say("public-stage-closed")) } }
                div.public-state {
                    @if let Some(address) = address(place) { p { (icon("map-pin-duotone")) span { (french_words(&address)) } } }
                    div.row { a.button href=(all_places(text)) { (text.say("public-all-places")) } }
                }
            }
        }
    }
}

/// « Ce lieu ferme définitivement le 12 janvier 2027 au soir. »
pub(crate) fn last_day_words(text: PublicText, last: Date) -> String {
    let day = words::day_and_month(text, last);
    text.fill("public-last-day", &[("day", day.into()), ("year", last.year().to_string().into())])
}

/// « Attente maintenant : entre 10 et 25 minutes ».
fn wait_words(text: PublicText, wait: Range) -> String {
    let high = i64::from(wait.high);
    match wait.low {
        0 => text.fill("public-wait-below", &[("high", high.into())]),
        low => text.fill("public-wait-between", &[("low", i64::from(low).into()), ("high", high.into())]),
    }
}

/// « 2 place de la Gare, 13014 Marseille »; nothing when it is not known.
pub(crate) fn address(place: &Place) -> Option<String> {
    let row = &place.row;
    let town = format!("{} {}", row.post_code, row.commune);
    let parts: Vec<_> = [row.address.trim(), town.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// To telephone, to come.
fn ways(text: PublicText, place: &Place) -> Markup {
    html! {
        div.row {
            @if let Some(phone) = &place.row.phone {
                a.button href=(telephone(phone)) { (icon("phone-fill")) " " (text.say("public-call")) }
            }
            @if let (Some(latitude), Some(longitude)) = (place.row.latitude, place.row.longitude) {
                a.button.button-quiet href=(directions(latitude, longitude)) rel="noreferrer" {
                    (icon("signpost-duotone")) " " (text.say("public-directions"))
                }
            }
        }
    }
}

/// Where a telephone number leads.
pub(crate) fn telephone(number: &str) -> String {
    let dialled: String = number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    format!("tel:{dialled}")
}

/// The way to a point, on OpenStreetMap: a plain link, followed by those who want it.
pub(crate) fn directions(latitude: f64, longitude: f64) -> String {
    format!("https://www.openstreetmap.org/directions?to={latitude:.6}%2C{longitude:.6}")
}

fn state(text: PublicText, now: &Now, clock: &ZonedDateTime) -> Markup {
    let (class, words) = now_words(text, now, clock);
    html! { p class=(class) { (icon("door-open-duotone")) span { (words) } } }
}

/// What a place is doing, in words, with the class that shows it.
pub(crate) fn now_words(text: PublicText, now: &Now, clock: &ZonedDateTime) -> (&'static str, String) {
    let words = match now {
        Now::Stage(Stage::Closed) => text.say("public-stage-closed"),
        Now::Stage(Stage::Project) => text.say("public-stage-project"),
        Now::Stage(_) => text.say("public-stage-opening"),
        Now::NoHours => text.say("public-hours-unknown"),
        Now::Hours(state) | Now::Stop(_, state) => state_words(text, state, clock),
    };
    let open = matches!(now.state(), Some(State::Open { .. }));
    (if open { "public-now public-open" } else { "public-now" }, words)
}

fn state_words(text: PublicText, state: &State, now: &ZonedDateTime) -> String {
    let time = |instant: &ZonedDateTime| words::time(text, words::minute(instant));
    let days = |instant: &ZonedDateTime| now.date().until(instant.date()).map_or(i32::MAX, |span| span.get_days());
    match state {
        State::Open { until: Some(until) } if days(until) == 0 => {
            text.fill("public-open-until", &[("time", time(until).into())])
        }
        State::Open { .. } => text.say("public-open"),
        State::Unknown { .. } => text.say("public-uncertain"),
        State::Closed { next: None } => text.say("public-closed"),
        State::Closed { next: Some(next) } => {
            let key = match days(next) {
                0 => "public-opens-at",
                1 => "public-opens-tomorrow",
                2..=6 => "public-opens-weekday",
                _ => "public-opens-day",
            };
            let weekday = words::weekday(text, crate::week::weekday(next.date()));
            let day = words::day_and_month(text, next.date());
            text.fill(key, &[("time", time(next).into()), ("weekday", weekday.into()), ("day", day.into())])
        }
    }
}
