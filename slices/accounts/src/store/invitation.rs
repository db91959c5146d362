//! Invitations: a link by which one chooses a password.

use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::AccountId;

/// Notes a link; it takes the place of those that were sent before.
pub async fn put(tx: &mut Tx, account: AccountId, hash: &[u8], until: Timestamp) -> Result<(), DbError> {
    forget(tx, account).await?;
    let sql = "insert into invitation (token_hash, account, expires_at) values ($1, $2, $3)";
    tx.execute(sql, values![hash, account, until]).await?;
    Ok(())
}

/// Whom a link invites, while it holds and their account is open: id and address.
pub async fn invited(tx: &mut Tx, now: Timestamp, hash: &[u8]) -> Result<Option<(AccountId, String, String)>, DbError> {
    let sql = "select a.id, a.email, a.name from invitation i join account a on a.id = i.account
        where i.token_hash = $1 and i.expires_at > $2 and a.disabled_at is null";
    tx.optional(sql, values![hash, now]).await
}

/// Uses a link up; false when another request just did.
pub async fn take(tx: &mut Tx, hash: &[u8]) -> Result<bool, DbError> {
    Ok(tx.execute("delete from invitation where token_hash = $1", values![hash]).await? == 1)
}

/// Forgets every link of an account.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute("delete from invitation where account = $1", values![account]).await?;
    Ok(())
}
