//! What was left open overnight is closed by rule, without a made-up duration; who was there is forgotten.

use super::store;
use db::DbError;
use journal::{Entry, Journal, MOST_ENTRIES, Sender};
use kernel::{Actor, Day};
use network::Directory;
use serde_json::json;
use web::App;

/// Closes, in every place, the tickets of its earlier days, and forgets who was there. Answers how many tickets there were.
///
/// Presence ends with its day wherever it is read, so no entry says that somebody left at an hour that nobody saw.
pub async fn close_overnight(app: &App, directory: &Directory, journal: &Journal) -> Result<usize, DbError> {
    let sender = Sender { actor: Actor::System("overnight"), device: None };
    let now = app.clock.now();
    let mut closed = 0;
    let network = directory.now();
    for place in network.places() {
        let mut tx = app.db.read(&sender.actor).await?;
        let visits = store::left_open(&mut tx, place.row.id, Day::at(now, &place.zone)).await?;
        drop(tx);
        for some in visits.chunks(MOST_ENTRIES) {
            let entry = |visit| {
                let body = [("visit".to_owned(), json!(visit))].into_iter().collect();
                Ok(Entry::here(app.new_id(), place.row.id, "visit.closed", now, body))
            };
            journal.append(&sender, now, some.iter().map(entry).collect()).await?;
            closed += some.len();
        }
        let mut tx = app.db.write(&sender.actor).await?;
        store::forget_presence(&mut tx, place.row.id, Day::at(now, &place.zone)).await?;
        tx.commit().await?;
    }
    Ok(closed)
}
