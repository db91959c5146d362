//! One sequence of migrations for both engines, forward only, applied at start under a lock.
//!
//! A change that old servers still running must survive comes in two migrations: expand first, contract in a later version.
//! `/*sqlite … sqlite*/` is uncommented on SQLite only; a line that begins with `/*sqlite -- sqlite*/` is for PostgreSQL only.

use crate::{Db, Engine, OpenError, values};
use kernel::{Actor, Clock};
use std::borrow::Cow;

/// A step of the schema.
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// Its file.
    pub file: &'static str,
    /// Its statements.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($number:literal $file:literal;)*) => {
        /// Every migration, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            number: $number,
            file: $file,
            sql: include_str!(concat!("../../../migrations/", $file)),
        }),*];
    };
}

migrations! {
    1 "0001_network.sql";
    2 "0002_accounts.sql";
    3 "0003_catalogue.sql";
    4 "0004_journal.sql";
    5 "0005_reception.sql";
    6 "0006_figures.sql";
    7 "0007_queue.sql";
    8 "0008_presence.sql";
    9 "0009_codes.sql";
    10 "0010_times_of_visits.sql";
    11 "0011_saved_views.sql";
    12 "0012_reports.sql";
    13 "0013_snapshot.sql";
    14 "0014_released.sql";
    15 "0015_mail.sql";
    16 "0016_calendars.sql";
    17 "0017_watch.sql";
    18 "0018_needs.sql";
    19 "0019_lighter_rows.sql";
}

const TABLE: &str = "create table if not exists migration (
    number bigint primary key, file text not null, digest text not null, applied_at bigint not null)";
/// Any two programs that migrate the same PostgreSQL database ask for this lock.
const LOCK: i64 = 0x0070_6172_7669_7300;

pub(crate) async fn apply(db: &Db, clock: &dyn Clock) -> Result<(), OpenError> {
    let mut tx = db.write(&Actor::System("migration")).await?;
    if db.engine() == Engine::Postgres {
        tx.optional::<(Option<String>,)>("select cast(pg_advisory_xact_lock($1) as text)", values![LOCK]).await?;
    }
    tx.script(TABLE).await?;
    let applied = tx.all("select number, digest from migration order by number", values![]).await?;
    for migration in missing(&applied)? {
        tx.script(match db.engine() {
            Engine::Sqlite => migration.sql.replace("/*sqlite", "").replace("sqlite*/", "").into(),
            Engine::Postgres => Cow::Borrowed(migration.sql),
        })
        .await?;
        let record = values![migration.number, migration.file, digest(migration.sql), clock.now()];
        tx.execute("insert into migration values ($1, $2, $3, $4)", record).await?;
    }
    Ok(tx.commit().await?)
}

/// What is left to apply, once what was applied is known to be ours.
fn missing(applied: &[(i64, String)]) -> Result<impl Iterator<Item = &'static Migration>, OpenError> {
    let known = MIGRATIONS.len() as i64;
    if let Some((found, _)) = applied.last().filter(|(found, _)| *found > known) {
        return Err(OpenError::Newer { found: *found, known });
    }
    for ((number, found), migration) in applied.iter().zip(MIGRATIONS) {
        if *number != migration.number || *found != digest(migration.sql) {
            return Err(OpenError::Altered(*number));
        }
    }
    Ok(MIGRATIONS[applied.len()..].iter())
}

/// FNV-1a of the statements: enough to see that a file was edited after it was applied.
fn digest(sql: &str) -> String {
    let hash = sql
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        let listed: Vec<_> = MIGRATIONS.iter().map(|step| step.file).collect();
        assert_eq!(files, listed);
        assert!(MIGRATIONS.iter().zip(1..).all(|(step, number)| step.number == number));
    }
}
