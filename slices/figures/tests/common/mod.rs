//! A small network with its catalogue and its journal, on the engine under test.

use catalogue::Catalogue;
use db::{Db, values};
use figures::Figures;
use journal::{Answer, Entry, Journal, Sender, Status};
use kernel::{AccountId, Actor, AssociationId, Day, Device, DeviceId, DeviceKind, EntryId, PlaceId};
use network::{Directory, PlaceRow};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{StillClock, Store};
use web::App;

pub const SYSTEM: Actor = Actor::System("test");
pub const AGENT: AccountId = AccountId(1);

pub struct Installation {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub journal: Journal,
    pub figures: Figures,
    _store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// Two places in Paris's time, of two associations, and one in Réunion's; imported counts speak for the first until March.
pub async fn installation() -> Installation {
    let (app, clock, store) = testkit::app().await;
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
    let figures = Figures::load(&app.db, &directory, &catalogue).await.unwrap();
    Installation { app, clock, directory, catalogue, journal, figures, _store: store }
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
    let value = json!({"id": id(n).to_string(), "v": 1, "place": place, "kind": kind, "at": at.to_string(), "agent": AGENT.0, "body": body});
    Entry::read(&value).unwrap()
}

impl Installation {
    pub fn db(&self) -> &Db {
        &self.app.db
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
