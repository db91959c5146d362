//! What happened meanwhile: openings, closures, events, holidays, new versions of the catalogue.

use super::{answer::Answered, asked::Asked};
use crate::{
    period::{capital, day_words},
    words::Words,
};
use kernel::{Day, Scope};
use network::{
    Place,
    model::{HolidayZone, SchoolZone},
};
use std::collections::BTreeSet;
use tally::Dimension;

/// Something that happened on a day.
pub(crate) struct Note {
    pub day: Day,
    pub words: String,
}

/// Days that differ from the others.
pub(crate) struct Stretch {
    pub from: Day,
    pub to: Day,
}

/// More than this cannot be told apart on a chart.
const MOST: usize = 12;
/// Of more places than this, nobody would look for one closure.
const MOST_PLACES: usize = 40;
/// Public holidays are named on a chart of this many days at the most.
const FEW_DAYS: i32 = 92;

/// The notes of a question, in order of days, and how many more there are.
pub(crate) fn notes(asked: &Asked, words: &Words) -> (Vec<Note>, usize) {
    let (from, to) = (asked.selection.bounds.0, asked.selection.to());
    let text = words.text;
    let inside = |day: Day| from <= day && day <= to;
    let mut notes: Vec<(u8, Note)> = Vec::new();
    let mut note = |rank, day, words| notes.push((rank, Note { day, words }));
    for version in words.catalogue.versions().iter().filter(|version| version.number > 1 && inside(version.from)) {
        note(0, version.from, text.fill("explore-note-version", &[("code", version.code.as_str().into())]));
    }
    let places = &asked.selection.places;
    for place in places.iter().filter(|place| inside(place.row.opened)) {
        note(1, place.row.opened, text.fill("explore-note-opening", &[("place", name(place).into())]));
    }
    for place in places.iter() {
        if let Some(closed) = place.row.closed.filter(|day| inside(*day)) {
            note(1, closed, text.fill("explore-note-end", &[("place", name(place).into())]));
        }
    }
    if places.len() <= MOST_PLACES {
        for (place, closing) in places.iter().flat_map(|place| place.exceptions.iter().map(move |row| (place, row))) {
            if closing.hours.is_none() && closing.from <= to && closing.to >= from {
                let about = [("place", name(place).into()), ("reason", closing.reason.as_str().into())];
                note(2, closing.from.max(from), text.fill("explore-note-closure", &about));
            }
        }
    }
    // What happens every week explains nothing over many.
    let told = words.network.events().filter(|event| event.weekday.is_none() && event.happens(from, to));
    for event in told.filter(|event| places.len() <= MOST_PLACES || event.scope == Scope::Network) {
        if places.iter().any(|place| event.scope.covers(place.whereabouts())) {
            note(2, event.from.max(from), event.title.clone());
        }
    }
    if asked.time() == Some(Dimension::Day) && to.0 - from.0 < FEW_DAYS {
        let zones: BTreeSet<&str> = places.iter().map(|place| place.row.holiday_zone.as_str()).collect();
        let zone = zones.first().and_then(|zone| zone.parse().ok()).unwrap_or(HolidayZone::Metropole);
        for (date, holiday) in words.network.calendar().public_between(zone, from.date(), to.date()) {
            note(3, Day::of(*date), (*holiday).to_owned());
        }
    }
    notes.sort_by_key(|(rank, note)| (*rank, note.day));
    let more = notes.len().saturating_sub(MOST);
    notes.truncate(MOST);
    let mut notes: Vec<Note> = notes.into_iter().map(|(_, note)| note).collect();
    notes.sort_by_key(|note| note.day);
    (notes, more)
}

fn name(place: &Place) -> &str {
    &place.row.short_name
}

/// The school holidays of the places, when all of them have the same.
pub(crate) fn school_holidays(asked: &Asked) -> Vec<Stretch> {
    let places = &asked.selection.places;
    let zones: BTreeSet<Option<SchoolZone>> = places.iter().map(|place| place.school_zone()).collect();
    let zone = match Vec::from_iter(zones).as_slice() {
        [zone] => *zone,
        _ => None,
    };
    let (from, to) = (asked.selection.bounds.0, asked.selection.to());
    let calendar = places.first().map(|place| place.calendar());
    let of_zone = calendar.zip(zone).map(|(calendar, zone)| calendar.school_between(zone, from.date(), to.date()));
    of_zone
        .into_iter()
        .flatten()
        .map(|period| Stretch { from: Day::of(period.first).max(from), to: Day::of(period.last).min(to) })
        .collect()
}

/// « 24 novembre : ouverture de Lyon Vaise ».
pub(crate) fn note_words(words: &Words, note: &Note) -> String {
    let day = format!("{} {}", day_words(words.text, note.day), note.day.date().year());
    format!("{}{} {}", capital(&day), words.text.say("explore-colon"), note.words)
}

/// Whether anything is known at all.
pub(crate) fn is_empty(answered: &Answered) -> bool {
    answered.whole.row.n == 0 && answered.whole.row.value == 0
}
