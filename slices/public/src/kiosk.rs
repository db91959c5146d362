//! The kiosk of a hall: a ticket in three touches at the most, in the visitor's language, without a name.
//!
//! `GET /kiosk`, `POST /kiosk/tickets`, `GET /api/v1/kiosk`; and `GET /kiosk/tickets/{visit}` for the counter. The page is one, in all
//! languages at once: whatever happens to the network, it has its sentence. What it holds of a visitor goes away with them: there is no
//! cookie, no storage, no step in the history.

mod draw;

use crate::{Here, address, hero, ticket};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use draw::Given;
use jiff::Timestamp;
use kernel::{Actor, DeviceKind, EntryId, PlaceId, Refusal, Right};
use network::{Now, Place, hours::State as Opening, model::Stage};
use reception::queue::Arrival;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};
use web::{Context, Fields, Language, PublicText, Result, Section, asset};

#[derive(Deserialize)]
pub(crate) struct Asked {
    place: Option<i64>,
}

/// Who stands before the page.
enum At {
    /// The place whose tickets it gives.
    Place(Arc<Place>),
    /// Somebody who may open it for several places.
    Among(Vec<Arc<Place>>),
    /// Nobody who may: a device that was revoked, a browser that never was one.
    Nowhere,
}

impl Here {
    /// The kiosk's own place, or one where the person may record. Other devices give no tickets.
    fn kiosk_at(&self, actor: &Actor, asked: Option<PlaceId>) -> At {
        let network = self.directory.now();
        if let Some(device) = actor.device().filter(|device| device.kind == DeviceKind::Kiosk) {
            return network.place(device.place).cloned().map_or(At::Nowhere, At::Place);
        }
        let mut places = network.places_of(actor, Right::Record);
        places.retain(|place| asked.is_none_or(|asked| place.row.id == asked));
        match places.len() {
            0 => At::Nowhere,
            1 => At::Place(places.remove(0)),
            _ => At::Among(places),
        }
    }

    fn kiosk_place(&self, actor: &Actor, asked: Option<PlaceId>) -> Result<Arc<Place>, Refusal> {
        match self.kiosk_at(actor, asked) {
            At::Place(place) => Ok(place),
            At::Among(_) | At::Nowhere => Err(Refusal::missing()),
        }
    }
}

pub(crate) async fn page(State(here): State<Here>, context: Context, Query(asked): Query<Asked>) -> Response {
    match here.kiosk_at(&context.actor, asked.place.map(PlaceId)) {
        At::Place(place) if place.stage_at(context.now).receives() => draw::kiosk(&here, &context, &place),
        At::Place(place) if place.stage_at(context.now) == Stage::Closed => {
            draw::closed(&context, "public-stage-closed", false)
        }
        At::Place(_) => draw::closed(&context, "public-kiosk-closed", false),
        At::Among(places) => reception::chooser(&context, Section::Counter, "/kiosk", &places),
        At::Nowhere => (StatusCode::NOT_FOUND, draw::closed(&context, "public-kiosk-closed", true)).into_response(),
    }
}

/// What an open page looks at again and again: whether its place still receives, whether the program is the one it came from, and what
/// the hours say.
pub(crate) async fn state(
    State(here): State<Here>,
    context: Context,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>> {
    let place = here.kiosk_place(&context.actor, asked.place.map(PlaceId))?;
    let receives = place.stage_at(context.now).receives();
    Ok(Json(json!({"receives": receives, "program": program(), "notice": notice(&place, context.now)})))
}

/// What whoever comes outside the hours is told, by language; nothing while they say open, or say nothing. It refuses nobody: hours may
/// be wrong, a door may open early, and those who stand in the hall are then in the order in which they came.
fn notice(place: &Place, instant: Timestamp) -> BTreeMap<&'static str, String> {
    let now = Now::of(place, instant);
    let Some(Opening::Closed { next }) = now.state() else { return BTreeMap::new() };
    let clock = instant.to_zoned_datetime(place.zone.clone());
    let today = next.as_ref().is_some_and(|next| next.date() == clock.date());
    let key = if today { "public-kiosk-early" } else { "public-kiosk-late" };
    let words = |language: Language| {
        let text = PublicText { language };
        let (_, state) = hero::now_words(text, &now, &clock);
        (language.tag(), text.fill(key, &[("state", state.into())]))
    };
    Language::ALL.map(words).into()
}

/// Names the version of the page.
fn program() -> String {
    [asset("kiosk.js"), asset("kiosk.css")].join(" ")
}

/// Gives a ticket, and what the page shows of it.
pub(crate) async fn give(
    State(here): State<Here>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let asked = fields.optional("place").and_then(|id| id.parse().ok()).map(PlaceId);
    let place = here.kiosk_place(&context.actor, asked)?;
    let unreadable = || Refusal::invalid("kiosk-unreadable");
    let language = Language::of_tag(fields.get("language")).ok_or_else(unreadable)?;
    let arrival = Arrival {
        visit: fields.get("id").parse().map_err(|_| unreadable())?,
        language: language.tag(),
        family: fields.optional("family").map(str::to_owned),
        priority: fields.ticked("priority"),
    };
    let standing = here.visitors.arrive(&context.actor, &place, arrival).await?;
    let code = here.visitors.code(&place, standing.visit).await?;
    let base = address(&here.app, &headers);
    let given =
        Given { text: PublicText { language }, standing: &standing, code: code.as_ref(), base: base.as_deref() };
    Ok(Html(given.at_kiosk().into_string()).into_response())
}

/// The ticket of a visit that the counter opened, to be shown or printed for the visitor, in their language.
pub(crate) async fn slip(
    State(here): State<Here>,
    context: Context,
    Path(visit): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    let place = here.kiosk_place(&context.actor, asked.place.map(PlaceId))?;
    let visit: EntryId = visit.parse().map_err(|_| Refusal::missing())?;
    let standing = here.visitors.standing(&place, visit).await?.ok_or_else(Refusal::missing)?;
    let code = here.visitors.code(&place, visit).await?;
    let base = address(&here.app, &headers);
    let language = Language::of_tag(standing.language.as_deref().unwrap_or_default()).unwrap_or(Language::French);
    let text = PublicText { language };
    Ok(Given { text, standing: &standing, code: code.as_ref(), base: base.as_deref() }.page(&context, &place))
}

/// The address of a ticket's page, for a QR code.
fn ticket_address(base: &str, code: &reception::queue::Code, language: Language) -> String {
    format!("{base}{}?lang={}", ticket::path(code), language.tag())
}
