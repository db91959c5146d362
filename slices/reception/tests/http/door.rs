//! The journal's door: what each entry is answered, and what its neighbours never suffer.

use crate::house::{BRON, House, LILLE, LYON, accepted, at_kiosk, day, entry, request_body, send};
use kernel::{DeviceKind, Role, Scope};
use network::PlaceRow;
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

const NOW: &str = "2026-11-24T10:20:00+01:00";

#[tokio::test]
async fn each_refusal_says_why_and_harms_no_neighbour() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let gone = house.person_until("lea", Role::Mediator, Scope::Place(LYON), Some(day("2026-10-31")), "fr").await;
    let (visit, _, mut entries) = house.visit_with(samira, NOW, "famille.prime");
    let opened = |at: &str, place, agent, body| entry(house.id(), place, agent, "visit.opened", at, body);
    let recorded = |body: Value| entry(house.id(), LYON, samira, "request.recorded", NOW, body);
    let with = |member: &str, value: Value| {
        let mut body = request_body(visit, "famille.prime");
        body[member] = value;
        recorded(body)
    };
    let changed = |member: &str, value: Value| {
        let mut entry = opened(NOW, LYON, samira, json!({}));
        entry[member] = value;
        entry
    };
    let wrong = vec![
        (opened("2026-11-25T10:00:00+01:00", LYON, samira, json!({})), "entry-future"),
        (opened("2024-12-31T23:59:00+01:00", LYON, samira, json!({})), "entry-before-opening"),
        (opened(NOW, BRON, samira, json!({})), "entry-wrong-place"),
        (opened(NOW, LILLE, samira, json!({})), "entry-wrong-place"),
        (opened(NOW, kernel::PlaceId(99), samira, json!({})), "entry-wrong-place"),
        (opened(NOW, LYON, gone, json!({})), "entry-of-another"),
        (opened(NOW, LYON, kernel::AccountId(99), json!({})), "entry-of-another"),
        (opened(NOW, LYON, samira, json!({"age": "41"})), "entry-unknown-code"),
        (opened(NOW, LYON, samira, json!({"stop": 9})), "entry-unknown-code"),
        (opened(NOW, LYON, samira, json!({"name": "Mme A."})), "entry-unknown-member"),
        (opened(NOW, LYON, samira, json!({"first": "yes"})), "entry-malformed"),
        (with("theme", json!("famille.nulle")), "entry-unknown-code"),
        (with("operator", json!("nobody")), "entry-unknown-code"),
        (with("acts", json!([])), "entry-malformed"),
        (with("acts", json!(["dance"])), "entry-unknown-code"),
        (with("minutes", json!(1441)), "entry-minutes"),
        (with("minutes", json!(-1)), "entry-minutes"),
        (with("reason", json!("zéro\u{0}")), "entry-malformed"),
        (with("defaults", json!(["theme"])), "entry-unknown-code"),
        (with("visit", json!("x")), "entry-malformed"),
        (changed("kind", json!("visit.danced")), "entry-unknown-kind"),
        // Version 1 knew no queue.
        (opened(NOW, LYON, samira, json!({"queue": {}})), "entry-unknown-member"),
        (json!(5), "entry-no-object"),
        (changed("v", json!(3)), "entry-unknown-version"),
        (changed("at", json!("hier")), "entry-malformed"),
        (changed("id", json!("x")), "entry-malformed"),
        (changed("id", json!("6ba7b810-9dad-41d1-80b4-00c04fd430c8")), "entry-id-version"),
        (changed("clock", json!("Europe/Paris")), "entry-malformed"),
        (changed("mood", json!("good")), "entry-unknown-member"),
        (changed("note", json!("son mdp : Soleil2020")), "entry-note-secret"),
        (changed("note", json!("é".repeat(2001))), "entry-note-too-long"),
        (
            changed("sealed", json!({"key": "elsewhere", "ephemeral": "", "iv": "", "ciphertext": ""})),
            "entry-note-sealed",
        ),
        (changed("sealed", json!(7)), "entry-malformed"),
        (changed("body", json!({"language": "x".repeat(17_000)})), "entry-too-large"),
        (changed("body", json!([])), "entry-malformed"),
    ];
    let expected: Vec<_> = wrong.iter().map(|(_, code)| ("refused".to_owned(), (*code).to_owned())).collect();
    // The good ones stand between the wrong ones.
    let good = entries.split_off(1);
    entries.extend(wrong.into_iter().map(|(entry, _)| entry));
    entries.extend(good);
    let mut answers = send(&mut client, &entries).await;
    accepted(vec![answers.remove(0), answers.pop().unwrap()]);
    assert_eq!(answers, expected);
    assert_eq!(house.numbers(LYON).await, (2, 2));
}

#[tokio::test]
async fn what_was_sent_is_known_and_another_content_is_a_conflict() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, request, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let again = send(&mut client, &entries).await;
    assert!(again.iter().all(|(status, _)| status == "known"), "{again:?}");
    let mut other = entries[1].clone();
    other["body"]["theme"] = "impots.avis".into();
    let answer = client.post_json("/api/v1/journal", &json!({"entries": [other]})).await.expect(200).json();
    assert_eq!(answer["results"][0]["status"], "conflict");
    assert_eq!(answer["results"][0]["standing"]["theme"], "famille.prime");
    let head = client.get("/api/v1/journal/head").await.expect(200).json();
    assert_eq!(head["sequence"], json!({"1": 2}));
    // Twice in one call is once; a second content under the same name is a conflict there too.
    let (_, _, mut twice) = house.visit_with(samira, NOW, "famille.rsa");
    twice.push(twice[1].clone());
    let mut third = twice[1].clone();
    third["body"]["minutes"] = 3.into();
    twice.push(third);
    let answers = send(&mut client, &twice).await;
    let statuses: Vec<_> = answers.iter().map(|(status, _)| status.as_str()).collect();
    assert_eq!(statuses, ["accepted", "accepted", "known", "conflict"]);
    assert_eq!(house.numbers(LYON).await, (4, 4));
    let mut tx = house.write().await;
    let kept = reception::store::requests(&mut tx, LYON, &[request]).await.unwrap();
    assert_eq!(kept[0].theme, house.catalogue.now().theme("famille.prime").unwrap().id);
}

#[tokio::test]
async fn what_stands_is_known_whatever_the_dates_say_today() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, _, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let mut other = entries[1].clone();
    other["body"]["theme"] = "impots.avis".into();
    let new = entry(house.id(), LYON, samira, "visit.opened", NOW, json!({}));
    let again = [entries[0].clone(), new, entries[1].clone(), other];
    let before = house.directory.now().place(LYON).unwrap().row.clone();
    let opened_later = PlaceRow { opened: day("2026-11-25"), ..before.clone() };
    let closed_before = PlaceRow { closed: Some(day("2026-11-23")), ..before.clone() };
    for (row, now, code) in [
        (opened_later, NOW, "entry-before-opening"),
        (closed_before, NOW, "entry-after-closing"),
        // The server's own clock was ahead, and was set right.
        (before, "2026-11-24T09:00:00+01:00", "entry-future"),
    ] {
        let mut tx = house.write().await;
        network::store::update_place(&mut tx, house.app.clock.now(), row).await.unwrap();
        tx.commit().await.unwrap();
        house.directory.refresh(&house.app.db).await.unwrap();
        house.clock.set(now);
        let answers = send(&mut client, &again).await;
        let expected = [("known", ""), ("refused", code), ("known", ""), ("conflict", "entry-conflict")];
        assert_eq!(answers, expected.map(|(status, code)| (status.to_owned(), code.to_owned())));
        // Whoever may not send for the place is told nothing of what stands there.
        let (mut elsewhere, _) = house.device(BRON, DeviceKind::Counter).await;
        assert_eq!(send(&mut elsewhere, &again[2..]).await, vec![("refused".into(), "entry-wrong-place".into()); 2]);
    }
    assert_eq!(house.numbers(LYON).await, (2, 2));
}

#[tokio::test]
async fn a_request_before_its_visit_is_retried_then_kept() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, request, entries) = house.visit_with(samira, NOW, "famille.prime");
    let closing = entry(house.id(), LYON, samira, "visit.closed", NOW, json!({"visit": visit}));
    let correction = entry(
        house.id(),
        LYON,
        samira,
        "corrected",
        NOW,
        json!({"target": request, "replaces": request, "facts": request_body(visit, "famille.rsa")}),
    );
    let early = [entries[1].clone(), closing.clone(), correction.clone()];
    for (status, code) in send(&mut client, &early).await {
        assert_eq!((status.as_str(), code.as_str()), ("retry", "entry-retry"));
    }
    accepted(send(&mut client, &entries[..1]).await);
    accepted(send(&mut client, &early).await);
    assert_eq!(house.numbers(LYON).await, (4, 4));
}

#[tokio::test]
async fn a_refused_entry_keeps_its_name_for_the_mended_one() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, _, mut entries) = house.visit_with(samira, NOW, "famille.nulle");
    assert_eq!(send(&mut client, &entries).await[1].0, "refused");
    entries[1]["body"]["theme"] = "famille.prime".into();
    assert_eq!(send(&mut client, &entries[1..]).await[0].0, "accepted");
}

#[tokio::test]
async fn a_device_sends_for_its_place_and_its_kind() {
    let house = House::build().await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let (_, _, entries) = house.visit_with(samira, NOW, "famille.prime");
    let (mut counter, _) = house.device(LYON, DeviceKind::Counter).await;
    // A shared counter offers what was recorded offline, whoever is signed in now.
    accepted(send(&mut counter, &entries).await);
    let mut nobody = house.visit_with(samira, NOW, "famille.prime").2;
    nobody[0].as_object_mut().unwrap().remove("agent");
    assert_eq!(send(&mut counter, &nobody[..1]).await[0].1, "entry-no-agent");
    // Each entry's agent must have held the right on its day, whoever's counter brings it.
    let gone = house.person_until("lea", Role::Mediator, Scope::Place(LYON), Some(day("2026-10-31")), "fr").await;
    let late = entry(house.id(), LYON, gone, "visit.opened", NOW, json!({}));
    let in_time = entry(house.id(), LYON, gone, "visit.opened", "2026-10-30T10:00:00+01:00", json!({}));
    let unknown = entry(house.id(), LYON, kernel::AccountId(99), "visit.opened", NOW, json!({}));
    let answers = send(&mut counter, &[late, in_time, unknown]).await;
    assert_eq!((answers[0].1.as_str(), answers[2].1.as_str()), ("entry-no-right", "entry-no-right"));
    assert_eq!(answers[1].0, "accepted");
    // A counter never lends the right to correct what a colleague recorded.
    let director = house.person("karim", Role::Director, Scope::Place(LYON)).await;
    let target = json!({"target": entries[0]["id"]});
    let forged = entry(house.id(), LYON, director, "withdrawn", NOW, target);
    assert_eq!(send(&mut counter, &[forged]).await[0].1, "entry-not-yours");
    let (mut elsewhere, _) = house.device(BRON, DeviceKind::Counter).await;
    let other = house.visit_with(samira, NOW, "famille.prime").2;
    assert_eq!(send(&mut elsewhere, &other[..1]).await[0].1, "entry-wrong-place");
    let (mut kiosk, device) = house.device(LYON, DeviceKind::Kiosk).await;
    kiosk.post_json("/api/v1/journal", &json!({"entries": []})).await.expect(403);
    let answers = at_kiosk(&house, device, &house.visit_with(samira, NOW, "famille.prime").2).await;
    assert_eq!((answers[0].0.as_str(), answers[1].1.as_str()), ("accepted", "entry-wrong-place"));
    let mut stranger = testkit::Client::new(house.router.clone());
    stranger.post_json("/api/v1/journal", &json!({"entries": []})).await.expect(401);
    house.person("anna", Role::Administrator, Scope::Network).await;
    let mut anna = house.signed_in("anna").await;
    anna.post_json("/api/v1/journal", &json!({"entries": []})).await.expect(403);
}

#[tokio::test]
async fn a_whole_call_is_refused_only_when_it_cannot_be_read() {
    let house = House::build().await;
    let (_, mut client) = house.samira().await;
    for (body, status, code) in
        [("{", 422, "journal-not-json"), ("{}", 422, "journal-no-entries"), ("[]", 422, "journal-no-entries")]
    {
        let answer = client.send("POST", "/api/v1/journal", Some("application/json"), body.into()).await.expect(status);
        assert_eq!(answer.json()["code"], code);
    }
    let many = json!({"entries": vec![Value::Null; 501]});
    assert_eq!(client.post_json("/api/v1/journal", &many).await.expect(413).json()["code"], "journal-too-many");
    let large = vec![b' '; 5 * 1024 * 1024];
    client.send("POST", "/api/v1/journal", Some("application/json"), large).await.expect(413);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "1",
            "famille.prime",
            "inform",
            "+12",
            "\u{0}",
            "2026-11-24T10:20:00+01:00",
            "-009999-01-01T00:00:00Z"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(
                prop::sample::select(vec![
                    "visit", "theme", "acts", "minutes", "reason", "target", "replaces", "facts", "age", "first", "x"
                ]),
                inner,
                0..5
            )
            .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

#[test]
fn any_json_is_answered_and_never_loses_a_good_neighbour() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (house, samira, client) = runtime.block_on(async {
        let house = House::build().await;
        let (samira, client) = house.samira().await;
        (house, samira, client)
    });
    let kinds =
        prop::sample::select(vec!["visit.opened", "visit.closed", "request.recorded", "corrected", "withdrawn", "x"]);
    let members =
        prop::sample::select(vec!["id", "v", "place", "kind", "at", "clock", "agent", "device", "body", "note", "x"]);
    let strategy = (prop::collection::vec((kinds, any_json(), members, any_json(), any::<bool>()), 1..6), any_json());
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&strategy, |(odd, whole)| {
            let mut client = client.clone();
            runtime.block_on(async {
                let (visit, request, good) = house.visit_with(samira, NOW, "famille.prime");
                let mut entries = good;
                for (kind, body, member, value, replaced) in odd {
                    let mut one = entry(house.id(), LYON, samira, kind, NOW, body);
                    for member in ["target", "replaces", "visit"] {
                        if let Some(body) = one["body"].as_object_mut().filter(|body| body.contains_key(member)) {
                            body.insert(member.into(), json!(if member == "visit" { visit } else { request }));
                        }
                    }
                    if replaced {
                        one[member] = value;
                    }
                    entries.insert(1, one);
                }
                let answers = send(&mut client, &entries).await;
                prop_assert_eq!(answers.len(), entries.len());
                prop_assert_eq!(&answers[0].0, "accepted");
                prop_assert_eq!(&answers[answers.len() - 1].0, "accepted", "{:?}", answers);
                let answer = client.post_json("/api/v1/journal", &whole).await;
                prop_assert!(answer.status.as_u16() < 500, "{}", answer.body);
                Ok(())
            })
        })
        .unwrap();
    runtime.block_on(async {
        let (head, count) = house.numbers(LYON).await;
        assert_eq!(head, count);
    });
}
