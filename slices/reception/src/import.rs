//! Import of activity: what a place wrote in its spreadsheets before it had Parvis.
//!
//! A file and its map become a [`Plan`] without touching anything ([`plan`], pure): what would be recorded, what each word
//! becomes, which rows are refused and why. [`take`] writes a plan through the journal. Every entry is named after its source
//! and its row, so that taking the same file twice is the same as once.

mod command;
mod daily;
mod map;
mod name;
mod plan;
mod preview;
mod report;
mod row;
mod table;
mod take;
#[cfg(test)]
mod tests;
mod value;
mod vocabulary;

pub use command::{Apply, Import, ImportStop};
pub use map::{ColumnMap, Field, RowKind, UnknownRule, VisitRule};
pub use plan::{Ground, Plan, PlannedVisit, plan};
pub use report::{FileRefusal, Meaning, Reason, RefusedRow, UnknownWord};
pub use take::{Taken, Wanted, ground, place_of, take};
