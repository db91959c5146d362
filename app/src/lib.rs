//! The `parvis` program: what is opened at start, the one router, the commands, the simulation of a demonstration.

#[macro_use]
mod say;

pub mod command;
mod folder;
pub mod line;
mod parts;
mod router;
pub mod simulation;
mod trouble;

pub use folder::Folder;
pub use parts::Parts;
pub use router::{routes, service};
pub use trouble::Trouble;
