//! Who is there: said by each of oneself, shown to the desks, gone with the day.

use crate::{
    house::{BRON, House, LYON, accepted, entry, send},
    queue::{arrival, call, step},
};
use kernel::{AccountId, DeviceKind, Role, Scope};
use serde_json::{Value, json};
use testkit::Client;

fn word(house: &House, agent: AccountId, at: &str, body: Value) -> Value {
    entry(house.id(), LYON, agent, "agent.present", &format!("2026-11-24T{at}+01:00"), body)
}

/// Those who are there: (name, state, desk).
async fn there(client: &mut Client) -> Vec<(String, String, String)> {
    let seen = client.get(&format!("/api/v1/queue?place={LYON}")).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let agent = |one: &Value| (text(&one["name"]), text(&one["state"]), text(&one["desk"]));
    seen["agents"].as_array().unwrap().iter().map(agent).collect()
}

fn said(name: &str, state: &str, desk: &str) -> (String, String, String) {
    (name.into(), state.into(), desk.into())
}

#[tokio::test]
async fn colleagues_see_who_is_there_by_name_and_the_hall_sees_nothing_of_it() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut his = house.signed_in("karim").await;
    assert_eq!(there(&mut client).await, []);
    accepted(
        send(&mut client, &[word(&house, samira, "09:00:00", json!({"state": "desk", "desk": "Bureau 2"}))]).await,
    );
    accepted(send(&mut his, &[word(&house, karim, "09:01:00", json!({"state": "office"}))]).await);
    assert_eq!(there(&mut his).await, [said("karim", "office", ""), said("samira", "desk", "Bureau 2")]);
    accepted(send(&mut client, &[word(&house, samira, "10:00:00", json!({"state": "break"}))]).await);
    // What was on its way since before changes nothing.
    accepted(send(&mut client, &[word(&house, samira, "09:30:00", json!({"state": "office"}))]).await);
    assert_eq!(there(&mut his).await, [said("karim", "office", ""), said("samira", "break", "")]);
    let (mut screen, _) = house.device(LYON, DeviceKind::Screen).await;
    let hall = screen.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(hall, json!({"called": [], "waiting": []}));
}

#[tokio::test]
async fn whoever_calls_or_receives_is_at_a_desk() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut his = house.signed_in("karim").await;
    let (_, first) = arrival(&house, samira, 0, json!({}));
    let (second, other) = arrival(&house, samira, 1, json!({}));
    accepted(send(&mut client, &[first, other]).await);
    assert_eq!(there(&mut client).await, [], "an arrival says nothing of who notes it");
    call(&mut client, "Bureau 2").await.expect(200);
    let serve = step(&house, karim, "visit.served", "10:05:00", json!({}), second);
    accepted(send(&mut his, &[serve]).await);
    assert_eq!(there(&mut client).await, [said("karim", "desk", ""), said("samira", "desk", "Bureau 2")]);
}

#[tokio::test]
async fn one_speaks_for_oneself_and_an_enrolled_counter_for_its_agents() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let bron = house.person("lea", Role::Mediator, Scope::Place(BRON)).await;
    let (mut kiosk, _) = house.device(LYON, DeviceKind::Kiosk).await;
    let desk = json!({"state": "desk"});
    for (agent, body, code) in [
        (karim, desk.clone(), "entry-of-another"),
        (samira, json!({}), "entry-malformed"),
        (samira, json!({"state": "asleep"}), "entry-malformed"),
        (samira, json!({"state": 1}), "entry-malformed"),
        (samira, json!({"state": "break", "desk": "Bureau 2"}), "entry-malformed"),
        (samira, json!({"state": "desk", "desk": " "}), "entry-malformed"),
        (samira, json!({"state": "desk", "desk": "x".repeat(61)}), "entry-malformed"),
        (samira, json!({"state": "break", "why": "médecin"}), "entry-unknown-member"),
    ] {
        assert_eq!(send(&mut client, &[word(&house, agent, "09:00:00", body.clone())]).await[0].1, code, "{body}");
    }
    let mut noted = word(&house, samira, "09:00:00", json!({"state": "break"}));
    noted["note"] = "chez le médecin".into();
    assert_eq!(send(&mut client, &[noted]).await[0].1, "entry-malformed");
    let said_there = json!({"entries": [word(&house, samira, "09:00:00", desk.clone())]});
    kiosk.post_json("/api/v1/journal", &said_there).await.expect(403);
    let (mut counter, _) = house.device(LYON, DeviceKind::Counter).await;
    accepted(send(&mut counter, &[word(&house, karim, "09:00:00", desk.clone())]).await);
    assert_eq!(send(&mut counter, &[word(&house, bron, "09:00:00", desk)]).await[0].1, "entry-no-right");
    assert_eq!(there(&mut client).await, [said("karim", "desk", "")]);
}

#[tokio::test]
async fn it_ends_at_sign_out_and_with_the_day() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut his = house.signed_in("karim").await;
    accepted(send(&mut client, &[word(&house, samira, "09:00:00", json!({"state": "desk"}))]).await);
    accepted(send(&mut his, &[word(&house, karim, "09:00:00", json!({"state": "desk"}))]).await);
    his.post("/sign-out", &[]).await.expect(303);
    assert_eq!(there(&mut client).await, [said("samira", "desk", "")]);
    let mut tx = house.write().await;
    let last = journal::entries_since(&mut tx, LYON, 2, 10).await.unwrap();
    drop(tx);
    assert_eq!(last.len(), 1, "once, in the journal");
    assert_eq!((last[0].agent, &*last[0].body), (Some(karim), r#"{"state":"away"}"#));
    let mut again = house.signed_in("karim").await;
    again.post("/sign-out", &[]).await.expect(303);
    assert_eq!(house.numbers(LYON).await, (3, 3), "who was not there does not leave");

    house.clock.set("2026-11-25T00:30:00+01:00");
    let mut client = house.signed_in("samira").await;
    assert_eq!(there(&mut client).await, [], "another day");
    reception::queue::close_overnight(&house.app, &house.directory, &house.journal).await.unwrap();
    let mut tx = house.write().await;
    let (rows,): (i64,) = tx.one("select cast(count(*) as bigint) from presence", vec![]).await.unwrap();
    assert_eq!(rows, 0, "the night forgets");
}
