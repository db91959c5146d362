//! All the SQL of accounts, a file a table.

pub mod access_log;
pub mod account;
pub mod device;
pub mod grant;
pub mod invitation;
pub mod session;

use db::DbError;
use jiff::{SignedDuration, Timestamp};

/// Two people were given the same number at the same instant: trying again is right.
fn number_taken(error: DbError) -> DbError {
    match error {
        DbError::Unique(_) => DbError::Contention,
        other => other,
    }
}

/// Forgets what is over: old lines of the access log, dead sessions, links and codes. Once a day.
pub async fn purge(tx: &mut db::Tx, now: Timestamp) -> Result<u64, DbError> {
    let mut forgotten = 0;
    let year = now - SignedDuration::from_hours(24 * 365);
    forgotten += tx.execute("delete from access_log where at < $1", db::values![year]).await?;
    forgotten += session::end_over(tx, now).await?;
    forgotten += tx.execute("delete from invitation where expires_at < $1", db::values![now]).await?;
    let codes = "update device set code_hash = null, code_expires_at = null where code_expires_at < $1";
    forgotten += tx.execute(codes, db::values![now]).await?;
    Ok(forgotten)
}
