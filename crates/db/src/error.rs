//! What can go wrong between the program and its database, in the few ways that a person must be told apart.

use std::sync::Arc;

/// An error of the database. Several writers share one commit, and its error: it can be cloned.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// The server cannot be reached, or went away in mid-flight.
    #[error("the database cannot be reached: {0}")]
    Away(String),
    /// There is no room left on the disk.
    #[error("the disk is full")]
    Full,
    /// Another process holds the database.
    #[error("the database is locked by another process")]
    Locked,
    /// The file is no database, or is damaged.
    #[error("the database file cannot be read: {0}")]
    Damaged(String),
    /// A unique key already holds this value; the constraint's name or columns.
    #[error("already there: {0}")]
    Unique(String),
    /// A value stands outside what its type can hold.
    #[error("a stored value does not fit {0}")]
    OutOfRange(&'static str),
    /// Two transactions stood in each other's way; trying again is right.
    #[error("two transactions stood in each other's way")]
    Contention,
    /// Anything else.
    #[error(transparent)]
    Other(Arc<dyn std::error::Error + Send + Sync>),
}

impl DbError {
    pub(crate) fn other(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Other(Arc::new(error))
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Away(error.to_string())
            }
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                Some("53100") => Self::Full,
                Some("40001" | "40P01") => Self::Contention,
                Some("57P01" | "57P02" | "57P03" | "53300") => Self::Away(inner.message().to_owned()),
                _ if inner.is_unique_violation() => {
                    Self::Unique(inner.constraint().unwrap_or_else(|| inner.message()).to_owned())
                }
                _ => Self::other(error),
            },
            _ => Self::other(error),
        }
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
        };
        let failure = error.sqlite_error().copied();
        match failure.map(|failure| failure.code) {
            Some(DiskFull) => Self::Full,
            Some(DatabaseBusy | DatabaseLocked) => Self::Locked,
            Some(NotADatabase | DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ConstraintViolation) if failure.is_some_and(is_unique) => Self::Unique(error.to_string()),
            _ => Self::other(error),
        }
    }
}

fn is_unique(failure: rusqlite::ffi::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE].contains(&failure.extended_code)
}
