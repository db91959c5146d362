//! The stops of buses as rows.

use db::{DbError, Tx, values};
use kernel::{Day, PlaceId};

db::row! {
    /// A stop of a bus.
    #[derive(Clone, Debug, PartialEq)]
    pub struct StopRow {
        /// Its number within the place.
        pub id: i64,
        /// The bus.
        pub place: PlaceId,
        /// Its name.
        pub name: String,
        /// The commune.
        pub commune: String,
        /// When the bus stands there, in OSM syntax.
        pub hours: Option<String>,
        /// Degrees, WGS84.
        pub latitude: Option<f64>,
        /// Degrees, WGS84.
        pub longitude: Option<f64>,
        /// The last day it was served.
        pub ended: Option<Day>,
    }
}

/// Every stop of every bus.
pub async fn stops(tx: &mut Tx) -> Result<Vec<StopRow>, DbError> {
    let sql = "select id, place, name, commune, hours, latitude, longitude, ended_day from stop order by place, id";
    tx.all(sql, values![]).await
}

/// Adds a stop, unless the very same is served: its number is given here. Whoever may be doubled holds the place.
pub async fn add_stop(tx: &mut Tx, stop: StopRow) -> Result<(), DbError> {
    let sql = "insert into stop (place, id, name, commune, hours, latitude, longitude, ended_day)
        select $1, cast(coalesce(max(id), 0) + 1 as bigint), $2, $3, $4, $5, $6, $7 from stop where place = $1
        having not exists (select 1 from stop where place = $1 and name = $2 and commune = $3 and ended_day is null
            and hours is not distinct from $4)";
    let values = values![stop.place, stop.name, stop.commune, stop.hours, stop.latitude, stop.longitude, stop.ended];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Ends a stop: what was recorded there keeps its name.
pub async fn end_stop(tx: &mut Tx, place: PlaceId, id: i64, day: Day) -> Result<u64, DbError> {
    tx.execute("update stop set ended_day = $3 where place = $1 and id = $2", values![place, id, day]).await
}
