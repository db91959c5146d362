//! Mail and the month's digest, through the whole program and a real mail server.

use crate::house::House;
use ::mail::Unsent;
use db::values;
use kernel::{Actor, Day, PlaceId, Role, Scope};
use serde_json::json;
use testkit::{Client, MailServer, Welcome};

const DECEMBER: &str = "2026-12-03T13:10:00+01:00";

/// A visit of November, and those who answer for it: a director and somebody of the Union.
async fn november(house: &House) -> (Client, Client) {
    let mut mediator = house.person("mediation", Role::Mediator, Scope::Place(PlaceId(1))).await;
    let id = |n: u32| format!("01936b2e-0000-7000-8000-{n:012}");
    let entry = |n, kind: &str, body| json!({"id": id(n), "v": 1, "place": 1, "kind": kind, "at": "2026-11-10T10:00:00+01:00", "body": body});
    let entries = [
        entry(1, "visit.opened", json!({"channel": "site"})),
        entry(
            2,
            "request.recorded",
            json!({"visit": id(1), "theme": "famille.rsa", "acts": ["explain"], "outcome": "resolved"}),
        ),
    ];
    mediator.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200);
    let director = house.person("direction", Role::Director, Scope::Place(PlaceId(1))).await;
    let officer = house.person("union", Role::Officer, Scope::Network).await;
    (director, officer)
}

async fn write_due(house: &House) -> usize {
    let figures = house.parts.figures().await.unwrap();
    house.parts.digests(&figures).write_due().await.unwrap()
}

#[tokio::test]
async fn a_month_is_sent_once_to_those_who_answer_for_it() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    november(&house).await;
    for too_early in ["2026-12-02T15:00:00+01:00", "2026-12-03T12:50:00+01:00", "2026-12-13T15:00:00+01:00"] {
        house.clock.set(too_early);
        assert_eq!(write_due(&house).await, 0, "{too_early}");
    }
    house.clock.set(DECEMBER);
    assert_eq!(write_due(&house).await, 2);
    assert_eq!(write_due(&house).await, 0);
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Sent);
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Sent);
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Nothing);
    let kept = server.kept();
    for (message, address) in kept.iter().zip(["direction@demo.example", "union@demo.example"]) {
        assert!(message.contains(&format!("To: {address}")), "{message}");
        assert!(message.contains("Message-ID: <digest.2026-11."), "{message}");
        assert!(message.contains("Auto-Submitted: auto-generated"), "{message}");
        assert!(message.contains("https://parvis.example/figures?period=3D2026-11"), "{message}");
    }
    assert_eq!(kept.len(), 2);
}

#[tokio::test]
async fn one_request_stops_it_and_a_page_asks_for_it_again() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    let (mut director, _) = november(&house).await;
    house.clock.set(DECEMBER);
    write_due(&house).await;
    house.parts.mail.send_next().await.unwrap();
    let message = server.kept().remove(0);
    let stop = message.split("List-Unsubscribe: <https://parvis.example").nth(1).unwrap().split('>').next().unwrap();
    let mut visitor = house.visitor();
    assert!(visitor.get(stop).await.expect(200).body.contains("Ne plus la recevoir"));
    visitor.post(&format!("{stop}0"), &[]).await.expect(404);
    visitor.post(stop, &[("List-Unsubscribe", "One-Click")]).await.expect(200);
    assert!(visitor.get(stop).await.expect(200).body.contains("C’est fait"));
    director.post("/sign-in", &[("email", "direction@demo.example"), ("password", "olive tuile pont marche")]).await;
    assert!(director.get("/digest").await.expect(200).body.contains("Vous ne la recevez pas"));
    director.post("/digest", &[("wants", "yes")]).await.expect(303);
    assert!(director.get("/digest").await.expect(200).body.contains("direction@demo.example"));
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_believed() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    let mut administrator = house.person("admin", Role::Administrator, Scope::Network).await;
    server.next(Welcome::Later);
    administrator.post("/team/mail/trial", &[]).await.expect(303);
    let Unsent::Later(again) = house.parts.mail.send_next().await.unwrap() else { panic!("the server was busy") };
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Nothing);
    assert!(administrator.get("/team/mail").await.expect(200).body.contains("come back later"));
    house.clock.set(&again.to_string());
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Sent);
    assert!(administrator.get("/team/mail").await.expect(200).body.contains("Remis au serveur"));

    server.next(Welcome::Never);
    house.clock.set("2026-11-24T15:00:00+01:00");
    administrator.post("/team/mail/trial", &[]).await.expect(303);
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::GivenUp);
    let page = administrator.get("/team/mail").await.expect(200).body;
    assert!(page.contains("nobody of that name") && page.contains("Abandonné"), "{page}");
    let about = page.split("name=\"about\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let account = page.split("name=\"account\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    administrator
        .post("/team/mail/again", &[("account", &account), ("kind", "trial"), ("about", &about)])
        .await
        .expect(303);
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Sent);
    assert_eq!(server.kept().len(), 2);
}

#[tokio::test]
async fn what_may_have_been_taken_is_sent_again_under_the_same_name() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    let mut administrator = house.person("admin", Role::Administrator, Scope::Network).await;
    server.next(Welcome::HangUp);
    administrator.post("/team/mail/trial", &[]).await.expect(303);
    let Unsent::Later(again) = house.parts.mail.send_next().await.unwrap() else {
        panic!("nobody knows whether it was taken")
    };
    house.clock.set(&again.to_string());
    assert_eq!(house.parts.mail.send_next().await.unwrap(), Unsent::Sent);
    let name = |message: &String| message.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
    let kept = server.kept();
    assert_eq!((kept.len(), name(&kept[0])), (2, name(&kept[1])));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_waited_for_two_days() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    let mut parts = house.parts.clone();
    // A port that nobody listens on.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let post = ::mail::Post::new(&format!("smtp://{free}"), "Parvis <parvis@parvis.example>", "https://parvis.example")
        .unwrap();
    parts.mail = parts.mail.through(post);
    let mut administrator = house.person("admin", Role::Administrator, Scope::Network).await;
    administrator.post("/team/mail/trial", &[]).await.expect(303);
    let began = parts.app.clock.now();
    let mut tries = 1;
    while let Unsent::Later(again) = parts.mail.send_next().await.unwrap() {
        house.clock.set(&again.to_string());
        tries += 1;
    }
    let hours = (parts.app.clock.now().as_second() - began.as_second()) as f64 / 3600.0;
    assert!(tries == 9 && (45.0..55.0).contains(&hours), "{tries} tries over {hours} hours");
}

/// Visits by the day of a place, forty on weekdays; half as many since the 9th of November.
async fn halved(house: &House) {
    let mut rows = Vec::new();
    for day in Day::of("2026-06-01".parse().unwrap()).0..=Day::of("2026-11-22".parse().unwrap()).0 {
        let n = if Day(day) >= Day::of("2026-11-09".parse().unwrap()) { 20 } else { 40 };
        rows.push(values![1_i64, i64::from(day), "visits", n + i64::from(day * 7 % 11) - 5, "essai"]);
    }
    let mut tx = house.parts.app.db.write(&Actor::System("test")).await.unwrap();
    tx.insert_many("insert into daily_count (place, day, measure, number, source)", "", rows).await.unwrap();
    tx.commit().await.unwrap();
    let figures = house.parts.figures().await.unwrap();
    house.parts.watch(&figures).catch_up(watch::From::LastNight).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_is_told_once_and_only_when_there_is_something_to_read() {
    let server = MailServer::start().await;
    let house = House::posting(&server).await;
    house.clock.set("2026-11-23T13:10:00+01:00");
    halved(&house).await;
    let mut director = house.person("direction", Role::Director, Scope::Place(PlaceId(1))).await;
    // Whose place is as ever is not written to.
    house.person("voisine", Role::Director, Scope::Place(PlaceId(2))).await;
    assert!(director.get("/digest").await.expect(200).body.contains("attend votre réponse"));
    assert_eq!((write_due(&house).await, write_due(&house).await), (1, 0));
    house.parts.mail.send_next().await.unwrap();
    let message = server.kept().remove(0);
    assert!(
        message.contains("To: direction@demo.example") && message.contains("Message-ID: <week.2026-W47."),
        "{message}"
    );
    assert!(message.contains("https://parvis.example/watch"), "{message}");
    let stop = message.split("List-Unsubscribe: <https://parvis.example").nth(1).unwrap().split('>').next().unwrap();
    let mut visitor = house.visitor();
    // A code of one letter does not stop the other.
    visitor.get(&stop.replace("/week/", "/digest/")).await.expect(404);
    visitor.post(stop, &[("List-Unsubscribe", "One-Click")]).await.expect(200);
    let page = director.get("/digest").await.expect(200).body;
    assert_eq!(page.matches("Vous ne la recevez pas").count(), 1, "{page}");
    director.post("/digest", &[("kind", "week"), ("wants", "yes")]).await.expect(303);
    assert_eq!(write_due(&house).await, 0, "what was sent is not sent again");
}
