//! Simulated activity for a demonstration: plausible days at a counter, made from published orders of magnitude.
//!
//! The facts are those the network publishes about itself: about 60 visits a day in a mature place, 1.7 to 2.0 requests a
//! visit, half of them for partner companies, busy Monday mornings, taxes in spring, energy at the edges of winter, a quiet
//! August. They shape what is drawn here; nothing else in the program knows them. Each place and day has its own stream of
//! chance: a day is the same whatever was made before it.
//!
//! `chance` · `day` who comes on a day, for what · `news` what lasts for weeks · `hall` the way through a hall with desks, pure · `queue` that way as entries.

mod chance;
mod day;
mod hall;
mod needs;
mod news;
mod queue;

pub use chance::Chance;
pub use day::{Profile, Simulation};
pub use hall::Shift;
pub use queue::HallDay;
