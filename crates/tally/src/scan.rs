//! The walk over one place: which rows stand together, and which cell each day's rows share.

use std::ops::{Range, RangeInclusive};

use crate::block::{Gather, Scratch, Segment, scan_stretch};
use crate::columns::DayColumns;
use crate::day::Day;
use crate::index::whole_pages;
use crate::one_column::OneColumn;
use crate::plan::{Plan, SKIP};
use crate::values::Columns;

/// Gathers the facts of one place between two days, `sorted` being those whose sorted rows are looked at. The place's cells begin at `base`.
pub(crate) fn scan<G: Gather>(
    plan: &Plan,
    facts: &DayColumns,
    (days, sorted): (RangeInclusive<Day>, Range<i32>),
    base: u32,
    scratch: &mut Scratch,
    grid: &mut G,
) {
    let mut stretch = Stretch { plan, columns: &facts.columns, rows: 0..0, scratch };
    match &plan.one_column {
        Some(one) => stretch.indexed(one, facts, sorted, base, grid),
        None if plan.any_day => stretch.days(facts, sorted.clone(), facts.days.all_rows(sorted), base, grid),
        None => {
            for day in sorted {
                match plan.day_cell(Day(day)) {
                    SKIP => {}
                    share => stretch.rows(facts.days.rows(day), base + share, grid),
                }
            }
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
    /// Adds these days, by the index wherever days of one cell fill whole pages.
    fn indexed<G: Gather>(&mut self, one: &OneColumn, facts: &DayColumns, days: Range<i32>, base: u32, grid: &mut G) {
        let mut rest = days;
        while let Some(first) = rest.clone().next() {
            let share = self.plan.day_cell(Day(first));
            let alike = |day: &i32| self.plan.day_cell(Day(*day)) == share;
            let len = if self.plan.any_day { rest.len() } else { rest.clone().take_while(alike).count() };
            let run = first..first + len as i32;
            rest.start = run.end;
            if share == SKIP {
                continue;
            }
            let rows = facts.days.all_rows(run.clone());
            match whole_pages(one.column, &rows, facts.columns.len()) {
                Some((pages, of_pages)) => {
                    self.days(facts, run.clone(), rows.start..of_pages.start, base + share, grid);
                    one.gather(&facts.index, &pages, base + share, grid);
                    self.days(facts, run, of_pages.end..rows.end, base + share, grid);
                }
                None => self.days(facts, run, rows, base + share, grid),
            }
        }
    }

    /// Adds those rows of these days that lie in `rows`, which all fall in one cell.
    fn days<G: Gather>(&mut self, facts: &DayColumns, days: Range<i32>, rows: Range<usize>, cell: u32, grid: &mut G) {
        if facts.days.holes() == 0 {
            return self.rows(rows, cell, grid);
        }
        for live in days.map(|day| facts.days.rows(day)) {
            self.rows(live.start.max(rows.start)..live.end.min(rows.end), cell, grid);
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
