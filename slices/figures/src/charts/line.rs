//! Lines over time from zero, named where they end.

use super::{Said, frame, length, mark, marks};
use maud::{Markup, html};
use web::{Locale, number};

pub(crate) struct Series {
    pub name: String,
    pub values: Vec<u64>,
}

pub(crate) struct Line<'a> {
    /// Under some of the points.
    pub ticks: &'a [Option<String>],
    pub series: &'a [Series],
    /// The points that the page is about, first and last, with a word over them.
    pub band: Option<(usize, usize, &'a str)>,
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
    let most = chart.series.iter().flat_map(|series| &series.values).copied().max().unwrap_or(0);
    let marks = marks(most);
    let top = *marks.last().unwrap_or(&1) as f64;
    let step = (WIDTH - LEFT - RIGHT) / (points.max(2) - 1) as f64;
    let x = |at: usize| LEFT + at as f64 * step;
    let y = |n: u64| TOP + (1.0 - n as f64 / top) * (HEIGHT - TOP - BOTTOM);
    let names = name_heights(chart.series.iter().filter_map(|series| series.values.last()).map(|n| y(*n)).collect());
    frame(
        said,
        "chart",
        WIDTH as u32,
        HEIGHT as u32,
        html! {
            @if let Some((first, last, words)) = chart.band {
                @let (start, end) = ((x(first) - step / 2.0).max(LEFT - 6.0), (x(last) + step / 2.0).min(WIDTH - RIGHT + 6.0));
                rect.chart-band x=(length(start)) y=(TOP) width=(length(end - start)) height=(HEIGHT - TOP - BOTTOM) {}
                // The word stands inside the drawing, whatever the side it is nearest to.
                @let (at, anchor) = if start > WIDTH / 2.0 { (end, "end") } else { (start, "start") };
                text.chart-note x=(length(at)) y="17" text-anchor=(anchor) { (words) }
            }
            @for n in &marks {
                line.chart-grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(length(y(*n))) y2=(length(y(*n))) {}
                text.chart-axis x=(LEFT - 10.0) y=(length(y(*n) + 4.5)) text-anchor="end" { (number(chart.locale, *n as i64)) }
            }
            @for (at, words) in chart.ticks.iter().enumerate().filter_map(|(at, words)| Some((at, words.as_ref()?))) {
                text.chart-axis x=(length(x(at))) y=(HEIGHT - 8.0) text-anchor="middle" { (words) }
            }
            @for (at, series) in chart.series.iter().enumerate() {
                @let path = series.values.iter().enumerate().map(|(at, n)| format!("{},{}", length(x(at)), length(y(*n))));
                polyline class=(if at == 0 { "chart-line".to_owned() } else { format!("chart-line chart-line-{}", at + 1) })
                    points=(path.collect::<Vec<_>>().join(" ")) {}
                @if let (Some(n), Some(height)) = (series.values.last(), names.get(at)) {
                    @let end = x(series.values.len() - 1);
                    (mark(at, end, y(*n), "chart-key"))
                    text.chart-note.chart-halo x=(length(end + 12.0)) y=(length(height + 4.5)) {
                        tspan.chart-strong { (number(chart.locale, *n as i64)) } " " (series.name)
                    }
                }
            }
        },
    )
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
