//! One `Db` over SQLite and PostgreSQL.
//!
//! SQLite is spoken to by its raw driver, PostgreSQL through sqlx. Every query is one SQL text for both engines, in their common subset with `$1` placeholders; the only branch between the
//! engines lives in this crate. Transactions open only with an [`Actor`](kernel::Actor). Writers on SQLite share one
//! connection and are grouped into one commit: each gets its own savepoint, and each is acknowledged only after the commit
//! that holds it (see [`mod@group`]). PostgreSQL groups concurrent commits by itself.
//!
//! Deliberately absent: an object mapper, and any trait with one implementation.

mod copy;
mod error;
mod group;
mod hints;
mod lease;
mod migrate;
mod open;
mod readers;
mod row;
mod sqlite;
mod tx;
mod value;

pub use copy::{BackupError, BackupReport, Flaw, RestoreError, verify};
pub use error::{DbError, Silence};
pub use lease::Lease;
pub use migrate::{MIGRATIONS, Migration};
pub use open::{Db, Engine, OpenError, Wait};
pub use row::{Column, FromRow, Row};
pub use tx::Tx;
pub use value::Value;
