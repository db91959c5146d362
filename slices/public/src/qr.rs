//! A QR code as one SVG path, made here: nothing is asked of anybody, and the page needs no script.

use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};

/// The quiet border that readers ask for, in modules.
const BORDER: usize = 4;

/// The QR code of an address, with its name for those who hear the page. Nothing when the address does not fit in one.
pub(crate) fn qr(address: &str, name: &str) -> Option<Markup> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * BORDER;
    let rows = (0..code.size).map(|row| code[row].iter().map(|module| module.value()).collect::<Vec<_>>());
    let path = outline(rows);
    Some(html! {
        svg.qr role="img" aria-label=(name) viewBox=(format!("0 0 {side} {side}")) shape-rendering="crispEdges" {
            path d=(path) {}
        }
    })
}

/// Each run of dark modules of a row is one rectangle.
fn outline(rows: impl Iterator<Item = Vec<bool>>) -> String {
    let mut path = String::new();
    for (y, row) in rows.enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] {
                path.push_str(&format!("M{} {}h{}v1h-{}z", x + BORDER, y + BORDER, run.len(), run.len()));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_become_rectangles() {
        let rows = [vec![true, true, false, true], vec![false; 4]];
        assert_eq!(outline(rows.into_iter()), "M4 4h2v1h-2zM7 4h1v1h-1z");
    }

    #[test]
    fn an_address_is_a_small_drawing_and_one_that_is_too_long_is_none() {
        let drawn = qr("https://parvis.example.org/ticket/K7QF2M9X?lang=fr", "Code <1>").unwrap().into_string();
        assert!(drawn.contains("viewBox=\"0 0 41 41\"") && drawn.contains("Code &lt;1&gt;"), "{drawn}");
        assert!(drawn.len() < 9_000, "{}", drawn.len());
        assert!(qr(&"x".repeat(5_000), "").is_none());
    }
}
