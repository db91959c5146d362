//! The calendars a place lives by, and what they do not know. What no table covers is unknown, and said so.

use super::words;
use crate::{
    Place,
    calendar::{School, SchoolYear},
    hours::Agenda,
    model::{HolidayZone, Territory},
    policy,
};
use jiff::{ToSpan, civil::Date};
use kernel::Day;
use maud::{Markup, html};
use web::{
    Context, Text,
    parts::{Tone, icon, notice},
};

/// Public holidays, school zone, time zone.
pub(super) fn card(context: &Context, place: &Place, today: Day) -> Markup {
    let text = context.text;
    let clock = words::clock(context, place);
    let minute = u16::from(clock.hour().unsigned_abs()) * 60 + u16::from(clock.minute().unsigned_abs());
    html! {
        section.card {
            div.card-head { h2 { (text.say("network-calendars")) } }
            dl.facts {
                dt { (text.say("network-public-holidays")) } dd { (public_zone(text, &place.row.holiday_zone)) }
                dt { (text.say("network-school-zone")) }
                dd {
                    @match place.school_zone() {
                        Some(zone) => { (words::school_zone(text, zone)) }
                        None => { (text.say("network-zone-unknown")) }
                    }
                    @if let Some(words) = school(text, place, today.date()) { br; span.soft { (words) } }
                    @if place.calendar().school(place.school_zone(), today.date()) == School::Unknown && policy::creates(&context.actor) {
                        br; a href="/network/calendar" { (icon("calendar-blank")) " " (text.say("network-add-school-year")) }
                    }
                }
                dt { (text.say("network-time-zone")) }
                dd { (place.row.zone) br; span.soft { (text.fill("network-local-time", &[("time", words::time(text, minute).into())])) } }
            }
        }
    }
}

/// The name of a zone of public holidays.
fn public_zone(text: Text, code: &str) -> String {
    match code.parse::<HolidayZone>() {
        Ok(HolidayZone::Metropole) => text.say("network-metropole"),
        Ok(HolidayZone::AlsaceMoselle) => text.say("network-alsace-moselle"),
        Ok(zone) => Territory::all()
            .iter()
            .find(|territory| territory.holidays == zone)
            .map_or_else(|| code.to_owned(), |territory| territory.name.to_owned()),
        Err(_) => code.to_owned(),
    }
}

/// What the school calendar says of a day: « Vacances d’hiver », that it does not know, or nothing in term.
fn school(text: Text, place: &Place, date: Date) -> Option<String> {
    match place.calendar().school(place.school_zone(), date) {
        School::Holiday(name) => Some(name.to_owned()),
        School::Term => None,
        School::Unknown if place.school_zone().is_none() => Some(text.say("network-school-no-table")),
        School::Unknown => {
            Some(text.fill("network-school-unknown", &[("year", SchoolYear::of(date).to_string().into())]))
        }
    }
}

/// What to beware of in a week whose hours depend on holidays that no table knows.
pub(super) fn warning(text: Text, place: &Place, agenda: &Agenda, asked: Date) -> Markup {
    let calendar = place.calendar();
    let last = asked.saturating_add(6.days());
    let school_unknown =
        [asked, last].iter().any(|date| calendar.school(place.school_zone(), *date) == School::Unknown);
    let school_unknown = agenda.rule().names_school_holidays() && school_unknown;
    let public_unknown =
        agenda.rule().names_public_holidays() && !(calendar.knows_public(asked) && calendar.knows_public(last));
    html! {
        @if school_unknown { (notice(Tone::Warn, &text.say("network-depends-on-school"))) }
        @if public_unknown { (notice(Tone::Warn, &text.say("network-depends-on-public"))) }
    }
}
