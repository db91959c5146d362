//! What was asked under « Autre », in the agents' words: the catalogue promotes those that come back.

use crate::store;
use catalogue::{Catalogue, OtherWord, OtherWords, Snapshot, fold};
use db::{DbError, Tx};
use kernel::{Day, PlaceId};
use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc};

/// The theme whose requests are told by their words.
pub const OTHER: &str = "autre.autre";
/// Words said less often than this may be about one person.
const LEAST_SAID: u64 = 3;

/// What was said under « Autre » in a place since a day, with its day, in the agents' words.
///
/// # Errors
/// Of the database.
pub async fn said_under_other(
    tx: &mut Tx,
    catalogue: &Snapshot,
    place: PlaceId,
    since: Day,
) -> Result<Vec<(Day, String)>, DbError> {
    let Some(theme) = catalogue.theme(OTHER).map(|theme| theme.id) else { return Ok(Vec::new()) };
    let days = store::days_about(tx, place, theme, since).await?;
    let ids: Vec<_> = days.iter().map(|(id, _)| *id).collect();
    let words = journal::words(tx, place, &ids).await?;
    Ok(days.into_iter().filter_map(|(id, day)| Some((day, words.get(&id)?.clone()))).collect())
}

/// The « Autre » words of the network, for the catalogue.
pub fn others(catalogue: Catalogue) -> Arc<dyn OtherWords> {
    Arc::new(Others { catalogue })
}

struct Others {
    catalogue: Catalogue,
}

impl OtherWords for Others {
    fn counts<'a>(
        &'a self,
        tx: &'a mut Tx,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<OtherWord>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let Some(theme) = self.catalogue.now().theme(OTHER).map(|theme| theme.id) else { return Ok(Vec::new()) };
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for (place, requests) in store::requests_about(tx, theme).await? {
                for words in journal::words(tx, place, &requests).await?.into_values() {
                    *counts.entry(fold(&words)).or_default() += 1;
                }
            }
            let often = counts.into_iter().filter(|(words, count)| *count >= LEAST_SAID && !words.is_empty());
            Ok(often.map(|(words, count)| OtherWord { words, count }).collect())
        })
    }
}
