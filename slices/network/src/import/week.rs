//! Six cells such as `09:00 - 12:00 / 13:30 - 17:00` become a rule in OSM syntax.

use jiff::civil::Weekday;

use super::report::Mend;
use super::source::{Cells, Column};
use crate::hours::{Rule, Slot};

const DAYS: [(Column, Weekday, &str); 6] = [
    (Column::Monday, Weekday::Monday, "Mo"),
    (Column::Tuesday, Weekday::Tuesday, "Tu"),
    (Column::Wednesday, Weekday::Wednesday, "We"),
    (Column::Thursday, Weekday::Thursday, "Th"),
    (Column::Friday, Weekday::Friday, "Fr"),
    (Column::Saturday, Weekday::Saturday, "Sa"),
];

/// The week's rule, normalised, or nothing when no hour is left.
pub(super) fn hours(cells: &Cells<'_>, mends: &mut Vec<Mend>) -> Option<String> {
    let mut parts = Vec::new();
    for (column, day, code) in DAYS {
        let slots = slots(cells.get(column), day, mends);
        if !slots.is_empty() {
            parts.push(format!("{code} {}", Slot::list(&slots)));
        }
    }
    if parts.is_empty() {
        mends.push(Mend::NoHours);
        return None;
    }
    parts.push("PH off".to_owned());
    parts.join("; ").parse::<Rule>().ok().map(|rule| rule.to_string())
}

fn slots(cell: &str, day: Weekday, mends: &mut Vec<Mend>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut empty = false;
    for written in cell.split('/').map(str::trim).filter(|written| !written.is_empty()) {
        let text: String = written.chars().filter(|letter| !letter.is_whitespace()).collect();
        match text.parse() {
            Ok(slot) => slots.push(slot),
            Err(_) if text == "00:00-00:00" => empty = true,
            Err(_) => mends.push(Mend::SlotUnreadable { day, written: written.chars().take(40).collect() }),
        }
    }
    if empty {
        mends.push(Mend::EmptySlot(day));
    }
    slots.sort();
    if slots.windows(2).any(|pair| pair[0].end() > pair[1].start()) {
        mends.push(Mend::Overlap(day));
    }
    Slot::union(slots)
}
