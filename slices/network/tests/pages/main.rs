//! The network through HTTP, over a real database: what one reads, what one edits, and whatever else is sent.

mod any_bytes;
mod at_once;
mod closing;
mod common;
mod editing;
mod events;
mod meanwhile;
mod reading;
mod school;
