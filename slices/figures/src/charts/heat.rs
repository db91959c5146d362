//! Hours across, days down: each cell shaded by its number, and the number written in it.

use super::{Said, frame, length};
use maud::{Markup, html};

pub(crate) struct Heat {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row by row.
    pub values: Vec<u64>,
    pub words: Vec<String>,
}

const WIDTH: f64 = 820.0;
const LEFT: f64 = 92.0;
const HEAD: f64 = 26.0;
const ROW: f64 = 38.0;
/// Shades, besides the empty cell.
const SHADES: u64 = 5;

pub(crate) fn heat(said: &Said, heat: &Heat) -> Markup {
    let most = heat.values.iter().copied().max().unwrap_or(0);
    let width = (WIDTH - LEFT) / heat.columns.len().max(1) as f64;
    let height = (HEAD + heat.rows.len() as f64 * ROW).ceil() as u32;
    frame(
        said,
        "chart",
        WIDTH as u32,
        height,
        html! {
            @for (at, column) in heat.columns.iter().enumerate() {
                text.chart-axis x=(length(LEFT + (at as f64 + 0.5) * width)) y="17" text-anchor="middle" { (column) }
            }
            @for (row, name) in heat.rows.iter().enumerate() {
                @let top = HEAD + row as f64 * ROW;
                text.chart-name x="0" y=(length(top + ROW / 2.0 + 4.0)) { (name) }
                @for column in 0..heat.columns.len() {
                    @let at = row * heat.columns.len() + column;
                    @let shade = shade(heat.values[at], most);
                    @let x = LEFT + column as f64 * width;
                    rect class=(format!("chart-heat chart-heat-{shade}")) x=(length(x + 1.0)) y=(length(top + 1.0))
                        width=(length(width - 2.0)) height=(length(ROW - 2.0)) rx="4" {}
                    @if heat.values[at] > 0 {
                        text class=(format!("chart-heat-words chart-heat-words-{shade}")) x=(length(x + width / 2.0))
                            y=(length(top + ROW / 2.0 + 4.5)) text-anchor="middle" { (heat.words[at]) }
                    }
                }
            }
        },
    )
}

/// 0 for nothing, then five even steps up to the most.
fn shade(n: u64, most: u64) -> u64 {
    if n == 0 { 0 } else { (n * SHADES).div_ceil(most.max(1)).min(SHADES) }
}
