//! Frames and issued reports in the database.

use crate::frame::Frame;
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Day};

db::row! {
    /// A version of a frame.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FrameRow {
        /// Whose code it is.
        pub code: String,
        /// From 1.
        pub version: i64,
        /// Reports made for a period that begins on this day or later use it.
        pub from: Day,
        /// As JSON.
        pub body: String,
        /// When it was written.
        pub made: Timestamp,
        /// By whom; nobody when it came with the product.
        pub by: Option<AccountId>,
    }
}

impl FrameRow {
    /// What stands in it.
    pub fn frame(&self) -> Result<Frame, DbError> {
        serde_json::from_str(&self.body).map_err(|_| DbError::OutOfRange("Frame"))
    }
}

const FRAME: &str = "select code, version, from_day, body, made_at, made_by from frame_version";

/// Every version of every frame, by code, the latest first.
pub async fn frames(tx: &mut Tx) -> Result<Vec<FrameRow>, DbError> {
    tx.all(format!("{FRAME} order by code, version desc"), values![]).await
}

/// A version of a frame.
pub async fn version(tx: &mut Tx, code: &str, version: i64) -> Result<Option<FrameRow>, DbError> {
    tx.optional(format!("{FRAME} where code = $1 and version = $2"), values![code, version]).await
}

/// Writes the next version of a frame, and answers its number.
pub async fn put_version(
    tx: &mut Tx,
    code: &str,
    from: Day,
    frame: &Frame,
    now: Timestamp,
    by: Option<AccountId>,
) -> Result<i64, DbError> {
    let last: Option<(Option<i64>,)> =
        tx.optional("select max(version) from frame_version where code = $1", values![code]).await?;
    let next = last.and_then(|(last,)| last).unwrap_or(0) + 1;
    let body = serde_json::to_string(frame).expect("texts and numbers are always JSON");
    let sql = "insert into frame_version (code, version, from_day, body, made_at, made_by) values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, values![code, next, from, body, now, by]).await?;
    Ok(next)
}

db::row! {
    /// A report in the list.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Listed {
        /// Its year and number.
        pub year: i64,
        /// Within the year, from 1.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// When it was issued.
        pub issued: Timestamp,
        /// By whom.
        pub by: AccountId,
        /// What was asked, as JSON.
        pub asked: String,
    }
}

/// Reports, the latest first.
pub async fn reports(tx: &mut Tx, most: i64) -> Result<Vec<Listed>, DbError> {
    let sql = "select year, number, title, issued_at, issued_by, asked from report order by issued_at desc, number desc limit $1";
    tx.all(sql, values![most]).await
}

db::row! {
    /// A report as it was issued.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ReportRow {
        /// When.
        pub issued: Timestamp,
        /// By whom.
        pub by: AccountId,
        /// What was asked, as JSON.
        pub asked: String,
        /// What was answered, as JSON.
        pub document: String,
        /// Of the document.
        pub digest: Vec<u8>,
    }
}

/// A report by its number.
pub async fn report(tx: &mut Tx, year: i64, number: i64) -> Result<Option<ReportRow>, DbError> {
    let sql = "select issued_at, issued_by, asked, document, digest from report where year = $1 and number = $2";
    tx.optional(sql, values![year, number]).await
}

/// Writes a report under the next number of its year, and answers that number. Two that are issued together have two.
pub async fn put_report(tx: &mut Tx, year: i64, title: &str, row: &ReportRow) -> Result<i64, DbError> {
    let sql = "insert into report_number (year, last) values ($1, 1)
        on conflict (year) do update set last = report_number.last + 1 returning last";
    let (number,): (i64,) = tx.one(sql, values![year]).await?;
    let ReportRow { issued, by, asked, document, digest } = row;
    let sql = "insert into report (year, number, title, issued_at, issued_by, asked, document, digest)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let row = values![year, number, title, *issued, *by, asked.as_str(), document.as_str(), digest.as_slice()];
    tx.execute(sql, row).await?;
    Ok(number)
}
