//! Operators, their dated names, and who signed with whom.

use super::{json, known, list};
use crate::model::{Operator, OperatorKind, Partnership};
use db::{DbError, Tx, values};
use kernel::{AssociationId, Day};
use std::collections::BTreeMap;

/// Every operator with its names, by id.
pub(crate) async fn operators(tx: &mut Tx) -> Result<Vec<Operator>, DbError> {
    let mut names: BTreeMap<u16, Vec<(Day, String)>> = BTreeMap::new();
    let sql = "select operator, from_day, name from operator_name order by operator, from_day";
    let rows: Vec<(u16, Day, String)> = tx.all(sql, values![]).await?;
    for (operator, from, name) in rows {
        names.entry(operator).or_default().push((from, name));
    }
    let rows: Vec<(u16, String, String, String, String)> =
        tx.all("select id, code, short, kind, synonyms from operator order by id", values![]).await?;
    rows.into_iter()
        .map(|(id, code, short, kind, synonyms)| {
            let kind = known(OperatorKind::from_slug(&kind), "operator kind")?;
            let names = names.remove(&id).unwrap_or_default();
            Ok(Operator { id, code, short, kind, names, synonyms: list(&synonyms, "synonyms")? })
        })
        .collect()
}

/// Adds operators with their names.
pub(crate) async fn add_operators(tx: &mut Tx, operators: &[Operator]) -> Result<(), DbError> {
    let row = |operator: &Operator| {
        values![operator.id, &operator.code, &operator.short, operator.kind.slug(), json(&operator.synonyms)]
    };
    let head = "insert into operator (id, code, short, kind, synonyms)";
    tx.insert_many(head, "", operators.iter().map(row).collect()).await?;
    for operator in operators {
        for (from, name) in &operator.names {
            name_operator(tx, operator.id, *from, name).await?;
        }
    }
    Ok(())
}

/// Writes anew what may be mended of an operator; its names are dated and stay.
pub(crate) async fn mend_operator(tx: &mut Tx, operator: &Operator) -> Result<(), DbError> {
    let sql = "update operator set short = $2, kind = $3, synonyms = $4 where id = $1";
    let values = values![operator.id, &operator.short, operator.kind.slug(), json(&operator.synonyms)];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Gives an operator the name it takes on a day.
pub(crate) async fn name_operator(tx: &mut Tx, operator: u16, from: Day, name: &str) -> Result<(), DbError> {
    let sql = "insert into operator_name (operator, from_day, name) values ($1, $2, $3)
        on conflict (operator, from_day) do update set name = excluded.name";
    tx.execute(sql, values![operator, from, name]).await?;
    Ok(())
}

/// Every partnership.
pub(crate) async fn partnerships(tx: &mut Tx) -> Result<Vec<Partnership>, DbError> {
    let sql =
        "select association, operator, from_day, to_day from partnership order by association, operator, from_day";
    let rows: Vec<(AssociationId, u16, Day, Option<Day>)> = tx.all(sql, values![]).await?;
    let partnership = |(association, operator, from, to)| Partnership { association, operator, from, to };
    Ok(rows.into_iter().map(partnership).collect())
}

/// Adds a partnership, or moves the end of the one that began that day.
pub async fn put_partnership(tx: &mut Tx, partnership: &Partnership) -> Result<(), DbError> {
    let Partnership { association, operator, from, to } = *partnership;
    let sql = "insert into partnership (association, operator, from_day, to_day) values ($1, $2, $3, $4)
        on conflict (association, operator, from_day) do update set to_day = excluded.to_day";
    tx.execute(sql, values![association, operator, from, to]).await?;
    Ok(())
}
