//! Accounts through HTTP, against a real database, with a clock that moves when told.

mod agent_change;
mod command;
mod devices;
mod forms;
mod house;
mod invitations;
mod me;
mod pages;
mod sessions;
mod sign_in;
mod team;
