//! What a place recorded, day by day.

use crate::house::{House, LYON, accepted, entry, request_body, send};
use serde_json::json;

const NOW: &str = "2026-11-24T10:20:00+01:00";

#[tokio::test]
async fn a_day_shows_its_visits_and_a_month_its_days() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    let (_, gone, others) = house.visit_with(samira, "2026-11-24T09:00:00+01:00", "impots.avis");
    let (_, _, before) = house.visit_with(samira, "2026-11-20T09:00:00+01:00", "impots.avis");
    for entries in [entries, others, before] {
        accepted(send(&mut client, &entries).await);
    }
    let second = entry(house.id(), LYON, samira, "request.recorded", NOW, request_body(visit, "famille.rsa"));
    let closing = entry(house.id(), LYON, samira, "visit.closed", "2026-11-24T10:31:00+01:00", json!({"visit": visit}));
    house.clock.advance(600);
    let corrected = entry(
        house.id(),
        LYON,
        samira,
        "corrected",
        NOW,
        json!({"target": id, "replaces": house.id(), "facts": request_body(visit, "famille.dossier")}),
    );
    let withdrawn = entry(house.id(), LYON, samira, "withdrawn", NOW, json!({"target": gone}));
    accepted(send(&mut client, &[second, closing, corrected, withdrawn]).await);
    let page = client.get("/activity").await.expect(200);
    for words in [
        "Mardi 24 novembre 2026",
        "2 visites, 2 demandes",
        "10\u{a0}h\u{a0}20",
        "10\u{a0}h\u{a0}31",
        "40 à 59 ans",
        "samira",
        "Annulée",
        "À relire",
        "Expliquer",
        &*format!("/activity/1/requests/{id}"),
        "activity?place=1&amp;day=2026-11-20",
        "1 visite, 1 demande",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("Clôturer"), "only a director closes a month");
    let earlier = client.get("/activity?place=1&day=2026-11-20").await.expect(200);
    assert!(earlier.body.contains("Vendredi 20 novembre 2026") && earlier.body.contains("Jour suivant"));
    // A day that cannot be is another one of the calendar.
    for (day, shown) in
        [("2030-01-01", "24 novembre 2026"), ("1999-01-01", "1er janvier 2025"), ("x", "24 novembre 2026")]
    {
        let page = client.get(&format!("/activity?place=1&day={day}")).await.expect(200).body;
        assert!(page.contains(shown) && page.contains("voici le plus proche"), "{day}");
    }
    for day in ["", "&day=", "&day=2026-11-20"] {
        let page = client.get(&format!("/activity?place=1{day}")).await.expect(200).body;
        assert!(!page.contains("voici le plus proche"), "{day}");
    }
    let empty = client.get("/activity?place=1&day=2026-10-05").await.expect(200);
    assert!(empty.body.contains("Rien d’enregistré") && empty.body.contains("<title>lundi 5 octobre 2026"));
    let (_, mut karim) = house.karim().await;
    assert!(karim.get("/activity").await.expect(200).body.contains("Choisissez un lieu"));
    assert!(karim.get("/activity?place=1&day=2026-10-05").await.expect(200).body.contains("Clôturer octobre 2026"));
}

#[tokio::test]
async fn an_operator_bears_the_name_of_its_date() {
    let house = House::build().await;
    let snapshot = house.catalogue.now();
    let renamed = snapshot.operators().find(|operator| {
        operator.names.len() > 1 && operator.names.iter().any(|(from, _)| *from > crate::house::day("2025-01-02"))
    });
    // Unless the catalogue holds one that was renamed lately, make one.
    let (samira, mut client) = house.samira().await;
    let operator = renamed.map_or("caf", |operator| operator.code.as_str()).to_owned();
    if renamed.is_none() {
        let mut tx = house.write().await;
        let id = snapshot.operator("caf").unwrap().id;
        let sql = "insert into operator_name (operator, from_day, name) values ($1, $2, $3)";
        tx.execute(sql, db::values![id, crate::house::day("2026-06-01"), "Caisse nouvelle"]).await.unwrap();
        tx.commit().await.unwrap();
        house.catalogue.refresh(&house.app.db).await.unwrap();
    }
    let before = house.catalogue.now().operator(&operator).unwrap().name(crate::house::day("2026-01-15")).to_owned();
    for (at, expected) in [("2026-01-15T10:00:00+01:00", before.as_str()), (NOW, "CAF · ")] {
        let (_, id, mut entries) = house.visit_with(samira, at, "famille.prime");
        entries[1]["body"]["operator"] = operator.as_str().into();
        accepted(send(&mut client, &entries).await);
        let page = client.get(&format!("/activity/1/requests/{id}")).await.expect(200);
        let label = page.body[page.body.find("<h1>").unwrap()..].split("</h1>").next().unwrap().to_owned();
        assert!(label.contains(expected), "{label} {expected}");
    }
}

#[tokio::test]
async fn the_words_of_autre_are_counted_once_they_come_back() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    for (theme, note) in [
        ("autre.autre", "Permis bateau"),
        ("autre.autre", "permis  bateau"),
        ("autre.autre", "PERMIS BATEAU"),
        ("autre.autre", "une fois"),
        ("famille.prime", "permis bateau"),
    ] {
        let (_, _, mut entries) = house.visit_with(samira, NOW, theme);
        entries[1]["note"] = note.into();
        accepted(send(&mut client, &entries).await);
    }
    let others = reception::others(house.catalogue.clone());
    let mut tx = house.write().await;
    let words = others.counts(&mut tx).await.unwrap();
    assert_eq!(words, [catalogue::OtherWord { words: "permis bateau".into(), count: 3 }]);
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let corrected = json!({"target": id, "replaces": house.id(), "facts": request_body(visit, "famille.dossier"), "reason": "faute"});
    accepted(send(&mut client, &[entry(house.id(), LYON, samira, "corrected", NOW, corrected)]).await);
    for (locale, name) in [("fr", "karim"), ("en", "kate")] {
        let scope = kernel::Scope::Association(kernel::AssociationId(1));
        house.person_until(name, kernel::Role::Director, scope, None, locale).await;
        let mut client = house.signed_in(name).await;
        for path in [
            "/activity",
            "/activity?place=1",
            "/activity?place=1&day=2026-10-05",
            "/counter",
            "/counter?place=1",
            &*format!("/activity/1/requests/{id}?done=correction"),
            &*format!("/activity/1/visits/{visit}?done=withdrawal"),
        ] {
            let page = client.get(path).await.expect(200).body;
            assert!(page.contains(&format!("<html lang=\"{locale}\"")), "{path}");
            let body = page.split("id=\"counter-data\"").next().unwrap();
            for key in [">record-", ">activity-", ">counter-", "\"record-", "\"activity-"] {
                assert!(!body.contains(key), "{path} {key}: {body}");
            }
        }
    }
}
