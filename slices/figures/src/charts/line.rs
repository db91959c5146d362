//! Lines over time from zero, named where they end.

use super::{Said, frame, length, mark, marks};
use maud::{Markup, html};
use web::{Locale, decimal, number};

pub(crate) struct Series {
    pub name: String,
    /// Not a number where nothing is known: the line breaks there.
    pub values: Vec<f64>,
}

/// Points that stand out, first and last, with a word over them.
pub(crate) struct Band<'a> {
    pub first: usize,
    pub last: usize,
    pub words: &'a str,
}

/// What happened at a point: a number that the list under the chart explains.
pub(crate) struct Event {
    pub at: usize,
    pub number: usize,
}

pub(crate) struct Line<'a> {
    /// Under some of the points.
    pub ticks: &'a [Option<String>],
    pub series: &'a [Series],
    pub bands: &'a [Band<'a>],
    pub events: &'a [Event],
    /// Decimals of the value at the end of a line.
    pub decimals: usize,
    pub locale: Locale,
}

const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 124.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 30.0;
/// Two names closer than this would touch.
const APART: f64 = 19.0;

pub(crate) fn line(said: &Said, chart: &Line) -> Markup {
    let points = chart.ticks.len();
    let most = chart.series.iter().flat_map(|series| &series.values).copied().fold(0.0, f64::max);
    let marks = marks(most.ceil() as u64);
    let top = *marks.last().unwrap_or(&1) as f64;
    let step = (WIDTH - LEFT - RIGHT) / (points.max(2) - 1) as f64;
    let x = |at: usize| LEFT + at as f64 * step;
    let y = |n: f64| TOP + (1.0 - n / top) * (HEIGHT - TOP - BOTTOM);
    let ends: Vec<(usize, f64)> = chart.series.iter().map(end).collect();
    let names = name_heights(ends.iter().map(|(_, n)| y(*n)).collect());
    frame(
        said,
        "chart",
        WIDTH as u32,
        HEIGHT as u32,
        html! {
            @for Band { first, last, words } in chart.bands {
                @let (first, last) = (*first, *last);
                @let (start, end) = ((x(first) - step / 2.0).max(LEFT - 6.0), (x(last) + step / 2.0).min(WIDTH - RIGHT + 6.0));
                rect.chart-band x=(length(start)) y=(TOP) width=(length(end - start)) height=(HEIGHT - TOP - BOTTOM) {}
                // The word stands inside the drawing, whatever the side it is nearest to.
                @let (at, anchor) = if start > WIDTH / 2.0 { (end, "end") } else { (start, "start") };
                text.chart-note x=(length(at)) y="17" text-anchor=(anchor) { (words) }
            }
            @for n in &marks {
                line.chart-grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(length(y(*n as f64))) y2=(length(y(*n as f64))) {}
                text.chart-axis x=(LEFT - 10.0) y=(length(y(*n as f64) + 4.5)) text-anchor="end" { (number(chart.locale, *n as i64)) }
            }
            @for (at, words) in chart.ticks.iter().enumerate().filter_map(|(at, words)| Some((at, words.as_ref()?))) {
                text.chart-axis x=(length(x(at))) y=(HEIGHT - 8.0) text-anchor="middle" { (words) }
            }
            @for Event { at, number } in chart.events {
                line.chart-event x1=(length(x(*at))) x2=(length(x(*at))) y1=(TOP) y2=(HEIGHT - BOTTOM) {}
                text.chart-note.chart-strong x=(length(x(*at))) y="17" text-anchor="middle" { (number) }
            }
            @for (at, series) in chart.series.iter().enumerate() {
                @let points: Vec<(usize, f64)> = series.values.iter().copied().enumerate().collect();
                @for run in points.split(|(_, n)| n.is_nan()).filter(|run| !run.is_empty()) {
                    @let path = run.iter().map(|(at, n)| format!("{},{}", length(x(*at)), length(y(*n))));
                    polyline class=(if at == 0 { "chart-line".to_owned() } else { format!("chart-line chart-line-{}", at + 1) })
                        points=(path.collect::<Vec<_>>().join(" ")) {}
                }
                @if let (Some((last, n)), Some(height)) = (ends.get(at), names.get(at)) {
                    @let end = x(*last);
                    (mark(at, end, y(*n), "chart-key"))
                    text.chart-note.chart-halo x=(length(end + 12.0)) y=(length(height + 4.5)) {
                        tspan.chart-strong { (words(chart, *n)) } " " (series.name)
                    }
                }
            }
        },
    )
}

/// The last point of a series that is known.
fn end(series: &Series) -> (usize, f64) {
    let known = series.values.iter().copied().enumerate().rfind(|(_, n)| !n.is_nan());
    known.unwrap_or((0, 0.0))
}

fn words(chart: &Line, n: f64) -> String {
    if chart.decimals == 0 { number(chart.locale, n.round() as i64) } else { decimal(chart.locale, n, chart.decimals) }
}

/// Where the names of lines stand so that none covers another: pushed down from the highest, then up from the floor.
fn name_heights(ends: Vec<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|a, b| ends[*a].total_cmp(&ends[*b]));
    let mut heights = ends.clone();
    let mut floor = f64::MIN;
    for at in &order {
        heights[*at] = ends[*at].max(floor);
        floor = heights[*at] + APART;
    }
    let mut ceiling = HEIGHT - BOTTOM;
    for at in order.iter().rev() {
        heights[*at] = heights[*at].min(ceiling);
        ceiling = heights[*at] - APART;
    }
    heights
}
