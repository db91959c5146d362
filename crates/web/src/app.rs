//! What every handler needs: the database, the clock, the randomness.

use db::Db;
use kernel::{Clock, Randomness};
use std::sync::Arc;

/// The parts that are passed in everywhere. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The one clock.
    pub clock: Arc<dyn Clock>,
    /// The one randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Whether cookies are marked `Secure`: everywhere but on a plain-HTTP loopback address.
    pub secure_cookies: bool,
}

impl App {
    /// Bytes that nobody can guess, as URL-safe text of `2 × length` characters.
    pub fn secret(&self, length: usize) -> String {
        let mut bytes = vec![0; length];
        self.randomness.fill(&mut bytes);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A new name for an entry or a row.
    pub fn new_id(&self) -> kernel::EntryId {
        kernel::EntryId::new(self.clock.now(), &*self.randomness)
    }
}
