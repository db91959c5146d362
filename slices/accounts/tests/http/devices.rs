use crate::house::{BRON, House, LILLE, LYON, RHONE};
use axum::http::header;
use kernel::{DeviceKind, Role, Scope};

/// The code that a page shows once.
fn code(body: &str) -> String {
    let start = body.find("<strong>").unwrap() + "<strong>".len();
    body[start..start + 9].to_owned()
}

#[tokio::test]
async fn a_director_enrols_a_counter_and_revokes_it() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let mut karim = house.signed_in("karim").await;
    let page = karim.get("/team/devices").await.expect(200);
    assert!(page.body.contains("Lieu de Lyon") && !page.body.contains("Lieu de Lille"));
    let fields = [("kind", "counter"), ("place", "1"), ("name", "Guichet 7")];
    let made = karim.post("/team/devices", &fields).await.expect(200);
    let code = code(&made.body);
    let mut counter = house.visitor();
    let answer = counter.post("/enrolment", &[("code", &code.to_lowercase())]).await.expect(303);
    assert_eq!(answer.location(), "/agent-change");
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax") && cookie.contains("Max-Age=31536000"), "{cookie}");
    counter.get("/agent-change").await.expect(200);
    // The code served once.
    house.visitor().post("/enrolment", &[("code", &code)]).await.expect(422);
    karim.post("/team/devices/1/revocation", &[]).await.expect(303);
    counter.get("/agent-change").await.expect(303);
    assert!(!karim.get("/team/devices").await.body.contains("Guichet 7"));
    karim.post("/team/devices/1/codes", &[]).await.expect(404);
}

#[tokio::test]
async fn a_browser_that_forgot_is_enrolled_again_as_the_same_device() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let (mut before, device) = house.device(LYON, DeviceKind::Counter).await;
    let mut karim = house.signed_in("karim").await;
    let page = karim.post(&format!("/team/devices/{device}/codes"), &[]).await.expect(200);
    let mut after = house.visitor();
    after.post("/enrolment", &[("code", &code(&page.body))]).await.expect(303);
    after.get("/agent-change").await.expect(200);
    before.get("/agent-change").await.expect(303);
}

#[tokio::test]
async fn nobody_touches_the_devices_of_others() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Place(BRON)).await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    house.person("omar", Role::Officer, Scope::Network).await;
    let (_, device) = house.device(LYON, DeviceKind::Counter).await;
    let mut karim = house.signed_in("karim").await;
    for what in ["codes", "revocation"] {
        karim.post(&format!("/team/devices/{device}/{what}"), &[]).await.expect(404);
    }
    let fields = [("kind", "counter"), ("place", &*LILLE.to_string()), ("name", "Bureau 2")];
    assert!(karim.post("/team/devices", &fields).await.expect(422).body.contains("Bureau 2"));
    for name in ["samira", "omar"] {
        house.signed_in(name).await.get("/team/devices").await.expect(403);
    }
}

#[tokio::test]
async fn codes_and_devices_expire_and_guesses_are_counted() {
    let house = House::build().await;
    let mut tx = house.write().await;
    let new = accounts::create_device(&mut tx, &house.accounts.app, LYON, DeviceKind::Kiosk, "Hall").await.unwrap();
    tx.commit().await.unwrap();
    house.clock.advance(24 * 3600);
    house.visitor().post("/enrolment", &[("code", &new.code.to_string())]).await.expect(422);
    let (mut counter, _) = house.device(LYON, DeviceKind::Counter).await;
    house.clock.advance(365 * 24 * 3600 - 1);
    counter.get("/agent-change").await.expect(200);
    house.clock.advance(1);
    counter.get("/agent-change").await.expect(303);
    let mut guesser = house.visitor();
    for _ in 0..10 {
        guesser.post("/enrolment", &[("code", "0000-0000")]).await.expect(422);
    }
    guesser.post("/enrolment", &[("code", "0000-0000")]).await.expect(429);
}

#[tokio::test]
async fn the_programs_own_doors_are_made_once_and_enrol_nothing() {
    let house = House::build().await;
    let mut tx = house.write().await;
    let door = accounts::program_device(&mut tx, LYON, DeviceKind::Import).await.unwrap();
    assert_eq!(accounts::program_device(&mut tx, LYON, DeviceKind::Import).await.unwrap(), door);
    assert_ne!(accounts::program_device(&mut tx, LYON, DeviceKind::Simulation).await.unwrap(), door);
    let row = accounts::device(&mut tx, door).await.unwrap().unwrap();
    assert_eq!((row.place, row.kind, row.revoked_at, row.expires_at), (LYON, DeviceKind::Import, None, None));
    tx.commit().await.unwrap();
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    house.signed_in("karim").await.post(&format!("/team/devices/{door}/codes"), &[]).await.expect(404);
}

#[tokio::test]
async fn a_name_that_reads_otherwise_than_it_is_written_is_refused() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let mut karim = house.signed_in("karim").await;
    for name in ["Bureau \u{202e}2", "Bureau\u{7}", "\u{feff}Bureau"] {
        let fields = [("name", name), ("place", "1"), ("kind", "counter")];
        let page = karim.post("/team/devices", &fields).await.expect(422).body;
        assert!(page.contains("caractères invisibles"), "{name:?}: {page}");
    }
    karim.post("/team/devices", &[("name", "Bureau 2"), ("place", "1"), ("kind", "counter")]).await.expect(200);
}
