//! The watch: what was received beside what should have been, night after night (METHOD §1).
//!
//! Each night the last 1 to 42 open days of a series are compared with what this place, on those weekdays, hours and holidays, usually
//! receives, corrected for what the whole network does. A [`Signal`] is told when the gap is larger than chance explains.
//!
//! ```text
//! expected = level × weekday × school holiday × day after a closure × day of the month × (open hours / usual hours)^b × season × network index
//! ```
//!
//! A [`Series`] is the state of one series, a [`Network`] what all series that count the same thing have in common: one for the visits of
//! places, one for each category, one for each series of the network's own, which has no peers. [`night()`] moves them by one day;
//! [`Series::forecast`] looks ahead. Whoever cannot hold all states at once does what [`night()`] does in two passes: [`Series::expected`] of
//! each into [`Gathered`], then [`Network::night`], then [`Series::night`] of each into [`Lessons`], then [`Network::learn`]. [`Series::to_bytes`]
//! is for storing.
//!
//! # Invariants
//! - A replay of history gives the state that the nights gave, to the bit.
//! - A night reads that day and the calendar, never what comes after.
//! - A closed day is no count of 0 and changes nothing. A half day is expected to bring about half.
//! - Dispersion has no upper bound.
//! - The first [`SILENT`] open days say nothing but outages.
//!
//! # Deliberately absent
//! A rate of false discoveries: tests repeat from night to night, so no procedure delivers one. Grouping signals into episodes, which whoever
//! stores them does ([`Signal::EPISODE`]).

mod count;
mod expected;
mod facts;
mod forecast;
mod growth;
mod index;
mod method;
mod network;
mod night;
mod packed;
mod past_years;
mod ratio;
mod recent;
mod scan;
mod series;
mod signal;
mod spread;
mod weekday;

pub use expected::Expected;
pub use facts::{Facts, Observed, Subject};
pub use forecast::Foreseen;
pub use index::Tonight;
pub use method::{LONGEST, Method, WINDOWS};
pub use network::{Gathered, Lessons, Network, PEERS};
pub use night::{Member, night};
pub use recent::OpenDay;
pub use series::{Common, SILENT, Series};
pub use signal::{Episode, Kind, Signal, Tier, Way, episodes};
