//! Those who wait in a place.

use crate::Place;
use db::DbError;
use std::pin::Pin;

/// Knows who waits where. The queue implements it: the network stands before that slice and cannot call it.
pub trait Hall: Send + Sync {
    /// How many people a place has still to receive: those who wait, who are called, and who are on hold.
    fn waiting<'a>(&'a self, place: &'a Place) -> Pin<Box<dyn Future<Output = Result<usize, DbError>> + Send + 'a>>;
}
