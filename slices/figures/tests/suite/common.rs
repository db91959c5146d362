//! A small network with its catalogue and its journal, on the engine under test.

use axum::{Router, extract::Request, middleware::from_fn};
use catalogue::Catalogue;
use db::{Db, values};
use figures::Figures;
use journal::{Answer, Entry, Journal, Sender, Status};
use kernel::{
    AccountId, Actor, AssociationId, Day, Device, DeviceId, DeviceKind, EntryId, Grant, Person, PlaceId, Role, Scope,
};
use network::{Directory, PlaceRow};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{Client, Store};
use web::{App, Context, Locale, Text};

pub const SYSTEM: Actor = Actor::System("test");
pub const AGENT: AccountId = AccountId(1);

pub struct Installation {
    pub app: App,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub journal: Journal,
    pub figures: Figures,
    pub snapshot: std::path::PathBuf,
    _store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// Two places in Paris's time, of two associations, and one in Réunion's; imported counts speak for the first until March.
pub async fn installation() -> Installation {
    let (app, _, store) = testkit::app().await;
    let now = app.clock.now();
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    catalogue::seed(&mut tx, now).await.unwrap();
    network::store::set_setting(&mut tx, "network.name", "Réseau PIMMS").await.unwrap();
    for name in ["PIMMS de Lyon", "PIMMS de La Réunion"] {
        network::store::add_association(&mut tx, now, None, name).await.unwrap();
    }
    for (name, association, zone) in
        [("Lyon Bachut", 1, "Europe/Paris"), ("Lyon Vaise", 1, "Europe/Paris"), ("Saint-Denis", 2, "Indian/Reunion")]
    {
        let changeover = (name == "Lyon Bachut").then(|| day("2026-03-01"));
        network::store::add_place(&mut tx, now, place(name, association, zone, changeover)).await.unwrap();
    }
    let account = "insert into account (id, email, name, locale, created_at) values (1, 'samira@example.org', 'Samira B.', 'fr', 0)";
    tx.execute(account, values![]).await.unwrap();
    let grant = "insert into role_grant (id, account, role, scope, scope_id, from_day) values (1, 1, 'director', 'network', 0, 0)";
    tx.execute(grant, values![]).await.unwrap();
    tx.commit().await.unwrap();
    let directory = Directory::load(&app.db).await.unwrap();
    let catalogue = Catalogue::load(&app.db).await.unwrap();
    let ledgers: Vec<Arc<dyn journal::Ledger>> = vec![Arc::new(reception::Counter::new(catalogue.clone()))];
    let journal = Journal::new(app.db.clone(), directory.clone(), "first", ledgers);
    let snapshot = store.folder.path().join("tally.snapshot");
    let figures = Figures::load(&app.db, &directory, &catalogue, Some(snapshot.clone())).await.unwrap();
    Installation { app, directory, catalogue, journal, figures, snapshot, _store: store }
}

fn place(name: &str, association: i64, zone: &str, changeover: Option<Day>) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association: AssociationId(association),
        external: None,
        name: format!("PIMMS {name}"),
        short_name: name.into(),
        kind: "fixed".into(),
        stage: "mature".into(),
        opened: day("2024-01-01"),
        closed: None,
        address: "1 place du 11-Novembre".into(),
        post_code: "69008".into(),
        commune: "Lyon".into(),
        insee: "69388".into(),
        department: "69".into(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: zone.into(),
        holiday_zone: "metropole".into(),
        school_zone: "A".into(),
        hours: Some("Mo-Fr 09:00-12:00,13:00-17:00; PH off".into()),
        by_appointment: false,
        remark: String::new(),
        source: "essai".into(),
        simulated: false,
        changeover,
    }
}

/// The n-th name of a test.
pub fn id(n: u128) -> EntryId {
    EntryId(uuid::Uuid::from_u128(0x0193_6b2e_0000_7000_8000_0000_0000_0000 + n))
}

pub fn entry(n: u128, place: i64, kind: &str, at: jiff::Timestamp, body: Value) -> Entry {
    let version = if body.get("queue").is_some() { 2 } else { 1 };
    let value = json!({"id": id(n).to_string(), "v": version, "place": place, "kind": kind, "at": at.to_string(), "agent": AGENT.0, "body": body});
    Entry::read(&value).unwrap()
}

impl Installation {
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Stops and starts again.
    pub async fn restart(&mut self) -> Result<(), figures::Broken> {
        self.figures.keep().await.unwrap();
        self.start().await
    }

    /// Starts from the snapshot as it stands.
    pub async fn start(&mut self) -> Result<(), figures::Broken> {
        let file = Some(self.snapshot.clone());
        self.figures = Figures::load(&self.app.db, &self.directory, &self.catalogue, file).await?;
        Ok(())
    }

    /// Appends through a door of the program, or as somebody.
    pub async fn append(&self, door: Option<DeviceKind>, place: i64, entries: Vec<Entry>) -> Vec<Answer> {
        let device = |kind| {
            let association = self.directory.now().place(PlaceId(place)).unwrap().row.association;
            Arc::new(Device { id: DeviceId(1), place: PlaceId(place), association, kind, name: String::new() })
        };
        let sender = Sender { actor: SYSTEM, device: door.map(device) };
        let sent = entries.into_iter().map(Ok).collect();
        self.journal.append(&sender, self.app.clock.now(), sent).await.unwrap()
    }

    /// Appends what must be accepted.
    pub async fn record(&self, place: i64, entries: Vec<Entry>) {
        for answer in self.append(None, place, entries).await {
            assert_eq!(answer.status, Status::Accepted, "{answer:?}");
        }
    }

    pub async fn count(&self, place: i64, day: Day, measure: &str, number: u32) {
        let mut tx = self.db().write(&SYSTEM).await.unwrap();
        let sql = "insert into daily_count (place, day, measure, number, source) values ($1, $2, $3, $4, 'essai')
            on conflict (place, day, measure) do update set number = excluded.number";
        tx.execute(sql, values![place, day, measure, number]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Who a test wants to be.
pub fn somebody(role: Role, scope: Scope) -> Actor {
    Actor::Person(Arc::new(Person {
        account: AGENT,
        name: "Samira B.".into(),
        locale: "fr".into(),
        grants: vec![Grant { role, scope, from: Day(0), to: None }],
        device: None,
    }))
}

pub fn officer() -> Actor {
    somebody(Role::Officer, Scope::Network)
}

impl Installation {
    /// The slice's routes as somebody sees them: what the sessions' layer does, for an actor chosen by the test.
    pub fn router(&self, actor: Actor) -> Router {
        let routes =
            figures::routes(self.figures.clone(), self.app.clone(), self.directory.clone(), self.catalogue.clone());
        let (clock, directory) = (self.app.clock.clone(), self.directory.clone());
        let layer = from_fn(move |mut request: Request, next: axum::middleware::Next| {
            let network = directory.now();
            let context = Context {
                actor: actor.clone(),
                text: Text {
                    locale: Locale::preferred(
                        request.headers().get("accept-language").map_or("fr", |tag| tag.to_str().unwrap()),
                    ),
                },
                now: clock.now(),
                path: request.uri().path().to_owned(),
                demonstration: network.demonstration(),
                network: network.name().into(),
            };
            request.extensions_mut().insert(context);
            next.run(request)
        });
        web::headers(web::outer_layers(routes.router).layer(layer))
    }

    pub fn client(&self, actor: Actor) -> Client {
        Client::new(self.router(actor))
    }

    /// Some visits every weekday at every place, the same in every run: what is asked, by whom, at what hour, moves with the
    /// day and the place. The second year is busier than the first.
    pub async fn live(&self, from: Day, to: Day, visits_a_day: i64) {
        let themes = [
            ("electricite.facture", Some("edf")),
            ("famille.rsa", Some("caf")),
            ("papiers.identite", None),
            ("sante.css", Some("cpam")),
            ("emploi.actualisation", Some("france-travail")),
            ("electricite.delai", Some("engie")),
            ("impots.declaration", Some("dgfip")),
            ("courrier.envoi", Some("la-poste")),
        ];
        let now = self.app.clock.now();
        // Names of their own, so that a test may live through several stretches.
        let mut name = 0x1_0000_0000 + (u128::from(from.0.unsigned_abs()) << 24);
        for place in 1..=3i64 {
            let mut entries = Vec::new();
            for day in (from.0..=to.0).map(Day) {
                let closed = (day.0 + 5).rem_euclid(7) > 4 || (day.0 + place as i32 * 7) % 53 == 0;
                let busy = visits_a_day + i64::from(day.0 % 5) + place + i64::from(day.0 > 9_500) * 2;
                for visit in 0..if closed { 0 } else { busy } {
                    let chance = (i64::from(day.0) * 7_919 + visit * 104_729 + place * 1_299_709).unsigned_abs();
                    let minute = 7 * 60 + 10 + (chance % 460) as i64 + if chance % 3 == 0 { 0 } else { visit };
                    let midnight =
                        day.date().at(0, 0, 0, 0).to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap().timestamp();
                    let at = midnight + jiff::SignedDuration::from_mins(minute);
                    if at > now {
                        continue;
                    }
                    name += 1;
                    let opened = name;
                    let ages = ["18-24", "25-39", "40-59", "60-69", "70+"];
                    let facts = json!({"channel": if chance % 9 == 0 { "phone" } else { "site" }, "age": ages[(chance % 5) as usize]});
                    entries.push(entry(opened, place, "visit.opened", at, facts));
                    for request in 0..1 + chance % 3 {
                        name += 1;
                        let (theme, operator) = themes[((chance / 7 + request * 3) % 11 % 8) as usize];
                        let acts = [vec!["inform"], vec!["explain", "accompany"], vec!["accompany"], vec!["mediate"]];
                        let supports = ["self", "with", "with", "for"];
                        let outcomes = ["resolved", "resolved", "follow", "referred", "waiting"];
                        let defaults = if chance % 4 == 0 { vec!["outcome", "support"] } else { vec![] };
                        let facts = json!({"visit": id(opened).to_string(), "theme": theme, "operator": operator,
                            "acts": acts[(chance / 11 % 5 % 4) as usize], "support": supports[(chance / 13 % 4) as usize],
                            "outcome": outcomes[(chance / 17 % 5) as usize], "minutes": 4 + chance % 30, "defaults": defaults});
                        entries.push(entry(
                            name,
                            place,
                            "request.recorded",
                            at + jiff::SignedDuration::from_mins(3),
                            facts,
                        ));
                    }
                }
            }
            for chunk in entries.chunks(500) {
                self.record(place, chunk.to_vec()).await;
            }
        }
        self.figures.catch_up().await.unwrap();
    }
}
