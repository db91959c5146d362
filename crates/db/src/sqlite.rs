//! SQLite by its raw driver: a connection lives on a thread of its own and is sent work.
//!
//! What was sent is carried out, in order, even when nobody waits for it any more. One piece of work may hold many statements:
//! a journey between threads costs more than most of them.

use crate::{DbError, Row, Value};
use rusqlite::{
    Connection as Raw, OpenFlags, Statement,
    types::{ToSql, ToSqlOutput, Value as Cell, ValueRef},
};
use std::{
    borrow::Cow,
    path::Path,
    sync::{LazyLock, mpsc},
    thread,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Statements kept prepared by each connection.
const PREPARED: usize = 512;
/// How long a statement waits for another process that holds the file.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long either side looks for the other before it sleeps.
const GLANCE: Duration = Duration::from_micros(30);

/// A connection, on its thread.
pub(crate) struct Connection {
    line: mpsc::Sender<Work>,
}

enum Work {
    Do(Box<dyn FnOnce(&Raw) + Send>),
    Close(oneshot::Sender<()>),
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// The one that writes; makes the file when it is absent.
    Write,
    /// Reads beside it.
    Read,
    /// Reads and changes a file that nobody else uses, as it stands: no log is kept beside it.
    Alone,
}

impl Connection {
    pub(crate) async fn open(path: &Path, usage: Use) -> Result<Self, DbError> {
        let (line, works) = mpsc::channel();
        let (opened, hear) = oneshot::channel();
        let path = path.to_owned();
        let run = move || match open(&path, usage) {
            Ok(raw) => {
                let _ = opened.send(Ok(()));
                serve(raw, &works);
            }
            Err(error) => {
                let _ = opened.send(Err(error));
            }
        };
        thread::Builder::new().name("sqlite".into()).spawn(run).map_err(DbError::other)?;
        hear.await.map_err(|_| gone())??;
        Ok(Self { line })
    }

    /// Does some work on the connection's thread.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Raw) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, DbError> {
        let (answer, mut hear) = oneshot::channel();
        self.send(move |raw| {
            let _ = answer.send(work(raw));
        });
        let soon = glance(|| hear.try_recv().ok());
        match soon {
            Some(answer) => Ok(answer?),
            None => Ok(hear.await.map_err(|_| gone())??),
        }
    }

    /// Sends work that nobody waits for.
    pub(crate) fn send(&self, work: impl FnOnce(&Raw) + Send + 'static) {
        let _ = self.line.send(Work::Do(Box::new(work)));
    }

    /// Statements without values or answer.
    pub(crate) async fn script(&self, sql: impl Into<Cow<'static, str>>) -> Result<(), DbError> {
        let sql = sql.into();
        self.run(move |raw| raw.execute_batch(&sql)).await
    }

    /// The first `most` rows of a query.
    pub(crate) async fn query(
        &self,
        sql: Cow<'static, str>,
        values: Vec<Value>,
        most: usize,
    ) -> Result<Vec<Row>, DbError> {
        self.run(move |raw| {
            let mut statement = raw.prepare_cached(&sql)?;
            bind(&mut statement, &values)?;
            let columns = statement.column_count();
            let mut rows = statement.raw_query();
            let mut found = Vec::new();
            while found.len() < most
                && let Some(row) = rows.next()?
            {
                found.push(read(row, columns)?);
            }
            Ok(found)
        })
        .await
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn execute(&self, sql: Cow<'static, str>, values: Vec<Value>) -> Result<u64, DbError> {
        self.run(move |raw| {
            let mut statement = raw.prepare_cached(&sql)?;
            bind(&mut statement, &values)?;
            let mut rows = statement.raw_query();
            while rows.next()?.is_some() {}
            Ok(raw.changes())
        })
        .await
    }

    /// Sends a statement to be run once for each row of values, which it takes by nameless placeholders.
    pub(crate) fn execute_each(&self, sql: String, rows: Vec<Vec<Value>>) -> Told {
        let (answer, hear) = oneshot::channel();
        self.send(move |raw| {
            let run = || -> rusqlite::Result<u64> {
                let mut statement = raw.prepare_cached(&sql)?;
                let mut touched = 0;
                for row in &rows {
                    for (index, value) in row.iter().enumerate() {
                        statement.raw_bind_parameter(index + 1, value)?;
                    }
                    touched += statement.raw_execute()? as u64;
                }
                Ok(touched)
            };
            let _ = answer.send(run());
        });
        Told(hear)
    }

    /// Every row of a query, some at a time, so that a table need not fit in memory.
    pub(crate) fn pour(&self, sql: String, some: usize) -> tokio::sync::mpsc::Receiver<Result<Vec<Row>, DbError>> {
        let (out, rows) = tokio::sync::mpsc::channel(2);
        self.send(move |raw| {
            let pour = || -> rusqlite::Result<()> {
                let mut statement = raw.prepare(&sql)?;
                let columns = statement.column_count();
                let mut rows = statement.raw_query();
                let mut found = Vec::with_capacity(some);
                loop {
                    let row = rows.next()?;
                    let last = row.is_none();
                    found.extend(row.map(|row| read(row, columns)).transpose()?);
                    // Whoever listened may have gone away: then there is nobody to pour for.
                    let full = last || found.len() == some;
                    if full && out.blocking_send(Ok(std::mem::take(&mut found))).is_err() || last {
                        return Ok(());
                    }
                }
            };
            if let Err(error) = pour() {
                let _ = out.blocking_send(Err(error.into()));
            }
        });
        rows
    }

    /// Closes the file, after what was sent before.
    pub(crate) async fn close(&self) {
        let (closed, hear) = oneshot::channel();
        let _ = self.line.send(Work::Close(closed));
        let _ = hear.await;
    }
}

/// What is under way: how many rows it touched, once it is done.
pub(crate) struct Told(oneshot::Receiver<rusqlite::Result<u64>>);

impl Told {
    pub(crate) async fn hear(self) -> Result<u64, DbError> {
        Ok(self.0.await.map_err(|_| gone())??)
    }
}

/// Looks for what is about to come, for the time that most statements take: waking a thread costs more than it. With one core
/// only, looking would keep the other side from working.
fn glance<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
    if *CORES == 1 {
        return look();
    }
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if start.elapsed() > GLANCE {
            return None;
        }
        std::hint::spin_loop();
    }
}

fn serve(raw: Raw, works: &mpsc::Receiver<Work>) {
    while let Some(work) = glance(|| works.try_recv().ok()).or_else(|| works.recv().ok()) {
        match work {
            Work::Do(work) => work(&raw),
            Work::Close(closed) => {
                drop(raw);
                let _ = closed.send(());
                return;
            }
        }
    }
}

fn open(path: &Path, usage: Use) -> Result<Raw, DbError> {
    let flags = match usage {
        Use::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Use::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Use::Alone => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let raw = Raw::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    raw.busy_timeout(PATIENCE)?;
    raw.set_prepared_statement_cache_capacity(PREPARED);
    raw.execute_batch(match usage {
        Use::Write => {
            // The size of a page is that of a new file: fuller pages than by the engine's own.
            "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
            pragma cache_size = -16384; pragma mmap_size = 268435456"
        }
        Use::Read => "pragma cache_size = -4096; pragma mmap_size = 268435456",
        Use::Alone => "pragma journal_mode = delete",
    })?;
    Ok(raw)
}

pub(crate) fn gone() -> DbError {
    DbError::ended("the connection was closed")
}

/// Binds values by the numbers of the placeholders: SQLite counts `$2` as the first when it comes first.
fn bind(statement: &mut Statement, values: &[Value]) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse().ok()).unwrap_or(index);
        if let Some(value) = values.get(number - 1) {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}

fn read(row: &rusqlite::Row, columns: usize) -> rusqlite::Result<Row> {
    Ok(Row::Sqlite((0..columns).map(|column| row.get::<_, Cell>(column)).collect::<Result<_, _>>()?))
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Int(value) => value.map(ValueRef::Integer),
            Self::Bool(value) => value.map(|value| ValueRef::Integer(value.into())),
            Self::Real(value) => value.map(ValueRef::Real),
            Self::Text(value) => value.as_ref().map(|text| ValueRef::Text(text.as_bytes())),
            Self::Bytes(value) => value.as_deref().map(ValueRef::Blob),
            Self::Uuid(value) => value.as_ref().map(|id| ValueRef::Blob(id.as_bytes())),
        };
        Ok(ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null)))
    }
}
