//! Sixteen bytes for one fact, field by field as in the columns.
//!
//! | bytes | holds |
//! |---|---|
//! | 0–3 | day, little-endian |
//! | 4–5, 6–7 | theme, operator, little-endian |
//! | 8–9 | *time*: bits 0–9 minutes (1023 not known), 10–15 slot (48 not known), little-endian |
//! | 10 | *acts*: bits 0–6 the acts, 7 default |
//! | 11 | *person*: bits 0–1 first (1 yes, 2 no), 2 default, 3–4 support, 5–7 age |
//! | 12 | *end*: bits 0–2 outcome, 3 default, 4–5 origin, 6–7 branch |
//! | 13 | *contact*: bits 0–2 channel, 3–7 language |
//! | 14 | *kind*: bits 0–1 source, 2–3 kind, 4–7 class of wait, of a visit |
//! | 15 | format, 1 |
//!
//! Support and age share a byte because they are asked together: « fait seul » by age is the network's own question. Age stands
//! highest and support next, so that what such a question counts stands side by side in the index.

use crate::codes::{Acts, Age, Branch, Channel, Kind, Origin, Outcome, Source, Support};
use crate::day::Day;
use crate::fact::{BadFact, Fact};
use crate::waited::Waited;

/// The length of a packed fact.
pub const PACKED_LEN: usize = 16;

const FORMAT: u8 = 1;
pub(crate) const NO_MINUTES: u16 = 1023;
pub(crate) const NO_SLOT: u16 = 48;
pub(crate) const SLOT_SHIFT: u8 = 10;

/// The columns by number: positions in [`Packed::codes`], and the time behind them.
pub(crate) mod column {
    pub const THEME: usize = 0;
    pub const OPERATOR: usize = 1;
    pub const ACTS: usize = 2;
    pub const PERSON: usize = 3;
    pub const END: usize = 4;
    pub const CONTACT: usize = 5;
    pub const KIND: usize = 6;
    /// How many columns there are of codes.
    pub const CODES: usize = 7;
    pub const TIME: usize = CODES;

    /// Whether every value fits one byte.
    pub const fn is_narrow(column: usize) -> bool {
        ACTS <= column && column < CODES
    }
}

/// A fact without its day: one row of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    pub codes: [u16; column::CODES],
    pub time: u16,
}

impl Packed {
    /// Saturates what the contract of [`Fact`] forbids, so that no field can spill into its neighbour.
    pub fn of(fact: &Fact) -> Packed {
        let minutes = fact.minutes.map_or(NO_MINUTES, |minutes| minutes.min(Fact::MOST_MINUTES));
        let slot = fact.slot.map_or(NO_SLOT, |slot| u16::from(slot).min(NO_SLOT - 1));
        let waited = fact.waited.filter(|_| fact.kind == Kind::Visit).map_or(0, Waited::code);
        let first = fact.first.map_or(0, |first| if first { 1 } else { 2 });
        let narrow = [
            fact.acts.bits() | u8::from(fact.acts_default) << 7,
            first
                | u8::from(fact.support_default) << 2
                | fact.support.map_or(0, Support::code) << 3
                | fact.age.map_or(0, Age::code) << 5,
            fact.outcome.map_or(0, Outcome::code)
                | u8::from(fact.outcome_default) << 3
                | fact.origin.map_or(0, Origin::code) << 4
                | fact.branch.map_or(0, Branch::code) << 6,
            fact.channel.map_or(0, Channel::code) | fact.language.min(31) << 3,
            fact.source.code() | fact.kind.code() << 2 | waited << 4,
        ];
        Packed::new([fact.theme, fact.operator], minutes | slot << SLOT_SHIFT, narrow)
    }

    fn new([theme, operator]: [u16; 2], time: u16, narrow: [u8; 5]) -> Packed {
        let [acts, person, end, contact, kind] = narrow.map(u16::from);
        Packed { codes: [theme, operator, acts, person, end, contact, kind], time }
    }

    /// The codes of one byte: acts, person, end, contact, kind.
    fn narrow(&self) -> [u8; 5] {
        let [_, _, narrow @ ..] = self.codes;
        narrow.map(|code| code as u8)
    }

    /// The fact these bits say, on that day; `None` never happens for bits that [`Packed::check`] accepted.
    pub fn fact(&self, day: Day) -> Result<Fact, BadFact> {
        let [theme, operator, ..] = self.codes;
        let [acts, person, end, contact, kind] = self.narrow();
        let (minutes, slot) = (self.time & NO_MINUTES, self.time >> SLOT_SHIFT);
        Ok(Fact {
            kind: Kind::from_code(kind >> 2 & 3).ok_or(BadFact::Field("kind"))?,
            day,
            slot: (slot < NO_SLOT).then_some(slot as u8),
            theme,
            operator,
            branch: Branch::from_code(end >> 6),
            acts: Acts::from_bits(acts & 0x7f).unwrap_or_default(),
            acts_default: acts >> 7 == 1,
            support: Support::from_code(person >> 3 & 3),
            support_default: person >> 2 & 1 == 1,
            outcome: Outcome::from_code(end & 7),
            outcome_default: end >> 3 & 1 == 1,
            channel: Channel::from_code(contact & 7),
            age: Age::from_code(person >> 5),
            origin: Origin::from_code(end >> 4 & 3),
            language: contact >> 3,
            first: [None, Some(true), Some(false), None][usize::from(person & 3)],
            source: Source::from_code(kind & 3).ok_or(BadFact::Field("source"))?,
            minutes: (minutes < NO_MINUTES).then_some(minutes),
            waited: Waited::from_code(kind >> 4),
        })
    }

    /// Reads and checks sixteen bytes without building the fact: the path of bulk loads.
    pub fn read(bytes: &[u8; PACKED_LEN]) -> Result<(Day, Packed), BadFact> {
        let b = bytes;
        let day = Day(i32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let [theme, operator, time] = [[b[4], b[5]], [b[6], b[7]], [b[8], b[9]]].map(u16::from_le_bytes);
        let packed = Packed::new([theme, operator], time, [b[10], b[11], b[12], b[13], b[14]]);
        if b[15] != FORMAT {
            return Err(BadFact::Format(b[15]));
        }
        packed.check(day)?;
        Ok((day, packed))
    }

    /// Only values that some fact packs to: each has one spelling, so equal facts are equal bytes.
    pub fn check(&self, day: Day) -> Result<(), BadFact> {
        let [_, person, end, contact, kind] = self.narrow();
        let field = match () {
            () if day < Day::MIN || day > Day::MAX => "day",
            () if self.time >> SLOT_SHIFT > NO_SLOT => "slot",
            () if person & 3 == 3 => "first visit",
            () if end & 7 == 7 => "outcome",
            () if contact & 7 == 7 => "channel",
            () if kind & 3 == 0 => "source",
            // A request does not wait.
            () if kind >> 2 != 2 && kind >> 2 & 3 != 1 => "kind",
            () => return Ok(()),
        };
        Err(BadFact::Field(field))
    }

    pub fn is_visit(&self) -> bool {
        self.codes[column::KIND] >> 2 & 3 == Kind::Visit.code().into()
    }

    pub fn write(&self, day: Day) -> [u8; PACKED_LEN] {
        let d = day.0.to_le_bytes();
        let [theme, operator, ..] = self.codes;
        let [t, o, m] = [theme, operator, self.time].map(u16::to_le_bytes);
        let n = self.narrow();
        [d[0], d[1], d[2], d[3], t[0], t[1], o[0], o[1], m[0], m[1], n[0], n[1], n[2], n[3], n[4], FORMAT]
    }
}

impl Fact {
    /// The fact in sixteen bytes; equal facts give equal bytes. Values out of their range are saturated.
    pub fn pack(&self) -> [u8; PACKED_LEN] {
        Packed::of(self).write(self.day.clamp(Day::MIN, Day::MAX))
    }

    /// The fact of sixteen bytes, or why there is none.
    pub fn unpack(bytes: &[u8; PACKED_LEN]) -> Result<Fact, BadFact> {
        let (day, packed) = Packed::read(bytes)?;
        packed.fact(day)
    }
}
