//! The routes of this slice.

use crate::{Figures, api, day, explore, export, page, quality};
use catalogue::Catalogue;
use kernel::Right;
use network::Directory;
use web::{App, Need, Routed, Routes};

/// The dashboard, the exploration, the quality of the data, their tables as files, and the API of figures.
pub fn routes(figures: Figures, app: App, directory: Directory, catalogue: Catalogue) -> Routed {
    Routes::new()
        .get("/figures", Need::Right(Right::SeeFigures), page::figures)
        .get("/figures.csv", Need::Right(Right::Export), export::csv)
        .get("/explore", Need::Right(Right::SeeFigures), explore::show)
        .get("/explore.csv", Need::Right(Right::Export), explore::csv)
        .post("/explore/views", Need::Right(Right::SeeFigures), explore::views::save)
        .post("/explore/views/{id}/removal", Need::Right(Right::SeeFigures), explore::views::remove)
        .get("/figures/day", Need::Right(Right::SeeFigures), day::page)
        .get("/figures/quality", Need::Right(Right::SeeFigures), quality::board)
        .get("/api/v1/figures", Need::Right(Right::SeeFigures), api::figures)
        .with_state(page::View::new(figures, app, directory, catalogue))
}
