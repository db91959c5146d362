//! A seeded catalogue, and clients signed in as whom a test wants.

use axum::{Router, extract::Request, middleware::from_fn};
use catalogue::{Catalogue, NoWords, OtherWords};
use kernel::{AccountId, Actor, AssociationId, Day, Grant, Person, PlaceId, Role, Scope};
use network::{Directory, PlaceRow};
use std::sync::Arc;
use testkit::{Client, Store};
use web::{App, Context, Locale, Routed, Text};

pub const SYSTEM: Actor = Actor::System("test");
pub const MARSEILLE: AssociationId = AssociationId(1);
pub const PLACE: PlaceId = PlaceId(1);

pub struct Seeded {
    pub app: App,
    pub catalogue: Catalogue,
    pub directory: Directory,
    _store: Store,
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// An installation with the shipped catalogue, two associations and a place.
pub async fn seeded() -> Seeded {
    let (app, _, store) = testkit::app().await;
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    let now = app.clock.now();
    network::store::add_association(&mut tx, now, None, "PIMMS de Marseille").await.unwrap();
    network::store::add_association(&mut tx, now, None, "PIMMS de Lyon").await.unwrap();
    network::store::add_place(&mut tx, now, marseille()).await.unwrap();
    catalogue::seed(&mut tx, now).await.unwrap();
    tx.commit().await.unwrap();
    let catalogue = Catalogue::load(&app.db).await.unwrap();
    let directory = Directory::load(&app.db).await.unwrap();
    Seeded { app, catalogue, directory, _store: store }
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

impl Seeded {
    /// The slice's routes, with whom a test wants at the door.
    pub fn client(&self, actor: Actor) -> Client {
        self.client_with(actor, Arc::new(NoWords))
    }

    /// The same, with « Autre » words.
    pub fn client_with(&self, actor: Actor, words: Arc<dyn OtherWords>) -> Client {
        signed_in(self.routes(words).router, &self.app, actor, Locale::French)
    }

    /// The slice's routes.
    pub fn routes(&self, words: Arc<dyn OtherWords>) -> Routed {
        catalogue::routes(self.app.clone(), self.catalogue.clone(), self.directory.clone(), words)
    }
}

fn marseille() -> PlaceRow {
    PlaceRow {
        id: PLACE,
        association: MARSEILLE,
        external: None,
        name: "PIMMS de la gare".into(),
        short_name: "Gare".into(),
        kind: "fixed".into(),
        stage: "mature".into(),
        opened: day("2016-01-04"),
        closed: None,
        address: "1 place de l’Essai".into(),
        post_code: "13001".into(),
        commune: "Marseille".into(),
        insee: "13201".into(),
        department: "13".into(),
        latitude: None,
        longitude: None,
        phone: Some("04 00 00 00 00".into()),
        mail: None,
        zone: "Europe/Paris".into(),
        holiday_zone: "metropole".into(),
        school_zone: "B".into(),
        hours: Some("Mo-Fr 09:00-12:00".into()),
        by_appointment: false,
        remark: String::new(),
        source: String::new(),
        simulated: false,
        changeover: None,
    }
}

/// The marks of what the first form of a page was opened on.
pub fn marks(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"opened\" value=\"").expect("a form with its marks");
    rest.split('"').next().unwrap().to_owned()
}
