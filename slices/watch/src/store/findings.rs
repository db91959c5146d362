//! Signals, and what people answered.

use super::NETWORK;
use crate::{
    book::Found,
    reading::{Answer, Finding, Verdict, way_slug},
    watched::Watched,
};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx, values};
use insight::watch::{Kind, Signal};
use jiff::Timestamp;
use kernel::{AccountId, Day, PlaceId};
use std::collections::BTreeMap;

db::row! {
    /// A signal as it is stored.
    struct SignalRow {
        place: PlaceId,
        watched: i64,
        night: Day,
        kind: String,
        since: Day,
        open_days: i64,
        observed: f64,
        expected: f64,
        score: f64,
    }
}

const SIGNAL: &str =
    "select place, watched, night, kind, since_day, open_days, observed, expected, score from watch_signal";

/// The signals of the nights between two days, both included, by series, each oldest first.
pub(crate) async fn signals_between(tx: &mut Tx, from: Day, to: Day) -> Result<Vec<(Day, Found)>, DbError> {
    let sql = format!("{SIGNAL} where night >= $1 and night <= $2 order by place, watched, night");
    Ok(tx.all::<SignalRow>(sql, values![from, to]).await?.into_iter().filter_map(found).collect())
}

/// Every signal of one series, oldest first.
pub(crate) async fn signals_of(
    tx: &mut Tx,
    place: Option<PlaceId>,
    watched: Watched,
) -> Result<Vec<(Day, Found)>, DbError> {
    let sql = format!("{SIGNAL} where place = $1 and watched = $2 order by night");
    let rows = tx.all::<SignalRow>(sql, values![place.unwrap_or(NETWORK), watched.code()]).await?;
    Ok(rows.into_iter().filter_map(found).collect())
}

fn found(row: SignalRow) -> Option<(Day, Found)> {
    let SignalRow { place, watched, night, kind, since, open_days, observed, expected, score } = row;
    let signal = Signal {
        kind: Kind::of_code(&kind)?,
        since: since.date(),
        open_days: u32::try_from(open_days).ok()?,
        observed,
        expected,
        score,
    };
    let place = (place != NETWORK).then_some(place);
    Some((night, Found { place, watched: Watched::of_code(watched)?, signal }))
}

db::row! {
    /// An answer as it is stored.
    struct AnswerRow {
        place: PlaceId,
        watched: i64,
        way: String,
        about: Day,
        said: Timestamp,
        by: AccountId,
        verdict: String,
        words: String,
        event: Option<i64>,
    }
}

const ANSWER: &str = "select place, watched, way, about_day, said_at, said_by, verdict, words, event from watch_answer";

/// Answers with the way that they are about, by series, oldest first.
pub(crate) type Answers = BTreeMap<(Option<PlaceId>, Watched), Vec<(String, Answer)>>;

/// What was answered about episodes that began on a day or later.
pub(crate) async fn answers_since(tx: &mut Tx, catalogue: &Catalogue, from: Day) -> Result<Answers, DbError> {
    let rows = tx.all::<AnswerRow>(format!("{ANSWER} where about_day >= $1 order by said_at"), values![from]).await?;
    Ok(answers(catalogue, rows))
}

/// What was answered about one series, under whatever name it had then.
pub(crate) async fn answers_of(
    tx: &mut Tx,
    catalogue: &Catalogue,
    place: Option<PlaceId>,
    watched: Watched,
) -> Result<Vec<(String, Answer)>, DbError> {
    let codes = watched.codes(catalogue).iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let sql = format!("{ANSWER} where place = $1 and watched in ({codes}) order by said_at");
    let rows = tx.all::<AnswerRow>(sql, values![place.unwrap_or(NETWORK)]).await?;
    Ok(answers(catalogue, rows).remove(&(place, watched)).unwrap_or_default())
}

/// Answers by what their series is called today: what was said of a theme stays with it under its next name.
fn answers(catalogue: &Catalogue, rows: Vec<AnswerRow>) -> Answers {
    let mut answers = Answers::new();
    for AnswerRow { place, watched, way, about, said, by, verdict, words, event } in rows {
        if let (Some(watched), Some(verdict)) = (Watched::of_code(watched), Verdict::from_slug(&verdict)) {
            let place = (place != NETWORK).then_some(place);
            let answer = Answer { about, said, by, verdict, words, event };
            answers.entry((place, watched.today(catalogue))).or_default().push((way, answer));
        }
    }
    answers
}

/// Keeps what somebody said of a finding.
pub(crate) async fn answer(
    tx: &mut Tx,
    finding: &Finding,
    by: AccountId,
    now: Timestamp,
    (verdict, words, event): (Verdict, &str, Option<i64>),
) -> Result<(), DbError> {
    let said = finding.answers.last();
    if said.is_some_and(|last| (last.by, last.verdict, last.words.as_str(), last.event) == (by, verdict, words, event))
    {
        // Said twice, it is said once.
        return Ok(());
    }
    let sql = "insert into watch_answer (place, watched, way, about_day, said_at, said_by, verdict, words, event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (place, watched, way, about_day, said_at) do nothing";
    let place = finding.place.unwrap_or(NETWORK);
    let way = way_slug(finding.episode.strongest.kind.way());
    let about = Day::of(finding.episode.first);
    let row = values![place, finding.watched.code(), way, about, now, by, verdict.slug(), words, event];
    tx.execute(sql, row).await?;
    Ok(())
}
