//! Themes that more and more people ask about, over weeks and across places: what the nights found of the whole network.

use crate::{Watch, evidence::span, reading::Finding, watched::Watched, words};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx};
use figures::Words;
use insight::watch::{Kind, Way};
use kernel::Day;
use std::collections::{BTreeSet, HashMap};
use tally::{Dimension, Filter, Question, Tally};

/// Days before it rose with which places are compared: twelve weeks.
const BEFORE: i32 = 84;

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
        let findings = self.signals.findings(tx, since, |place| place.is_none()).await?;
        let catalogue = self.catalogue.now();
        let mut rising: Vec<Rising> = Vec::new();
        for finding in findings {
            let kind = finding.episode.strongest.kind;
            let Watched::Theme(theme) = finding.watched else { continue };
            if kind.way() == Some(Way::Up) && kind != Kind::Spike && rising.iter().all(|known| known.theme != theme) {
                let (places, of) = self.figures.look(|tally| places(tally, &catalogue, &finding));
                rising.push(Rising { theme, places, of, finding });
            }
        }
        Ok(rising)
    }
}

/// In how many places the theme takes a greater part of the requests than in the weeks before, of how many that were asked about it.
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
    let part = |(about, all): &(HashMap<i32, u64>, HashMap<i32, u64>), place: &i32| {
        about.get(place).copied().unwrap_or(0) as f64 / all.get(place).copied().unwrap_or(0).max(1) as f64
    };
    let asked: BTreeSet<i32> = now.0.keys().chain(then.0.keys()).copied().collect();
    let more = asked.iter().filter(|place| part(&now, place) > part(&then, place)).count();
    (more as u64, asked.len() as u64)
}
