//! Reception: visits and requests, the counter where they are recorded, the lists where they are corrected.
//!
//! # Invariants
//! - A visit or a request is made, changed and ended by journal entries only; the tables are what those entries say.
//! - A visit belongs to the day it opened, in its place's time zone, and its requests with it.
//! - A record never changes place. Withdraw it, and record anew.
//! - A default is not an observation: what nobody touched is stored as such.

pub mod facts;
mod ledger;
mod state;
pub mod store;

pub use ledger::Counter;
pub use state::{Request, Visit};
