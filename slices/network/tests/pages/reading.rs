//! What one reads of the network, and who may.

use crate::common::{BUS, LYON_8, SAINT_DENIS, SAINT_GABRIEL, director, mediator, network, officer};
use kernel::Actor;
use web::Locale;

/// What a page says, without its shell.
fn main_of(page: &str) -> String {
    let start = page.find("<main").unwrap();
    let end = page.find("</main>").unwrap();
    page[start..end].replace("><", ">\n<")
}

#[tokio::test]
async fn the_page_of_a_place_says_everything() {
    let here = network().await;
    let page = here.french(director()).get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    insta::assert_snapshot!(main_of(&page));
}

#[tokio::test]
async fn a_list_says_what_each_place_is_doing_now() {
    let here = network().await;
    let page = here.french(mediator()).get("/places").await.expect(200).body;
    let now = |words: &str| assert!(page.contains(words), "{words}\n{}", main_of(&page));
    now("4\u{202f}lieux".replace('\u{202f}', " ").as_str());
    // A Tuesday, 10 h 24 in Paris, 13 h 24 in La Réunion; whether schools are closed is unknown and changes nothing before noon.
    now("Ouvert jusqu’à 12\u{a0}h");
    now("Ouvert jusqu’à 12\u{a0}h · Place de la mairie");
    now("En projet");
    now("Ouvert jusqu’à 16\u{a0}h");
    now("Liste d’essai, 1er août 2024");
    here.clock.set("2026-11-25T17:45:00+01:00");
    let page = here.french(mediator()).get("/places").await.expect(200).body;
    assert!(page.contains("Ouvre demain à 8\u{a0}h"), "{}", main_of(&page));
    assert!(page.contains("Ouvre lundi à 9\u{a0}h · Place de la mairie"), "{}", main_of(&page));
}

#[tokio::test]
async fn the_list_is_filtered_by_its_address() {
    let here = network().await;
    let mut visitor = here.french(mediator());
    for (query, shown) in [
        ("q=trois+ponts", ""),
        ("q=CALANQUES", "Bus des Calanques"),
        ("q=rhone+lyon", "PIMMS de Lyon 8e"),
        ("q=97400", "PIMMS de Saint-Denis"),
        ("association=2&kind=fixed", "PIMMS de Lyon 8e|PIMMS de Saint-Denis"),
        ("department=974", "PIMMS de Saint-Denis"),
        ("kind=bus&page=77", "Bus des Calanques"),
        ("association=zero&kind=%ff", "Bus des Calanques|Pimms Saint-Gabriel|PIMMS de Lyon 8e|PIMMS de Saint-Denis"),
    ] {
        let page = visitor.get(&format!("/places?{query}")).await.expect(200).body;
        let names = ["Bus des Calanques", "Pimms Saint-Gabriel", "PIMMS de Lyon 8e", "PIMMS de Saint-Denis"];
        let found: Vec<_> = names.into_iter().filter(|name| page.contains(&format!("\">{name}</a>"))).collect();
        let mut wanted: Vec<_> = shown.split('|').filter(|name| !name.is_empty()).collect();
        wanted.sort_by_key(|name| names.iter().position(|other| other == name));
        assert_eq!(found, wanted, "{query}");
    }
}

#[tokio::test]
async fn what_no_calendar_covers_is_said_to_be_unknown() {
    let here = network().await;
    let mut visitor = here.french(mediator());
    let page = visitor.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    assert!(page.contains("Vacances 2026–2027 inconnues"));
    assert!(page.contains("Les horaires dépendent des vacances scolaires"));
    let february = visitor.get(&format!("/places/{SAINT_GABRIEL}?week=2026-02-18")).await.expect(200).body;
    assert!(!february.contains("Les horaires dépendent"), "{}", main_of(&february));
    let christmas = visitor.get(&format!("/places/{SAINT_DENIS}?week=2026-12-20")).await.expect(200).body;
    assert!(christmas.contains("Abolition de l’esclavage"), "{}", main_of(&christmas));
    assert!(christmas.contains("La Réunion") && christmas.contains("Vacances 2026–2027 inconnues"));
    assert!(christmas.contains("Il y est 13\u{a0}h\u{a0}24"));
    let later = visitor.get(&format!("/places/{SAINT_DENIS}?week=2032-05-01")).await.expect(200).body;
    assert!(later.contains("Les horaires dépendent des jours fériés"));
}

#[tokio::test]
async fn every_page_renders_in_every_language() {
    let here = network().await;
    for locale in Locale::ALL {
        let mut visitor = here.visitor(officer(), locale);
        let own = ["", "/facts", "/hours", "/exceptions", "/events", "/stages", "/stops"];
        let own = own.map(|part| format!("/places/{BUS}{part}"));
        let others =
            ["/places", "/places/new?association=1", "/associations/new", "/network/calendar"].map(str::to_owned);
        for path in own.into_iter().chain(others) {
            let page = visitor.get(&path).await.expect(200).body;
            assert!(page.contains("id=\"content\""), "{path}");
            let keys = ["network-", "calendar-title", "event-", "explanation-"];
            assert!(
                !keys.iter().any(|key| main_of(&page).contains(key)),
                "a key without its sentence on {path}: {}",
                main_of(&page)
            );
        }
    }
}

#[tokio::test]
async fn one_edits_ones_own_places_and_no_other_exists_there() {
    let here = network().await;
    let parts = ["facts", "hours", "exceptions", "events", "stages"];
    for part in parts {
        let (own, other) = (format!("/places/{BUS}/{part}"), format!("/places/{LYON_8}/{part}"));
        here.french(director()).get(&own).await.expect(200);
        for path in [other.as_str(), "/places/99/facts", "/places/abc/facts"] {
            let mut director = here.french(director());
            director.get(path).await.expect(404);
            director.post(path, &[("name", "x")]).await.expect(404);
        }
        here.french(mediator()).get(&own).await.expect(403);
        here.french(mediator()).post(&own, &[]).await.expect(403);
        assert_eq!(
            here.french(Actor::Anonymous).get(&own).await.expect(303).location(),
            format!("/sign-in?next={own}")
        );
    }
    for path in ["/places/new", "/associations/new"] {
        here.french(director()).get(path).await.expect(403);
        here.french(director()).post(path, &[("name", "x")]).await.expect(403);
    }
    let seen = here.french(director()).get(&format!("/places/{LYON_8}")).await.expect(200).body;
    assert!(!seen.contains("/facts"), "no way to edit what one may not");
    here.french(mediator()).get("/places/99").await.expect(404);
}

#[tokio::test]
async fn programs_read_the_same() {
    let here = network().await;
    let mut program = here.french(mediator());
    let list = program.get("/api/v1/places?association=1").await.expect(200).json();
    assert_eq!(list["places"].as_array().unwrap().len(), 2);
    assert_eq!(list["places"][1]["now"]["stop"], "Place de la mairie");
    assert_eq!(list["places"][1]["now"]["open"], true);
    assert!(list.get("next").is_none());
    let place = program.get(&format!("/api/v1/places/{SAINT_GABRIEL}")).await.expect(200).body;
    let place: serde_json::Value = serde_json::from_str(&place).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&place).unwrap());
    let missing = program.get("/api/v1/places/99").await.expect(404);
    assert_eq!(missing.json()["code"], "missing");
    here.french(Actor::Anonymous).get("/api/v1/places").await.expect(401);
}
