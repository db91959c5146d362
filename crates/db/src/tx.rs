//! A transaction: who opened it, and what it may ask.

use crate::{DbError, FromRow, Row, Value, group::Turn};
use kernel::Actor;
use sqlx::{
    AssertSqlSafe, Executor, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction, postgres::PgArguments, query::Query,
    sqlite::SqliteArguments,
};
use std::borrow::Cow;

/// An open transaction. Dropped without [`commit`](Self::commit), it leaves nothing behind.
pub struct Tx {
    pub(crate) connection: Connection,
    actor: Actor,
}

pub(crate) enum Connection {
    /// A savepoint in the writers' common transaction.
    SqliteWriter(Turn),
    /// A snapshot on a read-only connection.
    SqliteReader(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// How many rows one statement inserts at the most. Chunks come in powers of two, so that few statements are ever prepared.
const CHUNK: usize = 256;

impl Tx {
    pub(crate) fn new(connection: Connection, actor: &Actor) -> Self {
        Self { connection, actor: actor.clone() }
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
        let sql = text(sql.into());
        match &mut self.connection {
            Connection::SqliteWriter(turn) => {
                let rows = turn.connection().fetch_all(sqlite(sql, values)?).await?;
                rows.into_iter().map(|row| T::from_row(&Row::Sqlite(row))).collect()
            }
            Connection::SqliteReader(tx) => {
                let rows = tx.fetch_all(sqlite(sql, values)?).await?;
                rows.into_iter().map(|row| T::from_row(&Row::Sqlite(row))).collect()
            }
            Connection::Postgres(tx) => {
                let rows = tx.fetch_all(postgres(sql, values)?).await?;
                rows.into_iter().map(|row| T::from_row(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The row of a query, if there is one.
    pub async fn optional<T: FromRow>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
    ) -> Result<Option<T>, DbError> {
        let sql = text(sql.into());
        let row = match &mut self.connection {
            Connection::SqliteWriter(turn) => {
                turn.connection().fetch_optional(sqlite(sql, values)?).await?.map(Row::Sqlite)
            }
            Connection::SqliteReader(tx) => tx.fetch_optional(sqlite(sql, values)?).await?.map(Row::Sqlite),
            Connection::Postgres(tx) => tx.fetch_optional(postgres(sql, values)?).await?.map(Row::Postgres),
        };
        row.map(|row| T::from_row(&row)).transpose()
    }

    /// The only row of a query that always has one.
    pub async fn one<T: FromRow>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: Vec<Value>,
    ) -> Result<T, DbError> {
        self.optional(sql, values).await?.ok_or(DbError::Other(sqlx::Error::RowNotFound))
    }

    /// Runs a statement and tells how many rows it touched.
    pub async fn execute(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<u64, DbError> {
        let sql = text(sql.into());
        Ok(match &mut self.connection {
            Connection::SqliteWriter(turn) => turn.connection().execute(sqlite(sql, values)?).await?.rows_affected(),
            Connection::SqliteReader(tx) => tx.execute(sqlite(sql, values)?).await?.rows_affected(),
            Connection::Postgres(tx) => tx.execute(postgres(sql, values)?).await?.rows_affected(),
        })
    }

    /// Inserts rows many at a time. `head` is everything before `values`, `tail` everything after the rows (a conflict
    /// clause, or nothing); every row has as many values as `head` has columns.
    pub async fn insert_many(&mut self, head: &str, tail: &str, rows: Vec<Vec<Value>>) -> Result<u64, DbError> {
        let mut inserted = 0;
        let mut rows = rows.into_iter().peekable();
        let mut left = rows.len();
        while let Some(width) = rows.peek().map(Vec::len) {
            let size = if left >= CHUNK { CHUNK } else { 1 << left.ilog2() };
            let mut sql = String::with_capacity(head.len() + tail.len() + size * width * 6);
            sql.push_str(head);
            sql.push_str(" values ");
            // SQLite looks a numbered placeholder up in a list, once for each: thousands of them want to be nameless there.
            let numbered = matches!(self.connection, Connection::Postgres(_));
            for row in 0..size {
                sql.push_str(if row == 0 { "(" } else { ",(" });
                for column in 0..width {
                    sql.push_str(if column == 0 { "" } else { "," });
                    if numbered {
                        sql.push('$');
                        sql.push_str(&(row * width + column + 1).to_string());
                    } else {
                        sql.push('?');
                    }
                }
                sql.push(')');
            }
            sql.push(' ');
            sql.push_str(tail);
            let values = rows.by_ref().take(size).flatten().collect();
            inserted += self.execute(sql, values).await?;
            left -= size;
        }
        Ok(inserted)
    }

    /// Makes it last. Returns once it is on the disk.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.connection {
            Connection::SqliteWriter(turn) => turn.commit().await,
            Connection::SqliteReader(tx) => Ok(tx.commit().await?),
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

macro_rules! bind {
    ($function:ident, $database:ty, $arguments:ty) => {
        pub(crate) fn $function(
            sql: SqlStr,
            values: Vec<Value>,
        ) -> Result<Query<'static, $database, $arguments>, DbError> {
            use sqlx::Arguments as _;
            let mut arguments = <$arguments>::default();
            for value in values {
                match value {
                    Value::Int(value) => arguments.add(value),
                    Value::Bool(value) => arguments.add(value),
                    Value::Real(value) => arguments.add(value),
                    Value::Text(value) => arguments.add(value),
                    Value::Bytes(value) => arguments.add(value),
                    Value::Uuid(value) => arguments.add(value),
                }
                .map_err(|error| DbError::Other(sqlx::Error::Encode(error)))?;
            }
            Ok(sqlx::query_with(sql, arguments))
        }
    };
}

bind!(sqlite, Sqlite, SqliteArguments);
bind!(postgres, Postgres, PgArguments);
