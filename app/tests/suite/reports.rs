//! Reports and frames, through the whole program: issued, kept, asked again, taken away.

use crate::house::House;
use kernel::{PlaceId, Role, Scope};
use serde_json::{Value, json};
use testkit::Client;

const HERE: PlaceId = PlaceId(1);
const ELSEWHERE: PlaceId = PlaceId(2);
/// October, at the first place.
const OCTOBER: [(&str, &str); 5] =
    [("model", "monthly"), ("from", "2026-10-01"), ("to", "2026-10-31"), ("place", "1"), ("title", "Octobre")];

fn id(n: u32) -> String {
    format!("01936b2e-0000-7000-8000-{n:012}")
}

/// A visit with one request, the `n`th of a day of October.
fn visit(n: u32, day: u32, theme: &str, operator: &str) -> Vec<Value> {
    let entry = |n, kind: &str, body: Value| {
        json!({"id": id(n), "v": 1, "place": 1, "kind": kind, "at": format!("2026-10-{day:02}T09:10:00+02:00"), "body": body})
    };
    let request = json!({"visit": id(2 * n), "theme": theme, "operator": operator, "acts": ["explain"], "support": "with", "outcome": "resolved"});
    vec![
        entry(2 * n, "visit.opened", json!({"channel": "site", "age": "25-39"})),
        entry(2 * n + 1, "request.recorded", request),
    ]
}

async fn record(client: &mut Client, entries: Vec<Value>) {
    let answer = client.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200).json();
    for result in answer["results"].as_array().unwrap() {
        assert_eq!(result["status"], "accepted", "{answer}");
    }
}

/// Three weeks of an October: bills of EDF, files of the CAF, a word with somebody.
async fn october(house: &House) -> Client {
    let mut samira = house.person("samira", Role::Mediator, Scope::Place(HERE)).await;
    for day in 1..=20 {
        let n = day * 10;
        let mut entries = visit(n, day, "electricite.facture", "edf");
        entries.extend(visit(n + 1, day, "famille.rsa", "caf"));
        entries.extend(visit(n + 2, day, "lien.ecoute", "autre"));
        record(&mut samira, entries).await;
    }
    samira
}

/// Issues a report, and answers where it stands.
async fn issue(client: &mut Client, fields: &[(&str, &str)]) -> String {
    client.post("/reports", fields).await.expect(303).headers["location"].to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issued_report_is_kept_as_it_was_and_says_what_changed_since() {
    let house = House::build().await;
    let mut samira = october(&house).await;
    let mut lea = house.person("lea", Role::Director, Scope::Place(HERE)).await;
    let report = issue(&mut lea, &OCTOBER).await;
    assert_eq!(report, "/reports/2026-0001");
    let page = lea.get(&report).await.expect(200);
    for words in ["Octobre", "60\u{a0}demandes", "Famille", "2026-0001"] {
        assert!(page.body.replace('\u{202f}', "\u{a0}").replace("60 demandes", "60\u{a0}demandes").contains(words), "{words}");
    }
    let again = lea.get(&format!("{report}/changes")).await.expect(200);
    assert!(again.body.contains("Les mêmes chiffres, à l’unité près"), "{}", again.body);

    let workbook = lea.get(&format!("{report}/workbook")).await.expect(200);
    let csv = lea.get(&format!("{report}/tables/categories?format=rfc4180")).await.expect(200);
    assert!(csv.body.contains("Famille,20,33.3\r\n") && csv.body.contains("Total,60,100.0\r\n"), "{}", csv.body);

    // A request is corrected, another comes late.
    let facts = json!({"visit": id(20), "theme": "papiers.identite", "acts": ["explain"], "support": "with", "outcome": "resolved"});
    let correction = json!({"id": id(9_000), "v": 1, "place": 1, "kind": "corrected", "at": "2026-11-24T10:00:00+01:00",
        "body": {"target": id(21), "replaces": id(21), "facts": facts}});
    record(&mut samira, vec![correction]).await;
    record(&mut samira, visit(3_000, 21, "famille.rsa", "caf")).await;
    let kept = lea.get(&report).await.expect(200);
    assert_eq!(kept.body, page.body, "what was handed out does not change");
    assert_eq!(lea.get(&format!("{report}/workbook")).await.expect(200).body, workbook.body, "byte for byte");
    // The follower looks by itself; another report makes it look now.
    let second = issue(&mut lea, &OCTOBER).await;
    assert_eq!(second, "/reports/2026-0002");
    let changes = lea.get(&format!("{report}/changes")).await.expect(200);
    for words in ["Correction", "Saisie reçue après l’émission", "Famille", "21"] {
        assert!(changes.body.contains(words), "{words} in {}", changes.body);
    }
    let same = lea.get(&format!("{second}/changes")).await.expect(200);
    assert!(same.body.contains("Les mêmes chiffres"), "{}", same.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn screen_csv_and_api_say_the_same() {
    let house = House::build().await;
    october(&house).await;
    let mut lea = house.person("lea", Role::Director, Scope::Place(HERE)).await;
    let fields = [&OCTOBER[..], &[("section", "operators"), ("section", "months")]].concat();
    let report = issue(&mut lea, &fields).await;
    let csv = lea.get(&format!("{report}/tables/operators?format=rfc4180")).await.expect(200).body;
    let api = "/api/v1/figures?measure=requests&by=operator&from=2026-10-01&to=2026-10-31&place=1";
    let rows = lea.get(api).await.expect(200).json()["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let label = row["labels"][0].as_str().or(row["label"].as_str()).unwrap_or_default().to_owned();
        let value = row["value"].as_u64().unwrap();
        let line = csv.lines().find(|line| line.ends_with(&format!(",{value}"))).unwrap_or_else(|| panic!("{row} in {csv}"));
        assert!(label.is_empty() || line.contains(&label), "{line} {row}");
    }
    let months = lea.get(&format!("{report}/tables/months?format=rfc4180")).await.expect(200).body;
    assert!(months.contains("Octobre 2026,60,60"), "{months}");
    lea.get(&format!("{report}/tables/themes")).await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_other_places_sees_no_such_report() {
    let house = House::build().await;
    october(&house).await;
    let mut lea = house.person("lea", Role::Director, Scope::Place(HERE)).await;
    let report = issue(&mut lea, &OCTOBER).await;
    let mut other = house.person("tom", Role::Director, Scope::Place(ELSEWHERE)).await;
    for address in [report.clone(), format!("{report}/workbook"), format!("{report}/changes"), "/reports/2026-0099".into(), "/reports/x".into()] {
        other.get(&address).await.expect(404);
    }
    assert!(!other.get("/reports").await.expect(200).body.contains("2026-0001"));
    assert!(lea.get("/reports").await.expect(200).body.contains("2026-0001"));
    let refused = other.post("/reports", &OCTOBER).await.expect(422);
    assert!(refused.body.contains("parmi ceux dont vous voyez les chiffres"), "{}", refused.body);
    for (name, value) in [("to", "2026-09-01"), ("from", "hier"), ("operator", "personne")] {
        let fields: Vec<_> = OCTOBER.iter().copied().filter(|(other, _)| *other != name).chain([(name, value)]).collect();
        lea.post("/reports", &fields).await.expect(422);
    }
    lea.post("/reports", &[("model", "partner")]).await.expect(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_gets_a_new_version_and_an_issued_report_keeps_its_own() {
    let house = House::build().await;
    october(&house).await;
    let mut officer = house.person("nour", Role::Officer, Scope::Network).await;
    let mut admin = house.person("alex", Role::Administrator, Scope::Network).await;
    let before = issue(&mut officer, &OCTOBER).await;
    let form = |version: &'static str, themes: &'static str| {
        vec![
            ("version", version),
            ("title", "Deux catégories"),
            ("from", "2026-01-01"),
            ("category", "Droits"),
            ("themes", themes),
            ("category", "Médiation"),
            ("themes", ""),
            ("operators", ""),
            ("operators", "EDF"),
        ]
    };
    let mut editor = if officer.post("/frames/france-services", &form("1", "Famille")).await.status == 303 { officer } else {
        admin.post("/frames/france-services", &form("1", "famille")).await.expect(303);
        admin
    };
    let page = editor.get("/frames/france-services").await.expect(200);
    assert!(page.body.contains("version 2"), "{}", page.body);
    let stale = editor.post("/frames/france-services", &form("1", "famille")).await.expect(422);
    assert!(stale.body.contains("modifié entre-temps"), "{}", stale.body);
    let wrong = editor.post("/frames/france-services", &form("2", "licorne")).await.expect(422);
    assert!(wrong.body.contains("licorne"), "what was typed comes back");
    let after = issue(&mut editor, &OCTOBER).await;
    let csv = |report: String| format!("{report}/tables/categories?format=rfc4180");
    let then = editor.get(&csv(before)).await.expect(200).body;
    let now = editor.get(&csv(after)).await.expect(200).body;
    assert!(then.contains("Numérique, lien social, loisirs\",20,33.3"), "{then}");
    assert!(now.contains("Droits,20,33.3") && now.contains("Médiation,20,33.3") && now.contains("Hors des catégories,20,33.3"), "{now}");
}
