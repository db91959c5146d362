//! How many people wait, for those who think of coming.

use super::{Stage, store};
use db::{DbError, Tx};
use kernel::{Day, PlaceId};

/// How many people wait in a place, when its queue can tell: where no ticket was given that day, nobody has counted them.
pub async fn waiting(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Option<usize>, DbError> {
    if store::last_number(tx, place, day).await? == 0 {
        return Ok(None);
    }
    let tickets = store::open_tickets(tx, place, day).await?;
    Ok(Some(tickets.iter().filter(|ticket| ticket.stage == Stage::Waiting).count()))
}
