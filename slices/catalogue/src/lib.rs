//! The catalogue of requests: what people come for, whom it concerns, what may be done about it, as dated data of the Union.
//!
//! # Invariants
//! - Ids and codes are given once and never reused; facts carry ids, people and clients write codes.
//! - A version is never rewritten. A theme stands in the versions from `since` on and before `until`; one that ended says what
//!   it becomes, so that [`Snapshot::comparable`] makes ten years comparable. Labels, synonyms and usual cases may be mended.
//! - A request is shown under its operator's name of its own date ([`Snapshot::operator_name`]).
//! - Sheets are text of a small known form, never HTML.
//!
//! # Deliberately absent
//! The search itself: it runs in the browser, over the document of [`Catalogue::url`]. Counts of any kind: whoever records gives
//! the use of favourites and the « Autre » words.
//!
//! # Map
//! `model` what it is made of · `axes` the closed lists with their labels · `shipped` the content that comes with the product ·
//! `seed` how it enters the database · `snapshot` the catalogue in memory · `document` what the browser holds · `sheet` the
//! sheets' small language · `favourites` · `edit` typed edits and their refusals · `store` all the SQL · `pages`.

mod api;
mod axes;
mod document;
mod edit;
mod favourites;
mod fold;
mod model;
mod pages;
mod seed;
pub mod sheet;
mod shipped;
mod snapshot;
mod store;
mod words;

pub use axes::{Axes, Labelled, axes};
pub use favourites::{FAVOURITES, Favourite, Use};
pub use fold::fold;
pub use model::{Family, Operator, OperatorKind, Partnership, Theme, Version};
pub use pages::routes;
pub use seed::{seed, seed_from};
pub use shipped::{Shipped, ShippedMapping, ShippedSheet, shipped, shipped_sheets};
pub use snapshot::{Catalogue, Snapshot, today, zone};
pub use store::{SheetRow, put_partnership};
pub use words::{NoWords, OtherWord, OtherWords, impersonal};
