//! The routes of the catalogue, and what their handlers share.

mod endings;
mod forms;
mod list;
mod operators;
mod partnerships;
mod sheet_forms;
mod sheets;
mod theme_forms;
mod themes;
mod versions;
mod words;

use crate::{Catalogue, Snapshot, Theme, api, store, words::OtherWords};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::Tx;
use kernel::{Day, Refusal, Right, Whereabouts};
use network::Directory;
use std::sync::Arc;
use web::{App, Context, Need, Result, Routed, Routes, Text};

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Here {
    pub app: App,
    pub catalogue: Catalogue,
    pub directory: Directory,
    pub words: Arc<dyn OtherWords>,
}

/// Every route of the catalogue. Sheets are written for the public; the lists are for whoever has an account.
pub fn routes(app: App, catalogue: Catalogue, directory: Directory, words: Arc<dyn OtherWords>) -> Routed {
    let editor = Need::Right(Right::EditCatalogue);
    Routes::new()
        .get("/api/v1/catalogue", Need::Recorder, api::catalogue)
        .get("/api/v1/sheets", Need::Recorder, api::sheets)
        .get("/sheets/{theme}", Need::Public, sheets::show)
        .get("/catalogue", Need::SignedIn, list::show)
        .get("/catalogue/versions", Need::SignedIn, versions::show)
        .get("/catalogue/words", editor, words::show)
        .get("/catalogue/themes/new", editor, theme_forms::new)
        .post("/catalogue/themes", editor, theme_forms::create)
        .get("/catalogue/themes/{code}", Need::SignedIn, themes::show)
        .post("/catalogue/themes/{code}", editor, theme_forms::update)
        .get("/catalogue/themes/{code}/edit", editor, theme_forms::edit)
        .get("/catalogue/themes/{code}/ending", editor, endings::new)
        .post("/catalogue/themes/{code}/ending", editor, endings::create)
        .get("/catalogue/themes/{code}/sheet", editor, sheet_forms::edit)
        .post("/catalogue/themes/{code}/sheet", editor, sheet_forms::update)
        .get("/catalogue/operators", Need::SignedIn, operators::list)
        .get("/catalogue/operators/new", editor, operators::new)
        .post("/catalogue/operators", editor, operators::create)
        .get("/catalogue/operators/{code}", Need::SignedIn, operators::show)
        .post("/catalogue/operators/{code}", editor, operators::update)
        .get("/catalogue/operators/{code}/edit", editor, operators::edit)
        .post("/catalogue/operators/{code}/names", editor, operators::rename)
        .get("/catalogue/partnerships", Need::SignedIn, partnerships::list)
        .post("/catalogue/partnerships", editor, partnerships::put)
        .with_state(Here { app, catalogue, directory, words })
}

impl Here {
    /// A transaction in which one editor writes at a time, and the catalogue as it is in it.
    async fn write(&self, context: &Context) -> Result<(Tx, Snapshot)> {
        context.require(Right::EditCatalogue, Whereabouts::Network)?;
        let mut tx = self.app.db.write(&context.actor).await?;
        store::hold(&mut tx).await?;
        let present = Snapshot::read(&mut tx).await?;
        Ok((tx, present))
    }

    /// Makes an edit last and seen, then sends the editor on.
    async fn done(&self, tx: Tx, next: &str) -> Result<Response> {
        tx.commit().await?;
        self.catalogue.refresh(&self.app.db).await?;
        Ok(web::see_other(next).into_response())
    }
}

/// Whether the reader may change the catalogue, which belongs to the whole network.
fn edits(context: &Context) -> bool {
    context.actor.may(Right::EditCatalogue, Whereabouts::Network)
}

/// The theme of an address.
fn theme_at<'a>(catalogue: &'a Snapshot, code: &str) -> Result<&'a Theme> {
    Ok(catalogue.theme(code).ok_or_else(Refusal::missing)?)
}

/// A form that comes back with what was typed.
fn unprocessable(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A day in words, without its weekday: a version or a signature is not an appointment.
fn day_words(text: Text, day: Day) -> String {
    let words = web::date_words(text.locale, day.date());
    words.split_once(' ').map_or(words.clone(), |(_, rest)| rest.to_owned())
}
