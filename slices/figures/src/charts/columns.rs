//! One column a month, the months of the page in full colour, with the numbers that matter written over them.

use super::{Said, frame, length};
use maud::{Markup, html};

/// A column.
pub struct Column {
    /// Under it: the first letter of the month.
    pub letter: String,
    /// How high it is.
    pub n: u64,
    /// Over it, where it is to be read.
    pub value: Option<String>,
    /// In full colour.
    pub current: bool,
    /// Drawn hollow: not over yet, or not detailed.
    pub unfinished: bool,
}

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 210.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 22.0;
/// About how wide a digit is.
const DIGIT: f64 = 8.0;

/// Draws them, the highest over the whole height.
pub fn columns(said: &Said, columns: &[Column]) -> Markup {
    let most = columns.iter().map(|column| column.n).max().unwrap_or(1).max(1) as f64;
    let step = WIDTH / columns.len().max(1) as f64;
    let floor = HEIGHT - BOTTOM;
    frame(
        said,
        "chart chart-small",
        WIDTH as u32,
        HEIGHT as u32,
        html! {
            line.chart-grid x1="0" x2=(WIDTH) y1=(floor) y2=(floor) {}
            @for (at, column) in columns.iter().enumerate() {
                @let (x, height) = (at as f64 * step, column.n as f64 / most * (floor - TOP));
                rect class=(class(column)) x=(length(x + 2.0)) y=(length(floor - height)) width=(length(step - 4.0)) height=(length(height)) rx="2" {}
                text.chart-axis x=(length(x + step / 2.0)) y=(HEIGHT - 6.0) text-anchor="middle" { (column.letter) }
                @if let Some(value) = &column.value {
                    @let (x, anchor) = match at {
                        0 => (x + 2.0, "start"),
                        at if at + 1 == columns.len() => (x + step - 2.0, "end"),
                        _ => (x + step / 2.0, "middle"),
                    };
                    // A number that is wider than its column stands above its neighbours too.
                    @let reach = usize::from(value.chars().count() as f64 * DIGIT > step);
                    @let beside = columns[at.saturating_sub(reach)..(at + 1 + reach).min(columns.len())].iter().map(|column| column.n).max();
                    @let height = beside.unwrap_or(0) as f64 / most * (floor - TOP);
                    text.chart-value x=(length(x)) y=(length(floor - height - 6.0)) text-anchor=(anchor) { (value) }
                }
            }
        },
    )
}

fn class(column: &Column) -> &'static str {
    match (column.current, column.unfinished) {
        (_, true) => "chart-hollow",
        (true, _) => "chart-bar",
        (false, _) => "chart-bar chart-pale",
    }
}
