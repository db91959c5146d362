//! A question made ready: which cell of a dense grid each row falls in, and which rows pass.
//!
//! The grid is laid out place by place, within a place by day group, within a day group by row group, whatever the order asked; what
//! depends only on the place or the day is decided once a place or a day, never once a row.

use std::ops::{Range, RangeInclusive};

use crate::day::Day;
use crate::field::{Field, field, key, raw_values, unfold_acts, values};
use crate::one_column::OneColumn;
use crate::pack::{SLOT_SHIFT, column};
use crate::places::Place;
use crate::question::{BadQuestion, Dimension, Filter, Question};
use crate::tally::Tally;

/// The key of a day, for the dimensions that follow from it.
pub(crate) fn day_key(dimension: Dimension, day: Day) -> i32 {
    match dimension {
        Dimension::Week => day.monday().0,
        Dimension::Month => day.month(),
        Dimension::Year => day.year(),
        Dimension::Weekday => day.weekday(),
        _ => day.0,
    }
}

/// What the values of a column stand for, by value; of the time, whose minutes no question cuts, by its slot alone.
pub(crate) struct Table<T> {
    shift: u8,
    entries: Vec<T>,
}

impl<T: Copy + Default> Table<T> {
    /// Of every value that occurs in the column of `field`, by the field's bits.
    fn of(tally: &Tally, field: Field, entry: impl Fn(u16) -> T) -> Table<T> {
        let shift = if field.column == column::TIME { SLOT_SHIFT } else { 0 };
        let within = Field { shift: field.shift - shift, ..field };
        let last = values(tally, field.column).last().unwrap_or(0);
        let mut entries = vec![T::default(); usize::from(last.max(u8::MAX.into())) + 1];
        values(tally, field.column).for_each(|value| entries[usize::from(value)] = entry(within.of(value)));
        Table { shift, entries }
    }

    /// What a value stands for.
    pub fn get(&self, value: u16) -> T {
        self.entries[usize::from(value >> self.shift)]
    }

    /// The same for all values of one byte, in a column whose values are not shifted.
    pub fn of_bytes(&self) -> &[T; 256] {
        self.entries.first_chunk().expect("a table has an entry for every byte")
    }

    /// The same for values of two bytes, when they are not shifted.
    pub fn of_words(&self) -> Option<&[T]> {
        (self.shift == 0).then_some(&self.entries)
    }
}

/// From a row's column to its share of the cell number.
pub(crate) struct Lookup {
    pub column: usize,
    pub cells: Table<u32>,
}

/// Whether a row passes a filter: a range of bits left in place, which the compiler turns into vector instructions; else a table.
pub(crate) enum Test {
    Range { column: usize, mask: u16, low: u16, span: u16 },
    Table { column: usize, passes: Table<bool> },
}

impl Test {
    pub fn column(&self) -> usize {
        match self {
            Test::Range { column, .. } | Test::Table { column, .. } => *column,
        }
    }

    pub fn passes(&self, value: u16) -> bool {
        match self {
            Test::Range { mask, low, span, .. } => (value & mask).wrapping_sub(*low) <= *span,
            Test::Table { passes, .. } => passes.get(value),
        }
    }
}

/// One cut of the answer: the keys it may show, ascending, and how far apart their cells stand.
pub(crate) struct Axis {
    pub dimension: Dimension,
    pub keys: Vec<i32>,
    pub stride: usize,
}

impl Axis {
    pub fn is_acts(&self) -> bool {
        self.dimension == Dimension::Act
    }
}

/// See the module.
pub(crate) struct Plan {
    pub axes: [Option<Axis>; 2],
    pub lookups: Vec<Lookup>,
    pub tests: Vec<Test>,
    /// How the index answers for whole pages, when it can.
    pub one_column: Option<OneColumn>,
    /// First day looked at, and for each day from there its share of the cell number, or [`SKIP`].
    pub from: Day,
    pub day_cells: Vec<u32>,
    /// No cut and no filter looks at the day: every day's share is 0.
    pub any_day: bool,
    /// Cells of one place.
    pub place_cells: usize,
    pub by_place: bool,
}

/// Bytes of cells that stay near a processor beside the columns it reads.
const CACHE: usize = 1 << 19;

/// The share of a day that a filter leaves out.
pub(crate) const SKIP: u32 = u32::MAX;

impl Plan {
    /// `period` holds all the facts within the question's days; `places` are those it names, in order.
    pub fn new(tally: &Tally, question: &Question, period: Range<i32>, places: &[Place]) -> Result<Plan, BadQuestion> {
        let mut days: Vec<Day> = period.clone().map(Day).collect();
        let keys = |dimension| match field(dimension) {
            _ if dimension == Dimension::Place => places.iter().map(|place| place.number as i32).collect(),
            None => sorted(days.iter().map(|day| day_key(dimension, *day))),
            Some(field) => sorted(raw_values(tally, field).map(|bits| key(tally, dimension, bits))),
        };
        let mut axes = question.by.map(|by| by.map(|dimension| Axis { dimension, keys: keys(dimension), stride: 0 }));
        let groups = axes.iter().flatten().map(|axis| axis.keys.len()).try_fold(1, usize::checked_mul);
        if groups.is_none_or(|groups| groups > BadQuestion::MOST_GROUPS) {
            return Err(BadQuestion::TooManyGroups);
        }
        let (place_cells, by_place) = lay_out(&mut axes);

        let row_axes = axes.iter().flatten().filter_map(|axis| Some((axis, field(axis.dimension)?)));
        let lookups: Vec<_> = row_axes.map(|(axis, field)| lookup(tally, axis, field)).collect();
        let row_filters = question.filters.iter().filter_map(|filter| Some((filter, field(filter.dimension)?)));
        let tests: Vec<_> = row_filters.map(|(filter, field)| test(tally, filter, field)).collect();
        let daily = |axis: &Axis| matches!(axis.dimension, Dimension::Day | Dimension::Weekday);
        let one_column = match axes.iter().flatten().any(daily) {
            true => None, // A day seldom fills a page.
            false => OneColumn::of(tally, question.measure.is_time(), &lookups, &tests),
        };

        let day_axes: Vec<&Axis> = axes.iter().flatten().filter(|axis| of_day(axis.dimension)).collect();
        let day_filters: Vec<&Filter> = question.filters.iter().filter(|filter| of_day(filter.dimension)).collect();
        let any_day = day_axes.is_empty() && day_filters.is_empty();
        let day_cell = |day: Day| {
            let passes = |filter: &&Filter| named(&filter.codes, day_key(filter.dimension, day));
            let share = |axis: &&Axis| axis.stride * rank(&axis.keys, day_key(axis.dimension, day));
            if day_filters.iter().all(passes) { day_axes.iter().map(share).sum::<usize>() as u32 } else { SKIP }
        };
        let day_cells = if any_day { Vec::new() } else { days.drain(..).map(day_cell).collect() };
        let from = Day(period.start);
        Ok(Plan { axes, lookups, tests, one_column, from, day_cells, any_day, place_cells, by_place })
    }

    /// A day's share of the cell number; [`SKIP`] when a filter leaves it out. The day lies in the period.
    pub fn day_cell(&self, day: Day) -> u32 {
        if self.any_day { 0 } else { self.day_cells[(day.0 - self.from.0) as usize] }
    }

    /// The days of a question, cut where the cells of one stretch of days would outgrow the second cache.
    pub fn windows(&self, days: RangeInclusive<Day>, cell: usize) -> impl Iterator<Item = RangeInclusive<Day>> {
        let Day(last) = *days.end();
        let room = if self.by_place { usize::MAX } else { CACHE / cell };
        let pieces = self.place_cells.div_ceil(room);
        let len = (last - days.start().0) / pieces as i32 + 1;
        (days.start().0..=last).step_by(len as usize).map(move |from| Day(from)..=Day(last.min(from + len - 1)))
    }

    /// Nothing needs to be read from the rows to count them.
    pub fn counts_whole_days(&self) -> bool {
        self.lookups.is_empty() && self.tests.is_empty()
    }
}

fn of_day(dimension: Dimension) -> bool {
    dimension != Dimension::Place && dimension.of_the_day()
}

/// Whether a filter's codes name this key.
pub(crate) fn named(codes: &[u32], key: i32) -> bool {
    u32::try_from(key).is_ok_and(|key| codes.contains(&key))
}

fn sorted(keys: impl Iterator<Item = i32>) -> Vec<i32> {
    let mut keys: Vec<i32> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn rank(keys: &[i32], key: i32) -> usize {
    keys.binary_search(&key).expect("an axis knows every key of its data")
}

/// Gives each axis its stride; returns the cells of one place, and whether the grid repeats by place.
fn lay_out(axes: &mut [Option<Axis>; 2]) -> (usize, bool) {
    let mut cells = 1;
    for level in [|dimension| field(dimension).is_some(), of_day as fn(Dimension) -> bool] {
        for axis in axes.iter_mut().rev().flatten().filter(|axis| level(axis.dimension)) {
            axis.stride = cells;
            cells *= axis.keys.len().max(1);
        }
    }
    let place = axes.iter_mut().flatten().find(|axis| axis.dimension == Dimension::Place);
    (cells, place.map(|axis| axis.stride = cells).is_some())
}

fn lookup(tally: &Tally, axis: &Axis, field: Field) -> Lookup {
    let cell = |bits| (axis.stride * rank(&axis.keys, key(tally, axis.dimension, bits))) as u32;
    Lookup { column: field.column, cells: Table::of(tally, field, cell) }
}

fn test(tally: &Tally, filter: &Filter, field: Field) -> Test {
    let passes = |bits: u16| match filter.dimension {
        Dimension::Act => unfold_acts(usize::from(bits)).any(|act| named(&filter.codes, act as i32)),
        dimension => named(&filter.codes, key(tally, dimension, bits)),
    };
    let Field { column, shift, .. } = field;
    match one_run(raw_values(tally, field).map(|bits| (bits, passes(bits)))) {
        Some((low, high)) => {
            Test::Range { column, mask: field.mask() << shift, low: low << shift, span: (high - low) << shift }
        }
        None => Test::Table { column, passes: Table::of(tally, field, passes) },
    }
}

/// The first and last passing value, when no value that occurs between them fails.
fn one_run(values: impl Iterator<Item = (u16, bool)>) -> Option<(u16, u16)> {
    let mut run = None;
    let mut closed = false;
    for (bits, passes) in values {
        match (&mut run, passes) {
            (Some(_), true) if closed => return None,
            (Some((_, high)), true) => *high = bits,
            (None, true) => run = Some((bits, bits)),
            (Some(_), false) => closed = true,
            (None, false) => {}
        }
    }
    run
}
