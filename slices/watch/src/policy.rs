//! Who may follow what, and note it.

use kernel::{Actor, PlaceId, Right, Whereabouts};
use network::Snapshot;

/// Whether somebody follows a place, or, without one, the network.
pub(crate) fn follows(network: &Snapshot, actor: &Actor, place: Option<PlaceId>) -> bool {
    may(network, actor, (Right::Watch, Right::Watch), place)
}

/// Whether somebody may note something in the calendar of a place, or of the network.
pub(crate) fn may_note(network: &Snapshot, actor: &Actor, place: Option<PlaceId>) -> bool {
    may(network, actor, (Right::EditPlace, Right::EditNetwork), place)
}

/// Whether somebody holds the first right over a place, or, without one, the second over the network.
fn may(network: &Snapshot, actor: &Actor, (here, everywhere): (Right, Right), place: Option<PlaceId>) -> bool {
    match place {
        None => actor.may(everywhere, Whereabouts::Network),
        Some(id) => network.place(id).is_some_and(|place| actor.may(here, place.whereabouts())),
    }
}
