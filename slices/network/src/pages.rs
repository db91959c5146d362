//! The pages of the network, a file a resource, and what their handlers share.

mod association;
mod calendars;
mod closing;
mod event_parts;
mod events;
mod exceptions;
mod facts;
mod hours;
mod list;
mod network_events;
mod new_place;
mod place;
mod rows;
mod school;
mod school_file;
mod school_years;
mod stages;
mod stops;
mod week;
pub(crate) mod words;

use crate::{Directory, Hall, Place, PlaceRow, api, policy, store};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::Tx;
use kernel::{Day, PlaceId, Refusal, Right, Whereabouts};
use maud::{Markup, html};
use std::sync::Arc;
use web::{App, Context, Locale, Need, Page, Result, Routed, Routes, Section, Text};

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Here {
    pub app: App,
    pub directory: Directory,
    pub hall: Arc<dyn Hall>,
}

/// Every route of the network, with what one must hold to be let in. Over which place is for [`policy`] to say.
pub fn routes(app: App, directory: Directory, hall: Arc<dyn Hall>) -> Routed {
    let sees = Need::Right(Right::SeeNetwork);
    let edits = Need::Right(Right::EditPlace);
    let creates = Need::Right(Right::EditNetwork);
    Routes::new()
        .get("/places", sees, list::page)
        .get("/places/new", creates, new_place::form)
        .post("/places/new", creates, new_place::create)
        .get("/places/{id}", sees, place::page)
        .get("/places/{id}/facts", edits, facts::form)
        .post("/places/{id}/facts", edits, facts::save)
        .get("/places/{id}/hours", edits, hours::form)
        .post("/places/{id}/hours", edits, hours::save)
        .get("/places/{id}/exceptions", edits, exceptions::page)
        .post("/places/{id}/exceptions", edits, exceptions::add)
        .post("/places/{id}/exceptions/{number}/removal", edits, exceptions::remove)
        .get("/places/{id}/events", edits, events::page)
        .post("/places/{id}/events", edits, events::add)
        .post("/places/{id}/events/{number}/end", edits, events::end)
        .post("/places/{id}/events/{number}/removal", edits, events::remove)
        .get("/places/{id}/stages", edits, stages::page)
        .post("/places/{id}/stages", edits, stages::change)
        .post("/places/{id}/stages/{day}/removal", edits, closing::remove)
        .get("/places/{id}/stops", edits, stops::page)
        .post("/places/{id}/stops", edits, stops::add)
        .post("/places/{id}/stops/{number}/end", edits, stops::end)
        .get("/associations/new", creates, association::form)
        .post("/associations/new", creates, association::create)
        .get("/network/calendar", creates, school::page)
        .post("/network/calendar", creates, school::add)
        .post("/network/calendar/removal", creates, school::remove)
        .post("/network/calendar/file", creates, school_file::look)
        .post("/network/calendar/import", creates, school_file::bring)
        .post("/network/calendar/events", creates, network_events::add)
        .post("/network/calendar/events/{number}/end", creates, network_events::end)
        .post("/network/calendar/events/{number}/removal", creates, network_events::remove)
        .get("/api/v1/places", sees, api::places)
        .get("/api/v1/places/{id}", sees, api::place)
        .with_state(Here { app, directory, hall })
}

impl Here {
    /// The place of an address, for somebody who edits it.
    fn edited(&self, context: &Context, id: &str) -> Result<Arc<Place>> {
        Ok(policy::edited(&context.actor, &self.directory.now(), place_id(id)?)?)
    }

    /// A transaction in which nobody else writes a place, and its facts as they are in it.
    async fn hold(&self, context: &Context, place: &Place) -> Result<(Tx, PlaceRow)> {
        let mut tx = self.app.db.write(&context.actor).await?;
        let row = store::hold_place(&mut tx, place.row.id).await?.ok_or_else(Refusal::missing)?;
        Ok((tx, row))
    }

    /// Makes an edit last and seen, then sends the editor on.
    async fn done(&self, tx: Tx, next: &str) -> Result<Response> {
        tx.commit().await?;
        self.directory.refresh(&self.app.db).await?;
        Ok(web::see_other(next).into_response())
    }
}

/// The id of an address; anything else does not exist.
pub(crate) fn place_id(text: &str) -> Result<PlaceId, Refusal> {
    text.parse().map_err(|_| Refusal::missing())
}

/// Only whoever works for the whole network creates in it.
fn require_creation(context: &Context) -> Result<(), Refusal> {
    context.require(Right::EditNetwork, Whereabouts::Network)
}

/// A form that comes back with what was typed.
fn unprocessable(page: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A page about one part of a place: the way back, its title, its content.
fn part(context: &Context, place: &Place, title: &str, content: Markup) -> Response {
    Page::new(context, format!("{title} – {}", place.row.short_name)).section(Section::Places).draw(html! {
        main.page.stack #content {
            div {
                ul.breadcrumb {
                    li { a href="/places" { (context.text.say("network-title")) } }
                    li { a href=(format!("/places/{}", place.row.id)) { (place.row.short_name) } }
                }
                h1 { (title) }
            }
            (content)
        }
    })
}

/// Between where the facts of a place come from and the day they were edited here.
const EDITED: &str = " ; modifié dans Parvis le ";

/// Where the facts of a place come from, without the day they were edited here.
fn origin(source: &str) -> &str {
    source.split(EDITED).next().unwrap_or(source)
}

/// Notes in a place's source that its facts were edited here: what is stored is French, as all that the network writes.
fn note_edit(row: &mut PlaceRow, today: Day) {
    let day = words::day(Text { locale: Locale::French }, today);
    row.source = match origin(&row.source) {
        own if own.is_empty() || own.starts_with(ENTERED) => format!("{ENTERED}{day}"),
        origin => format!("{origin}{EDITED}{day}"),
    };
}

/// The source of a place that was written here.
const ENTERED: &str = "Saisi dans Parvis le ";
