//! Questions over time: one line, with the other period's beside it; or a small one for each group of the second cut.

use super::{
    Shown,
    answer::figure,
    asked::{Comparison, is_mean},
    notes,
    table::{first_of_month, label},
};
use crate::{
    charts::{Band, Event, Line, Series, line, spark},
    page::SHORT,
    period::capital,
    report::is_hollow,
};
use kernel::Day;
use maud::{Markup, html};
use std::collections::BTreeMap;
use tally::{Dimension, Key};

/// Small lines that are drawn; the table has them all.
const MOST_MULTIPLES: usize = 12;

/// A point of the axis: its key, its first and its last day.
#[derive(Clone, Copy)]
struct Point {
    key: i32,
    from: Day,
    to: Day,
}

/// The points of a period that are whole, those before the first record left out.
fn points(shown: &Shown, time: Dimension) -> Vec<Point> {
    let (from, to) = (shown.asked.selection.bounds.0, shown.asked.selection.to());
    let month = |number: i32| {
        let first = first_of_month(number);
        Point { key: number, from: first, to: Day::of(first.date().last_of_month()) }
    };
    let (first, last) = (tally::Day(from.0), tally::Day(to.0));
    let mut points: Vec<Point> = match time {
        Dimension::Week => (first.monday().0..=last.0)
            .step_by(7)
            .map(|monday| Point { key: monday, from: Day(monday), to: Day(monday + 6) })
            .collect(),
        Dimension::Month => (first.month()..=last.month()).map(month).collect(),
        Dimension::Year => (first.year()..=last.year())
            .map(|year| Point { key: year, from: first_of_month(year * 12), to: month(year * 12 + 11).to })
            .collect(),
        _ => (from.0..=to.0).map(|day| Point { key: day, from: Day(day), to: Day(day) }).collect(),
    };
    let known = |point: &Point| {
        shown.answered.lines.iter().any(|group| group.row.keys[0] == Key::Code(point.key))
            || shown.answered.before.keys().any(|keys| keys[0] == Key::Code(point.key))
    };
    let start = points.iter().position(known).unwrap_or(0);
    points.drain(..start);
    if time == Dimension::Day {
        points.retain(|point| tally::Day(point.from.0).weekday() < 5 || known(point));
    } else {
        let over = shown.asked.selection.whole_days().1;
        let whole: Vec<Point> = points.iter().copied().filter(|point| point.from >= from && point.to <= over).collect();
        if whole.len() > 2 {
            points = whole;
        }
    }
    points
}

pub(super) fn lines(shown: &Shown, time: Dimension) -> Markup {
    let points = points(shown, time);
    if points.is_empty() {
        return html! {};
    }
    let (asked, answered, text) = (shown.asked, shown.answered, shown.context.text);
    let measure = asked.measure;
    let now: BTreeMap<Key, f64> =
        answered.lines.iter().map(|group| (group.row.keys[0], figure(measure, &group.row))).collect();
    let nothing = if is_mean(measure) { f64::NAN } else { 0.0 };
    let value = |point: &Point| now.get(&Key::Code(point.key)).copied().unwrap_or(nothing);
    let mut series = vec![Series { name: shown.say("explore-now"), values: points.iter().map(value).collect() }];
    if let Some((then_from, then_to)) = answered.then_days.filter(|_| !answered.before.is_empty()) {
        let key = if asked.compare == Some(Comparison::Year) { "explore-a-year-ago" } else { "explore-before" };
        let length = then_to.0 - then_from.0;
        let before = |point: &Point| {
            let known = answered.before.get(&[Key::Code(point.key), Key::All]).copied();
            // Beyond the days that are compared nothing is said, rather than 0.
            let inside = point.from.0 - asked.selection.bounds.0.0 <= length;
            known.unwrap_or(if inside { nothing } else { f64::NAN })
        };
        series.push(Series { name: shown.say(key), values: points.iter().map(before).collect() });
    }
    let at = |day: Day| points.iter().rposition(|point| point.from <= day).filter(|_| day >= points[0].from);
    let (notes, more) = notes::notes(asked, shown.words);
    let seen: Vec<notes::Note> = notes.into_iter().filter(|note| at(note.day).is_some()).collect();
    let events: Vec<Event> =
        seen.iter().zip(1..).filter_map(|(note, number)| Some(Event { at: at(note.day)?, number })).collect();
    let by_day_or_week = matches!(time, Dimension::Day | Dimension::Week);
    let holidays = if by_day_or_week { notes::school_holidays(asked) } else { Vec::new() };
    let bands: Vec<Band> = holidays
        .iter()
        .filter_map(|stretch| Some(Band { first: at(stretch.from).unwrap_or(0), last: at(stretch.to)?, words: "" }))
        .collect();
    let ticks: Vec<Option<String>> = (0..points.len()).map(|at| tick(shown, time, &points, at)).collect();
    let (title, description) = (shown.title(), describe(shown, time, &points, &series[0].values));
    let decimals = usize::from(is_mean(measure));
    let chart = Line { ticks: &ticks, series: &series, bands: &bands, events: &events, decimals, locale: text.locale };
    html! {
        div.chart-scroll tabindex="0" role="group" aria-labelledby="explore-heading" {
            (line(&shown.said("explore", &title, &description), &chart))
        }
        (shown.holiday_legend(!bands.is_empty()))
        (shown.events(&seen, more))
    }
}

fn describe(shown: &Shown, time: Dimension, points: &[Point], values: &[f64]) -> String {
    let name = |point: &Point| label(shown.words, time, Key::Code(point.key));
    let most = points.iter().zip(values).filter(|(_, n)| !n.is_nan()).max_by(|one, other| one.1.total_cmp(other.1));
    let (Some((highest, most)), Some((first, last))) = (most, points.first().zip(points.last())) else {
        return String::new();
    };
    let words = |n: f64| super::table::number_words(shown.context.text, shown.asked.measure, n);
    let end = values.iter().rev().find(|n| !n.is_nan()).copied().unwrap_or(0.0);
    shown.context.text.fill(
        "figures-trend-description",
        &[
            ("from", name(first).into()),
            ("to", name(last).into()),
            ("most", words(*most).into()),
            ("when", name(highest).into()),
            ("last", words(end).into()),
        ],
    )
}

/// A name under a point, where there is room.
fn tick(shown: &Shown, time: Dimension, points: &[Point], at: usize) -> Option<String> {
    let date = points[at].from.date();
    let month = SHORT[shown.context.locale() as usize][usize::from(date.month().unsigned_abs()) - 1];
    let year = date.year().to_string();
    let named = |month: &str| if date.month() == 1 { year.clone() } else { month.to_owned() };
    match time {
        Dimension::Year => Some(year.clone()),
        Dimension::Month if points.len() > 30 => (date.month() == 1).then(|| year.clone()),
        Dimension::Month => at.is_multiple_of(points.len().div_ceil(12).max(1)).then(|| named(month)),
        Dimension::Day if points.len() <= 45 => {
            at.is_multiple_of(points.len().div_ceil(11).max(1)).then(|| format!("{} {month}", date.day()))
        }
        _ => {
            let new_month = at == 0 || points[at - 1].from.date().month() != date.month();
            let months = (points[points.len() - 1].from.0 - points[0].from.0) / 30;
            let shown = if months > 30 { date.month() == 1 } else { months < 15 || date.month() % 3 == 1 };
            (new_month && shown && (at == 0 || at > points.len() / 30)).then(|| named(month))
        }
    }
}

pub(super) fn multiples(shown: &Shown, time: Dimension) -> Markup {
    let Some(cut) = shown.asked.by[1] else { return html! {} };
    let points = points(shown, time);
    let keys = shown.keys(1);
    let cells: BTreeMap<[Key; 2], u64> =
        shown.answered.lines.iter().map(|group| (group.row.keys, shown.tenths(group))).collect();
    let values = |key: Key| -> Vec<u64> {
        points.iter().map(|point| cells.get(&[Key::Code(point.key), key]).copied().unwrap_or(0)).collect()
    };
    let drawn: Vec<(Key, Vec<u64>)> = keys.iter().take(MOST_MULTIPLES).map(|key| (*key, values(*key))).collect();
    let most = drawn.iter().flat_map(|(_, values)| values).copied().max().unwrap_or(1);
    let text = shown.context.text;
    let words = |tenths: u64| super::table::number_words(text, shown.asked.measure, tenths as f64 / 10.0);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return html! {} };
    let name = |point: &Point| label(shown.words, time, Key::Code(point.key));
    html! {
        p.small.soft { (text.fill("explore-same-scale", &[("from", name(first).into()), ("to", name(last).into())])) }
        ul.multiples {
            @for (at, (key, values)) in drawn.iter().enumerate() {
                @let title = capital(&label(shown.words, cut, *key));
                @let (least, peak) = (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
                @let id = format!("explore-{at}");
                @let description = text.fill("explore-spark-description", &[("least", words(least).into()), ("most", words(peak).into())]);
                li {
                    h3.soft[is_hollow(*key)] { (title) }
                    p.small.soft { b { (words(values.last().copied().unwrap_or(0))) } " " (shown.say("explore-last-point")) }
                    (spark(&shown.said(&id, &title, &description), values, most))
                }
            }
        }
        @if keys.len() > MOST_MULTIPLES { p.small.soft { (shown.context.text.many("figures-others-in-table", (keys.len() - MOST_MULTIPLES) as u64)) } }
    }
}
