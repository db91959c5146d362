//! Who does not want which.

use crate::edition::Kind;
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::{AccountId, Day, Role};
use std::collections::BTreeSet;

/// Whether somebody wants a digest.
pub(crate) async fn wants(tx: &mut Tx, kind: Kind, account: AccountId) -> Result<bool, DbError> {
    let sql = "select account from digest_refused where account = $1 and kind = $2";
    Ok(tx.optional::<(AccountId,)>(sql, values![account, kind.slug()]).await?.is_none())
}

/// Says whether somebody wants it; said twice, it is said once.
pub(crate) async fn set(
    tx: &mut Tx,
    now: Timestamp,
    (kind, account): (Kind, AccountId),
    wants: bool,
) -> Result<(), DbError> {
    if wants {
        let sql = "delete from digest_refused where account = $1 and kind = $2";
        tx.execute(sql, values![account, kind.slug()]).await?;
    } else {
        let sql = "insert into digest_refused (account, kind, since) values ($1, $2, $3)
            on conflict (account, kind) do nothing";
        tx.execute(sql, values![account, kind.slug(), now]).await?;
        mail::withdraw(tx, account, Some(kind.slug())).await?;
    }
    Ok(())
}

/// Whom an edition is still to be written to: those who run places or the network on a day, and did not say no.
pub(crate) async fn readers(tx: &mut Tx, kind: Kind, day: Day, about: &str) -> Result<BTreeSet<AccountId>, DbError> {
    let directors = accounts::of_role(tx, Role::Director, day).await?;
    let officers = accounts::of_role(tx, Role::Officer, day).await?;
    let mut readers: BTreeSet<AccountId> = directors.into_iter().chain(officers).map(|(account, _)| account).collect();
    for account in mail::written(tx, kind.slug(), about).await? {
        readers.remove(&account);
    }
    let refused = "select account from digest_refused where kind = $1";
    for (account,) in tx.all::<(AccountId,)>(refused, values![kind.slug()]).await? {
        readers.remove(&account);
    }
    Ok(readers)
}
