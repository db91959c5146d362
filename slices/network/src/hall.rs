//! Those who wait in a place.

use crate::Place;
use db::DbError;
use std::pin::Pin;

/// Knows who waits where. The queue implements it: the network stands before that slice and cannot call it.
pub trait Hall: Send + Sync {
    /// How many people wait in a place now.
    fn waiting<'a>(&'a self, place: &'a Place) -> Pin<Box<dyn Future<Output = Result<usize, DbError>> + Send + 'a>>;
}
