//! A whole cut into parts: one bar, and beneath it each part with its mark, its number and its share.

use super::{Said, cut, frame, length, mark};
use maud::{Markup, html};

pub(crate) struct Share {
    pub label: String,
    pub n: u64,
    pub value: String,
    pub hollow: bool,
}

const WIDTH: f64 = 340.0;
const ROW: f64 = 27.0;
const BAR: f64 = 30.0;
/// Narrower parts have no room for their mark.
const ROOM_FOR_A_MARK: f64 = 18.0;

pub(crate) fn share(said: &Said, parts: &[Share]) -> Markup {
    let whole = parts.iter().map(|part| part.n).sum::<u64>().max(1) as f64;
    let mut x = 0.0;
    let segments: Vec<_> = parts
        .iter()
        .map(|part| {
            let start = x;
            x += part.n as f64 / whole * WIDTH;
            (start, x - start)
        })
        .collect();
    let height = (BAR + 12.0 + parts.len() as f64 * ROW).ceil() as u32;
    frame(
        said,
        "chart chart-small",
        WIDTH as u32,
        height,
        html! {
            @for (series, (part, (start, width))) in parts.iter().zip(&segments).enumerate() {
                @if part.n > 0 {
                    rect class=(class(part, series)) x=(length(*start)) y="0" width=(length((width - 2.0).max(1.0))) height=(BAR) rx="2" {}
                    @if !part.hollow && *width > ROOM_FOR_A_MARK { (mark(series, start + width / 2.0 - 1.0, BAR / 2.0, "chart-on-bar")) }
                }
            }
            @for (series, (part, top)) in parts.iter().zip((0..).map(|row| BAR + 12.0 + f64::from(row) * ROW)).enumerate() {
                @if part.hollow { rect.chart-hollow x="1" y=(length(top + 6.0)) width="9" height="9" {} }
                @else { (mark(series, 6.0, top + 10.5, "chart-key")) }
                text.chart-name x="20" y=(length(top + 15.5)) { (cut(&part.label, 47usize.saturating_sub(part.value.chars().count()))) }
                text.chart-value x=(WIDTH) y=(length(top + 15.5)) text-anchor="end" { (part.value) }
            }
        },
    )
}

fn class(part: &Share, series: usize) -> String {
    match (part.hollow, series) {
        (true, _) => "chart-hollow".into(),
        (false, series) if series % 4 == 0 => "chart-bar".into(),
        (false, series) => format!("chart-bar-{}", series % 4 + 1),
    }
}
