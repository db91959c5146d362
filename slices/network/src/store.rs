//! All the SQL of the network: settings, associations, places, their stages, exceptions and stops.

use crate::filter::fold;
use db::{Db, DbError, Tx, values};
use kernel::{Actor, AssociationId, Day, PlaceId};
use std::collections::BTreeMap;

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

db::row! {
    /// A place, as stored. Codes are those of `model`.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PlaceRow {
        /// Its id; 0 while it has none.
        pub id: PlaceId,
        /// Who runs it.
        pub association: AssociationId,
        /// Its name elsewhere (`fs:62`), for imports.
        pub external: Option<String>,
        /// Its full name.
        pub name: String,
        /// Its name for headers and charts.
        pub short_name: String,
        /// `fixed`, `outpost`, `bus`.
        pub kind: String,
        /// `project`, `opening`, `ramp-up`, `mature`, `closed`.
        pub stage: String,
        /// Its first day.
        pub opened: Day,
        /// Its last day.
        pub closed: Option<Day>,
        /// Street and number.
        pub address: String,
        /// Post code.
        pub post_code: String,
        /// The commune's name.
        pub commune: String,
        /// The commune's INSEE code.
        pub insee: String,
        /// The department's code.
        pub department: String,
        /// Degrees, WGS84.
        pub latitude: Option<f64>,
        /// Degrees, WGS84.
        pub longitude: Option<f64>,
        /// Telephone.
        pub phone: Option<String>,
        /// The organisation's own address.
        pub mail: Option<String>,
        /// IANA time zone.
        pub zone: String,
        /// Zone of public holidays.
        pub holiday_zone: String,
        /// `A`, `B`, `C`, or empty where no table covers it.
        pub school_zone: String,
        /// Opening hours in OSM syntax.
        pub hours: Option<String>,
        /// Whether one comes by appointment.
        pub by_appointment: bool,
        /// A remark shown with the hours.
        pub remark: String,
        /// Where these facts come from, with their date.
        pub source: String,
        /// Whether its activity is simulated.
        pub simulated: bool,
        /// The first day that is recorded request by request; daily counts speak for the days before.
        pub changeover: Option<Day>,
    }
}

const COLUMNS: &str = "id, association, external, name, short_name, kind, stage, opened_day, closed_day, address, post_code, \
    commune, insee, department, latitude, longitude, phone, mail, zone, holiday_zone, school_zone, hours, by_appointment, \
    remark, source, simulated, changeover_day";

/// Every setting of the installation.
pub async fn settings(tx: &mut Tx) -> Result<BTreeMap<String, String>, DbError> {
    let rows: Vec<(String, String)> = tx.all("select name, value from setting order by name", values![]).await?;
    Ok(rows.into_iter().collect())
}

/// A secret of the installation, kept among its settings: made by `fresh` the first time, the same ever after.
pub async fn secret(
    db: &Db,
    task: &'static str,
    name: &str,
    fresh: impl FnOnce() -> String,
) -> Result<String, DbError> {
    let mut tx = db.write(&Actor::System(task)).await?;
    if let Some(kept) = settings(&mut tx).await?.remove(name) {
        return Ok(kept);
    }
    // Of two servers that start together, one makes it.
    let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do nothing";
    tx.execute(sql, values![name, fresh()]).await?;
    let kept = settings(&mut tx).await?.remove(name);
    tx.commit().await?;
    kept.ok_or(DbError::OutOfRange("Secret"))
}

/// Sets one setting.
pub async fn set_setting(tx: &mut Tx, name: &str, value: &str) -> Result<(), DbError> {
    let sql =
        "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
    tx.execute(sql, values![name, value]).await?;
    Ok(())
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

/// Every place.
pub async fn places(tx: &mut Tx) -> Result<Vec<PlaceRow>, DbError> {
    tx.all(format!("select {COLUMNS} from place order by id"), values![]).await
}

/// A place, which nobody else writes until this transaction ends. The idle update is what holds it, on both engines.
pub async fn hold_place(tx: &mut Tx, id: PlaceId) -> Result<Option<PlaceRow>, DbError> {
    tx.execute("update place set updated_at = updated_at where id = $1", values![id]).await?;
    tx.optional(format!("select {COLUMNS} from place where id = $1"), values![id]).await
}

/// Adds a place (its id is given here) with the first row of its stages.
pub async fn add_place(tx: &mut Tx, now: jiff::Timestamp, mut place: PlaceRow) -> Result<PlaceId, DbError> {
    let (id,): (PlaceId,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from place", values![]).await?;
    place.id = id;
    let (stage, since) = (place.stage.clone(), place.opened);
    let mut row = vec![db::Value::from(place.id)];
    row.extend(facts(place));
    row.push(now.into());
    let head = "insert into place (id, association, external, name, short_name, kind, stage, opened_day, closed_day, address, \
        post_code, commune, insee, department, latitude, longitude, phone, mail, zone, holiday_zone, school_zone, hours, \
        by_appointment, remark, source, simulated, changeover_day, updated_at)";
    tx.insert_many(head, "", vec![row]).await?;
    add_stage(tx, id, since, &stage).await?;
    Ok(id)
}

/// Writes every fact of a place anew.
pub async fn update_place(tx: &mut Tx, now: jiff::Timestamp, place: PlaceRow) -> Result<(), DbError> {
    let id = place.id;
    let mut row = facts(place);
    row.push(now.into());
    row.push(id.into());
    let sql = "update place set association = $1, external = $2, name = $3, short_name = $4, kind = $5, stage = $6, \
        opened_day = $7, closed_day = $8, address = $9, post_code = $10, commune = $11, insee = $12, department = $13, \
        latitude = $14, longitude = $15, phone = $16, mail = $17, zone = $18, holiday_zone = $19, school_zone = $20, \
        hours = $21, by_appointment = $22, remark = $23, source = $24, simulated = $25, changeover_day = $26, \
        updated_at = $27 where id = $28";
    tx.execute(sql, row).await?;
    Ok(())
}

fn facts(place: PlaceRow) -> Vec<db::Value> {
    values![
        place.association,
        place.external,
        place.name,
        place.short_name,
        place.kind,
        place.stage,
        place.opened,
        place.closed,
        place.address,
        place.post_code,
        place.commune,
        place.insee,
        place.department,
        place.latitude,
        place.longitude,
        place.phone,
        place.mail,
        place.zone,
        place.holiday_zone,
        place.school_zone,
        place.hours,
        place.by_appointment,
        place.remark,
        place.source,
        place.simulated,
        place.changeover
    ]
}

/// Notes that a place entered a stage.
pub async fn add_stage(tx: &mut Tx, place: PlaceId, from: Day, stage: &str) -> Result<(), DbError> {
    let sql = "insert into place_stage (place, from_day, stage) values ($1, $2, $3)
        on conflict (place, from_day) do update set stage = excluded.stage";
    tx.execute(sql, values![place, from, stage]).await?;
    Ok(())
}

/// Takes a stage back that has not come.
pub async fn remove_stage(tx: &mut Tx, place: PlaceId, from: Day) -> Result<(), DbError> {
    tx.execute("delete from place_stage where place = $1 and from_day = $2", values![place, from]).await?;
    Ok(())
}

/// The stages of a place, oldest first.
pub async fn stages(tx: &mut Tx, place: PlaceId) -> Result<Vec<(Day, String)>, DbError> {
    tx.all("select from_day, stage from place_stage where place = $1 order by from_day", values![place]).await
}

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
