//! `GET`, `POST /places/{id}/events`, `POST …/{number}/end`, `POST …/{number}/removal`: what happens around a place.

use super::{Here, event_parts, part, rows::Form, unprocessable};
use crate::{Event, Place, Snapshot, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Day, Right, Scope, Whereabouts};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, Result, Text,
    parts::{form_summary, icon, select},
};

pub(super) async fn page(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let nothing = FormErrors::default();
    Ok(draw(&context, &here.directory.now(), &place, (&Fields::default(), &nothing), &nothing))
}

pub(super) async fn add(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let wide = fields.get("scope") == "association" && runs_association(&context.actor, &place);
    let scope = if wide { Scope::Association(place.row.association) } else { Scope::Place(place.row.id) };
    let mut errors = FormErrors::default();
    let Some(event) = event_parts::read(&fields, scope, &mut errors) else {
        let page = draw(&context, &here.directory.now(), &place, (&fields, &errors), &FormErrors::default());
        return Ok(unprocessable(page));
    };
    let mut tx = here.app.db.write(&context.actor).await?;
    store::add_event(&mut tx, context.now, &event).await?;
    here.done(tx, &path(&place)).await
}

pub(super) async fn end(
    State(here): State<Here>,
    context: Context,
    Path((id, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    let may = |event: &Event| changes(&context.actor, &place, event);
    let found = event_parts::as_seen(&mut tx, &number, &fields, may).await?;
    match found.map_err(FormErrors::from).and_then(|event| Ok((event.id, event_parts::end(&event, &fields)?))) {
        Ok((number, to)) => {
            store::end_event(&mut tx, number, to).await?;
            here.done(tx, &path(&place)).await
        }
        Err(errors) => Ok(again(&here, &context, &place, &errors)),
    }
}

pub(super) async fn remove(
    State(here): State<Here>,
    context: Context,
    Path((id, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    let may = |event: &Event| changes(&context.actor, &place, event);
    match event_parts::as_seen(&mut tx, &number, &fields, may).await? {
        Ok(event) => {
            store::remove_event(&mut tx, context.now, event.id).await?;
            here.done(tx, &path(&place)).await
        }
        Err(refusal) => Ok(again(&here, &context, &place, &refusal.into())),
    }
}

fn path(place: &Place) -> String {
    format!("/places/{}/events", place.row.id)
}

/// Whether an actor may speak for all the places of the association.
fn runs_association(actor: &Actor, place: &Place) -> bool {
    actor.may(Right::EditPlace, Whereabouts::Association(place.row.association))
}

/// Whether an actor may change an event here; those of the network are changed with its calendar.
fn changes(actor: &Actor, place: &Place, event: &Event) -> bool {
    match event.scope {
        Scope::Network => false,
        Scope::Association(id) => id == place.row.association && runs_association(actor, place),
        Scope::Place(id) => id == place.row.id,
    }
}

fn again(here: &Here, context: &Context, place: &Place, errors: &FormErrors) -> Response {
    let form = (&Fields::default(), &FormErrors::default());
    unprocessable(draw(context, &here.directory.now(), place, form, errors))
}

fn draw(context: &Context, snapshot: &Snapshot, place: &Place, form: Form<'_>, about_list: &FormErrors) -> Response {
    let text = context.text;
    let today = Day::at(context.now, &place.zone);
    let there = place.whereabouts();
    let events = snapshot.events().filter(|event| event.scope.covers(there)).collect();
    let may = |event: &Event| changes(&context.actor, place, event);
    let scopes = [("place", "event-for-place"), ("association", "event-for-association")];
    let scopes = scopes.map(|(code, key)| (code.to_owned(), text.say(key)));
    let more = html! {
        @if runs_association(&context.actor, place) { (select("scope", &text.say("event-scope"), &scopes, form, text)) }
    };
    let content = html! {
        p { (text.say("event-words")) }
        (form_summary(about_list, text))
        div.columns {
            div.span-6 { (event_parts::list(text, &path(place), events, today, may)) }
            div.span-6 { (event_parts::form(text, &path(place), more, form)) }
        }
    };
    part(context, place, &text.say("event-events"), content)
}

/// On the page of a place: what goes on or will.
pub(super) fn card(text: Text, snapshot: &Snapshot, place: &Place, today: Day, editor: bool) -> Markup {
    let there = place.whereabouts();
    let current: Vec<_> =
        snapshot.events().filter(|event| event.scope.covers(there) && !event.is_over(today)).collect();
    html! {
        @if editor || !current.is_empty() {
            section.card {
                div.card-head {
                    h2 { (text.say("event-events")) }
                    @if editor {
                        a.button.button-plain.button-small href=(path(place)) { (icon("pencil-simple")) " " (text.say("network-edit")) }
                    }
                }
                @if current.is_empty() { p.soft { (text.say("event-none")) } }
                ul.lines { @for event in current { li { (event_parts::line_words(text, event)) } } }
            }
        }
    }
}
