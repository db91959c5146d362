//! Nights and states in the database; signals and answers in `findings`.

mod findings;

use crate::{
    book::{Book, Found, Own, Shelf, Torn, parts, put_part},
    watched::Watched,
};
use db::{DbError, Tx, values};
use insight::watch::{Network, Series, Signal};
use jiff::Timestamp;
use kernel::{Day, PlaceId};
use std::collections::BTreeMap;

pub(crate) use findings::{answer, answers_of, answers_since, signals_between, signals_of};

/// The network's own number among places.
const NETWORK: PlaceId = PlaceId(0);

db::row! {
    /// A night that was run.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Night {
        /// The day that was over.
        pub day: Day,
        /// When it was run.
        pub ran: Timestamp,
        /// How long it took.
        pub took_ms: i64,
        /// Places that were open.
        pub places: i64,
        /// Series that are followed.
        pub series: i64,
        /// Signals it found.
        pub signals: i64,
        /// Of what was known of the day.
        pub digest: Vec<u8>,
    }
}

const NIGHT: &str = "select day, ran_at, took_ms, places, series, signals, digest from watch_night";

/// The last night that was run.
pub async fn last_night(tx: &mut Tx) -> Result<Option<Night>, DbError> {
    tx.optional(format!("{NIGHT} order by day desc limit 1"), values![]).await
}

/// Whether a night ever found something: while the history is replayed, what the nights before it found stays until they are run again.
pub(crate) async fn has_found(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.optional::<(i64,)>("select place from watch_signal limit 1", values![]).await?.is_some())
}

/// The nights after a day, in their order.
pub(crate) async fn nights_after(tx: &mut Tx, day: Day) -> Result<Vec<Night>, DbError> {
    tx.all(format!("{NIGHT} where day > $1 order by day"), values![day]).await
}

/// The days after which states are kept, the latest first.
pub(crate) async fn kept_days(tx: &mut Tx) -> Result<Vec<Day>, DbError> {
    let sql =
        "select s.day from watch_state s join watch_night n on n.day = s.day where s.place = 0 order by s.day desc";
    Ok(tx.all::<(Day,)>(sql, values![]).await?.into_iter().map(|(day,)| day).collect())
}

/// Takes back the nights after a day, all of them when none is named. Their signals stay until the nights are run again.
pub(crate) async fn take_back(tx: &mut Tx, after: Option<Day>) -> Result<(), DbError> {
    let after = after.unwrap_or(Day(i32::MIN));
    tx.execute("delete from watch_night where day > $1", values![after]).await?;
    tx.execute("delete from watch_state where day > $1", values![after]).await?;
    Ok(())
}

/// Every state after a night, packed; of another `meaning` of themes than today's, they are of no more use.
pub(crate) async fn book(tx: &mut Tx, day: Day, meaning: &[u8]) -> Result<Result<Book, Torn>, DbError> {
    let sql = "select place, states from watch_state where day = $1 and place > $2 order by place limit 64";
    let mut shelves: BTreeMap<PlaceId, Shelf> = BTreeMap::new();
    // A few at a time: what a driver reads in one go stands in memory twice.
    let mut after = PlaceId(NETWORK.0 - 1);
    loop {
        let rows = tx.all::<(PlaceId, Vec<u8>)>(sql, values![day, after]).await?;
        let Some((last, _)) = rows.last() else { break };
        after = *last;
        shelves.extend(rows.into_iter().map(|(place, states)| (place, Shelf::Packed(states))));
    }
    let Some(Shelf::Packed(network)) = shelves.remove(&NETWORK) else { return Ok(Err(Torn)) };
    Ok(common(&network).and_then(|(known, (shared, own))| match known == meaning {
        true => Ok(Book::of(shared, own, shelves)),
        false => Err(Torn),
    }))
}

/// What is common to places, and the network's own series, after a night; nothing of it where it is not there or cannot be read.
pub(crate) async fn common_after(tx: &mut Tx, day: Day) -> Result<Common, DbError> {
    let states = shelf(tx, NETWORK, day).await?;
    Ok(states.and_then(|states| Some(common(&states).ok()?.1)).unwrap_or_default())
}

/// Whether the states after a night can be read, and mean what themes mean today.
pub(crate) async fn stands(tx: &mut Tx, day: Day, meaning: &[u8]) -> Result<bool, DbError> {
    let states = shelf(tx, NETWORK, day).await?;
    Ok(states.is_some_and(|states| common(&states).is_ok_and(|(known, _)| known == meaning)))
}

/// The states of a place after a night, in the order of what is counted.
pub(crate) async fn place(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Option<Shelf>, DbError> {
    Ok(shelf(tx, place, day).await?.map(Shelf::Packed))
}

async fn shelf(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Option<Vec<u8>>, DbError> {
    let sql = "select states from watch_state where place = $1 and day = $2";
    Ok(tx.optional::<(Vec<u8>,)>(sql, values![place, day]).await?.map(|(states,)| states))
}

/// Keeps the states of some places after a night. They count for nothing until [`keep`] says that the night was run.
pub(crate) async fn put_shelves(tx: &mut Tx, day: Day, shelves: Vec<(PlaceId, Vec<u8>)>) -> Result<(), DbError> {
    let rows = shelves.into_iter().map(|(place, states)| values![place, day, states]).collect();
    let head = "insert into watch_state (place, day, states)";
    let tail = "on conflict (place, day) do update set states = excluded.states";
    tx.insert_many(head, tail, rows).await.map(|_| ())
}

/// Keeps what is common to places, and the network's own series.
pub(crate) async fn put_common(tx: &mut Tx, day: Day, book: &Book, meaning: &[u8]) -> Result<(), DbError> {
    put_shelves(tx, day, vec![(NETWORK, packed(book, meaning))]).await
}

/// Says that nights were run, with what they found; of the states only those after `kept` days stay.
pub(crate) async fn keep(tx: &mut Tx, nights: &[(Night, Vec<Found>)], kept: &[Day]) -> Result<(), DbError> {
    let (Some((first, _)), Some((last, _))) = (nights.first(), nights.last()) else { return Ok(()) };
    tx.execute("delete from watch_signal where night >= $1 and night <= $2", values![first.day, last.day]).await?;
    let row = |night: &Night| {
        let Night { day, ran, took_ms, places, series, signals, digest } = night;
        values![*day, *ran, *took_ms, *places, *series, *signals, digest.clone()]
    };
    let rows = nights.iter().map(|(night, _)| row(night)).collect();
    tx.insert_many("insert into watch_night (day, ran_at, took_ms, places, series, signals, digest)", "", rows).await?;
    let found = nights.iter().flat_map(|(night, found)| found.iter().map(|found| (night.day, found)));
    let head =
        "insert into watch_signal (place, watched, night, kind, since_day, open_days, observed, expected, score)";
    tx.insert_many(head, "", found.map(|(night, found)| signal_row(night, found)).collect()).await?;
    let marks: Vec<String> = (2..kept.len() + 2).map(|at| format!("${at}")).collect();
    let sql = format!("delete from watch_state where day <= $1 and day not in ({})", marks.join(", "));
    let kept = values![last.day].into_iter().chain(kept.iter().map(|day| (*day).into())).collect();
    tx.execute(sql, kept).await?;
    Ok(())
}

fn signal_row(night: Day, found: &Found) -> Vec<db::Value> {
    let Signal { kind, since, open_days, observed, expected, score } = found.signal;
    let place = found.place.unwrap_or(NETWORK);
    values![place, found.watched.code(), night, kind.code(), Day::of(since), open_days, observed, expected, score]
}

/// What is common to places, thing by thing, and the network's own series.
pub(crate) type Common = (Vec<(Watched, Network)>, Vec<Own>);

/// What is common, packed: what themes mean, each thing with its network, then each of the network's own with its network and its series.
fn packed(book: &Book, meaning: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    put_part(&mut whole, meaning);
    for (watched, network) in book.shared() {
        put_part(&mut whole, &watched.code().to_le_bytes());
        put_part(&mut whole, &network.to_bytes());
        put_part(&mut whole, &[]);
    }
    for own in book.own() {
        put_part(&mut whole, &own.watched.code().to_le_bytes());
        put_part(&mut whole, &own.network.to_bytes());
        put_part(&mut whole, &own.series.to_bytes());
    }
    whole
}

fn common(packed: &[u8]) -> Result<(&[u8], Common), Torn> {
    let (mut shared, mut own) = (Vec::new(), Vec::new());
    let parts = parts(packed)?;
    let (meaning, parts) = parts.split_first().ok_or(Torn)?;
    for part in parts.chunks(3) {
        let [code, network, series] = part else { return Err(Torn) };
        let code = <[u8; 8]>::try_from(*code).map_err(|_| Torn)?;
        let watched = Watched::of_code(i64::from_le_bytes(code)).ok_or(Torn)?;
        let network = Network::from_bytes(network).ok_or(Torn)?;
        if series.is_empty() {
            shared.push((watched, network));
        } else {
            own.push(Own { watched, network, series: Series::from_bytes(series).ok_or(Torn)? });
        }
    }
    Ok((*meaning, (shared, own)))
}
