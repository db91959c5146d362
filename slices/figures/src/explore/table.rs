//! The answer as a table: shown under the chart, and taken away as CSV.

use super::{
    answer::{Answered, Line, figure, share_or_mean},
    asked::{Asked, Comparison, is_mean},
};
use crate::{
    period::{day_words, span_words},
    tables::{Cell, Table, month_words},
    words::Words,
};
use kernel::Day;
use tally::{Dimension, Key, Measure};
use web::Text;

/// The words of a key, as one reads a date rather than as a program does.
pub(crate) fn label(words: &Words, dimension: Dimension, key: Key) -> String {
    let text = words.text;
    match (dimension, key) {
        (Dimension::Day, Key::Code(day)) => format!("{} {}", day_words(text, Day(day)), Day(day).date().year()),
        (Dimension::Week, Key::Code(day)) => {
            let day = format!("{} {}", day_words(text, Day(day)), Day(day).date().year());
            text.fill("figures-week-of-day", &[("day", day.into())])
        }
        (Dimension::Month, Key::Code(month)) => month_words(text, first_of_month(month)).to_lowercase(),
        _ => words.label(dimension, key),
    }
}

/// The first day of a month, from year × 12 + month − 1.
pub(crate) fn first_of_month(month: i32) -> Day {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let number = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Day::of(jiff::civil::Date::new(year, number, 1).unwrap_or(jiff::civil::Date::MAX))
}

/// The name of a measure, with its unit where it has one.
pub(crate) fn measure_words(text: Text, measure: Measure) -> String {
    text.say(&format!("explore-measure-{}", measure.slug()))
}

/// The name of a cut.
pub(crate) fn cut_words(text: Text, dimension: Dimension) -> String {
    text.say(&format!("explore-by-{}", dimension.slug()))
}

/// Whether the groups of a question are parts of its whole.
pub(crate) fn is_whole(asked: &Asked) -> bool {
    let additive = asked.by.iter().flatten().all(|dimension| dimension.additive());
    additive && asked.measure != Measure::OpenDays && !is_mean(asked.measure)
}

/// Every group, then the whole.
pub(crate) fn table(asked: &Asked, answered: &Answered, words: &Words) -> Table {
    let text = words.text;
    let cuts: Vec<Dimension> = asked.by.into_iter().flatten().collect();
    let mut head: Vec<String> = cuts.iter().map(|cut| cut_words(text, *cut)).collect();
    if cuts.is_empty() {
        head.push(text.say("figures-figure"));
    }
    let measure = measure_words(text, asked.measure);
    let mut columns: Vec<Column> = vec![Column::Value];
    if asked.measure.is_time() {
        columns = vec![Column::Minutes, Column::N, Column::Known, Column::Mean];
    }
    if is_whole(asked) && !cuts.is_empty() {
        columns.push(Column::Share);
    }
    match asked.compare {
        Some(Comparison::Network) if is_mean(asked.measure) => columns.push(Column::NetworkMean),
        Some(Comparison::Network) if is_whole(asked) => columns.push(Column::NetworkShare),
        Some(Comparison::Year | Comparison::Previous) => columns.extend([Column::Then, Column::Change]),
        _ => {}
    }
    head.extend(columns.iter().map(|column| column.head(text, &measure)));
    let row = |line: &Line, names: Vec<Cell>| {
        let cells = columns.iter().map(|column| column.cell(asked, answered, line));
        names.into_iter().chain(cells).collect::<Vec<Cell>>()
    };
    let mut rows: Vec<Vec<Cell>> = answered
        .lines
        .iter()
        .map(|line| {
            let names = cuts.iter().zip(line.row.keys).map(|(cut, key)| match (cut, key) {
                (Dimension::Day | Dimension::Week, Key::Code(day)) => Cell::Day(Day(day)),
                _ => Cell::Words(label(words, *cut, key)),
            });
            row(line, names.collect())
        })
        .collect();
    let mut names = vec![Cell::Words(text.say(if cuts.is_empty() { "explore-value" } else { "figures-all" }))];
    names.resize(cuts.len().max(1), Cell::Nothing);
    if cuts.is_empty() {
        rows.clear();
    }
    rows.push(row(&answered.whole, names));
    let span = span_words(text, asked.selection.bounds.0, asked.selection.to());
    let caption = text.fill("figures-caption", &[("title", measure.into()), ("span", span.into())]);
    Table { id: "explore", caption, head, rows }
}

#[derive(Clone, Copy)]
enum Column {
    Value,
    Minutes,
    N,
    Known,
    Mean,
    Share,
    NetworkShare,
    NetworkMean,
    Then,
    Change,
}

impl Column {
    fn head(self, text: Text, measure: &str) -> String {
        match self {
            Column::Value => measure.to_owned(),
            Column::Minutes => text.say("explore-total-minutes"),
            Column::N => text.say("explore-n"),
            Column::Known => text.say("explore-known"),
            Column::Mean => text.say("explore-mean"),
            Column::Share => text.say("figures-share"),
            Column::NetworkShare => text.say("explore-share-there"),
            Column::NetworkMean => text.say("explore-mean-there"),
            Column::Then => text.say("explore-then"),
            Column::Change => text.say("explore-change"),
        }
    }

    fn cell(self, asked: &Asked, answered: &Answered, line: &Line) -> Cell {
        let number = |x: f64| if is_mean(asked.measure) { Cell::Rate(x) } else { Cell::Count(x as u64) };
        match self {
            Column::Value | Column::Minutes => Cell::Count(line.row.value),
            Column::N => Cell::Count(line.row.n),
            Column::Known => Cell::Count(line.row.known),
            Column::Mean if line.row.known == 0 => Cell::Nothing,
            Column::Mean => Cell::Rate(line.row.value as f64 / line.row.known as f64),
            Column::Share => Cell::Share(share_or_mean(asked.measure, &line.row, &answered.whole.row)),
            Column::NetworkShare if line.row.keys == answered.whole.row.keys => Cell::Share(1.0),
            Column::NetworkShare => line.then.map_or(Cell::Nothing, Cell::Share),
            Column::NetworkMean => line.then.map_or(Cell::Nothing, Cell::Rate),
            Column::Then => line.then.map_or(Cell::Nothing, number),
            Column::Change => line.change.map_or(Cell::Nothing, Cell::Change),
        }
    }
}

/// The figure of a group in words.
pub(crate) fn figure_words(text: Text, measure: Measure, line: &Line) -> String {
    number_words(text, measure, figure(measure, &line.row))
}

/// A figure in words: « 1 204 », « 7,4 min ».
pub(crate) fn number_words(text: Text, measure: Measure, x: f64) -> String {
    if is_mean(measure) {
        return text.fill("figures-n-minutes", &[("n", web::decimal(text.locale, x, 1).into())]);
    }
    let count = web::number(text.locale, x.round() as i64);
    if measure == Measure::Minutes { text.fill("figures-n-minutes", &[("n", count.into())]) } else { count }
}
