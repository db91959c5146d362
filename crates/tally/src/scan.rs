//! The inner loops: rows of one place into the cells of the grid.
//!
//! Rows go by blocks that stay in the nearest cache. Over a block each step is one plain loop over one or two columns, which the compiler
//! unrolls or turns into vector instructions: pass or not, keep what passes, cell numbers, weights.

use std::ops::{Range, RangeInclusive};

use crate::columns::{Columns, DayColumns, Span};
use crate::day::Day;
use crate::index::Sum;
use crate::one_column::OneColumn;
use crate::pack::wide;
use crate::plan::{Lookup, Plan, SKIP, Test};

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
struct Segment {
    len: u32,
    cell: u32,
}

/// Room that one thread uses again and again.
pub(crate) struct Scratch {
    segments: Vec<Segment>,
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

/// Gathers the facts of one place between two days, `spans` being its spans of those days. The place's cells begin at `base`.
pub(crate) fn scan<G: Gather>(
    plan: &Plan,
    facts: &DayColumns,
    (days, spans): (RangeInclusive<Day>, &[Span]),
    base: u32,
    scratch: &mut Scratch,
    grid: &mut G,
) {
    let mut stretch = Stretch { plan, columns: &facts.columns, rows: 0..0, scratch };
    let mut rest = spans;
    while let Some(first) = rest.first() {
        let share = plan.day_cell(first.day);
        let alike = |span: &&Span| plan.day_cell(span.day) == share;
        let (run, after) = rest.split_at(if plan.any_day { rest.len() } else { rest.iter().take_while(alike).count() });
        rest = after;
        if share == SKIP {
            continue;
        }
        let rows = first.start as usize..run[run.len() - 1].rows().end;
        let whole = |one: &OneColumn| one.column.whole_pages(&rows, facts.columns.len());
        match plan.one_column.as_ref().and_then(|one| Some((one, whole(one)?))) {
            Some((one, (pages, of_pages))) => {
                stretch.days(facts, run, rows.start..of_pages.start, base + share, grid);
                one.gather(&facts.index, &pages, base + share, grid);
                stretch.days(facts, run, of_pages.end..rows.end, base + share, grid);
            }
            None => stretch.days(facts, run, rows, base + share, grid),
        }
    }
    stretch.gather(grid);
    if facts.tail.is_empty() {
        return;
    }
    // Late rows are few: they are copied into columns of their own, each its own segment.
    let mut columns = Columns::default();
    for (day, row) in facts.tail.iter().filter(|(day, _)| days.contains(day)) {
        let share = plan.day_cell(*day);
        if share != SKIP {
            columns.push(*row);
            scratch.segments.push(Segment { len: 1, cell: base + share });
        }
    }
    scan_stretch(plan, &columns, 0..columns.len(), scratch, grid);
}

/// Rows that stand together and wait to be counted, cut into `scratch.segments`.
struct Stretch<'a> {
    plan: &'a Plan,
    columns: &'a Columns,
    rows: Range<usize>,
    scratch: &'a mut Scratch,
}

impl Stretch<'_> {
    /// Adds those rows of these days that lie in `rows`, which all fall in one cell.
    fn days<G: Gather>(&mut self, facts: &DayColumns, days: &[Span], rows: Range<usize>, cell: u32, grid: &mut G) {
        if facts.holes == 0 {
            return self.rows(rows, cell, grid);
        }
        let first = days.partition_point(|span| span.rows().end <= rows.start);
        for span in days[first..].iter().take_while(|span| (span.start as usize) < rows.end) {
            let span = span.rows();
            self.rows(span.start.max(rows.start)..span.end.min(rows.end), cell, grid);
        }
    }

    fn rows<G: Gather>(&mut self, rows: Range<usize>, cell: u32, grid: &mut G) {
        if rows.is_empty() {
            return;
        }
        if rows.start != self.rows.end {
            self.gather(grid);
            self.rows.start = rows.start;
        }
        self.rows.end = rows.end;
        let len = rows.len() as u32;
        match self.scratch.segments.last_mut() {
            Some(segment) if segment.cell == cell => segment.len += len,
            _ => self.scratch.segments.push(Segment { len, cell }),
        }
    }

    fn gather<G: Gather>(&mut self, grid: &mut G) {
        scan_stretch(self.plan, self.columns, self.rows.clone(), self.scratch, grid);
        self.rows.start = self.rows.end;
    }
}

/// Counts rows that stand together, cut into `scratch.segments`, which it empties.
fn scan_stretch<G: Gather>(plan: &Plan, columns: &Columns, rows: Range<usize>, scratch: &mut Scratch, grid: &mut G) {
    if plan.counts_whole_days() && !G::TIMED {
        let segments = scratch.segments.drain(..);
        return segments.for_each(|segment| grid.many(segment.cell, segment.len));
    }
    if plan.counts_whole_days() {
        let mut times = &columns.wide[wide::TIME][rows.start..];
        for segment in scratch.segments.drain(..) {
            grid.times(segment.cell, segment.len as usize, times);
            times = &times[segment.len as usize..];
        }
        return;
    }
    let mut segments = std::mem::take(&mut scratch.segments);
    let mut at = 0;
    let mut start = rows.start;
    while start < rows.end {
        let block = start..rows.end.min(start + BLOCK);
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
        match test {
            Test::WideRange { column, mask, low, span } => {
                let in_run = |value: &u16| (value & mask).wrapping_sub(*low) <= *span;
                test_column(passes, &columns.wide[*column][rows.clone()], in_run);
            }
            Test::WideTable { column, shift, passes: table } => {
                test_column(passes, &columns.wide[*column][rows.clone()], |value| table[usize::from(value >> shift)]);
            }
            Test::NarrowRange { column, mask, low, span } => {
                let in_run = |value: &u8| (value & mask).wrapping_sub(*low) <= *span;
                test_column(passes, &columns.narrow[*column][rows.clone()], in_run);
            }
            Test::NarrowTable { column, passes: table } => {
                test_column(passes, &columns.narrow[*column][rows.clone()], |value| table[usize::from(*value)]);
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
    for lookup in &plan.lookups {
        match lookup {
            Lookup::Wide { column, shift, cells: table } => {
                let values = kept(passes, &columns.wide[*column][rows.clone()], wide);
                cells.iter_mut().zip(values).for_each(|(cell, value)| *cell += table[usize::from(value >> shift)]);
            }
            Lookup::Narrow { column, cells: table } => {
                let values = kept(passes, &columns.narrow[*column][rows.clone()], narrow);
                cells.iter_mut().zip(values).for_each(|(cell, value)| *cell += table[usize::from(*value)]);
            }
        }
    }
    let times = if G::TIMED { kept(passes, &columns.wide[wide::TIME][rows], wide) } else { &[] };
    grid.weigh(cells, times);
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
