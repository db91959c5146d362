//! How many people wait: for those who think of coming, and for whoever would close the place.

use super::{Stage, store};
use db::{DbError, Tx};
use kernel::{Actor, Day, PlaceId};
use network::{Hall, Place};
use std::{pin::Pin, sync::Arc};
use web::App;

/// How many people wait in a place, when its queue can tell: where no ticket was given that day, nobody has counted them.
pub async fn waiting(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Option<usize>, DbError> {
    if store::last_number(tx, place, day).await? == 0 {
        return Ok(None);
    }
    let tickets = store::open_tickets(tx, place, day).await?;
    Ok(Some(tickets.iter().filter(|ticket| ticket.stage == Stage::Waiting).count()))
}

/// Tells the network's pages who waits.
pub fn hall(app: App) -> Arc<dyn Hall> {
    Arc::new(Counted(app))
}

struct Counted(App);

impl Hall for Counted {
    fn waiting<'a>(&'a self, place: &'a Place) -> Pin<Box<dyn Future<Output = Result<usize, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let mut tx = self.0.db.read(&Actor::System("queue")).await?;
            let today = Day::at(self.0.clock.now(), &place.zone);
            let tickets = store::open_tickets(&mut tx, place.row.id, today).await?;
            Ok(tickets.iter().filter(|ticket| ticket.stage != Stage::Served).count())
        })
    }
}
