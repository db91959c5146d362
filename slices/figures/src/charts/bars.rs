//! A list of bars: each name stands over its bar, so that the list reads as well on a telephone.

use super::{Said, cut, frame, length};
use maud::{Markup, html};

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Over it.
    pub label: String,
    /// How long it is.
    pub n: u64,
    /// At the right: « 408 · 12 % ».
    pub value: String,
    /// Not known or not detailed: drawn hollow.
    pub hollow: bool,
}

const WIDTH: f64 = 340.0;
const ROW: f64 = 41.0;

/// Draws them, the longest over the whole width.
pub fn bars(said: &Said, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.n).max().unwrap_or(1).max(1) as f64;
    let height = (bars.len() as f64 * ROW).ceil() as u32;
    frame(
        said,
        "chart chart-small",
        WIDTH as u32,
        height,
        html! {
            @for (bar, top) in bars.iter().zip((0..).map(|row| f64::from(row) * ROW)) {
                @let room = 50usize.saturating_sub(bar.value.chars().count());
                text.chart-name x="0" y=(length(top + 15.0)) { (cut(&bar.label, room)) }
                text.chart-value x=(WIDTH) y=(length(top + 15.0)) text-anchor="end" { (bar.value) }
                rect.chart-track x="0" y=(length(top + 22.0)) width=(WIDTH) height="9" rx="2" {}
                rect class=(if bar.hollow { "chart-hollow" } else { "chart-bar" }) x="0" y=(length(top + 22.0))
                    width=(length((bar.n as f64 / most * WIDTH).max(if bar.n > 0 { 2.0 } else { 0.0 }))) height="9" rx="2" {}
            }
        },
    )
}
