//! What the journal changed, as packed facts, and how it goes into a tally.

use crate::snapshot::Head;
use db::{DbError, Tx};
use kernel::PlaceId;
use tally::{BadFact, Fact, PACKED_LEN, Tally};

/// Changes read by one statement.
pub(crate) const PAGE: i64 = 2_000;

/// Why the facts of a place could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The journal takes away a fact that was never added.
    #[error("place {place}, {}: entry {sequence} takes away a fact that is not there", month_words(*.month))]
    NotThere {
        /// The place.
        place: PlaceId,
        /// The month of the fact, year × 12 + month − 1.
        month: i32,
        /// The entry's number in its place.
        sequence: i64,
    },
    /// Bytes that are no facts.
    #[error("place {place}: {error}")]
    Unreadable {
        /// The place.
        place: PlaceId,
        /// What is wrong with them.
        error: BadFact,
    },
}

fn month_words(month: i32) -> String {
    format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// A packed fact.
pub(crate) type Packed = [u8; PACKED_LEN];

/// The facts of some bytes.
pub(crate) fn packed(place: PlaceId, bytes: &[u8]) -> Result<&[Packed], Broken> {
    let (facts, rest) = bytes.as_chunks::<PACKED_LEN>();
    if rest.is_empty() { Ok(facts) } else { Err(Broken::Unreadable { place, error: BadFact::Cut }) }
}

/// The month of a packed fact, whose first four bytes are its day.
pub(crate) fn month_of(fact: &Packed) -> i32 {
    tally::Day(i32::from_le_bytes([fact[0], fact[1], fact[2], fact[3]])).month()
}

/// The number of a place in the tally.
pub(crate) fn number(place: PlaceId) -> u32 {
    u32::try_from(place.0).unwrap_or(u32::MAX)
}

/// Every fact of a place as the journal gives it, in whatever order.
#[derive(Default)]
pub(crate) struct Stretch {
    added: Vec<u8>,
    removed: Vec<(i64, Vec<u8>)>,
    /// How far it goes.
    pub head: Option<Head>,
}

impl Stretch {
    pub async fn read(tx: &mut Tx, place: PlaceId) -> Result<Stretch, DbError> {
        let mut stretch = Stretch::default();
        let mut last = None;
        loop {
            let page = journal::changes_by_name(tx, place, last, PAGE).await?;
            let Some(end) = page.last() else { return Ok(stretch) };
            last = Some(end.id);
            for change in page {
                let head = Head { sequence: change.sequence, entry: change.id };
                stretch.head = stretch.head.into_iter().chain([head]).max_by_key(|head| head.sequence);
                stretch.added.extend(change.added.unwrap_or_default());
                stretch.removed.extend(change.removed.map(|removed| (change.sequence, removed)));
            }
        }
    }

    /// Puts it into a tally that holds nothing of the place yet. Order does not matter to a multiset, so that everything added
    /// goes in at once and what was taken away leaves afterwards.
    pub fn load(&self, tally: &mut Tally, place: PlaceId) -> Result<(), Broken> {
        tally.load(number(place), &self.added).map_err(|error| Broken::Unreadable { place, error })?;
        for (sequence, removed) in &self.removed {
            subtract(tally, place, *sequence, removed)?;
        }
        Ok(())
    }
}

/// Takes packed facts away.
pub(crate) fn subtract(tally: &mut Tally, place: PlaceId, sequence: i64, removed: &[u8]) -> Result<(), Broken> {
    for bytes in packed(place, removed)? {
        let fact = Fact::unpack(bytes).map_err(|error| Broken::Unreadable { place, error })?;
        let gone = tally.subtract(number(place), &fact);
        gone.map_err(|_| Broken::NotThere { place, month: month_of(bytes), sequence })?;
    }
    Ok(())
}

/// Adds packed facts.
pub(crate) fn add(tally: &mut Tally, place: PlaceId, added: &[u8]) -> Result<(), Broken> {
    for bytes in packed(place, added)? {
        let fact = Fact::unpack(bytes).map_err(|error| Broken::Unreadable { place, error })?;
        tally.add(number(place), &fact);
    }
    Ok(())
}
