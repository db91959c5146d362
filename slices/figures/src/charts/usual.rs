//! Counts day after day over what is usual: a band, the expected value as a dashed line, and lozenges for the days outside.

use super::{Said, frame, length, marks};
use maud::{Markup, html};
use web::{Locale, number};

/// A day of a series.
#[derive(Clone, Debug)]
pub struct UsualDay {
    /// Under the point, when it has a word.
    pub tick: Option<String>,
    /// What was counted; nothing where nothing was recorded, or the day has not come.
    pub counted: Option<f64>,
    /// What was expected.
    pub expected: f64,
    /// What is usual, from and to.
    pub usual: (f64, f64),
}

/// A series against what is usual.
#[derive(Clone, Debug)]
pub struct Usual<'a> {
    /// Its days, in order.
    pub days: &'a [UsualDay],
    /// The first and the last day of what stands out, with a word over them.
    pub marked: Option<(usize, usize, &'a str)>,
    /// The names of the band, and of the dashed line.
    pub names: [&'a str; 2],
    /// How numbers are written.
    pub locale: Locale,
}

const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 118.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 30.0;
/// Two names closer than this would touch.
const APART: f64 = 19.0;

/// Draws it.
pub fn usual(said: &Said, chart: &Usual) -> Markup {
    let days = chart.days;
    let most = days.iter().flat_map(|day| [day.usual.1, day.counted.unwrap_or(0.0)]).fold(0.0, f64::max);
    let marks = marks(most.ceil() as u64);
    let top = *marks.last().unwrap_or(&1) as f64;
    let step = (WIDTH - LEFT - RIGHT) / (days.len().max(2) - 1) as f64;
    let x = |at: usize| LEFT + at as f64 * step;
    let y = |n: f64| TOP + (1.0 - n / top) * (HEIGHT - TOP - BOTTOM);
    let at = |(at, n): (usize, f64)| format!("{},{}", length(x(at)), length(y(n)));
    let along = |value: &dyn Fn(&UsualDay) -> f64| days.iter().map(value).enumerate().map(at).collect::<Vec<_>>();
    let band: Vec<String> =
        along(&|day| day.usual.0).into_iter().chain(along(&|day| day.usual.1).into_iter().rev()).collect();
    let counted: Vec<(usize, Option<f64>)> = days.iter().map(|day| day.counted).enumerate().collect();
    let end = x(days.len().saturating_sub(1)) + 10.0;
    let names = days.last().map(|day| {
        let middle = y(day.expected);
        [(y(day.usual.1).min(middle - APART), chart.names[0]), (middle, chart.names[1])]
    });
    frame(
        said,
        "chart",
        WIDTH as u32,
        HEIGHT as u32,
        html! {
            @if let Some((first, last, words)) = chart.marked {
                @let (start, end) = ((x(first) - step / 2.0).max(LEFT - 6.0), (x(last) + step / 2.0).min(WIDTH - RIGHT + 6.0));
                rect.chart-marked x=(length(start)) y=(TOP) width=(length(end - start)) height=(HEIGHT - TOP - BOTTOM) {}
                @let (at, anchor) = if start > WIDTH / 2.0 { (end, "end") } else { (start, "start") };
                text.chart-note.chart-strong x=(length(at)) y="17" text-anchor=(anchor) { (words) }
            }
            polygon.chart-band points=(band.join(" ")) {}
            @for n in &marks {
                line.chart-grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(length(y(*n as f64))) y2=(length(y(*n as f64))) {}
                text.chart-axis x=(LEFT - 10.0) y=(length(y(*n as f64) + 4.5)) text-anchor="end" { (number(chart.locale, *n as i64)) }
            }
            @for (at, words) in days.iter().enumerate().filter_map(|(at, day)| Some((at, day.tick.as_ref()?))) {
                text.chart-axis x=(length(x(at))) y=(HEIGHT - 8.0) text-anchor="middle" { (words) }
            }
            polyline.chart-mean fill="none" points=(along(&|day| day.expected).join(" ")) {}
            @for run in counted.split(|(_, n)| n.is_none()).filter(|run| run.len() > 1) {
                polyline.chart-line points=(run.iter().map(|(day, n)| at((*day, n.unwrap_or(0.0)))).collect::<Vec<_>>().join(" ")) {}
            }
            @for (at, n) in counted.iter().filter_map(|(at, n)| Some((*at, (*n)?))) {
                @let (low, high) = days[at].usual;
                @if n < low || n > high {
                    path.chart-outside d=(format!("M{} {}m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z", length(x(at)), length(y(n)))) {}
                } @else {
                    circle.chart-dot cx=(length(x(at))) cy=(length(y(n))) r="2.75" {}
                }
            }
            @for (height, name) in names.into_iter().flatten() {
                text.chart-note.chart-halo x=(length(end)) y=(length(height + 4.5)) { (name) }
            }
        },
    )
}
