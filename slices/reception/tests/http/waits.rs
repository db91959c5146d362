//! Expected waits: learned from past days, told to the hall, never made up.

use crate::house::{House, LYON, accepted, entry, send};
use jiff::{SignedDuration, Timestamp, civil::date};
use kernel::{AccountId, DeviceKind, EntryId, Role, Scope};
use reception::queue::Waits;
use serde_json::{Value, json};
use testkit::Client;

/// A step of a visit, so many seconds after nine in the morning of a day of November.
fn step(house: &House, agent: AccountId, kind: &str, day: i8, second: i64, body: Value) -> (EntryId, Value) {
    let nine = date(2026, 11, day).at(9, 0, 0, 0).in_tz("Europe/Paris").unwrap().timestamp();
    let at: Timestamp = nine + SignedDuration::from_secs(second);
    let id = house.id();
    let mut entry = entry(id, LYON, agent, kind, &at.to_string(), body);
    if kind == "visit.opened" {
        entry["v"] = 2.into();
    }
    (id, entry)
}

/// One desk receives from nine on, so many visitors one behind the other, ten minutes each and a little more.
async fn past_day(house: &House, agent: AccountId, client: &mut Client, day: i8, visitors: i64) {
    let mut entries = Vec::new();
    for number in 0..visitors {
        let step = |kind, second, body| step(house, agent, kind, day, second, body);
        let (visit, opened) = step("visit.opened", number * 650, json!({"queue": {}}));
        let called = (number * 700).max(number * 650) + 20;
        entries.push(opened);
        entries.push(step("visit.called", called, json!({"visit": visit, "desk": "Bureau 1"})).1);
        entries.push(step("visit.served", called + 20, json!({"visit": visit})).1);
        entries.push(step("visit.closed", called + 600 + number % 7 * 10, json!({"visit": visit})).1);
    }
    accepted(send(client, &entries).await);
}

#[tokio::test]
async fn the_hall_is_told_a_wait_once_the_past_can_tell() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (mut screen, _) = house.device(LYON, DeviceKind::Screen).await;
    let place = house.directory.now().place(LYON).unwrap().clone();
    let now = house.app.clock.now();
    for day in [16, 17, 18] {
        past_day(&house, samira, &mut client, day, 16).await;
    }
    let arrive = async |client: &mut Client, seconds: i64| {
        let (visit, opened) = step(&house, samira, "visit.opened", 24, seconds, json!({"queue": {}}));
        accepted(send(client, &[opened]).await);
        visit
    };
    let first = arrive(&mut client, 3_600).await;
    assert_eq!(Waits::new(house.app.clone()).outlook(&place, now).await.unwrap(), None, "48 visits are too few");
    assert_eq!(screen.get("/api/v1/queue").await.expect(200).json().get("wait"), None);

    for day in [19, 20] {
        past_day(&house, samira, &mut client, day, 16).await;
    }
    let waits = Waits::new(house.app.clone());
    let serve = step(&house, samira, "visit.served", 24, 3_660, json!({"visit": first})).1;
    accepted(send(&mut client, &[serve]).await);
    for second in 0..3 {
        arrive(&mut client, 3_700 + second).await;
    }
    let outlook = waits.outlook(&place, now).await.unwrap().unwrap();
    assert_eq!(outlook.waiting.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3, 4]);
    let ranges: Vec<_> = outlook.waiting.iter().map(|(_, range)| *range).chain([outlook.newcomer]).collect();
    assert!(ranges.is_sorted_by(|one, next| one.low <= next.low && one.high <= next.high), "{ranges:?}");
    // Three wait before them at one desk of ten minutes or so.
    assert!(outlook.newcomer.low >= 15 && outlook.newcomer.high <= 60, "{ranges:?}");
    assert_eq!(outlook.of(3), Some((1, ranges[1])));
    assert_eq!(outlook.of(1), None, "who is at a desk waits no more");
    for name in ["karim", "lea", "tom"] {
        let agent = house.person(name, Role::Mediator, Scope::Place(LYON)).await;
        let mut client = house.signed_in(name).await;
        let word = step(&house, agent, "agent.present", 24, 3_700, json!({"state": "desk"})).1;
        accepted(send(&mut client, &[word]).await);
    }
    let more = waits.outlook(&place, now).await.unwrap().unwrap();
    assert!(more.newcomer.high < outlook.newcomer.high, "three colleagues came to their desks: {more:?}");
}

#[tokio::test]
async fn the_hall_and_the_desks_read_the_same_wait() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (mut screen, _) = house.device(LYON, DeviceKind::Screen).await;
    for day in [16, 17, 18, 19, 20] {
        past_day(&house, samira, &mut client, day, 16).await;
    }
    let desks = format!("/api/v1/queue?place={LYON}");
    assert_eq!(client.get(&desks).await.expect(200).json().get("wait"), None, "no ticket was given today");
    let (visit, opened) = step(&house, samira, "visit.opened", 24, 3_600, json!({"queue": {}}));
    accepted(send(&mut client, &[opened]).await);
    let seen = client.get(&desks).await.expect(200).json();
    assert!(seen["wait"]["low"].as_i64() <= seen["wait"]["high"].as_i64() && seen["wait"]["high"].is_i64(), "{seen}");
    let hall = screen.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(hall["wait"], seen["wait"]);
    let (_, left) = step(&house, samira, "visit.left", 24, 3_700, json!({"visit": visit}));
    accepted(send(&mut client, &[left]).await);
    let seen = client.get(&desks).await.expect(200).json();
    assert_eq!(seen["wait"], json!({"low": 0, "high": 5}), "nobody waits, and a desk is free");
}
