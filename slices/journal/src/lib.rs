//! The journal: the append-only record from which everything else is made.
//!
//! # Invariants
//! - An entry is named where it happens, by a UUIDv7; its identity is (place, id). The same entry sent twice is kept once.
//! - A place's entries are numbered without gaps, in the transaction that keeps them.
//! - An entry is acknowledged only once it is on the disk, together with all that applying it changed.
//! - One bad entry never harms its neighbours.
//! - Words stay out: an entry's note goes into a purgeable table, outside its body and its digest; one that was sealed on a
//!   device is opened at the door.
//!
//! What kinds of entries exist is for the slices to say: each registers a [`Ledger`] of kinds that it checks and applies.

mod answer;
mod api;
mod append;
mod body;
mod dates;
mod entry;
mod kind;
mod ledger;
mod line;
mod lineage;
mod seal;
mod store;

pub use answer::{Answer, Status};
pub use api::routes;
pub use append::{Journal, Sender};
pub use entry::{Entry, LARGEST_ENTRY, MOST_ENTRIES, looks_secret, malformed, only};
pub use ledger::{Applied, Batch, Kind, Ledger, unknown_version};
pub use lineage::{lineage, lineage_of, new_lineage};
pub use seal::{PublicKey, SealKey, seal_key};
pub use store::{
    Change, HistoryRow, changes, changes_by_name, entries_since, erase_words, heads, history, id_lists, late, names,
    received_after, stands, words, words_of,
};
