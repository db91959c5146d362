//! A small network with its people, behind the whole stack of layers.

use accounts::{Accounts, Email, Secret};
use axum::Router;
use db::Tx;
use kernel::{AccountId, Actor, AssociationId, Day, Grant, PlaceId, Role, Scope};
use network::{Directory, PlaceRow, store};
use std::sync::Arc;
use testkit::{Answer, Client, StillClock, Store};

pub const PASSWORD: &str = "un train pour la mer";
/// Two places of the first association, one of the second.
pub const LYON: PlaceId = PlaceId(1);
pub const BRON: PlaceId = PlaceId(2);
pub const LILLE: PlaceId = PlaceId(3);
pub const RHONE: AssociationId = AssociationId(1);

pub struct House {
    pub accounts: Accounts,
    pub clock: Arc<StillClock>,
    pub router: Router,
    /// Hashing is slow on purpose: everybody's password is hashed once.
    hash: String,
    _store: Store,
}

impl House {
    pub async fn build() -> Self {
        Self::secured(false).await
    }

    pub async fn secured(secure: bool) -> Self {
        let (mut app, clock, kept) = testkit::app().await;
        app.secure_cookies = secure;
        let mut tx = app.db.write(&Actor::System("test")).await.unwrap();
        let now = kernel::Clock::now(&*clock);
        let rhone = store::add_association(&mut tx, now, None, "Médiation du Rhône").await.unwrap();
        let nord = store::add_association(&mut tx, now, None, "Médiation du Nord").await.unwrap();
        for (association, name) in [(rhone, "Lyon"), (rhone, "Bron"), (nord, "Lille")] {
            store::add_place(&mut tx, now, place(association, name)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let directory = Directory::load(&app.db).await.unwrap();
        let accounts = Accounts::new(app, directory);
        let hash = accounts.hasher.hash(Secret::typed(PASSWORD), &*accounts.app.randomness).await.unwrap();
        let routed = accounts::routes(accounts.clone());
        let router = accounts::layer(&accounts, web::outer_layers(routed.router));
        Self { accounts, clock, router, hash, _store: kept }
    }

    pub async fn write(&self) -> Tx {
        self.accounts.app.db.write(&Actor::System("test")).await.unwrap()
    }

    /// Somebody with a password and a role since long ago: `samira` is `samira@exemple.fr`.
    pub async fn person(&self, name: &str, role: Role, scope: Scope) -> AccountId {
        let mut tx = self.write().await;
        let email = Email::parse(&format!("{name}@exemple.fr")).unwrap();
        let now = kernel::Clock::now(&*self.clock);
        let account = accounts::create_account(&mut tx, now, &email, name, "fr").await.unwrap().unwrap();
        accounts::set_password(&mut tx, account, &self.hash).await.unwrap();
        let grant = Grant { role, scope, from: Day(9_000), to: None };
        accounts::grant(&mut tx, account, grant).await.unwrap();
        tx.commit().await.unwrap();
        account
    }

    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser in which somebody signed in.
    pub async fn signed_in(&self, name: &str) -> Client {
        let mut client = self.visitor();
        sign_in(&mut client, name, PASSWORD).await.expect(303);
        client
    }

    /// A browser that is an enrolled device.
    pub async fn device(&self, place: PlaceId, kind: kernel::DeviceKind) -> (Client, kernel::DeviceId) {
        let mut tx = self.write().await;
        let new = accounts::create_device(&mut tx, &self.accounts.app, place, kind, "Bureau 2").await.unwrap();
        tx.commit().await.unwrap();
        let mut client = self.visitor();
        client.post("/enrolment", &[("code", &new.code.to_string())]).await.expect(303);
        (client, new.device)
    }

    /// What the access log says, the oldest first.
    pub async fn log(&self) -> Vec<String> {
        let mut tx = self.write().await;
        let rows: Vec<(String,)> = tx.all("select what from access_log order by at, id", Vec::new()).await.unwrap();
        let mut words: Vec<_> = rows.into_iter().map(|(what,)| what).collect();
        words.dedup();
        words
    }
}

pub async fn sign_in(client: &mut Client, name: &str, password: &str) -> Answer {
    client.post("/sign-in", &[("email", &format!("{name}@exemple.fr")), ("password", password)]).await
}

fn place(association: AssociationId, name: &str) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association,
        external: None,
        name: format!("Lieu de {name}"),
        short_name: name.into(),
        kind: "fixed".into(),
        stage: "mature".into(),
        opened: Day(0),
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
