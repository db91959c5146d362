//! How the halls of the last weeks went, for whoever plans the next ones.

use super::store;
use db::{DbError, Tx};
use kernel::{Day, PlaceId};

/// What the tickets of some days tell together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Past {
    /// Tickets of which somebody was received.
    pub received: u64,
    /// Tickets of which somebody left before.
    pub left: u64,
    /// Minutes that somebody takes a desk, from the call on, on average.
    pub service: f64,
    /// Minutes that people would wait before they leave, on average: all the minutes waited over those who left, the estimate of
    /// a constant hazard. Infinite when nobody left.
    pub patience: f64,
}

impl Past {
    /// Of a place, between two days, both included; nothing when nobody was received with a ticket.
    ///
    /// # Errors
    /// Of the database.
    pub async fn of(tx: &mut Tx, place: PlaceId, days: (Day, Day)) -> Result<Option<Self>, DbError> {
        let (received, left, waited, served) = store::lasted(tx, place, days).await?;
        let minutes = |milliseconds: i64| milliseconds as f64 / 60_000.0;
        Ok((received > 0).then(|| Self {
            received: received.unsigned_abs(),
            left: left.unsigned_abs(),
            service: minutes(served) / received as f64,
            patience: if left > 0 { minutes(waited) / left as f64 } else { f64::INFINITY },
        }))
    }
}
