//! A database of before rows became lighter (migration 19) is read as it was, and goes on.

use crate::house::{House, LYON, accepted, entry, request_body, send};
use db::{Db, values};
use journal::{Entry, HistoryRow, Sender, Status};
use kernel::{Actor, AssociationId, Device, DeviceId, DeviceKind};
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: &str = "2026-11-24T10:20:00+01:00";

/// Writes every row as it was before: bodies as text, kinds by their name, the entry of every record, its own too.
async fn make_older(house: &House) {
    let history = rows(&house.app.db).await;
    let mut tx = house.write().await;
    for sql in [
        "alter table entry add column words text",
        "alter table entry drop column body",
        "alter table entry rename column words to body",
        "alter table visit add column made_by uuid",
        "update visit set made_by = coalesce(entry, id)",
        "alter table visit drop column entry",
        "alter table visit rename column made_by to entry",
        "alter table request add column made_by uuid",
        "update request set made_by = coalesce(entry, id)",
        "alter table request drop column entry",
        "alter table request rename column made_by to entry",
        "delete from migration where number >= 19",
    ] {
        tx.execute(sql, values![]).await.unwrap();
    }
    for row in history {
        let sql = "update entry set body = $1, kind = $2 where place = $3 and id = $4";
        tx.execute(sql, values![row.body, row.kind, LYON, row.id]).await.unwrap();
    }
    tx.commit().await.unwrap();
    house.app.db.close().await;
}

async fn reopen(house: &House) -> Db {
    match &house.store.url {
        Some(url) => Db::open_postgres(url, &*house.clock).await.unwrap(),
        None => Db::open_sqlite(&house.store.folder.path().join("parvis.db"), &*house.clock).await.unwrap(),
    }
}

async fn rows(db: &Db) -> Vec<HistoryRow> {
    let mut tx = db.read(&Actor::System("test")).await.unwrap();
    journal::entries_since(&mut tx, LYON, 0, 1_000).await.unwrap()
}

#[tokio::test]
async fn rows_of_before_are_read_and_the_journal_goes_on() {
    let mut house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, id, mut entries) = house.visit_with(samira, NOW, "famille.prime");
    let facts = request_body(visit, "famille.rsa");
    let correction = json!({"target": id, "replaces": id, "facts": facts, "reason": "« mauvais thème »\\ é"});
    entries.push(entry(house.id(), LYON, samira, "corrected", NOW, correction));
    entries.push(entry(house.id(), LYON, samira, "visit.closed", NOW, json!({"visit": visit})));
    accepted(send(&mut client, &entries).await);
    let before = rows(&house.app.db).await;
    assert_eq!(before.len(), 4);
    make_older(&house).await;

    house.app.db = reopen(&house).await;
    assert_eq!(rows(&house.app.db).await, before);
    let mut tx = house.write().await;
    let visits = reception::store::visits(&mut tx, LYON, &[visit]).await.unwrap();
    let requests = reception::store::requests(&mut tx, LYON, &[id]).await.unwrap();
    assert_eq!((visits[0].entry, requests[0].entry), (visit, before[2].id));
    tx.commit().await.unwrap();

    // What was sent is known; something else under its name is in conflict with what stands, to the letter.
    let journal = house.another_journal();
    let device = Device {
        id: DeviceId(1),
        place: LYON,
        association: AssociationId(1),
        kind: DeviceKind::Counter,
        name: "Bureau 2".into(),
    };
    let sender = Sender::of(&Actor::Device(Arc::new(device)));
    let mut other = entries.clone();
    other[1]["body"]["minutes"] = 12.into();
    let new = house.visit_with(samira, NOW, "famille.prime").2;
    let read = |entries: &[Value]| entries.iter().map(|entry| Ok(Entry::read(entry).unwrap())).collect();
    let now = house.app.clock.now();
    let again = journal.append(&sender, now, read(&entries)).await.unwrap();
    assert!(again.iter().all(|answer| answer.status == Status::Known), "{again:?}");
    let conflict = journal.append(&sender, now, read(&other[1..2])).await.unwrap();
    assert_eq!((conflict[0].status, conflict[0].standing.as_deref()), (Status::Conflict, Some(&*before[1].body)));
    let new = journal.append(&sender, now, read(&new)).await.unwrap();
    assert!(new.iter().all(|answer| answer.status == Status::Accepted), "{new:?}");

    let mut tx = house.write().await;
    let (longest,): (i64,) =
        tx.one("select cast(max(length(body)) as bigint) from entry where sequence > 4", values![]).await.unwrap();
    assert!(longest < 70, "what comes now is packed: {longest} bytes");
}
