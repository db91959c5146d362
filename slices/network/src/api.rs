//! `GET /api/v1/places`, `GET /api/v1/places/{id}`: the network for programs.

use crate::{
    ExceptionRow, Place, StopRow,
    filter::Filter,
    hours::{Certainty, State as Hours},
    model::Position,
    now::{Now, serves},
    pages::{Here, place_id},
    policy,
};
use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use jiff::Timestamp;
use kernel::{AssociationId, Day, PlaceId};
use serde::Serialize;
use web::{Context, Fields, Result};

/// How many places an answer holds: a cursor leads to the next ones.
const AN_ANSWER: usize = 200;

/// Places by id, and the way to the next ones.
#[derive(Serialize)]
pub(crate) struct Places {
    places: Vec<PlaceDocument>,
    /// To be given as `after`; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<PlaceId>,
}

#[derive(Serialize)]
struct PlaceDocument {
    id: PlaceId,
    name: String,
    short_name: String,
    association: AssociationDocument,
    kind: String,
    stage: String,
    opened: Day8601,
    closed: Option<Day8601>,
    address: String,
    post_code: String,
    commune: String,
    insee: Option<String>,
    department: String,
    position: Option<Position>,
    phone: Option<String>,
    mail: Option<String>,
    time_zone: String,
    public_holidays: String,
    /// Absent where no table covers the place.
    school_zone: Option<String>,
    /// OSM syntax; null where nobody knows.
    hours: Option<String>,
    by_appointment: bool,
    remark: String,
    now: NowDocument,
    source: String,
    simulated: bool,
}

#[derive(Serialize)]
struct AssociationDocument {
    id: AssociationId,
    name: String,
}

/// What a place is doing.
#[derive(Serialize)]
struct NowDocument {
    /// `true`, `false`, or null where no table tells.
    open: Option<bool>,
    /// When that changes, as far as it is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_opening: Option<Timestamp>,
    /// The stop whose hours these are, for what moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    stop: Option<String>,
}

/// A place with all that belongs to it.
#[derive(Serialize)]
pub(crate) struct WholePlace {
    #[serde(flatten)]
    place: PlaceDocument,
    exceptions: Vec<ExceptionDocument>,
    stops: Vec<StopDocument>,
    /// This week, Monday first; empty where nobody knows the hours.
    week: Vec<DayDocument>,
}

#[derive(Serialize)]
struct ExceptionDocument {
    from: Day8601,
    to: Day8601,
    /// Null means closed.
    hours: Option<String>,
    reason: String,
}

#[derive(Serialize)]
struct StopDocument {
    id: i64,
    name: String,
    commune: String,
    hours: Option<String>,
    position: Option<Position>,
}

#[derive(Serialize)]
struct DayDocument {
    date: jiff::civil::Date,
    spans: Vec<SpanDocument>,
    note: Option<String>,
}

#[derive(Serialize)]
struct SpanDocument {
    /// `09:00-12:00`.
    hours: String,
    certain: bool,
}

/// A day as ISO 8601 writes it.
type Day8601 = jiff::civil::Date;

/// The places asked for, by id from the cursor on.
pub(crate) async fn places(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Json<Places> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let after = query.get("after").parse().unwrap_or(PlaceId(0));
    let mut found = Filter::read(&query).places(&here.directory.now());
    found.retain(|place| place.row.id > after);
    found.sort_by_key(|place| place.row.id);
    let more = found.len() > AN_ANSWER;
    found.truncate(AN_ANSWER);
    let next = found.last().map(|place| place.row.id).filter(|_| more);
    Json(Places { places: found.iter().map(|place| document(place, context.now)).collect(), next })
}

/// One place.
pub(crate) async fn place(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Json<WholePlace>> {
    let place = policy::seen(&here.directory.now(), place_id(&id)?)?;
    let today = Day::at(context.now, &place.zone);
    let week = place.agenda().map_or_else(Vec::new, |agenda| agenda.week(today.date()));
    Ok(Json(WholePlace {
        place: document(&place, context.now),
        exceptions: place.exceptions.iter().filter(|row| row.to >= today).map(exception).collect(),
        stops: place.stops.iter().filter(|stop| serves(stop, today)).map(stop).collect(),
        week: week.into_iter().map(day).collect(),
    }))
}

fn document(place: &Place, instant: Timestamp) -> PlaceDocument {
    let row = place.row.clone();
    PlaceDocument {
        id: row.id,
        association: AssociationDocument { id: row.association, name: place.association_name.clone() },
        now: now(place, instant),
        position: position(row.latitude, row.longitude),
        name: row.name,
        short_name: row.short_name,
        kind: row.kind,
        stage: place.stage_at(instant).code().to_owned(),
        opened: row.opened.date(),
        closed: row.closed.map(Day::date),
        address: row.address,
        post_code: row.post_code,
        commune: row.commune,
        insee: Some(row.insee).filter(|code| !code.is_empty()),
        department: row.department,
        phone: row.phone,
        mail: row.mail,
        time_zone: row.zone,
        public_holidays: row.holiday_zone,
        school_zone: place.school_zone().map(|zone| zone.code().to_owned()),
        hours: row.hours,
        by_appointment: row.by_appointment,
        remark: row.remark,
        source: row.source,
        simulated: row.simulated,
    }
}

fn now(place: &Place, instant: Timestamp) -> NowDocument {
    let now = Now::of(place, instant);
    let (open, until, next_opening) = match now.state() {
        Some(Hours::Open { until }) => (Some(true), until.as_ref(), None),
        Some(Hours::Closed { next }) => (Some(false), None, next.as_ref()),
        Some(Hours::Unknown { until }) => (None, until.as_ref(), None),
        None => (matches!(now, Now::Stage(_)).then_some(false), None, None),
    };
    let stop = if let Now::Stop(name, _) = &now { Some(name.clone()) } else { None };
    let instant = |zoned: &jiff::ZonedDateTime| zoned.timestamp();
    NowDocument { open, until: until.map(instant), next_opening: next_opening.map(instant), stop }
}

fn position(latitude: Option<f64>, longitude: Option<f64>) -> Option<Position> {
    Position::new(latitude?, longitude?)
}

fn exception(row: &ExceptionRow) -> ExceptionDocument {
    let (from, to) = (row.from.date(), row.to.date());
    ExceptionDocument { from, to, hours: row.hours.clone(), reason: row.reason.clone() }
}

fn stop(row: &StopRow) -> StopDocument {
    let position = position(row.latitude, row.longitude);
    StopDocument {
        id: row.id,
        name: row.name.clone(),
        commune: row.commune.clone(),
        hours: row.hours.clone(),
        position,
    }
}

fn day(day: crate::hours::Day) -> DayDocument {
    let span = |span: crate::hours::Span| SpanDocument {
        hours: span.slot.to_string(),
        certain: span.certainty == Certainty::Open,
    };
    DayDocument { date: day.date, spans: day.spans.into_iter().map(span).collect(), note: day.note }
}
