//! Writes a plan: requests through the journal's import door, daily counts into their own table.

use super::{
    map::{ColumnMap, RowKind},
    plan::{Ground, Plan, PlannedVisit},
    report::{FileRefusal, Reason, RefusedRow},
};
use crate::store;
use db::{DbError, Tx};
use journal::{Answer, Entry, Journal, MOST_ENTRIES, Sender, Status};
use kernel::{Actor, Day, Device, DeviceKind, PlaceId, counted};
use network::Place;
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use web::App;

/// Whose activity is imported, and from what.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The place.
    pub place: &'a Place,
    /// The file's map.
    pub map: &'a ColumnMap,
}

/// What became of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Visits recorded now.
    pub visits: usize,
    /// Requests recorded now.
    pub requests: usize,
    /// Requests that an earlier import had recorded already.
    pub known: usize,
    /// Daily counts written.
    pub counts: usize,
    /// Rows that could not be recorded after all.
    pub refused: Vec<RefusedRow>,
}

/// What the plan of a place must know of it.
pub async fn ground(tx: &mut Tx, wanted: Wanted<'_>, now: jiff::Timestamp) -> Result<Ground, DbError> {
    let place = &wanted.place.row;
    let mut counted: BTreeMap<Day, BTreeSet<String>> = BTreeMap::new();
    for row in store::daily_counts_of(tx, place.id).await? {
        counted.entry(row.day).or_default().insert(row.source);
    }
    let detailed_from = match place.changeover {
        Some(day) => Some(day),
        None => store::first_day(tx, place.id).await?,
    };
    Ok(Ground {
        zone: wanted.place.zone.clone(),
        opened: place.opened,
        closed: place.closed,
        today: Day::at(now, &wanted.place.zone),
        detailed_from,
        counted,
    })
}

/// Writes a plan. Doing it again changes nothing.
pub async fn take(app: &App, journal: &Journal, wanted: Wanted<'_>, plan: &Plan) -> Result<Taken, DbError> {
    match wanted.map.kind {
        RowKind::Daily => {
            let mut tx = app.db.write(&ACTOR).await?;
            store::put_daily_counts(&mut tx, wanted.place.row.id, &plan.source, &plan.counts).await?;
            tx.commit().await?;
            Ok(Taken { counts: plan.counts.len(), ..Taken::default() })
        }
        RowKind::Requests => requests(app, journal, wanted.place, plan).await,
    }
}

const ACTOR: Actor = Actor::System("import activity");

async fn requests(app: &App, journal: &Journal, place: &Place, plan: &Plan) -> Result<Taken, DbError> {
    let mut tx = app.db.write(&ACTOR).await?;
    let id = accounts::program_device(&mut tx, place.row.id, DeviceKind::Import).await?;
    tx.commit().await?;
    let door = Device {
        id,
        place: place.row.id,
        association: place.row.association,
        kind: DeviceKind::Import,
        name: DeviceKind::Import.slug().into(),
    };
    let sender = Sender { actor: ACTOR, device: Some(Arc::new(door)) };
    let mut taken = Taken::default();
    let mut batch = Vec::with_capacity(MOST_ENTRIES);
    for visit in &plan.visits {
        let entries = entries(place.row.id, visit);
        if batch.len() + entries.len() > MOST_ENTRIES {
            taken.append(app, journal, &sender, std::mem::take(&mut batch)).await?;
        }
        batch.extend(entries);
    }
    taken.append(app, journal, &sender, batch).await?;
    taken.refused.sort_by_key(|row| row.line);
    Ok(taken)
}

/// An entry, and the line it comes from when it is a request's.
type Lined = (Option<u64>, Value);

fn entries(place: PlaceId, visit: &PlannedVisit) -> Vec<Lined> {
    let entry = |id, kind: &str, at: jiff::Timestamp, body: &Map<String, Value>| json!({"id": id, "v": 1, "place": place, "kind": kind, "at": at.to_string(), "body": body});
    let mut entries = Vec::with_capacity(visit.requests.len() + 2);
    entries.push((None, entry(visit.id, "visit.opened", visit.opened, &visit.body)));
    for request in &visit.requests {
        let mut recorded = entry(request.id, "request.recorded", request.at, &request.body);
        if let Some(note) = &request.note {
            recorded["note"] = note.as_str().into();
        }
        entries.push((Some(request.line), recorded));
    }
    if let Some((id, at)) = visit.closed {
        let body = Map::from_iter([("visit".to_owned(), Value::String(visit.id.to_string()))]);
        entries.push((None, entry(id, "visit.closed", at, &body)));
    }
    entries
}

impl Taken {
    async fn append(
        &mut self,
        app: &App,
        journal: &Journal,
        sender: &Sender,
        lined: Vec<Lined>,
    ) -> Result<(), DbError> {
        // A visit of more requests than one call carries goes in several.
        for lined in lined.chunks(MOST_ENTRIES) {
            let mut sent = Vec::with_capacity(lined.len());
            for (_, value) in lined {
                let id = value["id"].as_str().map(str::to_owned);
                sent.push(Entry::read(value).map_err(|refusal| Answer::refused(id, refusal)));
            }
            let answers = journal.append(sender, app.clock.now(), sent).await?;
            for ((line, value), answer) in lined.iter().zip(answers) {
                match (line, answer.status) {
                    (Some(_), Status::Accepted) => self.requests += 1,
                    (Some(_), Status::Known) => self.known += 1,
                    (Some(line), _) => {
                        let code = answer.refusal.map_or("", |refusal| refusal.code);
                        let reason = match answer.status {
                            Status::Conflict => Reason::Changed,
                            _ => Reason::Journal(code.to_owned()),
                        };
                        self.refused.push(RefusedRow { line: *line, reason });
                    }
                    (None, Status::Accepted) if value["kind"] == "visit.opened" => self.visits += 1,
                    (None, _) => {}
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for RefusedRow { line, reason } in &self.refused {
            writeln!(out, "ligne {line} : {reason}")?;
        }
        if self.counts > 0 {
            let counts = counted(self.counts, "comptage par jour enregistré", "comptages par jour enregistrés");
            return write!(out, "{counts}.");
        }
        let requests = counted(self.requests, "demande enregistrée", "demandes enregistrées");
        write!(out, "{requests} en {}", counted(self.visits, "visite", "visites"))?;
        if self.known > 0 {
            write!(out, " ; {}", counted(self.known, "l’était déjà", "l’étaient déjà"))?;
        }
        write!(out, ".")
    }
}

/// The place a command means: the one it names, the one its map names, or the only one there is.
pub fn place_of(
    network: &network::Snapshot,
    named: Option<PlaceId>,
    map: &ColumnMap,
) -> Result<Arc<Place>, FileRefusal> {
    let named = named.or(map.place.map(PlaceId));
    let only = || network.places().next().filter(|_| network.places().count() == 1);
    let place = match named {
        Some(id) => Some(network.place(id).ok_or(FileRefusal::UnknownPlace(id))?),
        None => only(),
    };
    place.cloned().ok_or(FileRefusal::NoPlace)
}
