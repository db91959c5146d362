//! A transaction: who opened it, and what it may ask.

use crate::{
    DbError, FromRow, Row, Value,
    group::Turn,
    readers::Reader,
    sqlite::{self, Told},
};
use kernel::Actor;
use sqlx::{AssertSqlSafe, Executor, Postgres, SqlSafeStr, SqlStr, Transaction, postgres::PgArguments, query::Query};
use std::borrow::Cow;

/// An open transaction. Dropped without [`commit`](Self::commit), it leaves nothing behind.
pub struct Tx {
    pub(crate) connection: Connection,
    actor: Actor,
    /// What was sent and not yet heard of; it must have gone well before anything lasts.
    under_way: Vec<Told>,
}

pub(crate) enum Connection {
    /// A savepoint in the writers' common transaction.
    SqliteWriter(Turn),
    /// A snapshot on a read-only connection.
    SqliteReader(Reader),
    Postgres(Transaction<'static, Postgres>),
}

/// Which driver carries a statement.
enum Driver<'a> {
    Sqlite(&'a sqlite::Connection),
    Postgres(&'a mut Transaction<'static, Postgres>),
}

impl Connection {
    /// The connection to SQLite, when it is one.
    pub(crate) fn sqlite(&self) -> Option<&sqlite::Connection> {
        match self {
            Self::SqliteWriter(turn) => Some(turn.connection()),
            Self::SqliteReader(reader) => Some(reader.connection()),
            Self::Postgres(_) => None,
        }
    }

    fn driver(&mut self) -> Driver<'_> {
        match self {
            Self::SqliteWriter(turn) => Driver::Sqlite(turn.connection()),
            Self::SqliteReader(reader) => Driver::Sqlite(reader.connection()),
            Self::Postgres(tx) => Driver::Postgres(tx),
        }
    }
}

/// How many rows one statement inserts into PostgreSQL at the most. Chunks come in powers of two, so that few statements are
/// ever prepared.
const CHUNK: usize = 256;

impl Tx {
    pub(crate) fn new(connection: Connection, actor: &Actor) -> Self {
        Self { connection, actor: actor.clone(), under_way: Vec::new() }
    }

    /// Who opened it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Every row of a query.
    pub async fn all<T: FromRow>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
    ) -> Result<Vec<T>, DbError> {
        self.rows(sql.into(), values, usize::MAX).await?.iter().map(T::from_row).collect()
    }

    /// The row of a query, if there is one.
    pub async fn optional<T: FromRow>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
    ) -> Result<Option<T>, DbError> {
        self.rows(sql.into(), values, 1).await?.first().map(T::from_row).transpose()
    }

    async fn rows(&mut self, sql: Cow<'static, str>, values: Vec<Value>, most: usize) -> Result<Vec<Row>, DbError> {
        Ok(match self.connection.driver() {
            Driver::Sqlite(connection) => connection.query(sql, values, most).await?,
            Driver::Postgres(tx) if most == 1 => {
                tx.fetch_optional(query(text(sql), values)?).await?.map(Row::Postgres).into_iter().collect()
            }
            Driver::Postgres(tx) => {
                tx.fetch_all(query(text(sql), values)?).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The only row of a query that always has one.
    pub async fn one<T: FromRow>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
    ) -> Result<T, DbError> {
        self.optional(sql, values).await?.ok_or_else(|| DbError::other(sqlx::Error::RowNotFound))
    }

    /// Runs a statement and tells how many rows it touched.
    pub async fn execute(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(match self.connection.driver() {
            Driver::Sqlite(connection) => connection.execute(sql.into(), values).await?,
            Driver::Postgres(tx) => tx.execute(query(text(sql.into()), values)?).await?.rows_affected(),
        })
    }

    /// Runs statements that take no values and give no rows.
    pub(crate) async fn script(&mut self, sql: impl Into<Cow<'static, str>>) -> Result<(), DbError> {
        match self.connection.driver() {
            Driver::Sqlite(connection) => connection.script(sql).await,
            Driver::Postgres(tx) => Ok(sqlx::raw_sql(text(sql.into())).execute(&mut **tx).await.map(|_| ())?),
        }
    }

    /// Inserts rows many at a time. `head` is everything before `values`, `tail` everything after the rows (a conflict
    /// clause, or nothing); every row has as many values as `head` has columns.
    pub async fn insert_many(&mut self, head: &str, tail: &str, rows: Vec<Vec<Value>>) -> Result<u64, DbError> {
        match self.connection.driver() {
            Driver::Sqlite(_) if rows.is_empty() => Ok(0),
            Driver::Sqlite(connection) => insert_into_sqlite(connection, head, tail, rows).hear().await,
            Driver::Postgres(tx) => insert_into_postgres(tx, head, tail, rows).await,
        }
    }

    /// The same, without waiting where the engine has a thread of its own: what comes next is prepared meanwhile. A failure is
    /// told by the commit, at the latest; statements sent after it see the rows.
    pub async fn insert_many_meanwhile(
        &mut self,
        head: &str,
        tail: &str,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), DbError> {
        match self.connection.driver() {
            Driver::Sqlite(_) if rows.is_empty() => {}
            Driver::Sqlite(connection) => {
                let told = insert_into_sqlite(connection, head, tail, rows);
                self.under_way.push(told);
            }
            Driver::Postgres(tx) => {
                insert_into_postgres(tx, head, tail, rows).await?;
            }
        }
        Ok(())
    }

    /// Makes it last. Returns once it is on the disk.
    pub async fn commit(self) -> Result<(), DbError> {
        for told in self.under_way {
            told.hear().await?;
        }
        match self.connection {
            Connection::SqliteWriter(turn) => turn.commit().await,
            Connection::SqliteReader(_) => Ok(()),
            Connection::Postgres(tx) => Ok(tx.commit().await?),
        }
    }
}

/// Every statement of the program is a literal or is composed from literals; values are always bound.
fn text(sql: Cow<'static, str>) -> SqlStr {
    match sql {
        Cow::Borrowed(sql) => sql.into_sql_str(),
        Cow::Owned(sql) => AssertSqlSafe(sql).into_sql_str(),
    }
}

/// A prepared statement run again and again costs SQLite less than one that holds hundreds of rows.
fn insert_into_sqlite(connection: &sqlite::Connection, head: &str, tail: &str, rows: Vec<Vec<Value>>) -> Told {
    let row = vec!["?"; rows.first().map_or(0, Vec::len)].join(",");
    connection.execute_each(format!("{head} values ({row}) {tail}"), rows)
}

/// The rows in few statements: each of them is a journey to the server and back.
async fn insert_into_postgres(
    tx: &mut Transaction<'static, Postgres>,
    head: &str,
    tail: &str,
    rows: Vec<Vec<Value>>,
) -> Result<u64, DbError> {
    let mut inserted = 0;
    let mut left = rows.len();
    let mut rows = rows.into_iter().peekable();
    while let Some(width) = rows.peek().map(Vec::len) {
        let size = if left >= CHUNK { CHUNK } else { 1 << left.ilog2() };
        let row = |row: usize| {
            let places: Vec<_> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
            format!("({})", places.join(","))
        };
        let list = (0..size).map(row).collect::<Vec<_>>().join(",");
        let values = rows.by_ref().take(size).flatten().collect();
        let insert = query(text(format!("{head} values {list} {tail}").into()), values)?;
        inserted += tx.execute(insert).await?.rows_affected();
        left -= size;
    }
    Ok(inserted)
}

pub(crate) fn query(sql: SqlStr, values: Vec<Value>) -> Result<Query<'static, Postgres, PgArguments>, DbError> {
    use sqlx::Arguments as _;
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Int(value) => arguments.add(value),
            Value::Bool(value) => arguments.add(value),
            Value::Real(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
            Value::Uuid(value) => arguments.add(value),
        }
        .map_err(|error| DbError::other(sqlx::Error::Encode(error)))?;
    }
    Ok(sqlx::query_with(sql, arguments))
}
