//! Who is told that something was written.

use db::Db;
use std::time::Duration;
use tokio::{sync::watch::Receiver, time::timeout};

/// Far less than anybody's own pace, far more than a machine under load needs.
const SOON: Duration = Duration::from_secs(5);

async fn told(hints: &mut Receiver<u64>) -> bool {
    timeout(SOON, hints.changed()).await.is_ok_and(|changed| changed.is_ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_in_the_program_is_told() {
    let (app, _, _store) = testkit::app().await;
    let mut hints = app.db.hints();
    hints.mark_unchanged();
    app.db.hint();
    assert!(told(&mut hints).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_on_another_server_is_told_and_again_after_its_line_broke() {
    let (app, clock, store) = testkit::app().await;
    let Some(url) = &store.url else { return }; // SQLite has one server.
    let other = Db::open_postgres(url, &*clock).await.unwrap();
    let mut hints = other.hints();
    // It looks once when it begins to listen: what was said before is not heard.
    assert!(told(&mut hints).await);
    app.db.hint();
    assert!(told(&mut hints).await);

    let ended = "select cast(count(*) as bigint) from (select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'LISTEN%') as ended";
    let mut tx = app.db.write(&kernel::Actor::System("test")).await.unwrap();
    assert_eq!(tx.one::<(i64,)>(ended, vec![]).await.unwrap().0, 1);
    drop(tx);
    assert!(told(&mut hints).await, "it looks again, for it may have missed a word");
    tokio::time::sleep(Duration::from_millis(200)).await;
    hints.mark_unchanged();
    app.db.hint();
    assert!(told(&mut hints).await);
    other.close().await;
}
