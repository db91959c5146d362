//! A small line on a scale that its neighbours share.

use super::{Said, frame, length};
use maud::{Markup, html};

const WIDTH: f64 = 190.0;
const HEIGHT: f64 = 58.0;
const INSET: f64 = 6.0;

pub(crate) fn spark(said: &Said, values: &[u64], most: u64) -> Markup {
    let step = (WIDTH - 2.0 * INSET) / (values.len().max(2) - 1) as f64;
    let floor = HEIGHT - 3.0;
    let point =
        |(at, n): (usize, &u64)| (INSET + at as f64 * step, floor - *n as f64 / most.max(1) as f64 * (floor - INSET));
    let line = values.iter().enumerate().map(point).map(|(x, y)| format!("{},{}", length(x), length(y)));
    let line = line.collect::<Vec<_>>().join(" ");
    frame(
        said,
        "chart chart-spark",
        WIDTH as u32,
        HEIGHT as u32,
        html! {
            line.chart-grid x1=(INSET) x2=(WIDTH - INSET) y1=(floor) y2=(floor) {}
            polygon.chart-area points=(format!("{INSET},{floor} {line} {},{floor}", length(INSET + step * (values.len().max(1) - 1) as f64))) {}
            polyline.chart-line points=(line) {}
            @if let Some((x, y)) = values.iter().enumerate().next_back().map(point) { circle.chart-dot cx=(length(x)) cy=(length(y)) r="4" {} }
        },
    )
}
