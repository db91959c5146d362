//! How often each value of a column stands among the first rows of a place, page after page.
//!
//! The rows of a place are cut into pages, by their number. For every column but the time, and every value met there, the index holds
//! how many live rows have it from the first page to the end of each; for the two-byte columns, also their minutes. The difference of
//! two pages is what stands between them, however far apart they are. It is an index as a database has: worked out from the rows,
//! changed with them, and good for any question that reads one column ([`OneColumn`](crate::one_column::OneColumn)); no figure is
//! stored. A page of it stays small beside its rows, however thinly the days are filled.

use std::ops::Range;

use crate::columns::{Columns, push};
use crate::pack::{NO_MINUTES, Packed, wide};

/// Rows of a page of a two-byte column: so few that those at both ends of a year are soon scanned.
const WIDE_PAGE: usize = 1024;

/// Rows of a page of a one-byte column: they are scanned faster, and a page holds every byte there is.
const NARROW_PAGE: usize = 2048;

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

    fn plus(self, other: Sum) -> Sum {
        Sum { n: self.n + other.n, known: self.known + other.known, minutes: self.minutes + other.minutes }
    }

    fn minus(self, other: Sum) -> Sum {
        Sum { n: self.n - other.n, known: self.known - other.known, minutes: self.minutes - other.minutes }
    }
}

/// The pages of a two-byte column, which hold the values met.
#[derive(Clone, Debug, Default)]
struct ByWord {
    /// One more than the slot of each value; 0 for a value never met.
    slots: Vec<u32>,
    met: usize,
    /// Page by page, `room` slots each.
    entries: Vec<Sum>,
    room: usize,
}

impl ByWord {
    fn of(values: &[u16], times: &[u16]) -> ByWord {
        let mut word = ByWord::default();
        let mut met = vec![false; usize::from(u16::MAX) + 1];
        values.iter().for_each(|value| met[usize::from(*value)] = true);
        word.slots = vec![0; met.iter().rposition(|met| *met).map_or(0, |last| last + 1)];
        for (slot, _) in word.slots.iter_mut().zip(&met).filter(|(_, met)| **met) {
            word.met += 1;
            *slot = word.met as u32;
        }
        word.room = word.met;
        word.reserve(values.len().div_ceil(WIDE_PAGE));
        for (values, times) in values.chunks(WIDE_PAGE).zip(times.chunks(WIDE_PAGE)) {
            word.turn();
            let page = word.entries.len() - word.room;
            for (value, time) in values.iter().zip(times) {
                let sum = &mut word.entries[page + word.slots[usize::from(*value)] as usize - 1];
                *sum = sum.plus(Sum::of(*time));
            }
        }
        word
    }

    fn reserve(&mut self, pages: usize) {
        self.entries.reserve_exact((pages * self.room).saturating_sub(self.entries.len()));
    }

    /// Calls `change` on the entries of a value from this page on.
    fn change(&mut self, value: u16, page: usize, change: impl Fn(&mut Sum)) {
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
            None => self.entries.resize(room, Sum::default()),
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
            entries.resize(entries.len() + room - page.len(), Sum::default());
        }
        (self.entries, self.room) = (entries, room);
    }

    fn sum(&self, value: u16, pages: &Range<usize>) -> Sum {
        let Some(slot @ 1..) = self.slots.get(usize::from(value)) else { return Sum::default() };
        let until = |page: usize| match page {
            0 => Sum::default(),
            page => self.entries[(page - 1) * self.room + *slot as usize - 1],
        };
        until(pages.end).minus(until(pages.start))
    }

    fn total(&self, value: u16) -> Sum {
        let Some(slot @ 1..) = self.slots.get(usize::from(value)) else { return Sum::default() };
        self.entries[self.entries.len() - self.room + *slot as usize - 1]
    }

    fn memory(&self) -> usize {
        self.slots.capacity() * size_of::<u32>() + self.entries.capacity() * size_of::<Sum>()
    }
}

/// The pages of a one-byte column, which hold every byte.
#[derive(Clone, Debug, Default)]
struct ByByte(Vec<[u32; 256]>);

impl ByByte {
    fn of(values: &[u8]) -> ByByte {
        let mut page = [0; 256];
        let count = |values: &[u8]| {
            values.iter().for_each(|value| page[usize::from(*value)] += 1);
            page
        };
        ByByte(values.chunks(NARROW_PAGE).map(count).collect())
    }

    fn change(&mut self, value: u8, page: usize, change: impl Fn(&mut u32)) {
        while self.0.len() <= page {
            let last = self.0.last().copied().unwrap_or([0; 256]);
            push(&mut self.0, last);
        }
        self.0[page..].iter_mut().for_each(|page| change(&mut page[usize::from(value)]));
    }

    fn sum(&self, value: u16, pages: &Range<usize>) -> Sum {
        let until = |page: usize| page.checked_sub(1).map_or(0, |last| self.0[last][usize::from(value)]);
        Sum { n: until(pages.end) - until(pages.start), ..Sum::default() }
    }

    fn total(&self, value: u16) -> Sum {
        Sum { n: self.0.last().map_or(0, |last| last[usize::from(value)]), ..Sum::default() }
    }
}

/// A column the index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Wide(usize),
    Narrow(usize),
}

impl Column {
    fn page(self) -> usize {
        match self {
            Column::Wide(_) => WIDE_PAGE,
            Column::Narrow(_) => NARROW_PAGE,
        }
    }

    /// The pages that lie wholly within `rows`, and their rows; the last page ends with the `len` rows there are in all.
    pub fn whole_pages(self, rows: &Range<usize>, len: usize) -> Option<(Range<usize>, Range<usize>)> {
        let first = rows.start.div_ceil(self.page());
        let after = if rows.end == len { len.div_ceil(self.page()) } else { rows.end / self.page() };
        (first < after).then(|| (first..after, first * self.page()..rows.end.min(after * self.page())))
    }
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    wide: [ByWord; wide::TIME],
    narrow: [ByByte; 5],
}

impl Index {
    /// Makes room for this many rows in all, of the values met so far.
    pub fn reserve(&mut self, rows: usize) {
        let pages = rows.div_ceil(NARROW_PAGE);
        self.narrow.iter_mut().for_each(|ByByte(column)| column.reserve_exact(pages.saturating_sub(column.len())));
        self.wide.iter_mut().for_each(|column| column.reserve(rows.div_ceil(WIDE_PAGE)));
    }

    /// The index of these rows, all live.
    pub fn of(columns: &Columns) -> Index {
        Index {
            wide: std::array::from_fn(|at| ByWord::of(&columns.wide[at], &columns.wide[wide::TIME])),
            narrow: std::array::from_fn(|at| ByByte::of(&columns.narrow[at])),
        }
    }

    /// The values of a two-byte column that some row has or had.
    pub fn words(&self, column: usize) -> impl Iterator<Item = u16> + '_ {
        let slots = self.wide[column].slots.iter().enumerate();
        slots.filter(|(_, slot)| **slot > 0).map(|(value, _)| value as u16)
    }

    /// The row now lives at this number.
    pub fn add(&mut self, at: usize, row: &Packed) {
        let of_row = Sum::of(row.wide[wide::TIME]);
        self.change(at, row, |sum| *sum = sum.plus(of_row), |n| *n += 1);
    }

    /// The row, which lived at this number, leaves it.
    pub fn remove(&mut self, at: usize, row: &Packed) {
        let of_row = Sum::of(row.wide[wide::TIME]);
        self.change(at, row, |sum| *sum = sum.minus(of_row), |n| *n -= 1);
    }

    fn change(&mut self, at: usize, row: &Packed, sum: impl Fn(&mut Sum), n: impl Fn(&mut u32)) {
        let wide = self.wide.iter_mut().zip(row.wide);
        wide.for_each(|(column, value)| column.change(value, at / WIDE_PAGE, &sum));
        let narrow = self.narrow.iter_mut().zip(row.narrow);
        narrow.for_each(|(column, value)| column.change(value, at / NARROW_PAGE, &n));
    }

    /// What these pages hold of a value; a one-byte column knows no minutes.
    pub fn sum(&self, column: Column, value: u16, pages: &Range<usize>) -> Sum {
        match column {
            Column::Wide(column) => self.wide[column].sum(value, pages),
            Column::Narrow(column) => self.narrow[column].sum(value, pages),
        }
    }

    /// What all pages hold of a value: the last one alone says it.
    pub fn total(&self, column: Column, value: u16) -> Sum {
        match column {
            Column::Wide(column) => self.wide[column].total(value),
            Column::Narrow(column) => self.narrow[column].total(value),
        }
    }

    pub fn memory(&self) -> usize {
        let wide: usize = self.wide.iter().map(ByWord::memory).sum();
        let narrow: usize = self.narrow.iter().map(|ByByte(pages)| pages.capacity() * size_of::<[u32; 256]>()).sum();
        wide + narrow
    }
}
