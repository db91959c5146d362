use crate::house::{House, LYON, PASSWORD, sign_in};
use kernel::{DeviceKind, Role, Scope};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

async fn house() -> House {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    house
}

#[tokio::test]
async fn a_session_ends_when_it_stays_idle() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    house.clock.advance(12 * HOUR - 1);
    client.get("/me").await.expect(200);
    house.clock.advance(12 * HOUR);
    client.get("/me").await.expect(303);
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_whatever_it_serves() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    for _ in 0..71 {
        house.clock.advance(10 * HOUR);
        client.get("/me").await.expect(200);
    }
    house.clock.advance(10 * HOUR);
    client.get("/me").await.expect(303);
}

#[tokio::test]
async fn on_a_shared_counter_a_session_ends_with_the_working_day() {
    let house = house().await;
    let (mut client, _) = house.device(LYON, DeviceKind::Counter).await;
    let answer = sign_in(&mut client, "samira", PASSWORD).await.expect(303);
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("Max-Age=43200"));
    for _ in 0..11 {
        house.clock.advance(HOUR);
        client.get("/me").await.expect(200);
    }
    house.clock.advance(HOUR);
    client.get("/me").await.expect(303);
}

#[tokio::test]
async fn a_token_changes_as_it_serves_and_the_one_before_dies() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    let first = client.cookie("parvis_session").unwrap().to_owned();
    house.clock.advance(14 * MINUTE);
    client.get("/me").await.expect(200);
    assert_eq!(client.cookie("parvis_session"), Some(&first[..]));
    house.clock.advance(MINUTE);
    // A page that was under way with the old token, in another tab.
    let mut other = client.clone();
    client.get("/me").await.expect(200);
    assert_ne!(client.cookie("parvis_session"), Some(&first[..]));
    other.get("/me").await.expect(200);
    assert_eq!(other.cookie("parvis_session"), Some(&first[..]), "only one of the two gets a new token");
    client.get("/me").await.expect(200);
    house.clock.advance(59);
    other.get("/me").await.expect(200);
    house.clock.advance(1);
    other.get("/me").await.expect(303);
    client.get("/me").await.expect(200);
}

#[tokio::test]
async fn requests_at_the_same_instant_share_one_new_token() {
    let house = house().await;
    let client = house.signed_in("samira").await;
    let first = client.cookie("parvis_session").unwrap().to_owned();
    house.clock.advance(15 * MINUTE);
    let mut tabs = [client.clone(), client.clone(), client];
    let [one, two, three] = &mut tabs;
    let (one, two, three) = tokio::join!(one.get("/me"), two.get("/me"), three.get("/me"));
    for answer in [one, two, three] {
        answer.expect(200);
    }
    assert_eq!(tabs.iter().filter(|tab| tab.cookie("parvis_session") != Some(&first[..])).count(), 1);
}

#[tokio::test]
async fn a_lost_answer_does_not_sign_anybody_out() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    house.clock.advance(15 * MINUTE);
    // The answer with the new token never arrives.
    client.clone().get("/me").await.expect(200);
    house.clock.advance(5 * MINUTE);
    let before = client.cookie("parvis_session").unwrap().to_owned();
    client.get("/me").await.expect(200);
    assert_ne!(client.cookie("parvis_session"), Some(&before[..]));
    client.get("/me").await.expect(200);
}

#[tokio::test]
async fn signing_out_ends_the_session_even_when_its_token_was_due_to_change() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    let mut thief = client.clone();
    house.clock.advance(20 * MINUTE);
    let answer = client.post("/sign-out", &[]).await.expect(303);
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
    assert_eq!(client.cookie("parvis_session"), None);
    thief.get("/me").await.expect(303);
}

#[tokio::test]
async fn seen_is_written_once_a_minute() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    let seen = async || {
        let mut tx = house.write().await;
        let (at,): (i64,) = tx.one("select seen_at from session", Vec::new()).await.unwrap();
        at
    };
    let start = seen().await;
    house.clock.advance(59);
    client.get("/me").await.expect(200);
    assert_eq!(seen().await, start);
    house.clock.advance(1);
    client.get("/me").await.expect(200);
    assert_eq!(seen().await, start + 60_000);
}

#[tokio::test]
async fn a_session_of_a_counter_lives_on_that_counter_only() {
    let house = house().await;
    let (mut counter, device) = house.device(LYON, DeviceKind::Counter).await;
    sign_in(&mut counter, "samira", PASSWORD).await.expect(303);
    let mut elsewhere = house.visitor();
    elsewhere.set_cookie("parvis_session", counter.cookie("parvis_session").unwrap());
    elsewhere.get("/me").await.expect(303);
    counter.get("/me").await.expect(200);
    let mut tx = house.write().await;
    accounts::revoke_device(&mut tx, kernel::Clock::now(&*house.clock), device).await.unwrap();
    tx.commit().await.unwrap();
    counter.get("/me").await.expect(303);
}

#[tokio::test]
async fn a_made_up_token_opens_nothing() {
    let house = house().await;
    for token in ["", "0", "é", &"f".repeat(64), &"x".repeat(5000)] {
        let mut client = house.visitor();
        client.set_cookie("parvis_session", &web::parts::encode(token));
        client.set_cookie("parvis_device", &web::parts::encode(token));
        client.get("/me").await.expect(303);
    }
}

#[tokio::test]
async fn what_is_over_is_forgotten() {
    let house = house().await;
    house.signed_in("samira").await;
    house.clock.advance(400 * 24 * HOUR);
    let mut tx = house.write().await;
    let forgotten = accounts::purge(&mut tx, kernel::Clock::now(&*house.clock)).await.unwrap();
    tx.commit().await.unwrap();
    // One session and the line of its sign-in.
    assert_eq!(forgotten, 2);
}

#[tokio::test]
async fn when_the_database_is_away_the_page_says_so() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    house.accounts.app.db.close().await;
    let answer = client.get("/me").await.expect(503);
    assert!(answer.body.contains("La base de données ne répond pas"), "{}", answer.body);
}
