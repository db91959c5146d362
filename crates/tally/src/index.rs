//! How often each value of a column stands among the first rows of a place, page after page.
//!
//! The rows of a place are cut into pages of [`PAGE`], by their number. For every column but the time, and every value met there, the
//! index holds how many live rows have it from the first page to the end of each; for the two-byte columns, also their minutes. The
//! difference of two pages is what stands between them, however far apart they are. It is an index as a database has: worked out from
//! the rows, changed with them, and good for any question that reads one column ([`OneColumn`](crate::one_column::OneColumn)); no
//! figure is stored. A page of it stays small beside its 1,024 rows, however thinly the days are filled.

use std::ops::Range;

use crate::pack::{NO_MINUTES, Packed, wide};

/// Small enough that the pages at both ends of a year leave few rows to scan.
pub(crate) const PAGE: usize = 1024;

/// Rows, those whose minutes are known, and these minutes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    pub n: u32,
    pub known: u32,
    pub minutes: u64,
}

impl Sum {
    fn of(time: u16) -> Sum {
        match time & NO_MINUTES {
            NO_MINUTES => Sum { n: 1, known: 0, minutes: 0 },
            minutes => Sum { n: 1, known: 1, minutes: minutes.into() },
        }
    }
}

/// What the pages so far know of one value.
trait Entry: Copy + Default {
    fn add(&mut self, row: Sum);
    fn remove(&mut self, row: Sum);
    fn since(self, earlier: Self) -> Sum;
}

/// A count alone: nobody asks it for minutes.
impl Entry for u32 {
    fn add(&mut self, row: Sum) {
        *self += row.n;
    }

    fn remove(&mut self, row: Sum) {
        *self -= row.n;
    }

    fn since(self, earlier: u32) -> Sum {
        Sum { n: self - earlier, ..Sum::default() }
    }
}

impl Entry for Sum {
    fn add(&mut self, row: Sum) {
        *self = Sum { n: self.n + row.n, known: self.known + row.known, minutes: self.minutes + row.minutes };
    }

    fn remove(&mut self, row: Sum) {
        *self = self.since(row);
    }

    fn since(self, earlier: Sum) -> Sum {
        Sum { n: self.n - earlier.n, known: self.known - earlier.known, minutes: self.minutes - earlier.minutes }
    }
}

/// The entries of one column.
#[derive(Clone, Debug, Default)]
struct ByValue<E> {
    /// One more than the slot of each value; 0 for a value never met.
    slots: Vec<u32>,
    met: usize,
    /// Page by page, `room` slots each.
    entries: Vec<E>,
    room: usize,
}

impl<E: Entry> ByValue<E> {
    fn reserve(&mut self, pages: usize) {
        self.entries.reserve_exact((pages * self.room).saturating_sub(self.entries.len()));
    }

    /// Calls `change` on the entries of a value from this page on.
    fn change(&mut self, value: u16, page: usize, change: impl Fn(&mut E)) {
        let slot = self.slot(value.into());
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
            None => self.entries.resize(room, E::default()),
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
            self.slots[value] = self.met as u32;
        }
        self.slots[value] as usize - 1
    }

    fn widen(&mut self, room: usize) {
        let mut entries = Vec::with_capacity(self.entries.capacity() / self.room.max(1) * room);
        for page in self.entries.chunks(self.room.max(1)) {
            entries.extend_from_slice(page);
            entries.resize(entries.len() + room - page.len(), E::default());
        }
        (self.entries, self.room) = (entries, room);
    }

    fn sum(&self, value: u16, pages: &Range<usize>) -> Sum {
        let Some(slot @ 1..) = self.slots.get(usize::from(value)) else { return Sum::default() };
        let until = |page: usize| match page {
            0 => E::default(),
            page => self.entries[(page - 1) * self.room + *slot as usize - 1],
        };
        until(pages.end).since(until(pages.start))
    }

    fn memory(&self) -> usize {
        self.slots.capacity() * size_of::<u32>() + self.entries.capacity() * size_of::<E>()
    }
}

/// A column the index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Wide(usize),
    Narrow(usize),
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    wide: [ByValue<Sum>; wide::TIME],
    narrow: [ByValue<u32>; 5],
}

impl Index {
    /// Makes room for this many rows in all, of the values met so far.
    pub fn reserve(&mut self, rows: usize) {
        let pages = rows.div_ceil(PAGE);
        self.wide.iter_mut().for_each(|column| column.reserve(pages));
        self.narrow.iter_mut().for_each(|column| column.reserve(pages));
    }

    /// The row now lives at this number.
    pub fn add(&mut self, at: usize, row: &Packed) {
        let (page, sum) = (at / PAGE, Sum::of(row.wide[wide::TIME]));
        let wide = self.wide.iter_mut().zip(row.wide);
        wide.for_each(|(column, value)| column.change(value, page, |entry| entry.add(sum)));
        let narrow = self.narrow.iter_mut().zip(row.narrow);
        narrow.for_each(|(column, value)| column.change(value.into(), page, |entry| entry.add(sum)));
    }

    /// The row, which lived at this number, leaves it.
    pub fn remove(&mut self, at: usize, row: &Packed) {
        let (page, sum) = (at / PAGE, Sum::of(row.wide[wide::TIME]));
        let wide = self.wide.iter_mut().zip(row.wide);
        wide.for_each(|(column, value)| column.change(value, page, |entry| entry.remove(sum)));
        let narrow = self.narrow.iter_mut().zip(row.narrow);
        narrow.for_each(|(column, value)| column.change(value.into(), page, |entry| entry.remove(sum)));
    }

    /// What these pages hold of a value; a one-byte column knows no minutes.
    pub fn sum(&self, column: Column, value: u16, pages: &Range<usize>) -> Sum {
        match column {
            Column::Wide(column) => self.wide[column].sum(value, pages),
            Column::Narrow(column) => self.narrow[column].sum(value, pages),
        }
    }

    pub fn memory(&self) -> usize {
        let wide: usize = self.wide.iter().map(ByValue::memory).sum();
        let narrow: usize = self.narrow.iter().map(ByValue::memory).sum();
        wide + narrow
    }
}

/// The pages that lie wholly within `rows`, of `len` rows in all: the last page ends with them.
pub(crate) fn whole_pages(rows: &Range<usize>, len: usize) -> Range<usize> {
    let first = rows.start.div_ceil(PAGE);
    let after = if rows.end == len { len.div_ceil(PAGE) } else { rows.end / PAGE };
    first..after.max(first)
}
