//! Any question on the page, in its file and to the API; saved questions; the board of the data's quality.

use crate::common::{self, Installation, day, id, installation, officer, somebody};
use kernel::{Actor, AssociationId, PlaceId, Role, Scope};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;
use tally::{Dimension, Measure};

/// A busy autumn a year ago and a busier one, at three places.
async fn two_autumns() -> Installation {
    let here = installation().await;
    here.live(day("2025-09-01"), day("2025-11-24"), 4).await;
    here.live(day("2026-10-01"), day("2026-11-24"), 4).await;
    here
}

/// An address, with what it asks.
fn an_address() -> impl Strategy<Value = (Measure, Vec<Dimension>, String)> {
    let filters = vec![
        "",
        "&age=60-69",
        "&support=self",
        "&theme=electricite.facture,famille.rsa",
        "&channel=phone",
        "&act=explain",
    ];
    let periods = vec!["2026-10", "2026-q4", "2025", "12m", "dates&from=2026-10-05&to=2026-10-18"];
    let compare = vec!["", "&compare=previous", "&compare=year"];
    let places = vec!["", "&place=1", "&place=1,3", "&association=1"];
    (
        select(Measure::ALL),
        vec(select(Dimension::ALL), 0..3),
        select(filters),
        select(periods),
        select(compare),
        select(places),
    )
        .prop_map(|(measure, by, filter, period, compare, places)| {
            let cuts: Vec<_> = by.iter().map(|cut| cut.slug()).collect();
            let address =
                format!("measure={}&by={}&period={period}{filter}{compare}{places}", measure.slug(), cuts.join(","));
            (measure, by, address)
        })
}

/// The link to the API that the page offers.
fn api_link(page: &str) -> String {
    let start = page.find("/api/v1/figures?").expect("the page leads to the API");
    page[start..].split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn the_page_the_file_and_the_api_give_the_same_numbers() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut compared = 0;
    for _ in 0..250 {
        let (measure, _, address) = an_address().new_tree(&mut runner).unwrap().current();
        let page = client.get(&format!("/explore?{address}")).await;
        // The only question that has no answer is one with too many groups.
        assert!(page.status == 200 || page.body.contains("trop de lignes"), "{address}: {} {}", page.status, page.body);
        let file = client.get(&format!("/explore.csv?{address}&format=rfc4180")).await;
        if file.status == 422 {
            // What the page leaves out and says, a file refuses.
            assert!(page.status == 422 || page.body.contains("notice-warn"), "{address}: {}", file.body);
            continue;
        }
        let file = file.expect(200).body;
        let answer = client.get(&api_link(&page.body)).await.expect(200).json();
        let mut reader = csv::ReaderBuilder::new().from_reader(file.as_bytes());
        let cuts = answer["by"].as_array().unwrap().len();
        let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let rows = answer["rows"].as_array().unwrap();
        let total = |name: &str| rows.iter().map(|row| row[name].as_u64().unwrap()).sum::<u64>();
        if cuts == 0 {
            assert_eq!(lines.len(), 1, "{address}");
            assert_eq!(lines[0][1].parse(), Ok(total("value")), "{address}: {file}");
        } else {
            assert_eq!(lines.len(), rows.len() + 1, "{address}: {file}");
            for (line, row) in lines.iter().zip(rows) {
                assert_eq!(line[cuts].parse(), Ok(row["value"].as_u64().unwrap()), "{address}: {row}");
                if measure.is_time() {
                    assert_eq!(line[cuts + 1].parse(), Ok(row["n"].as_u64().unwrap()), "{address}: {row}");
                    assert_eq!(line[cuts + 2].parse(), Ok(row["known"].as_u64().unwrap()), "{address}: {row}");
                }
            }
        }
        compared += 1;
    }
    assert!(compared > 60, "{compared} questions had a file");
}

#[tokio::test]
async fn what_happened_around_places_is_told_beside_their_days() {
    let here = two_autumns().await;
    let mut tx = here.app.db.write(&common::SYSTEM).await.unwrap();
    let event = |place: i64, title: &str, weekday| network::NewEvent {
        scope: Scope::Place(PlaceId(place)),
        from: day("2026-11-03"),
        to: Some(day("2026-11-30")),
        weekday,
        kind: network::EventKind::Other,
        title: title.into(),
    };
    let tuesday = Some(day("2026-11-03").date().weekday());
    for event in [event(1, "Tramway coupé", None), event(2, "Marché", tuesday), event(2, "Pont fermé", None)] {
        network::store::add_event(&mut tx, here.app.clock.now(), &event).await.unwrap();
    }
    tx.commit().await.unwrap();
    here.directory.refresh(&here.app.db).await.unwrap();
    let mut client = here.client(officer());
    let mut page = async |place: &str| {
        client.get(&format!("/explore?measure=visits&by=day&period=2026-11{place}")).await.expect(200).body
    };
    let (one, all) = (page("&place=1").await, page("").await);
    assert!(one.contains("Tramway coupé") && !one.contains("Pont fermé"), "{one}");
    assert!(all.contains("Tramway coupé") && all.contains("Pont fermé") && !all.contains("Marché"), "{all}");
}

#[tokio::test]
async fn a_year_is_compared_for_equal_opening_days() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let page = client.get("/explore?measure=visits&by=place&period=2026-10&compare=year").await.expect(200);
    let dashboard = client.get("/figures?period=2026-10").await.expect(200);
    // Both pages say the same change of the same visits.
    let change = dashboard
        .body
        .split(" sur un an, à jours ouverts égaux")
        .next()
        .unwrap()
        .rsplit('>')
        .next()
        .unwrap()
        .to_owned();
    assert!(change.starts_with(['+', '−']), "{change}");
    assert!(page.body.contains(&format!("{change}\u{202f};")), "{change} in {}", page.body);
}

#[tokio::test]
async fn a_link_shows_its_reader_what_they_may_see() {
    let here = two_autumns().await;
    let director = somebody(Role::Director, Scope::Place(PlaceId(1)));
    let mut client = here.client(director);
    let all = client.get("/explore?measure=visits&by=place&period=2026-10").await.expect(200);
    assert!(all.body.contains("Lyon Bachut") && !all.body.contains("Saint-Denis"));
    let part = client.get("/explore?measure=visits&by=place&period=2026-10&place=1,3").await.expect(200);
    assert!(part.body.contains("Ce lien nomme 2 lieux, dont 1 que vous voyez"), "{}", part.body);
    assert!(!part.body.contains("Saint-Denis"));
    for elsewhere in ["place=3", "place=99", "place=x", "association=2", "association=9"] {
        let refused = client.get(&format!("/explore?measure=visits&{elsewhere}")).await.expect(404);
        assert!(refused.body.contains("lieux que vous ne voyez pas"), "{}", refused.body);
        client.get(&format!("/explore.csv?measure=visits&{elsewhere}")).await.expect(404);
    }
    let network = client.get("/explore?measure=visits&compare=network").await.expect(200);
    assert!(network.body.contains("rien à leur comparer"), "{}", network.body);
    let lyon = somebody(Role::Officer, Scope::Association(AssociationId(1)));
    let compared = here.client(lyon).get("/explore?measure=visits&compare=network&place=1&by=hour").await.expect(200);
    assert!(compared.body.contains("de tous les lieux que vous voyez"), "{}", compared.body);
    here.client(Actor::Anonymous).get("/explore").await.expect(303);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_and_left_out() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    for (address, sentence) in [
        ("measure=visits&by=theme", "seules les demandes en ont un"),
        ("measure=requests&by=waited", "seules les visites en ont un"),
        ("measure=visits&by=month,month", "Les deux coupes sont les mêmes"),
        ("measure=visits&by=month,age,place", "Deux coupes au plus"),
        ("measure=x", "n’est pas une valeur de"),
        ("measure=visits&by=x", "n’est pas une valeur de"),
        ("measure=visits&compare=x", "n’est pas une valeur de"),
        ("measure=visits&support=self", "seules les demandes en ont un"),
        ("measure=visits&period=2026-13", "Cette période n’existe pas"),
    ] {
        let page = client.get(&format!("/explore?{address}")).await.expect(200);
        assert!(page.body.contains(sentence), "{address}: {}", page.body);
        client.get(&format!("/explore.csv?{address}")).await.expect(422);
    }
}

#[tokio::test]
async fn waiting_and_the_desk_are_counted_apart() {
    let here = installation().await;
    let at = |minute: i64| {
        "2026-11-23T09:00:00Z".parse::<jiff::Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minute)
    };
    let visit = json!({"visit": id(1).to_string()});
    let called = json!({"visit": id(1).to_string(), "desk": "Bureau 2"});
    // Waits 12 minutes, comes to the desk in one, is received 20, waits 5 apart, is received 3 more.
    let told = [
        ("visit.opened", 0, json!({"channel": "site", "queue": {}})),
        ("visit.called", 12, called),
        ("visit.served", 13, visit.clone()),
        ("visit.held", 33, visit.clone()),
        ("visit.resumed", 38, visit.clone()),
        ("visit.closed", 41, visit),
    ];
    for ((kind, minute, body), name) in told.into_iter().zip(1..) {
        here.record(1, vec![common::entry(name, 1, kind, at(minute), body)]).await;
    }
    // Nobody waits who is received at once; who leaves the queue was received by nobody.
    here.record(1, vec![common::entry(11, 1, "visit.opened", at(60), json!({"channel": "site"}))]).await;
    here.record(1, vec![common::entry(12, 1, "visit.closed", at(67), json!({"visit": id(11).to_string()}))]).await;
    here.record(1, vec![common::entry(21, 1, "visit.opened", at(70), json!({"channel": "site", "queue": {}}))]).await;
    for (name, kind) in [(22, "visit.left"), (23, "visit.closed")] {
        here.record(1, vec![common::entry(name, 1, kind, at(102), json!({"visit": id(21).to_string()}))]).await;
    }
    here.figures.catch_up().await.unwrap();
    let mut client = here.client(officer());
    for (measure, value, n, known) in [("waiting", 12 + 34, 3, 2), ("service", 23 + 7, 3, 2)] {
        let answer = client.get(&format!("/api/v1/figures?measure={measure}&from=2026-11-23&to=2026-11-23")).await;
        let row = answer.expect(200).json()["rows"][0].clone();
        assert_eq!([&row["value"], &row["n"], &row["known"]], [value, n, known], "{measure}: {row}");
    }
    let page = client.get("/explore?measure=waiting&by=waited&period=2026-11").await.expect(200);
    assert!(page.body.contains("23,0\u{a0}min") && page.body.contains("10 à 14\u{a0}min"), "{}", page.body);
    assert!(page.body.contains("Seules les visites avec un ticket"), "{}", page.body);
    let differences = figures::check(&here.figures, here.db(), &here.directory, &here.catalogue).await.unwrap();
    assert_eq!(differences, []);
}

#[tokio::test]
async fn a_question_is_saved_under_a_name_and_forgotten() {
    let here = two_autumns().await;
    let mut client = here.client(officer());
    let query = "measure=requests&by=family,month&period=2026-q4&compare=year&place=1";
    let refused = client.post("/explore/views", &[("query", query), ("name", " ")]).await.expect(422);
    assert!(
        refused.body.contains("aria-invalid") && refused.body.contains("value=\"requests\" selected"),
        "{}",
        refused.body
    );
    let long = "é".repeat(60);
    let refused = client.post("/explore/views", &[("query", query), ("name", &long)]).await.expect(422);
    assert!(refused.body.contains(&long), "what was typed stays");
    let saved = client.post("/explore/views", &[("query", query), ("name", "Familles & mois")]).await.expect(303);
    assert_eq!(saved.location(), "/explore?measure=requests&compare=year&by=family,month&period=2026-q4&place=1");
    let page = client.get(saved.location()).await.expect(200);
    assert!(
        page.body.contains("Familles &amp; mois") && page.body.contains("/explore/views/1/removal"),
        "{}",
        page.body
    );
    // The same name again is the newer question, not a second one.
    client.post("/explore/views", &[("query", "measure=visits&by="), ("name", "Familles & mois")]).await.expect(303);
    let page = client.get("/explore").await.expect(200);
    assert!(
        page.body.contains("href=\"/explore?measure=visits&amp;by=&quot;")
            || page.body.contains("/explore?measure=visits&amp;by=\""),
        "{}",
        page.body
    );
    assert!(!page.body.contains("/explore/views/2/removal"));
    // Somebody else neither sees it nor takes it away.
    let other = Actor::Person(std::sync::Arc::new(kernel::Person {
        account: kernel::AccountId(2),
        ..officer().person().unwrap().as_ref().clone()
    }));
    let mut other = here.client(other);
    assert!(!other.get("/explore").await.expect(200).body.contains("Familles"));
    other.post("/explore/views/1/removal", &[]).await.expect(404);
    client.post("/explore/views/x/removal", &[]).await.expect(404);
    let gone = client.post("/explore/views/1/removal", &[("query", query)]).await.expect(303);
    assert!(!client.get(gone.location()).await.expect(200).body.contains("Familles"));
}

#[tokio::test]
async fn the_board_says_what_to_mend_and_where() {
    let here = two_autumns().await;
    let mut client = here.client(somebody(Role::Director, Scope::Place(PlaceId(1))));
    // Two requests under « Autre » without minutes, of which the visit came three days late.
    let at = "2026-11-20T09:10:00Z".parse().unwrap();
    let late = common::entry(71, 1, "visit.opened", at, json!({"channel": "site"}));
    let body = json!({"visit": id(71).to_string(), "theme": reception::OTHER, "acts": ["inform"]});
    let other = common::entry(72, 1, "request.recorded", at, body);
    here.record(1, vec![late, other]).await;
    here.figures.catch_up().await.unwrap();
    let board = client.get("/figures/quality").await.expect(200);
    for words in [
        "Jours d’ouverture sans saisie",
        "/places/1/exceptions",
        "/explore?measure=requests&amp;by=week&amp;place=1&amp;theme=autre.autre",
        "Voir ces demandes",
        "Aucun comptoir n’est enrôlé.",
    ] {
        assert!(board.body.contains(words), "{words}: {}", board.body);
    }
    assert!(!board.body.contains("Saint-Denis") && !board.body.contains("/catalogue/words"), "{}", board.body);
    here.client(officer()).get("/figures/quality").await.expect(200);
}
