//! A lease: a job that must be done by one server at a time is done by whoever holds its name.
//!
//! A lease that is not renewed ends by itself, so a server that dies leaves nothing locked. Whoever lost it meanwhile learns so in the
//! transaction that would have kept the work ([`Lease::hold`]), which is then left.

use crate::{Db, DbError, Tx, values};
use jiff::{SignedDuration, Timestamp};
use kernel::Actor;

/// The right to do a job, for a while.
#[derive(Clone, Debug)]
pub struct Lease {
    name: &'static str,
    holder: String,
    lasts: SignedDuration,
}

impl Lease {
    /// Takes the lease of a name, unless somebody else holds it. `holder` tells servers apart.
    ///
    /// # Errors
    /// Of the database.
    pub async fn take(
        db: &Db,
        name: &'static str,
        holder: &str,
        now: Timestamp,
        lasts: SignedDuration,
    ) -> Result<Option<Self>, DbError> {
        let mut tx = db.write(&Actor::System(name)).await?;
        let sql = "insert into lease (name, holder, until_at) values ($1, $2, $3)
            on conflict (name) do update set holder = excluded.holder, until_at = excluded.until_at
            where lease.until_at < $4 or lease.holder = excluded.holder";
        let taken = tx.execute(sql, values![name, holder, now + lasts, now]).await? > 0;
        tx.commit().await?;
        Ok(taken.then(|| Self { name, holder: holder.to_owned(), lasts }))
    }

    /// Renews it in a transaction; says whether it is still ours. When it is not, what the transaction did must not last.
    ///
    /// # Errors
    /// Of the database.
    pub async fn hold(&self, tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
        let sql = "update lease set until_at = $3 where name = $1 and holder = $2";
        Ok(tx.execute(sql, values![self.name, self.holder.as_str(), now + self.lasts]).await? > 0)
    }

    /// Gives it back.
    ///
    /// # Errors
    /// Of the database.
    pub async fn give_back(self, db: &Db) -> Result<(), DbError> {
        let mut tx = db.write(&Actor::System(self.name)).await?;
        let sql = "delete from lease where name = $1 and holder = $2";
        tx.execute(sql, values![self.name, self.holder.as_str()]).await?;
        tx.commit().await
    }
}
