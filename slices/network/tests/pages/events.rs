//! Events: noted, told where they matter, changed by those who may, and what the calendar offers to explain a day.

use crate::common::{
    BUS, LYON, LYON_8, MARSEILLE, Network, SAINT_DENIS, SAINT_GABRIEL, SYSTEM, day, director, marks, network, officer,
    somebody,
};
use jiff::civil::Weekday;
use kernel::{Clock, PlaceId, Role, Scope};
use network::{EventKind, Explanation, NewEvent, explanations, store};
use web::{Locale, Text};

const FRENCH: Text = Text { locale: Locale::French };

fn strike() -> [(&'static str, &'static str); 5] {
    [("kind", "strike"), ("title", "Grève SNCF"), ("from", "2026-11-24"), ("to", "2026-11-26"), ("weekday", "")]
}

fn titles(here: &Network, place: PlaceId, on: &str) -> Vec<String> {
    let snapshot = here.directory.now();
    let place = snapshot.place(place).unwrap();
    snapshot.events_on(place, day(on), day(on)).map(|event| event.title.clone()).collect()
}

fn told(here: &Network, place: PlaceId, from: &str, to: &str) -> Vec<String> {
    let snapshot = here.directory.now();
    let place = snapshot.place(place).unwrap();
    let found = explanations(&snapshot, place, day(from), day(to));
    found.iter().map(|one| one.words(FRENCH).replace('\u{a0}', " ")).collect()
}

#[tokio::test]
async fn an_event_is_noted_told_ended_and_removed() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/events");
    let mut director = here.french(director());
    let minutes = here.place(SAINT_GABRIEL).open_minutes(day("2026-11-24"));
    assert_eq!(director.post(&path, &strike()).await.expect(303).location(), path);
    director.post(&path, &strike()).await.expect(303);
    assert_eq!(titles(&here, SAINT_GABRIEL, "2026-11-25"), ["Grève SNCF"], "twice is once");
    assert_eq!(titles(&here, SAINT_GABRIEL, "2026-11-27"), [""; 0]);
    assert_eq!(titles(&here, BUS, "2026-11-25"), [""; 0], "the neighbour has its own");
    assert_eq!(here.place(SAINT_GABRIEL).open_minutes(day("2026-11-24")), minutes, "hours are as they were");
    let place = director.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    assert!(place.contains("Grève SNCF") && place.contains("du 24 au 26\u{a0}novembre 2026"), "{place}");

    let page = director.get(&path).await.expect(200).body;
    let opened = marks(&page);
    let of = |part: &str| format!("{path}/1/{part}");
    director.post(&of("end"), &[("to", "2026-11-23"), ("opened", &opened)]).await.expect(422);
    director.post(&of("end"), &[("to", "2026-11-24"), ("opened", &opened)]).await.expect(303);
    assert_eq!(titles(&here, SAINT_GABRIEL, "2026-11-25"), [""; 0]);
    let late = director.post(&of("removal"), &[("opened", &opened)]).await.expect(422).body;
    assert!(late.contains("Cet événement a changé"), "{late}");
    director.post(&of("end"), &[("to", "")]).await.expect(303);
    assert_eq!(titles(&here, SAINT_GABRIEL, "2030-01-01"), ["Grève SNCF"], "it goes on");
    let opened = marks(&director.get(&path).await.body);
    director.post(&of("removal"), &[("opened", &opened)]).await.expect(303);
    director.post(&of("removal"), &[]).await.expect(404);
    assert_eq!(titles(&here, SAINT_GABRIEL, "2026-11-24"), [""; 0]);
    // What was found to explain a figure keeps its number for itself.
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let (scope, from) = (Scope::Place(SAINT_GABRIEL), day("2026-11-24"));
    let event = NewEvent { scope, from, to: None, weekday: None, kind: EventKind::Other, title: "Autre".into() };
    assert_eq!(store::add_event(&mut tx, here.clock.now(), &event).await.unwrap(), 2);
    assert_eq!(store::event(&mut tx, 2).await.unwrap().unwrap().made_by, None);
}

#[tokio::test]
async fn what_was_typed_wrong_comes_back_with_a_sentence() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/events");
    let mut director = here.french(director());
    for (field, value, sentence) in [
        ("kind", "", "Choisissez l’une des sortes"),
        ("title", "", "Ce champ est à remplir."),
        ("from", "", "Ce champ est à remplir."),
        ("to", "2026-11-20", "Le dernier jour précède"),
        ("weekday", "1", "Ce jour de la semaine ne tombe pas"),
        ("weekday", "8", "Ce jour de la semaine ne tombe pas"),
    ] {
        let mut fields = strike();
        fields.iter_mut().filter(|(name, _)| *name == field).for_each(|pair| pair.1 = value);
        let page = director.post(&path, &fields).await.expect(422).body;
        assert!(page.contains(sentence), "{field}: {page}");
    }
    assert_eq!(here.directory.now().events().count(), 0);
}

#[tokio::test]
async fn who_may_speak_for_whom() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/events");
    let wide = [&strike()[..], &[("scope", "association")]].concat();
    // Over one place, one speaks for that place whatever one sends.
    here.french(somebody(Role::Director, Scope::Place(SAINT_GABRIEL))).post(&path, &wide).await.expect(303);
    assert_eq!((titles(&here, SAINT_GABRIEL, "2026-11-24").len(), titles(&here, BUS, "2026-11-24").len()), (1, 0));
    here.french(director()).post(&path, &wide).await.expect(303);
    assert_eq!((titles(&here, BUS, "2026-11-24").len(), titles(&here, LYON_8, "2026-11-24").len()), (1, 0));
    let of_bus = format!("/places/{BUS}/events/2/removal");
    here.french(somebody(Role::Director, Scope::Place(BUS))).post(&of_bus, &[]).await.expect(404);
    here.french(somebody(Role::Director, Scope::Association(LYON))).post(&of_bus, &[]).await.expect(404);
    here.french(director()).post(&format!("/places/{BUS}/events/1/removal"), &[]).await.expect(404);

    let of_network = "/network/calendar/events";
    here.french(director()).post(of_network, &strike()).await.expect(403);
    let mut officer = here.french(officer());
    officer.post(of_network, &strike()).await.expect(303);
    assert_eq!(titles(&here, SAINT_DENIS, "2026-11-24"), ["Grève SNCF"]);
    here.french(director()).post(&format!("{path}/3/removal"), &[]).await.expect(404);
    let page = officer.get("/network/calendar").await.expect(200).body;
    assert!(page.contains("Grève SNCF"), "{page}");
    officer.post("/network/calendar/events/1/removal", &[]).await.expect(404);
    officer.post("/network/calendar/events/3/end", &[("to", "2026-11-20")]).await.expect(422);
    officer.post("/network/calendar/events/3/end", &[("to", "2026-11-24")]).await.expect(303);
    officer.post("/network/calendar/events/3/removal", &[]).await.expect(303);
    here.french(director()).post(&format!("/places/{BUS}/events/2/removal"), &[]).await.expect(303);
    assert_eq!(titles(&here, BUS, "2026-11-24"), [""; 0]);
}

#[tokio::test]
async fn the_calendar_offers_what_may_explain() {
    let here = network().await;
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let market = NewEvent {
        scope: Scope::Association(MARSEILLE),
        from: day("2026-01-06"),
        to: None,
        weekday: Some(Weekday::Tuesday),
        kind: EventKind::Market,
        title: "Marché".into(),
    };
    let strike = NewEvent {
        scope: Scope::Network,
        from: day("2026-03-12"),
        to: Some(day("2026-03-12")),
        weekday: None,
        kind: EventKind::Strike,
        title: "Grève SNCF".into(),
    };
    for event in [market, strike] {
        store::add_event(&mut tx, here.clock.now(), &event).await.unwrap();
    }
    tx.commit().await.unwrap();
    here.directory.refresh(&here.app.db).await.unwrap();

    assert_eq!(told(&here, SAINT_GABRIEL, "2026-03-12", "2026-03-12"), ["Grève SNCF, le 12 mars"]);
    assert_eq!(
        told(&here, SAINT_GABRIEL, "2026-03-10", "2026-03-10"),
        ["Marché, chaque mardi depuis le 6 janvier 2026"]
    );
    assert_eq!(told(&here, SAINT_GABRIEL, "2026-03-11", "2026-03-11"), [""; 0]);
    assert_eq!(told(&here, SAINT_GABRIEL, "2026-03-09", "2026-03-11").len(), 1, "three days hold one market");
    assert_eq!(told(&here, SAINT_GABRIEL, "2026-03-02", "2026-03-15"), ["Grève SNCF, le 12 mars"], "weeks hold many");
    assert_eq!(told(&here, SAINT_GABRIEL, "2026-02-10", "2026-02-16"), ["Vacances d’hiver, du 14 février au 1er mars"]);
    assert_eq!(
        told(&here, SAINT_GABRIEL, "2026-11-26", "2026-12-25"),
        [
            "Noël, le 25 décembre",
            "Vacances scolaires 2026–2027 inconnues",
            "Fermeture (Formation de l’équipe), du 26 au 27 novembre"
        ]
    );
    assert_eq!(told(&here, LYON_8, "2026-03-10", "2026-03-12"), ["Grève SNCF, le 12 mars"]);
    assert_eq!(
        told(&here, SAINT_DENIS, "2025-12-20", "2025-12-20"),
        ["Abolition de l’esclavage, le 20 décembre", "Vacances scolaires 2025–2026 inconnues"]
    );
    let snapshot = here.directory.now();
    let place = snapshot.place(SAINT_GABRIEL).unwrap();
    let found = explanations(&snapshot, place, day("2026-02-20"), day("2026-02-20"));
    let (first, last) = (day("2026-02-14"), day("2026-03-01"));
    assert_eq!(found, [Explanation::SchoolHoliday { first, last, name: "Vacances d’hiver" }]);
}
