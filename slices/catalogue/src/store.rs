//! All the SQL of the catalogue: here versions, families and themes; the rest in the files below.

mod favourites;
mod operators;
mod sheets;

pub(crate) use favourites::{FavouriteRow, favourites, put_favourites};
pub use operators::put_partnership;
pub(crate) use operators::{add_operators, mend_operator, name_operator, operators, partnerships};
pub use sheets::SheetRow;
pub(crate) use sheets::{put_sheet, sheets};

use crate::model::{Family, Theme, Version};
use db::{DbError, Tx, Value, values};
use kernel::Day;
use tally::{Act, Acts, Branch, Support};

/// A stored word that no list knows: the row was written by another hand.
fn known<T>(found: Option<T>, what: &'static str) -> Result<T, DbError> {
    found.ok_or(DbError::OutOfRange(what))
}

/// Lists are stored as JSON.
fn list<T: serde::de::DeserializeOwned>(text: &str, what: &'static str) -> Result<Vec<T>, DbError> {
    serde_json::from_str(text).map_err(|_| DbError::OutOfRange(what))
}

fn json<T: serde::Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).expect("texts and numbers are always JSON")
}

pub(crate) fn acts_of(text: &str) -> Result<Acts, DbError> {
    let slugs: Vec<String> = list(text, "acts")?;
    slugs.iter().map(|slug| known(Act::from_slug(slug), "act")).collect()
}

pub(crate) fn acts_json(acts: Acts) -> String {
    json(&acts.iter().map(Act::slug).collect::<Vec<_>>())
}

pub(crate) fn support_of(text: Option<&str>) -> Result<Option<Support>, DbError> {
    text.map(|slug| known(Support::from_slug(slug), "support")).transpose()
}

/// Lets editors through one at a time until the transaction ends: what one of them read stays true while they write. SQLite has one
/// writer anyway.
pub(crate) async fn hold(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute("update catalogue_version set number = number where number = 1", values![]).await?;
    Ok(())
}

/// Every version, oldest first.
pub(crate) async fn versions(tx: &mut Tx) -> Result<Vec<Version>, DbError> {
    let rows: Vec<(i64, String, Day, String)> =
        tx.all("select number, code, from_day, note from catalogue_version order by number", values![]).await?;
    Ok(rows.into_iter().map(|(number, code, from, note)| Version { number, code, from, note }).collect())
}

/// Adds a version.
pub(crate) async fn add_version(tx: &mut Tx, version: &Version) -> Result<(), DbError> {
    let sql = "insert into catalogue_version (number, code, from_day, note) values ($1, $2, $3, $4)";
    tx.execute(sql, values![version.number, &version.code, version.from, &version.note]).await?;
    Ok(())
}

/// Every mapping: the version, the theme it ended, and what that theme becomes.
pub(crate) async fn mappings(tx: &mut Tx) -> Result<Vec<(i64, u16, u16)>, DbError> {
    tx.all("select version, theme, becomes from theme_mapping order by version, theme", values![]).await
}

/// Every family, in the order of menus.
pub(crate) async fn families(tx: &mut Tx) -> Result<Vec<Family>, DbError> {
    let sql = "select id, code, label, short, icon, branch from family order by position, id";
    let rows: Vec<(u16, String, String, String, String, String)> = tx.all(sql, values![]).await?;
    rows.into_iter()
        .map(|(id, code, label, short, icon, branch)| {
            let branch = known(Branch::from_slug(&branch), "branch")?;
            Ok(Family { id, code, label, short, icon, branch })
        })
        .collect()
}

/// Adds families.
pub(crate) async fn add_families(tx: &mut Tx, families: &[Family]) -> Result<(), DbError> {
    let row = |family: &Family| {
        let branch = family.branch.slug();
        values![family.id, &family.code, &family.label, &family.short, &family.icon, branch, family.id]
    };
    let head = "insert into family (id, code, label, short, icon, branch, position)";
    tx.insert_many(head, "", families.iter().map(row).collect()).await?;
    Ok(())
}

db::row! {
    struct ThemeRow {
        id: u16,
        code: String,
        family: u16,
        label: String,
        branch: String,
        acts: String,
        support: Option<String>,
        minutes: u16,
        weight: f64,
        synonyms: String,
        operators: String,
        since: i64,
        until: Option<i64>,
    }
}

/// Every theme of every version, by id.
pub(crate) async fn themes(tx: &mut Tx) -> Result<Vec<Theme>, DbError> {
    let sql = "select id, code, family, label, branch, acts, support, minutes, weight, synonyms, operators,
        since_version, until_version from theme order by id";
    let rows: Vec<ThemeRow> = tx.all(sql, values![]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Theme {
                branch: known(Branch::from_slug(&row.branch), "branch")?,
                acts: acts_of(&row.acts)?,
                support: support_of(row.support.as_deref())?,
                synonyms: list(&row.synonyms, "synonyms")?,
                operators: list(&row.operators, "operators")?,
                id: row.id,
                code: row.code,
                family: row.family,
                label: row.label,
                minutes: row.minutes,
                weight: row.weight,
                since: row.since,
                until: row.until,
            })
        })
        .collect()
}

/// Adds themes.
pub(crate) async fn add_themes(tx: &mut Tx, themes: &[Theme]) -> Result<(), DbError> {
    let row = |theme: &Theme| -> Vec<Value> {
        values![
            theme.id,
            &theme.code,
            theme.family,
            &theme.label,
            theme.branch.slug(),
            acts_json(theme.acts),
            theme.support.map(Support::slug).map(str::to_owned),
            theme.minutes,
            theme.weight,
            json(&theme.synonyms),
            json(&theme.operators),
            theme.since
        ]
    };
    let head =
        "insert into theme (id, code, family, label, branch, acts, support, minutes, weight, synonyms, operators,
        since_version)";
    tx.insert_many(head, "", themes.iter().map(row).collect()).await?;
    Ok(())
}

/// Writes anew what may be mended within a version.
pub(crate) async fn mend_theme(tx: &mut Tx, theme: &Theme) -> Result<(), DbError> {
    let sql = "update theme set label = $2, branch = $3, acts = $4, support = $5, minutes = $6, synonyms = $7,
        operators = $8 where id = $1";
    let values = values![
        theme.id,
        &theme.label,
        theme.branch.slug(),
        acts_json(theme.acts),
        theme.support.map(Support::slug).map(str::to_owned),
        theme.minutes,
        json(&theme.synonyms),
        json(&theme.operators)
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Ends a theme with a version and says what it becomes.
pub(crate) async fn end_theme(tx: &mut Tx, version: i64, theme: u16, becomes: u16) -> Result<(), DbError> {
    tx.execute("update theme set until_version = $2 where id = $1", values![theme, version]).await?;
    let sql = "insert into theme_mapping (version, theme, becomes) values ($1, $2, $3)";
    tx.execute(sql, values![version, theme, becomes]).await?;
    Ok(())
}
