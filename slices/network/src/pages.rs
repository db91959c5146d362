//! The pages of the network, a file a resource, and what their handlers share.

mod list;
mod words;

use crate::Directory;
use kernel::Right;
use web::{App, Need, Routed, Routes};

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Here {
    pub app: App,
    pub directory: Directory,
}

/// Every route of the network, with what one must hold to be let in.
pub fn routes(app: App, directory: Directory) -> Routed {
    let sees = Need::Right(Right::SeeNetwork);
    Routes::new().get("/places", sees, list::page).with_state(Here { app, directory })
}

/// Between where the facts of a place come from and the day they were edited here.
const EDITED: &str = " ; modifié dans Parvis le ";

/// Where the facts of a place come from, without the day they were edited here.
fn origin(source: &str) -> &str {
    source.split(EDITED).next().unwrap_or(source)
}
