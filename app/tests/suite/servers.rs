//! Several servers on one PostgreSQL: each follows what the others record, and one that dies takes nothing along.

use crate::support::{Server, counter, exchange};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const CLIENTS: u64 = 4;
/// A figure is never older.
const OLDEST: Duration = Duration::from_secs(2);

/// Sends an entry until it is answered for, to whichever server the client speaks to by then, as a counter does.
fn send(client: u64, number: u64, port: &AtomicU16, cookie: &str) -> String {
    let id = format!("01930000-{client:04x}-7000-8000-{number:012x}");
    let entry = json!({
        "id": id, "v": 1, "place": 1, "kind": "visit.opened", "at": jiff::Timestamp::now().to_string(), "agent": 1,
        "body": {"channel": "site"},
    });
    let body = json!({"entries": [entry]}).to_string();
    loop {
        let port = port.load(Ordering::Relaxed);
        let Some(answer) = exchange(port, "POST", "/api/v1/journal", cookie, "application/json", &body) else {
            continue;
        };
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        let status = &answer["results"][0]["status"];
        // Known: the server that took it died before it could say so.
        assert!(status == "accepted" || status == "known", "{answer}");
        return id;
    }
}

fn sign_in(port: u16) -> String {
    let form = "email=essai%40demo.example&password=olive+tuile+pont+marche";
    let answer = exchange(port, "POST", "/sign-in", "", "application/x-www-form-urlencoded", form).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.cookies()
}

/// How many visits a server counts.
fn visits(port: u16, reader: &str) -> usize {
    let answer = exchange(port, "GET", "/api/v1/figures?measure=visits", reader, "", "").unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    usize::try_from(answer["rows"][0]["value"].as_u64().unwrap_or(0)).unwrap()
}

/// Waits until a server counts what had been acknowledged when the wait began.
fn counts(port: u16, reader: &str, acknowledged: &Mutex<BTreeSet<String>>) {
    let (expected, start) = (acknowledged.lock().unwrap().len(), Instant::now());
    while visits(port, reader) < expected {
        assert!(start.elapsed() < OLDEST, "the server at {port} does not count {expected} visits");
    }
    assert!(start.elapsed() < OLDEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_count_the_same_and_one_that_dies_takes_nothing_along() {
    // SQLite is one program's.
    if !testkit::on_postgres() {
        return;
    }
    let (app, _, store) = testkit::app().await;
    app.db.close().await;
    let url = store.url.clone().unwrap();
    let folder = |name: &str| {
        let folder = store.folder.path().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    };
    let (first, second) = (folder("first"), folder("second"));
    let start = |folder: &Path| Server::start(folder, Some(&url));
    let cookie = counter(&first, Some(&url));
    let (first, second) = (start(&first), start(&second));
    let reader = sign_in(second.port);
    let acknowledged: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let ports = [first.port, second.port];
    let ports: Vec<_> = (0..CLIENTS as usize).map(|client| Arc::new(AtomicU16::new(ports[client % 2]))).collect();
    let stopped = Arc::new(AtomicU16::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (port, cookie, stopped, acknowledged) =
                (ports[client as usize].clone(), cookie.clone(), stopped.clone(), acknowledged.clone());
            thread::spawn(move || {
                let mut number = 0;
                while stopped.load(Ordering::Relaxed) == 0 {
                    let id = send(client, number, &port, &cookie);
                    acknowledged.lock().unwrap().insert(id);
                    number += 1;
                    thread::sleep(Duration::from_millis(3));
                }
            })
        })
        .collect();
    for _ in 0..5 {
        thread::sleep(Duration::from_millis(150));
        counts(first.port, &reader, &acknowledged);
        counts(second.port, &reader, &acknowledged);
    }
    let before = acknowledged.lock().unwrap().len();
    let second_port = second.port;
    first.kill();
    ports.iter().for_each(|port| port.store(second_port, Ordering::Relaxed));
    thread::sleep(Duration::from_millis(500));
    stopped.store(1, Ordering::Relaxed);
    for client in clients {
        client.join().unwrap();
    }
    assert!(acknowledged.lock().unwrap().len() > before, "the other server went on");
    counts(second_port, &reader, &acknowledged);

    let db = db::Db::open_postgres(&url, &kernel::SystemClock).await.unwrap();
    let mut tx = db.read(&kernel::Actor::System("test")).await.unwrap();
    let kept: Vec<(kernel::EntryId, i64)> =
        tx.all("select id, sequence from entry where place = 1 order by sequence", db::values![]).await.unwrap();
    assert!(kept.iter().map(|(_, sequence)| *sequence).eq(1..=kept.len() as i64), "the numbers have no gap");
    let kept: BTreeSet<String> = kept.into_iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(kept, *acknowledged.lock().unwrap());
    assert_eq!(visits(second_port, &reader), kept.len());
}
