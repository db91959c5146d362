//! The dashboard, its files and its API, as those who may see them meet them.

use crate::common::{self, Installation, day, id, installation, officer, somebody};
use kernel::{Actor, AssociationId, DeviceKind, PlaceId, Role, Scope};
use serde_json::json;

/// Two autumns at three places.
async fn two_autumns() -> Installation {
    let here = installation().await;
    here.live(day("2025-09-01"), day("2025-11-30"), 4).await;
    let mut names = 0x9_0000_0000;
    for (place, door) in [(1, None), (2, Some(DeviceKind::Simulation))] {
        for date in ["2026-10-05", "2026-10-06", "2026-10-08", "2026-11-23", "2026-11-24"] {
            for hour in [7, 8, 9] {
                let at = format!("{date}T{hour:02}:10:00Z").parse().unwrap();
                names += 2;
                let request = json!({"visit": id(names).to_string(), "theme": "electricite.facture", "operator": "edf",
                    "acts": ["explain", "accompany"], "support": "with", "outcome": "resolved", "minutes": 8});
                let visit = common::entry(names, place, "visit.opened", at, json!({"channel": "site"}));
                let request = common::entry(names + 1, place, "request.recorded", at, request);
                for answer in here.append(door, place, vec![visit, request]).await {
                    assert_eq!(answer.status, journal::Status::Accepted, "{answer:?}");
                }
            }
        }
    }
    here.figures.catch_up().await.unwrap();
    here
}

/// What is the page's own: the shell around it has its tests elsewhere.
fn content(page: &str) -> String {
    let (start, end) = (page.find("<main").unwrap(), page.find("</main>").unwrap());
    page[start..end].replace("><", ">\n<")
}

#[tokio::test]
async fn a_month_is_shown_whole() {
    let here = two_autumns().await;
    let page = here.client(officer()).get("/figures?period=2026-10&place=1").await.expect(200);
    assert!(page.body.contains("9 visites et 9 demandes du 1er au 31 octobre 2026."), "{}", page.body);
    insta::assert_snapshot!("a_month", content(&page.body));
}

#[tokio::test]
async fn a_record_shows_after_the_follower_looked_and_a_withdrawal_takes_it_away() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let url = "/api/v1/figures?measure=visits&from=2026-11-24&to=2026-11-24&place=1";
    let count = |answer: testkit::Answer| answer.expect(200).json()["rows"][0]["value"].as_u64();
    assert_eq!(count(client.get(url).await), Some(3));
    let at = "2026-11-24T08:30:00Z".parse().unwrap();
    here.record(1, vec![common::entry(77, 1, "visit.opened", at, json!({}))]).await;
    here.figures.catch_up().await.unwrap();
    assert_eq!(count(client.get(url).await), Some(4));
    here.record(1, vec![common::entry(78, 1, "withdrawn", at, json!({"target": id(77).to_string()}))]).await;
    here.figures.catch_up().await.unwrap();
    assert_eq!(count(client.get(url).await), Some(3));
}

#[tokio::test]
async fn the_task_follows_by_itself() {
    let here = installation().await;
    let following = tokio::spawn(here.figures.clone().follow());
    let at = "2026-11-24T08:30:00Z".parse().unwrap();
    here.record(1, vec![common::entry(77, 1, "visit.opened", at, json!({}))]).await;
    let mut client = here.client(officer());
    let seen = async {
        while client.get("/api/v1/figures?measure=visits").await.json()["rows"] == json!([]) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(2), seen)
        .await
        .expect("a figure is never older than two seconds");
    following.abort();
}

#[tokio::test]
async fn what_is_simulated_or_only_counted_is_said() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let page = client.get("/figures?period=2026-10&place=2").await.expect(200);
    assert!(
        page.body.contains("Activité simulée\u{a0}: 100\u{a0}% des visites et demandes affichées (18)"),
        "{}",
        page.body
    );
    here.count(1, day("2026-02-03"), "visits", 40).await;
    here.count(1, day("2026-03-02"), "visits", 40).await;
    here.figures.reload_counts().await.unwrap();
    let page = client.get("/figures?period=2026-q1&place=1").await.expect(200);
    assert!(page.body.contains("Comptages quotidiens importés, non détaillés\u{a0}: 100\u{a0}%"), "{}", page.body);
    assert!(
        page.body.contains("40 visites et 0 demande"),
        "the count of the changeover's own month is left out: {}",
        page.body
    );
}

#[tokio::test]
async fn a_change_is_given_for_equal_opening_days() {
    let here = two_autumns().await;
    let body = here.client(officer()).get("/figures?period=2025-10").await.expect(200).body;
    assert!(body.contains("Pas de période comparable il y a un an"));
    // 3 visits a day in 2026 against what the place had a day in 2025, whatever the number of days.
    let tally = |from: &str, to: &str, measure| {
        let question = tally::Question {
            places: Some(vec![1]),
            ..tally::Question::new(measure, tally::Day(day(from).0), tally::Day(day(to).0))
        };
        here.figures.ask(&question).unwrap().rows[0].value as f64
    };
    let then = tally("2025-10-01", "2025-10-31", tally::Measure::Visits)
        / tally("2025-10-01", "2025-10-31", tally::Measure::OpenDays);
    let expected = format!("{:.0}", ((3.0 / then - 1.0) * 100.0f64).abs());
    let body = here.client(officer()).get("/figures?period=2026-10&place=1").await.expect(200).body;
    assert!(body.contains(&format!("−{expected}\u{a0}% sur un an, à jours ouverts égaux")), "{expected}: {body}");
}

#[tokio::test]
async fn each_role_sees_its_own_places_and_no_other() {
    let here = two_autumns().await;
    let mediator = somebody(Role::Mediator, Scope::Place(PlaceId(1)));
    let director = somebody(Role::Director, Scope::Association(AssociationId(1)));
    let (administrator, partner) =
        (somebody(Role::Administrator, Scope::Network), somebody(Role::Partner, Scope::Network));
    let paths = [
        "/figures?place=1",
        "/figures?place=2",
        "/figures?place=3",
        "/figures?association=2",
        "/figures",
        "/figures.csv?place=1",
    ];
    for (who, statuses) in [
        (mediator.clone(), [200, 404, 404, 404, 200, 403]),
        (director, [200, 200, 404, 404, 200, 200]),
        (officer(), [200, 200, 200, 200, 200, 200]),
        (administrator, [403; 6]),
        (partner, [403; 6]),
        (Actor::Anonymous, [303; 6]),
    ] {
        let mut client = here.client(who.clone());
        for (path, status) in paths.iter().zip(statuses) {
            assert_eq!(client.get(path).await.status.as_u16(), status, "{} {path}", who.tag());
            if path.starts_with("/figures?place") {
                let api = format!("/api/v1{path}&measure=visits");
                let expected = if status == 303 { 401 } else { status };
                assert_eq!(client.get(&api).await.status.as_u16(), expected, "{} {api}", who.tag());
            }
        }
    }
    let total = here.client(mediator).get("/api/v1/figures?measure=visits&from=2025-09-01&to=2026-11-24").await.json();
    assert_eq!(total["places"], json!([1]));
}

#[tokio::test]
async fn a_table_leaves_as_a_file_and_is_written_down() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let answer = client.get("/figures.csv?table=acts&period=2026-10&place=1").await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(
        answer.body,
        "\u{feff}Acte;Demandes;Part des demandes\r\nExpliquer;9;100,0\r\nAccompagner;9;100,0\r\ndont confirmées par le médiateur;9;100,0\r\n"
    );
    let plain = client.get("/figures.csv?table=places&period=2026-10&format=rfc4180").await.expect(200);
    assert!(
        plain
            .body
            .starts_with("Lieu,Visites,Demandes,Jours avec saisie,Visites par jour\r\nLyon Bachut,9,9,3,3.00\r\n"),
        "{}",
        plain.body
    );
    let refused = client.get("/figures.csv?table=agents").await.expect(422);
    assert!(refused.body.contains("summary, trend, months"));
    client.get("/figures.csv?period=demain").await.expect(422);
    let mut tx = here.db().read(&common::SYSTEM).await.unwrap();
    let sql = "select what, detail from access_log order by id";
    let lines: Vec<(String, String)> = tx.all(sql, db::values![]).await.unwrap();
    let line = |table: &str, places: &str| {
        ("export".to_owned(), format!("figures.csv {table} 2026-10-01/2026-10-31 · {places}"))
    };
    assert_eq!(lines, [line("acts", "1"), line("places", "1,2,3")]);
}

#[tokio::test]
async fn the_api_answers_with_slugs_and_says_what_it_takes() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let answer = client
        .get("/api/v1/figures?measure=requests&by=theme,act&from=2026-10-01&to=2026-10-31&place=1")
        .await
        .expect(200);
    let mut json = answer.json();
    json["as_of"] = "…".into();
    insta::assert_snapshot!("api", serde_json::to_string_pretty(&json).unwrap());
    for (query, word) in [
        ("", "visits, requests, minutes, open-days"),
        ("measure=visits&by=age,sex", "support-confirmed"),
        ("measure=visits&by=age,day,month", "Deux coupes"),
        ("measure=visits&by=age,age", "les mêmes"),
        ("measure=requests&theme=nothing", "electricite.facture"),
        ("measure=requests&from=2026-10-02&to=2026-10-01", "période"),
        ("measure=visits&theme=electricite.facture", "measure=requests"),
        ("measure=visits&places=1", "Le paramètre « places » n’existe pas"),
        ("measure=visits&from=demain", "n’est pas un jour pour « from »"),
    ] {
        let problem = client.get(&format!("/api/v1/figures?{query}")).await.expect(422);
        assert_eq!(problem.headers["content-type"], "application/problem+json");
        assert!(problem.body.replace('\u{a0}', " ").contains(word), "{query}: {}", problem.body);
    }
}

#[tokio::test]
async fn a_filter_that_filters_nothing_is_said_in_the_words_of_its_field() {
    let here = two_autumns().await;
    let page = here.client(officer()).get("/figures?theme=zzz").await.expect(200).body.replace('\u{a0}', " ");
    assert!(page.contains("« zzz » ne désigne rien dans « Thème » : ce filtre n’est pas appliqué."), "{page}");
    assert!(!page.contains("electricite.facture, "), "no list of codes on a page");
    let filters = tally::Dimension::ALL.iter().copied().filter(|dimension| !dimension.of_the_day());
    for dimension in filters.filter(|dimension| !matches!(dimension, tally::Dimension::Place)) {
        let address = format!("/figures?{}=zzz", dimension.slug());
        let page = here.client(officer()).get(&address).await.expect(200).body;
        let sentence = page.split("ne désigne rien dans ").nth(1).unwrap_or_else(|| panic!("{address}: {page}"));
        let label = sentence.split('»').next().unwrap();
        assert!(!label.contains("explore-by") && !label.contains('{') && !label.contains(':'), "{address}: {label}");
    }
}

#[tokio::test]
async fn an_operator_bears_the_name_of_the_period() {
    let here = installation().await;
    let at = "2024-01-02T08:00:00Z".parse().unwrap();
    let request = json!({"visit": id(1).to_string(), "theme": "emploi.inscription", "operator": "france-travail", "acts": ["inform"]});
    here.record(
        1,
        vec![common::entry(1, 1, "visit.opened", at, json!({})), common::entry(2, 1, "request.recorded", at, request)],
    )
    .await;
    here.figures.catch_up().await.unwrap();
    let mut client = here.client(officer());
    let mut label = async |from: &str| {
        let url = format!("/api/v1/figures?measure=requests&by=operator&from={from}&to=2024-01-31");
        client.get(&url).await.expect(200).json()["rows"][0]["keys"][0]["label"].as_str().unwrap().to_owned()
    };
    assert_eq!(label("2024-01-01").await, "France Travail");
    assert_eq!(label("2023-12-01").await, "France Travail (avant\u{a0}: Pôle emploi)");
}

#[tokio::test]
async fn a_theme_that_ended_counts_under_what_it_became() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let mut count = async |filter: &str| {
        let url = format!("/api/v1/figures?measure=requests&from=2025-09-01&to=2026-11-24&{filter}");
        client.get(&url).await.expect(200).json()["rows"][0]["value"].as_u64().unwrap_or(0)
    };
    let (old, new) = (count("theme=famille.rsa").await, count("theme=electricite.facture").await);
    let family = count("family=electricite").await;
    assert!(old > 0 && new > 0);
    let mut tx = here.db().write(&common::SYSTEM).await.unwrap();
    for sql in [
        "insert into catalogue_version (number, code, from_day, note) values (2, 'essai', 9800, '')",
        "update theme set until_version = 2 where code = 'famille.rsa'",
        "insert into theme_mapping (version, theme, becomes)
            select 2, o.id, n.id from theme o, theme n where o.code = 'famille.rsa' and n.code = 'electricite.facture'",
    ] {
        tx.execute(sql, db::values![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    here.catalogue.refresh(here.db()).await.unwrap();
    here.figures.catch_up().await.unwrap();
    assert_eq!(count("theme=electricite.facture").await, old + new);
    assert_eq!(count("theme=famille.rsa").await, old + new);
    assert_eq!(count("family=electricite").await, family + old);
    let page = here.client(officer()).get("/figures.csv?table=themes&period=2025").await.expect(200).body;
    assert!(!page.contains("RSA"), "{page}");
}

mod any_address {
    use super::*;
    use proptest::{collection::vec, prelude::*, sample::select};

    fn a_parameter() -> impl Strategy<Value = String> {
        let names = [
            "period",
            "from",
            "to",
            "place",
            "association",
            "theme",
            "act",
            "hour",
            "month",
            "day",
            "by",
            "measure",
            "table",
            "format",
            "compare",
        ];
        let values = [
            "2026-10",
            "2026-q4",
            "2199",
            "1900",
            "12m",
            "dates",
            "1",
            "3",
            "-1",
            "99999999999999999999",
            "2026-02-30",
            "2199-12-31",
            "1900-01-01",
            "inform",
            "electricite.facture",
            "visits",
            "open-days",
            "day",
            "theme,act",
            "place,day",
            "%ff%00",
            "é;--",
            "hours",
            "missing",
            "rfc4180",
            "waiting",
            "week,waited",
            "hour,weekday",
            "network",
            "year",
            "",
        ];
        let value = prop_oneof![3 => select(values.to_vec()).prop_map(str::to_owned), 1 => "[a-z0-9%=;.,-]{0,12}"];
        (select(names.to_vec()), value).prop_map(|(name, value)| format!("{name}={value}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn never_breaks_a_page(queries in vec(vec(a_parameter(), 0..6), 12)) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let here = installation().await;
                here.live(day("2026-11-02"), day("2026-11-06"), 1).await;
                let mut client = here.client(officer());
                for query in queries {
                    for path in ["/figures", "/figures.csv", "/api/v1/figures", "/explore", "/explore.csv"] {
                        let path = format!("{path}?{}", query.join("&"));
                        let status = client.get(&path).await.status;
                        assert!(!status.is_server_error(), "{status} {path}");
                    }
                }
            });
        }
    }
}

/// Today is a Tuesday: the eight before it say what is usual, where something was recorded.
#[tokio::test]
async fn the_day_stands_beside_what_such_a_weekday_usually_is() {
    let here = installation().await;
    let mut n = 0;
    for (date, visits) in
        [("2026-11-24", 3), ("2026-11-17", 4), ("2026-11-10", 8), ("2026-11-16", 5), ("2026-09-22", 9)]
    {
        let mut entries = Vec::new();
        for _ in 0..visits {
            n += 1;
            let at = format!("{date}T09:00:00+01:00").parse().unwrap();
            entries.push(common::entry(n, 1, "visit.opened", at, json!({"channel": "site"})));
        }
        here.record(1, entries).await;
    }
    here.figures.catch_up().await.unwrap();
    let mut client = here.client(officer());
    let day = client.get("/figures/day").await.expect(200).body;
    for words in ["3 visites", "d’ordinaire 6", "jusqu’à 10", "la moyenne des 2 dernières journées"] {
        assert!(day.contains(words), "{words} in {day}");
    }
    let monday = client.get("/figures/day?day=2026-11-16").await.expect(200).body;
    assert!(monday.contains("5 visites") && monday.contains("Pas encore assez de jours pareils"), "{monday}");
    // A day that is not one, or not yet, is today.
    for odd in ["demain", "2026-11-25", "-9999-01-01", "2026-02-30", ""] {
        assert!(client.get(&format!("/figures/day?day={odd}")).await.expect(200).body.contains("3 visites"), "{odd}");
    }
}
