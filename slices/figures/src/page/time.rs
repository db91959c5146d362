//! The panels of time: the trend, and the months.

use super::{
    Shown,
    panels::{panel, said},
};
use crate::{
    charts::{Band, Column, Line, Series, columns, line},
    period::day_words,
    report::Point,
    tables::month_words,
};
use kernel::Day;
use maud::{Markup, html};
use web::{month_name, number};

/// The names of months where room is short.
pub(crate) const SHORT: [[&str; 12]; 2] = [
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"],
];

pub(super) fn trend(shown: &Shown) -> Markup {
    let (report, selection, text) = (shown.report, shown.selection, shown.context.text);
    let points = &report.trend;
    let Some(last) = points.last() else { return html! {} };
    let mut series = Vec::new();
    if !selection.about_requests() {
        series.push(Series {
            name: shown.say("figures-visits-lower"),
            values: points.iter().map(|point| point.visits as f64).collect(),
        });
    }
    series.push(Series {
        name: shown.say("figures-requests-lower"),
        values: points.iter().map(|point| point.requests as f64).collect(),
    });
    let ticks: Vec<Option<String>> =
        points.iter().enumerate().map(|(at, point)| tick(shown, points, at, point)).collect();
    let length = if report.by_week { 7 } else { 28 };
    let inside = |point: &Point| point.start.plus(length - 1) >= selection.bounds.0 && point.start <= selection.to();
    let first = points.iter().position(inside);
    let end = points.iter().rposition(inside);
    let words = selection.period.words(text, selection.today);
    let band = first.zip(end).filter(|_| report.by_week && first != Some(0));
    let bands: Vec<Band> = band.into_iter().map(|(first, last)| Band { first, last, words: words.as_str() }).collect();
    let about = match (report.by_week, selection.is_under_way()) {
        (true, true) => shown.say("figures-by-week-but-this"),
        (true, false) => shown.say("figures-by-week"),
        (false, _) => shown.say("figures-by-month"),
    };
    let title = format!("{}, {}", shown.title("trend"), shown.scope());
    let quantity = |point: &Point| if selection.about_requests() { point.requests } else { point.visits };
    let most = points.iter().max_by_key(|point| quantity(point)).unwrap_or(last);
    let description = text.fill(
        "figures-trend-description",
        &[
            ("from", point_words(shown, &points[0]).into()),
            ("to", point_words(shown, last).into()),
            ("most", shown.context.text.count(quantity(most)).into()),
            ("when", point_words(shown, most).into()),
            ("last", shown.context.text.count(quantity(last)).into()),
        ],
    );
    let chart = Line { ticks: &ticks, series: &series, bands: &bands, events: &[], decimals: 0, locale: text.locale };
    let drawn = line(&said("trend", &title, &description), &chart);
    let frame = html! { div.chart-scroll tabindex="0" role="group" aria-labelledby="trend-heading" { (drawn) } };
    panel(shown, "trend", "span-8", &about, frame)
}

fn point_words(shown: &Shown, point: &Point) -> String {
    let text = shown.context.text;
    if shown.report.by_week {
        text.fill("figures-week-of-day", &[("day", day_words(text, point.start).into())])
    } else {
        month_words(text, point.start).to_lowercase()
    }
}

/// A name under a point: the month where a month begins, every second one or rarer when there is no room.
fn tick(shown: &Shown, points: &[Point], at: usize, point: &Point) -> Option<String> {
    let date = point.start.date();
    let month = SHORT[shown.context.locale() as usize][usize::from(date.month().unsigned_abs()) - 1].to_owned();
    let new_month = at == 0 || points[at - 1].start.date().month() != date.month();
    if shown.report.by_week {
        // One name a month, none so near the first that they would touch.
        return (new_month && (at == 0 || at > 2))
            .then(|| if date.month() == 1 { date.year().to_string() } else { month });
    }
    let room = points.len().div_ceil(12).max(1);
    if points.len() > 30 {
        (date.month() == 1).then(|| date.year().to_string())
    } else {
        at.is_multiple_of(room).then_some(month)
    }
}

pub(super) fn months(shown: &Shown) -> Markup {
    let (report, selection, text) = (shown.report, shown.selection, shown.context.text);
    let n = |point: &Point| if selection.about_requests() { point.requests } else { point.visits };
    let last = report.months.len().saturating_sub(1);
    let inside = |point: &Point| {
        let end = Day::of(point.start.date().last_of_month());
        end >= selection.bounds.0 && point.start <= selection.to()
    };
    let drawn: Vec<Column> = report
        .months
        .iter()
        .enumerate()
        .map(|(at, point)| Column {
            letter: month_name(text.locale, point.start.date().month())
                .chars()
                .take(1)
                .flat_map(char::to_uppercase)
                .collect(),
            n: n(point),
            value: (at == 0 || at == last).then(|| number(text.locale, n(point) as i64)),
            current: inside(point),
            unfinished: at == last && selection.is_under_way(),
        })
        .collect();
    let Some((first, end)) = report.months.first().zip(report.months.last()) else { return html! {} };
    let about =
        shown.say(if selection.about_requests() { "figures-requests-by-month" } else { "figures-visits-by-month" });
    let description = text.fill(
        "figures-months-description",
        &[
            ("first", month_words(text, first.start).to_lowercase().into()),
            ("n", shown.context.text.count(n(first)).into()),
            ("last", month_words(text, end.start).to_lowercase().into()),
            ("m", shown.context.text.count(n(end)).into()),
        ],
    );
    panel(shown, "months", "span-4", &about, columns(&said("months", &about, &description), &drawn))
}
