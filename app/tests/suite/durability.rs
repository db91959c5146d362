//! Acknowledged means durable: the server is killed at any instant, and what it had acknowledged is there.

use crate::support::{Server, counter, exchange};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

const ROUNDS: u64 = 8;
const CLIENTS: u64 = 6;

fn entry(number: u64, client: u64, round: u64) -> Value {
    let at = jiff::Timestamp::now();
    json!({
        "id": format!("0193{round:04x}-{client:04x}-7000-8000-{number:012x}"), "v": 1, "place": 1, "kind": "visit.opened",
        "at": at.to_string(), "agent": 1, "body": {"channel": "site"},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_nine_at_any_instant_loses_nothing_that_was_acknowledged() {
    // The store gives a folder, and a database of its own on PostgreSQL.
    let (app, _, store) = testkit::app().await;
    app.db.close().await;
    let folder = store.folder.path().join("data");
    std::fs::create_dir_all(&folder).unwrap();
    let url = store.url.clone();
    let cookie = counter(&folder, url.as_deref());
    let acknowledged: Arc<Mutex<BTreeMap<String, i64>>> = Arc::default();

    for round in 0..ROUNDS {
        let server = Server::start(&folder, url.as_deref());
        let sent = Arc::new(AtomicU64::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (port, cookie, sent, acknowledged) =
                    (server.port, cookie.clone(), sent.clone(), acknowledged.clone());
                thread::spawn(move || {
                    for number in 0.. {
                        let body = json!({"entries": [entry(number, client, round)]}).to_string();
                        let answer = exchange(port, "POST", "/api/v1/journal", &cookie, "application/json", &body);
                        let Some(answer) = answer else { return };
                        assert_eq!(answer.status, 200, "{}", answer.body);
                        let answer: Value = serde_json::from_str(&answer.body).unwrap();
                        let result = &answer["results"][0];
                        assert_eq!(result["status"], "accepted", "{result}");
                        let id = result["id"].as_str().unwrap().to_owned();
                        acknowledged.lock().unwrap().insert(id, result["sequence"].as_i64().unwrap());
                        sent.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        // A different instant each time, in the middle of the traffic.
        while sent.load(Ordering::Relaxed) < 10 + round * 7 {
            thread::sleep(Duration::from_micros(300 + round * 170));
        }
        server.kill();
        for client in clients {
            client.join().unwrap();
        }
    }

    let db = match &url {
        Some(url) => db::Db::open_postgres(url, &kernel::SystemClock).await.unwrap(),
        None => db::Db::open_sqlite(&folder.join("parvis.db"), &kernel::SystemClock).await.unwrap(),
    };
    let mut tx = db.read(&kernel::Actor::System("test")).await.unwrap();
    let kept: Vec<(kernel::EntryId, i64)> =
        tx.all("select id, sequence from entry where place = 1 order by sequence", db::values![]).await.unwrap();
    let numbers: Vec<i64> = kept.iter().map(|(_, sequence)| *sequence).collect();
    assert_eq!(numbers, (1..=kept.len() as i64).collect::<Vec<_>>(), "the numbers have no gap");
    let kept: BTreeMap<String, i64> = kept.into_iter().map(|(id, sequence)| (id.to_string(), sequence)).collect();
    let acknowledged = acknowledged.lock().unwrap();
    assert!(acknowledged.len() as u64 > ROUNDS * 10);
    for (id, sequence) in acknowledged.iter() {
        assert_eq!(kept.get(id), Some(sequence), "{id} was acknowledged");
    }
}
