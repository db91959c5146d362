use crate::house::{House, LILLE, LYON, PASSWORD, RHONE, sign_in};
use kernel::{AccountId, DeviceKind, Role, Scope};
use testkit::{Answer, Client};

async fn choose_pin(house: &House, name: &str, pin: &str) {
    let mut client = house.signed_in(name).await;
    client.post("/me/pin", &[("pin", pin), ("present-for-pin", PASSWORD)]).await.expect(303);
}

async fn take(client: &mut Client, account: AccountId, pin: &str) -> Answer {
    client.post("/agent-change", &[("agent", &account.to_string()), ("pin", pin)]).await
}

#[tokio::test]
async fn agents_take_turns_on_a_counter() {
    let house = House::build().await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let karim = house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let elsewhere = house.person("lea", Role::Mediator, Scope::Place(LILLE)).await;
    house.person("nadia", Role::Mediator, Scope::Place(LYON)).await;
    for (name, pin) in [("samira", "2580"), ("karim", "714293"), ("lea", "9182")] {
        choose_pin(&house, name, pin).await;
    }
    let (mut counter, _) = house.device(LYON, DeviceKind::Counter).await;
    let page = counter.get("/agent-change").await.expect(200);
    assert!(page.body.contains("samira") && page.body.contains("karim"));
    assert!(!page.body.contains("lea") && !page.body.contains("nadia"), "only those of the place who have a code");
    assert_eq!(take(&mut counter, samira, "2580").await.expect(303).location(), "/counter");
    assert!(counter.get("/me").await.expect(200).body.contains("samira@exemple.fr"));
    // The next one takes the counter, without anybody signing out.
    take(&mut counter, karim, "714293").await.expect(303);
    assert!(counter.get("/me").await.expect(200).body.contains("karim@exemple.fr"));
    // A code opens the counter and nothing else.
    counter.get("/team").await.expect(403);
    take(&mut counter, elsewhere, "9182").await.expect(422);
    sign_in(&mut counter, "karim", PASSWORD).await.expect(303);
    counter.get("/team").await.expect(200);
    // Signing out leaves the counter enrolled, ready for the next.
    assert_eq!(counter.post("/sign-out", &[]).await.expect(303).location(), "/agent-change");
    counter.get("/agent-change").await.expect(200);
}

#[tokio::test]
async fn a_code_is_locked_after_five_wrong_tries_until_the_password_is_given() {
    let house = House::build().await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    choose_pin(&house, "samira", "2580").await;
    let (mut counter, _) = house.device(LYON, DeviceKind::Counter).await;
    let (mut other, _) = house.device(LYON, DeviceKind::Counter).await;
    for _ in 0..5 {
        let answer = take(&mut counter, samira, "1111").await.expect(422);
        assert!(answer.body.contains("checked") && !answer.body.contains("1111"));
    }
    let locked = take(&mut counter, samira, "2580").await.expect(429);
    assert!(locked.body.contains("bloqué"));
    take(&mut other, samira, "2580").await.expect(303);
    // A right code on another counter undoes nothing here; the password does.
    take(&mut counter, samira, "2580").await.expect(429);
    sign_in(&mut counter, "samira", PASSWORD).await.expect(303);
    take(&mut counter, samira, "2580").await.expect(303);
    assert!(house.log().await.contains(&"pin-locked".to_owned()));
}

#[tokio::test]
async fn elsewhere_than_on_a_counter_there_is_no_such_page() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    house.visitor().get("/agent-change").await.expect(303);
    house.signed_in("samira").await.get("/agent-change").await.expect(404);
    let (mut kiosk, _) = house.device(LYON, DeviceKind::Kiosk).await;
    kiosk.get("/agent-change").await.expect(403);
    kiosk.post("/agent-change", &[]).await.expect(403);
}
