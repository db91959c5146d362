//! Reception: visits and requests, the counter where they are recorded, the lists where they are corrected.
//!
//! # Invariants
//! - A visit or a request is made, changed and ended by journal entries only; the tables are what those entries say.
//! - A visit belongs to the day it opened, in its place's time zone, and its requests with it.
//! - A record never changes place. Withdraw it, and record anew.
//! - A default is not an observation: what nobody touched is stored as such.
//!
//! # Map
//! `facts` what a body says, parsed · `body` and back · `state` records as they stand · `ledger` what entries change ·
//! `queue` tickets, calls, what the hall sees · `label` how things are called · `today` the counter's own day · `habits` favourites from use · `others` « Autre » in words · `tidings` what others tell an agent · `import` past activity ·
//! `store` all the SQL · `pages` the counter, the activity, the corrections.

mod body;
pub mod facts;
mod habits;
pub mod import;
mod label;
mod ledger;
mod others;
mod pages;
pub mod queue;
mod state;
pub mod store;
#[cfg(test)]
mod test_catalogue;
mod tidings;
mod today;

pub use habits::refresh_favourites;
pub use ledger::Counter;
pub use others::{OTHER, others, said_under_other};
pub use pages::{chooser, routes};
pub use state::{Request, Visit};
pub use tidings::{NoTidings, Tiding, Tidings};
pub use today::{Today, TodayEntry, today};
