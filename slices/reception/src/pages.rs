//! The counter, what was recorded day by day, each record with its history and its correction.

mod activity;
mod calendar;
mod closing;
mod correction;
mod counter;
mod desk;
mod form;
mod history;
mod late;
mod record;
mod record_view;
mod screen;
mod words;

use crate::{
    Tidings,
    queue::{self, Calls, Hall, Live},
};
use catalogue::Catalogue;
use journal::Journal;
use kernel::{Day, PlaceId, Refusal, Right};
use maud::html;
use network::{Directory, Place};
use std::sync::Arc;
use web::{App, Context, Need, Page, Routed, Routes, Section, parts::icon};

/// What the handlers share.
#[derive(Clone)]
struct Here {
    app: App,
    directory: Directory,
    catalogue: Catalogue,
    journal: Journal,
    tidings: Arc<dyn Tidings>,
}

/// Every route of reception. Those who follow the queue live share one look at it.
pub fn routes(
    app: App,
    directory: Directory,
    catalogue: Catalogue,
    journal: Journal,
    live: Live,
    tidings: Arc<dyn Tidings>,
) -> Routed {
    Routes::new()
        .get("/counter", Need::Right(Right::Record), desk::page)
        .get("/api/v1/counter/words", Need::Right(Right::Record), counter::words::words)
        .get("/screen", Need::Hall, screen::page)
        .get("/activity", Need::Right(Right::SeeActivity), activity::page)
        .get("/activity/{place}/{kind}/{id}", Need::Right(Right::SeeActivity), record::page)
        .post("/activity/{place}/{kind}/{id}/correction", Need::Right(Right::Record), correction::correct)
        .post("/activity/{place}/{kind}/{id}/withdrawal", Need::Right(Right::Record), correction::withdraw)
        .post("/activity/{place}/closed-months", Need::Right(Right::CloseMonth), closing::close)
        .with_state(Here {
            app: app.clone(),
            directory: directory.clone(),
            catalogue,
            journal: journal.clone(),
            tidings,
        })
        .and(queue::routes(Hall { live, calls: Calls::new(app, journal), directory }))
}

impl Here {
    /// A place over which the visitor holds a right; any other looks as if it did not exist.
    fn place(&self, context: &Context, id: PlaceId, right: Right) -> Result<Arc<Place>, Refusal> {
        let place = self.directory.now().place(id).cloned().ok_or_else(Refusal::missing)?;
        context.require(right, place.whereabouts())?;
        Ok(place)
    }

    /// The place a page is about: the one it names, or the one of the device at hand, or the only one there is.
    /// Otherwise the visitor chooses among these.
    fn which(&self, context: &Context, named: Option<&str>, right: Right) -> Result<Which, Refusal> {
        if let Some(named) = named {
            let id = named.parse().map_err(|_| Refusal::missing())?;
            return Ok(Which::This(self.place(context, id, right)?));
        }
        let device = context.actor.device().and_then(|device| self.place(context, device.place, right).ok());
        let mut places = self.directory.now().places_of(&context.actor, right);
        match (device, places.len()) {
            (Some(place), _) => Ok(Which::This(place)),
            (None, 1) => Ok(Which::This(places.remove(0))),
            (None, _) => Ok(Which::Among(places)),
        }
    }
}

/// The place a page is about.
enum Which {
    This(Arc<Place>),
    Among(Vec<Arc<Place>>),
}

/// The page where one chooses among several places the one that a page at `path` is about.
pub fn chooser(context: &Context, section: Section, path: &str, places: &[Arc<Place>]) -> axum::response::Response {
    let text = context.text;
    Page::new(context, text.say("activity-choose-place")).section(section).draw(html! {
        main.page.page-narrow #content {
            h1 { (text.say("activity-choose-place")) }
            @if places.is_empty() {
                div.empty { (icon("storefront")) p { (text.say("activity-no-place")) } }
            } @else {
                ul.card.lines {
                    @for place in places {
                        li {
                            a href=(format!("{path}?place={}", place.row.id)) { (place.row.name) }
                            small { (place.row.commune) }
                        }
                    }
                }
            }
        }
    })
}

/// Where a day of a place is shown.
fn day_path(place: PlaceId, day: Day) -> String {
    format!("/activity?place={place}&day={day}")
}
