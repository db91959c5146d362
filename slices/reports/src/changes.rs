//! A report asked again: the same, or what changed and because of which entries.

use crate::document::{Document, Section};
use db::{DbError, Tx};
use figures::Cell;
use jiff::Timestamp;
use kernel::{Day, PlaceId};
use tally::Fact;

/// A cell that says something else today.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// In which section.
    pub section: Section,
    /// The row's name.
    pub row: String,
    /// The column's name.
    pub column: String,
    /// What was issued; nothing where the row was not there.
    pub then: Cell,
    /// What stands now; nothing where the row is gone.
    pub now: Cell,
}

/// Every cell of the first that is not as in the second. Names and sentences follow from the numbers, or from the catalogue.
pub fn differences(then: &Document, now: &Document) -> Vec<Difference> {
    let mut found = Vec::new();
    for part in &then.parts {
        let Some(other) = now.parts.iter().find(|other| other.section == part.section) else { continue };
        let name = |row: &Vec<Cell>| match row.first() {
            Some(Cell::Words(name)) => name.clone(),
            _ => String::new(),
        };
        let names: Vec<_> = part.rows.iter().map(name).collect();
        let added = other.rows.iter().map(name).filter(|row| !names.contains(row));
        for row in names.iter().cloned().chain(added) {
            let of = |rows: &[Vec<Cell>]| rows.iter().find(|cells| name(cells) == row).cloned();
            let (then, now) = (of(&part.rows), of(&other.rows));
            for (column, head) in part.head.iter().enumerate().skip(1) {
                let at = |cells: &Option<Vec<Cell>>| {
                    cells.as_ref().and_then(|cells| cells.get(column)).cloned().unwrap_or(Cell::Nothing)
                };
                let (then, now) = (at(&then), at(&now));
                if then != now {
                    found.push(Difference { section: part.section, row: row.clone(), column: head.clone(), then, now });
                }
            }
        }
    }
    found
}

/// An entry that changed the figures of a period after a report of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// Where.
    pub place: PlaceId,
    /// Its number there.
    pub sequence: i64,
    /// `request.recorded`, `corrected`, `withdrawn`…
    pub kind: String,
    /// When it arrived.
    pub received: Timestamp,
}

/// How many entries are read at a time.
const PAGE: i64 = 1_000;

/// The entries after those of a report that changed figures of its days, and how many there are. At most `most` are listed.
pub async fn since(
    tx: &mut Tx,
    heads: &[(PlaceId, i64)],
    days: (Day, Day),
    most: usize,
) -> Result<(Vec<Since>, usize), DbError> {
    let (mut listed, mut n) = (Vec::new(), 0);
    for (place, head) in heads {
        let mut after = *head;
        loop {
            let changes = journal::changes(tx, *place, after, PAGE).await?;
            let Some(last) = changes.last().map(|change| change.sequence) else { break };
            let mut touched = changes.into_iter().filter(|change| touches(change, days)).peekable();
            if touched.peek().is_some() {
                let entries = journal::entries_since(tx, *place, after, PAGE).await?;
                for change in touched {
                    n += 1;
                    let entry = entries.iter().find(|entry| entry.sequence == change.sequence);
                    if let Some(entry) = entry.filter(|_| listed.len() < most) {
                        let (kind, received) = (entry.kind.clone(), entry.received);
                        listed.push(Since { place: *place, sequence: entry.sequence, kind, received });
                    }
                }
            }
            after = last;
        }
    }
    Ok((listed, n))
}

fn touches(change: &journal::Change, (from, to): (Day, Day)) -> bool {
    let facts = [&change.removed, &change.added].into_iter().flatten().flat_map(|bytes| bytes.chunks_exact(16));
    let days = facts.filter_map(|bytes| Fact::unpack(bytes.try_into().ok()?).ok()).map(|fact| Day(fact.day.0));
    days.into_iter().any(|day| from <= day && day <= to)
}
