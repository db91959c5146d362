//! The network: the Union's associations and places, when and where they receive, and the calendars they live by.

pub mod calendar;
mod directory;
pub mod hours;
pub mod model;
pub mod store;

pub use directory::{Directory, Place, Snapshot};
pub use store::{Association, ExceptionRow, PlaceRow, StopRow};
