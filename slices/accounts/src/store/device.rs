//! Devices: enrolled counters, kiosks and screens, and the program's own doors.

use super::number_taken;
use db::{Column, DbError, FromRow, Row, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, DeviceId, DeviceKind, PlaceId};

/// A device, as stored, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its id.
    pub id: DeviceId,
    /// Where it stands.
    pub place: PlaceId,
    /// What it is for.
    pub kind: DeviceKind,
    /// What the team calls it.
    pub name: String,
    /// Until when its one-time code waits.
    pub code_expires_at: Option<Timestamp>,
    /// Until when it is enrolled; none before it is, and for the program's own doors.
    pub expires_at: Option<Timestamp>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it last served, to the minute.
    pub seen_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, place, kind, name, code_expires_at, expires_at, revoked_at, seen_at";

impl FromRow for DeviceRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get(0)?,
            place: row.get(1)?,
            kind: DeviceKind::from_slug(&String::read(row, 2)?).ok_or(DbError::OutOfRange("DeviceKind"))?,
            name: row.get(3)?,
            code_expires_at: row.get(4)?,
            expires_at: row.get(5)?,
            revoked_at: row.get(6)?,
            seen_at: row.get(7)?,
        })
    }
}

/// Adds a device.
pub async fn add(
    tx: &mut Tx,
    now: Timestamp,
    place: PlaceId,
    kind: DeviceKind,
    name: &str,
) -> Result<DeviceId, DbError> {
    let (id,): (DeviceId,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from device", values![]).await?;
    let sql = "insert into device (id, place, kind, name, created_at) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, values![id, place, kind.slug(), name, now]).await.map_err(number_taken)?;
    Ok(id)
}

/// A device.
pub async fn device(tx: &mut Tx, id: DeviceId) -> Result<Option<DeviceRow>, DbError> {
    tx.optional(format!("select {COLUMNS} from device where id = $1"), values![id]).await
}

/// The devices that people enrol, by place.
pub async fn enrolled(tx: &mut Tx) -> Result<Vec<DeviceRow>, DbError> {
    let sql =
        format!("select {COLUMNS} from device where kind in ('counter', 'kiosk', 'screen') order by place, name, id");
    tx.all(sql, values![]).await
}

/// The program's own doors: what comes through them was recorded elsewhere, or made up.
pub async fn doors(tx: &mut Tx) -> Result<Vec<DeviceId>, DbError> {
    let sql = "select id from device where kind in ('import', 'simulation') order by id";
    Ok(tx.all::<(DeviceId,)>(sql, values![]).await?.into_iter().map(|(id,)| id).collect())
}

/// The door of a kind at a place, if it was made.
pub async fn door(tx: &mut Tx, place: PlaceId, kind: DeviceKind) -> Result<Option<DeviceId>, DbError> {
    let sql = "select id from device where place = $1 and kind = $2 order by id";
    let found: Option<(DeviceId,)> = tx.optional(sql, values![place, kind.slug()]).await?;
    Ok(found.map(|(id,)| id))
}

/// The device of a token, if it may still serve.
pub async fn by_token(tx: &mut Tx, now: Timestamp, hash: &[u8]) -> Result<Option<DeviceRow>, DbError> {
    let sql = format!("select {COLUMNS} from device where token_hash = $1 and revoked_at is null and expires_at > $2");
    tx.optional(sql, values![hash, now]).await
}

/// The device that waits with a one-time code.
pub async fn by_code(tx: &mut Tx, now: Timestamp, hash: &[u8]) -> Result<Option<DeviceRow>, DbError> {
    let sql =
        format!("select {COLUMNS} from device where code_hash = $1 and revoked_at is null and code_expires_at > $2");
    tx.optional(sql, values![hash, now]).await
}

/// Gives a device a one-time code.
pub async fn set_code(tx: &mut Tx, id: DeviceId, hash: &[u8], until: Timestamp) -> Result<(), DbError> {
    let sql = "update device set code_hash = $2, code_expires_at = $3 where id = $1";
    tx.execute(sql, values![id, hash, until]).await.map_err(number_taken)?;
    Ok(())
}

/// Trades a one-time code for a token; the code dies, and the token the device had before.
pub async fn enrol(tx: &mut Tx, now: Timestamp, code: &[u8], token: &[u8], until: Timestamp) -> Result<bool, DbError> {
    let sql =
        "update device set token_hash = $2, expires_at = $3, seen_at = $4, code_hash = null, code_expires_at = null
        where code_hash = $1 and revoked_at is null and code_expires_at > $4";
    Ok(tx.execute(sql, values![code, token, until, now]).await? == 1)
}

/// Revokes a device for good.
pub async fn revoke(tx: &mut Tx, now: Timestamp, id: DeviceId) -> Result<(), DbError> {
    let sql = "update device set revoked_at = $2, token_hash = null, code_hash = null, code_expires_at = null
        where id = $1 and revoked_at is null";
    tx.execute(sql, values![id, now]).await?;
    Ok(())
}

/// Notes that a device serves.
pub async fn see(tx: &mut Tx, now: Timestamp, id: DeviceId) -> Result<(), DbError> {
    tx.execute("update device set seen_at = $2 where id = $1", values![id, now]).await?;
    Ok(())
}

/// Counts one more wrong PIN and tells how many there are; counted before it is known to be wrong.
pub async fn try_pin(tx: &mut Tx, device: DeviceId, account: AccountId) -> Result<i64, DbError> {
    let sql = "insert into pin_trial (device, account, wrong) values ($1, $2, 1)
        on conflict (device, account) do update set wrong = pin_trial.wrong + 1 returning wrong";
    let (wrong,): (i64,) = tx.one(sql, values![device, account]).await?;
    Ok(wrong)
}

/// Forgets the wrong PINs of somebody on a device.
pub async fn forgive_pin(tx: &mut Tx, device: DeviceId, account: AccountId) -> Result<(), DbError> {
    tx.execute("delete from pin_trial where device = $1 and account = $2", values![device, account]).await?;
    Ok(())
}
