//! Which rows of a place are of which day.
//!
//! The rows of a day stand together, day after day; a list says where each begins, closed days included: four bytes a day, and no
//! search. The live rows of a day come first; behind them stand the holes that facts taken away have left.

use std::ops::Range;

use crate::day::Day;
use crate::values::push;

/// See the module. Days are numbers, as in [`Day`]; a day that is not listed has no rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Days {
    first: i32,
    /// Where the rows of each day begin.
    starts: Vec<u32>,
    /// Where those of the last day end.
    end: u32,
    /// The days that have holes, ascending, and how many.
    holes: Vec<(i32, u32)>,
}

impl Days {
    /// Makes room for the days from the first to the last.
    pub fn with_room(first: Day, last: Day) -> Days {
        Days { first: first.0, starts: Vec::with_capacity((last.0 - first.0 + 1) as usize), ..Days::default() }
    }

    /// Every day listed.
    pub fn all(&self) -> Range<i32> {
        self.first..self.first + self.starts.len() as i32
    }

    /// Those listed from one day to another, both included.
    pub fn between(&self, from: Day, to: Day) -> Range<i32> {
        let all = self.all();
        let start = from.0.clamp(all.start, all.end);
        start..to.0.saturating_add(1).clamp(start, all.end)
    }

    pub fn last(&self) -> Option<Day> {
        self.all().next_back().map(Day)
    }

    /// The live rows of a day.
    pub fn rows(&self, day: i32) -> Range<usize> {
        let Some(Range { start, end }) = self.reserved(day) else { return 0..0 };
        start..end - self.holes_of(day) as usize
    }

    /// From the first row of some days listed to their last, holes included.
    pub fn all_rows(&self, days: Range<i32>) -> Range<usize> {
        let ends = [days.clone().next(), days.clone().next_back()].map(|day| self.reserved(day?));
        let [Some(first), Some(last)] = ends else { return 0..0 };
        first.start..last.end
    }

    /// The rows of a day, holes included.
    fn reserved(&self, day: i32) -> Option<Range<usize>> {
        let at = usize::try_from(day.checked_sub(self.first)?).ok()?;
        let start = *self.starts.get(at)?;
        let end = self.starts.get(at + 1).copied().unwrap_or(self.end);
        Some(start as usize..end as usize)
    }

    /// Gives the next rows, as many as `rows`, to the last day, or to a day after it.
    pub fn append(&mut self, day: Day, rows: u32) {
        if self.starts.is_empty() {
            self.first = day.0;
        }
        while self.all().end <= day.0 {
            push(&mut self.starts, self.end);
        }
        self.end += rows;
    }

    /// How many holes there are.
    pub fn holes(&self) -> usize {
        self.holes.iter().map(|(_, holes)| *holes as usize).sum()
    }

    pub fn holes_of(&self, day: i32) -> u32 {
        self.hole(day).map_or(0, |at| self.holes[at].1)
    }

    /// The first hole of a day becomes a live row.
    pub fn fill(&mut self, day: i32) {
        let Ok(at) = self.hole(day) else { return };
        self.holes[at].1 -= 1;
        if self.holes[at].1 == 0 {
            self.holes.remove(at);
        }
    }

    /// The last live row of a day becomes a hole.
    pub fn dig(&mut self, day: i32) {
        match self.hole(day) {
            Ok(at) => self.holes[at].1 += 1,
            Err(at) => self.holes.insert(at, (day, 1)),
        }
    }

    fn hole(&self, day: i32) -> Result<usize, usize> {
        self.holes.binary_search_by_key(&day, |(day, _)| *day)
    }

    pub fn memory(&self) -> usize {
        self.starts.capacity() * size_of::<u32>() + self.holes.capacity() * size_of::<(i32, u32)>()
    }
}
