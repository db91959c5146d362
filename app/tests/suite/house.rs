//! The whole program around two places, with people and devices of theirs.

use accounts::{Email, Secret};
use axum::Router;
use kernel::{Actor, Day, DeviceKind, Grant, PlaceId, Role, Scope};
use network::import::PlaceDraft;
use parvis::{Parts, routes, service};
use std::sync::{Arc, LazyLock};
use testkit::{Client, MailServer, StillClock, Store};
use web::RouteInfo;

const PASSWORD: &str = "olive tuile pont marche";
/// The clock at first.
pub const NOW: &str = "2026-11-24T10:24:00+01:00";

/// The shipped list, and which two of its places a demonstration of two has. Read once: it is long.
static SHIPPED: LazyLock<(Vec<PlaceDraft>, Vec<String>)> = LazyLock::new(|| {
    let list = include_bytes!("../../../data/places/france-services-2024-08-01.csv");
    let import = network::import::read(list).unwrap();
    let drafts: Vec<_> = import.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
    let two = network::import::demo_selection(&drafts, 2).iter().map(|draft| draft.external_id.clone()).collect();
    (drafts, two)
});

/// A program on an empty database with two places of the shipped list.
pub async fn parts() -> (Parts, Arc<StillClock>, Store) {
    let (app, clock, store) = testkit::app().await;
    let mut tx = app.db.write(&Actor::System("test")).await.unwrap();
    let (drafts, two) = &*SHIPPED;
    network::take(&mut tx, app.clock.now(), Day(0), "essai", true, drafts, |draft| two.contains(&draft.external_id))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (Parts::of(app).await.unwrap(), clock, store)
}

/// Somebody of a role, signed in.
pub async fn sign_in(parts: &Parts, router: Router, name: &str, role: Role, scope: Scope) -> Client {
    let now = parts.app.clock.now();
    let email = Email::parse(&format!("{name}@demo.example")).unwrap();
    let hash = parts.accounts.hasher.hash(Secret::typed(PASSWORD), &*parts.app.randomness).await.unwrap();
    let mut tx = parts.app.db.write(&Actor::System("test")).await.unwrap();
    let account = accounts::create_account(&mut tx, now, &email, name, "fr").await.unwrap().unwrap();
    accounts::set_password(&mut tx, account, &hash).await.unwrap();
    accounts::grant(&mut tx, account, Grant { role, scope, from: Day(0), to: None }).await.unwrap();
    tx.commit().await.unwrap();
    let mut client = Client::new(router);
    client.post("/sign-in", &[("email", email.as_str()), ("password", PASSWORD)]).await.expect(303);
    client
}

pub struct House {
    pub parts: Parts,
    pub clock: Arc<StillClock>,
    router: Router,
    routes: Vec<RouteInfo>,
    _store: Store,
}

impl House {
    pub async fn build() -> Self {
        Self::of(parts().await).await
    }

    /// The same, whose mail goes through a server of the test's.
    pub async fn posting(server: &MailServer) -> Self {
        let (mut parts, clock, store) = parts().await;
        let post = mail::Post::new(&server.url(), "Parvis <parvis@parvis.example>", "https://parvis.example").unwrap();
        parts.mail = parts.mail.through(post);
        Self::of((parts, clock, store)).await
    }

    async fn of((parts, clock, store): (Parts, Arc<StillClock>, Store)) -> Self {
        let figures = parts.figures().await.unwrap();
        let (router, routes) = (service(&parts, &figures), routes(&parts, &figures).list);
        Self { parts, clock, router, routes, _store: store }
    }

    pub fn routes(&self) -> Vec<RouteInfo> {
        self.routes.clone()
    }

    /// A browser that nobody knows.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    pub async fn person(&self, name: &str, role: Role, scope: Scope) -> Client {
        sign_in(&self.parts, self.router.clone(), name, role, scope).await
    }

    /// A browser that is an enrolled device.
    pub async fn device(&self, place: PlaceId, kind: DeviceKind) -> Client {
        let mut tx = self.parts.app.db.write(&Actor::System("test")).await.unwrap();
        let new = accounts::create_device(&mut tx, &self.parts.app, place, kind, "Essai").await.unwrap();
        tx.commit().await.unwrap();
        let mut client = self.visitor();
        client.post("/enrolment", &[("code", &new.code.to_string())]).await.expect(303);
        client
    }

    pub async fn revoke_devices(&self) {
        let mut tx = self.parts.app.db.write(&Actor::System("test")).await.unwrap();
        let devices: Vec<(kernel::DeviceId,)> = tx.all("select id from device", db::values![]).await.unwrap();
        for (device,) in devices {
            accounts::revoke_device(&mut tx, self.parts.app.clock.now(), device).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The place closes for good today.
    pub async fn close(&self, place: PlaceId) {
        let mut tx = self.parts.app.db.write(&Actor::System("test")).await.unwrap();
        tx.execute("update place set stage = 'closed' where id = $1", db::values![place]).await.unwrap();
        tx.commit().await.unwrap();
        self.parts.directory.refresh(&self.parts.app.db).await.unwrap();
    }

    /// How many entries of a kind a place's journal holds.
    pub async fn entries(&self, place: PlaceId, kind: &str) -> usize {
        let mut tx = self.parts.app.db.read(&Actor::System("test")).await.unwrap();
        let rows = journal::entries_since(&mut tx, place, 0, 100_000).await.unwrap();
        rows.iter().filter(|row| row.kind == kind).count()
    }
}
