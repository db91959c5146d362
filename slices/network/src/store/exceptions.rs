//! Special hours and closures as rows.

use db::{DbError, Tx, values};
use kernel::{Day, PlaceId};

db::row! {
    /// Special hours or a closure of a place.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ExceptionRow {
        /// Its number within the place.
        pub id: i64,
        /// The place.
        pub place: PlaceId,
        /// Its first day.
        pub from: Day,
        /// Its last day.
        pub to: Day,
        /// Hours in OSM syntax; none means closed.
        pub hours: Option<String>,
        /// Why, in words for the public.
        pub reason: String,
    }
}

/// Every exception of every place, by place and date.
pub async fn exceptions(tx: &mut Tx) -> Result<Vec<ExceptionRow>, DbError> {
    let sql = "select id, place, from_day, to_day, hours, reason from place_exception order by place, from_day, id";
    tx.all(sql, values![]).await
}

/// An exception of a place.
pub async fn exception(tx: &mut Tx, place: PlaceId, id: i64) -> Result<Option<ExceptionRow>, DbError> {
    let sql = "select id, place, from_day, to_day, hours, reason from place_exception where place = $1 and id = $2";
    tx.optional(sql, values![place, id]).await
}

/// Adds an exception, unless the very same is there: its number is given here. Whoever may be doubled holds the place.
pub async fn add_exception(tx: &mut Tx, exception: ExceptionRow) -> Result<(), DbError> {
    let sql = "insert into place_exception (place, id, from_day, to_day, hours, reason)
        select $1, cast(coalesce(max(id), 0) + 1 as bigint), $2, $3, $4, $5 from place_exception where place = $1
        having not exists (select 1 from place_exception where place = $1 and from_day = $2 and to_day = $3
            and hours is not distinct from $4 and reason = $5)";
    let values = values![exception.place, exception.from, exception.to, exception.hours, exception.reason];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Takes an exception away.
pub async fn remove_exception(tx: &mut Tx, place: PlaceId, id: i64) -> Result<u64, DbError> {
    tx.execute("delete from place_exception where place = $1 and id = $2", values![place, id]).await
}
