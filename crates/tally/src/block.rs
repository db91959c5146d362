//! The inner loops: rows that stand together into the cells of the grid.
//!
//! Rows go by blocks that stay in the nearest cache. Over a block each step is one plain loop over one or two columns, which the compiler
//! unrolls or turns into vector instructions: pass or not, keep what passes, cell numbers, weights.

use std::ops::Range;

use crate::index::Sum;
use crate::plan::{Lookup, Plan, Test};
use crate::values::{Columns, View};

const BLOCK: usize = 2048;

/// Rows taken at a stroke: most days of most places have fewer, and a loop whose end cannot be guessed costs more than its work.
pub(crate) const STROKE: usize = 16;

/// Where rows are gathered, by cell number.
pub(crate) trait Gather {
    /// Whether [`Gather::weigh`] looks at the time of the rows.
    const TIMED: bool;
    /// Adds rows to one cell, whatever their time.
    fn many(&mut self, cell: u32, rows: u32);
    /// Adds rows already summed to one cell.
    fn sum(&mut self, cell: u32, sum: Sum);
    /// Adds the rows of the first `len` times to one cell; the others may be looked at.
    fn times(&mut self, cell: u32, len: usize, times: &[u16]);
    /// Adds a row to each of these cells; `times` is empty unless they matter.
    fn weigh(&mut self, cells: &[u32], times: &[u16]);
}

/// Rows standing together that share the place's and the day's part of the cell number.
#[derive(Clone, Copy)]
pub(crate) struct Segment {
    pub len: u32,
    pub cell: u32,
}

/// Room that one thread uses again and again.
pub(crate) struct Scratch {
    pub segments: Vec<Segment>,
    cells: [u32; BLOCK + STROKE],
    kept_cells: [u32; BLOCK],
    passes: [u8; BLOCK],
    wide: [u16; BLOCK],
    narrow: [u8; BLOCK],
}

impl Scratch {
    pub fn new() -> Box<Scratch> {
        Box::new(Scratch {
            segments: Vec::new(),
            cells: [0; BLOCK + STROKE],
            kept_cells: [0; BLOCK],
            passes: [0; BLOCK],
            wide: [0; BLOCK],
            narrow: [0; BLOCK],
        })
    }
}

/// Counts rows that stand together, cut into `scratch.segments`, which it empties.
pub(crate) fn scan_stretch<G: Gather>(
    plan: &Plan,
    columns: &Columns,
    rows: Range<usize>,
    scratch: &mut Scratch,
    grid: &mut G,
) {
    if plan.counts_whole_days() && !G::TIMED {
        let segments = scratch.segments.drain(..);
        return segments.for_each(|segment| grid.many(segment.cell, segment.len));
    }
    if plan.counts_whole_days() {
        let mut rest = rows;
        for segment in scratch.segments.drain(..) {
            let end = rest.start + segment.len as usize;
            while rest.start < end {
                let rows = Columns::together(rest.start..end);
                grid.times(segment.cell, rows.len(), columns.times(rows.start));
                rest.start = rows.end;
            }
        }
        return;
    }
    let mut segments = std::mem::take(&mut scratch.segments);
    let mut at = 0;
    let mut start = rows.start;
    while start < rows.end {
        let block = Columns::together(start..rows.end.min(start + BLOCK));
        let passes = plan.tests.first().map(|_| test_block(&plan.tests, columns, block.clone(), &mut scratch.passes));
        let mut filled = 0;
        while filled < block.len() {
            let segment = &mut segments[at];
            let len = (segment.len as usize).min(block.len() - filled);
            if plan.lookups.is_empty() && !G::TIMED {
                grid.many(segment.cell, count(&scratch.passes[filled..filled + len]));
            } else {
                (filled..filled + len).step_by(STROKE).for_each(|at| write(&mut scratch.cells, at, segment.cell));
            }
            filled += len;
            segment.len -= len as u32;
            at += usize::from(segment.len == 0);
        }
        if !plan.lookups.is_empty() || G::TIMED {
            weigh_block(plan, columns, block.clone(), passes.is_some(), scratch, grid);
        }
        start = block.end;
    }
    segments.clear();
    scratch.segments = segments;
}

/// What this writes beyond its segment, the next one overwrites.
fn write(cells: &mut [u32; BLOCK + STROKE], at: usize, cell: u32) {
    if let Some(stroke) = cells[at..].first_chunk_mut::<STROKE>() {
        *stroke = [cell; STROKE];
    }
}

/// 1 for each row that passes all the tests, 0 for the others.
fn test_block(tests: &[Test], columns: &Columns, rows: Range<usize>, passes: &mut [u8; BLOCK]) {
    let passes = &mut passes[..rows.len()];
    passes.fill(1);
    for test in tests {
        match (columns.view(test.column(), rows.clone()), test) {
            (View::Same(value), test) if test.passes(value) => {}
            (View::Same(_), _) => passes.fill(0),
            (View::Bytes(values), Test::Range { mask, low, span, .. }) => {
                let Ok(low) = u8::try_from(*low) else {
                    passes.fill(0);
                    continue;
                };
                let (mask, span) = (*mask as u8, (*span).min((u8::MAX - low).into()) as u8);
                test_column(passes, values, |value| (value & mask).wrapping_sub(low) <= span);
            }
            (View::Bytes(values), Test::Table { passes: table, .. }) => {
                let table = table.of_bytes();
                test_column(passes, values, |value| table[usize::from(*value)]);
            }
            (View::Words(values), Test::Range { mask, low, span, .. }) => {
                test_column(passes, values, |value| (value & mask).wrapping_sub(*low) <= *span);
            }
            (View::Words(values), Test::Table { passes: table, .. }) => {
                test_column(passes, values, |value| table.get(*value));
            }
        }
    }
}

fn test_column<T>(passes: &mut [u8], column: &[T], test: impl Fn(&T) -> bool) {
    passes.iter_mut().zip(column).for_each(|(pass, value)| *pass &= u8::from(test(value)));
}

/// How many passed; by pieces whose sum fits a byte, for the sake of vector instructions.
fn count(passes: &[u8]) -> u32 {
    passes.chunks(128).map(|piece| u32::from(piece.iter().sum::<u8>())).sum()
}

/// Finds the cell of each passing row and adds its weight there. `scratch.cells` holds the segments' part.
fn weigh_block<G: Gather>(
    plan: &Plan,
    columns: &Columns,
    rows: Range<usize>,
    filtered: bool,
    scratch: &mut Scratch,
    grid: &mut G,
) {
    let Scratch { cells, kept_cells, passes, wide, narrow, .. } = scratch;
    let passes = filtered.then_some(&passes[..rows.len()]);
    let cells = match passes {
        Some(passes) => {
            let kept = keep(passes, &cells[..rows.len()], kept_cells);
            &mut kept_cells[..kept]
        }
        None => &mut cells[..rows.len()],
    };
    if cells.is_empty() {
        return;
    }
    for Lookup { column, cells: table } in &plan.lookups {
        match columns.view(*column, rows.clone()) {
            View::Same(value) => {
                let share = table.get(value);
                cells.iter_mut().for_each(|cell| *cell += share);
            }
            View::Bytes(values) => {
                let table = table.of_bytes();
                add_shares(cells, kept(passes, values, narrow), |value| table[usize::from(value)]);
            }
            View::Words(values) => match table.of_words() {
                Some(table) => add_shares(cells, kept(passes, values, wide), |value| table[usize::from(value)]),
                None => add_shares(cells, kept(passes, values, wide), |value| table.get(value)),
            },
        }
    }
    let times = if G::TIMED { kept(passes, &columns.times(rows.start)[..rows.len()], wide) } else { &[] };
    grid.weigh(cells, times);
}

/// Four rows at a time: the compiler does not unroll a loop that may panic.
fn add_shares<T: Copy>(cells: &mut [u32], values: &[T], share: impl Fn(T) -> u32) {
    let (fours, rest) = cells.as_chunks_mut::<4>();
    let (values, values_of_rest) = values.as_chunks::<4>();
    for (cells, values) in fours.iter_mut().zip(values) {
        let shares = values.map(&share);
        cells.iter_mut().zip(shares).for_each(|(cell, share)| *cell += share);
    }
    rest.iter_mut().zip(values_of_rest).for_each(|(cell, value)| *cell += share(*value));
}

/// The values of the passing rows.
fn kept<'a, T: Copy>(passes: Option<&[u8]>, values: &'a [T], room: &'a mut [T; BLOCK]) -> &'a [T] {
    match passes {
        Some(passes) => {
            let kept = keep(passes, values, room);
            &room[..kept]
        }
        None => values,
    }
}

/// Moves the values of the passing rows to the front of `room`, without a branch; says how many.
fn keep<T: Copy>(passes: &[u8], values: &[T], room: &mut [T; BLOCK]) -> usize {
    let mut kept = 0;
    for (pass, value) in passes.iter().zip(values) {
        room[kept] = *value;
        kept += usize::from(*pass);
    }
    kept
}
