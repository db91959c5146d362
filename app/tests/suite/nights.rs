//! The nights of the watch, run by a program: once, caught up, again when the past changed, and what people answer.

use crate::house::House;
use db::{Lease, values};
use figures::Figures;
use jiff::SignedDuration;
use kernel::{Actor, Day, PlaceId, Role, Scope};
use serde_json::json;
use std::collections::BTreeMap;
use watch::{Broken, From, Ran, Watch};

const TEST: Actor = Actor::System("test");
/// The last day that is over at the house's clock.
const LAST: &str = "2026-11-23";

fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

/// Visits of each day of both places since June, some forty a day; from the 9th of November the first has half as many.
async fn counts(house: &House) {
    let mut rows = Vec::new();
    for place in 1..=2 {
        for date in day("2026-06-01").0..=day(LAST).0 {
            let chance = i64::from((date * 7 + place * 3) % 11) - 5;
            let halved = place == 1 && Day(date) >= day("2026-11-09");
            let n = if halved { 20 + chance } else { 40 + chance };
            rows.push(values![i64::from(place), i64::from(date), "visits", n, "essai"]);
        }
    }
    let mut tx = house.parts.app.db.write(&TEST).await.unwrap();
    tx.insert_many("insert into daily_count (place, day, measure, number, source)", "", rows).await.unwrap();
    tx.commit().await.unwrap();
}

async fn watch(house: &House) -> (Watch, Figures) {
    let figures = house.parts.figures().await.unwrap();
    (house.parts.watch(&figures), figures)
}

/// The states and the signals, as they are stored.
async fn stored(house: &House) -> (BTreeMap<(i64, i64), Vec<u8>>, Vec<(i64, i64, i64, String)>) {
    let mut tx = house.parts.app.db.read(&TEST).await.unwrap();
    let states: Vec<(i64, i64, Vec<u8>)> =
        tx.all("select place, day, states from watch_state", values![]).await.unwrap();
    let sql = "select place, watched, night, kind from watch_signal order by place, watched, night, kind";
    let signals = tx.all(sql, values![]).await.unwrap();
    (states.into_iter().map(|(place, day, states)| ((place, day), states)).collect(), signals)
}

fn nights(ran: &Ran) -> usize {
    match ran {
        Ran::Nights { nights, .. } => *nights,
        _ => 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nights_one_by_one_give_what_a_replay_gives() {
    let house = House::build().await;
    counts(&house).await;
    let (watch, _figures) = watch(&house).await;
    house.clock.set("2026-11-20T10:00:00+01:00");
    let first = watch.catch_up(From::LastNight).await.unwrap();
    assert_eq!(nights(&first), usize::try_from(day("2026-11-19").0 - day("2026-06-01").0 + 1).unwrap());
    assert_eq!(watch.catch_up(From::LastNight).await.unwrap(), Ran::UpToDate);
    for date in ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"] {
        house.clock.set(&format!("{date}T01:30:00+01:00"));
        assert_eq!(watch.catch_up(From::LastNight).await.unwrap(), Ran::UpToDate, "counters may still tell");
        house.clock.set(&format!("{date}T03:00:00+01:00"));
        assert_eq!(nights(&watch.catch_up(From::LastNight).await.unwrap()), 1);
    }
    let by_nights = stored(&house).await;
    assert!(by_nights.1.iter().any(|(place, watched, ..)| (*place, *watched) == (1, 0)), "{:?}", by_nights.1);
    assert!(by_nights.1.iter().all(|(place, ..)| *place != 2), "{:?}", by_nights.1);
    let kept: Vec<i64> = by_nights.0.keys().filter(|(place, _)| *place == 0).map(|(_, day)| *day).collect();
    let sundays = ["2026-11-15", "2026-11-22", LAST].map(|date| i64::from(day(date).0));
    assert_eq!(kept, sundays);
    let replayed = watch.catch_up(From::TheFirst).await.unwrap();
    assert!(nights(&replayed) > 170);
    assert_eq!(stored(&house).await, by_nights);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_changed_is_looked_at_again_and_no_other() {
    let house = House::build().await;
    counts(&house).await;
    let (watch, figures) = watch(&house).await;
    house.clock.set("2026-11-23T10:00:00+01:00");
    watch.catch_up(From::LastNight).await.unwrap();
    let change = async |date: &str, n: i64| {
        let mut tx = house.parts.app.db.write(&TEST).await.unwrap();
        let sql = "update daily_count set number = $1 where place = 2 and day = $2";
        tx.execute(sql, values![n, day(date)]).await.unwrap();
        tx.commit().await.unwrap();
        figures.reload_counts().await.unwrap();
    };
    // After Sunday the 15th: the nights since are run again.
    change("2026-11-19", 4).await;
    house.clock.set("2026-11-24T10:00:00+01:00");
    assert_eq!(nights(&watch.catch_up(From::LastNight).await.unwrap()), 8);
    let (_, signals) = stored(&house).await;
    assert!(signals.iter().any(|(place, _, night, _)| (*place, *night) == (2, i64::from(day("2026-11-19").0))));
    // Long ago: only a replay takes it in.
    change("2026-07-01", 400).await;
    house.clock.set("2026-11-25T10:00:00+01:00");
    assert_eq!(nights(&watch.catch_up(From::LastNight).await.unwrap()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_server_runs_the_nights() {
    let house = House::build().await;
    counts(&house).await;
    let (watch, _figures) = watch(&house).await;
    let (db, now) = (&house.parts.app.db, house.parts.app.clock.now());
    let other = Lease::take(db, "watch", "another", now, SignedDuration::from_mins(20)).await.unwrap().unwrap();
    assert_eq!(watch.catch_up(From::LastNight).await.unwrap(), Ran::Elsewhere);
    // It died: its lease ends.
    house.clock.set(&(now + SignedDuration::from_mins(21)).to_string());
    assert!(nights(&watch.catch_up(From::LastNight).await.unwrap()) > 0);
    // What it still believes in, nobody keeps.
    let mut tx = db.write(&TEST).await.unwrap();
    assert!(!other.hold(&mut tx, house.parts.app.clock.now()).await.unwrap());
    drop(tx);
    // Many at once: each night is run once.
    house.clock.set("2026-11-25T10:00:00+01:00");
    let servers = [watch.clone(), house.parts.watch(&house.parts.figures().await.unwrap()), watch];
    let runs = servers.map(|server| tokio::spawn(async move { server.catch_up(From::LastNight).await }));
    let mut sum = 0;
    for run in runs {
        match run.await.unwrap() {
            Ok(ran) => sum += nights(&ran),
            Err(Broken::Elsewhere) => {}
            Err(broken) => panic!("{broken}"),
        }
    }
    assert_eq!(sum, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_director_reads_a_signal_and_answers_it() {
    let house = House::build().await;
    counts(&house).await;
    let (watch, _figures) = watch(&house).await;
    watch.catch_up(From::LastNight).await.unwrap();
    let mut director = house.person("direction", Role::Director, Scope::Place(PlaceId(1))).await;
    let list = director.get("/watch").await.expect(200).body;
    let path = list.split("href=\"").find(|rest| rest.starts_with("/watch/1/0/")).expect("the halved place is listed");
    let path = path.split('"').next().unwrap().to_owned();
    let page = director.get(&path).await.expect(200).body;
    assert!(page.contains("visites") && page.contains("attendues") && page.contains("<polygon"), "{page}");
    let missing = director.post(&path, &[("verdict", "explained"), ("words", " ")]).await.expect(422).body;
    assert!(missing.contains("Écrivez en quelques mots"), "{missing}");
    let said = [("verdict", "explained"), ("words", "La rue est barrée"), ("event", "transport")];
    director.post(&path, &said).await.expect(303);
    let answered = director.get("/watch").await.expect(200).body;
    assert!(answered.contains("La rue est barrée") && answered.contains("Expliqué"), "{answered}");
    // It entered the calendar, which now explains the finding.
    assert!(director.get(&path).await.expect(200).body.contains("Le calendrier dit"));
    assert!(director.get("/places/1/events").await.expect(200).body.contains("La rue est barrée"));
    // It stays when the nights are run again.
    watch.catch_up(From::TheFirst).await.unwrap();
    assert!(director.get(&path).await.expect(200).body.contains("La rue est barrée"));
    // Another place's is nobody else's.
    let mut other = house.person("voisine", Role::Director, Scope::Place(PlaceId(2))).await;
    other.get(&path).await.expect(404);
    other.post(&path, &[("verdict", "irrelevant")]).await.expect(404);
    assert!(!other.get("/watch").await.expect(200).body.contains("La rue est barrée"));
    let mut union = house.person("union", Role::Officer, Scope::Network).await;
    assert!(union.get("/watch").await.expect(200).body.contains("La rue est barrée"));
    for bad in [
        "/watch/1/5/down/2026-11-20",
        "/watch/1/0/down/hier",
        "/watch/1/0/down/2020-01-01",
        "/watch/99/0/down/2026-11-20",
        "/watch/1/0/up/2026-11-20",
    ] {
        union.get(bad).await.expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn states_that_cannot_be_read_are_made_anew() {
    let house = House::build().await;
    counts(&house).await;
    let (watch, _figures) = watch(&house).await;
    house.clock.set("2026-11-23T10:00:00+01:00");
    watch.catch_up(From::LastNight).await.unwrap();
    for (damage, place) in [(vec![3_u8, 0, 0, 0, 9], 1_i64), (vec![7, 7], 0)] {
        let mut tx = house.parts.app.db.write(&TEST).await.unwrap();
        let sql = "update watch_state set states = $1 where place = $2";
        tx.execute(sql, values![damage, place]).await.unwrap();
        tx.execute("delete from watch_night where day = (select max(day) from watch_night)", values![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(nights(&watch.catch_up(From::LastNight).await.unwrap()) > 170, "place {place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_known_by_imported_counts_tells_nothing_of_themes() {
    let house = House::build().await;
    counts(&house).await;
    let mut mediator = house.person("mediation", Role::Mediator, Scope::Place(PlaceId(1))).await;
    // After months of counts, requests begin: none of them is news.
    for day in 16..=23 {
        let id = |n: u32| format!("0199{day:04x}-0000-7000-8000-{n:012x}");
        let at = format!("2026-11-{day}T10:00:00+01:00");
        let entry =
            |n, kind: &str, body| json!({"id": id(n), "v": 1, "place": 1, "kind": kind, "at": at, "body": body});
        let entries: Vec<_> = (0..24)
            .flat_map(|n| {
                let request =
                    json!({"visit": id(2 * n), "theme": "famille.rsa", "acts": ["explain"], "outcome": "resolved"});
                [
                    entry(2 * n, "visit.opened", json!({"channel": "site"})),
                    entry(2 * n + 1, "request.recorded", request),
                ]
            })
            .collect();
        mediator.post_json("/api/v1/journal", &json!({"entries": entries})).await.expect(200);
    }
    let (watch, _figures) = watch(&house).await;
    watch.catch_up(From::LastNight).await.unwrap();
    let (_, signals) = stored(&house).await;
    assert!(signals.iter().all(|(place, watched, ..)| *place == 0 || *watched == 0), "{signals:?}");
}
