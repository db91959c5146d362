//! Typed ids: a place can never be passed where an account is expected.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares a small integer id. They are given by the database, start at 1 and are never reused.
macro_rules! small_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

small_id!(
    /// A place where people are received.
    PlaceId
);
small_id!(
    /// An association, which runs one or more places.
    AssociationId
);
small_id!(
    /// Somebody who signs in.
    AccountId
);
small_id!(
    /// An enrolled counter, kiosk or screen, or a door through which entries come (import, simulation).
    DeviceId
);

/// The name of an entry, a visit or a request: a UUIDv7 made where the thing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for EntryId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl EntryId {
    /// A new name, in order of time.
    pub fn new(now: jiff::Timestamp, randomness: &dyn crate::Randomness) -> Self {
        let mut bytes = [0; 10];
        randomness.fill(&mut bytes);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    /// The first name of an instant: whatever was named before it sorts before it.
    pub fn first_of(instant: jiff::Timestamp) -> Self {
        let millis = u64::try_from(instant.as_millisecond()).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
    }
}
