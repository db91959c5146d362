//! Proving who one is, by a password or by a PIN, and the session that follows.

use crate::{
    Accounts, Cookie, Visitor,
    layer::cookie_seconds,
    model::{Email, Secret},
    secret::digest,
    store::{self, access_log},
    throttle::{Allowance, Key},
};
use axum::http::HeaderValue;
use db::Tx;
use kernel::{AccountId, Actor, Device, DeviceId, Refusal};
use web::{Context, Error, Result};

/// Wrong passwords for one account, from anywhere. A stranger can keep somebody from signing in for a while; never from an open
/// session, nor from a counter, where a PIN has its own count.
const BY_ACCOUNT: Allowance = Allowance { tries: 10, minutes: 15 };
/// Wrong passwords from one client, for any account: a whole office may share an address.
const BY_CLIENT: Allowance = Allowance { tries: 40, minutes: 15 };
/// Wrong one-time codes from one client.
const CODES: Allowance = Allowance { tries: 10, minutes: 15 };
/// Wrong PINs of somebody on a device before it asks for the password.
const WRONG_PINS: i64 = 5;

/// Whose address and password these are. Unknown, closed and wrong are one refusal, after the same time.
pub(crate) async fn prove(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    email: &Email,
    secret: Secret,
) -> Result<AccountId> {
    let by_account = Key::of("account", email.as_str());
    let by_client = Key::of("client", &visitor.client);
    accounts.throttle.try_once(by_client, BY_CLIENT, context.now)?;
    if let Err(refusal) = accounts.throttle.try_once(by_account, BY_ACCOUNT, context.now) {
        accounts.throttle.take_back(by_client);
        return Err(refusal.into());
    }
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let found = store::account::password_of(&mut tx, email).await?;
    drop(tx);
    let (account, hash) = found.unzip();
    let right = accounts.hasher.verify(secret, hash).await?;
    match account.filter(|_| right) {
        Some(account) => {
            accounts.throttle.forget(by_account);
            accounts.throttle.take_back(by_client);
            Ok(account)
        }
        None => {
            let mut tx = accounts.app.db.write(&context.actor).await?;
            let device = context.actor.device().map(|device| device.id);
            access_log::write(&mut tx, context.now, account, device, "sign-in-refused", "").await?;
            tx.commit().await?;
            Err(Refusal::invalid("wrong-password").into())
        }
    }
}

/// Proves again that it is still the person who signed in, before something grave.
pub(crate) async fn prove_again(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    field: &'static str,
    secret: Secret,
) -> Result<AccountId> {
    let account = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let found = store::account::account(&mut tx, account).await?.ok_or_else(Refusal::missing)?;
    drop(tx);
    let email = Email::parse(&found.email)?;
    match prove(accounts, context, visitor, &email, secret).await {
        Err(Error::Refused(refusal)) if refusal.code == "wrong-password" => {
            Err(Refusal::invalid("wrong-present-password").field(field).into())
        }
        other => other,
    }
}

/// Counts a one-time code that was typed.
pub(crate) fn try_code(accounts: &Accounts, context: &Context, visitor: &Visitor) -> Result<(), Refusal> {
    accounts.throttle.try_once(Key::of("code", &visitor.client), CODES, context.now)
}

/// Takes back a code that was right.
pub(crate) fn right_code(accounts: &Accounts, visitor: &Visitor) {
    accounts.throttle.take_back(Key::of("code", &visitor.client));
}

/// Whether this is somebody's PIN. After five wrong ones on a device, only their password opens it there again.
pub(crate) async fn prove_pin(
    accounts: &Accounts,
    context: &Context,
    device: &Device,
    account: AccountId,
    secret: Secret,
) -> Result<()> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let wrong = store::device::try_pin(&mut tx, device.id, account).await?;
    if wrong == WRONG_PINS + 1 {
        access_log::write(&mut tx, context.now, Some(account), Some(device.id), "pin-locked", "").await?;
    }
    let hash = store::account::pin_hash(&mut tx, account).await?;
    tx.commit().await?;
    if wrong > WRONG_PINS {
        return Err(Refusal::new("pin-locked", kernel::RefusalKind::TooMany).into());
    }
    if accounts.hasher.verify(secret, hash).await? {
        return Ok(());
    }
    Err(Refusal::invalid("wrong-pin").field("pin").into())
}

/// Opens a session in place of the one at hand, and returns its cookie: a token is never carried over from before.
pub(crate) async fn open_session(
    accounts: &Accounts,
    tx: &mut Tx,
    context: &Context,
    visitor: &Visitor,
    account: AccountId,
    by_pin: bool,
) -> Result<HeaderValue> {
    end_current(tx, &context.actor, visitor).await?;
    let device: Option<DeviceId> = context.actor.device().map(|device| device.id);
    if let Some(device) = device {
        store::device::forgive_pin(tx, device, account).await?;
    }
    let token = accounts.app.secret(32);
    let new = store::session::New {
        token_hash: digest(token.as_bytes()),
        id: accounts.app.new_id().0,
        account,
        device,
        by_pin,
        agent: &visitor.agent,
    };
    store::session::open(tx, context.now, new).await?;
    let what = if by_pin { "pin" } else { "sign-in" };
    access_log::write(tx, context.now, Some(account), device, what, &visitor.agent).await?;
    Ok(Cookie::Session.set(&token, cookie_seconds(device.is_some()), accounts.app.secure_cookies))
}

/// Ends the session at hand.
pub(crate) async fn end_current(tx: &mut Tx, actor: &Actor, visitor: &Visitor) -> Result<()> {
    if let (Some(current), Some(person)) = (visitor.current, actor.person()) {
        store::session::end(tx, person.account, current.id).await?;
    }
    Ok(())
}

/// Tells that whoever was here has left: they signed out, or somebody else takes their place.
pub(crate) async fn farewell(accounts: &Accounts, actor: &Actor, newcomer: Option<AccountId>) {
    if actor.person().is_some_and(|person| Some(person.account) != newcomer) {
        accounts.leaving.left(actor).await;
    }
}
