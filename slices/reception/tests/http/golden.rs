//! Entries as clients of the field send them, kept word for word in `tests/golden`: whatever becomes of their kinds, these are
//! taken, and mean the same.

use crate::{
    house::{House, LYON, accepted, send},
    queue::queue,
};
use kernel::{Role, Scope};
use serde_json::{Value, json};

const ENTRIES: [&str; 4] = [
    include_str!("../golden/visit-opened-1.json"),
    include_str!("../golden/visit-opened-2.json"),
    include_str!("../golden/visit-handed-1.json"),
    include_str!("../golden/agent-present-1.json"),
];

#[tokio::test]
async fn what_was_sent_yesterday_means_the_same_today() {
    let house = House::build().await;
    let (_, mut client) = house.samira().await;
    house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let entries: Vec<Value> = ENTRIES.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    accepted(send(&mut client, &entries).await);
    let tickets = queue(&mut client).await;
    assert_eq!(tickets.len(), 1, "version 1 knew no queue");
    assert_eq!((&tickets[0]["priority"], &tickets[0]["agent"]["name"]), (&json!(true), &json!("karim")));
    assert_eq!(tickets[0]["handed"]["word"], "Sa facture est dans l’enveloppe bleue.");
    let seen = client.get(&format!("/api/v1/queue?place={LYON}")).await.expect(200).json();
    assert_eq!((&seen["agents"][0]["state"], &seen["agents"][0]["desk"]), (&json!("desk"), &json!("Bureau 2")));
    let ids: Vec<_> = entries[..2].iter().map(|entry| entry["id"].as_str().unwrap().parse().unwrap()).collect();
    let visits = reception::store::visits(&mut house.write().await, LYON, &ids).await.unwrap();
    assert!(visits.iter().all(|visit| visit.stop == Some(1)), "both were recorded at the stop");
}
