//! Who signed in, who exported, who changed somebody's rights. Kept a year. Never a word that was typed.

use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Actor, DeviceId};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

db::row! {
    /// A line of the access log.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// Its name, in order of time.
        pub id: Uuid,
        /// When.
        pub at: Timestamp,
        /// Who.
        pub account: Option<AccountId>,
        /// Their name today.
        pub name: Option<String>,
        /// On which device.
        pub device: Option<String>,
        /// What: `sign-in`, `export` …; the sentence is the translation `accounts-log-<what>`.
        pub what: String,
        /// About what.
        pub detail: String,
    }
}

/// Writes a line about an actor.
pub async fn log(tx: &mut Tx, now: Timestamp, actor: &Actor, what: &str, detail: &str) -> Result<(), DbError> {
    let account = actor.person().map(|person| person.account);
    write(tx, now, account, actor.device().map(|device| device.id), what, detail).await
}

/// Writes a line about somebody who is not signed in yet.
pub async fn write(
    tx: &mut Tx,
    now: Timestamp,
    account: Option<AccountId>,
    device: Option<DeviceId>,
    what: &str,
    detail: &str,
) -> Result<(), DbError> {
    let id = name(now, account, what, detail);
    let sql = "insert into access_log (id, at, account, device, what, detail) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing";
    tx.execute(sql, values![id, now, account, device, what, detail]).await?;
    Ok(())
}

/// A line's name needs no secret, only an order and to be its own: the instant, the order within it, then what the line says.
fn name(now: Timestamp, account: Option<AccountId>, what: &str, detail: &str) -> Uuid {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let line = format!("{account:?} {what} {detail} {} {count}", std::process::id());
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&blake3::hash(line.as_bytes()).as_bytes()[..10]);
    // The twelve bits that a UUIDv7 keeps after its milliseconds.
    bytes[..2].copy_from_slice(&(count as u16 & 0x0fff).to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or(0), &bytes).into_uuid()
}

/// The latest lines, or those before one of them.
pub async fn lines(tx: &mut Tx, before: Option<Uuid>, most: u32) -> Result<Vec<Line>, DbError> {
    let before = before.unwrap_or(Uuid::max());
    let sql = "select l.id, l.at, l.account, a.name, d.name, l.what, l.detail from access_log l
        left join account a on a.id = l.account left join device d on d.id = l.device
        where l.id < $1 order by l.id desc limit $2";
    tx.all(sql, values![before, most]).await
}
