//! The program as a whole: its shape, its rights, its sentences, and what it keeps when things go wrong.

mod ask;
mod backup;
mod calendar;
mod durability;
mod edges;
mod house;
mod kiosk;
mod line;
mod locales;
mod mail;
mod needs;
mod nights;
mod releases;
mod reports;
mod rights;
mod same_numbers;
mod servers;
mod support;
mod trouble;
mod watch;
