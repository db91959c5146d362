//! Sessions.

use crate::session::{ABSOLUTE, ABSOLUTE_SHARED, IDLE};
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, DeviceId};
use uuid::Uuid;

db::row! {
    /// A session with its account, as the layer finds it by its token.
    #[derive(Clone, Debug)]
    pub struct Found {
        /// Its public name.
        pub id: Uuid,
        /// The hash of its present token.
        pub token_hash: Vec<u8>,
        /// Whose it is.
        pub account: AccountId,
        /// The counter it lives on.
        pub device: Option<DeviceId>,
        /// Whether a PIN opened it.
        pub by_pin: bool,
        /// When it began.
        pub created_at: Timestamp,
        /// When it last served, to the minute.
        pub seen_at: Timestamp,
        /// When its token last changed.
        pub rotated_at: Timestamp,
        /// When that token was first shown.
        pub confirmed_at: Option<Timestamp>,
        /// How colleagues call them.
        pub name: String,
        /// Their language.
        pub locale: String,
    }
}

/// The session of a token or of the token before it, unless its account is closed. Whether it still lives is `session`'s.
pub async fn find(tx: &mut Tx, hash: &[u8]) -> Result<Option<Found>, DbError> {
    let sql = "select s.id, s.token_hash, s.account, s.device, s.by_pin, s.created_at, s.seen_at, s.rotated_at, \
        s.confirmed_at, a.name, a.locale from session s join account a on a.id = s.account
        where (s.token_hash = $1 or s.previous_hash = $1) and a.disabled_at is null";
    tx.optional(sql, values![hash]).await
}

/// What a session begins with.
pub struct New<'a> {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// Its public name.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// The device at hand.
    pub device: Option<DeviceId>,
    /// Whether a PIN opens it.
    pub by_pin: bool,
    /// What the browser calls itself.
    pub agent: &'a str,
}

/// Opens a session.
pub async fn open(tx: &mut Tx, now: Timestamp, new: New<'_>) -> Result<(), DbError> {
    let sql = "insert into session (token_hash, id, account, device, by_pin, created_at, seen_at, rotated_at, confirmed_at, \
        agent) values ($1, $2, $3, $4, $5, $6, $6, $6, $6, $7)";
    let row = values![new.token_hash, new.id, new.account, new.device, new.by_pin, now, new.agent];
    tx.execute(sql, row).await?;
    Ok(())
}

/// Gives a session a new token, unless another request just did: `since` is the rotation that was read.
pub async fn rotate(tx: &mut Tx, now: Timestamp, found: &Found, shown: &[u8], new: &[u8]) -> Result<bool, DbError> {
    let sql =
        "update session set token_hash = $3, previous_hash = $4, rotated_at = $5, seen_at = $5, confirmed_at = null
        where id = $1 and rotated_at = $2 and token_hash = $6";
    let row = values![found.id, found.rotated_at, new, shown, now, &found.token_hash[..]];
    Ok(tx.execute(sql, row).await? == 1)
}

/// Notes that a session serves, and that its present token arrived when `confirmed`.
pub async fn see(tx: &mut Tx, now: Timestamp, id: Uuid, confirmed: Timestamp) -> Result<(), DbError> {
    tx.execute("update session set seen_at = $2, confirmed_at = $3 where id = $1", values![id, now, confirmed]).await?;
    Ok(())
}

db::row! {
    /// A session as its owner sees it.
    #[derive(Clone, Debug)]
    pub struct Open {
        /// Its public name.
        pub id: Uuid,
        /// What the browser calls itself.
        pub agent: String,
        /// The name of the counter.
        pub device: Option<String>,
        /// Whether a PIN opened it.
        pub by_pin: bool,
        /// When it began.
        pub created_at: Timestamp,
        /// When it last served.
        pub seen_at: Timestamp,
    }
}

/// The living sessions of an account, the latest first.
pub async fn of(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<Vec<Open>, DbError> {
    let sql = "select s.id, s.agent, d.name, s.by_pin, s.created_at, s.seen_at
        from session s left join device d on d.id = s.device
        where s.account = $1 and s.seen_at > $2 and s.created_at > $3 and (s.device is null or s.created_at > $4)
        order by s.seen_at desc, s.id";
    tx.all(sql, values![account, now - IDLE, now - ABSOLUTE, now - ABSOLUTE_SHARED]).await
}

/// Ends a session of an account.
pub async fn end(tx: &mut Tx, account: AccountId, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute("delete from session where id = $1 and account = $2", values![id, account]).await? > 0)
}

/// Ends every session of an account.
pub async fn end_all(tx: &mut Tx, account: AccountId) -> Result<u64, DbError> {
    tx.execute("delete from session where account = $1", values![account]).await
}

/// Ends every session on a device.
pub async fn end_on(tx: &mut Tx, device: DeviceId) -> Result<u64, DbError> {
    tx.execute("delete from session where device = $1", values![device]).await
}

/// Ends what no longer lives.
pub async fn end_over(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    let sql =
        "delete from session where seen_at <= $1 or created_at <= $2 or (device is not null and created_at <= $3)";
    tx.execute(sql, values![now - IDLE, now - ABSOLUTE, now - ABSOLUTE_SHARED]).await
}
