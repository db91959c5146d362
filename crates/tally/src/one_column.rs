//! Questions that read one column: the index answers them for whole pages.

use std::ops::Range;

use crate::block::Gather;
use crate::index::{Column, Index};
use crate::pack::wide;
use crate::plan::{Lookup, Test};
use crate::tally::Tally;

/// Places whose counters stay in the nearest caches together.
const ABREAST: usize = 64;

/// The column that all cuts and filters of the rows read, and its values that pass, each with its share of the cell number.
pub(crate) struct OneColumn {
    pub column: Column,
    values: Vec<(u16, u32)>,
}

impl OneColumn {
    /// `None` when the rows must be read: for two columns, for the time, for the minutes of a one-byte column.
    pub fn of(tally: &Tally, timed: bool, lookups: &[Lookup], tests: &[Test]) -> Option<OneColumn> {
        let mut columns = lookups.iter().map(Lookup::column).chain(tests.iter().map(Test::column));
        let column = match columns.next() {
            Some(column) => column,
            // Any column that knows minutes tells those of all its rows.
            None if timed => Column::Wide(wide::THEME),
            None => return None,
        };
        let values: Vec<u16> = match column {
            Column::Wide(wide::THEME) => tally.themes.codes().collect(),
            Column::Wide(wide::OPERATOR) => tally.operators.codes().collect(),
            Column::Narrow(_) if !timed => (0..=u16::from(u8::MAX)).collect(),
            _ => return None,
        };
        columns.all(|other| other == column).then(|| {
            let passing = values.into_iter().filter(|value| tests.iter().all(|test| test.passes(*value)));
            let share = |value| lookups.iter().map(|lookup| lookup.cell(value)).sum();
            OneColumn { column, values: passing.map(|value| (value, share(value))).collect() }
        })
    }

    /// Gathers all that the index knows of these places, the cells of each beginning at its number.
    ///
    /// Several places are asked for one value, then for the next: the first value fetches their counters from memory, many at a time,
    /// because no look waits for another; place after place, the processor would see one place ahead and wait for each.
    pub fn gather_totals<G: Gather>(&self, places: &[(&Index, u32)], grid: &mut G) {
        for places in places.chunks(ABREAST) {
            for (value, share) in &self.values {
                for (index, base) in places {
                    let sum = index.total(self.column, *value);
                    if sum.n > 0 {
                        grid.sum(base + share, sum);
                    }
                }
            }
        }
    }

    /// Gathers whole pages of one place, of which every day's cells begin at `base`.
    pub fn gather<G: Gather>(&self, index: &Index, pages: &Range<usize>, base: u32, grid: &mut G) {
        for (value, share) in &self.values {
            let sum = index.sum(self.column, *value, pages);
            if sum.n > 0 {
                grid.sum(base + share, sum);
            }
        }
    }
}

impl Lookup {
    fn column(&self) -> Column {
        match self {
            Lookup::Wide { column, .. } => Column::Wide(*column),
            Lookup::Narrow { column, .. } => Column::Narrow(*column),
        }
    }

    fn cell(&self, value: u16) -> u32 {
        match self {
            Lookup::Wide { shift, cells, .. } => cells[usize::from(value >> shift)],
            Lookup::Narrow { cells, .. } => cells[usize::from(value)],
        }
    }
}

impl Test {
    fn column(&self) -> Column {
        match self {
            Test::WideRange { column, .. } | Test::WideTable { column, .. } => Column::Wide(*column),
            Test::NarrowRange { column, .. } | Test::NarrowTable { column, .. } => Column::Narrow(*column),
        }
    }

    fn passes(&self, value: u16) -> bool {
        match self {
            Test::WideRange { mask, low, span, .. } => (value & mask).wrapping_sub(*low) <= *span,
            Test::WideTable { shift, passes, .. } => passes[usize::from(value >> shift)],
            // A one-byte column has one-byte values.
            Test::NarrowRange { mask, low, span, .. } => (value as u8 & mask).wrapping_sub(*low) <= *span,
            Test::NarrowTable { passes, .. } => passes[usize::from(value)],
        }
    }
}
