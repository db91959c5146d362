//! Roles over scopes, for a time. A grant is never deleted: what somebody might do last month stays known.

use super::number_taken;
use crate::model::{scope_columns, scope_of};
use db::{Column, DbError, FromRow, Row, Tx, values};
use kernel::{AccountId, AssociationId, Day, Grant, PlaceId, Right, Role, Scope};

/// A grant, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub account: AccountId,
    /// What it gives.
    pub grant: Grant,
}

const COLUMNS: &str = "id, account, role, scope, scope_id, from_day, to_day";

impl FromRow for GrantRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let role = Role::from_slug(&String::read(row, 2)?).ok_or(DbError::OutOfRange("Role"))?;
        let scope = scope_of(&String::read(row, 3)?, row.get(4)?).ok_or(DbError::OutOfRange("Scope"))?;
        let grant = Grant { role, scope, from: row.get(5)?, to: row.get(6)? };
        Ok(Self { id: row.get(0)?, account: row.get(1)?, grant })
    }
}

/// Gives a role.
pub async fn grant(tx: &mut Tx, account: AccountId, grant: Grant) -> Result<i64, DbError> {
    let (id,): (i64,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from role_grant", values![]).await?;
    let (scope, scope_id) = scope_columns(grant.scope);
    let sql = "insert into role_grant (id, account, role, scope, scope_id, from_day, to_day)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let row = values![id, account, grant.role.slug(), scope, scope_id, grant.from, grant.to];
    tx.execute(sql, row).await.map_err(number_taken)?;
    Ok(id)
}

/// Sets the last day of a role. A day before its first means that it never held.
pub async fn end_grant(tx: &mut Tx, id: i64, last: Day) -> Result<(), DbError> {
    tx.execute("update role_grant set to_day = $2 where id = $1", values![id, last]).await?;
    Ok(())
}

/// A grant.
pub async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<GrantRow>, DbError> {
    tx.optional(format!("select {COLUMNS} from role_grant where id = $1"), values![id]).await
}

/// Every grant of an account, past ones too: the journal asks for the rights held at an instant.
pub async fn grants_of(tx: &mut Tx, account: AccountId) -> Result<Vec<Grant>, DbError> {
    Ok(rows_of(tx, account).await?.into_iter().map(|row| row.grant).collect())
}

/// Every grant of an account, with its id.
pub async fn rows_of(tx: &mut Tx, account: AccountId) -> Result<Vec<GrantRow>, DbError> {
    tx.all(format!("select {COLUMNS} from role_grant where account = $1 order by from_day, id"), values![account]).await
}

/// Those who may record in a place on a day, by name; accounts that were closed are not among them.
pub async fn receiving(
    tx: &mut Tx,
    place: PlaceId,
    association: AssociationId,
    day: Day,
) -> Result<Vec<(AccountId, String)>, DbError> {
    let sql = "select a.id, a.name, g.role from role_grant g join account a on a.id = g.account
        where a.disabled_at is null and g.from_day <= $1 and (g.to_day is null or g.to_day >= $1)
        and ((g.scope = $2 and g.scope_id = $3) or (g.scope = $4 and g.scope_id = $5))
        order by a.name, a.id";
    let (by_place, place) = scope_columns(Scope::Place(place));
    let (by_association, association) = scope_columns(Scope::Association(association));
    let rows: Vec<(AccountId, String, String)> =
        tx.all(sql, values![day, by_place, place, by_association, association]).await?;
    let records = |role: &str| Role::from_slug(role).is_some_and(|role| role.rights().contains(&Right::Record));
    let mut found: Vec<_> =
        rows.into_iter().filter(|(_, _, role)| records(role)).map(|(account, name, _)| (account, name)).collect();
    found.dedup();
    Ok(found)
}

/// Every grant of everybody.
pub async fn all(tx: &mut Tx) -> Result<Vec<GrantRow>, DbError> {
    tx.all(format!("select {COLUMNS} from role_grant order by account, from_day, id"), values![]).await
}

/// Whether somebody else, whose account is open, administers the network beyond a day. Two administrators who would end each
/// other at the same instant wait here for one another.
pub async fn another_administrator(tx: &mut Tx, than: AccountId, day: Day) -> Result<bool, DbError> {
    tx.execute("update role_grant set role = role where role = 'administrator'", values![]).await?;
    let sql = "select cast(count(*) as bigint) from role_grant g join account a on a.id = g.account
        where g.role = 'administrator' and g.account <> $1 and a.disabled_at is null and a.password_hash is not null
        and g.from_day <= $2 and (g.to_day is null or g.to_day > $2)";
    let (count,): (i64,) = tx.one(sql, values![than, day]).await?;
    Ok(count > 0)
}
