//! Imported daily counts: what places counted before they recorded request by request.

use crate::changes::number;
use db::{DbError, Tx};
use kernel::{Day, PlaceId};
use reception::store::DailyRow;
use std::collections::BTreeMap;
use tally::{CountedMeasure, DailyCount, Tally};

/// How many of what a place counted on a day.
pub(crate) type Counts = BTreeMap<(PlaceId, Day, CountedMeasure), u32>;

/// The counts that speak: those of days before the place's changeover. What was recorded from it on would be counted twice.
pub(crate) async fn read(tx: &mut Tx, network: &network::Snapshot) -> Result<Counts, DbError> {
    let speaks = |place: PlaceId, day: Day| {
        network.place(place).and_then(|place| place.row.changeover).is_none_or(|changeover| day < changeover)
    };
    let rows = reception::store::daily_counts(tx).await?.into_iter();
    let count = |row: DailyRow| {
        let measure = CountedMeasure::from_slug(&row.measure)?;
        Some(((row.place, row.day, measure), u32::try_from(row.number).ok()?))
    };
    Ok(rows.filter(|row| speaks(row.place, row.day)).filter_map(count).collect())
}

/// Brings a tally from the counts it holds to others.
pub(crate) fn bring(tally: &mut Tally, held: &mut Counts, counts: Counts) {
    let gone = held.keys().filter(|key| !counts.contains_key(key)).map(|key| (*key, 0));
    let changed = counts.iter().filter(|(key, n)| held.get(key) != Some(n)).map(|(key, n)| (*key, *n));
    for ((place, day, measure), n) in gone.chain(changed) {
        tally.set_count(number(place), DailyCount { day: tally::Day(day.0), measure, n });
    }
    *held = counts;
}
