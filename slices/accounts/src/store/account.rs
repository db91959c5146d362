//! Accounts.

use super::number_taken;
use crate::model::Email;
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Day, Role};
use std::collections::BTreeMap;

db::row! {
    /// An account, without its secrets.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Account {
        /// Its id.
        pub id: AccountId,
        /// What it signs in with.
        pub email: String,
        /// How colleagues call them.
        pub name: String,
        /// BCP 47.
        pub locale: String,
        /// Whether the invitation was accepted.
        pub has_password: bool,
        /// Whether it may be chosen on a shared counter.
        pub has_pin: bool,
        /// Since when it is closed.
        pub disabled_at: Option<Timestamp>,
    }
}

const COLUMNS: &str = "id, email, name, locale, password_hash is not null, pin_hash is not null, disabled_at";

/// Adds an account without a password; nothing when the address has one already.
pub async fn create_account(
    tx: &mut Tx,
    now: Timestamp,
    email: &Email,
    name: &str,
    locale: &str,
) -> Result<Option<AccountId>, DbError> {
    if by_email(tx, email).await?.is_some() {
        return Ok(None);
    }
    let (id,): (AccountId,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from account", values![]).await?;
    let sql = "insert into account (id, email, name, locale, created_at) values ($1, $2, $3, $4, $5)";
    tx.execute(sql, values![id, email.as_str(), name, locale, now]).await.map_err(number_taken)?;
    Ok(Some(id))
}

/// An account.
pub async fn account(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, DbError> {
    tx.optional(format!("select {COLUMNS} from account where id = $1"), values![id]).await
}

/// The account of an address.
pub async fn by_email(tx: &mut Tx, email: &Email) -> Result<Option<Account>, DbError> {
    tx.optional(format!("select {COLUMNS} from account where email = $1"), values![email.as_str()]).await
}

/// Every account, by name.
pub async fn accounts(tx: &mut Tx) -> Result<Vec<Account>, DbError> {
    tx.all(format!("select {COLUMNS} from account order by name, id"), values![]).await
}

/// Those who may sign in and hold a role on a day, by name.
pub async fn of_role(tx: &mut Tx, role: Role, day: Day) -> Result<Vec<(AccountId, String)>, DbError> {
    let sql = "select a.id, a.name from account a where a.disabled_at is null
        and exists (select 1 from role_grant g where g.account = a.id and g.role = $1
            and g.from_day <= $2 and (g.to_day is null or g.to_day >= $2)) order by a.name, a.id";
    tx.all(sql, values![role.slug(), day]).await
}

/// The names of some accounts.
pub async fn names(tx: &mut Tx, ids: &[AccountId]) -> Result<BTreeMap<AccountId, String>, DbError> {
    let mut names = BTreeMap::new();
    for chunk in ids.chunks(100) {
        let places: Vec<_> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let sql = format!("select id, name from account where id in ({})", places.join(", "));
        let rows: Vec<(AccountId, String)> = tx.all(sql, chunk.iter().map(|id| (*id).into()).collect()).await?;
        names.extend(rows);
    }
    Ok(names)
}

/// The account that an address may sign in to, with its password's hash.
pub async fn password_of(tx: &mut Tx, email: &Email) -> Result<Option<(AccountId, String)>, DbError> {
    let sql = "select id, password_hash from account
        where email = $1 and password_hash is not null and disabled_at is null";
    tx.optional(sql, values![email.as_str()]).await
}

/// Sets a password, already hashed.
pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<(), DbError> {
    tx.execute("update account set password_hash = $2 where id = $1", values![id, hash]).await?;
    Ok(())
}

/// The PIN's hash of an account that is not closed.
pub async fn pin_hash(tx: &mut Tx, id: AccountId) -> Result<Option<String>, DbError> {
    let sql = "select pin_hash from account where id = $1 and disabled_at is null";
    let found: Option<(Option<String>,)> = tx.optional(sql, values![id]).await?;
    Ok(found.and_then(|(hash,)| hash))
}

/// Sets a PIN, already hashed, or takes it away; every lock on it is undone.
pub async fn set_pin(tx: &mut Tx, id: AccountId, hash: Option<String>) -> Result<(), DbError> {
    tx.execute("update account set pin_hash = $2 where id = $1", values![id, hash]).await?;
    tx.execute("delete from pin_trial where account = $1", values![id]).await?;
    Ok(())
}

/// Changes the name and the language.
pub async fn set_profile(tx: &mut Tx, id: AccountId, name: &str, locale: &str) -> Result<(), DbError> {
    tx.execute("update account set name = $2, locale = $3 where id = $1", values![id, name, locale]).await?;
    Ok(())
}

/// Closes an account, or opens it again. Its sessions are the caller's to end.
pub async fn set_disabled(tx: &mut Tx, id: AccountId, at: Option<Timestamp>) -> Result<(), DbError> {
    tx.execute("update account set disabled_at = $2 where id = $1", values![id, at]).await?;
    Ok(())
}

/// Those who have a PIN and are not closed, by name.
pub async fn with_pin(tx: &mut Tx) -> Result<Vec<(AccountId, String)>, DbError> {
    let sql = "select id, name from account where pin_hash is not null and disabled_at is null order by name, id";
    tx.all(sql, values![]).await
}
