//! The lineage of a record: which life of the server it belongs to.
//!
//! A restored backup forgets what came after it, so numbers would mean two things. It starts a new lineage; devices that see
//! another one than they knew offer again what they sent.

use crate::Journal;
use db::{Db, DbError, Tx};
use kernel::Actor;

const SETTING: &str = "journal.lineage";

/// The lineage, made at the first start.
pub async fn lineage(db: &Db, fresh: impl FnOnce() -> String) -> Result<String, DbError> {
    let mut tx = db.write(&Actor::System("lineage")).await?;
    if let Some(found) = read(&mut tx).await? {
        return Ok(found);
    }
    let name = fresh();
    new_lineage(&mut tx, &name).await?;
    tx.commit().await?;
    Ok(name)
}

/// The lineage as it stands now; empty before the first start.
pub async fn lineage_of(db: &Db) -> Result<String, DbError> {
    Ok(read(&mut db.read(&Actor::System("lineage")).await?).await?.unwrap_or_default())
}

async fn read(tx: &mut Tx) -> Result<Option<String>, DbError> {
    Ok(network::store::settings(tx).await?.remove(SETTING))
}

/// Starts a new lineage.
pub async fn new_lineage(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    network::store::set_setting(tx, SETTING, name).await
}

impl Journal {
    /// The lineage of this server.
    pub fn lineage(&self) -> &str {
        &self.lineage
    }
}
