//! The network: the Union's associations and places, when and where they receive, and the calendars they live by.

mod almanac;
mod api;
pub mod calendar;
mod directory;
pub mod event;
mod explanation;
mod facts;
mod filter;
mod hall;
pub mod hours;
pub mod import;
pub mod model;
mod now;
mod pages;
mod policy;
mod refusal;
mod round;
mod school;
pub mod store;
mod taking;

pub use directory::{Directory, Place, Snapshot};
pub use event::{Event, EventKind, LONGEST_TITLE, NewEvent};
pub use explanation::{Explanation, explanations};
pub use filter::fold;
pub use hall::Hall;
pub use now::{Now, serves};
pub use pages::routes;
pub use round::Halt;
pub use school::{bring_school_days, school_words};
pub use store::{Association, ExceptionRow, PlaceRow, StopRow};
pub use taking::{Taken, take};
