//! The routes of the catalogue, and what their handlers share.

use crate::{Catalogue, api, words::OtherWords};
use network::Directory;
use std::sync::Arc;
use web::{App, Need, Routed, Routes};

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Here {
    pub app: App,
    pub catalogue: Catalogue,
    pub directory: Directory,
    pub words: Arc<dyn OtherWords>,
}

/// Every route of the catalogue.
pub fn routes(app: App, catalogue: Catalogue, directory: Directory, words: Arc<dyn OtherWords>) -> Routed {
    Routes::new().get("/api/v1/catalogue", Need::Recorder, api::catalogue).with_state(Here {
        app,
        catalogue,
        directory,
        words,
    })
}
