//! The counter's page: which place, and what it starts from.

use crate::house::{House, LILLE, LYON, accepted, day, entry, send};
use kernel::{DeviceKind, Role, Scope};
use serde_json::{Value, json};
use testkit::Client;

fn data(body: &str) -> Value {
    let mark = "id=\"counter-data\" type=\"application/json\">";
    let start = body.find(mark).expect("the page carries its data") + mark.len();
    serde_json::from_str(&body[start..start + body[start..].find("</script>").unwrap()]).unwrap()
}

#[tokio::test]
async fn the_counter_starts_from_its_day() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, _, yesterday) = house.visit_with(samira, "2026-11-23T16:00:00+01:00", "famille.rsa");
    let (visit, id, mut entries) = house.visit_with(samira, "2026-11-24T10:20:00+01:00", "famille.prime");
    entries[1]["body"]["operator"] = "caf".into();
    entries[1]["note"] = "</script><b>à rappeler</b>".into();
    let (_, gone, others) = house.visit_with(samira, "2026-11-24T10:21:00+01:00", "impots.avis");
    for entries in [yesterday, entries, others] {
        accepted(send(&mut client, &entries).await);
    }
    let withdrawn = entry(house.id(), LYON, samira, "withdrawn", "2026-11-24T10:22:00+01:00", json!({"target": gone}));
    accepted(send(&mut client, &[withdrawn]).await);
    let page = client.get("/counter").await.expect(200);
    let data = data(&page.body);
    assert_eq!(data["place"], json!({"id": 1, "name": "PIMMS de Lyon", "zone": "Europe/Paris"}));
    assert_eq!(data["agent"], json!({"id": samira, "name": "samira"}));
    assert_eq!(data["server_now"], "2026-11-24T09:24:00Z");
    assert_eq!((&data["today"]["visits"], &data["today"]["requests"]), (&2.into(), &1.into()));
    let line = &data["today"]["entries"][0];
    assert_eq!(
        (&line["id"], &line["visit"], &line["label"]),
        (&json!(id), &json!(visit), &"CAF · Prime d’activité".into())
    );
    assert_eq!((&line["acts"], &line["support"]), (&json!(["explain"]), &"with".into()));
    assert_eq!(data["favourites"].as_array().unwrap().len(), 9);
    assert_eq!(data["recent"], json!({"famille.prime": 1, "famille.rsa": 1}));
    assert_eq!(data["texts"]["save"], "Enregistrer");
    assert!(data["texts"]["chosen"].as_str().unwrap().contains("{label}"));
    let catalogue = data["catalogue_url"].as_str().unwrap();
    assert!(catalogue.starts_with("/api/v1/catalogue?v="));
}

#[tokio::test]
async fn the_place_is_the_devices_or_the_only_one_or_chosen() {
    let house = House::build().await;
    let (_, mut karim) = house.karim().await;
    let chooser = karim.get("/counter").await.expect(200);
    assert!(
        chooser.body.contains("/counter?place=1")
            && chooser.body.contains("/counter?place=2")
            && !chooser.body.contains("place=3")
    );
    assert_eq!(data(&karim.get("/counter?place=2").await.expect(200).body)["place"]["id"], 2);
    for wrong in ["3", "99", "x", ""] {
        karim.get(&format!("/counter?place={wrong}")).await.expect(404);
    }
    let (mut counter, _) = house.device(crate::house::BRON, DeviceKind::Counter).await;
    counter.post("/sign-in", &[("email", "karim@exemple.fr"), ("password", "un train pour la mer")]).await.expect(303);
    assert_eq!(data(&counter.get("/counter").await.expect(200).body)["place"]["id"], 2);
    house.person("olga", Role::Officer, Scope::Network).await;
    house.signed_in("olga").await.get("/counter").await.expect(403);
    let mut nobody = Client::new(house.router.clone());
    assert_eq!(nobody.get("/counter").await.expect(303).location(), "/sign-in?next=/counter");
}

#[tokio::test]
async fn favourites_follow_what_is_done_once_a_month() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    for minute in 0..9 {
        let (_, _, mut entries) =
            house.visit_with(samira, &format!("2026-11-24T09:0{minute}:00+01:00"), "papiers.justice");
        entries[1]["body"]["operator"] = "tribunal".into();
        accepted(send(&mut client, &entries).await);
    }
    let themes = |body: &str| -> Vec<String> {
        let favourites = data(body)["favourites"].as_array().unwrap().clone();
        favourites.iter().map(|favourite| favourite["theme"].as_str().unwrap().to_owned()).collect()
    };
    let before = themes(&client.get("/counter").await.body);
    assert!(!before.contains(&"papiers.justice".to_owned()));
    for _ in 0..2 {
        reception::refresh_favourites(&house.app, &house.directory, &house.catalogue).await.unwrap();
    }
    let after = themes(&client.get("/counter").await.body);
    assert!(after.contains(&"papiers.justice".to_owned()), "{after:?}");
    assert_eq!(before.iter().zip(&after).filter(|(one, other)| one == other).count(), 8, "the hand finds the others");
}

#[tokio::test]
async fn it_knows_to_whom_somebody_may_be_handed_over() {
    let house = House::build().await;
    let (_, mut client) = house.samira().await;
    let (karim, _) = house.karim().await;
    let zoe = house.person("zoe", Role::Mediator, Scope::Place(LYON)).await;
    house.person("lille", Role::Mediator, Scope::Place(LILLE)).await;
    house.person("partie", Role::Mediator, Scope::Place(LYON)).await;
    house.person_until("ancienne", Role::Mediator, Scope::Place(LYON), Some(day("2026-11-23")), "fr").await;
    house.person("union", Role::Officer, Scope::Network).await;
    house.person("partenaire", Role::Partner, Scope::Place(LYON)).await;
    let mut tx = house.write().await;
    let gone = "update account set disabled_at = 1 where name = 'partie'";
    tx.execute(gone, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let data = data(&client.get("/counter").await.expect(200).body);
    assert_eq!(data["colleagues"], json!([{"id": karim, "name": "karim"}, {"id": zoe, "name": "zoe"}]));
    assert_eq!(data.get("round"), None, "a place that stays where it is has no round");
}

#[tokio::test]
async fn the_counter_of_a_bus_knows_its_round_for_a_week() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let mut tx = house.write().await;
    for sql in [
        "update place set kind = 'bus' where id = 1",
        "update stop set commune = 'Saillans', name = 'Place de la mairie', hours = 'Tu 09:00-12:00' where place = 1",
    ] {
        tx.execute(sql, vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    house.directory.refresh(&house.app.db).await.unwrap();
    let round = data(&client.get("/counter").await.expect(200).body)["round"].clone();
    assert_eq!(round["stops"], json!([{"id": 1, "name": "Saillans, Place de la mairie"}]));
    let days = round["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[0]), (8, &json!({"day": "2026-11-24", "halts": [[540, 720, 1]]})));
    assert_eq!((&days[1]["halts"], &days[7]), (&json!([]), &json!({"day": "2026-12-01", "halts": [[540, 720, 1]]})));

    let visit = house.id();
    let body = json!({"channel": "round", "stop": 1});
    accepted(send(&mut client, &[entry(visit, LYON, samira, "visit.opened", "2026-11-24T10:20:00+01:00", body)]).await);
    for address in [format!("/activity?place={LYON}"), format!("/activity/{LYON}/visits/{visit}")] {
        let page = client.get(&address).await.expect(200);
        assert!(page.body.contains("Saillans, Place de la mairie"), "{address}");
    }
}

#[tokio::test]
async fn only_a_computer_that_is_not_enrolled_asks_at_which_desk_one_sits() {
    let house = House::build().await;
    let (_, mut samira) = house.samira().await;
    let page = samira.get("/counter").await.expect(200).body;
    assert!(page.contains("id=\"queue-seat\" value=\"Accueil\""), "{page}");
    let (mut device, _) = house.device(LYON, DeviceKind::Counter).await;
    device.post("/sign-in", &[("email", "samira@exemple.fr"), ("password", "un train pour la mer")]).await.expect(303);
    let page = device.get("/counter").await.expect(200).body;
    assert_eq!(data(&page)["desk"], "Bureau 2");
    assert!(!page.contains("queue-seat"), "{page}");
}

#[tokio::test]
async fn a_place_that_soon_closes_for_good_says_so_at_its_counter() {
    let house = House::build().await;
    let (_, mut samira) = house.samira().await;
    for (last, words) in [
        ("2027-01-12", None),
        ("2026-12-12", Some("Ce lieu ferme définitivement le samedi 12 décembre 2026 au soir.")),
        ("2026-11-24", Some("Ce lieu ferme définitivement le mardi 24 novembre 2026 au soir.")),
        ("2026-11-23", Some("Ce lieu est fermé depuis le mardi 24 novembre 2026")),
    ] {
        house.last_day(LYON, last).await;
        let page = samira.get("/counter").await.expect(200).body;
        assert_eq!(page.contains("Ce lieu"), words.is_some(), "{last} {page}");
        assert!(words.is_none_or(|words| page.contains(words)), "{last} {page}");
    }
}
