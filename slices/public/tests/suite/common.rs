//! A small network that recorded a year, on the engine under test, as somebody without an account sees it.

use axum::{extract::Request, middleware::from_fn};
use catalogue::Catalogue;
use db::values;
use figures::Figures;
use jiff::ToSpan;
use journal::{Entry, Journal, Sender, Status};
use kernel::{Actor, AssociationId, Day, EntryId, PlaceId};
use network::{Directory, ExceptionRow, PlaceRow, StopRow};
use reception::queue::{Live, Visitors};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use testkit::{Client, StillClock, Store};
use web::{App, Context, Locale, Text};

pub const SYSTEM: Actor = Actor::System("test");
/// Open today, with a holiday and a closing ahead.
pub const MARSEILLE: &str = "/lieu/1-marseille";
/// A bus with two stops.
pub const BUS: &str = "/lieu/2-l-isle-d-abeau";
pub const PROJECT: &str = "/lieu/3-lyon";
pub const CLOSED: &str = "/lieu/4-lyon";

pub struct Installation {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub journal: Journal,
    pub figures: Figures,
    pub visitors: Visitors,
    next: AtomicU64,
    _store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

pub async fn installation() -> Installation {
    let (app, clock, store) = testkit::app().await;
    let now = app.clock.now();
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    catalogue::seed(&mut tx, now).await.unwrap();
    network::store::set_setting(&mut tx, "network.name", "Réseau PIMMS").await.unwrap();
    network::store::add_association(&mut tx, now, None, "PIMMS de Marseille").await.unwrap();
    let marseille = PlaceRow {
        address: "2 place de la Gare <b>".into(),
        phone: Some("04 91 00 00 00".into()),
        mail: Some("accueil@pimms.example".into()),
        latitude: Some(43.296),
        longitude: Some(5.381),
        remark: "Fermé le premier lundi du mois.".into(),
        ..place("Saint-Gabriel", "Marseille", "mature")
    };
    let bus = PlaceRow { kind: "bus".into(), hours: None, ..place("Bus du Nord", "L’Isle-d’Abeau", "ramp-up") };
    let closed = PlaceRow { closed: Some(day("2026-06-30")), ..place("Vaise", "Lyon", "closed") };
    for row in [marseille, bus, place("Gerland", "Lyon", "project"), closed] {
        network::store::add_place(&mut tx, now, row).await.unwrap();
    }
    let exception = ExceptionRow {
        id: 0,
        place: PlaceId(1),
        from: day("2026-12-28"),
        to: day("2027-01-02"),
        hours: None,
        reason: "Congés & inventaire".into(),
    };
    network::store::add_exception(&mut tx, exception).await.unwrap();
    for (name, hours) in [("Place de la mairie", "Tu 09:00-12:00"), ("Halle", "Fr 14:00-17:00")] {
        let stop = StopRow {
            id: 0,
            place: PlaceId(2),
            name: name.into(),
            commune: "Bourgoin".into(),
            hours: Some(hours.into()),
            latitude: Some(45.6),
            longitude: Some(5.25),
            ended: None,
        };
        network::store::add_stop(&mut tx, stop).await.unwrap();
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
    let figures = Figures::load(&app.db, &directory, &catalogue, None).await.unwrap();
    let live = Live::new(app.clone(), directory.clone(), catalogue.clone());
    let visitors = Visitors::new(app.clone(), directory.clone(), journal.clone(), live, "essai");
    let next = AtomicU64::new(0);
    Installation { app, clock, directory, catalogue, journal, figures, visitors, next, _store: store }
}

fn place(name: &str, commune: &str, stage: &str) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association: AssociationId(1),
        external: None,
        name: format!("PIMMS {name}"),
        short_name: format!("PIMMS {name}"),
        kind: "fixed".into(),
        stage: stage.into(),
        opened: day("2024-01-01"),
        closed: None,
        address: String::new(),
        post_code: "13001".into(),
        commune: commune.into(),
        insee: String::new(),
        department: "13".into(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: "Europe/Paris".into(),
        holiday_zone: "metropole".into(),
        school_zone: "B".into(),
        hours: Some("Mo-Th 09:00-12:00,14:00-17:30; Fr 09:00-12:00; PH off".into()),
        by_appointment: false,
        remark: String::new(),
        source: "essai".into(),
        simulated: false,
        changeover: None,
    }
}

impl Installation {
    /// A place will close for good after a day.
    pub async fn last_day(&self, place: i64, last: &str) {
        let mut tx = self.app.db.write(&SYSTEM).await.unwrap();
        tx.execute("update place set closed_day = $2 where id = $1", values![place, day(last)]).await.unwrap();
        tx.commit().await.unwrap();
        self.directory.refresh(&self.app.db).await.unwrap();
    }

    /// The slice's routes as a browser that wishes a language sees them.
    pub fn client(&self) -> Client {
        let routes = public::routes(
            self.app.clone(),
            self.directory.clone(),
            self.catalogue.clone(),
            self.figures.clone(),
            self.visitors.clone(),
        );
        let (clock, directory) = (self.app.clock.clone(), self.directory.clone());
        let layer = from_fn(move |mut request: Request, next: axum::middleware::Next| {
            let network = directory.now();
            let context = Context {
                actor: Actor::Anonymous,
                text: Text { locale: Locale::French },
                now: clock.now(),
                path: request.uri().path().to_owned(),
                demonstration: network.demonstration(),
                network: network.name().into(),
            };
            request.extensions_mut().insert(context);
            next.run(request)
        });
        Client::new(web::headers(web::outer_layers(routes.router).layer(layer)))
    }

    fn entry(&self, (kind, version): (&str, u8), at: &str, body: Value) -> (EntryId, Entry) {
        let number = u128::from(self.next.fetch_add(1, Ordering::Relaxed));
        let id = EntryId(uuid::Uuid::from_u128(0x0193_6b2e_0000_7000_8000_0000_0000_0000 + number));
        let value = json!({"id": id, "v": version, "place": 1, "kind": kind, "at": at, "agent": 1, "body": body});
        (id, Entry::read(&value).unwrap())
    }

    pub async fn record(&self, entries: Vec<Entry>) {
        let sender = Sender { actor: SYSTEM, device: None };
        let sent = entries.into_iter().map(Ok).collect();
        for answer in self.journal.append(&sender, self.app.clock.now(), sent).await.unwrap() {
            assert_eq!(answer.status, Status::Accepted, "{answer:?}");
        }
        self.figures.catch_up().await.unwrap();
    }

    /// So many visits in Marseille at an hour of the Mondays before, one a week.
    pub async fn mondays(&self, hour: i8, visits: i64) {
        let monday = jiff::civil::date(2026, 11, 23);
        let entries = (0..visits).map(|week| {
            let at = monday.saturating_sub((7 * week).days()).at(hour, 10, 0, 0);
            let at = at.in_tz("Europe/Paris").unwrap().timestamp().to_string();
            self.entry(("visit.opened", 2), &at, json!({"channel": "site"})).1
        });
        self.record(entries.collect()).await;
    }

    /// Days of November on which one desk received twenty people, ten minutes each.
    pub async fn received(&self, days: &[i8]) {
        let mut entries = Vec::new();
        for day in days {
            let nine = jiff::civil::date(2026, 11, *day).at(9, 0, 0, 0).in_tz("Europe/Paris").unwrap();
            let at = |minutes: i64| (nine.timestamp() + jiff::SignedDuration::from_mins(minutes)).to_string();
            for number in 0..20 {
                let queued = json!({"channel": "site", "queue": {}});
                let (visit, opened) = self.entry(("visit.opened", 2), &at(number * 9), queued);
                let called = json!({"visit": visit, "desk": "Bureau 1"});
                let then = |kind, minute, body| self.entry((kind, 1), &at(minute), body).1;
                entries.push(opened);
                entries.push(then("visit.called", number * 11, called));
                entries.push(then("visit.served", number * 11, json!({"visit": visit})));
                entries.push(then("visit.closed", number * 11 + 10, json!({"visit": visit})));
            }
        }
        self.record(entries).await;
    }

    /// A ticket of today; answers its visit.
    pub async fn ticket(&self) -> EntryId {
        let (id, entry) =
            self.entry(("visit.opened", 2), "2026-11-24T10:20:00+01:00", json!({"channel": "site", "queue": {}}));
        self.record(vec![entry]).await;
        id
    }

    pub async fn leave(&self, visit: EntryId) {
        let (_, entry) = self.entry(("visit.left", 1), "2026-11-24T10:22:00+01:00", json!({"visit": visit}));
        self.record(vec![entry]).await;
    }
}
