//! Public: the page of each place for those who come. It says where, when, what for and what to bring, in their language.
//!
//! # Invariants
//! - It needs no account, no cookie and no script, and the browser asks nobody but this server.
//! - It says nothing that is not known: no wait where nobody counts who waits, no usual hour from fewer than
//!   [`LEAST_VISITS`] visits.
//! - What others named (a place, a street, a reason) is shown as they wrote it, and marked as French.
//!
//! # Deliberately absent
//! Minutes of waiting that the place's own past does not bear out, opinions, a map loaded from somewhere else.
//!
//! # Map
//! `shell` header, languages, footer · `list` every place · `page` a place's page · `hero` now, and how to reach it · `sections` what for, what to bring, where · `hours` the week ·
//! `busy` usual hours · `week` `words` pure · `data` for machines.

mod busy;
mod data;
mod hero;
mod hours;
mod list;
mod page;
mod sections;
mod shell;
mod week;
mod words;

pub use busy::LEAST_VISITS;

use catalogue::Catalogue;
use figures::Figures;
use network::Directory;
use reception::queue::Waits;
use web::{App, Need, Routed, Routes};

/// What the handlers share.
#[derive(Clone)]
struct Here {
    app: App,
    directory: Directory,
    catalogue: Catalogue,
    figures: Figures,
    waits: Waits,
}

/// The public pages.
pub fn routes(app: App, directory: Directory, catalogue: Catalogue, figures: Figures) -> Routed {
    Routes::new()
        .get("/lieux", Need::Public, list::places)
        .get("/lieu/{id}", Need::Public, page::place)
        .with_state(Here { waits: Waits::new(app.clone()), app, directory, catalogue, figures })
}
