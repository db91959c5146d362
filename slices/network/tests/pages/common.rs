//! A small network, and visitors signed in as whom a test wants.

use axum::{extract::Request, middleware::from_fn};
use db::DbError;
use kernel::{AccountId, Actor, AssociationId, Day, Grant, Person, PlaceId, Role, Scope};
use network::{Directory, ExceptionRow, PlaceRow, StopRow, store};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use testkit::{Client, StillClock, Store};
use web::{App, Context, Locale, Text};

pub const SYSTEM: Actor = Actor::System("test");
pub const MARSEILLE: AssociationId = AssociationId(1);
pub const LYON: AssociationId = AssociationId(2);
pub const SAINT_GABRIEL: PlaceId = PlaceId(1);
pub const BUS: PlaceId = PlaceId(2);
pub const LYON_8: PlaceId = PlaceId(3);
pub const SAINT_DENIS: PlaceId = PlaceId(4);

pub struct Network {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub directory: Directory,
    pub hall: Arc<Crowd>,
    _store: Store,
}

/// A hall in which so many wait, wherever one asks.
#[derive(Default)]
pub struct Crowd(pub AtomicUsize);

impl network::Hall for Crowd {
    fn waiting<'a>(
        &'a self,
        _: &'a network::Place,
    ) -> Pin<Box<dyn Future<Output = Result<usize, DbError>> + Send + 'a>> {
        Box::pin(async { Ok(self.0.load(Ordering::Relaxed)) })
    }
}

pub fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// Two associations; a fixed place with a closing, a bus with two stops, a project in Lyon, a place in La Réunion.
pub async fn network() -> Network {
    let (app, clock, store) = testkit::app().await;
    let now = app.clock.now();
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    store::add_association(&mut tx, now, None, "PIMMS de Marseille").await.unwrap();
    store::add_association(&mut tx, now, None, "PIMMS de Lyon").await.unwrap();
    for place in places() {
        store::add_place(&mut tx, now, place).await.unwrap();
    }
    store::add_stage(&mut tx, SAINT_GABRIEL, day("2019-03-04"), "ramp-up").await.unwrap();
    store::add_stage(&mut tx, SAINT_GABRIEL, day("2021-09-01"), "mature").await.unwrap();
    let (from, to, reason) = (day("2026-11-26"), day("2026-11-27"), "Formation de l’équipe".to_owned());
    let closing = ExceptionRow { id: 0, place: SAINT_GABRIEL, from, to, hours: None, reason };
    store::add_exception(&mut tx, closing).await.unwrap();
    for (name, commune, hours) in
        [("Place de la mairie", "Allauch", "Mo,Tu 09:00-12:00"), ("Marché", "Cassis", "We 08:30-12:30; PH off")]
    {
        let (name, commune, hours) = (name.to_owned(), commune.to_owned(), Some(hours.to_owned()));
        let stop = StopRow { id: 0, place: BUS, name, commune, hours, latitude: None, longitude: None, ended: None };
        store::add_stop(&mut tx, stop).await.unwrap();
    }
    tx.commit().await.unwrap();
    let directory = Directory::load(&app.db).await.unwrap();
    Network { app, clock, directory, hall: Arc::default(), _store: store }
}

fn places() -> [PlaceRow; 4] {
    let marseille = PlaceRow {
        id: PlaceId(0),
        association: MARSEILLE,
        external: None,
        name: "France services Pimms Médiation de Marseille – Saint-Gabriel".into(),
        short_name: "Pimms Saint-Gabriel".into(),
        kind: "fixed".into(),
        stage: "mature".into(),
        opened: day("2019-03-04"),
        closed: None,
        address: "12 rue des Trois-Ponts".into(),
        post_code: "13014".into(),
        commune: "Marseille".into(),
        insee: "13055".into(),
        department: "13".into(),
        latitude: Some(43.3251),
        longitude: Some(5.3817),
        phone: Some("04 91 00 00 00".into()),
        mail: Some("accueil@exemple.fr".into()),
        zone: "Europe/Paris".into(),
        holiday_zone: "metropole".into(),
        school_zone: "B".into(),
        hours: Some("Mo-Fr 09:00-12:00,14:00-17:30; SH 09:00-12:00; Sa-Su off; PH off".into()),
        by_appointment: true,
        remark: "Sonner à l’interphone.".into(),
        source: "Liste d’essai, 1er août 2024".into(),
        simulated: true,
        changeover: None,
    };
    let bus = PlaceRow {
        name: "Bus des Calanques".into(),
        short_name: "Bus des Calanques".into(),
        kind: "bus".into(),
        hours: None,
        simulated: false,
        ..marseille.clone()
    };
    let lyon = PlaceRow {
        association: LYON,
        name: "PIMMS de Lyon 8e".into(),
        short_name: "PIMMS de Lyon 8e".into(),
        stage: "project".into(),
        opened: day("2026-10-01"),
        post_code: "69008".into(),
        commune: "Lyon".into(),
        insee: "69123".into(),
        department: "69".into(),
        latitude: None,
        longitude: None,
        school_zone: "A".into(),
        hours: None,
        ..marseille.clone()
    };
    let reunion = PlaceRow {
        association: LYON,
        name: "PIMMS de Saint-Denis".into(),
        short_name: "PIMMS de Saint-Denis".into(),
        post_code: "97400".into(),
        commune: "Saint-Denis".into(),
        insee: "97411".into(),
        department: "974".into(),
        latitude: None,
        longitude: None,
        zone: "Indian/Reunion".into(),
        holiday_zone: "reunion".into(),
        school_zone: String::new(),
        hours: Some("Mo-Fr 08:00-16:00; PH off".into()),
        ..marseille.clone()
    };
    [marseille, bus, lyon, reunion]
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

pub fn director() -> Actor {
    somebody(Role::Director, Scope::Association(MARSEILLE))
}

pub fn mediator() -> Actor {
    somebody(Role::Mediator, Scope::Place(SAINT_GABRIEL))
}

impl Network {
    /// What the sessions' layer does, for an actor chosen by the test.
    pub fn visitor(&self, actor: Actor, locale: Locale) -> Client {
        let clock = self.clock.clone();
        let layer = from_fn(move |mut request: Request, next: axum::middleware::Next| {
            let context = Context {
                actor: actor.clone(),
                text: Text { locale },
                now: kernel::Clock::now(&*clock),
                path: request.uri().path().to_owned(),
                demonstration: false,
                network: "Union des PIMMS".into(),
            };
            request.extensions_mut().insert(context);
            next.run(request)
        });
        let routes = network::routes(self.app.clone(), self.directory.clone(), self.hall.clone());
        Client::new(web::outer_layers(routes.router).layer(layer))
    }

    /// In French.
    pub fn french(&self, actor: Actor) -> Client {
        self.visitor(actor, Locale::French)
    }

    /// A place as it is now.
    pub fn place(&self, id: PlaceId) -> Arc<network::Place> {
        self.directory.now().place(id).unwrap().clone()
    }
}

/// The fields of the form of a place, as Saint-Gabriel's would be.
pub fn facts() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "Pimms Médiation de Marseille – Saint-Gabriel"),
        ("short_name", "Saint-Gabriel"),
        ("kind", "fixed"),
        ("address", "14 rue des Trois-Ponts"),
        ("commune", "Marseille"),
        ("insee", "13055"),
        ("post_code", "13014"),
        ("latitude", "43,3251"),
        ("longitude", "5,3817"),
        ("phone", "+33491000001"),
        ("mail", "Accueil@exemple.fr"),
        ("remark", ""),
        ("zone", ""),
    ]
}

/// The same form with one field changed.
pub fn with(
    mut fields: Vec<(&'static str, &'static str)>,
    name: &'static str,
    value: &'static str,
) -> Vec<(&'static str, &'static str)> {
    fields.retain(|(other, _)| *other != name);
    fields.push((name, value));
    fields
}

/// The marks of what the first form of a page was opened on.
pub fn marks(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"opened\" value=\"").expect("a form with its marks");
    rest.split('"').next().unwrap().to_owned()
}
