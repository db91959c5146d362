//! What can go wrong between the program and its database, in the few ways that a person must be told apart.

use std::sync::Arc;

/// An error of the database. Several writers share one commit, and its error: it can be cloned.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// The server cannot be reached, or went away in mid-flight.
    #[error("the database cannot be reached: {0}")]
    Away(Silence),
    /// There is no room left on the disk.
    #[error("the disk is full")]
    Full,
    /// Another process holds the database.
    #[error("the database is locked by another process")]
    Locked,
    /// The file may not be read, or not be written.
    #[error("the database file may not be used: {0}")]
    Denied(String),
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

/// How a database is away.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Silence {
    /// The system says why.
    #[error("{0}")]
    System(Arc<std::io::Error>),
    /// No connection became free, or none could be made, in time.
    #[error("no connection in time")]
    TimedOut,
    /// The server does not know the account, or not this password.
    #[error("the server refuses the account: {0}")]
    Account(String),
    /// The server has no such database.
    #[error("the server has no such database: {0}")]
    Unknown(String),
    /// Whoever would have answered ended.
    #[error("{0}")]
    Ended(String),
}

impl DbError {
    /// Whoever would have answered ended.
    pub fn ended(words: impl Into<String>) -> Self {
        Self::Away(Silence::Ended(words.into()))
    }

    pub(crate) fn other(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Other(Arc::new(error))
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Io(error) = error {
            return Self::Away(Silence::System(Arc::new(error)));
        }
        match &error {
            sqlx::Error::PoolTimedOut => Self::Away(Silence::TimedOut),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::ended(error.to_string()),
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                Some("53100") => Self::Full,
                Some("40001" | "40P01") => Self::Contention,
                Some("57P01" | "57P02" | "57P03" | "53300") => Self::ended(inner.message()),
                Some("28000" | "28P01") => Self::Away(Silence::Account(inner.message().to_owned())),
                Some("3D000") => Self::Away(Silence::Unknown(inner.message().to_owned())),
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
            CannotOpen, ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            PermissionDenied, ReadOnly,
        };
        let failure = error.sqlite_error().copied();
        match failure.map(|failure| failure.code) {
            Some(DiskFull) => Self::Full,
            Some(DatabaseBusy | DatabaseLocked) => Self::Locked,
            Some(CannotOpen | PermissionDenied | ReadOnly) => Self::Denied(error.to_string()),
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
