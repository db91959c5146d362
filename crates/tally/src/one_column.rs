//! Questions that read one column: the index answers them for whole pages.

use std::ops::Range;

use crate::block::Gather;
use crate::field::values;
use crate::index::{Index, is_timed};
use crate::pack::column;
use crate::plan::{Lookup, Test};
use crate::tally::Tally;

/// Places whose counters stay in the nearest caches together.
const ABREAST: usize = 64;

/// The column that all cuts and filters of the rows read, and its values that pass, each with its share of the cell number.
pub(crate) struct OneColumn {
    pub column: usize,
    values: Vec<(u16, u32)>,
}

impl OneColumn {
    /// `None` when the rows must be read: for two columns, for the time, for the minutes of a column whose index has none.
    pub fn of(tally: &Tally, timed: bool, lookups: &[Lookup], tests: &[Test]) -> Option<OneColumn> {
        let lookups_of = lookups.iter().map(|lookup| lookup.column);
        let mut columns = lookups_of.chain(tests.iter().map(Test::column));
        let column = match columns.next() {
            Some(column::TIME) => return None,
            Some(column) if timed && !is_timed(column) => return None,
            Some(column) => column,
            // Any column that knows minutes tells those of all its rows.
            None if timed => column::THEME,
            None => return None,
        };
        let values = values(tally, column);
        columns.all(|other| other == column).then(|| {
            let passing = values.filter(|value| tests.iter().all(|test| test.passes(*value)));
            let share = |value| lookups.iter().map(|lookup| lookup.cells.get(value)).sum();
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
