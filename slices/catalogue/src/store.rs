//! All the SQL of the catalogue.

use crate::model::{Family, Operator, OperatorKind, Partnership, Theme, Version};
use db::{DbError, Tx, Value, values};
use jiff::Timestamp;
use kernel::{AccountId, AssociationId, Day, PlaceId};
use std::collections::BTreeMap;
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

// ── Versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Families and themes ──────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Operators and partnerships ───────────────────────────────────────────────────────────────────────────────────────

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

// ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────

db::row! {
    /// A sheet as stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SheetRow {
        /// Its theme.
        pub theme: u16,
        /// Its title.
        pub title: String,
        /// Its text.
        pub body: String,
        /// When it was last looked over.
        pub updated_at: Timestamp,
        /// By whom; nobody when it came with the product.
        pub updated_by: Option<AccountId>,
    }
}

/// Every sheet.
pub(crate) async fn sheets(tx: &mut Tx) -> Result<Vec<SheetRow>, DbError> {
    tx.all("select theme, title, body, updated_at, updated_by from sheet order by theme", values![]).await
}

/// Writes a sheet.
pub(crate) async fn put_sheet(tx: &mut Tx, sheet: &SheetRow) -> Result<(), DbError> {
    let sql = "insert into sheet (theme, title, body, updated_at, updated_by) values ($1, $2, $3, $4, $5)
        on conflict (theme) do update set title = excluded.title, body = excluded.body,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    let values = values![sheet.theme, &sheet.title, &sheet.body, sheet.updated_at, sheet.updated_by];
    tx.execute(sql, values).await?;
    Ok(())
}

// ── Favourites ───────────────────────────────────────────────────────────────────────────────────────────────────────

db::row! {
    /// A favourite as stored.
    pub(crate) struct FavouriteRow {
        pub position: u8,
        pub theme: u16,
        pub operator: Option<u16>,
        pub acts: String,
        pub support: Option<String>,
        pub label: String,
        pub hint: String,
        pub icon: String,
        pub since: Day,
    }
}

/// The favourites of a place (agent 0) or of an agent there, by position.
pub(crate) async fn favourites(tx: &mut Tx, place: PlaceId, agent: i64) -> Result<Vec<FavouriteRow>, DbError> {
    let sql = "select position, theme, operator, acts, support, label, hint, icon, since_day from favourite
        where place = $1 and agent = $2 order by position";
    tx.all(sql, values![place, agent]).await
}

/// Writes all the favourites of a place or of an agent anew.
pub(crate) async fn put_favourites(
    tx: &mut Tx,
    place: PlaceId,
    agent: i64,
    rows: Vec<FavouriteRow>,
) -> Result<(), DbError> {
    tx.execute("delete from favourite where place = $1 and agent = $2", values![place, agent]).await?;
    let row = |row: FavouriteRow| {
        values![
            place,
            agent,
            row.position,
            row.theme,
            row.operator,
            row.acts,
            row.support,
            row.label,
            row.hint,
            row.icon,
            row.since
        ]
    };
    let head =
        "insert into favourite (place, agent, position, theme, operator, acts, support, label, hint, icon, since_day)";
    tx.insert_many(head, "", rows.into_iter().map(row).collect()).await?;
    Ok(())
}

// ── Edits ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Lets editors through one at a time until the transaction ends: what one of them read stays true while they write. SQLite has one
/// writer anyway.
pub(crate) async fn hold(tx: &mut Tx) -> Result<(), DbError> {
    tx.execute("update catalogue_version set number = number where number = 1", values![]).await?;
    Ok(())
}
