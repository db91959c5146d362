//! A question made ready: which cell of a dense grid each row falls in, and which rows pass.
//!
//! The grid is laid out place by place, within a place by day group, within a day group by row group, whatever the order asked; what
//! depends only on the place or the day is decided once a place or a day, never once a row.

use std::ops::{Range, RangeInclusive};

use crate::day::Day;
use crate::one_column::OneColumn;
use crate::pack::{NO_SLOT, SLOT_SHIFT, narrow, wide};
use crate::places::Place;
use crate::question::{BadQuestion, Dimension, Filter, Question};
use crate::tally::Tally;

/// Where a dimension of the row is read: `width` bits of a column, from `shift` up.
#[derive(Clone, Copy)]
pub(crate) enum Field {
    Wide { column: usize, shift: u8 },
    Narrow { column: usize, shift: u8, width: u8 },
}

const fn bits(column: usize, shift: u8, width: u8) -> Option<Field> {
    Some(Field::Narrow { column, shift, width })
}

/// `None` for what depends on the place or the day.
pub(crate) fn field(dimension: Dimension) -> Option<Field> {
    match dimension {
        Dimension::Place
        | Dimension::Day
        | Dimension::Week
        | Dimension::Month
        | Dimension::Year
        | Dimension::Weekday => None,
        Dimension::Hour | Dimension::Slot => Some(Field::Wide { column: wide::TIME, shift: SLOT_SHIFT }),
        Dimension::Family | Dimension::Theme => Some(Field::Wide { column: wide::THEME, shift: 0 }),
        Dimension::Operator => Some(Field::Wide { column: wide::OPERATOR, shift: 0 }),
        Dimension::Act => bits(narrow::ACTS, 0, 7),
        Dimension::ActsConfirmed => bits(narrow::ACTS, 0, 8),
        Dimension::Support => bits(narrow::PERSON, 3, 2),
        Dimension::SupportConfirmed => bits(narrow::PERSON, 2, 3),
        Dimension::Age => bits(narrow::PERSON, 5, 3),
        Dimension::First => bits(narrow::PERSON, 0, 2),
        Dimension::Outcome => bits(narrow::END, 0, 3),
        Dimension::OutcomeConfirmed => bits(narrow::END, 0, 4),
        Dimension::Origin => bits(narrow::END, 4, 2),
        Dimension::Branch => bits(narrow::END, 6, 2),
        Dimension::Channel => bits(narrow::CONTACT, 0, 3),
        Dimension::Language => bits(narrow::CONTACT, 3, 5),
        Dimension::Source => bits(narrow::KIND, 0, 2),
        Dimension::Waited => bits(narrow::KIND, 4, 4),
    }
}

/// 0 nothing known, 1 confirmed, 2 default, from a value and the flag above it.
fn confirmed(bits: u16, width: u32) -> i32 {
    let known = bits & ((1 << width) - 1) != 0;
    let default = bits >> width & 1 == 1;
    i32::from(known) + i32::from(known && default)
}

/// The key of a field's bits. Acts keep their whole set here: [`unfold_acts`] says what it means.
fn key(tally: &Tally, dimension: Dimension, bits: u16) -> i32 {
    match dimension {
        Dimension::Hour => i32::from(bits / 2),
        Dimension::Family => i32::from(tally.families.family(bits)),
        Dimension::ActsConfirmed => confirmed(bits, 7),
        // Here the flag stands below its value.
        Dimension::SupportConfirmed => confirmed(bits >> 1 | (bits & 1) << 2, 2),
        Dimension::OutcomeConfirmed => confirmed(bits, 3),
        _ => i32::from(bits),
    }
}

/// The keys a set of acts counts under: 1 to 7, or 0 alone when it is empty.
pub(crate) fn unfold_acts(set: usize) -> impl Iterator<Item = usize> {
    (0..8).filter(move |key| if *key == 0 { set == 0 } else { set >> (key - 1) & 1 == 1 })
}

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

/// From a row's column to its share of the cell number.
pub(crate) enum Lookup {
    Wide { column: usize, shift: u8, cells: Vec<u32> },
    Narrow { column: usize, cells: Box<[u32; 256]> },
}

/// Whether a row passes a filter: a range of bits left in place, which the compiler turns into vector instructions; else a table.
pub(crate) enum Test {
    WideRange { column: usize, mask: u16, low: u16, span: u16 },
    WideTable { column: usize, shift: u8, passes: Vec<bool> },
    NarrowRange { column: usize, mask: u8, low: u8, span: u8 },
    NarrowTable { column: usize, passes: Box<[bool; 256]> },
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

/// Every value the bits of a field can take in this tally.
pub(crate) fn raw_values(tally: &Tally, field: Field) -> Box<dyn Iterator<Item = u16> + '_> {
    match field {
        Field::Wide { column: wide::TIME, .. } => Box::new(0..=NO_SLOT),
        Field::Wide { column: wide::THEME, .. } => Box::new(tally.themes.codes()),
        Field::Wide { .. } => Box::new(tally.operators.codes()),
        Field::Narrow { width, .. } => Box::new(0..1 << width),
    }
}

fn lookup(tally: &Tally, axis: &Axis, field: Field) -> Lookup {
    let cell = |bits: u16| (axis.stride * rank(&axis.keys, key(tally, axis.dimension, bits))) as u32;
    match field {
        Field::Wide { column, shift } => {
            let mut cells = vec![0; raw_values(tally, field).last().map_or(0, |last| usize::from(last) + 1)];
            raw_values(tally, field).for_each(|bits| cells[usize::from(bits)] = cell(bits));
            Lookup::Wide { column, shift, cells }
        }
        Field::Narrow { column, shift, width } => {
            let cells = std::array::from_fn(|byte| cell((byte >> shift & ((1 << width) - 1)) as u16));
            Lookup::Narrow { column, cells: Box::new(cells) }
        }
    }
}

fn test(tally: &Tally, filter: &Filter, field: Field) -> Test {
    let passes = |bits: u16| match filter.dimension {
        Dimension::Act => unfold_acts(usize::from(bits)).any(|act| named(&filter.codes, act as i32)),
        dimension => named(&filter.codes, key(tally, dimension, bits)),
    };
    let run = one_run(raw_values(tally, field).map(|bits| (bits, passes(bits))));
    match (field, run) {
        (Field::Wide { column, shift }, Some((low, high))) => {
            Test::WideRange { column, mask: u16::MAX << shift, low: low << shift, span: (high - low) << shift }
        }
        (Field::Wide { column, shift }, None) => {
            let last = raw_values(tally, field).last().unwrap_or(0);
            Test::WideTable { column, shift, passes: (0..=last).map(passes).collect() }
        }
        (Field::Narrow { column, shift, width }, Some((low, high))) => {
            let mask = (((1u16 << width) - 1) << shift) as u8;
            Test::NarrowRange { column, mask, low: (low << shift) as u8, span: ((high - low) << shift) as u8 }
        }
        (Field::Narrow { column, shift, width }, None) => {
            let passes = std::array::from_fn(|byte| passes((byte >> shift & ((1 << width) - 1)) as u16));
            Test::NarrowTable { column, passes: Box::new(passes) }
        }
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
