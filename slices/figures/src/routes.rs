//! The routes of this slice.

use crate::{Figures, api, export, page};
use catalogue::Catalogue;
use kernel::Right;
use network::Directory;
use web::{App, Need, Routed, Routes};

/// The dashboard, its tables as files, and the API of figures.
pub fn routes(figures: Figures, app: App, directory: Directory, catalogue: Catalogue) -> Routed {
    Routes::new()
        .get("/figures", Need::Right(Right::SeeFigures), page::figures)
        .get("/figures.csv", Need::Right(Right::Export), export::csv)
        .get("/api/v1/figures", Need::Right(Right::SeeFigures), api::figures)
        .with_state(page::View::new(figures, app, directory, catalogue))
}
