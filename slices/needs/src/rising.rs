//! Words of « Autre » that more and more people bring, in more than one place. Themes are for the watch to tell ([`watch::Rising`]).

use crate::Needs;
use catalogue::{fold, impersonal};
use db::DbError;
use insight::rising::chance;
use kernel::{Actor, Day, PlaceId};
use reception::{OTHER, said_under_other};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};
use tally::{Dimension, Filter, Measure, Question, Source};

/// Days of the recent time, eight weeks, and of the time before that it is compared with.
const RECENT: i32 = 56;
const BEFORE: i32 = 112;
/// Words said less often than this, or in one place only, may be about one person.
const LEAST_SAID: u64 = 3;
const LEAST_PLACES: usize = 2;
/// Of the words that are told, as many at the most are expected to have come back by chance: the bound of Y. Benjamini and Y. Hochberg,
/// "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57 (1995). All words are looked at together, once a day.
const FALSE: f64 = 0.05;
/// How often it is looked whether a new day has begun.
const LOOK_EVERY: Duration = Duration::from_secs(900);

/// Words that are said more often than before.
#[derive(Clone, Debug, PartialEq)]
pub struct RisingWords {
    /// As they are folded.
    pub words: String,
    /// How often in the last eight weeks.
    pub recent: u64,
    /// How often in the sixteen weeks before.
    pub before: u64,
    /// In how many places, in the last eight weeks.
    pub places: usize,
    /// How often chance alone would do as much.
    pub chance: f64,
}

/// What rose, and on which day.
type Rose = (Day, Arc<Vec<RisingWords>>);

/// What rose on a day, for all that show it: it is looked at once.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<Option<Rose>>>);

impl Needs {
    /// The words of « Autre » that rose, the surest first, as they were last looked at; none before that.
    pub(crate) fn rising_words(&self) -> Arc<Vec<RisingWords>> {
        let known = self.words.0.lock().expect("nobody panics while they look");
        known.as_ref().map(|(_, rose)| rose.clone()).unwrap_or_default()
    }

    /// Looks at the words of « Autre » once a day, for ever: no page waits for it.
    pub async fn work(self) {
        loop {
            let today = catalogue::today(self.app.clock.now());
            let known = self.words.0.lock().expect("nobody panics while they look").as_ref().map(|(day, _)| *day);
            if known != Some(today)
                && let Err(error) = self.look().await
            {
                tracing::warn!(%error, "words that rise were not looked at");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Looks at the words of « Autre » now.
    ///
    /// # Errors
    /// Of the database.
    pub async fn look(&self) -> Result<(), DbError> {
        let today = catalogue::today(self.app.clock.now());
        let (recent, first) = (today.plus(-RECENT), today.plus(-RECENT - BEFORE));
        let catalogue = self.catalogue.now();
        let mut said = Vec::new();
        for place in self.places_that_said_other((first, today)) {
            let mut tx = self.app.db.read(&Actor::System("needs")).await?;
            let words = said_under_other(&mut tx, &catalogue, place, first).await?;
            said.extend(words.into_iter().map(|(day, words)| (place, day, words)));
        }
        let heard = [(recent, today), (first, recent.plus(-1))].map(|days| self.requests(days) as f64);
        let found = Arc::new(rising(&said, recent, heard));
        *self.words.0.lock().expect("nobody panics while they look") = Some((today, found));
        Ok(())
    }

    fn places_that_said_other(&self, (from, to): (Day, Day)) -> Vec<PlaceId> {
        let Some(theme) = self.catalogue.now().theme(OTHER).map(|theme| u32::from(theme.id)) else { return Vec::new() };
        let filter = Filter { dimension: Dimension::Theme, codes: vec![theme] };
        let question = Question {
            by: [Some(Dimension::Place), None],
            filters: vec![filter],
            ..Question::new(Measure::Requests, tally::Day(from.0), tally::Day(to.0))
        };
        let rows = self.figures.ask(&question).map(|answer| answer.rows).unwrap_or_default();
        rows.iter().filter_map(|row| row.keys[0].code()).map(|place| PlaceId(place.into())).collect()
    }

    /// How many requests were recorded here: those that were brought in from elsewhere bear hardly any words.
    fn requests(&self, (from, to): (Day, Day)) -> u64 {
        let here = [Source::Counter, Source::Simulated].map(|source| u32::from(source.code()));
        let question = Question {
            filters: vec![Filter { dimension: Dimension::Source, codes: here.to_vec() }],
            ..Question::new(Measure::Requests, tally::Day(from.0), tally::Day(to.0))
        };
        self.figures.ask(&question).map(|answer| answer.rows.iter().map(|row| row.value).sum()).unwrap_or(0)
    }
}

/// What rose since a day among what was said, given how many requests were heard since it and before it.
fn rising(said: &[(PlaceId, Day, String)], since: Day, heard: [f64; 2]) -> Vec<RisingWords> {
    let mut counts: BTreeMap<String, (u64, u64, BTreeSet<PlaceId>)> = BTreeMap::new();
    for (place, day, words) in said.iter().filter(|(.., words)| impersonal(words)) {
        let (recent, before, places) = counts.entry(fold(words)).or_default();
        if *day >= since {
            *recent += 1;
            places.insert(*place);
        } else {
            *before += 1;
        }
    }
    let tested = |(words, (recent, before, places)): (String, (u64, u64, BTreeSet<PlaceId>))| {
        let often = recent >= LEAST_SAID && places.len() >= LEAST_PLACES && !words.is_empty();
        let chance = chance(recent, before, (heard[0], heard[1]));
        often.then_some(RisingWords { words, recent, before, places: places.len(), chance })
    };
    let mut tested: Vec<RisingWords> = counts.into_iter().filter_map(tested).collect();
    tested.sort_by(|one, other| one.chance.total_cmp(&other.chance).then_with(|| one.words.cmp(&other.words)));
    let all = tested.len() as f64;
    let held = |(at, words): (usize, &RisingWords)| words.chance <= FALSE * (at + 1) as f64 / all;
    let told = tested.iter().enumerate().rposition(held).map_or(0, |last| last + 1);
    tested.truncate(told);
    tested
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str, places: &[i64], days: &[i32]) -> Vec<(PlaceId, Day, String)> {
        let places = places.iter().cycle();
        days.iter().zip(places).map(|(day, place)| (PlaceId(*place), Day(*day), words.to_owned())).collect()
    }

    #[test]
    fn what_more_people_bring_in_several_places_rises() {
        let mut all = said("Permis bateau", &[1, 2], &[101, 102, 103, 104, 105, 106]);
        all.extend(said("permis  bateau…", &[3], &[90]));
        // As often as before.
        all.extend(said("carte de pêche", &[1, 2], &[20, 30, 40, 50, 60, 70, 101, 102, 103]));
        // In one place only; about somebody; hardly ever.
        all.extend(said("chats perdus", &[1], &[101, 102, 103, 104, 105, 106, 107]));
        all.extend(said("dossier 1234567", &[1, 2], &[101, 102, 103, 104, 105, 106, 107]));
        all.extend(said("adieu", &[1, 2], &[101, 102]));
        let rose = rising(&all, Day(100), [1_000.0, 2_000.0]);
        let told: Vec<_> = rose.iter().map(|one| (one.words.as_str(), one.recent, one.before, one.places)).collect();
        assert_eq!(told, [("permis bateau", 6, 1, 2)]);
        assert!(rose[0].chance < FALSE);
        // A network that hears six times as much now brings six times as many words of every kind.
        assert_eq!(rising(&all, Day(100), [6_000.0, 1_000.0]), []);
    }
}
