//! Public: what those who come are shown, in their language: the page of each place, the kiosk that gives them a number, the page by
//! which they follow it.
//!
//! # Invariants
//! - It needs no account, no cookie and no script (but the kiosk's), and the browser asks nobody but this server.
//! - It says nothing that is not known: no wait where nobody counts who waits, no usual hour from fewer than
//!   [`LEAST_VISITS`] visits.
//! - What others named (a place, a street, a reason) is shown as they wrote it, and marked as French.
//!
//! # Deliberately absent
//! Minutes of waiting that the place's own past does not bear out, names, opinions, a map loaded from somewhere else.
//!
//! # Map
//! `shell` header, languages, footer · `list` every place · `page` a place's page · `hero` now, and how to reach it · `sections` what for, what to bring, where · `hours` the week ·
//! `busy` usual hours · `week` `words` pure · `data` for machines · `kiosk` a number in three touches · `ticket` the visitor's own page ·
//! `line` where they stand, in words · `qr` an address as a drawing.

mod busy;
mod data;
mod hero;
mod hours;
mod kiosk;
mod line;
mod list;
mod page;
mod qr;
mod sections;
mod shell;
mod ticket;
mod week;
mod words;

pub use busy::LEAST_VISITS;

use axum::http::{HeaderMap, header};
use catalogue::Catalogue;
use figures::Figures;
use network::Directory;
use reception::queue::Visitors;
use web::{App, Need, Routed, Routes};

/// What the handlers share.
#[derive(Clone)]
struct Here {
    app: App,
    directory: Directory,
    catalogue: Catalogue,
    figures: Figures,
    visitors: Visitors,
}

/// The public pages.
pub fn routes(app: App, directory: Directory, catalogue: Catalogue, figures: Figures, visitors: Visitors) -> Routed {
    Routes::new()
        .get("/lieux", Need::Public, list::places)
        .get("/lieu/{id}", Need::Public, page::place)
        .get("/kiosk", Need::Public, kiosk::page)
        .post("/kiosk/tickets", Need::Hall, kiosk::give)
        .get("/kiosk/tickets/{visit}", Need::Recorder, kiosk::slip)
        .get("/api/v1/kiosk", Need::Hall, kiosk::state)
        .get("/ticket", Need::Public, ticket::form)
        .get("/ticket/{code}", Need::Public, ticket::page)
        .get("/ticket/{code}/live", Need::Public, ticket::follow)
        .post("/ticket/{code}/departure", Need::Public, ticket::leave)
        .with_state(Here { app, directory, catalogue, figures, visitors })
}

/// How this server is called from outside, as the browser at hand calls it: `https://parvis.example.org`. A name that is not one is not
/// repeated.
fn address(app: &App, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let scheme = if app.secure_cookies { "https" } else { "http" };
    (!host.is_empty() && host.len() <= 253 && host.bytes().all(plain)).then(|| format!("{scheme}://{host}"))
}
