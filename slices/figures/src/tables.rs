//! The tables behind the charts: shown under each one, and taken away as CSV.

use crate::{
    period::{capital, day_words, span_words},
    report::{Change, Confirmed, Cut, Point, Report, sum},
    selection::Selection,
    words::Words,
};
use kernel::{Day, PlaceId};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tally::{Dimension, Key};
use web::{Text, decimal, month_name, number};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// A name.
    Words(String),
    /// A day.
    Day(Day),
    /// How many.
    Count(u64),
    /// A share of 1.
    Share(f64),
    /// A change, of 1.
    Change(f64),
    /// A mean.
    Rate(f64),
    /// Not applicable.
    Nothing,
}

/// A table: the first cell of a row names it.
pub(crate) struct Table {
    pub id: &'static str,
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// Every table of a page, in its order.
pub(crate) const TABLES: [&str; 14] = [
    "summary",
    "trend",
    "months",
    "branches",
    "families",
    "themes",
    "operators",
    "acts",
    "support",
    "outcomes",
    "hours",
    "places",
    "missing",
    "sources",
];

/// A table by its name.
pub(crate) fn table(name: &str, report: &Report, selection: &Selection, words: &Words) -> Option<Table> {
    let id = *TABLES.iter().find(|id| **id == name)?;
    let text = words.text;
    let say = |key: &str| text.say(key);
    let span = span_words(text, selection.bounds.0, selection.to());
    let caption =
        text.fill("figures-caption", &[("title", say(&format!("figures-title-{id}")).into()), ("span", span.into())]);
    let heads = |keys: &[&str]| keys.iter().map(|key| say(key)).collect();
    let visits = !selection.about_requests();
    let parts = |cut: &Cut, dimension, first: &str| {
        let head = heads(&[first, "figures-requests", "figures-share"]);
        (head, cut_rows(cut, sum(cut), |key| words.label(dimension, key)))
    };
    let (head, rows) = match id {
        "summary" => summary(report, selection, text),
        "trend" | "months" => {
            let by_week = id == "trend" && report.by_week;
            let points = if id == "trend" { &report.trend } else { &report.months };
            let first = if by_week { "figures-week-of" } else { "figures-month" };
            let name = |point: &Point| {
                if by_week { Cell::Day(point.start) } else { Cell::Words(month_words(text, point.start)) }
            };
            if visits {
                let rows = points
                    .iter()
                    .map(|point| vec![name(point), Cell::Count(point.visits), Cell::Count(point.requests)]);
                (heads(&[first, "figures-visits", "figures-requests"]), rows.collect())
            } else {
                let rows = points.iter().map(|point| vec![name(point), Cell::Count(point.requests)]);
                (heads(&[first, "figures-requests"]), rows.collect())
            }
        }
        "branches" => parts(&report.branches, Dimension::Branch, "figures-branch"),
        "themes" => parts(&report.themes, Dimension::Theme, "figures-theme"),
        "operators" => parts(&report.operators, Dimension::Operator, "figures-operator"),
        "support" => with_confirmed(
            parts(&report.support, Dimension::Support, "figures-support"),
            report.support_confirmed,
            text,
        ),
        "outcomes" => with_confirmed(
            parts(&report.outcomes, Dimension::Outcome, "figures-outcome"),
            report.outcome_confirmed,
            text,
        ),
        "acts" => {
            // A request may have several acts: the shares are of requests, and do not add up to one.
            let rows = cut_rows(&report.acts, report.requests.n, |key| words.label(Dimension::Act, key));
            let head = heads(&["figures-act", "figures-requests", "figures-share-of-requests"]);
            with_confirmed((head, rows), report.acts_confirmed, text)
        }
        "families" => {
            let whole = report.families.iter().map(|(_, figure)| figure.n).sum::<u64>().max(1) as f64;
            let rows = report.families.iter().map(|(key, figure)| {
                vec![
                    Cell::Words(words.label(Dimension::Family, *key)),
                    Cell::Count(figure.n),
                    Cell::Share(figure.n as f64 / whole),
                    figure.change.map_or(Cell::Nothing, |change| Cell::Change(change.share)),
                    figure.change.map_or(Cell::Nothing, |change| Cell::Count(change.then)),
                ]
            });
            let head =
                heads(&["figures-family", "figures-requests", "figures-share", "figures-change", "figures-then"]);
            (head, rows.collect())
        }
        "hours" => hours(report, words),
        "places" => {
            let rows = report.places.iter().map(|(place, visits, requests, days)| {
                let rate = if *days > 0 { Cell::Rate(*visits as f64 / *days as f64) } else { Cell::Nothing };
                vec![
                    Cell::Words(place_name(words, *place)),
                    Cell::Count(*visits),
                    Cell::Count(*requests),
                    Cell::Count(*days),
                    rate,
                ]
            });
            let head = [
                "figures-place",
                "figures-visits",
                "figures-requests",
                "figures-days-recorded",
                "figures-visits-a-day",
            ];
            (heads(&head), rows.collect())
        }
        "missing" => {
            let rows = report.coverage.missing.iter();
            let rows = rows.map(|(place, day)| vec![Cell::Day(*day), Cell::Words(place_name(words, *place))]);
            (heads(&["figures-day", "figures-place"]), rows.collect())
        }
        _ => {
            let head = heads(&["figures-source", "figures-records", "figures-share"]);
            (head, cut_rows(&report.sources, sum(&report.sources), |key| words.label(Dimension::Source, key)))
        }
    };
    Some(Table { id, caption, head, rows })
}

fn cut_rows(cut: &Cut, whole: u64, label: impl Fn(Key) -> String) -> Vec<Vec<Cell>> {
    let whole = whole.max(1) as f64;
    cut.iter().map(|(key, n)| vec![Cell::Words(label(*key)), Cell::Count(*n), Cell::Share(*n as f64 / whole)]).collect()
}

/// A last row: the share of the known values that somebody confirmed.
fn with_confirmed(
    (head, mut rows): (Vec<String>, Vec<Vec<Cell>>),
    confirmed: Confirmed,
    text: Text,
) -> (Vec<String>, Vec<Vec<Cell>>) {
    if confirmed.known() > 0 {
        let share = confirmed.confirmed as f64 / confirmed.known() as f64;
        rows.push(vec![
            Cell::Words(text.say("figures-of-which-confirmed")),
            Cell::Count(confirmed.confirmed),
            Cell::Share(share),
        ]);
    }
    (head, rows)
}

fn summary(report: &Report, selection: &Selection, text: Text) -> (Vec<String>, Vec<Vec<Cell>>) {
    let head = ["figures-figure", "figures-number", "figures-change", "figures-then"].map(|key| text.say(key)).to_vec();
    let row = |key: &str, cell: Cell, change: Option<Change>| {
        let (share, then) = change
            .map_or((Cell::Nothing, Cell::Nothing), |change| (Cell::Change(change.share), Cell::Count(change.then)));
        vec![Cell::Words(text.say(key)), cell, share, then]
    };
    let mut rows = Vec::new();
    if !selection.about_requests() {
        rows.push(row("figures-visits", Cell::Count(report.visits.n), report.visits.change));
    }
    rows.push(row("figures-requests", Cell::Count(report.requests.n), report.requests.change));
    if !selection.about_requests() && report.visits.n > 0 {
        rows.push(row("figures-requests-a-visit", Cell::Rate(report.requests.n as f64 / report.visits.n as f64), None));
    }
    rows.push(row("figures-days-open", Cell::Count(report.coverage.open), None));
    rows.push(row("figures-days-open-recorded", Cell::Count(report.coverage.recorded), None));
    (head, rows)
}

/// A line an hour, a column a day of the week.
fn hours(report: &Report, words: &Words) -> (Vec<String>, Vec<Vec<Cell>>) {
    let days: BTreeSet<i32> = report.hours.keys().map(|(day, _)| *day).collect();
    let hours: BTreeSet<i32> = report.hours.keys().map(|(_, hour)| *hour).collect();
    let day_name = |day: &i32| capital(&words.label(Dimension::Weekday, Key::Code(*day)));
    let head = std::iter::once(words.text.say("figures-hour-head")).chain(days.iter().map(day_name)).collect();
    let row = |hour: &i32| {
        let counts = days.iter().map(|day| Cell::Count(report.hours.get(&(*day, *hour)).copied().unwrap_or(0)));
        std::iter::once(Cell::Words(words.label(Dimension::Hour, Key::Code(*hour)))).chain(counts).collect()
    };
    (head, hours.iter().map(row).collect())
}

pub(crate) fn place_name(words: &Words, place: PlaceId) -> String {
    words.network.place(place).map_or_else(|| place.to_string(), |place| place.row.short_name.clone())
}

pub(crate) fn month_words(text: Text, day: Day) -> String {
    capital(&format!("{} {}", month_name(text.locale, day.date().month()), day.date().year()))
}

/// A table as it is read: it scrolls in its own frame, and the first cell of a row names it.
pub fn draw(caption: &str, head: &[String], rows: &[Vec<Cell>], text: Text) -> Markup {
    let is_words = |at: usize| rows.first().is_some_and(|row| matches!(row.get(at), Some(Cell::Words(_))));
    let class = |at: usize| (at > 0 && !is_words(at)).then_some("number");
    html! {
        div.table-scroll tabindex="0" role="group" aria-label=(caption) {
            table.table.table-compact {
                caption.visually-hidden { (caption) }
                thead { tr { @for (at, head) in head.iter().enumerate() { th class=[class(at)] scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (capital(&cell.words(text))) } }
                                @else { td class=[class(at)] { (cell.words(text)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Cell {
    /// As a reader of the page sees it.
    pub fn words(&self, text: Text) -> String {
        match self {
            Cell::Words(words) => words.clone(),
            Cell::Day(day) => format!("{} {}", day_words(text, *day), day.date().year()),
            Cell::Count(n) => number(text.locale, i64::try_from(*n).unwrap_or(i64::MAX)),
            Cell::Share(share) => share_words(text, *share),
            Cell::Change(change) => change_words(text, *change),
            Cell::Rate(rate) => decimal(text.locale, *rate, 1),
            Cell::Nothing => String::new(),
        }
    }
}

/// A part of a whole as a share.
pub(crate) fn part_words(text: Text, part: u64, whole: u64) -> String {
    share_words(text, part as f64 / whole.max(1) as f64)
}

/// « 12 % », « moins de 1 % »: what is there is never shown as nothing, and what is not all never as all.
pub fn share_words(text: Text, share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        text.say("figures-under-one")
    } else if share < 1.0 && share > 0.995 {
        text.say("figures-over-ninety-nine")
    } else {
        web::percent(text.locale, share)
    }
}

/// « +9 % », « −4 % », « 0 % ».
pub fn change_words(text: Text, change: f64) -> String {
    let percent = web::percent(text.locale, change.abs());
    match (change * 100.0).round() {
        more if more > 0.0 => format!("+{percent}"),
        fewer if fewer < 0.0 => format!("−{percent}"),
        _ => percent,
    }
}
