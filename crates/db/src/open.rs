//! Opening a database, and its transactions.

use crate::{
    DbError, Tx,
    group::{Line, Turn},
    hints::Hints,
    migrate,
    readers::Readers,
    sqlite::{self, Use},
    tx::Connection,
};
use kernel::{Actor, Clock};
use sqlx::{
    ConnectOptions, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file inside the program's data folder.
    Sqlite,
    /// A server, named by a URL.
    Postgres,
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// For the disk: what is acknowledged is there for good.
    Disk,
    /// For nothing: only for what nobody was told is there, and is thrown away should the machine stop.
    Nothing,
}

/// The database of the program. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(crate) pools: Pools,
    pub(crate) hints: Arc<Hints>,
}

#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { writer: Line, readers: Arc<Readers> },
    Postgres(PgPool),
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is not one of ours.
    #[error("the database address is not understood: {0}")]
    Address(String),
    /// The data were written by a newer version of the program.
    #[error("the data were written by a newer version (migration {found}, this program knows {known})")]
    Newer {
        /// The last migration found.
        found: i64,
        /// The last migration known.
        known: i64,
    },
    /// A migration that was applied is not the one this program knows.
    #[error("migration {0} was applied in another form")]
    Altered(i64),
    /// The engine said no.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Configuration(inner) => Self::Address(inner.to_string()),
            other => Self::Db(other.into()),
        }
    }
}

/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

impl Db {
    /// Opens the SQLite file at `path`, makes it when absent, and brings it up to date.
    pub async fn open_sqlite(path: &Path, clock: &dyn Clock) -> Result<Self, OpenError> {
        let writer = Line::new(sqlite::Connection::open(path, Use::Write).await?);
        let pools = Pools::Sqlite { writer, readers: Readers::new(path) };
        let db = Self { pools, hints: Arc::new(Hints::new()) };
        migrate::apply(&db, clock).await?;
        // One reader now: a file that cannot be read is told at the start.
        drop(db.read(&Actor::System("start")).await?);
        Ok(db)
    }

    /// Connects to PostgreSQL at `url` and brings the schema up to date.
    pub async fn open_postgres(url: &str, clock: &dyn Clock) -> Result<Self, OpenError> {
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(OpenError::Address("it must begin with postgres://".into()));
        }
        let options = PgConnectOptions::from_str(url)?.application_name("parvis").disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        let db = Self { pools: Pools::Postgres(pool), hints: Arc::new(Hints::new()) };
        migrate::apply(&db, clock).await?;
        Ok(db)
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// A snapshot to read from: everything read in it belongs to one instant.
    pub async fn read(&self, actor: &Actor) -> Result<Tx, DbError> {
        let connection = match &self.pools {
            Pools::Sqlite { readers, .. } => Connection::SqliteReader(readers.begin().await?),
            Pools::Postgres(pool) => begin(pool, "begin isolation level repeatable read, read only").await?,
        };
        Ok(Tx::new(connection, actor))
    }

    /// A transaction that writes. On SQLite it waits for its turn; several turns share one commit.
    pub async fn write(&self, actor: &Actor) -> Result<Tx, DbError> {
        let connection = match &self.pools {
            Pools::Sqlite { writer, .. } => Connection::SqliteWriter(Turn::take(writer).await?),
            Pools::Postgres(pool) => begin(pool, "begin").await?,
        };
        Ok(Tx::new(connection, actor))
    }

    /// How many commits the writers of SQLite have shared so far; nothing on PostgreSQL, which groups them by itself.
    pub async fn commits(&self) -> Option<u64> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => Some(writer.commits().await),
            Pools::Postgres(_) => None,
        }
    }

    /// Says how long commits wait from now on. PostgreSQL has its own settings for that.
    pub async fn commits_wait(&self, wait: Wait) -> Result<(), DbError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => writer.wait(wait).await,
            Pools::Postgres(_) => Ok(()),
        }
    }

    /// Closes every connection, after what is under way.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// A server that was restarted leaves dead connections in the pool: each is met once, dropped, and the next one is tried, until
/// a new one is made. A server that is away answers nothing for longer than that.
async fn begin(pool: &PgPool, statement: &'static str) -> Result<Connection, DbError> {
    let mut tries = 0;
    loop {
        // Whoever asks may leave meanwhile. What has begun then goes on and is undone: the driver would give the connection back
        // inside a transaction that it does not know of, and the next to write would be told that they may only read.
        let pool = pool.clone();
        let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
        match begun.unwrap_or(Err(sqlx::Error::PoolClosed)) {
            Ok(tx) => return Ok(Connection::Postgres(tx)),
            Err(error @ sqlx::Error::PoolTimedOut) => return Err(error.into()),
            Err(error) => {
                let error = DbError::from(error);
                tries += 1;
                if tries > POSTGRES_CONNECTIONS || !matches!(error, DbError::Away(_)) {
                    return Err(error);
                }
            }
        }
    }
}
