//! Reception through HTTP, against a real database: the journal's door, the pages, corrections, imports.

mod activity;
mod concurrency;
mod corrections;
mod counter;
mod door;
mod forms;
mod golden;
mod handing;
mod house;
mod import;
mod lines;
mod older;
mod presence;
mod queue;
mod waits;
