//! Where each dimension is read in a row, and what the bits found there mean.

use crate::pack::{NO_SLOT, SLOT_SHIFT, column};
use crate::question::Dimension;
use crate::tally::Tally;

/// Where a dimension of the row is read: `width` bits of a column, from `shift` up.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub column: usize,
    pub shift: u8,
    pub width: u8,
}

impl Field {
    /// Its bits of a value of its column, alone.
    pub fn of(self, value: u16) -> u16 {
        value >> self.shift & self.mask()
    }

    /// Ones, as many as it has bits.
    pub fn mask(self) -> u16 {
        u16::MAX >> (16 - self.width)
    }
}

const fn bits(column: usize, shift: u8, width: u8) -> Option<Field> {
    Some(Field { column, shift, width })
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
        Dimension::Hour | Dimension::Slot => bits(column::TIME, SLOT_SHIFT, 6),
        Dimension::Family | Dimension::Theme => bits(column::THEME, 0, 16),
        Dimension::Operator => bits(column::OPERATOR, 0, 16),
        Dimension::Act => bits(column::ACTS, 0, 7),
        Dimension::ActsConfirmed => bits(column::ACTS, 0, 8),
        Dimension::Support => bits(column::PERSON, 3, 2),
        Dimension::SupportConfirmed => bits(column::PERSON, 2, 3),
        Dimension::Age => bits(column::PERSON, 5, 3),
        Dimension::First => bits(column::PERSON, 0, 2),
        Dimension::Outcome => bits(column::END, 0, 3),
        Dimension::OutcomeConfirmed => bits(column::END, 0, 4),
        Dimension::Origin => bits(column::END, 4, 2),
        Dimension::Branch => bits(column::END, 6, 2),
        Dimension::Channel => bits(column::CONTACT, 0, 3),
        Dimension::Language => bits(column::CONTACT, 3, 5),
        Dimension::Source => bits(column::KIND, 0, 2),
        Dimension::Waited => bits(column::KIND, 4, 4),
    }
}

/// Every value that a column can have in this tally, ascending; of the time, every slot.
pub(crate) fn values(tally: &Tally, column: usize) -> Box<dyn Iterator<Item = u16> + '_> {
    match column {
        column::TIME => Box::new(0..=NO_SLOT),
        column::THEME => Box::new(tally.themes.codes()),
        column::OPERATOR => Box::new(tally.operators.codes()),
        _ => Box::new(0..=u8::MAX.into()),
    }
}

/// Every value the bits of a field can take in this tally, ascending.
pub(crate) fn raw_values(tally: &Tally, field: Field) -> Box<dyn Iterator<Item = u16> + '_> {
    if column::is_narrow(field.column) { Box::new(0..=field.mask()) } else { values(tally, field.column) }
}

/// 0 nothing known, 1 confirmed, 2 default, from a value and the flag above it.
fn confirmed(bits: u16, width: u32) -> i32 {
    let known = bits & ((1 << width) - 1) != 0;
    let default = bits >> width & 1 == 1;
    i32::from(known) + i32::from(known && default)
}

/// The key of a field's bits. Acts keep their whole set here: [`unfold_acts`] says what it means.
pub(crate) fn key(tally: &Tally, dimension: Dimension, bits: u16) -> i32 {
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
