//! Handing somebody over to a colleague, with a word.

use crate::{
    house::{House, LILLE, LYON, accepted, entry, send},
    queue::{arrival, call, queue, step},
};
use kernel::{DeviceKind, Role, Scope};
use serde_json::{Value, json};

const WORD: &str = "Sa facture est dans l’enveloppe bleue.";

#[tokio::test]
async fn the_colleague_is_told_who_hands_over_and_the_word_and_calls_it_first() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    let (_, priority) = arrival(&house, samira, 1, json!({"priority": true}));
    let serve = step(&house, samira, "visit.served", "10:02:00", json!({}), visit);
    let mut hand = step(&house, samira, "visit.handed", "10:05:00", json!({"to": karim}), visit);
    hand["note"] = WORD.into();
    accepted(send(&mut client, &[arrived, priority, serve, hand.clone()]).await);

    let mut his = house.signed_in("karim").await;
    let waiting = queue(&mut his).await.remove(0);
    assert_eq!((&waiting["stage"], &waiting["agent"]["id"]), (&json!("waiting"), &json!(karim)));
    assert_eq!(waiting["handed"], json!({"by": {"id": samira, "name": "samira"}, "word": WORD}));
    assert_eq!(call(&mut his, "Bureau 3").await.expect(200).json()["number"], 1, "before the one who has priority");
    assert_eq!(queue(&mut his).await[0]["handed"]["word"], WORD, "whoever receives still reads it");

    // The words stand apart, and the same entry without them is the same entry.
    let mut tx = house.write().await;
    let rows = journal::entries_since(&mut tx, LYON, 0, 100).await.unwrap();
    let handed = rows.iter().find(|row| row.kind == "visit.handed").unwrap();
    assert!(!handed.body.contains("enveloppe"));
    assert_eq!(handed.words.as_deref(), Some(WORD));
    drop(tx);
    hand.as_object_mut().unwrap().remove("note");
    assert_eq!(send(&mut client, &[hand]).await[0].0, "known");

    let back = step(&house, karim, "visit.returned", "10:09:00", json!({}), visit);
    accepted(send(&mut his, &[back]).await);
    assert_eq!(queue(&mut his).await[0].get("handed"), None, "back in the queue, it is anybody’s");
}

#[tokio::test]
async fn the_hall_never_sees_it() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (mut screen, _) = house.device(LYON, DeviceKind::Screen).await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    let mut hand = step(&house, samira, "visit.handed", "10:05:00", json!({}), visit);
    hand["note"] = WORD.into();
    accepted(send(&mut client, &[arrived, hand]).await);
    for address in ["/api/v1/queue".to_owned(), format!("/api/v1/queue?place={LYON}&hall=true")] {
        let seen = screen.get(&address).await.expect(200).json();
        assert_eq!(seen, json!({"called": [], "waiting": [1]}));
    }
}

#[tokio::test]
async fn nobody_is_handed_to_who_does_not_receive_here() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let elsewhere = house.person("zoe", Role::Mediator, Scope::Place(LILLE)).await;
    let office = house.person("lea", Role::Officer, Scope::Network).await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    accepted(send(&mut client, &[arrived]).await);
    let hand = |to: Value| step(&house, samira, "visit.handed", "10:05:00", json!({"to": to}), visit);
    for (to, code) in [
        (json!(elsewhere), "entry-unknown-colleague"),
        (json!(office), "entry-unknown-colleague"),
        (json!(999), "entry-unknown-colleague"),
        (json!(-1), "entry-unknown-colleague"),
        (json!("karim"), "entry-malformed"),
        (json!(1.5), "entry-malformed"),
    ] {
        assert_eq!(send(&mut client, &[hand(to.clone())]).await[0].1, code, "{to}");
    }
    let mut secret = hand(json!(samira));
    secret["note"] = "mdp : soleil".into();
    assert_eq!(send(&mut client, &[secret]).await[0].1, "entry-note-secret");
    assert_eq!(queue(&mut client).await[0].get("handed"), None);
    accepted(send(&mut client, &[hand(json!(null))]).await);
    let forged = entry(house.id(), LYON, samira, "visit.handed", "2026-11-24T10:06:00+01:00", json!({"visit": "x"}));
    assert_eq!(send(&mut client, &[forged]).await[0].1, "entry-malformed");
}
