//! How the shipped content enters the database: whole into an empty one, as a further version into one that lives.

use crate::{
    Shipped, ShippedSheet, Snapshot,
    model::{Family, Operator, OperatorKind, Theme, Version},
    shipped, shipped_sheets,
    store::{self, SheetRow},
    today,
};
use db::{DbError, Tx};
use jiff::{Timestamp, tz::TimeZone};
use kernel::Day;
use std::collections::HashMap;
use tally::{Act, Branch, Support};

/// Brings the database to the shipped catalogue. Doing it again changes nothing.
pub async fn seed(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    seed_from(tx, now, shipped(), &shipped_sheets()).await
}

/// Brings the database to a catalogue given as files say it.
///
/// A version whose code the database has is left as it is, with whatever the Union mended in it. A new one adds what is new and
/// ends what it maps elsewhere; themes that the Union added stay. It never begins in the past: days already recorded keep the
/// version they were recorded under.
///
/// Sheets are no part of versions: those that nobody edited follow the shipped text.
pub async fn seed_from(tx: &mut Tx, now: Timestamp, shipped: &Shipped, sheets: &[ShippedSheet]) -> Result<(), DbError> {
    let before = Snapshot::read(tx).await?;
    if !before.versions().iter().any(|version| version.code == shipped.version) {
        add_version(tx, &before, shipped, today(now)).await?;
    }
    let after = Snapshot::read(tx).await?;
    for sheet in sheets {
        let Some(theme) = after.theme(&sheet.theme) else { continue };
        let stale = after.sheet(theme.id).is_none_or(|stored| {
            stored.updated_by.is_none() && (stored.title != sheet.title || stored.body != sheet.body)
        });
        if stale {
            store::put_sheet(tx, &row(theme.id, sheet)).await?;
        }
    }
    Ok(())
}

fn row(theme: u16, sheet: &ShippedSheet) -> SheetRow {
    let updated_at =
        sheet.updated.to_zoned_datetime(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp());
    SheetRow { theme, title: sheet.title.clone(), body: sheet.body.clone(), updated_at, updated_by: None }
}

async fn add_version(tx: &mut Tx, before: &Snapshot, shipped: &Shipped, today: Day) -> Result<(), DbError> {
    let written = Day::of(shipped.from);
    let (number, from) = match before.versions().last() {
        Some(last) => (last.number + 1, written.max(last.from).max(today)),
        None => (1, written),
    };
    let version = Version { number, code: shipped.version.clone(), from, note: String::new() };
    store::add_version(tx, &version).await?;
    store::add_families(tx, &new_families(before, shipped)?).await?;
    let operators = new_operators(before, shipped)?;
    store::add_operators(tx, &operators).await?;
    for (operator, from, name) in new_names(before, shipped) {
        store::name_operator(tx, operator, from, &name).await?;
    }
    let themes = new_themes(&Snapshot::read(tx).await?, shipped, number)?;
    store::add_themes(tx, &themes).await?;
    let after = Snapshot::read(tx).await?;
    for mapping in &shipped.mappings {
        let (Some(old), Some(new)) = (after.theme(&mapping.theme), after.theme(&mapping.becomes)) else { continue };
        if old.until.is_none() && old.since < number && new.stands_in(number) {
            store::end_theme(tx, number, old.id, new.id).await?;
        }
    }
    Ok(())
}

/// The shipped files are read by tests: a word that no list knows never leaves the house.
fn known<T>(found: Option<T>, what: &'static str) -> Result<T, DbError> {
    found.ok_or(DbError::OutOfRange(what))
}

fn new_families(before: &Snapshot, shipped: &Shipped) -> Result<Vec<Family>, DbError> {
    let ids = before.families().iter().map(|family| family.id).max().unwrap_or(0) + 1..;
    let new = shipped.families.iter().filter(|family| before.family(&family.code).is_none());
    new.zip(ids)
        .map(|(family, id)| {
            Ok(Family {
                id,
                code: family.code.clone(),
                label: family.label.clone(),
                short: family.short.clone(),
                icon: family.icon.clone(),
                branch: known(Branch::from_slug(&family.branch), "branch")?,
            })
        })
        .collect()
}

fn new_operators(before: &Snapshot, shipped: &Shipped) -> Result<Vec<Operator>, DbError> {
    let ids = before.operators().map(|operator| operator.id).max().unwrap_or(0) + 1..;
    let new = shipped.operators.iter().filter(|operator| before.operator(&operator.code).is_none());
    new.zip(ids)
        .map(|(operator, id)| {
            Ok(Operator {
                id,
                code: operator.code.clone(),
                short: operator.short.clone(),
                kind: known(OperatorKind::from_slug(&operator.kind), "operator kind")?,
                names: operator.names.iter().map(|name| (from_day(name.from), name.name.clone())).collect(),
                synonyms: operator.synonyms.clone(),
            })
        })
        .collect()
}

/// Names that operators took after those the database knows.
fn new_names(before: &Snapshot, shipped: &Shipped) -> Vec<(u16, Day, String)> {
    let mut names = Vec::new();
    for operator in &shipped.operators {
        let Some(known) = before.operator(&operator.code) else { continue };
        let last = known.names.last().map(|(from, _)| *from);
        let newer = operator.names.iter().filter(|name| Some(from_day(name.from)) > last);
        names.extend(newer.map(|name| (known.id, from_day(name.from), name.name.clone())));
    }
    names
}

fn from_day(from: Option<jiff::civil::Date>) -> Day {
    /// « Since always » is 1 January 1900, before anything that is counted here.
    const ALWAYS: Day = Day(-36_524);
    from.map_or(ALWAYS, Day::of)
}

fn new_themes(present: &Snapshot, shipped: &Shipped, number: i64) -> Result<Vec<Theme>, DbError> {
    let operators: HashMap<&str, u16> =
        present.operators().map(|operator| (operator.code.as_str(), operator.id)).collect();
    let ids = present.themes().map(|theme| theme.id).max().unwrap_or(0) + 1..;
    let new = shipped.themes.iter().filter(|theme| present.theme(&theme.code).is_none());
    new.zip(ids)
        .map(|(theme, id)| {
            let operator = |code: &String| known(operators.get(code.as_str()).copied(), "operator");
            let acts = theme.acts.iter().map(|act| known(Act::from_slug(act), "act"));
            Ok(Theme {
                id,
                code: theme.code.clone(),
                family: known(present.family(&theme.family), "family")?.id,
                label: theme.label.clone(),
                branch: known(Branch::from_slug(&theme.branch), "branch")?,
                acts: acts.collect::<Result<_, _>>()?,
                support: theme.support.as_deref().map(|slug| known(Support::from_slug(slug), "support")).transpose()?,
                minutes: theme.minutes,
                weight: theme.weight,
                synonyms: theme.synonyms.clone(),
                operators: theme.operators.iter().map(operator).collect::<Result<_, _>>()?,
                since: number,
                until: None,
            })
        })
        .collect()
}
