//! What raises needs: lines from counters, and observations.

use crate::model::{Item, Note, Observation, Source};
use db::{DbError, Tx, Value, values};
use jiff::Timestamp;
use kernel::{AccountId, Day, EntryId, PlaceId};

db::row! {
    struct NoteRow {
        place: PlaceId,
        id: EntryId,
        day: Day,
        agent: Option<AccountId>,
        theme: Option<i64>,
        need: Option<i64>,
        set_aside: bool,
    }
}

const NOTE: &str = "select place, id, day, agent, theme, need, set_aside from need_note";

/// Keeps a line of a counter; its words stand with its entry.
pub(crate) async fn note(
    tx: &mut Tx,
    place: PlaceId,
    id: EntryId,
    (day, at): (Day, Timestamp),
    agent: AccountId,
    theme: Option<u16>,
) -> Result<(), DbError> {
    let sql =
        "insert into need_note (place, id, day, noted_at, agent, theme, set_aside) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (place, id) do nothing";
    tx.execute(sql, values![place, id, day, at, agent, theme.map(i64::from), false]).await?;
    Ok(())
}

/// A line, without its words.
pub(crate) async fn note_at(tx: &mut Tx, place: PlaceId, id: EntryId) -> Result<Option<Note>, DbError> {
    let row = tx.optional::<NoteRow>(format!("{NOTE} where place = $1 and id = $2"), values![place, id]).await?;
    Ok(row.map(|row| note_of(row, None)))
}

/// A line that its author took back.
pub(crate) async fn forget_note(tx: &mut Tx, place: PlaceId, id: EntryId) -> Result<(), DbError> {
    tx.execute("delete from need_note where place = $1 and id = $2", values![place, id]).await?;
    Ok(())
}

/// Lines that nobody has sorted, the latest first.
///
/// # Errors
/// Of the database.
pub async fn loose_notes(tx: &mut Tx, most: i64) -> Result<Vec<Note>, DbError> {
    notes(tx, "need is null and not set_aside order by noted_at desc, id limit $1", values![most]).await
}

/// How many lines nobody has sorted.
pub(crate) async fn count_loose(tx: &mut Tx) -> Result<u64, DbError> {
    let sql = "select cast(count(*) as bigint) from need_note where need is null and not set_aside";
    Ok(tx.one::<(i64,)>(sql, values![]).await?.0.unsigned_abs())
}

/// Lines that were set aside, the latest first.
pub(crate) async fn notes_aside(tx: &mut Tx, most: i64) -> Result<Vec<Note>, DbError> {
    notes(tx, "need is null and set_aside order by noted_at desc, id limit $1", values![most]).await
}

/// Lines noted in some places since a day, the latest first.
pub(crate) async fn notes_in(tx: &mut Tx, places: &[PlaceId], day: Day, most: i64) -> Result<Vec<Note>, DbError> {
    let places = places.iter().map(PlaceId::to_string).collect::<Vec<_>>().join(", ");
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let which = format!("place in ({places}) and day >= $1 order by noted_at desc, id limit $2");
    notes(tx, &which, values![day, most]).await
}

/// What somebody noted, the latest first.
pub(crate) async fn notes_of_agent(tx: &mut Tx, agent: AccountId, most: i64) -> Result<Vec<Note>, DbError> {
    notes(tx, "agent = $1 order by noted_at desc, id limit $2", values![agent, most]).await
}

/// The lines that speak of a need, the latest first.
pub(crate) async fn notes_of_need(tx: &mut Tx, need: i64) -> Result<Vec<Note>, DbError> {
    notes(tx, "need = $1 order by noted_at desc, id", values![need]).await
}

async fn notes(tx: &mut Tx, which: &str, given: Vec<Value>) -> Result<Vec<Note>, DbError> {
    let rows = tx.all::<NoteRow>(format!("{NOTE} where {which}"), given).await?;
    let ids: Vec<_> = rows.iter().map(|row| (row.place, row.id)).collect();
    let mut words = journal::words_of(tx, &ids).await?;
    let note = |row: NoteRow| {
        let said = words.remove(&(row.place, row.id));
        note_of(row, said)
    };
    Ok(rows.into_iter().map(note).collect())
}

fn note_of(row: NoteRow, words: Option<String>) -> Note {
    let NoteRow { place, id, day, agent, theme, need, set_aside } = row;
    let theme = theme.and_then(|theme| u16::try_from(theme).ok());
    Note { place, id, day, agent, theme, need, set_aside, words }
}

db::row! {
    struct ObservationRow {
        id: i64,
        source: String,
        operator: Option<i64>,
        who: String,
        words: String,
        day: Day,
        need: Option<i64>,
        set_aside: bool,
    }
}

const OBSERVATION: &str =
    "select id, source, operator, who, words, observed_day, need, set_aside from need_observation";

/// Enters what a body said; its number is given to it. The very same, entered before, is found again.
///
/// # Errors
/// Of the database.
pub async fn add_observation(
    tx: &mut Tx,
    now: Timestamp,
    by: AccountId,
    said: &Observation,
) -> Result<Observation, DbError> {
    let Observation { source, operator, who, words, day, need, .. } = said;
    let which = "source = $1 and operator is not distinct from $2 and who = $3 and words = $4 and observed_day = $5";
    let same = values![source.slug(), operator.map(i64::from), who, words, *day];
    if let Some(known) = observations(tx, which, same).await?.pop() {
        return Ok(known);
    }
    let (id,): (i64,) =
        tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from need_observation", values![]).await?;
    let sql = "insert into need_observation
        (id, source, operator, who, words, observed_day, entered_at, entered_by, need, set_aside)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let row = values![id, source.slug(), operator.map(i64::from), who, words, *day, now, by, *need, false];
    tx.execute(sql, row).await?;
    Ok(Observation { id, ..said.clone() })
}

/// Observations that nobody has sorted, the latest first.
pub(crate) async fn loose_observations(tx: &mut Tx) -> Result<Vec<Observation>, DbError> {
    observations(tx, "need is null and not set_aside order by observed_day desc, id desc", values![]).await
}

/// The observations that speak of a need.
pub(crate) async fn observations_of_need(tx: &mut Tx, need: i64) -> Result<Vec<Observation>, DbError> {
    observations(tx, "need = $1 order by observed_day desc, id desc", values![need]).await
}

/// What these operators said, the latest first.
pub(crate) async fn observations_of_operators(tx: &mut Tx, operators: &[i64]) -> Result<Vec<Observation>, DbError> {
    if operators.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=operators.len()).map(|at| format!("${at}")).collect();
    let which =
        format!("source = 'partner' and operator in ({}) order by observed_day desc, id desc", marks.join(", "));
    observations(tx, &which, operators.iter().map(|id| (*id).into()).collect()).await
}

async fn observations(tx: &mut Tx, which: &str, given: Vec<Value>) -> Result<Vec<Observation>, DbError> {
    let rows = tx.all::<ObservationRow>(format!("{OBSERVATION} where {which}"), given).await?;
    let observation = |row: ObservationRow| {
        let ObservationRow { id, source, operator, who, words, day, need, set_aside } = row;
        let operator = operator.and_then(|operator| u16::try_from(operator).ok());
        Some(Observation { id, source: Source::from_slug(&source)?, operator, who, words, day, need, set_aside })
    };
    Ok(rows.into_iter().filter_map(observation).collect())
}

/// Observations that were set aside, the latest first.
pub(crate) async fn observations_aside(tx: &mut Tx, most: i64) -> Result<Vec<Observation>, DbError> {
    observations(tx, "need is null and set_aside order by observed_day desc, id desc limit $1", values![most]).await
}

/// Lets something speak of a need: what already speaks of another stays there.
pub(crate) async fn attach(tx: &mut Tx, now: Timestamp, item: Item, need: i64) -> Result<(), DbError> {
    let (sql, row) = match item {
        Item::Note(place, id) => (
            "update need_note set need = $1, gathered_at = $4, set_aside = false
                where place = $2 and id = $3 and need is null",
            values![need, place, id, now],
        ),
        Item::Said(id) => (
            "update need_observation set need = $1, set_aside = false where id = $2 and need is null",
            values![need, id],
        ),
    };
    tx.execute(sql, row).await?;
    Ok(())
}

/// It speaks of a need no longer: it waits to be sorted again.
pub(crate) async fn detach(tx: &mut Tx, item: Item, need: i64) -> Result<(), DbError> {
    let (sql, row) = match item {
        Item::Note(place, id) => (
            "update need_note set need = null, gathered_at = null where place = $1 and id = $2 and need = $3",
            values![place, id, need],
        ),
        Item::Said(id) => ("update need_observation set need = null where id = $1 and need = $2", values![id, need]),
    };
    tx.execute(sql, row).await?;
    Ok(())
}

/// It was read, and is no need of its own.
pub(crate) async fn set_aside(tx: &mut Tx, item: Item) -> Result<(), DbError> {
    let (sql, row) = match item {
        Item::Note(place, id) => {
            ("update need_note set set_aside = true where place = $1 and id = $2 and need is null", values![place, id])
        }
        Item::Said(id) => ("update need_observation set set_aside = true where id = $1 and need is null", values![id]),
    };
    tx.execute(sql, row).await?;
    Ok(())
}
