//! A seeded catalogue, and clients signed in as whom a test wants.

use axum::{Router, extract::Request, middleware::from_fn};
use catalogue::Catalogue;
use kernel::{AccountId, Actor, AssociationId, Day, Grant, Person, PlaceId, Role, Scope};
use std::sync::Arc;
use testkit::{Client, StillClock, Store};
use web::{App, Context, Locale, Text};

pub const SYSTEM: Actor = Actor::System("test");
pub const MARSEILLE: AssociationId = AssociationId(1);
pub const PLACE: PlaceId = PlaceId(1);

pub struct Seeded {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub catalogue: Catalogue,
    _store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// An installation with the shipped catalogue, two associations and a place.
pub async fn seeded() -> Seeded {
    let (app, clock, store) = testkit::app().await;
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    let now = app.clock.now();
    network::store::add_association(&mut tx, now, None, "PIMMS de Marseille").await.unwrap();
    network::store::add_association(&mut tx, now, None, "PIMMS de Lyon").await.unwrap();
    catalogue::seed(&mut tx, now).await.unwrap();
    tx.commit().await.unwrap();
    let catalogue = Catalogue::load(&app.db).await.unwrap();
    Seeded { app, clock, catalogue, _store: store }
}

pub fn somebody(role: Role, scope: Scope) -> Actor {
    Actor::Person(Arc::new(Person {
        account: AccountId(7),
        name: "Samira B.".into(),
        locale: "fr".into(),
        grants: vec![Grant { role, scope, from: Day(0), to: None }],
        device: None,
    }))
}

pub fn officer() -> Actor {
    somebody(Role::Officer, Scope::Network)
}

pub fn mediator() -> Actor {
    somebody(Role::Mediator, Scope::Place(PLACE))
}

/// What the sessions' layer does, for an actor chosen by the test.
pub fn signed_in(routes: Router, app: &App, actor: Actor, locale: Locale) -> Client {
    Client::new(layered(routes, app, actor, locale))
}

/// The same, as a router.
pub fn layered(routes: Router, app: &App, actor: Actor, locale: Locale) -> Router {
    let clock = app.clock.clone();
    let layer = from_fn(move |mut request: Request, next: axum::middleware::Next| {
        let context = Context {
            actor: actor.clone(),
            text: Text { locale },
            now: clock.now(),
            path: request.uri().path().to_owned(),
            demonstration: false,
            network: "Union des PIMMS".into(),
        };
        request.extensions_mut().insert(context);
        next.run(request)
    });
    web::outer_layers(routes).layer(layer)
}
