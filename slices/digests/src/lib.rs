//! Digests: whoever answers for places is sent what the month was, and what the watch saw in the week, in words first.
//!
//! # Invariants
//! - A month is sent once to a person, from the third of the next one on: counters without a network had time to tell.
//! - Directors and the Union are sent theirs until they say no; one request says it, with nobody signed in.
//! - A week is sent from Monday on, and only when the watch saw something that nobody has answered.
//! - A month without a record is not sent.
//! - Only what its reader may see is in it, and no person.
//!
//! # Map
//! `codes` that stop it · `edition` which there are, and when · `compose` from figures to a message · `job` · `pages` what it looks like, yes and no · `store`.

mod codes;
mod compose;
mod edition;
mod job;
mod pages;
mod store;

pub use codes::StopCodes;
pub use job::Digests;
pub use pages::routes;
