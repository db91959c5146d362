//! Whatever is posted, on whatever form: never an internal error, and a refused form comes back with what was typed, except
//! for secrets.

use crate::house::{House, LYON, RHONE};
use kernel::{DeviceKind, Role, Scope};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use testkit::Client;

/// Names of fields that mean something somewhere.
const NAMES: [&str; 13] =
    ["email", "next", "name", "locale", "pin", "role", "scope", "last", "kind", "place", "code", "agent", "language"];
/// Those that hold a secret, and a mark by which to know it.
const SECRETS: [&str; 4] = ["password", "present", "present-for-pin", "pin"];
const MARK: &str = "5ecret";

/// A body: pairs of known names with any text, or any bytes at all.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        any::<String>().prop_map(|text| web::parts::encode(&text)),
        "[a-z]{0,8}@?[a-z]{0,8}\\.?fr",
        "(network|place:|association:)?[0-9]{0,20}",
        "(mediator|director|administrator|counter|kiosk|import)",
        "-?[0-9]{1,6}-[0-9]{1,3}-[0-9]{1,3}",
        "[a-z ]{12,40}",
    ];
    let plain = (prop::sample::select(&NAMES[..]), value).prop_map(|(name, value)| format!("{name}={value}"));
    let secret = (prop::sample::select(&SECRETS[..]), "[a-z0-9]{0,20}");
    let pair = prop_oneof![2 => plain, 1 => secret.prop_map(|(name, value)| format!("{name}={MARK}{value}"))];
    prop_oneof![
        4 => prop::collection::vec(pair, 0..8).prop_map(|pairs| pairs.join("&").into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..400),
    ]
}

/// Every address that takes a form, from a browser that is let in.
async fn doors(house: &House) -> Vec<(Client, Vec<&'static str>)> {
    house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("second", Role::Administrator, Scope::Network).await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let (counter, _) = house.device(LYON, DeviceKind::Counter).await;
    let people = vec!["/team/invitations", "/team/accounts/4/grants", "/team/grants/4/end", "/team/devices"];
    vec![
        (house.visitor(), vec!["/sign-in", "/language", "/enrolment", "/invitations/nonsense"]),
        (house.signed_in("samira").await, vec!["/me/profile", "/me/password", "/me/pin", "/me/sessions/1/revocation"]),
        (house.signed_in("karim").await, people.clone()),
        (house.signed_in("admin").await, people),
        (counter, vec!["/agent-change"]),
    ]
}

#[test]
fn any_posted_bytes_are_answered_well() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let house = runtime.block_on(House::build());
    let doors = runtime.block_on(doors(&house));
    let mut runner = TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() });
    let door = prop::sample::select((0..doors.len()).collect::<Vec<_>>());
    runner
        .run(&(door, any::<prop::sample::Index>(), bodies()), |(door, path, body)| {
            let (client, paths) = &doors[door];
            let path = path.get(paths);
            let form = Some("application/x-www-form-urlencoded");
            let answer = runtime.block_on(client.clone().send("POST", path, form, body));
            prop_assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
            prop_assert!(!answer.body.contains(MARK), "{path} shows a secret: {}", answer.body);
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let house = House::build().await;
    let mut doors = doors(&house).await;
    let table = [
        (0, "/sign-in", "email", "pas une <adresse>"),
        (0, "/sign-in", "next", "/counter?day=3"),
        (0, "/enrolment", "code", "ABC \"D"),
        (1, "/me/profile", "name", &"très long ".repeat(10)),
        (2, "/team/invitations", "name", "Léa <D.>"),
        (2, "/team/invitations", "email", "pas une adresse"),
        (2, "/team/devices", "name", "Bureau \"2\""),
        (2, "/team/devices", "name", "Bureau \u{202e}2"),
        (2, "/team/grants/4/end", "last", "le 31 février"),
    ];
    for (door, path, field, typed) in table {
        let answer = doors[door].0.post(path, &[(field, typed)]).await.expect(422);
        let expected = maud::html! { input value=(typed); }.into_string();
        let value = expected.trim_start_matches("<input ").trim_end_matches('>').to_owned();
        assert!(answer.body.contains(&value), "{path} {field}: {value} in {}", answer.body);
    }
}
