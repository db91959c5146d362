//! All the SQL of needs.

mod items;

pub use items::{add_observation, loose_notes};
pub(crate) use items::{
    attach, count_loose, detach, forget_note, loose_observations, note, note_at, notes_aside, notes_in, notes_of_agent,
    notes_of_need, observations_aside, observations_of_need, observations_of_operators, set_aside,
};

use crate::model::{Item, Need, Stage, Step};
use db::{DbError, Tx, values};
use jiff::Timestamp;
use kernel::AccountId;

db::row! {
    struct NeedRow {
        id: i64,
        title: String,
        theme: Option<i64>,
        words: Option<String>,
        stage: String,
        moved: Timestamp,
        notes: i64,
        places: i64,
        said: i64,
    }
}

const NEED: &str = "select n.id, n.title, n.theme, n.words, n.stage, n.moved_at,
    (select cast(count(*) as bigint) from need_note o where o.need = n.id),
    (select cast(count(distinct o.place) as bigint) from need_note o where o.need = n.id),
    (select cast(count(*) as bigint) from need_observation o where o.need = n.id)
    from need n";

/// Every need, the latest moved first.
pub(crate) async fn needs(tx: &mut Tx) -> Result<Vec<Need>, DbError> {
    let rows = tx.all::<NeedRow>(format!("{NEED} order by n.moved_at desc, n.id desc"), values![]).await?;
    Ok(rows.into_iter().filter_map(need_of).collect())
}

/// A need.
pub(crate) async fn need(tx: &mut Tx, id: i64) -> Result<Option<Need>, DbError> {
    Ok(tx.optional::<NeedRow>(format!("{NEED} where n.id = $1"), values![id]).await?.and_then(need_of))
}

fn need_of(row: NeedRow) -> Option<Need> {
    let NeedRow { id, title, theme, words, stage, moved, notes, places, said } = row;
    Some(Need {
        id,
        title,
        theme: theme.and_then(|theme| u16::try_from(theme).ok()),
        words,
        stage: Stage::from_slug(&stage)?,
        moved,
        notes: notes.unsigned_abs(),
        places: places.unsigned_abs(),
        said: said.unsigned_abs(),
    })
}

/// A need to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewNeed {
    /// In a few words.
    pub title: String,
    /// The theme that rose.
    pub theme: Option<u16>,
    /// The words of « Autre » that came back, folded.
    pub words: Option<String>,
}

/// Opens a need, seen from now on, and gives its number. Of a theme, of words or of a name that have one already that is not answered, that
/// one is found again.
///
/// # Errors
/// Of the database.
pub async fn open(tx: &mut Tx, now: Timestamp, new: &NewNeed) -> Result<i64, DbError> {
    let same = "select id from need where stage <> 'answered' and (theme = $1 or words = $2 or title = $3) order by id limit 1";
    let theme = new.theme.map(i64::from);
    if let Some((id,)) = tx.optional::<(i64,)>(same, values![theme, new.words.clone(), &new.title]).await? {
        return Ok(id);
    }
    let (id,): (i64,) = tx.one("select cast(coalesce(max(id), 0) + 1 as bigint) from need", values![]).await?;
    let sql =
        "insert into need (id, title, theme, words, stage, opened_at, moved_at) values ($1, $2, $3, $4, $5, $6, $6)";
    tx.execute(sql, values![id, &new.title, theme, new.words.clone(), Stage::Seen.slug(), now]).await?;
    Ok(id)
}

/// Lets a need be spoken of by what raises it too.
///
/// # Errors
/// Of the database.
pub async fn gather(tx: &mut Tx, now: Timestamp, need: i64, items: &[Item]) -> Result<(), DbError> {
    for item in items {
        attach(tx, now, *item, need).await?;
    }
    Ok(())
}

/// Says something of a need, and how far it has come with it. What was said last, said again, is once.
///
/// # Errors
/// Of the database.
pub async fn say(tx: &mut Tx, need: i64, step: &Step) -> Result<(), DbError> {
    // The need is held first: two who speak at once speak one after the other.
    tx.execute("update need set moved_at = moved_at where id = $1", values![need]).await?;
    let before = steps(tx, need).await?;
    if before.last().is_some_and(|last| (last.by, last.stage, &last.words) == (step.by, step.stage, &step.words)) {
        return Ok(());
    }
    let sql = "insert into need_step (need, number, said_at, said_by, stage, words) values ($1, $2, $3, $4, $5, $6)";
    let number = before.len() as i64 + 1;
    tx.execute(sql, values![need, number, step.said, step.by, step.stage.slug(), &step.words]).await?;
    let sql = "update need set stage = $2, moved_at = $3 where id = $1";
    tx.execute(sql, values![need, step.stage.slug(), step.said]).await?;
    Ok(())
}

/// The needs that somebody raised and that were answered since they last looked, the latest first, by their titles.
pub(crate) async fn unread_answers(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, DbError> {
    // What is gathered under a need that was answered before is answered by that.
    let sql = "select n.title from need n where n.stage = 'answered' and exists (
            select 1 from need_note o where o.need = n.id and o.agent = $1
            and (case when o.gathered_at > n.moved_at then o.gathered_at else n.moved_at end)
                > coalesce((select read_at from need_reader where account = $1), 0))
        order by n.moved_at desc";
    Ok(tx.all::<(String,)>(sql, values![account]).await?.into_iter().map(|(title,)| title).collect())
}

/// Somebody looked at an instant.
pub(crate) async fn looked(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), DbError> {
    let sql =
        "insert into need_reader (account, read_at) values ($1, $2) on conflict (account) do update set read_at = $2";
    tx.execute(sql, values![account, now]).await?;
    Ok(())
}

/// Calls a need otherwise.
pub(crate) async fn rename(tx: &mut Tx, need: i64, title: &str) -> Result<(), DbError> {
    tx.execute("update need set title = $2 where id = $1", values![need, title]).await?;
    Ok(())
}

db::row! {
    struct StepRow {
        need: i64,
        said: Timestamp,
        by: AccountId,
        stage: String,
        words: String,
    }
}

const STEP: &str = "select need, said_at, said_by, stage, words from need_step";

/// What was said of a need, oldest first.
pub(crate) async fn steps(tx: &mut Tx, need: i64) -> Result<Vec<Step>, DbError> {
    let rows = tx.all::<StepRow>(format!("{STEP} where need = $1 order by number"), values![need]).await?;
    Ok(rows.into_iter().filter_map(step_of).map(|(_, step)| step).collect())
}

/// The last word said of each need.
pub(crate) async fn last_steps(tx: &mut Tx) -> Result<Vec<(i64, Step)>, DbError> {
    let sql =
        format!("{STEP} s where number = (select max(o.number) from need_step o where o.need = s.need) order by need");
    Ok(tx.all::<StepRow>(sql, values![]).await?.into_iter().filter_map(step_of).collect())
}

fn step_of(row: StepRow) -> Option<(i64, Step)> {
    let StepRow { need, said, by, stage, words } = row;
    Some((need, Step { said, by, stage: Stage::from_slug(&stage)?, words }))
}
