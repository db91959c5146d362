//! Places and their stages as rows.

use db::{DbError, Tx, values};
use kernel::{AssociationId, Day, PlaceId};

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
