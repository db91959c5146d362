//! Days of opening: each (place, day) counts once in every group where it has a visit.

use std::ops::RangeInclusive;

use crate::block::{Gather, Scratch};
use crate::day::Day;
use crate::grid::Grid;
use crate::imported::CountedMeasure;
use crate::index::Sum;
use crate::places::PlaceFacts;
use crate::plan::{Plan, SKIP};
use crate::scan::scan;

/// The number of sets of acts: the width of an axis by act.
const SETS: u32 = 1 << 7;

/// The cells that one day's visits fall in.
struct Touched(Vec<u32>);

impl Gather for Touched {
    const TIMED: bool = false;

    fn many(&mut self, cell: u32, rows: u32) {
        if rows > 0 {
            self.0.push(cell);
        }
    }

    fn sum(&mut self, cell: u32, sum: Sum) {
        self.many(cell, sum.n);
    }

    fn times(&mut self, cell: u32, len: usize, _: &[u16]) {
        self.many(cell, len as u32);
    }

    fn weigh(&mut self, cells: &[u32], _: &[u16]) {
        self.0.extend_from_slice(cells);
    }
}

/// Counts the open days of one place into `grid`, whose cells for this place begin at `base`.
pub(crate) fn open_days(
    plan: &Plan,
    facts: &PlaceFacts,
    days: &RangeInclusive<Day>,
    base: u32,
    scratch: &mut Scratch,
    grid: &mut Grid<u32>,
) {
    let visits = &facts.visits;
    let sorted = visits.days.between(*days.start(), *days.end());
    let mut touched = Touched(Vec::new());
    let mut open = |day: Day, sorted, counted: bool| {
        touched.0.clear();
        scan(plan, visits, (day..=day, sorted), base, scratch, &mut touched);
        if counted && plan.day_cell(day) != SKIP {
            touched.0.push(base + plan.day_cell(day));
        }
        count_once(plan, &mut touched.0, grid);
    };
    let counted_alone = plan.counts_whole_days();
    let mut others: Vec<(Day, bool)> = Vec::new();
    others.extend(visits.tail.iter().filter(|(day, _)| days.contains(day)).map(|(day, _)| (*day, false)));
    if counted_alone {
        others
            .extend(facts.imported.of(CountedMeasure::Visits, *days.start(), *days.end()).map(|(day, _)| (day, true)));
    }
    others.sort_unstable();
    others.dedup_by_key(|(day, _)| *day);
    let is_live = |day: i32| !visits.days.rows(day).is_empty();
    others.retain(|(day, _)| !is_live(day.0));
    for day in sorted.filter(|day| is_live(*day)) {
        open(Day(day), day..day + 1, false);
    }
    others.iter().for_each(|(day, counted)| open(*day, 0..0, *counted));
}

/// Adds a day to each cell it touched. Its sets of acts count as one set, the empty one apart, so that no act counts the day twice.
fn count_once(plan: &Plan, touched: &mut Vec<u32>, grid: &mut Grid<u32>) {
    if let Some(acts) = plan.axes.iter().flatten().find(|axis| axis.is_acts()) {
        let stride = acts.stride as u32;
        let set = |cell: u32| cell / stride % SETS;
        let rest = |cell: u32| (cell - set(cell) * stride, set(cell) > 0);
        touched.sort_unstable_by_key(|cell| rest(*cell));
        touched.dedup_by(|later, kept| {
            let same = rest(*later) == rest(*kept);
            if same {
                *kept += (set(*later) & !set(*kept)) * stride;
            }
            same
        });
    } else {
        touched.sort_unstable();
        touched.dedup();
    }
    touched.iter().for_each(|cell| grid.many(*cell, 1));
}
