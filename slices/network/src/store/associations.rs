//! Associations as rows.

use crate::filter::fold;
use db::{DbError, Tx, values};
use kernel::AssociationId;

db::row! {
    /// An association, as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Association {
        /// Its id.
        pub id: AssociationId,
        /// Its name elsewhere, for imports.
        pub external: Option<String>,
        /// Its name.
        pub name: String,
    }
}

/// Every association.
pub async fn associations(tx: &mut Tx) -> Result<Vec<Association>, DbError> {
    tx.all("select id, external, name from association order by id", values![]).await
}

/// An association that bears this name, whatever its case and accents, and whether it has a place yet.
pub async fn namesake(tx: &mut Tx, name: &str, but: AssociationId) -> Result<Option<(AssociationId, bool)>, DbError> {
    let known = associations(tx).await?.into_iter().find(|known| known.id != but && fold(&known.name) == fold(name));
    let Some(known) = known else { return Ok(None) };
    let sql = "select cast(count(*) as bigint) from place where association = $1";
    let (places,): (i64,) = tx.one(sql, values![known.id]).await?;
    Ok(Some((known.id, places > 0)))
}

/// Adds an association.
pub async fn add_association(
    tx: &mut Tx,
    now: jiff::Timestamp,
    external: Option<&str>,
    name: &str,
) -> Result<AssociationId, DbError> {
    let (id,): (AssociationId,) =
        tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from association", values![]).await?;
    let sql = "insert into association (id, external, name, created_at) values ($1, $2, $3, $4)";
    tx.execute(sql, values![id, external, name, now]).await?;
    Ok(id)
}
