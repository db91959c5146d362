//! Needs, through the whole program: a line noted at a counter, gathered, studied, answered, and who reads what of it.

use crate::house::House;
use kernel::{PlaceId, Role, Scope};
use serde_json::{Value, json};
use testkit::Client;

const LINE: &str = "aucun cours de français le soir";

fn id(n: u32) -> String {
    format!("01936b2e-0000-7000-8000-{n:012}")
}

fn noted(n: u32, place: i64, body: &Value, note: &str) -> Value {
    json!({"id": id(n), "v": 1, "place": place, "kind": "need.noted", "at": "2026-11-24T10:00:00+01:00", "body": body, "note": note})
}

/// The answers to entries, in their order: `accepted`, or why not.
async fn send(client: &mut Client, entries: Vec<Value>) -> Vec<String> {
    let answer = client.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200).json();
    let results = answer["results"].as_array().unwrap().iter();
    results.map(|result| result["code"].as_str().or(result["status"].as_str()).unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_becomes_a_need_and_its_answer_comes_back_to_whoever_wrote_it() {
    let house = House::build().await;
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(PlaceId(1))).await;
    let mut other = house.person("other", Role::Mediator, Scope::Place(PlaceId(2))).await;
    let mut near = house.person("near", Role::Director, Scope::Place(PlaceId(1))).await;
    let mut far = house.person("far", Role::Director, Scope::Place(PlaceId(2))).await;
    let mut union = house.person("union", Role::Officer, Scope::Network).await;
    let theme = json!({"theme": "mobilite.itineraire"});
    assert_eq!(send(&mut samira, vec![noted(1, 1, &theme, LINE)]).await, ["accepted"]);
    // Sent again, it is one.
    assert_eq!(send(&mut samira, vec![noted(1, 1, &theme, LINE)]).await, ["known"]);
    assert_eq!(
        send(&mut other, vec![noted(2, 2, &json!({}), "Aucun cours de français, le soir…")]).await,
        ["accepted"]
    );

    let reads = |answer: testkit::Answer| answer.expect(200).body.contains(LINE);
    assert!(reads(samira.get("/needs").await), "one's own");
    assert!(!reads(other.get("/needs").await), "a colleague's of another place");
    assert!(reads(near.get("/needs").await) && !reads(far.get("/needs").await), "those of the place that one directs");
    let inbox = union.get("/needs").await.expect(200).body;
    assert!(inbox.contains("2 fois dans 2 lieux"), "both say the same: {inbox}");
    let figures = union.get("/api/v1/figures?measure=requests&from=2026-11-24&to=2026-11-24").await.expect(200).json();
    assert_eq!(figures["rows"].as_array().map_or(0, Vec::len), 0, "it counts nothing: {figures}");

    let item = format!("note:1:{} note:2:{}", id(1), id(2));
    union.post("/needs", &[("do", "gather"), ("item", &item), ("title", "")]).await.expect(422);
    let opened = union.post("/needs", &[("do", "gather"), ("item", &item), ("title", "Le français le soir")]).await;
    let path = opened.expect(303).location().to_owned();
    union.post(&path, &[("stage", "answered"), ("title", "Le français le soir"), ("words", "")]).await.expect(422);
    let words = "Un groupe ouvre en janvier.";
    union.post(&path, &[("stage", "answered"), ("title", "Le français le soir"), ("words", words)]).await.expect(303);
    // Somebody who had the page open before that reads it first.
    let late = [("stage", "seen"), ("title", "Autrement"), ("words", "Vu."), ("seen", "1")];
    assert!(union.post(&path, &late).await.expect(422).body.contains("Quelqu’un vient d’ajouter"));
    let told = samira.get("/counter").await.expect(200).body;
    assert!(told.contains("Un besoin que vous avez signalé a sa réponse"), "{told}");
    for reader in [&mut samira, &mut other, &mut near] {
        let page = reader.get("/needs").await.expect(200).body;
        assert!(page.contains(words) && page.contains("Répondu"), "{page}");
    }
    assert!(!samira.get("/counter").await.expect(200).body.contains("a sa réponse"), "it was read");
    // The thread is for all of the team; the lines of others are not.
    let thread = far.get(&path).await.expect(200).body;
    assert!(thread.contains(words) && thread.contains("2 signalements dans 2 lieux"), "{thread}");
    assert!(thread.contains("Aucun cours de français, le soir") && !thread.contains(LINE), "{thread}");
    samira.post(&path, &[("stage", "seen"), ("title", "x"), ("words", "y")]).await.expect(403);
    // What was gathered is no longer taken back.
    samira.post("/needs/withdrawal", &[("item", &format!("note:1:{}", id(1)))]).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_reads_what_came_of_its_own_observations_alone() {
    let house = House::build().await;
    let mut union = house.person("union", Role::Officer, Scope::Network).await;
    let mut edf = house.person("edf", Role::Partner, Scope::Network).await;
    let readers = union.get("/releases").await.expect(200).body;
    let account = readers
        .split("id=\"account\"")
        .nth(1)
        .and_then(|rest| rest.split("option value=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    union.post("/releases/readers", &[("account", account), ("operator", "edf"), ("reads", "yes")]).await.expect(303);
    let observe = |operator, words| {
        [("source", "partner"), ("operator", operator), ("who", ""), ("words", words), ("day", "2026-11-20")]
    };
    union.post("/needs/observations", &observe("edf", "Les impayés viennent trop tard.")).await.expect(303);
    union.post("/needs/observations", &observe("keolis", "Les horaires manquent.")).await.expect(303);
    for wrong in [
        [("source", "partner"), ("operator", ""), ("who", ""), ("words", "x"), ("day", "2026-11-20")],
        [("source", "nobody"), ("operator", "edf"), ("who", ""), ("words", "x"), ("day", "2026-11-20")],
        [("source", "state"), ("operator", ""), ("who", ""), ("words", ""), ("day", "2026-11-20")],
        [("source", "state"), ("operator", ""), ("who", ""), ("words", "x"), ("day", "2036-11-20")],
    ] {
        union.post("/needs/observations", &wrong).await.expect(422);
    }
    let gathered =
        union.post("/needs", &[("do", "gather"), ("item", "said:1 said:2"), ("title", "Venir plus tôt")]).await;
    let path = gathered.expect(303).location().to_owned();
    union
        .post(&path, &[("stage", "studied"), ("title", "Venir plus tôt"), ("words", "Une lettre est à l’essai.")])
        .await
        .expect(303);
    let page = edf.get("/partner/needs").await.expect(200).body;
    assert!(page.contains("Les impayés") && page.contains("Une lettre est à l’essai."), "{page}");
    assert!(!page.contains("Les horaires manquent") && !page.contains("Keolis"), "{page}");
    edf.get("/needs").await.expect(403);
    edf.get(&path).await.expect(403);
    let thread = union.get(&path).await.expect(200).body;
    assert!(thread.contains("Keolis") && thread.contains("2 observations"), "{thread}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_line_is_refused_alone_and_one_takes_ones_own_back() {
    let house = House::build().await;
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(PlaceId(1))).await;
    let mut colleague = house.person("colleague", Role::Mediator, Scope::Place(PlaceId(1))).await;
    let mut union = house.person("union", Role::Officer, Scope::Network).await;
    let none = json!({});
    let entries = vec![
        noted(1, 1, &none, "rappeler le 06 12 34 56 78"),
        noted(2, 1, &none, "écrire à quelqu’un@exemple.fr"),
        noted(3, 1, &none, &"long ".repeat(60)),
        noted(4, 1, &json!({"theme": 5}), LINE),
        noted(5, 1, &json!({"person": "x"}), LINE),
        noted(6, 1, &json!({"theme": "un.theme.d.ailleurs"}), "pas de médecin"),
        noted(7, 1, &none, ""),
        noted(8, 2, &none, LINE),
        noted(9, 1, &none, "pas de salle le samedi"),
    ];
    let expected = [
        "entry-note-personal",
        "entry-note-personal",
        "entry-note-too-long",
        "entry-malformed",
        "entry-unknown-member",
        "accepted",
        "accepted",
        "entry-wrong-place",
        "accepted",
    ];
    assert_eq!(send(&mut samira, entries).await, expected);
    let page = samira.get("/needs").await.expect(200).body;
    assert!(page.contains("pas de médecin") && page.contains("pas de salle"), "{page}");

    let item = format!("note:1:{}", id(9));
    colleague.post("/needs/withdrawal", &[("item", &item)]).await.expect(404);
    let by_hand = json!({"id": id(20), "v": 1, "place": 1, "kind": "need.withdrawn", "at": "2026-11-24T10:05:00+01:00", "body": {"target": id(9)}});
    assert_eq!(send(&mut colleague, vec![by_hand]).await, ["need-of-another"]);
    samira.post("/needs/withdrawal", &[("item", &item)]).await.expect(303);
    assert!(!samira.get("/needs").await.expect(200).body.contains("pas de salle"));
    let mut tx = house.parts.app.db.read(&kernel::Actor::System("test")).await.unwrap();
    let left = journal::words(&mut tx, PlaceId(1), &[id(9).parse().unwrap(), id(6).parse().unwrap()]).await.unwrap();
    drop(tx);
    assert_eq!(left.len(), 1, "its words are erased");

    // Read, and set aside: said to whoever wrote it.
    union.post("/needs", &[("do", "aside")]).await.expect(422);
    union.post("/needs", &[("do", "aside"), ("item", &format!("note:1:{}", id(6)))]).await.expect(303);
    assert!(samira.get("/needs").await.expect(200).body.contains("Lu par l’Union, sans suite"));
    let inbox = union.get("/needs").await.expect(200).body;
    let (waits, aside) = inbox.split_once("Sans suite</summary>").unwrap();
    assert!(!waits.contains("pas de médecin") && aside.contains("pas de médecin"), "it may be taken up again: {inbox}");
    union.post("/needs", &[("do", "gather"), ("need", "77"), ("item", "said:1")]).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_body_holds_its_neighbours_are_kept() {
    use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
    let house = House::build().await;
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(PlaceId(1))).await;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,300}".prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::hash_map("(theme|target|.{0,8})", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    let mut runner = TestRunner::deterministic();
    let mut entries = Vec::new();
    for n in 0..100 {
        let (body, note) =
            (tree.new_tree(&mut runner).unwrap().current(), ".{0,300}".new_tree(&mut runner).unwrap().current());
        let mut odd = noted(1_000 + n, 1, &body, &note);
        odd["kind"] = if n % 2 == 0 { "need.noted" } else { "need.withdrawn" }.into();
        entries.push(odd);
        entries.push(noted(2_000 + n, 1, &json!({}), LINE));
    }
    for (at, said) in send(&mut samira, entries).await.iter().enumerate() {
        assert!(at % 2 == 0 || said == "accepted", "{at}: {said}");
    }
    samira.get("/needs").await.expect(200);
    assert!(house.entries(PlaceId(1), "need.noted").await >= 100);
}
