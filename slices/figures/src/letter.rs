//! A month in words, for whoever answers for some places: what a letter says of it.

use crate::{
    Figures,
    charts::Bar,
    page::{View, headline},
    period::Period,
    report::{Figure, Report, is_hollow},
    selection::Selection,
    tables::{Cell, change_words},
    words::Words,
};
use catalogue::Catalogue;
use jiff::Timestamp;
use kernel::{Actor, Day, Right};
use network::Directory;
use std::cmp::Reverse;
use tally::{Dimension, Key, Source};
use web::{App, Text};

/// Families named as rising, and as falling.
const MOST_FAMILIES: usize = 3;
/// A smaller change is not worth a word.
const LEAST: f64 = 0.10;
/// Places in the table: a letter is read on a telephone.
const MOST_PLACES: usize = 30;

/// What a letter says.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// « Octobre 2026 : 1 417 visites, +9 % sur un an ».
    pub subject: String,
    /// « Octobre 2026 ».
    pub title: String,
    /// Sentences, the first the most important.
    pub sentences: Vec<String>,
    /// Bars, under a sentence that says what they are; none when there is nothing to compare.
    pub bars: Vec<Bar>,
    /// What the bars are.
    pub bars_title: String,
    /// The heads of the table.
    pub head: Vec<String>,
    /// A row a place, the busiest first: its name, visits, requests, days with a record.
    pub rows: Vec<Vec<Cell>>,
    /// Where the whole of it is, from the root of the program.
    pub path: String,
}

/// Writes letters. Cheap to clone.
#[derive(Clone)]
pub struct Letters {
    view: View,
}

impl Letters {
    /// From the figures of an installation.
    pub fn new(figures: Figures, app: App, directory: Directory, catalogue: Catalogue) -> Self {
        Self { view: View::new(figures, app, directory, catalogue) }
    }

    /// The month of `day`, over the places whose figures somebody sees; nothing when nothing was recorded in it.
    pub fn month(&self, actor: &Actor, text: Text, day: Day, now: Timestamp) -> Option<Letter> {
        let (network, catalogue) = self.view.names();
        let words = Words::new(text, &network, &catalogue, catalogue::today(now));
        let today = catalogue::today(now);
        let period = Period::month_of(day);
        let places = network.places_of(actor, Right::SeeFigures);
        let bounds = period.bounds(today);
        let (association, filters) = (None, Vec::new());
        let selection = Selection { period, bounds, today, places, chosen: false, association, filters };
        let report = self.view.report(&selection, &network, &catalogue).ok()?;
        if report.is_empty() {
            return None;
        }
        let title = period.words(text, today);
        let visits = text.many("figures-n-visits", report.visits.n);
        let subject = match report.visits.change {
            Some(change) => {
                let change = change_words(text, change.share);
                let arguments = [("month", title.clone().into()), ("visits", visits.into()), ("change", change.into())];
                text.fill("figures-letter-subject", &arguments)
            }
            None => {
                text.fill("figures-letter-subject-new", &[("month", title.clone().into()), ("visits", visits.into())])
            }
        };
        let mut sentences = vec![headline(text, &selection, &report)];
        sentences.extend(families(&report, &words, text));
        sentences.extend(silence(&report, text));
        let simulated = Key::Code(Source::Simulated.code().into());
        if report.sources.iter().any(|(key, n)| *key == simulated && *n > 0) {
            sentences.push(text.say("figures-letter-simulated"));
        }
        let mut by_size = report.places.clone();
        by_size.sort_by_key(|(place, visits, ..)| (Reverse(*visits), *place));
        let more = by_size.len().saturating_sub(MOST_PLACES);
        if more > 0 {
            sentences.push(text.many("figures-letter-more-places", more as u64));
        }
        let name = |place| network.place(place).map_or_else(String::new, |place| place.row.short_name.clone());
        let row = |(place, visits, requests, days): &(_, u64, u64, u64)| {
            vec![Cell::Words(name(*place)), Cell::Count(*visits), Cell::Count(*requests), Cell::Count(*days)]
        };
        let head = ["figures-place", "figures-visits", "figures-requests", "figures-days-recorded"];
        Some(Letter {
            subject,
            title,
            sentences,
            bars: Vec::new(),
            bars_title: String::new(),
            head: head.map(|key| text.say(key)).to_vec(),
            rows: by_size.iter().take(MOST_PLACES).map(row).collect(),
            path: format!("/figures?period={}", period.slug()),
        })
    }
}

/// « En hausse sur un an : énergie (+23 %, 412 demandes) … » and the same of what falls.
fn families(report: &Report, words: &Words, text: Text) -> Vec<String> {
    let share = |figure: &Figure| figure.change.map_or(0.0, |change| change.share);
    let named = |wanted: &dyn Fn(f64) -> bool| {
        let mut found: Vec<_> =
            report.families.iter().filter(|(key, figure)| !is_hollow(*key) && wanted(share(figure))).collect();
        found.sort_by(|(_, one), (_, other)| share(other).abs().total_cmp(&share(one).abs()));
        let found = found.into_iter().take(MOST_FAMILIES).map(|(key, figure)| {
            let arguments = [
                ("family", words.label(Dimension::Family, *key).into()),
                ("change", change_words(text, share(figure)).into()),
                ("requests", text.many("figures-n-requests", figure.n).into()),
            ];
            text.fill("figures-letter-family", &arguments)
        });
        found.collect::<Vec<_>>().join(", ")
    };
    let said = [
        ("figures-letter-rising", named(&|share| share >= LEAST)),
        ("figures-letter-falling", named(&|share| share <= -LEAST)),
    ];
    let said = said.into_iter().filter(|(_, names)| !names.is_empty());
    said.map(|(key, names)| text.fill(key, &[("families", names.into())])).collect()
}

/// Whether days of opening went by without a record; nothing where no hours are known.
fn silence(report: &Report, text: Text) -> Option<String> {
    let missing = report.coverage.open.saturating_sub(report.coverage.recorded);
    let said = if missing == 0 { text.say("figures-complete") } else { text.many("figures-missing-days", missing) };
    (report.coverage.open > 0).then(|| format!("{said}."))
}
