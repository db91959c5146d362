//! All the SQL of the network, a file an idea. Here: the settings of the installation.

mod associations;
mod calendar;
mod events;
mod exceptions;
mod places;
mod stops;

use db::{Db, DbError, Tx, values};
use kernel::Actor;
use std::collections::BTreeMap;

pub use associations::{Association, add_association, associations, namesake};
pub use calendar::{add_school_days, hold_calendar, remove_school_days, replace_school_days, school_days};
pub use events::{add_event, end_event, event, events, remove_event};
pub use exceptions::{ExceptionRow, add_exception, exception, exceptions, remove_exception};
pub use places::{PlaceRow, add_place, add_stage, hold_place, places, remove_stage, stages, update_place};
pub use stops::{StopRow, add_stop, end_stop, stops};

/// Every setting of the installation.
pub async fn settings(tx: &mut Tx) -> Result<BTreeMap<String, String>, DbError> {
    let rows: Vec<(String, String)> = tx.all("select name, value from setting order by name", values![]).await?;
    Ok(rows.into_iter().collect())
}

/// A secret of the installation, kept among its settings: made by `fresh` the first time, the same ever after.
pub async fn secret(
    db: &Db,
    task: &'static str,
    name: &str,
    fresh: impl FnOnce() -> String,
) -> Result<String, DbError> {
    let mut tx = db.write(&Actor::System(task)).await?;
    if let Some(kept) = settings(&mut tx).await?.remove(name) {
        return Ok(kept);
    }
    // Of two servers that start together, one makes it.
    let sql = "insert into setting (name, value) values ($1, $2) on conflict (name) do nothing";
    tx.execute(sql, values![name, fresh()]).await?;
    let kept = settings(&mut tx).await?.remove(name);
    tx.commit().await?;
    kept.ok_or(DbError::OutOfRange("Secret"))
}

/// Sets one setting.
pub async fn set_setting(tx: &mut Tx, name: &str, value: &str) -> Result<(), DbError> {
    let sql =
        "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
    tx.execute(sql, values![name, value]).await?;
    Ok(())
}
