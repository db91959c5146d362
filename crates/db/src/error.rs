//! What can go wrong between the program and its database, in the few ways that a person must be told apart.

/// An error of the database.
#[derive(Debug, thiserror::Error)]
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
    Other(sqlx::Error),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Away(error.to_string())
            }
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                // SQLite's result codes are numbers, PostgreSQL's SQLSTATEs have five characters: they never collide.
                Some("13" | "53100") => Self::Full,
                Some("5" | "6" | "261" | "517" | "773") => Self::Locked,
                Some("40001" | "40P01") => Self::Contention,
                Some("57P01" | "57P02" | "57P03" | "53300") => Self::Away(inner.message().to_owned()),
                _ if inner.is_unique_violation() => {
                    Self::Unique(inner.constraint().unwrap_or_else(|| inner.message()).to_owned())
                }
                _ => Self::Other(error),
            },
            _ => Self::Other(error),
        }
    }
}
