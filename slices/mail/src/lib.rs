//! Mail: what is to be sent stands in the database, and a job hands it to a mail server.
//!
//! # Invariants
//! - A message is written in the transaction that decides it ([`put`]), once for a person, a kind and a subject matter.
//! - It is tried until a server takes it: later each time, for two days. What a server says of an address, for ever, is believed at once.
//! - Two servers never try the same message at once. One that dies in between sends it again under the same name.
//! - Without a mail server named at start, nothing is written and nothing waits.
//!
//! # Deliberately absent
//! Reading mail: an address that bounces later tells so to the sender's own mailbox.
//!
//! # Map
//! `post` the server and the sender · `job` tries what is due · `store` · `pages` what was sent and what was refused.

mod job;
mod pages;
mod post;
mod store;

pub use job::{Mail, Unsent};
pub use pages::routes;
pub use post::{BadPost, Post};
pub use store::{Letter, forget, put, withdraw, written};
