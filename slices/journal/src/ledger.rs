//! What a slice says of its kinds of entries: how they are checked and what they change.

use crate::Entry;
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::Refusal;
use network::Place;
use std::{future::Future, pin::Pin};

/// A kind of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name: `request.recorded`.
    pub name: &'static str,
    /// Its current version. Older ones are brought up by the ledger's `upcast`.
    pub version: u16,
}

/// The new entries of one place, in the order they were sent.
pub struct Batch<'a> {
    /// The place.
    pub place: &'a Place,
    /// The present instant.
    pub now: Timestamp,
    /// The entries.
    pub entries: Vec<&'a Entry>,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Applied {
    /// It changed the state; these packed facts were taken away and added.
    Done {
        /// Concatenated `tally::Fact`s that no longer stand.
        removed: Vec<u8>,
        /// Concatenated `tally::Fact`s that stand from now on.
        added: Vec<u8>,
    },
    /// What it is about has not arrived yet.
    Retry,
    /// It says something that cannot be.
    Refused(Refusal),
}

/// The future of an application.
pub type Applying<'a> = Pin<Box<dyn Future<Output = Result<Vec<Applied>, DbError>> + Send + 'a>>;

/// The kinds of a slice.
pub trait Ledger: Send + Sync {
    /// Its kinds, at their current versions.
    fn kinds(&self) -> &'static [Kind];

    /// Brings the body of an older version to the current one; refuses a version it does not know, and what that version did not.
    fn upcast(
        &self,
        kind: &str,
        version: u16,
        body: &mut serde_json::Map<String, serde_json::Value>,
    ) -> Result<(), Refusal> {
        let _ = (kind, body);
        Err(unknown_version(version))
    }

    /// Checks and applies a batch, in order, in the caller's transaction. As many results come back as entries went in; what
    /// is not `Done` must have changed nothing.
    fn apply<'a>(&'a self, tx: &'a mut Tx, batch: &'a Batch<'a>) -> Applying<'a>;
}

/// This server does not know the version of an entry.
pub fn unknown_version(version: u16) -> Refusal {
    Refusal::invalid("entry-unknown-version").with("version", version)
}
