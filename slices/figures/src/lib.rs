//! Figures: the tally kept to the journal, the dashboard, exports, and the API of figures.
//!
//! # Invariants
//! - Every figure is a question to the tally ([`Figures::ask`]); the same question to the database ([`sql`]) gives the same
//!   numbers, and a property test says so on both engines.
//! - A figure is never older than two seconds, says what it counts, and carries its n.
//! - Whoever asks sees the places over which they hold the right to, and no others.
//!
//! # Deliberately absent
//! Judgement: no target, no ranking of people, no signal. Expectation and its alarms belong to the watch.

mod api;
mod changes;
pub mod charts;
mod check;
mod counts;
mod day;
mod explore;
mod export;
mod filters;
mod follower;
mod letter;
mod opening;
mod page;
mod period;
mod quality;
mod report;
mod routes;
mod selection;
mod snapshot;
pub mod sql;
mod start;
mod store;
mod tables;
mod words;

pub use api::{Asked, refusal};
pub use changes::Broken;
pub use check::{Difference, What, check};
pub use export::{Format, write as write_csv};
pub use follower::Figures;
pub use letter::{Letter, Letters};
pub use page::tabs;
pub use period::{capital, day_words as short_day, months_before, span_words, year_before};
pub use routes::routes;
pub use tables::{Cell, change_words, draw as draw_table, share_words};
pub use words::Words;
