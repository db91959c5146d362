//! The dense grid of an answer, filled by every core.

use std::sync::Mutex;

use crate::block::{Gather, STROKE, Scratch};
use crate::index::Sum;
use crate::pack::NO_MINUTES;
use crate::places::Place;
use crate::plan::Plan;

/// Fewer rows than this are counted sooner than a thread starts.
const WORTH_A_THREAD: usize = 1_000_000;

/// Places are handed out in this many pieces a thread, so that a core taken by someone else does not hold up the answer.
const PIECES: usize = 16;

/// A processor adding twice in a row to one cell waits for itself, and one theme in ten is the same: small grids are kept four times over, and rows
/// take turns.
const LANES: usize = 4;

/// Grids of more cells keep one lane: their rows seldom meet.
const FEW_CELLS: usize = 1 << 11;

/// Cells being filled: lane `l` of a cell stands `l × apart` further; 0 when there is one lane.
pub(crate) struct Grid<'a, C> {
    cells: &'a mut [C],
    apart: usize,
}

impl<C> Grid<'_, C> {
    fn lanes(&mut self) -> Option<[&mut [C]; LANES]> {
        let mut lanes = self.cells.chunks_exact_mut(self.apart.max(1));
        (self.apart > 0).then(|| std::array::from_fn(|_| lanes.next().unwrap_or_default()))
    }
}

/// What a cell of the grid holds.
pub(crate) trait Cell: Copy + Default + Send + Sync {
    /// Adds another thread's cell, or another act's.
    fn merge(&mut self, other: Self);
    /// (value, n, known).
    fn read(self) -> (u64, u64, u64);
}

/// A count.
impl Cell for u32 {
    fn merge(&mut self, other: Self) {
        *self += other;
    }

    fn read(self) -> (u64, u64, u64) {
        (u64::from(self), u64::from(self), u64::from(self))
    }
}

impl Gather for Grid<'_, u32> {
    const TIMED: bool = false;

    fn many(&mut self, cell: u32, rows: u32) {
        self.cells[cell as usize] += rows;
    }

    fn sum(&mut self, cell: u32, sum: Sum) {
        self.many(cell, sum.n);
    }

    fn times(&mut self, cell: u32, len: usize, _: &[u16]) {
        self.many(cell, len as u32);
    }

    fn weigh(&mut self, cells: &[u32], _: &[u16]) {
        let Some([a, b, c, d]) = self.lanes() else {
            return cells.iter().for_each(|cell| self.cells[*cell as usize] += 1);
        };
        let (turns, rest) = cells.as_chunks::<LANES>();
        for turn in turns {
            let [i, j, k, l] = turn.map(|cell| cell as usize);
            a[i] += 1;
            b[j] += 1;
            c[k] += 1;
            d[l] += 1;
        }
        rest.iter().for_each(|cell| a[*cell as usize] += 1);
    }
}

/// `[n << 32 | known, minutes]`: one vector addition a row.
impl Cell for [u64; 2] {
    fn merge(&mut self, other: Self) {
        *self = [self[0] + other[0], self[1] + other[1]];
    }

    fn read(self) -> (u64, u64, u64) {
        (self[1], self[0] >> 32, self[0] & u64::from(u32::MAX))
    }
}

impl Gather for Grid<'_, [u64; 2]> {
    const TIMED: bool = true;

    fn many(&mut self, cell: u32, rows: u32) {
        self.cells[cell as usize][0] += u64::from(rows) << 32;
    }

    fn sum(&mut self, cell: u32, Sum { n, known, minutes }: Sum) {
        self.cells[cell as usize].merge([u64::from(n) << 32 | u64::from(known), minutes.into()]);
    }

    fn times(&mut self, cell: u32, len: usize, times: &[u16]) {
        let strokes = (0..len).step_by(STROKE).map(|at| known_minutes(len - at, &times[at..]));
        let (known, minutes) = strokes.fold((0, 0), |sum, (known, minutes)| (sum.0 + known, sum.1 + minutes));
        self.cells[cell as usize].merge([(len as u64) << 32 | known, minutes]);
    }

    fn weigh(&mut self, cells: &[u32], times: &[u16]) {
        let weight = |time: u16| WEIGHTS[usize::from(time & NO_MINUTES)];
        let Some([a, b, c, d]) = self.lanes() else {
            let rows = cells.iter().zip(times);
            return rows.for_each(|(cell, time)| self.cells[*cell as usize].merge(weight(*time)));
        };
        let (turns, rest) = cells.as_chunks::<LANES>();
        let (times, times_of_rest) = times.as_chunks::<LANES>();
        for (turn, times) in turns.iter().zip(times) {
            let [i, j, k, l] = turn.map(|cell| cell as usize);
            a[i].merge(weight(times[0]));
            b[j].merge(weight(times[1]));
            c[k].merge(weight(times[2]));
            d[l].merge(weight(times[3]));
        }
        rest.iter().zip(times_of_rest).for_each(|(cell, time)| a[*cell as usize].merge(weight(*time)));
    }
}

/// How many of the first `len` times know their minutes, and these minutes; of one stroke at most, without a branch on `len`.
fn known_minutes(len: usize, times: &[u16]) -> (u64, u64) {
    let mut own = [NO_MINUTES; STROKE];
    let stroke = times.first_chunk().unwrap_or_else(|| {
        own[..times.len()].copy_from_slice(times);
        &own
    });
    let minutes = stroke.iter().zip(&BEYOND[len.min(STROKE)]).map(|(time, beyond)| (time | beyond) & NO_MINUTES);
    let known: u16 = minutes.clone().map(|minutes| u16::from(minutes != NO_MINUTES)).sum();
    let minutes: u16 = minutes.map(|minutes| if minutes == NO_MINUTES { 0 } else { minutes }).sum();
    (known.into(), minutes.into())
}

/// Makes the minutes unknown from each position of a stroke on.
static BEYOND: [[u16; STROKE]; STROKE + 1] = {
    let mut beyond = [[0; STROKE]; STROKE + 1];
    let mut at = 0;
    while at < STROKE * STROKE {
        if at % STROKE >= at / STROKE {
            beyond[at / STROKE][at % STROKE] = NO_MINUTES;
        }
        at += 1;
    }
    beyond
};

/// What each number of minutes adds to a cell.
static WEIGHTS: [[u64; 2]; NO_MINUTES as usize + 1] = {
    let mut weights = [[1 << 32, 0]; NO_MINUTES as usize + 1];
    let mut minutes = 0;
    while minutes < NO_MINUTES as usize {
        weights[minutes] = [1 << 32 | 1, minutes as u64];
        minutes += 1;
    }
    weights
};

/// Fills a grid with what `fill` gathers of some places, the cells of each beginning at the number beside it.
///
/// Cut by place, the threads share one grid, each piece owning the cells of its places; otherwise each has its own, added up at the end.
pub(crate) fn fill<C: Cell>(
    plan: &Plan,
    places: &[Place],
    rows: usize,
    threads: usize,
    fill: impl Fn(&[(Place, u32)], &mut Scratch, &mut Grid<C>) + Sync,
) -> Vec<C> {
    let threads = threads.min(1 + rows / WORTH_A_THREAD);
    let piece = places.len().div_ceil(if threads == 1 { 1 } else { threads * PIECES }).max(1);
    let shared_cells = if plan.by_place { places.len() * plan.place_cells } else { 0 };
    let own_cells = if plan.by_place { 0 } else { plan.place_cells };
    let lanes = if own_cells <= FEW_CELLS { LANES } else { 1 };

    let mut shared = vec![C::default(); shared_cells];
    let mut cells_of_pieces = shared.chunks_mut(piece * plan.place_cells);
    let pieces = places.chunks(piece).map(|places| (places, cells_of_pieces.next().unwrap_or_default()));
    let pieces: Mutex<Vec<_>> = Mutex::new(pieces.collect());
    let work = || {
        let mut own = vec![C::default(); own_cells * lanes];
        let mut scratch = Scratch::new();
        loop {
            // The lock is held for the taking only; a thread that panics takes the whole question with it.
            let next = pieces.lock().expect("no thread panics while it takes a piece").pop();
            let Some((places, cells)) = next else { return own };
            let (cells, stride) = if plan.by_place { (cells, plan.place_cells) } else { (&mut own[..], 0) };
            let mut grid = Grid { cells, apart: own_cells * (lanes - 1) / (LANES - 1) };
            let based: Vec<_> = places.iter().copied().zip((0..).map(|at: u32| at * stride as u32)).collect();
            fill(&based, &mut scratch, &mut grid);
        }
    };
    let own = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut own = work();
        for other in others {
            let other = other.join().expect("counting does not panic");
            own.iter_mut().zip(other).for_each(|(cell, other)| cell.merge(other));
        }
        let (first, others) = own.split_at_mut(own_cells);
        for lane in others.chunks(own_cells.max(1)) {
            first.iter_mut().zip(lane).for_each(|(cell, other)| cell.merge(*other));
        }
        own.truncate(own_cells);
        own
    });
    drop(pieces);
    if plan.by_place { shared } else { own }
}
