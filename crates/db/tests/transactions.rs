//! What a transaction promises, on the engine under test.

use db::{Db, DbError, values};
use kernel::Actor;

const ACTOR: Actor = Actor::System("test");

async fn set(db: &Db, name: String) -> Result<(), DbError> {
    let mut tx = db.write(&ACTOR).await?;
    tx.execute("insert into setting (name, value) values ($1, 'x')", values![name]).await?;
    tx.commit().await
}

async fn count(db: &Db) -> i64 {
    let mut tx = db.read(&ACTOR).await.unwrap();
    tx.one::<(i64,)>("select cast(count(*) as bigint) from setting", values![]).await.unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_committed_leaves_nothing() {
    let (app, _, _store) = testkit::app().await;
    let mut tx = app.db.write(&ACTOR).await.unwrap();
    tx.execute("insert into setting (name, value) values ('a', 'x')", values![]).await.unwrap();
    drop(tx);
    set(&app.db, "b".into()).await.unwrap();
    assert_eq!(count(&app.db).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_writer_harms_no_neighbour() {
    let (app, _, _store) = testkit::app().await;
    set(&app.db, "taken".into()).await.unwrap();
    let writers: Vec<_> = (0..60)
        .map(|number| {
            let db = app.db.clone();
            let name = if number % 3 == 0 { "taken".to_owned() } else { format!("name {number}") };
            tokio::spawn(async move { set(&db, name).await })
        })
        .collect();
    let (mut kept, mut refused) = (0, 0);
    for writer in writers {
        match writer.await.unwrap() {
            Ok(()) => kept += 1,
            Err(DbError::Unique(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((kept, refused), (40, 20));
    assert_eq!(count(&app.db).await, 41);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_writer_holds_nobody_up() {
    let (app, _, _store) = testkit::app().await;
    for number in 0..40 {
        let db = app.db.clone();
        let writer = tokio::spawn(async move { set(&db, format!("cancelled {number}")).await });
        tokio::time::sleep(std::time::Duration::from_micros(number * 40)).await;
        writer.abort();
        set(&app.db, format!("kept {number}")).await.unwrap();
    }
    let mut tx = app.db.read(&ACTOR).await.unwrap();
    let kept: (i64,) =
        tx.one("select cast(count(*) as bigint) from setting where name like 'kept%'", values![]).await.unwrap();
    assert_eq!(kept.0, 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_go_in_with_few_statements() {
    let (app, _, _store) = testkit::app().await;
    let mut tx = app.db.write(&ACTOR).await.unwrap();
    let rows = (0..1003).map(|number| values![format!("row {number}"), "é"]).collect();
    assert_eq!(tx.insert_many("insert into setting (name, value)", "", rows).await.unwrap(), 1003);
    tx.commit().await.unwrap();
    assert_eq!(count(&app.db).await, 1003);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_restores_into_the_engine_under_test() {
    let (app, _, store) = testkit::app().await;
    for number in 0..300 {
        set(&app.db, format!("name {number}")).await.unwrap();
    }
    let file = store.folder.path().join("backup.db");
    app.db.backup(&file, &*app.clock).await.unwrap();
    assert!(app.db.backup(&file, &*app.clock).await.is_err(), "a backup is never written over");
    let (other, _, _other_store) = testkit::app().await;
    other.db.restore(&file, &*other.clock).await.unwrap();
    assert_eq!(count(&other.db).await, 300);
    assert!(other.db.restore(&file, &*other.clock).await.is_err(), "nothing is restored over data");

    std::fs::write(&file, "no database at all, but long enough to be looked at by the engine").unwrap();
    let (third, _, _third_store) = testkit::app().await;
    assert!(third.db.restore(&file, &*third.clock).await.is_err(), "a damaged backup is refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_that_was_there() {
    if testkit::on_postgres() {
        return; // A server's disk is not the suite's to fill.
    }
    let (app, _, _store) = testkit::app().await;
    set(&app.db, "before".into()).await.unwrap();
    let mut tx = app.db.write(&ACTOR).await.unwrap();
    let (pages,): (i64,) = tx.one("pragma page_count", values![]).await.unwrap();
    tx.all::<(i64,)>(format!("pragma max_page_count = {}", pages + 2), values![]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = app.db.write(&ACTOR).await.unwrap();
    let large = "x".repeat(200_000);
    let refused = match tx.execute("insert into setting (name, value) values ('large', $1)", values![large]).await {
        Ok(_) => tx.commit().await,
        Err(error) => {
            drop(tx);
            Err(error)
        }
    };
    assert!(matches!(refused, Err(DbError::Full)), "{refused:?}");

    let mut tx = app.db.write(&ACTOR).await.unwrap();
    tx.all::<(i64,)>("pragma max_page_count = 1000000", values![]).await.unwrap();
    tx.commit().await.unwrap();
    set(&app.db, "after".into()).await.unwrap();
    assert_eq!(count(&app.db).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_restarts_is_met_again() {
    let (app, _, store) = testkit::app().await;
    if store.url.is_none() {
        return; // SQLite has no server to lose.
    }
    set(&app.db, "before".into()).await.unwrap();
    let mut held = app.db.write(&ACTOR).await.unwrap();
    let (other, _, _other_store) = testkit::app().await;
    let mut tx = other.db.write(&ACTOR).await.unwrap();
    let ended = "select cast(count(*) as bigint) from (select pg_terminate_backend(pid) from pg_stat_activity
        where datname = $1) as ended";
    let name = store.url.as_deref().and_then(|url| url.rsplit('/').next()).unwrap().split('?').next().unwrap();
    tx.one::<(i64,)>(ended, values![name]).await.unwrap();
    // What was under way is refused in plain words; what comes next finds the server again.
    let lost = held.execute("insert into setting (name, value) values ('held', 'x')", values![]).await;
    assert!(matches!(lost, Err(DbError::Away(_))), "{lost:?}");
    drop(held);
    set(&app.db, "after".into()).await.unwrap();
    assert_eq!(count(&app.db).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_who_hang_up_at_any_moment_stop_nobody() {
    let (app, _, _store) = testkit::app().await;
    let mut lines = Vec::new();
    for line in 0..6_u64 {
        let db = app.db.clone();
        lines.push(tokio::spawn(async move {
            for number in 0..60_u64 {
                let db = db.clone();
                let write = tokio::spawn(async move { set(&db, format!("{line} {number}")).await });
                tokio::time::sleep(std::time::Duration::from_micros((line * 37 + number * 53) % 900)).await;
                write.abort();
            }
        }));
    }
    for line in lines {
        line.await.unwrap();
    }
    set(&app.db, "after".into()).await.unwrap();
    assert!(count(&app.db).await >= 1);
}

/// Somebody who leaves while their transaction begins must not hand a read-only one on to whoever writes next.
#[tokio::test(flavor = "multi_thread")]
async fn readers_who_hang_up_leave_nothing_to_those_who_write() {
    let (app, _, _store) = testkit::app().await;
    for number in 0..120_u64 {
        let leave_at_once = (0..16).map(|reader| {
            let db = app.db.clone();
            let wait = std::time::Duration::from_micros((number * 31 + reader * 17) % 700);
            tokio::spawn(async move {
                let reading = async { drop(db.read(&ACTOR).await) };
                tokio::select! { biased; () = tokio::time::sleep(wait) => {}, () = reading => {} }
            })
        });
        for reader in leave_at_once.collect::<Vec<_>>() {
            reader.await.unwrap();
        }
        set(&app.db, format!("after {number}")).await.unwrap();
    }
    assert_eq!(count(&app.db).await, 120);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_sent_meanwhile_are_seen_by_what_follows_and_a_failure_lets_nothing_last() {
    let (app, _, _store) = testkit::app().await;
    let head = "insert into setting (name, value)";
    let mut tx = app.db.write(&ACTOR).await.unwrap();
    tx.insert_many_meanwhile(head, "", (0..300).map(|n| values![format!("row {n}"), "x"]).collect()).await.unwrap();
    let seen: (i64,) = tx.one("select cast(count(*) as bigint) from setting", values![]).await.unwrap();
    assert_eq!(seen.0, 300);
    tx.commit().await.unwrap();
    let mut tx = app.db.write(&ACTOR).await.unwrap();
    let sent = tx.insert_many_meanwhile(head, "", vec![values!["new", "x"], values!["row 7", "x"]]).await;
    let told = match sent {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    };
    assert!(matches!(told, Err(DbError::Unique(_))), "{told:?}");
    set(&app.db, "after".into()).await.unwrap();
    assert_eq!(count(&app.db).await, 301);
}
