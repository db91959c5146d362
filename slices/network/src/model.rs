//! What the network is made of, parsed at the door: kinds and stages of a place, its codes, its position, its territory.
//!
//! Pure: no clock, no database. The only language here is the sentence of a refusal, in French, for the person who can act on it.

pub mod code;
pub mod school;
pub mod stage;
pub mod territory;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use code::{InseeCode, PostCode};
pub use school::SchoolZone;
pub use stage::{Stage, StageRefusal, StageSince};
pub use territory::{HolidayZone, Position, Territory};

/// A code that no member of a family bears, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas un code connu.")]
pub struct UnknownCode(pub String);

/// How a place meets people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// It stays at its address.
    Fixed,
    /// A small place that depends on a fixed one and has an address and hours of its own.
    Outpost,
    /// It goes from stop to stop: a bus, a pirogue, or a team that sets its table in one town hall after another.
    Bus,
}

impl PlaceKind {
    /// Every kind, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Fixed, Self::Outpost, Self::Bus];

    /// The stable code of URLs, JSON and the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Outpost => "outpost",
            Self::Bus => "bus",
        }
    }
}

impl FromStr for PlaceKind {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or_else(|| UnknownCode(code.to_owned()))
    }
}
