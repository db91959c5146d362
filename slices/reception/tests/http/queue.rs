//! The queue: arrivals, calls, and what the hall is told.

use crate::house::{BRON, House, LYON, accepted, at_kiosk, day, entry, send};
use journal::Sender;
use kernel::{AccountId, Actor, DeviceKind, EntryId, Grant, Person, Role, Scope};
use reception::queue::{Calls, Live, NotCalled};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use testkit::Client;

/// Arrivals a second apart from 10 h 00.
pub fn arrival(house: &House, agent: AccountId, second: usize, queue: Value) -> (EntryId, Value) {
    let visit = house.id();
    let at = format!("2026-11-24T10:{:02}:{:02}+01:00", second / 60, second % 60);
    let mut arrival = entry(visit, LYON, agent, "visit.opened", &at, json!({"language": "ar", "queue": queue}));
    arrival["v"] = 2.into();
    (visit, arrival)
}

pub fn step(house: &House, agent: AccountId, kind: &str, at: &str, mut body: Value, visit: EntryId) -> Value {
    body["visit"] = json!(visit);
    entry(house.id(), LYON, agent, kind, &format!("2026-11-24T{at}+01:00"), body)
}

pub async fn queue(client: &mut Client) -> Vec<Value> {
    let seen = client.get(&format!("/api/v1/queue?place={LYON}")).await.expect(200).json();
    seen["tickets"].as_array().unwrap().clone()
}

/// What became of each open ticket: (number, stage).
async fn stages(client: &mut Client) -> Vec<(i64, String)> {
    let stage = |ticket: &Value| (ticket["number"].as_i64().unwrap(), ticket["stage"].as_str().unwrap().to_owned());
    queue(client).await.iter().map(stage).collect()
}

pub async fn call(client: &mut Client, desk: &str) -> testkit::Answer {
    client.post_json("/api/v1/queue/calls", &json!({"place": LYON, "desk": desk})).await
}

#[tokio::test]
async fn numbers_follow_arrivals_and_calls_follow_priority_then_arrival() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let arrivals = [json!({"family": "sante"}), json!({}), json!({"priority": true})];
    let arrivals: Vec<_> =
        arrivals.into_iter().enumerate().map(|(second, queue)| arrival(&house, samira, second, queue)).collect();
    let entries: Vec<_> = arrivals.iter().map(|(_, entry)| entry.clone()).collect();
    accepted(send(&mut client, &entries).await);
    let waiting = |number: i64| (number, "waiting".to_owned());
    assert_eq!(stages(&mut client).await, [waiting(1), waiting(2), waiting(3)]);
    let first = &queue(&mut client).await[0];
    assert_eq!((&first["family"]["code"], &first["language"]), (&json!("sante"), &json!("ar")));

    for number in [3, 1, 2] {
        let called = call(&mut client, "Bureau 2").await.expect(200).json();
        assert_eq!((&called["number"], &called["desk"]), (&json!(number), &json!("Bureau 2")));
    }
    let nobody = call(&mut client, "Bureau 2").await.expect(422).json();
    assert_eq!(nobody["code"], "queue-nobody");
    // The same entries again are known, and nobody is called or numbered twice.
    assert!(send(&mut client, &entries).await.iter().all(|(status, _)| status == "known"));
    assert!(stages(&mut client).await.iter().all(|(_, stage)| stage == "called"));
}

#[tokio::test]
async fn a_ticket_goes_its_way_and_a_wrong_step_says_why() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    let wrong = |kind: &str, body: Value| step(&house, samira, kind, "10:01:00", body, visit);
    let early = send(&mut client, &[wrong("visit.left", json!({}))]).await;
    assert_eq!(early[0].0, "retry");
    accepted(send(&mut client, &[arrived]).await);
    for (entry, code) in [
        (wrong("visit.held", json!({})), "entry-ticket-not-served"),
        (wrong("visit.called", json!({})), "entry-malformed"),
        (wrong("visit.called", json!({"desk": "x".repeat(61)})), "entry-malformed"),
        (wrong("visit.left", json!({"why": "Mme A."})), "entry-unknown-member"),
        (arrival(&house, samira, 1, json!("yes")).1, "entry-malformed"),
        (arrival(&house, samira, 1, json!({"family": "x"})).1, "entry-malformed"),
        (arrival(&house, samira, 1, json!({"name": "Mme A."})).1, "entry-unknown-member"),
    ] {
        assert_eq!(send(&mut client, std::slice::from_ref(&entry)).await[0].1, code, "{entry}");
    }
    let way = |kind: &str, at: &str, body: Value| step(&house, samira, kind, at, body, visit);
    let steps = [
        way("visit.called", "10:02:00", json!({"desk": "Bureau 1"})),
        way("visit.served", "10:02:20", json!({})),
        way("visit.held", "10:05:00", json!({})),
        way("visit.resumed", "10:06:00", json!({})),
        way("visit.handed", "10:07:00", json!({"to": karim})),
    ];
    accepted(send(&mut client, &steps).await);
    // It waits for Karim: Samira does not call it, he does.
    assert_eq!(call(&mut client, "Bureau 1").await.expect(422).json()["code"], "queue-nobody");
    let mut his = house.signed_in("karim").await;
    assert_eq!(call(&mut his, &"é".repeat(60)).await.expect(200).json()["number"], 1);
    let end = step(&house, samira, "visit.closed", "10:20:00", json!({}), visit);
    accepted(send(&mut client, &[end]).await);
    assert!(queue(&mut client).await.is_empty());
    accepted(send(&mut client, &[way("visit.held", "10:21:00", json!({}))]).await);
    assert!(queue(&mut client).await.is_empty(), "what came before the end changes nothing");
    let late = send(&mut client, &[way("visit.held", "10:25:00", json!({}))]).await;
    assert_eq!(late[0].1, "entry-ticket-over");
    let without = house.visit_with(samira, "2026-11-24T10:20:00+01:00", "famille.prime");
    accepted(send(&mut client, &without.2).await);
    let stepped = step(&house, samira, "visit.left", "10:22:00", json!({}), without.0);
    assert_eq!(send(&mut client, &[stepped]).await[0].1, "entry-no-ticket");
}

#[tokio::test]
async fn the_hall_sees_numbers_and_desks_and_a_kiosk_only_opens() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (mut screen, _) = house.device(LYON, DeviceKind::Screen).await;
    let (mut kiosk, device) = house.device(LYON, DeviceKind::Kiosk).await;
    let (mut elsewhere, _) = house.device(BRON, DeviceKind::Screen).await;
    let (visit, mut ticket) = arrival(&house, samira, 0, json!({"priority": true}));
    ticket.as_object_mut().unwrap().remove("agent");
    accepted(at_kiosk(&house, device, &[ticket, arrival(&house, samira, 1, json!({})).1]).await);
    call(&mut client, "Bureau 2").await.expect(200);
    let hall = screen.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(hall["waiting"], json!([2]));
    assert_eq!((&hall["called"][0]["number"], &hall["called"][0]["desk"]), (&json!(1), &json!("Bureau 2")));
    assert!(!hall.to_string().contains(&visit.to_string()));
    for device in [&mut screen, &mut kiosk] {
        call(device, "Bureau 2").await.expect(403);
    }
    elsewhere.get(&format!("/api/v1/queue?place={LYON}")).await.expect(404);
    let left = step(&house, samira, "visit.left", "10:05:00", json!({}), visit);
    assert_eq!(at_kiosk(&house, device, &[left]).await[0].1, "entry-wrong-place");
    for body in ["{", "{}", r#"{"desk": 3}"#] {
        let answer =
            client.send("POST", "/api/v1/queue/calls", Some("application/json"), body.into()).await.expect(422);
        assert_eq!(answer.json()["code"], "queue-call-unreadable");
    }
}

#[tokio::test]
async fn what_is_left_open_overnight_ends_without_a_made_up_duration() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    let serve = step(&house, samira, "visit.served", "10:10:00", json!({}), visit);
    accepted(send(&mut client, &[arrived, serve]).await);
    house.clock.set("2026-11-25T09:00:00+01:00");
    let mut client = house.signed_in("samira").await;
    let closed = entry(house.id(), LYON, samira, "visit.closed", "2026-11-25T08:50:00+01:00", json!({"visit": visit}));
    accepted(send(&mut client, &[closed]).await);
    let mut tx = house.write().await;
    let row: (i64, i64, i64) =
        tx.one("select stage, waited_ms, served_ms from ticket where place = $1", db::values![LYON]).await.unwrap();
    assert_eq!(row, (4, 600_000, 0));
    let visit = reception::store::visits(&mut tx, LYON, &[visit]).await.unwrap().remove(0);
    assert_eq!((visit.closed, visit.day), (None, day("2026-11-24")));
}

#[tokio::test]
async fn the_night_closes_what_the_evening_forgot_once() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let arrivals: Vec<_> = (0..3).map(|second| arrival(&house, samira, second, json!({})).1).collect();
    accepted(send(&mut client, &arrivals).await);
    let night = || reception::queue::close_overnight(&house.app, &house.directory, &house.journal);
    assert_eq!(night().await.unwrap(), 0, "today's still wait");
    house.clock.set("2026-11-25T00:30:00+01:00");
    assert_eq!(night().await.unwrap(), 3);
    assert_eq!(night().await.unwrap(), 0);
    let mut tx = house.write().await;
    let open = "select cast(count(*) as bigint) from ticket where place = $1 and stage = 4 and waited_ms = 0";
    assert_eq!(tx.one::<(i64,)>(open, db::values![LYON]).await.unwrap().0, 3);
}

#[tokio::test]
async fn the_night_after_its_last_day_a_place_has_nobody_left_waiting() {
    let house = House::build().await;
    house.last_day(LYON, "2026-11-24").await;
    let (samira, mut client) = house.samira().await;
    accepted(send(&mut client, &[arrival(&house, samira, 0, json!({})).1]).await);
    house.clock.set("2026-11-25T00:30:00+01:00");
    let night = || reception::queue::close_overnight(&house.app, &house.directory, &house.journal);
    assert_eq!((night().await.unwrap(), night().await.unwrap()), (1, 0));
    let mut client = house.signed_in("samira").await;
    let late = entry(house.id(), LYON, samira, "visit.opened", "2026-11-25T00:30:00+01:00", json!({"channel": "site"}));
    assert_eq!(send(&mut client, &[late]).await, [("refused".to_owned(), "entry-after-closing".to_owned())]);
}

#[tokio::test]
async fn a_place_closed_as_of_today_calls_nobody_and_takes_what_the_morning_recorded() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    accepted(send(&mut client, &[arrival(&house, samira, 0, json!({})).1]).await);
    house.close(LYON).await;
    let page = client.get("/counter").await.expect(200).body;
    assert!(page.contains("Ce lieu est fermé depuis le mardi 24 novembre 2026"), "{page}");
    let refused = call(&mut client, "Bureau 1").await.expect(422).json();
    assert_eq!(
        (&refused["code"], &refused["title"]),
        (&json!("queue-place-closed"), &json!("Ce lieu est fermé\u{a0}: personne n’y est plus appelé."))
    );
    let (_, _, morning) = house.visit_with(samira, "2026-11-24T09:30:00+01:00", "famille.prime");
    accepted(send(&mut client, &morning).await);
    house.clock.set("2026-11-25T09:00:00+01:00");
    let mut client = house.signed_in("samira").await;
    let (_, _, late) = house.visit_with(samira, "2026-11-24T10:00:00+01:00", "famille.prime");
    accepted(send(&mut client, &late).await);
    let next = entry(house.id(), LYON, samira, "visit.opened", "2026-11-25T08:30:00+01:00", json!({"channel": "site"}));
    assert_eq!(send(&mut client, &[next]).await, [("refused".to_owned(), "entry-after-closing".to_owned())]);
}

#[tokio::test]
async fn whoever_would_close_a_place_is_told_of_all_whom_it_has_still_to_receive() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let arrivals: Vec<_> = (0..4).map(|second| arrival(&house, samira, second, json!({}))).collect();
    accepted(send(&mut client, &arrivals.iter().map(|(_, entry)| entry.clone()).collect::<Vec<_>>()).await);
    let hall = reception::queue::hall(house.app.clone());
    let place = house.directory.now().place(LYON).unwrap().clone();
    for _ in 0..3 {
        call(&mut client, "Bureau 1").await.expect(200);
    }
    for (kind, at) in [("visit.served", 0), ("visit.held", 0), ("visit.served", 1)] {
        let body = json!({"visit": arrivals[at].0});
        accepted(send(&mut client, &[entry(house.id(), LYON, samira, kind, "2026-11-24T10:20:00+01:00", body)]).await);
    }
    assert_eq!(
        hall.waiting(&place).await.unwrap(),
        3,
        "one on hold, one called, one who waits; who sits at the desk is received"
    );
}

/// The night's rule made an end up; a device that had no network knows the true one.
#[tokio::test]
async fn whom_a_desk_received_without_a_network_is_told_the_next_morning() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (called, first) = arrival(&house, samira, 0, json!({}));
    let (waited, second) = arrival(&house, samira, 1, json!({}));
    accepted(send(&mut client, &[first, second]).await);
    call(&mut client, "Bureau 2").await.expect(200);
    house.clock.set("2026-11-25T00:30:00+01:00");
    assert_eq!(reception::queue::close_overnight(&house.app, &house.directory, &house.journal).await.unwrap(), 2);
    let mut client = house.signed_in("samira").await;
    for visit in [called, waited] {
        let serve = step(&house, samira, "visit.served", "10:10:00", json!({}), visit);
        let close = step(&house, samira, "visit.closed", "10:30:00", json!({}), visit);
        accepted(send(&mut client, &[serve, close]).await);
    }
    let mut tx = house.write().await;
    let visits = reception::store::visits(&mut tx, LYON, &[called, waited]).await.unwrap();
    let known = |id| visits.iter().find(|visit| visit.id == id).map(|visit| (visit.served, visit.closed.is_some()));
    assert_eq!(known(waited), Some((Some(1_200_000), true)));
    assert_eq!(known(called), Some((None, false)), "how long it took to the desk nobody saw");
}

#[tokio::test]
async fn a_number_nobody_came_for_is_called_again_by_whoever_called_it() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut karim = house.signed_in("karim").await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    accepted(send(&mut client, &[arrived]).await);
    call(&mut client, "Bureau 2").await.expect(200);
    house.clock.set("2026-11-24T10:27:00+01:00");
    let again = json!({"place": LYON, "desk": "Bureau 2", "visit": visit});
    let refused = karim.post_json("/api/v1/queue/calls", &again).await.expect(422).json();
    assert_eq!(refused["code"], "entry-ticket-not-waiting");
    client.post_json("/api/v1/queue/calls", &again).await.expect(200);
    let ticket = &queue(&mut client).await[0];
    assert_eq!((&ticket["stage"], &ticket["since"]), (&json!("called"), &json!("2026-11-24T09:27:00Z")));
}

/// Both took number 1 while the line was cut; nobody came to the second, who says so first.
#[tokio::test]
async fn two_desks_without_a_network_take_the_same_number() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let karim = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut his = house.signed_in("karim").await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    accepted(send(&mut client, &[arrived]).await);
    let hers = |kind, at| step(&house, samira, kind, at, json!({}), visit);
    let by_karim = |kind, at| step(&house, karim, kind, at, json!({}), visit);
    accepted(send(&mut client, &[hers("visit.served", "10:05:00")]).await);
    accepted(send(&mut his, &[by_karim("visit.served", "10:06:00"), by_karim("visit.returned", "10:08:00")]).await);
    assert_eq!(stages(&mut client).await, [(1, "served".to_owned())], "she still receives");
    accepted(send(&mut client, &[hers("visit.closed", "10:20:00")]).await);
    let mut tx = house.write().await;
    let visit = reception::store::visits(&mut tx, LYON, &[visit]).await.unwrap().remove(0);
    assert_eq!((visit.waited, visit.served), (Some(300_000), Some(900_000)));
}

#[tokio::test]
async fn whoever_left_is_not_received_another_day() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, arrived) = arrival(&house, samira, 0, json!({}));
    let left = step(&house, samira, "visit.left", "10:05:00", json!({}), visit);
    accepted(send(&mut client, &[arrived, left]).await);
    house.clock.set("2026-11-25T09:00:00+01:00");
    let mut client = house.signed_in("samira").await;
    let body = json!({"visit": visit});
    let served = entry(house.id(), LYON, samira, "visit.served", "2026-11-25T08:50:00+01:00", body);
    assert_eq!(send(&mut client, &[served]).await[0].1, "entry-ticket-over");
    let mut tx = house.write().await;
    let visit = reception::store::visits(&mut tx, LYON, &[visit]).await.unwrap().remove(0);
    assert_eq!((visit.waited, visit.served), (Some(300_000), None));
}

/// A kiosk opens a visit; who receives it completes its facts, and nobody else does.
#[tokio::test]
async fn whoever_receives_completes_what_a_kiosk_opened() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let (_, device) = house.device(LYON, DeviceKind::Kiosk).await;
    let (visit, mut ticket) = arrival(&house, samira, 0, json!({}));
    ticket.as_object_mut().unwrap().remove("agent");
    accepted(at_kiosk(&house, device, &[ticket]).await);
    let facts =
        json!({"target": visit, "replaces": visit, "facts": {"channel": "site", "language": "ar", "age": "40-59"}});
    let complete = || entry(house.id(), LYON, samira, "corrected", "2026-11-24T10:05:00+01:00", facts.clone());
    assert_eq!(send(&mut client, &[complete()]).await[0].1, "entry-not-yours");
    call(&mut client, "Bureau 2").await.expect(200);
    accepted(send(&mut client, &[complete()]).await);
}

/// Fifty desks and a thousand visitors: each is called once, priority first, then arrival.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_desks_never_call_the_same_visitor() {
    const VISITORS: usize = 1_000;
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let arrivals: Vec<_> =
        (0..VISITORS).map(|second| arrival(&house, samira, second, json!({"priority": second % 10 == 9})).1).collect();
    for some in arrivals.chunks(500) {
        accepted(send(&mut client, some).await);
    }
    let place = house.directory.now().place(LYON).unwrap().clone();
    let grant = Grant { role: Role::Mediator, scope: Scope::Place(LYON), from: day("2024-01-01"), to: None };
    let person =
        Person { account: samira, name: "Samira".into(), locale: "fr".into(), grants: vec![grant], device: None };
    let sender = Sender { actor: Actor::Person(Arc::new(person)), device: None };
    // Two servers on one database: each has its own idea of whose turn it is.
    let servers: Vec<_> = (0..2).map(|_| Calls::new(house.app.clone(), house.another_journal())).collect();
    let desks: Vec<_> = (0..50)
        .map(|desk| {
            let (calls, place, sender) = (servers[desk % 2].clone(), place.clone(), sender.clone());
            tokio::spawn(async move {
                let mut called = Vec::new();
                loop {
                    match calls.call(&sender, &place, None, &format!("Bureau {desk}")).await {
                        Ok(ticket) => called.push(ticket.number),
                        Err(NotCalled::Nobody) => return called,
                        Err(other) => panic!("{other:?}"),
                    }
                }
            })
        })
        .collect();
    let mut called = Vec::new();
    for desk in desks {
        called.extend(desk.await.unwrap());
    }
    called.sort_unstable();
    assert_eq!(called, (1..=VISITORS as i64).collect::<Vec<_>>());
    // The journal's order of calls is priority, then arrival.
    let mut tx = house.write().await;
    let rows = journal::entries_since(&mut tx, LYON, 0, 10_000).await.unwrap();
    let ticket = "select number from ticket where place = $1 and visit = $2";
    let mut order = Vec::new();
    for row in rows.iter().filter(|row| row.kind == "visit.called") {
        let body: Value = serde_json::from_str(&row.body).unwrap();
        let visit: EntryId = body["visit"].as_str().unwrap().parse().unwrap();
        order.push(tx.one::<(i64,)>(ticket, db::values![LYON, visit]).await.unwrap().0);
    }
    let mut expected: Vec<i64> = (1..=VISITORS as i64).collect();
    expected.sort_by_key(|number| (number % 10 != 0, *number));
    assert_eq!(order, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_follows_is_told_within_a_second() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let live = Live::new(house.app.clone(), house.directory.clone(), house.catalogue.clone());
    let place = house.directory.now().place(LYON).unwrap().clone();
    let mut screens = Vec::new();
    for _ in 0..200 {
        screens.push(live.follow(&place).await.unwrap());
    }
    // Written through another server: nobody gives a hint.
    accepted(send(&mut client, &[arrival(&house, samira, 0, json!({})).1]).await);
    for screen in &mut screens {
        tokio::time::timeout(Duration::from_secs(1), screen.changed()).await.expect("told within a second").unwrap();
        assert_eq!(screen.borrow().hall, r#"{"called":[],"waiting":[1]}"#);
    }
    // What concerns nobody in the hall wakes no screen.
    let visit = house.visit_with(samira, "2026-11-24T10:20:00+01:00", "famille.prime");
    accepted(send(&mut client, &visit.2).await);
    let woken = tokio::time::timeout(Duration::from_millis(700), screens[0].changed()).await;
    assert!(woken.is_err());
}
