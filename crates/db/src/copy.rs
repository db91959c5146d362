//! Backups, online and verified, in one form whatever the engine: a SQLite file.
//!
//! A backup of either engine restores into either: that is also how an association moves from one file to PostgreSQL.

use crate::{
    Db, DbError, OpenError, Row, Tx, Value,
    open::Pools,
    sqlite::{Connection, Use},
    tx::{self, query},
    values,
};
use futures_util::TryStreamExt;
use kernel::{Actor, Clock};
use rusqlite::OptionalExtension;
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// Journal entries.
    pub entries: i64,
    /// Visits, withdrawn ones included.
    pub visits: i64,
    /// Requests, withdrawn ones included.
    pub requests: i64,
    /// The size of the file.
    pub bytes: u64,
}

/// Why a backup was not made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file already: it is never written over.
    #[error("there is a file already at {0}")]
    There(PathBuf),
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// What was written does not hold together.
    #[error("the backup does not hold together: {0}")]
    Broken(Flaw),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The file could not be opened as a database.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Why a backup was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// It is no backup, or it is damaged.
    #[error("the backup does not hold together: {0}")]
    Broken(Flaw),
    /// The backup cannot be copied aside.
    #[error("the backup cannot be copied aside: {0}")]
    File(#[from] std::io::Error),
    /// The database to restore into already holds something.
    #[error("the database already holds data")]
    Full,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The backup could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// How a file is no whole backup.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is no database, or not one of ours.
    #[error("{0}")]
    Unreadable(String),
    /// Its pages contradict each other, as SQLite says.
    #[error("{0}")]
    Damaged(String),
    /// A place's entries are not as many as its head says.
    #[error("place {place} says {said} entries and holds {held}")]
    Gap {
        /// The place.
        place: i64,
        /// What its head says.
        said: i64,
        /// What is there.
        held: i64,
    },
}

const ACTOR: Actor = Actor::System("backup");
/// Rows on their way from one database to another.
const POUR: usize = 1024;

impl Db {
    /// Writes everything, as of one instant, into a new file; the server goes on meanwhile. The file appears under its name
    /// only once it was read back and found whole.
    pub async fn backup(&self, file: &Path, clock: &dyn Clock) -> Result<BackupReport, BackupError> {
        if file.exists() {
            return Err(BackupError::There(file.to_owned()));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let partial = file.with_file_name(format!(".{name}.partial"));
        let _ = std::fs::remove_file(&partial);
        // Made here first, so that a folder that cannot be written to is named in plain words.
        std::fs::File::create_new(&partial)?;
        owner_only(&partial)?;
        let result = self.backup_into(&partial, clock).await;
        if result.is_ok() {
            owner_only(&partial)?;
            std::fs::File::open(&partial)?.sync_all()?;
            std::fs::rename(&partial, file)?;
            if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::File::open(folder)?.sync_all()?;
            }
        } else {
            let _ = std::fs::remove_file(&partial);
        }
        result
    }

    async fn backup_into(&self, file: &Path, clock: &dyn Clock) -> Result<BackupReport, BackupError> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                std::fs::remove_file(file)?;
                let into = file.to_string_lossy().replace('\'', "''");
                readers.borrow().await?.connection().script(format!("vacuum into '{into}'")).await?;
            }
            Pools::Postgres(_) => {
                let target = Db::open_sqlite(file, clock).await?;
                let mut from = self.read(&ACTOR).await?;
                let mut to = target.write(&ACTOR).await?;
                let tables = tables(&mut to).await?;
                for table in &tables {
                    pour(&mut from, &mut to, table).await?;
                }
                to.commit().await?;
                target.close().await;
            }
        }
        // One file, without a log beside it.
        Connection::open(file, Use::Alone).await?.close().await;
        verify(file).await.map_err(BackupError::Broken)
    }

    /// Fills this empty, migrated database with what a backup holds. The caller starts a new lineage.
    pub async fn restore(&self, file: &Path, clock: &dyn Clock) -> Result<BackupReport, RestoreError> {
        let report = verify(file).await.map_err(RestoreError::Broken)?;
        // A copy is brought up to date and read from: the backup itself is never touched.
        let folder = std::env::temp_dir().join(format!("parvis-restore-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let copy = folder.join("backup.db");
        std::fs::copy(file, &copy)?;
        let result = self.restore_from(&copy, clock).await;
        let _ = std::fs::remove_dir_all(&folder);
        result.map(|()| report)
    }

    async fn restore_from(&self, copy: &Path, clock: &dyn Clock) -> Result<(), RestoreError> {
        let source = Db::open_sqlite(copy, clock).await?;
        let mut from = source.read(&ACTOR).await?;
        let mut to = self.write(&ACTOR).await?;
        let tables = tables(&mut from).await?;
        for table in &tables {
            let count = format!("select cast(count(*) as bigint) from {}", table.name);
            if to.one::<(i64,)>(count, values![]).await?.0 > 0 {
                return Err(RestoreError::Full);
            }
        }
        for table in &tables {
            pour(&mut from, &mut to, table).await?;
        }
        to.commit().await?;
        drop(from);
        source.close().await;
        Ok(())
    }
}

/// A backup holds accounts and notes: it is for its owner's eyes only.
fn owner_only(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let _ = file;
    Ok(())
}

/// A table and its columns with their declared types.
struct Table {
    name: String,
    columns: Vec<(String, String)>,
}

/// Every table of a SQLite database but the migrations', in the order they were made: what is referred to comes first.
async fn tables(sqlite: &mut Tx) -> Result<Vec<Table>, DbError> {
    let names = "select name from sqlite_master where type = 'table' and name not in ('migration') \
        and name not like 'sqlite_%' order by rowid";
    let mut tables = Vec::new();
    for (name,) in sqlite.all::<(String,)>(names, values![]).await? {
        let columns = "select name, lower(type) from pragma_table_info($1) order by cid";
        let columns = sqlite.all(columns, values![name.as_str()]).await?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

/// Pours every row of a table from one database into the other.
async fn pour(from: &mut Tx, to: &mut Tx, table: &Table) -> Result<u64, DbError> {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let columns = columns.join(", ");
    let select = format!("select {columns} from {}", table.name);
    let head = format!("insert into {} ({columns})", table.name);
    let mut poured = 0;
    match &mut from.connection {
        tx::Connection::Postgres(tx) => {
            let mut rows = tx.fetch(query(AssertSqlSafe(select).into_sql_str(), values![])?).map_ok(Row::Postgres);
            let mut waiting = Vec::with_capacity(POUR);
            while let Some(row) = rows.try_next().await? {
                waiting.push(read(&row, table)?);
                if waiting.len() == POUR {
                    poured += to.insert_many(&head, "", std::mem::take(&mut waiting)).await?;
                }
            }
            poured += to.insert_many(&head, "", waiting).await?;
        }
        sqlite => {
            let mut pour = sqlite.sqlite().expect("what is not PostgreSQL is SQLite").pour(select, POUR);
            while let Some(rows) = pour.recv().await {
                let rows = rows?.iter().map(|row| read(row, table)).collect::<Result<_, _>>()?;
                poured += to.insert_many(&head, "", rows).await?;
            }
        }
    }
    Ok(poured)
}

fn read(row: &Row, table: &Table) -> Result<Vec<Value>, DbError> {
    let value = |(index, (_, kind)): (usize, &(String, String))| {
        Ok(match kind.as_str() {
            "bigint" => Value::Int(row.get(index)?),
            "boolean" => Value::Bool(row.get(index)?),
            "double precision" => Value::Real(row.get(index)?),
            "bytea" => Value::Bytes(row.get(index)?),
            "uuid" => Value::Uuid(row.get(index)?),
            _ => Value::Text(row.get(index)?),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// Reads a backup and tells whether it holds together: the file itself, and each place's entries up to its head.
pub async fn verify(file: &Path) -> Result<BackupReport, Flaw> {
    let unreadable = |error: DbError| Flaw::Unreadable(error.to_string());
    let connection = Connection::open(file, Use::Read).await.map_err(unreadable)?;
    let report = connection.run(counts).await.map_err(unreadable);
    connection.close().await;
    let Counts { state, gap, held: [entries, visits, requests] } = report?;
    if state != "ok" {
        return Err(Flaw::Damaged(state));
    }
    if let Some([place, said, held]) = gap {
        return Err(Flaw::Gap { place, said, held });
    }
    let bytes = std::fs::metadata(file).map_err(|error| Flaw::Unreadable(error.to_string()))?.len();
    Ok(BackupReport { entries, visits, requests, bytes })
}

/// What a backup holds.
struct Counts {
    /// What the file says of itself: `ok`.
    state: String,
    /// The first place whose entries are not as many as its head says: the place, its head, how many there are.
    gap: Option<[i64; 3]>,
    /// Entries, visits, requests.
    held: [i64; 3],
}

fn counts(backup: &rusqlite::Connection) -> rusqlite::Result<Counts> {
    let state: String = backup.query_row("pragma integrity_check", [], |row| row.get(0))?;
    if state != "ok" {
        return Ok(Counts { state, gap: None, held: [0; 3] });
    }
    let gaps = "select h.place, h.sequence, (select count(*) from entry e where e.place = h.place) from place_head h
        where h.sequence <> (select count(*) from entry e where e.place = h.place) limit 1";
    let gap = backup.query_row(gaps, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).optional()?;
    let count = |table: &str| backup.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0));
    Ok(Counts { state, gap, held: [count("entry")?, count("visit")?, count("request")?] })
}
