//! The catalogue through its public functions and its routes, against a real database.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, and says where")]

mod any_bytes;
mod api;
mod common;
mod meanwhile;
mod pages;
mod shipped;
mod versions;
