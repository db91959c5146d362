//! Three places with their people, their catalogue and their journal, behind the whole stack of layers.

use accounts::{Accounts, Email, Secret};
use axum::Router;
use catalogue::Catalogue;
use db::Tx;
use journal::{Entry, Journal, Sender};
use kernel::{
    AccountId, Actor, AssociationId, Day, Device, DeviceId, DeviceKind, EntryId, Grant, PlaceId, Role, Scope,
};
use network::{Directory, PlaceRow, StopRow, store};
use reception::queue::Live;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use testkit::{Client, StillClock, Store};
use web::App;

const PASSWORD: &str = "un train pour la mer";
/// Two places of the first association, one of the second.
pub const LYON: PlaceId = PlaceId(1);
pub const BRON: PlaceId = PlaceId(2);
pub const LILLE: PlaceId = PlaceId(3);

pub struct House {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub journal: Journal,
    pub router: Router,
    hash: String,
    names: AtomicU64,
    pub store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

impl House {
    pub async fn build() -> Self {
        let (app, clock, kept) = testkit::app().await;
        let mut tx = app.db.write(&Actor::System("test")).await.unwrap();
        let now = app.clock.now();
        catalogue::seed(&mut tx, now).await.unwrap();
        let rhone = store::add_association(&mut tx, now, None, "Médiation du Rhône").await.unwrap();
        let nord = store::add_association(&mut tx, now, None, "Médiation du Nord").await.unwrap();
        for (association, name) in [(rhone, "Lyon"), (rhone, "Bron"), (nord, "Lille")] {
            store::add_place(&mut tx, now, place(association, name)).await.unwrap();
        }
        let stop = |name: &str| StopRow {
            id: 0,
            place: LYON,
            name: name.into(),
            commune: "Givors".into(),
            hours: None,
            latitude: None,
            longitude: None,
            ended: None,
        };
        store::add_stop(&mut tx, stop("Mairie de Givors")).await.unwrap();
        tx.commit().await.unwrap();
        let directory = Directory::load(&app.db).await.unwrap();
        let catalogue = Catalogue::load(&app.db).await.unwrap();
        let journal = new_journal(&app, &directory, &catalogue);
        let leaving = reception::queue::leaving(app.clone(), directory.clone(), journal.clone());
        let accounts = Accounts::new(app.clone(), directory.clone()).telling(leaving);
        let hash = accounts.hasher.hash(Secret::typed(PASSWORD), &*app.randomness).await.unwrap();
        let routed = accounts::routes(accounts.clone()).and(journal::routes(journal.clone())).and(reception::routes(
            app.clone(),
            directory.clone(),
            catalogue.clone(),
            journal.clone(),
            Live::new(app.clone(), directory.clone(), catalogue.clone()),
            Arc::new(reception::NoTidings),
        ));
        let router = accounts::layer(&accounts, web::outer_layers(routed.router));
        Self { app, clock, directory, catalogue, journal, router, hash, names: AtomicU64::new(1), store: kept }
    }

    /// The journal of another server on the same database.
    pub fn another_journal(&self) -> Journal {
        new_journal(&self.app, &self.directory, &self.catalogue)
    }

    pub async fn write(&self) -> Tx {
        self.app.db.write(&Actor::System("test")).await.unwrap()
    }

    /// A place will close for good after a day.
    pub async fn last_day(&self, place: PlaceId, last: &str) {
        let mut tx = self.write().await;
        let sql = "update place set closed_day = $2 where id = $1";
        tx.execute(sql, db::values![place, day(last)]).await.unwrap();
        tx.commit().await.unwrap();
        self.directory.refresh(&self.app.db).await.unwrap();
    }

    /// Somebody has just closed a place for good, as of today.
    pub async fn close(&self, place: PlaceId) {
        let row = self.directory.now().place(place).unwrap().row.clone();
        let now = self.app.clock.now();
        let today = Day::at(now, &self.directory.now().place(place).unwrap().zone);
        let mut tx = self.write().await;
        store::add_stage(&mut tx, place, today, "closed").await.unwrap();
        store::update_place(&mut tx, now, PlaceRow { stage: "closed".into(), closed: Some(today), ..row })
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.directory.refresh(&self.app.db).await.unwrap();
    }

    /// Somebody with a role since the year 2024: `samira` is `samira@exemple.fr`.
    pub async fn person(&self, name: &str, role: Role, scope: Scope) -> AccountId {
        self.person_until(name, role, scope, None, "fr").await
    }

    /// Somebody whose role ends, or who speaks another language.
    pub async fn person_until(&self, name: &str, role: Role, scope: Scope, to: Option<Day>, locale: &str) -> AccountId {
        let mut tx = self.write().await;
        let email = Email::parse(&format!("{name}@exemple.fr")).unwrap();
        let account =
            accounts::create_account(&mut tx, self.app.clock.now(), &email, name, locale).await.unwrap().unwrap();
        accounts::set_password(&mut tx, account, &self.hash).await.unwrap();
        let grant = Grant { role, scope, from: day("2024-01-01"), to };
        accounts::grant(&mut tx, account, grant).await.unwrap();
        tx.commit().await.unwrap();
        account
    }

    /// A browser in which somebody signed in.
    pub async fn signed_in(&self, name: &str) -> Client {
        let mut client = Client::new(self.router.clone());
        let fields = [("email", &*format!("{name}@exemple.fr")), ("password", PASSWORD)];
        client.post("/sign-in", &fields).await.expect(303);
        client
    }

    /// Samira receives people in Lyon, and her browser.
    pub async fn samira(&self) -> (AccountId, Client) {
        let samira = self.person("samira", Role::Mediator, Scope::Place(LYON)).await;
        (samira, self.signed_in("samira").await)
    }

    /// Karim directs the first association, and his browser.
    pub async fn karim(&self) -> (AccountId, Client) {
        let karim = self.person("karim", Role::Director, Scope::Association(AssociationId(1))).await;
        (karim, self.signed_in("karim").await)
    }

    /// A browser that is an enrolled device.
    pub async fn device(&self, place: PlaceId, kind: DeviceKind) -> (Client, DeviceId) {
        let mut tx = self.write().await;
        let new = accounts::create_device(&mut tx, &self.app, place, kind, "Bureau 2").await.unwrap();
        tx.commit().await.unwrap();
        let mut client = Client::new(self.router.clone());
        client.post("/enrolment", &[("code", &new.code.to_string())]).await.expect(303);
        (client, new.device)
    }

    /// A new name.
    pub fn id(&self) -> EntryId {
        id(self.names.fetch_add(1, Ordering::Relaxed))
    }

    /// Enough of a visit with one request.
    pub fn visit_with(&self, agent: AccountId, at: &str, theme: &str) -> (EntryId, EntryId, Vec<Value>) {
        let (visit, request) = (self.id(), self.id());
        let entries = vec![
            entry(visit, LYON, agent, "visit.opened", at, json!({"channel": "site", "age": "40-59"})),
            entry(request, LYON, agent, "request.recorded", at, request_body(visit, theme)),
        ];
        (visit, request, entries)
    }

    /// A place's sequence and its number of entries: the same, when nothing was lost or counted twice.
    pub async fn numbers(&self, place: PlaceId) -> (i64, i64) {
        let mut tx = self.write().await;
        let heads = journal::heads(&mut tx).await.unwrap();
        let head = heads.into_iter().find(|(of, _)| *of == place).map_or(0, |(_, last)| last);
        let rows = journal::entries_since(&mut tx, place, 0, 100_000).await.unwrap();
        let gap = rows.iter().zip(1..).find(|(row, number)| row.sequence != *number);
        assert!(gap.is_none(), "the numbers of a place have no gap: {gap:?}");
        (head, i64::try_from(rows.len()).unwrap())
    }
}

fn new_journal(app: &App, directory: &Directory, catalogue: &Catalogue) -> Journal {
    let ledgers: Vec<Arc<dyn journal::Ledger>> = vec![Arc::new(reception::Counter::new(catalogue.clone()))];
    Journal::new(app.db.clone(), directory.clone(), "essai", ledgers)
}

pub fn id(n: u64) -> EntryId {
    EntryId(uuid::Uuid::from_u128(0x0193_6b2e_0000_7000_8000_0000_0000_0000 + u128::from(n)))
}

pub fn entry(id: EntryId, place: PlaceId, agent: AccountId, kind: &str, at: &str, body: Value) -> Value {
    json!({"id": id, "v": 1, "place": place, "kind": kind, "at": at, "clock": {"offset_ms": 0, "zone": "Europe/Paris"},
        "agent": agent, "body": body})
}

pub fn request_body(visit: EntryId, theme: &str) -> Value {
    json!({"visit": visit, "theme": theme, "acts": ["explain"], "support": "with", "outcome": "resolved",
        "defaults": ["support", "outcome"]})
}

/// What the journal answers to some entries: (status, code).
pub async fn send(client: &mut Client, entries: &[Value]) -> Vec<(String, String)> {
    let answer = client.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| (text(&result["status"]), text(&result["code"])))
        .collect()
}

/// What the journal answers to what the server writes for a kiosk: (status, code).
pub async fn at_kiosk(house: &House, device: DeviceId, entries: &[Value]) -> Vec<(String, String)> {
    let device = Device {
        id: device,
        place: LYON,
        association: AssociationId(1),
        kind: DeviceKind::Kiosk,
        name: "Borne".into(),
    };
    let sender = Sender::of(&Actor::Device(Arc::new(device)));
    let entries = entries.iter().map(|entry| Ok(Entry::read(entry).unwrap())).collect();
    let answers = house.journal.append(&sender, house.app.clock.now(), entries).await.unwrap();
    let code = |answer: &journal::Answer| answer.refusal.as_ref().map_or("", |refusal| refusal.code).to_owned();
    answers.iter().map(|answer| (format!("{:?}", answer.status).to_lowercase(), code(answer))).collect()
}

/// Sends what must be accepted.
#[track_caller]
pub fn accepted(answers: Vec<(String, String)>) {
    for answer in answers {
        assert_eq!(answer, ("accepted".to_owned(), String::new()));
    }
}

fn place(association: AssociationId, name: &str) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association,
        external: None,
        name: format!("PIMMS de {name}"),
        short_name: name.into(),
        kind: "fixed".into(),
        stage: "mature".into(),
        opened: day("2025-01-01"),
        closed: None,
        address: String::new(),
        post_code: String::new(),
        commune: name.into(),
        insee: String::new(),
        department: String::new(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: "Europe/Paris".into(),
        holiday_zone: String::new(),
        school_zone: String::new(),
        hours: None,
        by_appointment: false,
        remark: String::new(),
        source: String::new(),
        simulated: false,
        changeover: None,
    }
}
