//! Reports: what a funder, a city, the State are handed, read through categories of their own.
//!
//! # Invariants
//! - A frame only sorts what was recorded: nobody records twice, and what no rule takes is shown as such.
//! - A version of a frame never changes; an issued report is kept as it was issued, with the version it was read through.
//! - A report asked again says the same, or which cells changed and because of which entries.
//! - On screen, on paper, as a workbook and as CSV a report has the same numbers: all are drawn from one [`document::Document`].
//!
//! # Deliberately absent
//! Disclosure control: these reports stay with those who may see the figures of the places they cover.
//!
//! # Map
//! `frame` `sorted` categories and what falls in them · `document` what a report is · `compose` its sections · `changes` asked again ·
//! `xlsx` `draw` its forms · `pages` the list, the preview, the issued report, the frames · `store` `shipped`.

mod changes;
mod compose;
pub mod document;
mod draw;
pub mod frame;
mod pages;
mod shipped;
pub mod sorted;
pub mod store;
mod xlsx;

pub use changes::{Difference, differences};
pub use pages::routes;
pub use shipped::{SHIPPED, seed};
