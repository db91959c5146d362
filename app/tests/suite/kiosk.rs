//! The kiosk of a hall and the visitor's own page, through the whole program: what they give, and what they refuse.

use crate::house::{House, NOW};
use kernel::{DeviceKind, PlaceId, Role, Scope};
use serde_json::json;
use testkit::{Answer, Client};
use tokio::{task::JoinSet, time::timeout};
use web::{Language, Need};

const HERE: PlaceId = PlaceId(1);
const ELSEWHERE: PlaceId = PlaceId(2);

/// A ticket as the kiosk asks for it, under the `n`th name.
async fn take(kiosk: &mut Client, n: u32, more: &[(&str, &str)]) -> Answer {
    let id = format!("01936b2e-0000-7000-8000-{n:012}");
    let fields = [&[("id", &*id), ("language", "fr")], more].concat();
    kiosk.post("/kiosk/tickets", &fields).await
}

/// What stands in an element of the page.
fn within<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}")).1.split(after).next().unwrap()
}

fn number(given: &Answer) -> String {
    within(&given.body, "</span> <b>", "</b>").to_owned()
}

fn code(given: &Answer) -> String {
    within(&given.body, "kiosk-code\"><bdi dir=\"ltr\">", "</bdi>").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_given_once_however_often_it_is_asked_for() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let page = kiosk.get("/kiosk").await.expect(200);
    assert!(page.headers.get("set-cookie").is_none() && page.headers["cache-control"] == "no-store");
    for language in Language::ALL {
        let section = format!("lang=\"{}\" dir=\"{}\" hidden", language.tag(), language.direction());
        assert!(page.body.contains(&section), "{section}");
    }
    assert!(!page.body.contains(">public-"), "a key without its sentence");

    let first = take(&mut kiosk, 1, &[("family", "famille"), ("priority", "1")]).await.expect(200);
    let again = take(&mut kiosk, 1, &[("family", "famille"), ("priority", "1")]).await.expect(200);
    let otherwise = take(&mut kiosk, 1, &[("family", "eau")]).await.expect(200);
    assert_eq!([number(&first), number(&again), number(&otherwise)], ["1", "1", "1"]);
    assert_eq!(code(&first), code(&again));
    let second = take(&mut kiosk, 2, &[("family", ""), ("language", "ar")]).await.expect(200);
    assert!(
        second.body.contains("lang=\"ar\" dir=\"rtl\"") && second.body.contains("شخص واحد قبلكم"),
        "{}",
        second.body
    );

    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    let queue = samira.get("/api/v1/queue?place=1").await.expect(200).json();
    let tickets = queue["tickets"].as_array().unwrap();
    assert_eq!(tickets.len(), 2, "{queue}");
    assert_eq!((&tickets[0]["family"]["code"], &tickets[0]["priority"]), (&json!("famille"), &json!(true)));
    assert_eq!((&tickets[1]["language"], &tickets[1]["family"]), (&json!("ar"), &json!(null)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counter_shows_a_ticket_with_its_code_in_the_language_of_the_visitor() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let given = take(&mut kiosk, 1, &[("language", "ar")]).await.expect(200);
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    let queue = samira.get("/api/v1/queue?place=1").await.expect(200).json();
    let visit = queue["tickets"][0]["visit"].as_str().unwrap().to_owned();
    let address = format!("/kiosk/tickets/{visit}?place=1");
    let shown = samira.get(&address).await.expect(200);
    assert_eq!((number(&shown), code(&shown)), (number(&given), code(&given)));
    assert!(shown.body.contains("<html lang=\"ar\" dir=\"rtl\""), "{}", shown.body);
    house.visitor().get(&format!("/ticket/{}", code(&shown))).await.expect(200);

    for address in ["/kiosk/tickets/5?place=1", "/kiosk/tickets/01936b2e-0000-7000-8000-000000000009?place=1"] {
        samira.get(address).await.expect(404);
    }
    samira.get(&format!("/kiosk/tickets/{visit}?place=2")).await.expect(404);
    house.person("lea", Role::Mediator, Scope::Place(ELSEWHERE)).await.get(&address).await.expect(404);
    kiosk.get(&address).await.expect(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn touches_that_come_together_are_one_ticket() {
    let house = House::build().await;
    let kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let touches: Vec<_> = (0..8)
        .map(|_| {
            let mut kiosk = kiosk.clone();
            tokio::spawn(async move { number(&take(&mut kiosk, 1, &[]).await.expect(200)) })
        })
        .collect();
    for touch in touches {
        assert_eq!(touch.await.unwrap(), "1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_kiosk_cannot_have_meant_gives_no_ticket() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let v4 = "11936b2e-0000-4000-8000-000000000001";
    for fields in [
        vec![],
        vec![("id", "1"), ("language", "fr")],
        vec![("id", v4), ("language", "fr")],
        vec![("id", "01936b2e-0000-7000-8000-000000000001"), ("language", "xx")],
        vec![("id", "01936b2e-0000-7000-8000-000000000001"), ("language", "fr"), ("family", "fámille")],
    ] {
        kiosk.post("/kiosk/tickets", &fields).await.expect(422);
    }
    assert_eq!(number(&take(&mut kiosk, 1, &[]).await.expect(200)), "1", "a refusal takes no number and no name");
}

/// A kiosk gives tickets in its own hall and sees what the hall sees; every other door is shut to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_token_opens_nothing_else() {
    const OPEN: [&str; 7] = [
        "/kiosk",
        "/kiosk/tickets",
        "/api/v1/kiosk",
        "/api/v1/queue",
        "/api/v1/queue/live",
        // An empty list of places, for want of one where the kiosk may record.
        "/screen",
        "/enrolment",
    ];
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    for route in house.routes().into_iter().filter(|route| route.need != Need::Public && !OPEN.contains(&route.path)) {
        let path = route.path.replace("{theme}", "eau.facture").replace("{id}", "1").replace("{place}", "1");
        let answer = kiosk.send(route.method, &path, None, Vec::new()).await;
        let refused = [401, 403, 404].contains(&answer.status.as_u16())
            || (answer.status == 303 && answer.location().starts_with("/sign-in"));
        assert!(refused, "{} {path} answers {}", route.method, answer.status);
    }
    for (kind, body) in
        [("visit.opened", json!({"queue": {}})), ("request.recorded", json!({})), ("visit.left", json!({}))]
    {
        let entry = json!({"id": "01936b2e-0000-7000-8000-000000000009", "v": 2, "place": 1, "kind": kind, "at": NOW, "body": body});
        kiosk.post_json("/api/v1/journal", &json!({"entries": [entry]})).await.expect(403);
    }
    // Its own place, whatever it says; and no other device gives tickets.
    assert_eq!(number(&take(&mut kiosk, 1, &[("place", "2")]).await.expect(200)), "1");
    kiosk.get("/api/v1/queue?place=2").await.expect(404);
    for kind in [DeviceKind::Screen, DeviceKind::Counter] {
        let mut other = house.device(HERE, kind).await;
        take(&mut other, 2, &[]).await.expect(404);
        other.get("/kiosk").await.expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_tickets_from_one_kiosk_are_throttled_and_told() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let mut neighbour = house.device(ELSEWHERE, DeviceKind::Kiosk).await;
    let mut given = 0;
    for n in 0..10_000 {
        let answer = take(&mut kiosk, n, &[]).await;
        match answer.status.as_u16() {
            200 => given += 1,
            429 => assert!(answer.body.contains("Trop d’essais"), "{}", answer.body),
            other => panic!("{other}"),
        }
    }
    assert_eq!(given, 60);
    assert_eq!(number(&take(&mut kiosk, 3, &[]).await.expect(200)), "4", "a reply that was lost is not counted");
    take(&mut neighbour, 20_000, &[]).await.expect(200);
    house.clock.advance(10 * 60);
    take(&mut kiosk, 20_001, &[]).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_place_and_a_revoked_kiosk_say_so() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    assert_eq!(kiosk.get("/api/v1/kiosk").await.expect(200).json()["receives"], true);
    house.close(HERE).await;
    assert_eq!(kiosk.get("/api/v1/kiosk").await.expect(200).json()["receives"], false);
    let page = kiosk.get("/kiosk").await.expect(200).body;
    assert!(page.contains("Ce lieu est fermé définitivement") && !page.contains("data-family"), "{page}");
    take(&mut kiosk, 1, &[]).await.expect(409);
    let mut screen = house.device(HERE, DeviceKind::Screen).await;
    let page = screen.get("/screen").await.expect(200).body;
    assert!(page.contains("Ce lieu est fermé définitivement") && !page.contains("screen.js"), "{page}");

    let mut kiosk = house.device(ELSEWHERE, DeviceKind::Kiosk).await;
    kiosk.get("/kiosk").await.expect(200);
    house.revoke_devices().await;
    kiosk.get("/api/v1/kiosk").await.expect(401);
    take(&mut kiosk, 1, &[]).await.expect(401);
    let page = kiosk.get("/kiosk").await.expect(404).body;
    assert!(page.contains("Adressez-vous à l’accueil") && page.contains("توجّهوا إلى الاستقبال"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_receive_open_it_for_their_place_and_nobody_else_does() {
    let house = House::build().await;
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    samira.get("/kiosk").await.expect(200);
    samira.get("/kiosk?place=2").await.expect(404);
    assert_eq!(number(&take(&mut samira, 1, &[("place", "1")]).await.expect(200)), "1");
    take(&mut samira, 2, &[("place", "2")]).await.expect(404);
    let mut karim = house.person("karim", Role::Director, Scope::Network).await;
    assert!(karim.get("/kiosk").await.expect(200).body.contains("/kiosk?place=2"), "several places: one chooses");
    take(&mut karim, 2, &[("place", "2")]).await.expect(200);
    let mut anna = house.person("anna", Role::Administrator, Scope::Network).await;
    anna.get("/kiosk").await.expect(404);
    take(&mut anna, 3, &[("place", "1")]).await.expect(403);
    house.visitor().get("/kiosk").await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_follows_their_number_by_its_code_and_leaves_once() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    take(&mut kiosk, 1, &[]).await.expect(200);
    let given = take(&mut kiosk, 2, &[]).await.expect(200);
    assert!(given.body.contains("localhost/ticket"), "{}", given.body);
    let typed = code(&given).to_lowercase();
    let mut visitor = house.visitor();
    let found = visitor.get(&format!("/ticket?lang=es&code={typed}")).await.expect(303);
    let address = found.location().to_owned();
    let page = visitor.get(&address).await.expect(200);
    assert!(page.headers.get("set-cookie").is_none() && page.headers["cache-control"] == "no-store");
    assert!(page.body.contains("Número 2") && page.body.contains("1 persona antes que usted"), "{}", page.body);
    for language in Language::ALL {
        let page = visitor.get(&address.replace("lang=es", &format!("lang={}", language.tag()))).await.expect(200);
        assert!(!page.body.contains(">public-") && page.headers["content-language"] == language.tag());
    }

    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    samira.post_json("/api/v1/queue/calls", &json!({"place": 1, "desk": "Bureau 2"})).await.expect(200);
    assert!(visitor.get(&address).await.body.contains("Pronto le toca"));
    samira.post_json("/api/v1/queue/calls", &json!({"place": 1, "desk": "Bureau 3"})).await.expect(200);
    let called = visitor.get(&address).await.body;
    assert!(called.contains("¡Es su turno!") && called.contains("Bureau 3"), "{called}");

    let departure = address.replace("?", "/departure?");
    for _ in 0..2 {
        assert_eq!(visitor.post(&departure, &[]).await.expect(303).location(), address);
    }
    let gone = visitor.get(&address).await.body;
    assert!(gone.contains("Ha dejado la cola") && !gone.contains("departure") && !gone.contains("<script"), "{gone}");
    assert_eq!(house.entries(HERE, "visit.left").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sits_at_a_desk_does_not_leave_by_telephone() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let address = format!("/ticket/{}", code(&take(&mut kiosk, 1, &[]).await.expect(200)));
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    let called =
        samira.post_json("/api/v1/queue/calls", &json!({"place": 1, "desk": "Bureau 2"})).await.expect(200).json();
    let served = json!({"id": "01936b2e-0000-7000-8000-000000000099", "v": 1, "place": 1, "kind": "visit.served", "at": NOW,
        "body": {"visit": called["visit"]}});
    samira.post_json("/api/v1/journal", &json!({"entries": [served]})).await.expect(200);
    let mut visitor = house.visitor();
    visitor.post(&format!("{address}/departure"), &[]).await.expect(303);
    assert_eq!(house.entries(HERE, "visit.left").await, 0);
    assert!(visitor.get(&address).await.body.contains("On vous reçoit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_code_looks_like_one_of_yesterday() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let good = code(&take(&mut kiosk, 1, &[]).await.expect(200)).replace('-', "");
    let mut visitor = house.visitor();
    let shown = |answer: Answer, typed: &str| answer.body.replace(typed, "…");
    let other = if good.starts_with('A') { "B" } else { "A" };
    let forged = format!("{other}{}", &good[1..]);
    let unknown = shown(visitor.get(&format!("/ticket/{forged}")).await.expect(404), &forged);
    visitor.get(&format!("/ticket/{good}")).await.expect(200);
    house.clock.set("2026-11-25T10:30:00+01:00");
    let late = shown(visitor.get(&format!("/ticket/{good}")).await.expect(404), &good);
    assert_eq!(late, unknown, "nobody is told what exists");
    visitor.post(&format!("/ticket/{good}/departure"), &[]).await.expect(404);
    visitor.get(&format!("/ticket/{good}/live")).await.expect(404);
    assert_eq!(house.entries(HERE, "visit.left").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_ends_and_says_when_to_come_back() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let good = code(&take(&mut kiosk, 1, &[]).await.expect(200));
    let mut visitor = house.visitor();
    let mut statuses = Vec::new();
    for guess in 0..40 {
        statuses.push(visitor.get(&format!("/ticket/{guess:08}")).await.status.as_u16());
    }
    assert_eq!(statuses, [[404; 20], [429; 20]].concat());
    let told = visitor.get(&format!("/ticket/{good}?lang=tr")).await.expect(429);
    assert!(told.body.contains("dakika sonra"), "{}", told.body);
    house.clock.advance(16 * 60);
    visitor.get(&format!("/ticket/{good}")).await.expect(200);
}

/// Behind the one address of a hall, everybody's page comes back at once when the server does.
#[tokio::test(flavor = "multi_thread")]
async fn right_codes_that_come_at_once_are_no_guesses() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let address = format!("/ticket/{}", code(&take(&mut kiosk, 1, &[]).await.expect(200)));
    let visitors: Vec<_> = (0..60)
        .map(|_| {
            let (mut visitor, address) = (house.visitor(), address.clone());
            tokio::spawn(async move { visitor.get(&address).await.status.as_u16() })
        })
        .collect();
    for visitor in visitors {
        assert_eq!(visitor.await.unwrap(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_forgotten_once_their_day_is_over() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    take(&mut kiosk, 1, &[]).await.expect(200);
    let kept = async || {
        reception::queue::forget_codes(&house.parts.app).await.unwrap();
        let mut tx = house.parts.app.db.read(&kernel::Actor::System("test")).await.unwrap();
        tx.one::<(i64,)>("select cast(count(*) as bigint) from ticket_code", db::values![]).await.unwrap().0
    };
    assert_eq!(kept().await, 1);
    house.clock.set("2026-11-26T10:30:00+01:00");
    assert_eq!(kept().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_followed_in_many_windows_and_not_without_end() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let mut address = Vec::new();
    for n in 1..=2 {
        address.push(format!("/ticket/{}/live", code(&take(&mut kiosk, n, &[]).await.expect(200))));
    }
    let follow = |address: &str| {
        let (mut visitor, address) = (house.visitor(), address.to_owned());
        async move { visitor.get(&address).await }
    };
    let mut lines: JoinSet<_> = (0..=32).map(|_| follow(&address[0])).collect();
    let refused = lines.join_next().await.unwrap().unwrap().expect(429);
    assert!(
        refused.headers.contains_key("retry-after") && refused.body.contains("trop de fenêtres"),
        "{}",
        refused.body
    );
    let soon = std::time::Duration::from_millis(300);
    assert!(timeout(soon, lines.join_next()).await.is_err(), "the others follow");
    assert!(timeout(soon, follow(&address[1])).await.is_err(), "so does whoever waits beside");
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_its_hours_a_kiosk_says_so_and_gives_numbers_all_the_same() {
    let house = House::build().await;
    let mut kiosk = house.device(HERE, DeviceKind::Kiosk).await;
    let mut officer = house.person("claire", Role::Officer, Scope::Network).await;
    officer.post("/places/1/hours", &[("hours", "Mo-Fr 09:00-12:00,14:00-17:00")]).await.expect(303);
    let mut said = async |at: &str| {
        house.clock.set(&format!("2026-11-{at}:00+01:00"));
        kiosk.get("/api/v1/kiosk").await.expect(200).json()["notice"].clone()
    };
    assert_eq!(said("24T10:30").await, json!({}));
    let early = said("24T08:50").await;
    assert_eq!(
        early["fr"],
        "Fermé. Ouvre à 9\u{a0}h. Vous pouvez prendre un numéro\u{a0}: nous l’appellerons à l’ouverture."
    );
    for language in Language::ALL {
        let words = early[language.tag()].as_str().unwrap();
        assert!(!words.contains('{') && words.contains('9'), "{words}");
    }
    assert!(said("24T12:30").await["en"].as_str().unwrap().starts_with("Closed. Opens at 14:00. You may"));
    assert_eq!(
        said("24T18:00").await["en"],
        "Closed. Opens tomorrow at 9:00. A number taken now is only good for today."
    );
    take(&mut kiosk, 1, &[]).await.expect(200);
}
