//! Charts as SVG: readable without colour, without script, by a screen reader and on paper.
//!
//! Each has a title and a description, writes its values beside what they measure, and tells its series apart by shape as well
//! as by colour. What it shows stands as a table beneath it. Lengths are the SVG's own units; styles are classes of
//! `figures.css`, since the pages allow no inline style.

mod bars;
mod columns;
mod heat;
mod line;
mod map;
mod share;
mod spark;
mod usual;

pub use bars::{Bar, bars};
pub use columns::{Column, columns};
pub(crate) use heat::{Heat, heat};
pub(crate) use line::{Band, Event, Line, Series, line};
pub(crate) use map::{Spot, map};
pub(crate) use share::{Share, share};
pub(crate) use spark::spark;
pub use usual::{Usual, UsualDay, usual};

use maud::{Markup, html};

/// What every chart says of itself.
pub struct Said<'a> {
    /// Makes its ids unique in the page.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub description: &'a str,
}

fn frame(said: &Said, class: &str, width: u32, height: u32, content: Markup) -> Markup {
    let (title, description) = (format!("{}-title", said.id), format!("{}-description", said.id));
    html! {
        svg class=(class) viewBox=(format!("0 0 {width} {height}")) role="img" aria-labelledby=(format!("{title} {description}")) {
            title id=(title) { (said.title) }
            desc id=(description) { (said.description) }
            (content)
        }
    }
}

/// A length, to a tenth: more digits weigh and show nothing.
fn length(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Round marks from 0 that reach a value, four or five of them.
fn marks(most: u64) -> Vec<u64> {
    let rough = (most.max(4) as f64) / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= rough && step.fract() == 0.0);
    let step = step.unwrap_or(10.0 * power).max(1.0) as u64;
    (0..=most.max(4).div_ceil(step)).map(|times| times * step).collect()
}

/// The mark of a series: a disc, a square, a lozenge, a triangle.
fn mark(series: usize, x: f64, y: f64, class: &str) -> Markup {
    let class = format!("{class} chart-mark-{}", series + 1);
    let (x, y) = (length(x), length(y));
    let path = match series % 4 {
        0 => format!("M{x} {y}m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"),
        1 => format!("M{x} {y}m-4.5 -4.5h9v9h-9z"),
        2 => format!("M{x} {y}m0 -6l6 6l-6 6l-6 -6z"),
        _ => format!("M{x} {y}m0 -5.5l5.5 10h-11z"),
    };
    html! { path class=(class) d=(path) {} }
}

/// A text cut to the room there is; the table has it whole.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_reach_the_value() {
        for (most, last) in
            [(0, 4), (3, 4), (7, 8), (19, 20), (101, 150), (999, 1_000), (4_670, 6_000), (27_110, 30_000)]
        {
            let marks = marks(most);
            assert_eq!(marks.last(), Some(&last), "{most}: {marks:?}");
            assert!((3..=6).contains(&marks.len()), "{most}: {marks:?}");
        }
    }

    #[test]
    fn a_long_label_is_cut_by_letters() {
        assert_eq!(cut("Électricité", 11), "Électricité");
        assert_eq!(cut("Électricité et gaz", 13), "Électricité…");
    }
}
