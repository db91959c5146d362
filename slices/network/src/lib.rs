//! The network: the Union's associations and places, when and where they receive, and the calendars they live by.

pub mod calendar;
mod directory;
pub mod hours;
pub mod import;
pub mod model;
pub mod store;
mod taking;

pub use directory::{Directory, Place, Snapshot};
pub use taking::{Taken, take};
pub use store::{Association, ExceptionRow, PlaceRow, StopRow};
