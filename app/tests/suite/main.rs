//! The program as a whole: its shape, its rights, its sentences, and what it keeps when things go wrong.

mod backup;
mod connections;
mod durability;
mod edges;
mod house;
mod kiosk;
mod line;
mod locales;
mod reports;
mod rights;
mod support;
mod trouble;
