//! Releases: the tables that partners and the public get, and nothing that anybody could be found in.
//!
//! # Invariants
//! - Nothing leaves but through [`insight::disclosure`]: axes are fixed, periods are over, small figures are withheld with their neighbours.
//! - A release is made by a job, once, and kept as it was told. Corrections enter with the yearly revision.
//! - What was counted stays with what was told, so that the next quarter is judged beside the earlier ones.
//! - A partner reads the figures of its own operators only.
//!
//! # Deliberately absent
//! Free dates, filters and sums; agreements with partners, which will say who reads what ([`store::readers`] is where they will).
//!
//! # Map
//! `series` which tables · `regions` · `counts` what the tables are made of · `make` from counts to what is told · `told` its form ·
//! `offer` what may be given out next · `job` · `shelf` what was read · `files` CSV, JSON, Parquet · `pages` for the team, the partner, the public · `store`.

mod counts;
mod files;
mod job;
mod make;
mod offer;
mod pages;
mod regions;
mod series;
mod shelf;
pub mod store;
pub mod told;

pub use job::{Broken, Releases};
pub use offer::ask_latest;
pub use pages::routes;
pub use regions::region;
pub use series::Series;
