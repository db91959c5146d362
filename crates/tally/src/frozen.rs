//! The facts of a place as plain bytes, column by column, so that a start copies them instead of building them.
//!
//! For the visits, then for the requests: how many days, rows and late facts (`u32` each); every day (`i32`) and how many rows it has
//! (`u32`); the rows, block after block: the times (`u16` each), then each column of codes, which is how many bytes a row has, and the
//! values, or for 0 the one value (`u16`) of all rows; late facts, packed. All little-endian. Imported counts are not in it: whoever
//! follows the database reads them there. What is read back is checked as packed facts are, so that no bytes can bring in what no fact
//! says; whether they are the bytes once written is for whoever keeps them to know.

use crate::codes::{Act, Age, Branch, Channel, Kind, Origin, Outcome, Source, Support};
use crate::columns::DayColumns;
use crate::day::Day;
use crate::days::Days;
use crate::fact::BadFact;
use crate::index::Index;
use crate::pack::{PACKED_LEN, Packed, column};
use crate::places::PlaceFacts;
use crate::tally::Tally;
use crate::values::{Block, Columns, Values};
use crate::waited::Waited;

/// The form of these bytes and the meaning of their codes, in words: other words, other bytes.
pub fn frozen_form() -> String {
    macro_rules! slugs {
        ($($list:ident)+) => { [$($list::ALL.iter().map(|value| value.slug()).collect::<Vec<_>>().join(" ")),+].join(", ") };
    }
    format!("3: {}", slugs!(Kind Branch Act Support Outcome Channel Age Origin Source Waited))
}

impl Tally {
    /// The facts of a place as bytes, for [`Tally::thaw`].
    pub fn freeze(&self, place: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(facts) = self.places.facts(place) {
            facts.visits.freeze(&mut bytes);
            facts.requests.freeze(&mut bytes);
        }
        bytes
    }

    /// Puts frozen facts into a place that holds none, all or none of them.
    pub fn thaw(&mut self, place: u32, frozen: &[u8]) -> Result<(), BadFact> {
        if frozen.is_empty() {
            return Ok(());
        }
        let mut bytes = Bytes(frozen);
        let facts = PlaceFacts {
            visits: DayColumns::thaw(Kind::Visit, &mut bytes)?,
            requests: DayColumns::thaw(Kind::Request, &mut bytes)?,
            ..PlaceFacts::default()
        };
        if !bytes.0.is_empty() {
            return Err(BadFact::Cut);
        }
        self.put(place, facts);
        Ok(())
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], BadFact> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BadFact::Cut)?;
        self.0 = rest;
        Ok(taken)
    }

    fn items<const N: usize>(&mut self, count: usize) -> Result<&'a [[u8; N]], BadFact> {
        Ok(self.take(count.checked_mul(N).ok_or(BadFact::Cut)?)?.as_chunks().0)
    }

    fn words(&mut self, count: usize) -> Result<Vec<u16>, BadFact> {
        Ok(self.items(count)?.iter().map(|word| u16::from_le_bytes(*word)).collect())
    }

    fn number(&mut self) -> Result<u32, BadFact> {
        Ok(u32::from_le_bytes(self.items::<4>(1)?[0]))
    }
}

impl DayColumns {
    fn freeze(&self, out: &mut Vec<u8>) {
        let live = || self.days.all().map(|day| (day, self.days.rows(day))).filter(|(_, rows)| !rows.is_empty());
        let rows: usize = live().map(|(_, rows)| rows.len()).sum();
        out.reserve(12 + live().count() * 8 + rows * 11 + self.tail.len() * PACKED_LEN);
        for count in [live().count(), rows, self.tail.len()] {
            out.extend((count as u32).to_le_bytes());
        }
        for (day, rows) in live() {
            out.extend(day.to_le_bytes());
            out.extend((rows.len() as u32).to_le_bytes());
        }
        // Only live rows are written.
        let without_holes = (self.days.holes() > 0).then(|| DayColumns::sorted(&self.live().collect::<Vec<_>>()));
        for block in without_holes.as_ref().unwrap_or(self).columns.blocks() {
            block.freeze(out);
        }
        out.extend(self.tail.iter().flat_map(|(day, row)| row.write(*day)));
    }

    fn thaw(kind: Kind, bytes: &mut Bytes) -> Result<DayColumns, BadFact> {
        let [days, rows, late] = [bytes.number()? as usize, bytes.number()? as usize, bytes.number()? as usize];
        let listed = bytes.items::<8>(days)?.iter().map(|[a, b, c, d, len @ ..]| {
            let (day, len) = (i32::from_le_bytes([*a, *b, *c, *d]), u32::from_le_bytes(*len));
            (Day(day), len)
        });
        if listed.clone().any(|(day, len)| day < Day::MIN || day > Day::MAX || len == 0) {
            return Err(BadFact::Field("day"));
        }
        if !listed.clone().is_sorted_by(|(one, _), (next, _)| one < next) {
            return Err(BadFact::Field("day"));
        }
        if listed.clone().map(|(_, len)| u64::from(len)).sum::<u64>() != rows as u64 {
            return Err(BadFact::Cut);
        }
        let ends = listed.clone().next().zip(listed.clone().next_back());
        let mut days = ends.map_or_else(Days::default, |((first, _), (last, _))| Days::with_room(first, last));
        listed.for_each(|(day, len)| days.append(day, len));
        let columns = Columns::from_blocks(rows, |rows| Block::thaw(rows, bytes))?;
        for row in (0..rows).map(|at| columns.get(at)) {
            of_kind(kind, row.check(Day::MIN).map(|()| row)?)?;
        }
        let tail = bytes.items::<PACKED_LEN>(late)?.iter().map(|packed| {
            let (day, row) = Packed::read(packed)?;
            of_kind(kind, row).map(|row| (day, row))
        });
        let tail = tail.collect::<Result<_, _>>()?;
        Ok(DayColumns::of(Index::of(&columns), columns, days, tail))
    }
}

impl Block {
    fn freeze(&self, out: &mut Vec<u8>) {
        let words = |out: &mut Vec<u8>, column: &[u16]| out.extend(column.iter().flat_map(|value| value.to_le_bytes()));
        words(out, &self.times);
        for column in &self.codes {
            match column {
                Values::Same(value) => {
                    out.push(0);
                    out.extend(value.to_le_bytes());
                }
                Values::Bytes(values) => {
                    out.push(1);
                    out.extend_from_slice(values);
                }
                Values::Words(values) => {
                    out.push(2);
                    words(out, values);
                }
            }
        }
    }

    fn thaw(rows: usize, bytes: &mut Bytes) -> Result<Block, BadFact> {
        let mut block = Block { times: bytes.words(rows)?, ..Block::default() };
        for (column, values) in block.codes.iter_mut().enumerate() {
            *values = match bytes.items::<1>(1)?[0][0] {
                0 => Values::Same(bytes.words(1)?[0]),
                1 => Values::Bytes(bytes.take(rows)?.to_vec()),
                2 if !column::is_narrow(column) => Values::Words(bytes.words(rows)?),
                _ => return Err(BadFact::Field("column")),
            };
            if column::is_narrow(column) && matches!(values, Values::Same(256..)) {
                return Err(BadFact::Field("column"));
            }
        }
        Ok(block)
    }
}

fn of_kind(kind: Kind, row: Packed) -> Result<Packed, BadFact> {
    if row.is_visit() == (kind == Kind::Visit) { Ok(row) } else { Err(BadFact::Field("kind")) }
}
