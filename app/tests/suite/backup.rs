//! A backup taken while people record is whole, and restores as it was, into either engine.

use crate::support::{Server, counter, exchange, parvis, succeed};
use db::{Db, values};
use kernel::{Actor, SystemClock};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

type Row = (kernel::EntryId, i64, Vec<u8>);

async fn entries(db: &Db) -> Vec<Row> {
    let mut tx = db.read(&Actor::System("test")).await.unwrap();
    tx.all("select id, sequence, body from entry order by place, sequence", values![]).await.unwrap()
}

async fn visits(db: &Db) -> BTreeSet<kernel::EntryId> {
    let mut tx = db.read(&Actor::System("test")).await.unwrap();
    tx.all::<(kernel::EntryId,)>("select id from visit", values![]).await.unwrap().into_iter().map(|(id,)| id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_is_whole_and_starts_a_new_lineage() {
    let (app, _, store) = testkit::app().await;
    app.db.close().await;
    let folder = store.folder.path().join("data");
    std::fs::create_dir_all(&folder).unwrap();
    let cookie = counter(&folder, store.url.as_deref());
    let server = Server::start(&folder, store.url.as_deref());
    let port = server.port;
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4)
        .map(|client| {
            let (cookie, stop) = (cookie.clone(), stop.clone());
            thread::spawn(move || {
                let mut number = 0_u64;
                while !stop.load(Ordering::Relaxed) {
                    let id = format!("01930000-{client:04x}-7000-8000-{number:012x}");
                    let entry = json!({"id": id, "v": 1, "place": 1, "kind": "visit.opened",
                        "at": jiff::Timestamp::now().to_string(), "agent": 1, "body": {}});
                    let body = json!({"entries": [entry]}).to_string();
                    let answer = exchange(port, "POST", "/api/v1/journal", &cookie, "application/json", &body).unwrap();
                    assert_eq!(answer.status, 200, "{}", answer.body);
                    number += 1;
                }
                number
            })
        })
        .collect();
    let head = |cookie: &str| -> Value {
        let answer = exchange(port, "GET", "/api/v1/journal/head", cookie, "", "").unwrap();
        serde_json::from_str(&answer.body).unwrap()
    };
    while head(&cookie)["sequence"]["1"].as_i64().unwrap_or(0) < 40 {
        thread::sleep(std::time::Duration::from_millis(20));
    }
    let before = head(&cookie);

    let file = store.folder.path().join("backup.db");
    let mut command = parvis(&["backup", file.to_str().unwrap(), "--data", folder.to_str().unwrap()]);
    if let Some(url) = &store.url {
        command.env("DATABASE_URL", url);
    }
    assert!(succeed(command, "").contains("vérifiés"));
    stop.store(true, Ordering::Relaxed);
    assert!(writers.into_iter().map(|writer| writer.join().unwrap()).sum::<u64>() > 40);
    server.kill();

    // Restored into a SQLite file, whatever it came from.
    let other = store.folder.path().join("other");
    let restored = parvis(&["restore", file.to_str().unwrap(), "--data", other.to_str().unwrap()]);
    assert!(succeed(restored, "").contains("nouvelle lignée"));
    let live = match &store.url {
        Some(url) => Db::open_postgres(url, &SystemClock).await.unwrap(),
        None => Db::open_sqlite(&folder.join("parvis.db"), &SystemClock).await.unwrap(),
    };
    let copy = Db::open_sqlite(&other.join("parvis.db"), &SystemClock).await.unwrap();
    let (live_rows, copied) = (entries(&live).await, entries(&copy).await);
    assert!(
        copied.len() as i64 >= before["sequence"]["1"].as_i64().unwrap(),
        "nothing acknowledged before it is missing"
    );
    assert_eq!(live_rows[..copied.len()], copied[..], "the backup is the record up to an instant");
    let named: BTreeSet<_> = copied.iter().map(|(id, ..)| *id).collect();
    assert_eq!(visits(&copy).await, named, "the tables are of the same instant");
    copy.close().await;

    assert!(succeed(parvis(&["check", "--data", other.to_str().unwrap()]), "").contains("disent la même chose"));
    let server = Server::start(&other, None);
    let answer = exchange(server.port, "GET", "/api/v1/journal/head", &cookie, "", "").unwrap();
    let after: Value = serde_json::from_str(&answer.body).unwrap();
    assert_ne!(after["lineage"], before["lineage"], "devices see that this is another life");
}
