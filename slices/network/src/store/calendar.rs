//! The school days that a network added, as rows: each of one zone.

use crate::calendar::SchoolDays;
use db::{DbError, Tx, Value, values};
use kernel::Day;

/// Keeps the calendar from anybody else until this transaction ends: the row of a setting is what holds it, on both engines.
pub async fn hold_calendar(tx: &mut Tx) -> Result<(), DbError> {
    super::set_setting(tx, "calendar.held", "").await
}

/// All of them, by zone and day. A zone that nothing here knows is left where it is.
pub async fn school_days(tx: &mut Tx) -> Result<Vec<SchoolDays>, DbError> {
    let sql = "select zone, first_day, last_day, name from school_days order by zone, first_day, last_day, name";
    let rows: Vec<(String, Day, Day, String)> = tx.all(sql, values![]).await?;
    let days = rows.into_iter().filter_map(|(zone, first, last, name)| {
        let name = Some(name).filter(|name| !name.is_empty());
        Some(SchoolDays { zone: zone.parse().ok()?, first: first.date(), last: last.date(), name })
    });
    Ok(days.collect())
}

const INSERT: &str = "insert into school_days (zone, first_day, last_day, name)";

/// Adds some; the same twice is once.
pub async fn add_school_days(tx: &mut Tx, days: &[SchoolDays]) -> Result<(), DbError> {
    let rows = days.iter().map(row).collect();
    tx.insert_many(INSERT, "on conflict (zone, first_day, last_day, name) do nothing", rows).await?;
    Ok(())
}

/// Takes some away and adds others. Whoever decided what goes holds the calendar.
pub async fn replace_school_days(tx: &mut Tx, gone: &[SchoolDays], added: &[SchoolDays]) -> Result<(), DbError> {
    for days in gone {
        remove_school_days(tx, days).await?;
    }
    add_school_days(tx, added).await
}

/// Takes one away.
pub async fn remove_school_days(tx: &mut Tx, days: &SchoolDays) -> Result<u64, DbError> {
    let sql = "delete from school_days where zone = $1 and first_day = $2 and last_day = $3 and name = $4";
    tx.execute(sql, row(days)).await
}

fn row(days: &SchoolDays) -> Vec<Value> {
    let name = days.name.as_deref().unwrap_or_default();
    values![days.zone.code(), Day::of(days.first), Day::of(days.last), name]
}
