//! Releases and readers in the database.

use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Day, Role};

db::row! {
    /// A release in the list: asked for, made or refused.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Listed {
        /// Its series.
        pub series: String,
        /// Which year.
        pub year: i64,
        /// See [`crate::told::Told`].
        pub revision: i64,
        /// How many quarters.
        pub quarters: i64,
        /// When it was asked for.
        pub asked: Timestamp,
        /// When it was made, or refused.
        pub made: Option<Timestamp>,
        /// Why nothing was told.
        pub refused: Option<String>,
        /// What was withheld, as JSON.
        pub audit: Option<String>,
    }
}

const LISTED: &str = "select series, year, revision, quarters, asked_at, made_at, refused, audit from released";

/// Every release, the latest year first, in its series the latest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Listed>, DbError> {
    tx.all(format!("{LISTED} order by year desc, series, revision desc, quarters desc"), values![]).await
}

/// The next one that waits to be made.
pub async fn next(tx: &mut Tx) -> Result<Option<Listed>, DbError> {
    tx.optional(format!("{LISTED} where made_at is null order by asked_at, series limit 1"), values![]).await
}

/// Asks for a release; asked twice, it is one. One that was refused may be asked for again.
pub async fn ask(
    tx: &mut Tx,
    (series, year, revision, quarters): (&str, i64, i64, i64),
    now: Timestamp,
    by: Option<AccountId>,
) -> Result<(), DbError> {
    let sql = "insert into released (series, year, revision, quarters, asked_at, asked_by) values ($1, $2, $3, $4, $5, $6)
        on conflict (series, year, revision, quarters) do update set made_at = null, refused = null, asked_at = $5, asked_by = $6
        where released.refused is not null";
    tx.execute(sql, values![series, year, revision, quarters, now, by]).await?;
    Ok(())
}

/// What was counted for the earlier issues of a year, in their order: quarters and counts, as JSON.
pub async fn counts(tx: &mut Tx, series: &str, year: i64, revision: i64) -> Result<Vec<(i64, String)>, DbError> {
    let sql = "select quarters, counts from released
        where series = $1 and year = $2 and revision = $3 and counts is not null order by quarters";
    tx.all(sql, values![series, year, revision]).await
}

/// Keeps what was made, unless another server did meanwhile.
pub async fn keep(
    tx: &mut Tx,
    which: &Listed,
    now: Timestamp,
    (counts, told, audit): (&str, &str, &str),
) -> Result<(), DbError> {
    let sql = "update released set made_at = $5, counts = $6, told = $7, audit = $8
        where series = $1 and year = $2 and revision = $3 and quarters = $4 and made_at is null";
    let Listed { series, year, revision, quarters, .. } = which;
    let row = values![series.as_str(), *year, *revision, *quarters, now, counts, told, audit];
    tx.execute(sql, row).await?;
    Ok(())
}

/// Says why nothing was told.
pub async fn refuse(tx: &mut Tx, which: &Listed, now: Timestamp, why: &str) -> Result<(), DbError> {
    let sql = "update released set made_at = $5, refused = $6
        where series = $1 and year = $2 and revision = $3 and quarters = $4 and made_at is null";
    let Listed { series, year, revision, quarters, .. } = which;
    tx.execute(sql, values![series.as_str(), *year, *revision, *quarters, now, why]).await?;
    Ok(())
}

/// Which issue of a year was told last: its revision and its quarters.
pub async fn last_told(tx: &mut Tx, series: &str, year: i64) -> Result<Option<(i64, i64)>, DbError> {
    let sql = "select revision, quarters from released where series = $1 and year = $2 and told is not null
        order by revision desc, quarters desc limit 1";
    tx.optional(sql, values![series, year]).await
}

/// What an issue told, as JSON.
pub async fn told(
    tx: &mut Tx,
    (series, year, revision, quarters): (&str, i64, i64, i64),
) -> Result<Option<String>, DbError> {
    let sql = "select told from released
        where series = $1 and year = $2 and revision = $3 and quarters = $4 and told is not null";
    Ok(tx.optional::<(String,)>(sql, values![series, year, revision, quarters]).await?.map(|(told,)| told))
}

/// The years of a series of which something was told, the latest first.
pub async fn years(tx: &mut Tx, series: &str) -> Result<Vec<i64>, DbError> {
    let sql = "select distinct year from released where series = $1 and told is not null order by year desc";
    Ok(tx.all::<(i64,)>(sql, values![series]).await?.into_iter().map(|(year,)| year).collect())
}

/// Who reads whose figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub account: AccountId,
    /// How colleagues call them.
    pub name: String,
    /// The operators' numbers.
    pub operators: Vec<i64>,
}

/// Everybody whose role is the partner's on a day, with the operators whose figures they read.
pub async fn readers(tx: &mut Tx, day: Day) -> Result<Vec<Reader>, DbError> {
    let rows: Vec<(AccountId, i64)> =
        tx.all("select account, operator from partner_reader order by account, operator", values![]).await?;
    let operators = |of: AccountId| rows.iter().filter(|(account, _)| *account == of).map(|(_, id)| *id).collect();
    let partners = accounts::of_role(tx, Role::Partner, day).await?;
    Ok(partners.into_iter().map(|(account, name)| Reader { account, name, operators: operators(account) }).collect())
}

/// The operators whose figures somebody reads.
pub async fn operators_of(tx: &mut Tx, account: AccountId) -> Result<Vec<i64>, DbError> {
    let sql = "select operator from partner_reader where account = $1 order by operator";
    Ok(tx.all::<(i64,)>(sql, values![account]).await?.into_iter().map(|(operator,)| operator).collect())
}

/// Lets somebody read an operator's figures, or no longer.
pub async fn set_reader(
    tx: &mut Tx,
    account: AccountId,
    operator: i64,
    reads: bool,
    now: Timestamp,
) -> Result<(), DbError> {
    let (sql, row) = match reads {
        true => (
            "insert into partner_reader (account, operator, since) values ($1, $2, $3) on conflict do nothing",
            values![account, operator, now],
        ),
        false => ("delete from partner_reader where account = $1 and operator = $2", values![account, operator]),
    };
    tx.execute(sql, row).await?;
    Ok(())
}
