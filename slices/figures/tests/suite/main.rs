//! The suite of the figures: one program, so that what it shares is compiled once.

#[cfg(test)]
mod agree;
#[cfg(test)]
mod common;
#[cfg(test)]
mod dashboard;
mod explore;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod proof;
