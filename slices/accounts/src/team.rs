//! What is done to accounts and devices, by a page or by a command: the caller has checked the right, the rules that protect
//! everybody are here.

use crate::{
    model::{DeviceCode, scope_text},
    policy,
    secret::digest,
    store::{self, access_log::log, grant::GrantRow},
};
use db::{DbError, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, Day, DeviceId, DeviceKind, Grant, PlaceId, Refusal, Role, Scope};
use network::Snapshot;
use web::App;

/// How long an invitation's link holds.
const INVITATION: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How long a one-time code waits.
const CODE: SignedDuration = SignedDuration::from_hours(24);
/// How long a device stays enrolled.
pub(crate) const ENROLMENT: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Makes the link (a path of this site) by which somebody chooses a password. Links sent before die.
pub async fn invite(tx: &mut Tx, app: &App, account: AccountId) -> Result<String, DbError> {
    let now = app.clock.now();
    let token = app.secret(32);
    store::invitation::put(tx, account, &digest(token.as_bytes()), now + INVITATION).await?;
    let actor = tx.actor().clone();
    log(tx, now, &actor, "invitation", &account.to_string()).await?;
    Ok(format!("/invitations/{token}"))
}

/// Gives a role, and says so in the log.
pub(crate) async fn give(tx: &mut Tx, now: Timestamp, account: AccountId, grant: Grant) -> Result<(), DbError> {
    store::grant::grant(tx, account, grant).await?;
    let actor = tx.actor().clone();
    log(tx, now, &actor, "grant", &format!("{account} {} {}", grant.role.slug(), scope_text(grant.scope))).await
}

/// Sets the last day of a role, unless nobody would administer the network after it.
pub(crate) async fn end(
    tx: &mut Tx,
    now: Timestamp,
    snapshot: &Snapshot,
    row: &GrantRow,
    last: Day,
) -> web::Result<()> {
    let last = last.max(row.grant.from.plus(-1));
    if row.grant.role == Role::Administrator {
        // Another one must be there from today on, not only after some last day to come.
        let day = policy::today(Scope::Network, snapshot, now).max(last);
        refuse_last_administrator(tx, row.account, day).await?;
    }
    store::grant::end_grant(tx, row.id, last).await?;
    let actor = tx.actor().clone();
    let detail = format!("{} {} {}", row.account, row.grant.role.slug(), scope_text(row.grant.scope));
    Ok(log(tx, now, &actor, "grant-ended", &detail).await?)
}

/// Closes an account: its sessions end, its links die. What its owner did keeps their name.
pub(crate) async fn close(tx: &mut Tx, now: Timestamp, snapshot: &Snapshot, account: AccountId) -> web::Result<()> {
    let grants = store::grant::grants_of(tx, account).await?;
    let administers = |grant: &Grant| grant.role == Role::Administrator && !policy::is_over(grant, snapshot, now);
    if grants.iter().any(administers) {
        refuse_last_administrator(tx, account, policy::today(Scope::Network, snapshot, now)).await?;
    }
    store::account::set_disabled(tx, account, Some(now)).await?;
    store::session::end_all(tx, account).await?;
    store::invitation::forget(tx, account).await?;
    let actor = tx.actor().clone();
    Ok(log(tx, now, &actor, "account-closed", &account.to_string()).await?)
}

async fn refuse_last_administrator(tx: &mut Tx, account: AccountId, day: Day) -> web::Result<()> {
    if store::grant::another_administrator(tx, account, day).await? {
        return Ok(());
    }
    Err(Refusal::new("last-administrator", kernel::RefusalKind::Conflict).into())
}

/// A device that waits, with the code that enrols it.
#[derive(Debug)]
pub struct NewCode {
    /// The device.
    pub device: DeviceId,
    /// The code, to be typed on the device.
    pub code: DeviceCode,
    /// Until when.
    pub until: Timestamp,
}

/// Adds a device and draws its one-time code.
pub async fn create_device(
    tx: &mut Tx,
    app: &App,
    place: PlaceId,
    kind: DeviceKind,
    name: &str,
) -> Result<NewCode, DbError> {
    let device = store::device::add(tx, app.clock.now(), place, kind, name).await?;
    new_code(tx, app, device).await
}

/// Draws a new one-time code for a device: a browser that forgot its cookie is enrolled again as the same device.
pub(crate) async fn new_code(tx: &mut Tx, app: &App, device: DeviceId) -> Result<NewCode, DbError> {
    let now = app.clock.now();
    let (code, until) = (DeviceCode::draw(&*app.randomness), now + CODE);
    store::device::set_code(tx, device, &digest(code.bytes()), until).await?;
    let actor = tx.actor().clone();
    log(tx, now, &actor, "device-code", &device.to_string()).await?;
    Ok(NewCode { device, code, until })
}

/// The program's own door of a place, made once. It is as old as the place: no instant is its own.
pub async fn program_device(tx: &mut Tx, place: PlaceId, kind: DeviceKind) -> Result<DeviceId, DbError> {
    if let Some(door) = store::device::door(tx, place, kind).await? {
        return Ok(door);
    }
    store::device::add(tx, Timestamp::UNIX_EPOCH, place, kind, kind.slug()).await
}

/// Revokes a device for good; the sessions on it end.
pub async fn revoke_device(tx: &mut Tx, now: Timestamp, device: DeviceId) -> Result<(), DbError> {
    store::device::revoke(tx, now, device).await?;
    store::session::end_on(tx, device).await?;
    let actor = tx.actor().clone();
    log(tx, now, &actor, "device-revoked", &device.to_string()).await
}
