//! The facts of one place and one kind, as columns sorted by day.
//!
//! A day owns a stretch of rows ([`Days`]); the rows behind its live ones are holes left by subtractions, used again by later facts
//! of that day. A fact of the last day, or of a new last day, is appended; one of an earlier day without a hole waits in the tail.
//! When tail or holes grow beyond a small share, [`DayColumns::fold`] rewrites the place once.

use std::ops::RangeInclusive;

use crate::day::Day;
use crate::days::Days;
use crate::index::Index;
use crate::pack::{Packed, column};
use crate::values::Columns;

/// Below this many waiting rows or holes, folding is not worth it.
const FOLD_AT_LEAST: usize = 64;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct DayColumns {
    pub columns: Columns,
    /// Of the live rows of the columns; late rows are in none.
    pub index: Index,
    pub days: Days,
    /// Late rows, in no order.
    pub tail: Vec<(Day, Packed)>,
    /// Of the days that hold or held something.
    extent: Option<(Day, Day)>,
}

impl DayColumns {
    pub fn len(&self) -> usize {
        self.columns.len() - self.days.holes() + self.tail.len()
    }

    /// The first and last day that hold or held something.
    pub fn extent(&self) -> Option<(Day, Day)> {
        self.extent
    }

    /// The first day that holds something.
    pub fn first_day(&self) -> Option<Day> {
        let sorted = self.days.all().find(|day| !self.days.rows(*day).is_empty()).map(Day);
        self.tail.iter().map(|(day, _)| *day).chain(sorted).min()
    }

    /// The rows that are not late, sorted by day.
    pub fn live(&self) -> impl Iterator<Item = (Day, Packed)> + '_ {
        self.days.all().flat_map(move |day| self.days.rows(day).map(move |at| (Day(day), self.columns.get(at))))
    }

    pub fn rows(&self) -> impl Iterator<Item = (Day, Packed)> + '_ {
        self.live().chain(self.tail.iter().copied())
    }

    /// The rows of some days whose operator is among these, or all of them when none is named.
    pub fn rows_of<'a>(
        &'a self,
        days: RangeInclusive<Day>,
        operators: &'a [u16],
    ) -> impl Iterator<Item = (Day, Packed)> {
        let named = move |operator: u16| operators.is_empty() || operators.contains(&operator);
        let theirs = |at: usize| self.columns.code(column::OPERATOR, at);
        let sorted = self.days.between(*days.start(), *days.end());
        let sorted = sorted.flat_map(|day| self.days.rows(day).map(move |at| (Day(day), at)));
        let sorted = sorted.filter(move |(_, at)| named(theirs(*at))).map(|(day, at)| (day, self.columns.get(at)));
        let late = self.tail.iter().copied();
        sorted.chain(late.filter(move |(day, row)| days.contains(day) && named(row.codes[column::OPERATOR])))
    }

    pub fn add(&mut self, day: Day, row: Packed) {
        self.reach(day);
        if self.days.holes_of(day.0) > 0 {
            self.fill_hole(day, row);
        } else if self.days.last().is_some_and(|last| last > day) {
            self.tail.push((day, row));
            self.fold_if_worth();
        } else {
            self.days.append(day, 1);
            self.index.add(self.columns.len(), &row);
            self.columns.push(row);
        }
    }

    fn reach(&mut self, day: Day) {
        let (first, last) = self.extent.unwrap_or((day, day));
        self.extent = Some((first.min(day), last.max(day)));
    }

    fn fill_hole(&mut self, day: Day, row: Packed) {
        let at = self.days.rows(day.0).end;
        self.index.add(at, &row);
        self.columns.set(at, row);
        self.days.fill(day.0);
    }

    /// Takes one such row away; says whether there was one.
    pub fn subtract(&mut self, day: Day, row: Packed) -> bool {
        if let Some(at) = self.tail.iter().position(|late| *late == (day, row)) {
            self.tail.swap_remove(at);
            return true;
        }
        let mut rows = self.days.rows(day.0);
        let last = rows.end.saturating_sub(1);
        let Some(at) = rows.find(|at| self.columns.get(*at) == row) else { return false };
        // The last row of the day moves to the place of the one that leaves.
        let moved = self.columns.get(last);
        self.index.add(at, &moved);
        self.index.remove(last, &moved);
        self.index.remove(at, &row);
        self.columns.set(at, moved);
        self.days.dig(day.0);
        self.fold_if_worth();
        true
    }

    /// From rows sorted by day, without holes, with their index and what came late.
    pub fn of(index: Index, columns: Columns, days: Days, tail: Vec<(Day, Packed)>) -> DayColumns {
        let ends = [days.all().next(), days.all().next_back()].into_iter().flatten().map(Day);
        let held = ends.chain(tail.iter().map(|(day, _)| *day));
        let extent = held.clone().min().zip(held.max());
        DayColumns { columns, index, days, tail, extent }
    }

    /// From rows sorted by day; nothing takes more room than it needs.
    pub fn sorted(rows: &[(Day, Packed)]) -> DayColumns {
        let ends = rows.first().zip(rows.last());
        let mut days = ends.map_or_else(Days::default, |((first, _), (last, _))| Days::with_room(*first, *last));
        for rows in rows.chunk_by(|(one, _), (next, _)| one == next) {
            days.append(rows[0].0, rows.len() as u32);
        }
        let columns = Columns::of(rows);
        DayColumns::of(Index::of(&columns), columns, days, Vec::new())
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
        let last = self.days.last().unwrap_or(Day::MIN);
        let late = rows.partition_point(|(day, _)| *day < last);
        self.index.reserve(self.columns.len() + rows.len() - late);
        rows[late..].iter().for_each(|(day, row)| self.add(*day, *row));
        rows[..late].iter().for_each(|(day, _)| self.reach(*day));
        self.tail.extend_from_slice(&rows[..late]);
        self.fold_if_worth();
    }

    /// A sixty-fourth of the rows may wait and an eighth be holes: a fold then costs an addition only a few dozen copied rows.
    fn fold_if_worth(&mut self) {
        let rows = self.columns.len();
        if self.tail.len() > FOLD_AT_LEAST.max(rows / 64) || self.days.holes() > FOLD_AT_LEAST.max(rows / 8) {
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
            + self.days.memory()
            + self.tail.capacity() * size_of::<(Day, Packed)>()
    }
}
