//! What may be said of the figures, worked out without a clock, a file or a database.
//!
//! - [`disclosure`]: which figures of a table may leave the team, so that nobody can be found in it.
//! - [`proportions`]: which rate may be quoted, and with which interval.
//! - [`rising`]: whether something rare is said more often than before.
//! - [`staffing`]: how many desks keep the wait short.
//! - [`watch`]: which fluctuation is worth a word, and what the next days should bring.
//!
//! # Invariants
//! The same input gives the same answer, whatever the order it came in: nothing is drawn. No figure is counted here: whoever calls brings
//! what the tally counted.
//!
//! # Deliberately absent
//! Words and languages, the storing of what was issued, and whoever may read it.

pub mod disclosure;
pub mod proportions;
pub mod rising;
pub mod staffing;
pub mod watch;
