//! What the counter shows of its own day.

use crate::{Request, label::Labels, store};
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{Day, EntryId};
use network::Place;
use serde::Serialize;
use tally::{Act, Acts, Support};

/// The lines that the counter shows; the counts are of all.
const LINES: usize = 12;

/// The day under way in a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Today {
    /// How many visits stand.
    pub visits: i64,
    /// How many requests stand.
    pub requests: i64,
    /// The last requests, latest first.
    pub entries: Vec<TodayEntry>,
}

/// A request of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TodayEntry {
    /// Its name.
    pub id: EntryId,
    /// Its visit.
    pub visit: EntryId,
    /// When it was recorded.
    pub at: Timestamp,
    /// Its theme's code.
    pub theme: String,
    /// « CAF · Prime d’activité ».
    pub label: String,
    /// What was done.
    pub acts: Vec<&'static str>,
    /// Who did it.
    pub support: Option<&'static str>,
    /// How long it took.
    pub minutes: Option<u16>,
}

/// The day of a place at an instant: its counts and its last requests.
pub async fn today(
    tx: &mut Tx,
    catalogue: &catalogue::Snapshot,
    place: &Place,
    now: Timestamp,
) -> Result<Today, DbError> {
    let day = Day::at(now, &place.zone);
    let (visits, requests) = store::counts_of_day(tx, place.row.id, day).await?;
    let standing =
        store::requests_of_day(tx, place.row.id, day).await?.into_iter().filter(|request| !request.withdrawn);
    let entries = standing.take(LINES).map(|request| entry(catalogue, request)).collect();
    Ok(Today { visits, requests, entries })
}

fn entry(catalogue: &catalogue::Snapshot, request: Request) -> TodayEntry {
    TodayEntry {
        label: Labels { catalogue }.request(request.theme, request.operator, request.day),
        theme: catalogue.theme_by_id(request.theme).map_or(String::new(), |theme| theme.code.clone()),
        acts: Acts::from_bits(request.acts).unwrap_or(Acts::NONE).iter().map(Act::slug).collect(),
        support: request.support.and_then(Support::from_code).map(Support::slug),
        id: request.id,
        visit: request.visit,
        at: request.at,
        minutes: request.minutes,
    }
}
