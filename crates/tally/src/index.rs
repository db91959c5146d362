//! How often each value of a column stands among the first rows of a place, page after page.
//!
//! The rows of a place are cut into pages, by their number. For every column but the time, and every value met there, the index holds
//! how many live rows have it from the first page to the end of each; for themes, also their minutes. The difference of
//! two pages is what stands between them, however far apart they are. It is an index as a database has: worked out from the rows,
//! changed with them, and good for any question that reads one column ([`OneColumn`](crate::one_column::OneColumn)); no figure is
//! stored. A page of it stays small beside its rows, however thinly the days are filled.

use std::ops::Range;

use crate::pack::{NO_MINUTES, Packed, column};
use crate::values::Columns;

/// Rows, those whose minutes are known, and these minutes: 32 bits hold eight thousand years of one place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    pub n: u32,
    pub known: u32,
    pub minutes: u32,
}

/// What the index holds of a value.
trait Count: Copy + Default {
    /// Rows of a page.
    const PAGE: usize;
    /// One row of this time.
    fn of(time: u16) -> Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn sum(self) -> Sum;
}

/// So few rows that those at both ends of a year are soon scanned.
impl Count for Sum {
    const PAGE: usize = 1024;

    fn of(time: u16) -> Sum {
        match time & NO_MINUTES {
            NO_MINUTES => Sum { n: 1, known: 0, minutes: 0 },
            minutes => Sum { n: 1, known: 1, minutes: minutes.into() },
        }
    }

    fn plus(self, other: Sum) -> Sum {
        Sum { n: self.n + other.n, known: self.known + other.known, minutes: self.minutes + other.minutes }
    }

    fn minus(self, other: Sum) -> Sum {
        Sum { n: self.n - other.n, known: self.known - other.known, minutes: self.minutes - other.minutes }
    }

    fn sum(self) -> Sum {
        self
    }
}

/// A number of rows. Where no minutes are known, rows are scanned sooner.
impl Count for u32 {
    const PAGE: usize = 4096;

    fn of(_: u16) -> u32 {
        1
    }

    fn plus(self, other: u32) -> u32 {
        self + other
    }

    fn minus(self, other: u32) -> u32 {
        self - other
    }

    fn sum(self) -> Sum {
        Sum { n: self, ..Sum::default() }
    }
}

/// The pages of a column, which hold the values met.
#[derive(Clone, Debug, Default)]
struct Pages<C> {
    /// One more than the slot of each value; 0 for a value never met.
    slots: Vec<u16>,
    met: usize,
    /// Page by page, `room` slots each.
    entries: Vec<C>,
    room: usize,
}

impl<C: Count> Pages<C> {
    fn of(columns: &Columns, column: usize) -> Pages<C> {
        let mut pages = Pages::<C>::default();
        pages.meet(columns, column);
        pages.reserve(columns.len());
        for (page, start) in (0..columns.len()).step_by(C::PAGE).enumerate() {
            pages.turn();
            let slots = &pages.slots;
            let own = &mut pages.entries[page * pages.room..];
            // No page is larger than a block.
            let rows = start..columns.len().min(start + C::PAGE);
            columns.view(column, rows.clone()).beside(&columns.times(start)[..rows.len()], |value, time| {
                let entry = &mut own[usize::from(slots[usize::from(value)]) - 1];
                *entry = entry.plus(C::of(time));
            });
        }
        pages
    }

    /// Gives a slot to each value of a column, in their order.
    fn meet(&mut self, columns: &Columns, column: usize) {
        let mut met = vec![false; if column::is_narrow(column) { 1 << 8 } else { 1 << 16 }];
        for block in columns.blocks() {
            let rows = block.codes[column].view(0..block.times.len());
            rows.beside(&block.times, |value, _| met[usize::from(value)] = true);
        }
        let values = met.iter().rposition(|met| *met).map_or(0, |last| last + 1);
        self.slots = vec![0; values];
        for (slot, _) in self.slots.iter_mut().zip(&met).filter(|(_, met)| **met) {
            self.met += 1;
            *slot = named(self.met);
        }
        self.room = self.met;
    }

    /// Makes room for this many rows in all, of the values met so far.
    fn reserve(&mut self, rows: usize) {
        let entries = rows.div_ceil(C::PAGE) * self.room;
        self.entries.reserve_exact(entries.saturating_sub(self.entries.len()));
    }

    /// Calls `change` on what is held of a value from the page of this row on.
    fn change(&mut self, value: u16, row: usize, change: impl Fn(&mut C)) {
        let (slot, page) = (self.slot(value.into()), row / C::PAGE);
        while self.entries.len() <= page * self.room {
            self.turn();
        }
        self.entries[page * self.room + slot..].iter_mut().step_by(self.room).for_each(change);
    }

    /// Begins a page, which knows at first what the last one knew.
    fn turn(&mut self) {
        let room = self.room;
        if self.entries.capacity() < self.entries.len() + room {
            self.entries.reserve_exact(room * (self.entries.len() / room / 8).max(1));
        }
        match self.entries.len().checked_sub(room) {
            Some(last) => self.entries.extend_from_within(last..),
            None => self.entries.resize(room, C::default()),
        }
    }

    fn slot(&mut self, value: usize) -> usize {
        if value >= self.slots.len() {
            self.slots.reserve_exact(value + 1 - self.slots.len());
            self.slots.resize(value + 1, 0);
        }
        if self.slots[value] == 0 {
            if self.met == self.room {
                self.widen(self.room + (self.room / 8).max(4));
            }
            self.met += 1;
            self.slots[value] = named(self.met);
        }
        usize::from(self.slots[value]) - 1
    }

    fn widen(&mut self, room: usize) {
        let mut entries = Vec::with_capacity(self.entries.capacity() / self.room.max(1) * room);
        for page in self.entries.chunks(self.room.max(1)) {
            entries.extend_from_slice(page);
            entries.resize(entries.len() + room - page.len(), C::default());
        }
        (self.entries, self.room) = (entries, room);
    }

    /// The values that some row has or had.
    fn values(&self) -> impl Iterator<Item = u16> + '_ {
        let slots = self.slots.iter().enumerate();
        slots.filter(|(_, slot)| **slot > 0).map(|(value, _)| value as u16)
    }

    /// What these pages hold of a value.
    fn sum(&self, value: u16, pages: &Range<usize>) -> Sum {
        let Some(slot @ 1..) = self.slots.get(usize::from(value)) else { return Sum::default() };
        let until = |page: usize| match page {
            0 => C::default(),
            page => self.entries[(page - 1) * self.room + usize::from(*slot) - 1],
        };
        until(pages.end).minus(until(pages.start)).sum()
    }

    /// What all pages hold of a value: the last one alone says it.
    fn total(&self, value: u16) -> Sum {
        let Some(slot @ 1..) = self.slots.get(usize::from(value)) else { return Sum::default() };
        self.entries[self.entries.len() - self.room + usize::from(*slot) - 1].sum()
    }

    fn memory(&self) -> usize {
        self.slots.capacity() * size_of::<u16>() + self.entries.capacity() * size_of::<C>()
    }
}

/// How a slot is written beside its value.
fn named(met: usize) -> u16 {
    u16::try_from(met).expect("a place has fewer themes, and fewer operators, than two bytes can say")
}

/// The themes: the column whose minutes are known, because a year by theme is everybody's question. The others follow it: minutes by operator
/// would weigh as much again for what its rows, of three bytes, say soon enough.
const TIMED: usize = 1;
const _: () = assert!(column::THEME < TIMED);

/// Whether the index knows the minutes of a column's values.
pub(crate) const fn is_timed(column: usize) -> bool {
    column < TIMED
}

/// The pages of a column that lie wholly within `rows`, and their rows; the last page ends with the `len` rows there are in all.
pub(crate) fn whole_pages(column: usize, rows: &Range<usize>, len: usize) -> Option<(Range<usize>, Range<usize>)> {
    let page = if is_timed(column) { Sum::PAGE } else { u32::PAGE };
    let first = rows.start.div_ceil(page);
    let after = if rows.end == len { len.div_ceil(page) } else { rows.end / page };
    (first < after).then(|| (first..after, first * page..rows.end.min(after * page)))
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    timed: [Pages<Sum>; TIMED],
    counted: [Pages<u32>; column::CODES - TIMED],
}

impl Index {
    /// Makes room for this many rows in all, of the values met so far.
    pub fn reserve(&mut self, rows: usize) {
        self.timed.iter_mut().for_each(|pages| pages.reserve(rows));
        self.counted.iter_mut().for_each(|pages| pages.reserve(rows));
    }

    /// The index of these rows, all live.
    pub fn of(columns: &Columns) -> Index {
        Index {
            timed: std::array::from_fn(|at| Pages::of(columns, at)),
            counted: std::array::from_fn(|at| Pages::of(columns, TIMED + at)),
        }
    }

    /// The values that some row has or had.
    pub fn values(&self, column: usize) -> Box<dyn Iterator<Item = u16> + '_> {
        if is_timed(column) {
            Box::new(self.timed[column].values())
        } else {
            Box::new(self.counted[column - TIMED].values())
        }
    }

    /// The row now lives at this number.
    pub fn add(&mut self, at: usize, row: &Packed) {
        let of_row = Sum::of(row.time);
        self.change(at, row, |sum| *sum = sum.plus(of_row), |n| *n += 1);
    }

    /// The row, which lived at this number, leaves it.
    pub fn remove(&mut self, at: usize, row: &Packed) {
        let of_row = Sum::of(row.time);
        self.change(at, row, |sum| *sum = sum.minus(of_row), |n| *n -= 1);
    }

    fn change(&mut self, at: usize, row: &Packed, sum: impl Fn(&mut Sum), n: impl Fn(&mut u32)) {
        let (timed, counted) = row.codes.split_at(TIMED);
        self.timed.iter_mut().zip(timed).for_each(|(pages, value)| pages.change(*value, at, &sum));
        self.counted.iter_mut().zip(counted).for_each(|(pages, value)| pages.change(*value, at, &n));
    }

    /// What these pages hold of a value.
    pub fn sum(&self, column: usize, value: u16, pages: &Range<usize>) -> Sum {
        if is_timed(column) {
            self.timed[column].sum(value, pages)
        } else {
            self.counted[column - TIMED].sum(value, pages)
        }
    }

    /// What all pages hold of a value.
    pub fn total(&self, column: usize, value: u16) -> Sum {
        if is_timed(column) { self.timed[column].total(value) } else { self.counted[column - TIMED].total(value) }
    }

    pub fn memory(&self) -> usize {
        let timed: usize = self.timed.iter().map(Pages::memory).sum();
        let counted: usize = self.counted.iter().map(Pages::memory).sum();
        timed + counted
    }
}
