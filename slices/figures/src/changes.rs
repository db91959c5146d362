//! Blocks: the facts of a place and month, packed one after the other, so that a start reads few large rows instead of the
//! whole journal. A block says nothing that the journal does not: it is made of its changes and may be made again.

use crate::store;
use db::{Db, DbError, Tx};
use journal::Change;
use kernel::{Actor, PlaceId};
use std::collections::BTreeMap;
use tally::{BadFact, Fact, PACKED_LEN, Tally};

/// Beyond this many changes, a place's blocks are worth folding anew.
pub const WORTH_FOLDING: i64 = 2_000;

/// One transaction folds at most so many changes: on SQLite the counters' writes wait behind it.
const FOLDED_AT_ONCE: usize = 6_000;

/// Changes read by one statement.
pub(crate) const PAGE: i64 = 2_000;

/// Why the facts of a place could not be read or folded.
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

/// Every fact of a place as the database gives it: its blocks, then what the journal changed after them.
#[derive(Default)]
pub(crate) struct Stretch {
    pub place: i64,
    pub added: Vec<u8>,
    pub removed: Vec<(i64, Vec<u8>)>,
    /// How far the blocks go.
    pub folded: i64,
    /// How far all of it goes.
    pub through: i64,
}

impl Stretch {
    pub async fn read(tx: &mut Tx, place: PlaceId) -> Result<Stretch, DbError> {
        let folded = store::through(tx, place).await?;
        let added = store::blocks(tx, place).await?.concat();
        let mut stretch = Stretch { place: place.0, added, removed: Vec::new(), folded, through: folded };
        loop {
            let page = journal::changes(tx, place, stretch.through, PAGE).await?;
            let last = (page.len() as i64) < PAGE;
            for change in page {
                stretch.through = change.sequence;
                stretch.added.extend(change.added.unwrap_or_default());
                stretch.removed.extend(change.removed.map(|removed| (change.sequence, removed)));
            }
            if last {
                return Ok(stretch);
            }
        }
    }

    /// Puts it into a tally that holds nothing of the place yet. Order does not matter to a multiset, so that everything added
    /// goes in at once and what was taken away leaves afterwards.
    pub fn load(&self, tally: &mut Tally) -> Result<(), Broken> {
        let place = PlaceId(self.place);
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

/// Folds everything the journal changed into the blocks of every place. Returns how many changes were folded.
pub async fn compact(db: &Db) -> Result<u64, Broken> {
    let mut tx = db.read(&Actor::System("compaction")).await?;
    let heads = journal::heads(&mut tx).await?;
    let folded: BTreeMap<PlaceId, i64> = store::throughs(&mut tx).await?.into_iter().collect();
    drop(tx);
    let mut changes = 0;
    for (place, head) in heads {
        if folded.get(&place).copied().unwrap_or(0) < head {
            changes += compact_place(db, place).await?;
        }
    }
    Ok(changes)
}

/// Folds what the journal changed in a place into its blocks.
pub async fn compact_place(db: &Db, place: PlaceId) -> Result<u64, Broken> {
    let mut folded = 0;
    loop {
        let some = fold_some(db, place).await?;
        folded += some as u64;
        if some < FOLDED_AT_ONCE {
            return Ok(folded);
        }
    }
}

/// Folds the next changes, in one transaction; a late fact goes into the month it belongs to.
async fn fold_some(db: &Db, place: PlaceId) -> Result<usize, Broken> {
    let mut tx = db.write(&Actor::System("compaction")).await?;
    let mut through = store::hold_through(&mut tx, place).await?;
    let mut months: BTreeMap<i32, Month> = BTreeMap::new();
    let mut count = 0;
    loop {
        let page = journal::changes(&mut tx, place, through, PAGE).await?;
        count += page.len();
        let last = page.len() < PAGE as usize || count >= FOLDED_AT_ONCE;
        for change in page {
            through = change.sequence;
            sort_by_month(place, change, &mut months)?;
        }
        if last {
            break;
        }
    }
    if count == 0 {
        return Ok(0);
    }
    for (month, changes) in months {
        let block = store::block(&mut tx, place, month).await?;
        store::put_block(&mut tx, place, month, changes.fold(place, month, block)?).await?;
    }
    store::move_through(&mut tx, place, through).await?;
    tx.commit().await?;
    Ok(count)
}

/// What changes in a month.
#[derive(Default)]
struct Month {
    added: Vec<Packed>,
    removed: Vec<(Packed, i64)>,
}

fn sort_by_month(place: PlaceId, change: Change, months: &mut BTreeMap<i32, Month>) -> Result<(), Broken> {
    for fact in packed(place, change.added.as_deref().unwrap_or_default())? {
        months.entry(month_of(fact)).or_default().added.push(*fact);
    }
    for fact in packed(place, change.removed.as_deref().unwrap_or_default())? {
        months.entry(month_of(fact)).or_default().removed.push((*fact, change.sequence));
    }
    Ok(())
}

impl Month {
    /// The block with everything added and what was taken away gone; every fact taken away must be there.
    fn fold(mut self, place: PlaceId, month: i32, mut block: Vec<u8>) -> Result<Vec<u8>, Broken> {
        packed(place, &block)?;
        block.extend(self.added.iter().flatten());
        if self.removed.is_empty() {
            return Ok(block);
        }
        // Both sorted: each fact taken away is looked for once, in one pass. Stable, so that the first entry is the one named.
        self.removed.sort();
        let mut gone = self.removed.into_iter().peekable();
        let mut facts: Vec<Packed> = block.as_chunks::<PACKED_LEN>().0.to_vec();
        facts.sort_unstable();
        let mut kept = Vec::with_capacity(block.len());
        for fact in facts {
            match gone.peek() {
                Some((wanted, _)) if *wanted == fact => {
                    gone.next();
                }
                Some((wanted, sequence)) if *wanted < fact => {
                    return Err(Broken::NotThere { place, month, sequence: *sequence });
                }
                _ => kept.push(fact),
            }
        }
        match gone.next() {
            Some((_, sequence)) => Err(Broken::NotThere { place, month, sequence }),
            None => {
                // By day again, which is how the tally likes to read them.
                kept.sort_by_key(|fact| i32::from_le_bytes([fact[0], fact[1], fact[2], fact[3]]));
                Ok(kept.concat())
            }
        }
    }
}
