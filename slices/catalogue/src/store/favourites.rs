//! Favourites.

use db::{DbError, Tx, values};
use kernel::{Day, PlaceId};

db::row! {
    /// A favourite as stored.
    pub(crate) struct FavouriteRow {
        pub position: u8,
        pub theme: u16,
        pub operator: Option<u16>,
        pub acts: String,
        pub support: Option<String>,
        pub label: String,
        pub hint: String,
        pub icon: String,
        pub since: Day,
    }
}

/// The favourites of a place (agent 0) or of an agent there, by position.
pub(crate) async fn favourites(tx: &mut Tx, place: PlaceId, agent: i64) -> Result<Vec<FavouriteRow>, DbError> {
    let sql = "select position, theme, operator, acts, support, label, hint, icon, since_day from favourite
        where place = $1 and agent = $2 order by position";
    tx.all(sql, values![place, agent]).await
}

/// Writes all the favourites of a place or of an agent anew.
pub(crate) async fn put_favourites(
    tx: &mut Tx,
    place: PlaceId,
    agent: i64,
    rows: Vec<FavouriteRow>,
) -> Result<(), DbError> {
    tx.execute("delete from favourite where place = $1 and agent = $2", values![place, agent]).await?;
    let row = |row: FavouriteRow| {
        values![
            place,
            agent,
            row.position,
            row.theme,
            row.operator,
            row.acts,
            row.support,
            row.label,
            row.hint,
            row.icon,
            row.since
        ]
    };
    let head =
        "insert into favourite (place, agent, position, theme, operator, acts, support, label, hint, icon, since_day)";
    tx.insert_many(head, "", rows.into_iter().map(row).collect()).await?;
    Ok(())
}
