//! What leaves the team, through the whole program: recorded at the counter, asked for, made, attacked.

use crate::house::House;
use kernel::{PlaceId, Role, Scope};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use testkit::Client;

/// A theme of each family, with an operator.
const THEMES: [(&str, &str); 6] = [
    ("electricite.facture", "edf"),
    ("courrier.avis", "la-poste"),
    ("famille.rsa", "caf"),
    ("impots.avis", "dgfip"),
    ("sante.vitale", "cpam"),
    ("lien.ecrivain", ""),
];
/// A day of each quarter.
const DAYS: [&str; 4] = ["2026-02-10", "2026-05-12", "2026-08-11", "2026-11-10"];

/// How many visits a place had for a theme in a quarter: from none to two dozen.
fn visits(place: u32, theme: u32, quarter: u32) -> u32 {
    (place * 11 + theme * 7 + quarter * 5) % 25
}

fn id(n: u32) -> String {
    format!("01936b2e-0000-7000-8000-{n:012}")
}

/// A visit with one request; `n` names both.
fn visit(n: u32, place: u32, day: &str, (theme, operator): (&str, &str)) -> Vec<Value> {
    let entry = |n, kind: &str, body: Value| json!({"id": id(n), "v": 1, "place": place, "kind": kind, "at": format!("{day}T10:00:00+01:00"), "body": body});
    let mut request = json!({"visit": id(2 * n), "theme": theme, "acts": ["explain"], "outcome": "resolved"});
    if !operator.is_empty() {
        request["operator"] = operator.into();
    }
    vec![entry(2 * n, "visit.opened", json!({"channel": "site"})), entry(2 * n + 1, "request.recorded", request)]
}

async fn record(client: &mut Client, entries: &[Value]) {
    for entries in entries.chunks(500) {
        let answer = client.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200).json();
        for result in answer["results"].as_array().unwrap() {
            assert_eq!(result["status"], "accepted", "{answer}");
        }
    }
}

/// Three quarters of two places, two agents in each.
async fn network(house: &House, quarters: std::ops::Range<u32>) {
    for place in 1..=2 {
        for agent in 0..2 {
            let name = format!("agent-{place}-{agent}-{}", quarters.start);
            let mut client = house.person(&name, Role::Mediator, Scope::Place(PlaceId(place.into()))).await;
            let mut entries = Vec::new();
            for quarter in quarters.clone() {
                for (theme, named) in (0..).zip(THEMES) {
                    for n in (0..visits(place, theme, quarter)).filter(|n| n % 2 == agent) {
                        let name = ((place * 10 + theme) * 10 + quarter) * 100 + n;
                        entries.extend(visit(name, place, DAYS[quarter as usize], named));
                    }
                }
            }
            record(&mut client, &entries).await;
        }
    }
}

/// Asks for a series of 2026 and lets the job make it.
async fn give_out(house: &House, officer: &mut Client, series: &str) {
    officer.post("/releases", &[("series", series), ("year", "2026")]).await.expect(303);
    assert!(house.parts.releases.make_next().await.unwrap(), "one waits");
    assert!(!house.parts.releases.make_next().await.unwrap(), "and no other");
}

/// One line of the file.
#[derive(Clone, Debug)]
struct Line {
    at: [String; 3],
    visits: Option<u32>,
}

fn lines(csv: &str) -> Vec<Line> {
    let line = |cells: Result<csv::StringRecord, csv::Error>| {
        let cells = cells.unwrap();
        let at = [&cells[0], &cells[2], &cells[4]].map(str::to_owned);
        let line = Line { at, visits: cells[5].parse().ok() };
        assert_eq!(line.visits.is_none(), !cells[6].is_empty(), "a withheld figure says so: {cells:?}");
        line
    };
    csv::Reader::from_reader(csv.as_bytes()).records().map(line).collect()
}

/// The finest cells that a figure of the network's table sums.
fn cells(house: &House, at: &[String; 3]) -> BTreeSet<(u32, u32, u32)> {
    let network = house.parts.directory.now();
    let within = |place: u32| {
        let department = &network.place(PlaceId(place.into())).unwrap().row.department;
        match at[0].split_once('-') {
            None => true,
            Some(("lieu", id)) => id == place.to_string(),
            Some(("dep", code)) => code == department,
            Some((_, code)) => releases::region(department).0 == code,
        }
    };
    let of_theme = |theme: u32| at[1] == "tous" || THEMES[theme as usize].0.starts_with(&format!("{}.", at[1]));
    let of_quarter = |quarter: u32| !at[2].contains('-') || at[2].ends_with(&format!("T{}", quarter + 1));
    let all =
        (1..=2).flat_map(|place| (0..6).flat_map(move |theme| (0..4).map(move |quarter| (place, theme, quarter))));
    all.filter(|(place, theme, quarter)| within(*place) && of_theme(*theme) && of_quarter(*quarter)).collect()
}

/// The widths of the intervals that a reader who solves linear programs finds for what is withheld. What is told lies within `reach` of the truth.
fn widths(house: &House, lines: &[Line], reach: f64) -> Vec<f64> {
    let known: Vec<_> = lines.iter().map(|line| (cells(house, &line.at), line.visits)).collect();
    let bound = |of: &BTreeSet<(u32, u32, u32)>, direction| {
        let mut problem = Problem::new(direction);
        let mut variables = BTreeMap::new();
        for (cells, _) in &known {
            for cell in cells {
                let weight = if of.contains(cell) { 1.0 } else { 0.0 };
                variables.entry(*cell).or_insert_with(|| problem.add_var(weight, (0.0, 1000.0)));
            }
        }
        for (cells, visits) in known.iter().filter(|(cells, _)| !cells.is_empty()) {
            let sum: Vec<_> = cells.iter().map(|cell| (variables[cell], 1.0)).collect();
            if let Some(visits) = visits {
                let (low, high) = match visits {
                    0 => (0.0, 0.0),
                    _ => {
                        ((f64::from(*visits) - reach).max(11.0_f64.min(f64::from(*visits))), f64::from(*visits) + reach)
                    }
                };
                problem.add_constraint(&sum, ComparisonOp::Ge, low);
                problem.add_constraint(&sum, ComparisonOp::Le, high);
            }
        }
        problem.solve().unwrap().into_solution().unwrap().objective()
    };
    let of_somebody = |cells: &BTreeSet<(u32, u32, u32)>| {
        !cells.iter().all(|cell| known.iter().any(|(others, visits)| *visits == Some(0) && others.contains(cell)))
    };
    let withheld = known.iter().filter(|(cells, visits)| visits.is_none() && !cells.is_empty() && of_somebody(cells));
    withheld
        .map(|(cells, _)| bound(cells, OptimizationDirection::Maximize) - bound(cells, OptimizationDirection::Minimize))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_told_gives_anybody_away() {
    let house = House::build().await;
    network(&house, 0..3).await;
    let mut officer = house.person("claire", Role::Officer, Scope::Network).await;
    assert!(house.visitor().get("/donnees").await.expect(200).body.contains("Rien n’a encore été publié"));
    give_out(&house, &mut officer, "network").await;
    let csv = house.visitor().get("/donnees/visites-2026.csv").await.expect(200).body;
    let told = lines(&csv);
    let truth = |line: &Line| {
        cells(&house, &line.at)
            .iter()
            .map(|(place, theme, quarter)| match quarter {
                0..3 => visits(*place, *theme, *quarter),
                _ => 0,
            })
            .sum::<u32>()
    };
    assert!(told.iter().any(|line| line.visits.is_some_and(|visits| visits > 0)), "{csv}");
    for line in &told {
        let truth = truth(line);
        match line.visits {
            Some(visits) => assert!(
                visits % 5 == 0 && visits.abs_diff(truth) < 5 && (truth == 0 || truth >= 11),
                "{line:?}, {truth}"
            ),
            None => assert!(truth > 0 || line.at[2].contains('-'), "{line:?}"),
        }
    }

    // Attack: subtraction and all other sums at once, as linear programs. A table of exact counts without the small ones falls to it.
    let found = widths(&house, &told, 4.0);
    assert!(found.len() > 20 && found.iter().all(|width| *width >= 10.0 - 1e-6), "{found:?}");
    let naive: Vec<Line> = told
        .iter()
        .map(|line| Line { visits: Some(truth(line)).filter(|n| *n == 0 || *n >= 11), ..line.clone() })
        .collect();
    assert!(widths(&house, &naive, 0.0).iter().any(|width| *width < 1.0), "the attack is one");

    // Attack: asking two hundred times, and adding a record to see what moves.
    let mut late = house.person("late", Role::Mediator, Scope::Place(PlaceId(1))).await;
    record(&mut late, &visit(900_000, 1, DAYS[1], THEMES[0])).await;
    for _ in 0..200 {
        assert_eq!(house.visitor().get("/donnees/visites-2026.csv").await.expect(200).body, csv);
    }
    let again = officer.post("/releases", &[("series", "network"), ("year", "2026")]).await.expect(422);
    assert!(again.body.contains("Il n’y a rien de nouveau à diffuser"), "{}", again.body);

    // Attack: periods that overlap. The next quarter comes beside the three, which stay as they were told.
    house.clock.set("2027-01-15T09:00:00+01:00");
    network(&house, 3..4).await;
    let mut officer = house.person("dora", Role::Officer, Scope::Network).await;
    give_out(&house, &mut officer, "network").await;
    let whole = house.visitor().get("/donnees/visites-2026.csv").await.expect(200).body;
    for line in csv.lines() {
        assert!(whole.contains(line), "{line}");
    }
    let found = widths_of_year(&house, &lines(&whole));
    assert!(found.iter().all(|width| *width >= 10.0 - 1e-6), "{found:?}");
}

/// As [`widths`], the fourth quarter and the year included.
fn widths_of_year(house: &House, told: &[Line]) -> Vec<f64> {
    assert!(told.iter().any(|line| line.at[2] == "2026"), "the year is told once it is over");
    widths(house, told, 4.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_reads_its_own_figures_and_no_others() {
    let house = House::build().await;
    network(&house, 0..3).await;
    let mut officer = house.person("claire", Role::Officer, Scope::Network).await;
    let mut partner = house.person("edf", Role::Partner, Scope::Network).await;
    assert!(partner.get("/").await.expect(303).location().ends_with("/partner"));
    assert!(partner.get("/partner").await.expect(200).body.contains("Aucun organisme ne vous est encore attribué"));
    officer.post("/releases", &[("series", "operator-edf"), ("year", "2026")]).await.expect(422);

    let account = {
        let page = officer.get("/releases").await.expect(200).body;
        page.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    officer.post("/releases/readers", &[("account", "1"), ("operator", "edf"), ("reads", "yes")]).await.expect(422);
    officer
        .post("/releases/readers", &[("account", &account), ("operator", "licorne"), ("reads", "yes")])
        .await
        .expect(422);
    officer
        .post("/releases/readers", &[("account", &account), ("operator", "edf"), ("reads", "yes")])
        .await
        .expect(303);
    assert!(partner.get("/partner").await.expect(200).body.contains("Rien n’a encore été diffusé pour vous"));
    give_out(&house, &mut officer, "operator-edf").await;

    let page = partner.get("/partner").await.expect(200).body;
    assert!(page.contains("EDF") && page.contains("T1\u{a0}2026"), "{page}");
    for other in ["Caisse d’allocations", "La Poste"] {
        assert!(!page.contains(other), "{other}");
    }
    let csv = partner.get("/partner/edf-2026.csv").await.expect(200).body;
    let all: Vec<_> = lines(&csv).into_iter().filter(|line| line.at[0] == "reseau" && line.at[1] == "tous").collect();
    assert_eq!(all.len(), 3, "three quarters are over");
    for (quarter, line) in (0..).zip(&all) {
        let truth = visits(1, 0, quarter) + visits(2, 0, quarter);
        assert!(line.visits.is_none_or(|visits| visits.abs_diff(truth) < 5), "{line:?} {truth}");
    }
    let parquet = partner.get("/partner/edf-2026.parquet").await.expect(200);
    assert!(parquet.headers["content-type"].to_str().unwrap().contains("parquet"));
    for other in
        ["/partner/caf-2026.csv", "/partner/edf-2025.csv", "/partner/edf-2026.exe", "/partner/x", "/partner/edf-x.csv"]
    {
        partner.get(other).await.expect(404);
    }
    let seen = officer.get("/releases/operator-edf/2026").await.expect(200).body;
    assert!(seen.contains("Moins de onze visites"), "{seen}");

    officer.post("/releases/readers", &[("account", &account), ("operator", "edf"), ("reads", "no")]).await.expect(303);
    partner.get("/partner/edf-2026.csv").await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_union_takes_every_request_away_and_nobody_else_does() {
    let house = House::build().await;
    network(&house, 0..1).await;
    let mut officer = house.person("claire", Role::Officer, Scope::Network).await;
    let file = "/releases/facts/demandes-2026.parquet";
    officer.get(file).await.expect(200);
    officer.get("/releases/facts/demandes-1999.parquet").await.expect(200);
    for wrong in ["demandes-2026.csv", "demandes-x.parquet", "demandes-99999999999.parquet", "x"] {
        officer.get(&format!("/releases/facts/{wrong}")).await.expect(404);
    }
    let mut lea = house.person("lea", Role::Director, Scope::Place(PlaceId(1))).await;
    lea.get(file).await.expect(403);
    house.visitor().get("/donnees/datapackage.json").await.expect(404);
    give_out(&house, &mut officer, "network").await;
    let package = house.visitor().get("/donnees/datapackage.json").await.expect(200).json();
    assert_eq!(package["resources"][0]["path"], "visites-2026.csv");
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap().clone();
    let head: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    let csv = house.visitor().get("/donnees/visites-2026.csv").await.expect(200).body;
    assert_eq!(csv.lines().next().unwrap(), head.join(","), "the descriptor describes the file");
}
