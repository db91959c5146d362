//! The SQL of what the tally starts from: blocks of packed facts by place and month.

use db::{DbError, Tx, values};
use kernel::{EntryId, PlaceId};

/// How far the blocks of each place go.
pub(crate) async fn throughs(tx: &mut Tx) -> Result<Vec<(PlaceId, i64)>, DbError> {
    tx.all("select place, sequence from tally_through order by place", values![]).await
}

/// How far the blocks of a place go; 0 when it has none.
pub(crate) async fn through(tx: &mut Tx, place: PlaceId) -> Result<i64, DbError> {
    let found: Option<(i64,)> =
        tx.optional("select sequence from tally_through where place = $1", values![place]).await?;
    Ok(found.map_or(0, |(sequence,)| sequence))
}

/// Takes the blocks of a place for the rest of the transaction, and tells how far they go.
pub(crate) async fn hold_through(tx: &mut Tx, place: PlaceId) -> Result<i64, DbError> {
    let first = "insert into tally_through (place, sequence) values ($1, 0) on conflict (place) do nothing";
    tx.execute(first, values![place]).await?;
    let hold = "update tally_through set sequence = sequence where place = $1 returning sequence";
    Ok(tx.one::<(i64,)>(hold, values![place]).await?.0)
}

pub(crate) async fn move_through(tx: &mut Tx, place: PlaceId, sequence: i64) -> Result<(), DbError> {
    tx.execute("update tally_through set sequence = $2 where place = $1", values![place, sequence]).await?;
    Ok(())
}

/// Every block of a place, oldest month first.
pub(crate) async fn blocks(tx: &mut Tx, place: PlaceId) -> Result<Vec<Vec<u8>>, DbError> {
    let sql = "select facts from tally_block where place = $1 order by month";
    Ok(tx.all::<(Vec<u8>,)>(sql, values![place]).await?.into_iter().map(|(facts,)| facts).collect())
}

/// The block of a month, empty when there is none.
pub(crate) async fn block(tx: &mut Tx, place: PlaceId, month: i32) -> Result<Vec<u8>, DbError> {
    let sql = "select facts from tally_block where place = $1 and month = $2";
    Ok(tx.optional::<(Vec<u8>,)>(sql, values![place, month]).await?.map(|(facts,)| facts).unwrap_or_default())
}

pub(crate) async fn put_block(tx: &mut Tx, place: PlaceId, month: i32, facts: Vec<u8>) -> Result<(), DbError> {
    let sql = "insert into tally_block (place, month, facts) values ($1, $2, $3)
        on conflict (place, month) do update set facts = excluded.facts";
    tx.execute(sql, values![place, month, facts]).await?;
    Ok(())
}

/// The requests of a place whose visit is nowhere: there should be none.
pub(crate) async fn orphans(tx: &mut Tx, place: PlaceId) -> Result<Vec<EntryId>, DbError> {
    let sql = "select r.id from request r left join visit v on v.place = r.place and v.id = r.visit
        where r.place = $1 and v.id is null order by r.id";
    Ok(tx.all::<(EntryId,)>(sql, values![place]).await?.into_iter().map(|(id,)| id).collect())
}
