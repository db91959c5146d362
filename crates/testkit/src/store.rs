//! An empty, migrated database for one test.

use db::Db;
use kernel::Clock;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Where a test's database lives; the folder goes away with it.
pub struct Store {
    /// The data folder.
    pub folder: TempDir,
    /// The address of the database, on PostgreSQL.
    pub url: Option<String>,
}

const SERVER: &str = "PARVIS_TEST_DATABASE_URL";
/// Copied for each test: copying a migrated database is much faster than migrating an empty one.
const TEMPLATE: &str = "parvis_test_template";

/// Whether this run is on PostgreSQL.
pub fn on_postgres() -> bool {
    std::env::var(SERVER).is_ok()
}

pub(crate) async fn open(clock: &dyn Clock) -> (Db, Store) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    match std::env::var(SERVER) {
        Err(_) => {
            let db =
                Db::open_sqlite(&folder.path().join("parvis.db"), clock).await.expect("an empty SQLite file opens");
            (db, Store { folder, url: None })
        }
        Ok(server) => {
            let url = copy_of_template(&server, clock).await;
            let db = Db::open_postgres(&url, clock).await.expect("the copied database opens");
            (db, Store { folder, url: Some(url) })
        }
    }
}

async fn copy_of_template(server: &str, clock: &dyn Clock) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut admin = PgConnection::connect(server).await.expect("the test server answers");
    // One test process makes the template, the others wait; copying wants nobody connected to it.
    admin.execute("select pg_advisory_lock(7261)").await.expect("the lock can be taken");
    let template = format!("{TEMPLATE}_{}", db::MIGRATIONS.iter().map(|step| step.sql.len()).sum::<usize>());
    let there: Option<(i32,)> = sqlx::query_as("select 1 from pg_database where datname = $1")
        .bind(&template)
        .fetch_optional(&mut admin)
        .await
        .expect("the catalogue can be read");
    if there.is_none() {
        admin.execute(AssertSqlSafe(format!("create database {template}"))).await.expect("a database can be created");
        Db::open_postgres(&at(server, &template), clock).await.expect("the template migrates").close().await;
    }
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let copy = format!("create database {name} template {template}");
    admin.execute(AssertSqlSafe(copy)).await.expect("the template can be copied");
    admin.execute("select pg_advisory_unlock(7261)").await.expect("the lock can be given back");
    at(server, &name)
}

/// The server's address with another database.
fn at(server: &str, database: &str) -> String {
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let after_scheme = address.find("//").map_or(0, |position| position + 2);
    let host = match address[after_scheme..].find('/') {
        Some(slash) => &address[..after_scheme + slash],
        None => address,
    };
    if query.is_empty() { format!("{host}/{database}") } else { format!("{host}/{database}?{query}") }
}
