//! What tests share: an empty database on the engine under test, a clock and a randomness that hold still, a client that
//! keeps its cookies, and a mail server.
//!
//! The engine is SQLite, or PostgreSQL when `PARVIS_TEST_DATABASE_URL` names a server on which databases may be created: the
//! same suite runs on both.

mod client;
mod mail_server;
mod still;
mod store;

pub use client::{Answer, Client};
pub use mail_server::{MailServer, Welcome};
pub use still::{SeededRandomness, StillClock};
pub use store::{Store, on_postgres};

use std::sync::Arc;
use web::App;

/// An empty installation at a fixed instant: 24 November 2026, 10 h 24 in Paris.
pub async fn app() -> (App, Arc<StillClock>, Store) {
    let clock = Arc::new(StillClock::at("2026-11-24T10:24:00+01:00"));
    let (db, store) = store::open(&*clock).await;
    let app = App { db, clock: clock.clone(), randomness: Arc::new(SeededRandomness::new(1)), secure_cookies: false };
    (app, clock, store)
}
