//! The suite of the public pages: one program, so that what it shares is compiled once.

#[cfg(test)]
mod any_address;
#[cfg(test)]
mod common;
#[cfg(test)]
mod list;
#[cfg(test)]
mod place;
