//! What every handler needs: the database, the clock, the randomness.

use axum::http::{HeaderMap, header};
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

    /// How this server is called from outside, as the browser at hand calls it: `https://parvis.example.org`. A name that is not one
    /// is not repeated.
    pub fn address(&self, headers: &HeaderMap) -> Option<String> {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        let scheme = if self.secure_cookies { "https" } else { "http" };
        (!host.is_empty() && host.len() <= 253 && host.bytes().all(plain)).then(|| format!("{scheme}://{host}"))
    }

    /// A new name for an entry or a row.
    pub fn new_id(&self) -> kernel::EntryId {
        kernel::EntryId::new(self.clock.now(), &*self.randomness)
    }
}
