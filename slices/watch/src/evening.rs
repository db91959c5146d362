//! A day that is over, as the watch takes it in: what the calendar had announced, and what was counted.

use crate::{
    diary::Diary,
    watched::{Tallied, Watched},
};
use catalogue::Snapshot as Catalogue;
use insight::watch::Facts;
use kernel::{Day, PlaceId};
use std::collections::BTreeMap;
use tally::{Answer, Dimension, Key, Measure, Question, Row, Tally};

/// A day of every place that was open.
#[derive(Debug)]
pub struct Evening {
    pub(crate) day: Day,
    /// What is counted from that day on at the latest: the themes and the operators of the catalogue then.
    pub(crate) things: Vec<Watched>,
    pub(crate) places: BTreeMap<PlaceId, Today>,
    /// What was announced of all of them together; nothing on a day when all were shut.
    pub(crate) network: Option<Facts>,
}

/// A day of an open place.
#[derive(Debug)]
pub struct Today {
    pub(crate) facts: Facts,
    /// Whether requests are recorded one by one: a day that is known by an imported count says nothing of themes.
    pub(crate) detailed: bool,
    counts: Tallied,
}

impl Today {
    pub(crate) fn visits(&self) -> u32 {
        self.count(Watched::Visits)
    }

    pub(crate) fn count(&self, watched: Watched) -> u32 {
        self.counts.get(&watched).copied().unwrap_or(0)
    }
}

impl Evening {
    /// Counts a day. Places that had recorded nothing by then do not take part.
    pub(crate) fn of(tally: &Tally, diary: &Diary, catalogue: &Catalogue, day: Day) -> Self {
        let mut places: BTreeMap<PlaceId, Tallied> = BTreeMap::new();
        let ask = |measure, by| {
            let (at, by) = (tally::Day(day.0), [Some(Dimension::Place), by]);
            tally.ask(&Question { by, ..Question::new(measure, at, at) }).unwrap_or_else(|refused| {
                tracing::error!(%refused, "a day could not be counted");
                Answer::default()
            })
        };
        let mut add = |row: &Row, watched: Watched| {
            if let Some(place) = row.keys[0].code() {
                count(places.entry(PlaceId(i64::from(place))).or_default(), watched, row.value);
            }
        };
        ask(Measure::Visits, None).rows.iter().for_each(|row| add(row, Watched::Visits));
        for row in &ask(Measure::Requests, Some(Dimension::Theme)).rows {
            if let Some(theme) = id(row.keys[1]) {
                add(row, Watched::Theme(catalogue.comparable(theme)));
            }
        }
        for row in &ask(Measure::Requests, Some(Dimension::Operator)).rows {
            if let Some(operator) = id(row.keys[1]) {
                add(row, Watched::Operator(operator));
            }
        }
        let open = diary.places().filter_map(|place| {
            let counts = places.remove(&place).unwrap_or_default();
            // Where no hours are known, a day with a visit was an open one.
            let seen = counts.get(&Watched::Visits).is_some_and(|visits| *visits > 0);
            let facts = diary.facts(place, day, seen)?;
            let began = u32::try_from(place.0).ok().and_then(|place| tally.first_request(place));
            let detailed = began.is_some_and(|began| began.0 <= day.0);
            Some((place, Today { facts, detailed, counts }))
        });
        let places = open.collect();
        Self { day, things: things(catalogue, day), places, network: diary.network(day) }
    }

    /// A day whose counts are made up: of each open place.
    #[cfg(test)]
    pub(crate) fn made(day: Day, counted: Vec<(PlaceId, Tallied)>) -> Self {
        let facts = Facts::ordinary(day.date());
        let mut things: Vec<Watched> =
            counted.iter().flat_map(|(_, counts)| counts.keys().copied()).chain([Watched::Visits]).collect();
        things.sort_unstable();
        things.dedup();
        let places = counted.into_iter().map(|(place, counts)| (place, Today { facts, detailed: true, counts }));
        Self { day, things, places: places.collect(), network: Some(facts) }
    }

    /// Whether a series takes part in the day: what has left the catalogue is no longer recorded, and is not a fall to nothing.
    pub(crate) fn tells(&self, today: &Today, watched: Watched) -> bool {
        watched == Watched::Visits || (today.detailed && self.things.binary_search(&watched).is_ok())
    }

    /// What the night was made from: two days that differ in anything have other digests.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.day.0.to_le_bytes());
        for thing in &self.things {
            hasher.update(&thing.code().to_le_bytes());
        }
        if let Some(facts) = &self.network {
            told(&mut hasher, facts);
        }
        for (place, today) in &self.places {
            hasher.update(&place.0.to_le_bytes());
            told(&mut hasher, &today.facts);
            hasher.update(&[u8::from(today.detailed)]);
            let mut counts: Vec<_> = today.counts.iter().filter(|(_, n)| **n > 0).collect();
            counts.sort_unstable();
            hasher.update(&(counts.len() as u64).to_le_bytes());
            for (watched, n) in counts {
                hasher.update(&watched.code().to_le_bytes());
                hasher.update(&n.to_le_bytes());
            }
        }
        hasher.finalize().into()
    }
}

/// Takes in what was announced.
fn told(hasher: &mut blake3::Hasher, facts: &Facts) {
    hasher.update(&facts.hours.to_le_bytes());
    hasher.update(&[facts.school_holiday.map_or(2, u8::from), u8::from(facts.after_closure)]);
}

/// The id that a key stands for; 0 is none.
fn id(key: Key) -> Option<u16> {
    key.code().and_then(|code| u16::try_from(code).ok()).filter(|id| *id > 0)
}

fn count(counts: &mut Tallied, watched: Watched, n: u64) {
    let counted = counts.entry(watched).or_default();
    *counted = counted.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
}

/// What is counted on a day, sorted.
fn things(catalogue: &Catalogue, day: Day) -> Vec<Watched> {
    let themes = catalogue.themes_at(day).into_iter().map(|theme| Watched::Theme(catalogue.comparable(theme.id)));
    let operators =
        catalogue.operators().filter(|operator| operator.id > 0).map(|operator| Watched::Operator(operator.id));
    let mut things: Vec<Watched> = themes.chain(operators).chain([Watched::Visits]).collect();
    things.sort_unstable();
    things.dedup();
    things
}
