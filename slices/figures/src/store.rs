//! The SQL of the proof.

use db::{DbError, Tx, values};
use kernel::{EntryId, PlaceId};

/// The requests of a place whose visit is nowhere: there should be none.
pub(crate) async fn orphans(tx: &mut Tx, place: PlaceId) -> Result<Vec<EntryId>, DbError> {
    let sql = "select r.id from request r left join visit v on v.place = r.place and v.id = r.visit
        where r.place = $1 and v.id is null order by r.id";
    Ok(tx.all::<(EntryId,)>(sql, values![place]).await?.into_iter().map(|(id,)| id).collect())
}
