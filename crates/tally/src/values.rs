//! The columns of a place, each as narrow as what it holds.
//!
//! Many columns of many places hold one value only: a visit has no theme, and a place where everything was recorded at the counter
//! has one source. Such a column is that value. The others take one byte a row, or two from the first value that needs them. Each block of
//! rows decides for itself, and narrows again when its place is folded.

use std::ops::Range;

use crate::day::Day;
use crate::pack::{Packed, column};

/// Rows of a block: full ones have sizes that allocators have too, and what grows is the last one, not the place.
const BLOCK: usize = 4096;

/// The rows of a place, in blocks, column by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns(Vec<Block>);

/// The times differ from row to row: they always have two bytes each, and say how many rows there are and for how many there is room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub times: Vec<u16>,
    pub codes: [Values; column::CODES],
}

impl Columns {
    pub fn of(rows: &[(Day, Packed)]) -> Columns {
        Columns(rows.chunks(BLOCK).map(Block::of).collect())
    }

    /// From as many blocks as hold `rows` rows, each made from its number of rows.
    pub fn from_blocks<E>(rows: usize, block: impl FnMut(usize) -> Result<Block, E>) -> Result<Columns, E> {
        (0..rows).step_by(BLOCK).map(|start| BLOCK.min(rows - start)).map(block).collect::<Result<_, _>>().map(Columns)
    }

    pub fn blocks(&self) -> &[Block] {
        &self.0
    }

    pub fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * BLOCK + last.times.len())
    }

    pub fn push(&mut self, row: Packed) {
        match self.0.last_mut() {
            Some(last) if last.times.len() < BLOCK => last.push(row),
            _ => push(&mut self.0, Block::of(&[(Day::MIN, row)])),
        }
    }

    pub fn get(&self, at: usize) -> Packed {
        let (block, at) = (&self.0[at / BLOCK], at % BLOCK);
        Packed { codes: std::array::from_fn(|column| block.codes[column].get(at)), time: block.times[at] }
    }

    pub fn set(&mut self, at: usize, row: Packed) {
        self.0[at / BLOCK].set(at % BLOCK, row);
    }

    /// The code of one row.
    pub fn code(&self, column: usize, at: usize) -> u16 {
        self.0[at / BLOCK].codes[column].get(at % BLOCK)
    }

    /// Those of these rows that stand in the same block as the first.
    pub fn together(rows: Range<usize>) -> Range<usize> {
        rows.start..rows.end.min((rows.start / BLOCK + 1) * BLOCK)
    }

    /// Some rows of a column, which may be [`column::TIME`]; they stand together.
    pub fn view(&self, column: usize, rows: Range<usize>) -> View<'_> {
        let (block, start) = (&self.0[rows.start / BLOCK], rows.start % BLOCK);
        let rows = start..start + rows.len();
        match column {
            column::TIME => View::Words(&block.times[rows]),
            column => block.codes[column].view(rows),
        }
    }

    /// The times from a row to the end of its block.
    pub fn times(&self, from: usize) -> &[u16] {
        &self.0[from / BLOCK].times[from % BLOCK..]
    }

    pub fn memory(&self) -> usize {
        self.0.capacity() * size_of::<Block>() + self.0.iter().map(Block::memory).sum::<usize>()
    }
}

impl Block {
    fn of(rows: &[(Day, Packed)]) -> Block {
        Block {
            times: rows.iter().map(|(_, row)| row.time).collect(),
            codes: std::array::from_fn(|column| Values::of(rows.iter().map(|(_, row)| row.codes[column]))),
        }
    }

    fn push(&mut self, row: Packed) {
        let len = self.times.len();
        push(&mut self.times, row.time);
        let room = self.times.capacity();
        self.codes.iter_mut().zip(row.codes).for_each(|(column, value)| column.push(value, len, room));
    }

    fn set(&mut self, at: usize, row: Packed) {
        let len = self.times.len();
        self.times[at] = row.time;
        self.codes.iter_mut().zip(row.codes).for_each(|(column, value)| column.set(at, value, len));
    }

    fn memory(&self) -> usize {
        self.times.capacity() * size_of::<u16>() + self.codes.iter().map(Values::memory).sum::<usize>()
    }
}

/// Grows by an eighth instead of doubling: memory is the budget, and appending is rare next to reading.
pub(crate) fn push<T>(column: &mut Vec<T>, value: T) {
    if column.len() == column.capacity() {
        column.reserve_exact((column.len() / 8).max(16 / size_of::<T>()).max(1));
    }
    column.push(value);
}

/// The values of a column of a block; how many rows it has is for whoever holds it to know.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// Of every row.
    Same(u16),
    Bytes(Vec<u8>),
    Words(Vec<u16>),
}

/// The values of some rows.
#[derive(Clone, Copy)]
pub(crate) enum View<'a> {
    /// Of each of them.
    Same(u16),
    Bytes(&'a [u8]),
    Words(&'a [u16]),
}

impl Default for Values {
    fn default() -> Values {
        Values::Same(0)
    }
}

impl Values {
    /// In the narrowest form there is.
    pub fn of(values: impl Iterator<Item = u16> + Clone) -> Values {
        let first = values.clone().next().unwrap_or(0);
        if values.clone().all(|value| value == first) {
            Values::Same(first)
        } else if values.clone().all(fits) {
            Values::Bytes(values.map(|value| value as u8).collect())
        } else {
            Values::Words(values.collect())
        }
    }

    /// Adds a value behind the `len` there are; `room` is for how many rows to make room whenever there is none left.
    pub fn push(&mut self, value: u16, len: usize, room: usize) {
        if len == 0 && matches!(self, Values::Same(_)) {
            *self = Values::Same(value);
        }
        self.widen_for(value, len, room);
        match self {
            Values::Same(_) => {}
            Values::Bytes(values) => {
                make_room(values, room);
                values.push(value as u8);
            }
            Values::Words(values) => {
                make_room(values, room);
                values.push(value);
            }
        }
    }

    /// Changes one of the `len` values there are.
    pub fn set(&mut self, at: usize, value: u16, len: usize) {
        self.widen_for(value, len, len);
        match self {
            Values::Same(_) => {}
            Values::Bytes(values) => values[at] = value as u8,
            Values::Words(values) => values[at] = value,
        }
    }

    pub fn get(&self, at: usize) -> u16 {
        match self {
            Values::Same(value) => *value,
            Values::Bytes(values) => values[at].into(),
            Values::Words(values) => values[at],
        }
    }

    pub fn view(&self, rows: Range<usize>) -> View<'_> {
        match self {
            Values::Same(value) => View::Same(*value),
            Values::Bytes(values) => View::Bytes(&values[rows]),
            Values::Words(values) => View::Words(&values[rows]),
        }
    }

    pub fn memory(&self) -> usize {
        match self {
            Values::Same(_) => 0,
            Values::Bytes(values) => values.capacity(),
            Values::Words(values) => values.capacity() * size_of::<u16>(),
        }
    }

    /// Takes the narrowest form that says this value beside the `len` there are.
    fn widen_for(&mut self, value: u16, len: usize, room: usize) {
        let widened = match self {
            Values::Same(only) if *only == value => return,
            Values::Same(only) if fits(*only) && fits(value) => Values::Bytes(filled(*only as u8, len, room)),
            Values::Same(only) => Values::Words(filled(*only, len, room)),
            Values::Bytes(values) if !fits(value) => {
                let mut words = Vec::with_capacity(room);
                words.extend(values.iter().map(|value| u16::from(*value)));
                Values::Words(words)
            }
            Values::Bytes(_) | Values::Words(_) => return,
        };
        *self = widened;
    }
}

impl View<'_> {
    /// Every value with the time of its row.
    pub fn beside(self, times: &[u16], mut each: impl FnMut(u16, u16)) {
        match self {
            View::Same(value) => times.iter().for_each(|time| each(value, *time)),
            View::Bytes(values) => values.iter().zip(times).for_each(|(value, time)| each((*value).into(), *time)),
            View::Words(values) => values.iter().zip(times).for_each(|(value, time)| each(*value, *time)),
        }
    }
}

/// Whether one byte can say it.
fn fits(value: u16) -> bool {
    value <= u8::MAX.into()
}

fn filled<T: Copy>(value: T, len: usize, room: usize) -> Vec<T> {
    let mut values = Vec::with_capacity(room);
    values.resize(len, value);
    values
}

fn make_room<T>(values: &mut Vec<T>, room: usize) {
    if values.len() == values.capacity() {
        values.reserve_exact(room.saturating_sub(values.len()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = u16> {
        prop_oneof![8 => Just(0u16), 3 => 0u16..256, 1 => any::<u16>()]
    }

    proptest! {
        #[test]
        fn a_column_says_what_was_put_into_it(
            begun in vec(value(), 0..9), steps in vec((any::<prop::sample::Index>(), value(), any::<bool>()), 0..30)
        ) {
            let mut plain = begun;
            let mut column = Values::of(plain.iter().copied());
            for (at, value, is_new) in steps {
                if is_new || plain.is_empty() {
                    column.push(value, plain.len(), plain.len() + 4);
                    plain.push(value);
                } else {
                    let at = at.index(plain.len());
                    column.set(at, value, plain.len());
                    plain[at] = value;
                }
                let mut seen = Vec::new();
                column.view(0..plain.len()).beside(&plain, |value, _| seen.push(value));
                prop_assert_eq!(&seen, &plain);
                prop_assert!((0..plain.len()).all(|at| column.get(at) == plain[at]));
                let alike = plain.iter().all(|value| *value == plain[0]);
                prop_assert_eq!(matches!(Values::of(plain.iter().copied()), Values::Same(_)), alike);
                prop_assert!(matches!(column, Values::Words(_)) || plain.iter().all(|value| fits(*value)) || alike);
            }
        }
    }
}
