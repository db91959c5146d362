//! `GET /ticket/{code}/live`: how things stand, each time it changes, as the part of the page that says so.

use super::{Found, draw};
use crate::Here;
use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use std::{convert::Infallible, time::Duration};
use tokio::time::Instant;
use web::Result;

/// How long one stream lasts; the browser comes back by itself, and the code is looked at again.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// A word now and then tells the page that the line still holds.
const PULSE: Duration = Duration::from_secs(15);

pub(crate) async fn follow(State(here): State<Here>, found: Found) -> Result<Response> {
    let text = found.text;
    let (mut heard, line) = here.visitors.follow(&found.place, found.visit, &found.client).await?;
    heard.mark_changed();
    let until = Instant::now() + LONGEST;
    let events = stream::unfold((heard, line, String::new()), move |(mut heard, line, last)| {
        let (here, place, visit) = (here.clone(), found.place.clone(), found.visit);
        async move {
            loop {
                tokio::time::timeout_at(until, heard.changed()).await.ok()?.ok()?;
                heard.mark_unchanged();
                // A database that is away says nothing: the stream ends, and the browser comes back.
                let standing = here.visitors.standing(&place, visit).await.ok()??;
                let drawn = draw::standing(text, &standing).into_string();
                if drawn != last {
                    let event = Event::default().event("ticket").data(&drawn);
                    return Some((Ok::<_, Infallible>(event), (heard, line, drawn)));
                }
            }
        }
    });
    let pulse = Event::default().event("pulse").data(".");
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE).event(pulse)).into_response())
}
