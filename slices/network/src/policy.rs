//! Who may what over the network. Pure.
//!
//! Where places are and when they receive is no secret between colleagues: whoever sees the network anywhere sees all of it.
//! Editing is another matter: a place outside one's scope looks, there, as if it did not exist.

use crate::{Place, Snapshot};
use kernel::{Actor, PlaceId, Refusal, Right, Whereabouts};
use std::sync::Arc;

/// A place to look at.
pub fn seen(snapshot: &Snapshot, id: PlaceId) -> Result<Arc<Place>, Refusal> {
    snapshot.place(id).cloned().ok_or_else(Refusal::missing)
}

/// A place to edit.
pub fn edited(actor: &Actor, snapshot: &Snapshot, id: PlaceId) -> Result<Arc<Place>, Refusal> {
    let place = seen(snapshot, id)?;
    if edits(actor, &place) { Ok(place) } else { Err(Refusal::missing()) }
}

/// Whether an actor may edit a place.
pub fn edits(actor: &Actor, place: &Place) -> bool {
    actor.may(Right::EditPlace, place.whereabouts())
}

/// Whether an actor may create associations and places.
pub fn creates(actor: &Actor) -> bool {
    actor.may(Right::EditNetwork, Whereabouts::Network)
}
