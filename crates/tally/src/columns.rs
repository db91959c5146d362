//! The facts of one place and one kind, as columns sorted by day.
//!
//! A day owns a stretch of rows (a [`Span`]); the rows behind its live ones are holes left by subtractions, used again by later facts
//! of that day. A fact of the last day, or of a new last day, is appended; one of an earlier day without a hole waits in the tail.
//! When tail or holes grow beyond a small share, [`DayColumns::fold`] rewrites the place once.

use std::ops::{Range, RangeInclusive};

use crate::day::Day;
use crate::index::Index;
use crate::pack::{Packed, column};
use crate::values::{Columns, push};

/// Below this many waiting rows or holes, folding is not worth it.
const FOLD_AT_LEAST: usize = 64;

/// Spans on each side of where a day should stand: closed days shift it that little.
const NEAR: usize = 12;

/// The live rows of one day: `start .. start + len`. Its holes go up to the next span's start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub day: Day,
    pub start: u32,
    pub len: u32,
}

impl Span {
    pub fn rows(&self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct DayColumns {
    pub columns: Columns,
    /// Of the live rows of the columns; late rows are in none.
    pub index: Index,
    /// Sorted by day, one a day.
    pub spans: Vec<Span>,
    /// Late rows, in no order.
    pub tail: Vec<(Day, Packed)>,
    pub holes: usize,
    /// Of the days that hold or held something.
    extent: Option<(Day, Day)>,
}

impl DayColumns {
    pub fn len(&self) -> usize {
        self.columns.len() - self.holes + self.tail.len()
    }

    /// The spans of the days `from ..= to`.
    pub fn between(&self, from: Day, to: Day) -> &[Span] {
        if self.extent.is_some_and(|(first, last)| from <= first && last <= to) {
            return &self.spans;
        }
        let first = self.before(from.0);
        &self.spans[first..self.before(to.0.saturating_add(1)).max(first)]
    }

    /// How many spans come before a day. Places open most days: looking near where the day should stand spares most of a binary
    /// search, whose every step waits for memory.
    fn before(&self, day: i32) -> usize {
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else { return 0 };
        if day <= first.day.0 {
            return 0;
        }
        if day > last.day.0 {
            return self.spans.len();
        }
        let share = f64::from(day - first.day.0) / f64::from(last.day.0 - first.day.0);
        let guess = (share * self.spans.len() as f64) as usize;
        let near = guess.saturating_sub(NEAR)..(guess + NEAR).min(self.spans.len());
        let is_before = |span: &Span| span.day.0 < day;
        match &self.spans[near.clone()] {
            [first, .., last] if is_before(first) && !is_before(last) => {
                near.start + self.spans[near].partition_point(is_before)
            }
            _ => self.spans.partition_point(is_before),
        }
    }

    /// The first and last day that hold or held something.
    pub fn extent(&self) -> Option<(Day, Day)> {
        self.extent
    }

    /// The first day that holds something.
    pub fn first_day(&self) -> Option<Day> {
        let sorted = self.spans.iter().find(|span| span.len > 0).map(|span| span.day);
        self.tail.iter().map(|(day, _)| *day).chain(sorted).min()
    }

    pub fn rows(&self) -> impl Iterator<Item = (Day, Packed)> + '_ {
        let sorted = self.spans.iter().flat_map(|span| span.rows().map(|at| (span.day, self.columns.get(at))));
        sorted.chain(self.tail.iter().copied())
    }

    /// The rows of some days whose operator is among these, or all of them when none is named.
    pub fn rows_of<'a>(
        &'a self,
        days: RangeInclusive<Day>,
        operators: &'a [u16],
    ) -> impl Iterator<Item = (Day, Packed)> {
        let named = move |operator: u16| operators.is_empty() || operators.contains(&operator);
        let theirs = &self.columns.codes[column::OPERATOR];
        let rows = |span: &Span| {
            span.rows().map({
                let day = span.day;
                move |at| (day, at)
            })
        };
        let sorted = self.between(*days.start(), *days.end()).iter().flat_map(rows);
        let sorted = sorted.filter(move |(_, at)| named(theirs.get(*at))).map(|(day, at)| (day, self.columns.get(at)));
        let late = self.tail.iter().copied();
        sorted.chain(late.filter(move |(day, row)| days.contains(day) && named(row.codes[column::OPERATOR])))
    }

    pub fn add(&mut self, day: Day, row: Packed) {
        self.reach(day);
        match self.spans.last_mut() {
            Some(last) if last.day > day => self.add_late(day, row),
            // Holes of the last day stand at the very end: they are used first.
            Some(last) if last.day == day && last.rows().end < self.columns.len() => {
                self.fill_hole(self.spans.len() - 1, row)
            }
            Some(last) if last.day == day => {
                last.len += 1;
                self.append(row);
            }
            _ => {
                push(&mut self.spans, Span { day, start: self.columns.len() as u32, len: 1 });
                self.append(row);
            }
        }
    }

    fn reach(&mut self, day: Day) {
        let (first, last) = self.extent.unwrap_or((day, day));
        self.extent = Some((first.min(day), last.max(day)));
    }

    fn append(&mut self, row: Packed) {
        self.index.add(self.columns.len(), &row);
        self.columns.push(row);
    }

    fn add_late(&mut self, day: Day, row: Packed) {
        if let Ok(at) = self.position(day)
            && self.spans[at].rows().end < self.spans[at + 1].start as usize
        {
            return self.fill_hole(at, row);
        }
        self.tail.push((day, row));
        self.fold_if_worth();
    }

    fn fill_hole(&mut self, span: usize, row: Packed) {
        let at = self.spans[span].rows().end;
        self.index.add(at, &row);
        self.columns.set(at, row);
        self.spans[span].len += 1;
        self.holes -= 1;
    }

    fn position(&self, day: Day) -> Result<usize, usize> {
        self.spans.binary_search_by_key(&day, |span| span.day)
    }

    /// Takes one such row away; says whether there was one.
    pub fn subtract(&mut self, day: Day, row: Packed) -> bool {
        if let Some(at) = self.tail.iter().position(|late| *late == (day, row)) {
            self.tail.swap_remove(at);
            return true;
        }
        let Ok(span) = self.position(day) else { return false };
        let Some(at) = self.spans[span].rows().find(|at| self.columns.get(*at) == row) else { return false };
        // The last row of the day moves to the place of the one that leaves.
        let last = self.spans[span].rows().end - 1;
        let moved = self.columns.get(last);
        self.index.add(at, &moved);
        self.index.remove(last, &moved);
        self.index.remove(at, &row);
        self.columns.set(at, moved);
        self.spans[span].len -= 1;
        self.holes += 1;
        self.fold_if_worth();
        true
    }

    /// From rows sorted by day, without holes, with their index and what came late.
    pub fn of(index: Index, columns: Columns, spans: Vec<Span>, tail: Vec<(Day, Packed)>) -> DayColumns {
        let ends = [spans.first(), spans.last()].into_iter().flatten().map(|span| span.day);
        let days = ends.chain(tail.iter().map(|(day, _)| *day));
        let extent = days.clone().min().zip(days.max());
        DayColumns { columns, index, spans, tail, holes: 0, extent }
    }

    /// From rows sorted by day; nothing takes more room than it needs.
    fn sorted(rows: &[(Day, Packed)]) -> DayColumns {
        let columns = Columns::of(rows);
        let days = rows.chunk_by(|(one, _), (next, _)| one == next);
        let mut spans = Vec::with_capacity(days.clone().count());
        let mut start = 0;
        for rows in days {
            let len = rows.len() as u32;
            spans.push(Span { day: rows[0].0, start, len });
            start += len;
        }
        DayColumns::of(Index::of(&columns), columns, spans, Vec::new())
    }

    /// Adds many rows at once.
    pub fn load(&mut self, mut rows: Vec<(Day, Packed)>) {
        if !rows.is_sorted_by_key(|(day, _)| *day) {
            rows.sort_unstable_by_key(|(day, _)| *day);
        }
        if self.extent.is_none() {
            *self = DayColumns::sorted(&rows);
            return;
        }
        let last = self.spans.last().map_or(Day::MIN, |span| span.day);
        let late = rows.partition_point(|(day, _)| *day < last);
        self.columns.times.reserve_exact(rows.len() - late);
        self.index.reserve(self.columns.len() + rows.len() - late);
        rows[late..].iter().for_each(|(day, row)| self.add(*day, *row));
        rows[..late].iter().for_each(|(day, _)| self.reach(*day));
        self.tail.extend_from_slice(&rows[..late]);
        self.fold_if_worth();
    }

    /// A sixty-fourth of the rows may wait and an eighth be holes: a fold then costs an addition only a few dozen copied rows.
    fn fold_if_worth(&mut self) {
        let rows = self.columns.len();
        if self.tail.len() > FOLD_AT_LEAST.max(rows / 64) || self.holes > FOLD_AT_LEAST.max(rows / 8) {
            self.fold();
        }
    }

    /// Rewrites the columns with every late row in its day and no hole.
    fn fold(&mut self) {
        let mut rows: Vec<_> = self.rows().collect();
        rows.sort_by_key(|(day, _)| *day);
        *self = DayColumns::sorted(&rows);
    }

    pub fn memory(&self) -> usize {
        self.columns.memory()
            + self.index.memory()
            + self.spans.capacity() * size_of::<Span>()
            + self.tail.capacity() * size_of::<(Day, Packed)>()
    }
}
