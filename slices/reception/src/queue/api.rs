//! `GET /api/v1/queue`, `GET /api/v1/queue/live`, `POST /api/v1/queue/calls`.

use super::{Calls, Live, NotCalled, Seen};
use accounts::Visitor;
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream::{self, Stream};
use journal::Sender;
use kernel::{DeviceKind, EntryId, PlaceId, Refusal, Right};
use network::{Directory, Place, model::Stage};
use serde::Deserialize;
use serde_json::json;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};
use web::{Context, Error, Need, Result, Routed, Routes};

/// How long one stream lasts: the browser then comes back by itself, and its rights are looked at again.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// A word now and then tells the screen, and what stands between, that the line still holds; a screen that hears none says so.
const PULSE: Duration = Duration::from_secs(15);

/// What the handlers share.
#[derive(Clone)]
pub struct Hall {
    /// The network.
    pub directory: Directory,
    /// Those who follow.
    pub live: Live,
    /// Those who call.
    pub calls: Calls,
}

/// The queue's routes.
pub fn routes(hall: Hall) -> Routed {
    Routes::new()
        .get("/api/v1/queue", Need::Hall, queue)
        .get("/api/v1/queue/live", Need::Hall, live)
        .post("/api/v1/queue/calls", Need::Recorder, call)
        .with_state(hall)
}

#[derive(Deserialize)]
struct Asked {
    place: Option<i64>,
    /// A person who opens the hall's screen asks to see no more than the hall.
    #[serde(default)]
    hall: bool,
}

/// Who looks: a desk sees whom it may call, the hall sees numbers.
#[derive(Clone, Copy)]
enum Eye {
    Desk,
    Hall,
}

impl Eye {
    fn sees(self, seen: &Seen) -> &str {
        match self {
            Self::Desk => &seen.desks,
            Self::Hall => &seen.hall,
        }
    }
}

impl Hall {
    /// The place one looks at: the device's own, or one where the person may record.
    fn place(&self, context: &Context, asked: Option<i64>) -> Result<(Arc<Place>, Eye), Refusal> {
        let network = self.directory.now();
        let device = context.actor.device();
        let id = asked.map(PlaceId).or(device.map(|device| device.place)).ok_or_else(Refusal::missing)?;
        let place = network.place(id).cloned().ok_or_else(Refusal::missing)?;
        if context.actor.may(Right::Record, place.whereabouts()) {
            return Ok((place, Eye::Desk));
        }
        match device {
            Some(device) if device.place == id && device.kind != DeviceKind::Counter => Ok((place, Eye::Hall)),
            _ => Err(Refusal::missing()),
        }
    }
}

async fn queue(State(hall): State<Hall>, context: Context, Query(asked): Query<Asked>) -> Result<Response> {
    let (place, eye) = hall.place(&context, asked.place)?;
    let eye = if asked.hall { Eye::Hall } else { eye };
    let seen = hall.live.now(&place).await?;
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], eye.sees(&seen).to_owned()).into_response())
}

async fn live(
    State(hall): State<Hall>,
    context: Context,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let (place, eye) = hall.place(&context, asked.place)?;
    let eye = if asked.hall { Eye::Hall } else { eye };
    let line = hall.live.lines().of_staff(&context.actor, &visitor)?;
    let mut heard = hall.live.follow(&place).await?;
    heard.mark_changed();
    let until = Instant::now() + LONGEST;
    let events = stream::unfold((heard, line), move |(heard, line)| async move {
        let (event, heard) = next(heard, eye, until).await?;
        Some((event, (heard, line)))
    });
    let pulse = Event::default().event("pulse").data(".");
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE).event(pulse)))
}

async fn next(
    mut heard: watch::Receiver<Arc<Seen>>,
    eye: Eye,
    until: Instant,
) -> Option<(Result<Event, Infallible>, watch::Receiver<Arc<Seen>>)> {
    tokio::time::timeout_at(until, heard.changed()).await.ok()?.ok()?;
    let event = Event::default().event("queue").data(eye.sees(&heard.borrow_and_update()));
    Some((Ok(event), heard))
}

#[derive(Deserialize)]
struct Call {
    place: Option<i64>,
    /// Who is called; the next one when nobody is named.
    visit: Option<EntryId>,
    desk: String,
}

async fn call(State(hall): State<Hall>, context: Context, body: Bytes) -> Result<Response> {
    let call: Call = serde_json::from_slice(&body).map_err(|_| Refusal::invalid("queue-call-unreadable"))?;
    let (place, eye) = hall.place(&context, call.place)?;
    if matches!(eye, Eye::Hall) {
        return Err(Refusal::forbidden().into());
    }
    // A page that was open when its place was closed learns it here.
    if place.stage_at(context.now) == Stage::Closed {
        return Err(Refusal::invalid("queue-place-closed").into());
    }
    match hall.calls.call(&Sender::of(&context.actor), &place, call.visit, &call.desk).await {
        Ok(ticket) => {
            Ok(Json(json!({"visit": ticket.visit, "number": ticket.number, "desk": call.desk})).into_response())
        }
        Err(NotCalled::Nobody) => Err(Refusal::invalid("queue-nobody").into()),
        Err(NotCalled::Refused(refusal)) => Err(refusal.into()),
        Err(NotCalled::Db(error)) => Err(Error::from(error)),
    }
}
