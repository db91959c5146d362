//! `POST /network/calendar/events`, `POST …/{number}/end`, `POST …/{number}/removal`: what happens to the whole network, on the page of
//! its calendar.

use super::{
    Here, event_parts, require_creation,
    rows::Form,
    school::{self, Forms, PATH},
    unprocessable,
};
use crate::{Event, Snapshot, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Scope};
use maud::{Markup, html};
use web::{Context, Fields, FormErrors, Result};

pub(super) async fn add(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    let mut errors = FormErrors::default();
    let Some(event) = event_parts::read(&fields, Scope::Network, &mut errors) else {
        let forms = Forms { event: (fields, errors), ..Forms::default() };
        return Ok(unprocessable(school::draw(&here, &context, forms).await?));
    };
    let mut tx = here.app.db.write(&context.actor).await?;
    store::add_event(&mut tx, context.now, &event).await?;
    here.done(tx, PATH).await
}

pub(super) async fn end(
    State(here): State<Here>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response> {
    require_creation(&context)?;
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    let found = event_parts::as_seen(&mut tx, &number, &fields, is_of_network).await?;
    match found.map_err(FormErrors::from).and_then(|event| Ok((event.id, event_parts::end(&event, &fields)?))) {
        Ok((number, to)) => {
            store::end_event(&mut tx, number, to).await?;
            here.done(tx, PATH).await
        }
        Err(errors) => {
            drop(tx);
            again(&here, &context, errors).await
        }
    }
}

pub(super) async fn remove(
    State(here): State<Here>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response> {
    require_creation(&context)?;
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    match event_parts::as_seen(&mut tx, &number, &fields, is_of_network).await? {
        Ok(event) => {
            store::remove_event(&mut tx, context.now, event.id).await?;
            here.done(tx, PATH).await
        }
        Err(refusal) => {
            drop(tx);
            again(&here, &context, refusal.into()).await
        }
    }
}

fn is_of_network(event: &Event) -> bool {
    event.scope == Scope::Network
}

async fn again(here: &Here, context: &Context, removal: FormErrors) -> Result<Response> {
    Ok(unprocessable(school::draw(here, context, Forms { removal, ..Forms::default() }).await?))
}

/// The events of the whole network, and the form of a new one.
pub(super) fn cards(context: &Context, snapshot: &Snapshot, today: Day, form: Form<'_>) -> Markup {
    let text = context.text;
    let events = snapshot.events().filter(|event| is_of_network(event)).collect();
    let action = format!("{PATH}/events");
    html! {
        div {
            h2 { (text.say("event-network-events")) }
            p { (text.say("event-words")) }
        }
        div.columns {
            div.span-6 { (event_parts::list(text, &action, events, today, |_| true)) }
            div.span-6 { (event_parts::form(text, &action, html! {}, form)) }
        }
    }
}
