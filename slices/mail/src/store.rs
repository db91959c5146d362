//! All the SQL of mail.

use db::{DbError, Tx, values};
use jiff::{SignedDuration, Timestamp};
use kernel::AccountId;

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whom it is for.
    pub account: AccountId,
    /// Their address.
    pub address: String,
    /// What kind of message: `digest`.
    pub kind: &'static str,
    /// What it is about, among messages of its kind: letters, digits, `-`.
    pub about: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub plain: String,
    /// The same, as a page.
    pub html: String,
    /// Where one request stops such messages.
    pub stop: Option<String>,
}

db::row! {
    /// A message as it stands.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Listed {
        pub account: AccountId,
        pub kind: String,
        pub about: String,
        pub address: String,
        pub subject: String,
        pub plain: String,
        pub html: String,
        pub stop: Option<String>,
        pub made: Timestamp,
        pub due: Option<Timestamp>,
        pub tries: i64,
        pub sent: Option<Timestamp>,
        pub trouble: Option<String>,
    }
}

const LISTED: &str = "select account, kind, about, address, subject, plain, html, stop, made_at, due_at, tries, sent_at, trouble from mail";

/// Writes a message to be sent; says whether there was none yet for its person, kind and subject matter.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut Tx, now: Timestamp, letter: &Letter) -> Result<bool, DbError> {
    let sql = "insert into mail (account, kind, about, address, subject, plain, html, stop, made_at, due_at, tries)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0) on conflict (account, kind, about) do nothing";
    let Letter { account, address, kind, about, subject, plain, html, stop } = letter;
    let row = values![*account, *kind, about, address, subject, plain, html, stop.clone(), now];
    Ok(tx.execute(sql, row).await? > 0)
}

/// Who has a message of a kind and a subject matter.
///
/// # Errors
/// Of the database.
pub async fn written(tx: &mut Tx, kind: &str, about: &str) -> Result<Vec<AccountId>, DbError> {
    let rows =
        tx.all::<(AccountId,)>("select account from mail where kind = $1 and about = $2", values![kind, about]).await?;
    Ok(rows.into_iter().map(|(account,)| account).collect())
}

/// The message that waits longest to be tried.
pub(crate) async fn due(tx: &mut Tx, now: Timestamp) -> Result<Option<Listed>, DbError> {
    tx.optional(
        format!("{LISTED} where due_at <= $1 and sent_at is null order by due_at, account limit 1"),
        values![now],
    )
    .await
}

/// Takes a message, so that nobody else tries it before an instant; says whether nobody had.
pub(crate) async fn take(tx: &mut Tx, letter: &Listed, until: Timestamp) -> Result<bool, DbError> {
    let sql = "update mail set due_at = $4, tries = tries + 1 where account = $1 and kind = $2 and about = $3 and due_at = $5";
    let row = values![letter.account, &letter.kind, &letter.about, until, letter.due];
    Ok(tx.execute(sql, row).await? > 0)
}

/// A server took it.
pub(crate) async fn sent(tx: &mut Tx, letter: &Listed, now: Timestamp) -> Result<(), DbError> {
    let sql =
        "update mail set sent_at = $4, due_at = null, trouble = null where account = $1 and kind = $2 and about = $3";
    tx.execute(sql, values![letter.account, &letter.kind, &letter.about, now]).await?;
    Ok(())
}

/// It was not taken by whoever had it until an instant: it is tried again at another, or never. Whoever came after them knows better.
pub(crate) async fn failed(
    tx: &mut Tx,
    letter: &Listed,
    until: Timestamp,
    again: Option<Timestamp>,
    words: &str,
) -> Result<(), DbError> {
    let sql = "update mail set due_at = $4, trouble = $5
        where account = $1 and kind = $2 and about = $3 and sent_at is null and due_at = $6";
    tx.execute(sql, values![letter.account, &letter.kind, &letter.about, again, words, until]).await?;
    Ok(())
}

/// Older news is not sent any more: whoever it was for may answer for other places by now.
pub(crate) const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Takes back what was not sent yet of a kind, or of any.
///
/// # Errors
/// Of the database.
pub async fn withdraw(tx: &mut Tx, account: AccountId, kind: Option<&str>) -> Result<(), DbError> {
    let sql = "delete from mail where account = $1 and sent_at is null and kind = coalesce($2, kind)";
    tx.execute(sql, values![account, kind]).await?;
    Ok(())
}

/// Tries anew what was given up, to the address the person has now.
pub(crate) async fn again(
    tx: &mut Tx,
    now: Timestamp,
    (account, kind, about): (AccountId, &str, &str),
    address: &str,
) -> Result<(), DbError> {
    let sql = "update mail set due_at = $4, tries = 0, address = $5
        where account = $1 and kind = $2 and about = $3 and sent_at is null and due_at is null and made_at >= $6";
    tx.execute(sql, values![account, kind, about, now, address, now - FRESH]).await?;
    Ok(())
}

/// The latest messages.
pub(crate) async fn latest(tx: &mut Tx, most: i64) -> Result<Vec<Listed>, DbError> {
    tx.all(format!("{LISTED} order by made_at desc, account limit $1"), values![most]).await
}

/// A year's digests can be seen side by side, and those of a month more.
const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

/// Forgets what is too old to be asked about.
///
/// # Errors
/// Of the database.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.execute("delete from mail where made_at < $1", values![now - KEPT]).await?;
    Ok(())
}
