//! The words that every part of Parvis shares: ids, days, the clock and the randomness that are passed in, who acts and
//! with which rights, and how an action says no.
//!
//! Pure: nothing here reads a clock, a file or a database. What is deliberately absent: money and people.

mod actor;
mod clock;
mod day;
mod french;
mod ids;
mod refusal;

pub use actor::{Actor, Device, DeviceKind, Grant, Person, Right, Role, Scope, Whereabouts};
pub use clock::{Clock, Randomness, SystemClock, SystemRandomness};
pub use day::Day;
pub use french::{counted, system_words};
pub use ids::{AccountId, AssociationId, DeviceId, EntryId, PlaceId};
pub use refusal::{Refusal, RefusalKind};
