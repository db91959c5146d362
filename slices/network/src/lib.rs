//! The network: the Union's associations and places, when and where they receive, and the calendars they live by.

mod api;
pub mod calendar;
mod directory;
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
pub mod store;
mod taking;

pub use directory::{Directory, Place, Snapshot};
pub use filter::fold;
pub use hall::Hall;
pub use now::{Now, serves};
pub use pages::routes;
pub use round::Halt;
pub use store::{Association, ExceptionRow, PlaceRow, StopRow};
pub use taking::{Taken, take};
