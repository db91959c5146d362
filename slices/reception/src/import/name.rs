//! The names of imported entries: made from what a row says, so that the same row has the same name for ever.

use jiff::tz::TimeZone;
use kernel::{Day, EntryId};
use std::collections::HashMap;

/// Gives entries their names, from the source, the content of the row and how many such rows came before.
pub(super) struct Names<'a> {
    source: &'a str,
    seen: HashMap<(String, Day), u64>,
}

#[derive(Clone)]
pub(super) struct Name {
    hasher: blake3::Hasher,
    day: Day,
}

impl<'a> Names<'a> {
    pub fn new(source: &'a str) -> Self {
        Self { source, seen: HashMap::new() }
    }

    /// The name of the next row of this content, on this day.
    pub fn of(&mut self, content: &str, day: Day) -> Name {
        let occurrence = self.seen.entry((content.to_owned(), day)).or_default();
        *occurrence += 1;
        let mut hasher = blake3::Hasher::new();
        for part in [self.source, content] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(&occurrence.to_le_bytes());
        Name { hasher, day }
    }
}

impl Name {
    /// A UUID of version 7: the day, and bytes that nobody had to draw.
    pub fn part(&self, part: &str) -> EntryId {
        let mut hasher = self.hasher.clone();
        hasher.update(part.as_bytes());
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..10]);
        let midnight =
            self.day.date().to_zoned_datetime(TimeZone::UTC).map_or(0, |day| day.timestamp().as_millisecond());
        EntryId(uuid::Builder::from_unix_timestamp_millis(u64::try_from(midnight).unwrap_or(0), &bytes).into_uuid())
    }
}
