//! Themes that more and more people ask about, over weeks and across places: what the nights found of the whole network.

use crate::{
    Watch,
    evidence::span,
    reading::{Finding, Verdict},
    watched::Watched,
    words,
};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx};
use figures::Words;
use insight::{
    rising::chance,
    watch::{Kind, Way},
};
use kernel::Day;
use std::collections::{BTreeSet, HashMap};
use tally::{Dimension, Filter, Question, Tally};

/// Days before it rose with which places are compared: twelve weeks.
const BEFORE: i32 = 84;
/// Chance alone would do as much in one place of ten.
const RARELY: f64 = 0.1;

/// A theme that rises in the whole network.
#[derive(Clone, Debug)]
pub struct Rising {
    /// Which.
    pub theme: u16,
    /// In how many places more is asked than before.
    pub places: u64,
    /// Of how many that were asked at all.
    pub of: u64,
    finding: Finding,
}

impl Rising {
    /// Since when, how many, and how many were expected.
    pub fn gap(&self, words: &Words) -> String {
        words::gap(words.text, self.finding.watched, &self.finding.episode)
    }

    /// Where the signal is.
    pub fn path(&self) -> String {
        self.finding.path()
    }
}

impl Watch {
    /// The themes that rose in the whole network and were seen to since a day, the surest first. A day's peak is none.
    ///
    /// # Errors
    /// Of the database.
    pub async fn rising(&self, tx: &mut Tx, since: Day) -> Result<Vec<Rising>, DbError> {
        let catalogue = self.catalogue.now();
        let findings = self.signals.findings(tx, &catalogue, since, |place| place.is_none()).await?;
        let mut rising: Vec<Rising> = Vec::new();
        for finding in findings {
            let kind = finding.episode.strongest.kind;
            let Watched::Theme(theme) = finding.watched else { continue };
            // What was explained, or is of no interest, is no need.
            let stands = finding.answers.last().is_none_or(|answer| answer.verdict == Verdict::Acted);
            let rises = kind.way() == Some(Way::Up) && kind != Kind::Spike;
            if stands && rises && rising.iter().all(|known| known.theme != theme) {
                let (places, of) = self.figures.look(|tally| places(tally, &catalogue, &finding));
                rising.push(Rising { theme, places, of, finding });
            }
        }
        Ok(rising)
    }
}

/// In how many places the theme takes a greater part of the requests than in the weeks before, more than chance does once in ten times,
/// of how many that were asked about it.
fn places(tally: &Tally, catalogue: &Catalogue, finding: &Finding) -> (u64, u64) {
    let (from, to) = span(finding);
    let before = (from.plus(-BEFORE), from.plus(-1));
    let (measure, filter) = finding.watched.question(catalogue);
    let filters: Vec<Filter> = filter.into_iter().collect();
    let ask = |(from, to): (Day, Day), filters: &[Filter]| -> HashMap<i32, u64> {
        let (from, to) = (tally::Day(from.0), tally::Day(to.0));
        let by = [Some(Dimension::Place), None];
        let question = Question { by, filters: filters.to_vec(), ..Question::new(measure, from, to) };
        let rows = tally.ask(&question).map(|answer| answer.rows).unwrap_or_default();
        rows.iter().filter_map(|row| Some((row.keys[0].code()?, row.value))).collect()
    };
    let [now, then] = [(from, to), before].map(|days| (ask(days, &filters), ask(days, &[])));
    let asked: BTreeSet<i32> = now.0.keys().chain(then.0.keys()).copied().collect();
    let of = |counts: &HashMap<i32, u64>, place: &i32| counts.get(place).copied().unwrap_or(0);
    let rose = |place: &&i32| {
        let exposure = (of(&now.1, place) as f64, of(&then.1, place) as f64);
        chance(of(&now.0, place), of(&then.0, place), exposure) <= RARELY
    };
    (asked.iter().filter(rose).count() as u64, asked.len() as u64)
}
