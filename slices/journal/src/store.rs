//! All the SQL of the journal.

use crate::{Answer, Entry, Status, body, kind};
use db::{DbError, FromRow, Row, Tx, Value, values};
use kernel::{AccountId, DeviceId, EntryId, PlaceId};
use std::collections::{HashMap, HashSet};

/// Takes the place's head for the rest of the transaction and tells its last number.
pub(crate) async fn hold_head(tx: &mut Tx, place: PlaceId) -> Result<i64, DbError> {
    let hold = "update place_head set sequence = sequence where place = $1 returning sequence";
    if let Some((sequence,)) = tx.optional(hold, values![place]).await? {
        return Ok(sequence);
    }
    let first = "insert into place_head (place, sequence) values ($1, 0) on conflict (place) do nothing";
    tx.execute(first, values![place]).await?;
    Ok(tx.one::<(i64,)>(hold, values![place]).await?.0)
}

/// The youngest name that stands in a place whose head is held. A statement of its own: asked together with the head, it
/// would see on PostgreSQL what stood before another server's transaction let the head go.
pub(crate) async fn youngest(tx: &mut Tx, place: PlaceId) -> Result<Option<EntryId>, DbError> {
    let sql = "select id from entry where place = $1 order by id desc limit 1";
    Ok(tx.optional::<(EntryId,)>(sql, values![place]).await?.map(|(id,)| id))
}

pub(crate) async fn move_head(tx: &mut Tx, place: PlaceId, sequence: i64) -> Result<(), DbError> {
    tx.execute("update place_head set sequence = $2 where place = $1", values![place, sequence]).await?;
    Ok(())
}

/// What stands under an id.
pub(crate) struct Standing {
    pub id: EntryId,
    pub sequence: i64,
    pub digest: Vec<u8>,
    pub body: String,
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self { id: row.get(0)?, sequence: row.get(1)?, digest: row.get(2)?, body: body::read(row, 3)? })
    }
}

/// The entries of a place that already bear one of these ids.
pub(crate) async fn standing(
    tx: &mut Tx,
    place: PlaceId,
    ids: &[EntryId],
) -> Result<HashMap<EntryId, Standing>, DbError> {
    let mut found = HashMap::new();
    for (list, values) in id_lists(place, ids) {
        let sql = format!("select id, sequence, digest, body from entry where place = $1 and id in ({list})");
        found.extend(tx.all::<Standing>(sql, values).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// Placeholder lists for `in (…)`, with the place as `$1`. They come in few lengths, so that few statements are prepared:
/// a short list is filled up with its last id.
pub fn id_lists(place: PlaceId, ids: &[EntryId]) -> impl Iterator<Item = (String, Vec<Value>)> + '_ {
    ids.chunks(256).map(move |chunk| {
        let length = chunk.len().next_power_of_two();
        let list = (2..=length + 1).map(|number| format!("${number}")).collect::<Vec<_>>().join(",");
        let last = chunk.last().copied().into_iter().cycle();
        let values = std::iter::once(Value::from(place))
            .chain(chunk.iter().copied().chain(last).take(length).map(Value::from))
            .collect();
        (list, values)
    })
}

/// What is written of an accepted entry besides itself.
pub(crate) struct Kept<'a> {
    pub entry: &'a Entry,
    pub sequence: i64,
    /// Packed: [`body::pack`].
    pub body: Vec<u8>,
    pub digest: Vec<u8>,
    pub removed: Vec<u8>,
    pub added: Vec<u8>,
}

/// Rows sent at a time: the engine writes some while the next are made.
const SOME: usize = 128;

pub(crate) async fn keep(tx: &mut Tx, now: jiff::Timestamp, kept: Vec<Kept<'_>>) -> Result<Vec<Answer>, DbError> {
    let mut answers = Vec::with_capacity(kept.len());
    let head = "insert into entry (place, sequence, id, kind, version, happened_at, clock_offset, utc_offset, agent, device, \
        target, body, digest, received_at, removed, added)";
    let mut rows = Vec::with_capacity(kept.len().min(SOME));
    let mut words = Vec::new();
    for Kept { entry, sequence, body, digest, removed, added } in kept {
        answers.push(Answer::kept(entry.id, Status::Accepted, sequence));
        if let Some(note) = &entry.note {
            words.push(values![entry.place, entry.id, note, entry.happened]);
        }
        rows.push(values![
            entry.place,
            sequence,
            entry.id,
            kind::written(&entry.kind),
            entry.version,
            entry.happened,
            entry.clock_offset,
            entry.utc_offset,
            entry.agent,
            entry.device,
            entry.target(),
            body,
            digest,
            now,
            Some(removed).filter(|facts| !facts.is_empty()),
            Some(added).filter(|facts| !facts.is_empty())
        ]);
        if rows.len() == SOME {
            tx.insert_many_meanwhile(head, "", std::mem::take(&mut rows)).await?;
        }
    }
    tx.insert_many_meanwhile(head, "", rows).await?;
    tx.insert_many_meanwhile(
        "insert into entry_words (place, id, words, at)",
        "on conflict (place, id) do nothing",
        words,
    )
    .await?;
    Ok(answers)
}

/// The last number of each place.
pub async fn heads(tx: &mut Tx) -> Result<Vec<(PlaceId, i64)>, DbError> {
    tx.all("select place, sequence from place_head order by place", values![]).await
}

db::row! {
    /// What one entry changed in the figures.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Change {
        /// Its number.
        pub sequence: i64,
        /// Its name.
        pub id: EntryId,
        /// Concatenated packed facts that no longer stand.
        pub removed: Option<Vec<u8>>,
        /// Concatenated packed facts that stand from it on.
        pub added: Option<Vec<u8>>,
    }
}

/// The names of entries known by their place and number, where they stand.
pub async fn names(tx: &mut Tx, numbers: &[(PlaceId, i64)]) -> Result<HashMap<PlaceId, EntryId>, DbError> {
    let mut found = HashMap::new();
    for some in numbers.chunks(256) {
        let rows: Vec<_> = (1..=some.len()).map(|row| format!("(${}, ${})", 2 * row - 1, 2 * row)).collect();
        let sql = format!(
            "with asked (place, sequence) as (values {})
            select e.place, e.id from asked a join entry e on e.place = a.place and e.sequence = a.sequence",
            rows.join(",")
        );
        let values = some.iter().flat_map(|(place, sequence)| values![*place, *sequence]).collect();
        found.extend(tx.all::<(PlaceId, EntryId)>(sql, values).await?);
    }
    Ok(found)
}

/// What the entries of a place changed after a number, in order.
pub async fn changes(tx: &mut Tx, place: PlaceId, after: i64, most: i64) -> Result<Vec<Change>, DbError> {
    let sql =
        "select sequence, id, removed, added from entry where place = $1 and sequence > $2 order by sequence limit $3";
    tx.all(sql, values![place, after, most]).await
}

/// The same in the order of names, which is how entries lie: the quickest way to read a whole place.
pub async fn changes_by_name(
    tx: &mut Tx,
    place: PlaceId,
    after: Option<EntryId>,
    most: i64,
) -> Result<Vec<Change>, DbError> {
    let sql = "select sequence, id, removed, added from entry where place = $1 and id > $2 order by id limit $3";
    tx.all(sql, values![place, after.unwrap_or(EntryId(uuid::Uuid::nil())), most]).await
}

/// An entry as it stands, for whoever shows or replays it.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryRow {
    /// Its number.
    pub sequence: i64,
    /// Its id.
    pub id: EntryId,
    /// Its kind.
    pub kind: String,
    /// When it happened.
    pub happened: jiff::Timestamp,
    /// When it arrived.
    pub received: jiff::Timestamp,
    /// Who did it.
    pub agent: Option<AccountId>,
    /// Its facts, as JSON.
    pub body: String,
    /// Its words, when they were not purged.
    pub words: Option<String>,
}

impl FromRow for HistoryRow {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            sequence: row.get(0)?,
            id: row.get(1)?,
            kind: kind::read(row.get(2)?),
            happened: row.get(3)?,
            received: row.get(4)?,
            agent: row.get(5)?,
            body: body::read(row, 6)?,
            words: row.get(7)?,
        })
    }
}

const HISTORY: &str =
    "select e.sequence, e.id, e.kind, e.happened_at, e.received_at, e.agent, e.body, w.words from entry e
    left join entry_words w on w.place = e.place and w.id = e.id";

/// A record's own entry and all that was said about it, in order: who, when, what.
pub async fn history(tx: &mut Tx, place: PlaceId, record: EntryId) -> Result<Vec<HistoryRow>, DbError> {
    let sql = format!("{HISTORY} where e.place = $1 and (e.id = $2 or e.target = $2) order by e.sequence");
    tx.all(sql, values![place, record]).await
}

/// Of these entries of a place, those that arrived after an instant.
pub async fn received_after(
    tx: &mut Tx,
    place: PlaceId,
    ids: &[EntryId],
    after: jiff::Timestamp,
) -> Result<HashSet<EntryId>, DbError> {
    let mut found = HashSet::new();
    for (list, mut values) in id_lists(place, ids) {
        values.push(after.into());
        let after = values.len();
        let sql = format!("select id from entry where place = $1 and id in ({list}) and received_at > ${after}");
        found.extend(tx.all::<(EntryId,)>(sql, values).await?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Of the visits and requests of a place named since an instant, how many there are, and how many came later than a delay after they
/// happened. What came through these doors is left out.
pub async fn late(
    tx: &mut Tx,
    place: PlaceId,
    since: jiff::Timestamp,
    delay: jiff::SignedDuration,
    doors: &[DeviceId],
) -> Result<(u64, u64), DbError> {
    let doors = doors.iter().map(DeviceId::to_string).chain(["0".to_owned()]).collect::<Vec<_>>().join(",");
    // Names grow with time: the primary key finds the latest ones without an index of instants.
    let sql = format!(
        "select cast(count(*) as bigint),
            cast(coalesce(sum(case when received_at - happened_at > $3 then 1 else 0 end), 0) as bigint)
        from entry where place = $1 and id >= $2 and kind in ('{}', '{}') and coalesce(device, 0 - 1) not in ({doors})",
        kind::written("visit.opened"),
        kind::written("request.recorded")
    );
    let delay = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
    tx.one(sql, values![place, EntryId::first_of(since), delay]).await
}

/// The entries of a place after a number, in order.
pub async fn entries_since(tx: &mut Tx, place: PlaceId, after: i64, most: i64) -> Result<Vec<HistoryRow>, DbError> {
    let sql = format!("{HISTORY} where e.place = $1 and e.sequence > $2 order by e.sequence limit $3");
    tx.all(sql, values![place, after, most]).await
}

/// The words said with records of a kind of theme, wherever they were not purged: (place, record, words).
pub async fn words(tx: &mut Tx, place: PlaceId, ids: &[EntryId]) -> Result<HashMap<EntryId, String>, DbError> {
    let mut found = HashMap::new();
    for (list, values) in id_lists(place, ids) {
        let sql = format!("select id, words from entry_words where place = $1 and id in ({list})");
        found.extend(tx.all::<(EntryId, String)>(sql, values).await?);
    }
    Ok(found)
}

/// Erases the words of an entry; the entry stays.
pub async fn erase_words(tx: &mut Tx, place: PlaceId, id: EntryId) -> Result<(), DbError> {
    tx.execute("delete from entry_words where place = $1 and id = $2", values![place, id]).await?;
    Ok(())
}

/// Whether an entry stands.
pub async fn stands(tx: &mut Tx, place: PlaceId, id: EntryId) -> Result<bool, DbError> {
    let sql = "select sequence from entry where place = $1 and id = $2";
    Ok(tx.optional::<(i64,)>(sql, values![place, id]).await?.is_some())
}

/// The words of entries of several places.
pub async fn words_of(tx: &mut Tx, ids: &[(PlaceId, EntryId)]) -> Result<HashMap<(PlaceId, EntryId), String>, DbError> {
    let mut found = HashMap::new();
    for some in ids.chunks(100) {
        let rows: Vec<_> =
            (1..=some.len()).map(|row| format!("(place = ${} and id = ${})", 2 * row - 1, 2 * row)).collect();
        let sql = format!("select place, id, words from entry_words where {}", rows.join(" or "));
        let values = some.iter().flat_map(|(place, id)| values![*place, *id]).collect();
        let rows = tx.all::<(PlaceId, EntryId, String)>(sql, values).await?;
        found.extend(rows.into_iter().map(|(place, id, words)| ((place, id), words)));
    }
    Ok(found)
}
