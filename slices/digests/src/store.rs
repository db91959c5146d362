//! Who does not want it.

use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Day, Role};
use std::collections::BTreeSet;

/// What mail calls it.
pub(crate) const KIND: &str = "digest";

/// Whether somebody wants the month's digest.
pub(crate) async fn wants(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    let sql = "select account from digest_unwanted where account = $1";
    Ok(tx.optional::<(AccountId,)>(sql, values![account]).await?.is_none())
}

/// Says whether somebody wants it; said twice, it is said once.
pub(crate) async fn set(tx: &mut Tx, now: Timestamp, account: AccountId, wants: bool) -> Result<(), DbError> {
    if wants {
        tx.execute("delete from digest_unwanted where account = $1", values![account]).await?;
    } else {
        let sql = "insert into digest_unwanted (account, since) values ($1, $2) on conflict (account) do nothing";
        tx.execute(sql, values![account, now]).await?;
        mail::withdraw(tx, account, Some(KIND)).await?;
    }
    Ok(())
}

/// Whom the digest of a month is still to be written to: those who run places or the network on a day, and did not say no.
pub(crate) async fn readers(tx: &mut Tx, day: Day, about: &str) -> Result<BTreeSet<AccountId>, DbError> {
    let directors = accounts::of_role(tx, Role::Director, day).await?;
    let officers = accounts::of_role(tx, Role::Officer, day).await?;
    let mut readers: BTreeSet<AccountId> = directors.into_iter().chain(officers).map(|(account, _)| account).collect();
    for account in mail::written(tx, KIND, about).await? {
        readers.remove(&account);
    }
    for (account,) in tx.all::<(AccountId,)>("select account from digest_unwanted", values![]).await? {
        readers.remove(&account);
    }
    Ok(readers)
}
