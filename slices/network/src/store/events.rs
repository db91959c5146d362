//! Events as rows. What is removed keeps its row and its number.

use crate::{Event, EventKind, NewEvent};
use db::{DbError, Tx, values};
use jiff::{Timestamp, civil::Weekday};
use kernel::{AccountId, AssociationId, Day, PlaceId, Scope};

db::row! {
    struct Row {
        id: i64,
        scope: String,
        scope_id: i64,
        from: Day,
        to: Option<Day>,
        weekday: Option<i64>,
        kind: String,
        title: String,
        made_by: Option<AccountId>,
        made_at: Timestamp,
    }
}

const SELECT: &str = "select id, scope, scope_id, from_day, to_day, weekday, kind, title, made_by, made_at from event";

/// Every event, by first day.
pub async fn events(tx: &mut Tx) -> Result<Vec<Event>, DbError> {
    let rows = tx.all(format!("{SELECT} where removed_at is null order by from_day, id"), values![]).await?;
    Ok(rows.into_iter().filter_map(event_of).collect())
}

/// An event that was not removed.
pub async fn event(tx: &mut Tx, id: i64) -> Result<Option<Event>, DbError> {
    let row = tx.optional(format!("{SELECT} where removed_at is null and id = $1"), values![id]).await?;
    Ok(row.and_then(event_of))
}

/// Adds an event in the name of whoever holds the transaction, and gives its number. The very same, noted before, is found again.
pub async fn add_event(tx: &mut Tx, now: Timestamp, event: &NewEvent) -> Result<i64, DbError> {
    super::hold_calendar(tx).await?;
    let (scope, scope_id) = codes(event.scope);
    let weekday = event.weekday.map(|weekday| i64::from(weekday.to_monday_one_offset()));
    let same =
        "select id from event where scope = $1 and scope_id = $2 and from_day = $3 and to_day is not distinct from $4
        and weekday is not distinct from $5 and kind = $6 and title = $7 and removed_at is null order by id limit 1";
    let title = event.title.as_str();
    let told = values![scope, scope_id, event.from, event.to, weekday, event.kind.code(), title];
    if let Some((id,)) = tx.optional(same, told.clone()).await? {
        return Ok(id);
    }
    let (id,): (i64,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from event", values![]).await?;
    let by = tx.actor().person().map(|person| person.account);
    let sql = "insert into event (scope, scope_id, from_day, to_day, weekday, kind, title, id, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let mut row = told;
    row.extend(values![id, by, now]);
    tx.execute(sql, row).await?;
    Ok(id)
}

/// Says when an event ended, or that it goes on.
pub async fn end_event(tx: &mut Tx, id: i64, to: Option<Day>) -> Result<u64, DbError> {
    tx.execute("update event set to_day = $2 where id = $1 and removed_at is null", values![id, to]).await
}

/// Takes an event away.
pub async fn remove_event(tx: &mut Tx, now: Timestamp, id: i64) -> Result<u64, DbError> {
    tx.execute("update event set removed_at = $2 where id = $1 and removed_at is null", values![id, now]).await
}

fn codes(scope: Scope) -> (&'static str, i64) {
    match scope {
        Scope::Network => ("network", 0),
        Scope::Association(id) => ("association", id.0),
        Scope::Place(id) => ("place", id.0),
    }
}

/// A kind that nothing here knows is taken for another one; a scope or a weekday that nothing knows concerns nobody.
fn event_of(row: Row) -> Option<Event> {
    let scope = match row.scope.as_str() {
        "network" => Scope::Network,
        "association" => Scope::Association(AssociationId(row.scope_id)),
        "place" => Scope::Place(PlaceId(row.scope_id)),
        _ => return None,
    };
    let weekday = match row.weekday {
        None => None,
        Some(number) => Some(Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?),
    };
    let Row { id, from, to, title, made_by, made_at, .. } = row;
    let kind = row.kind.parse().unwrap_or(EventKind::Other);
    Some(Event { id, scope, from, to, weekday, kind, title, made_by, made_at })
}
