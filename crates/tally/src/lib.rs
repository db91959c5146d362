//! Counts of every visit and request, in memory.
//!
//! A [`Tally`] is a multiset of [`Fact`]s by place. Whoever follows the journal adds and subtracts facts; a dashboard, a report or the watch
//! asks a [`Question`] and gets an [`Answer`]. No figure is ever stored: every one is counted from the facts, or from an index of their
//! columns that follows each of them (`index`), and tests hold both against a plain list, so that no figure can be computed two ways.
//!
//! # Invariants
//! - Order does not matter: the same facts, however they came, give the same answers. Equal facts are equal bytes ([`Fact::pack`]).
//! - A question costs what it looks at: the places and days asked, and one to four bytes a row, or a few
//!   counters a page of rows when it reads one column. What depends on the place or the day is
//!   decided once a place or a day. No hashing: groups are cells of a dense grid, which bounds how many a question may have.
//! - No byte for what all facts of a place have alike: about eight for a request and five for a visit, one or two more for the index, four
//!   each day of a place.
//! - Imported daily counts ([`DailyCount`]) never become facts; under a cut finer than the day their key is [`Key::Undetailed`].
//!
//! # Deliberately absent
//! Files, clocks, the database, names, words, and anything about one person. Percentages and rounding belong to who shows a figure, and so does
//! disclosure control.
//!
//! # Map
//! `codes` `waited` `day` `fact` what is counted · `pack` sixteen bytes · `values` the columns of a place · `days` which rows are whose · `columns` its facts by day · `index` their columns by value ·
//! `imported` daily counts · `places` all of them, with an outline of each · `tally` the way in · `question` what one asks · `field` where a row says it · `plan` a question made ready · `one_column` what the index
//! answers · `scan` the walk over a place · `block` the inner loops · `grid` threads and cells · `rows` · `open_days` · `ask` the whole way ·
//! `frozen` a place as bytes.

mod ask;
mod block;
mod codes;
mod columns;
mod day;
mod days;
mod fact;
mod field;
mod frozen;
mod grid;
mod imported;
mod index;
mod one_column;
mod open_days;
mod pack;
mod places;
mod plan;
mod question;
mod rows;
mod scan;
mod tally;
mod values;
mod waited;

pub use codes::{Act, Acts, Age, Branch, Channel, Kind, Origin, Outcome, Source, Support};
pub use day::Day;
pub use fact::{BadFact, Fact};
pub use frozen::frozen_form;
pub use imported::{CountedMeasure, DailyCount};
pub use pack::PACKED_LEN;
pub use question::{Answer, BadQuestion, Dimension, Filter, Key, Measure, Question, Row};
pub use tally::{NotThere, Tally, ThemeFamilies};
pub use waited::Waited;
