//! `GET`, `POST /places/{id}/facts`: its name, its address, how to reach it.

use super::{
    Here, note_edit, part,
    rows::{Form, Row, tick},
    unprocessable, words,
};
use crate::{
    Place,
    facts::{Clock, Facts, fields_of, time_zones},
    model::PlaceKind,
    store,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, PlaceId};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, OPENED, Result, Text,
    parts::{form_summary, opened, select},
};

pub(super) async fn form(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let clock = clock(&here, &context, place.row.id).await?;
    let mut fields = fields_of(&place.row);
    fields.set(OPENED, fields.marks());
    Ok(draw(&context, &place, clock, (&fields, &FormErrors::default())))
}

pub(super) async fn save(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let clock = clock(&here, &context, place.row.id).await?;
    let mut errors = FormErrors::default();
    let Some(facts) = Facts::read(&fields, clock, &mut errors) else {
        return Ok(unprocessable(draw(&context, &place, clock, (&fields, &errors))));
    };
    let (mut tx, mut row) = here.hold(&context, &place).await?;
    if let Some((fields, errors)) = fields.stale(&fields_of(&row)) {
        return Ok(unprocessable(draw(&context, &place, clock, (&fields, &errors))));
    }
    let before = row.clone();
    facts.lay_over(&mut row);
    if row != before {
        note_edit(&mut row, Day::at(context.now, &place.zone));
        store::update_place(&mut tx, context.now, row).await?;
    }
    here.done(tx, &format!("/places/{}", place.row.id)).await
}

/// Once a place received people, its days are those of its clock.
async fn clock(here: &Here, context: &Context, place: PlaceId) -> Result<Clock> {
    let mut tx = here.app.db.read(&context.actor).await?;
    let stages = store::stages(&mut tx, place).await?;
    Ok(if super::stages::received(&stages) { Clock::Fixed } else { Clock::Free })
}

fn draw(context: &Context, place: &Place, clock: Clock, form: Form<'_>) -> Response {
    let text = context.text;
    let content = html! {
        form.card.form method="post" action=(format!("/places/{}/facts", place.row.id)) {
            (form_summary(form.1, text))
            (opened(form.0))
            (rows(text, form))
            @match clock {
                Clock::Free => { (zone(text, form)) }
                Clock::Fixed => { p.soft { (text.fill("network-zone-fixed", &[("zone", place.row.zone.as_str().into())])) } }
            }
            div.form-actions {
                button.button type="submit" { (text.say("network-save")) }
                a.button.button-plain href=(format!("/places/{}", place.row.id)) { (text.say("network-cancel")) }
            }
        }
    };
    part(context, place, &text.say("network-facts"), content)
}

/// The rows of the facts, for an edit as for a creation.
pub(super) fn rows(text: Text, form: Form<'_>) -> Markup {
    let kinds = PlaceKind::ALL.map(|kind| (kind.code().to_owned(), words::kind(text, kind.code())));
    html! {
        div.form-grid {
            (Row::text("name", "network-name").required().draw(text, form))
            (Row::text("short_name", "network-short-name").hint("network-short-name-hint").draw(text, form))
            (select("kind", &text.say("network-kind"), &kinds, form, text))
        }
        (Row::text("address", "network-street").draw(text, form))
        div.form-grid {
            (Row::text("post_code", "network-post-code").required().draw(text, form))
            (Row::text("commune", "network-commune").required().draw(text, form))
            (Row::text("insee", "network-insee").hint("network-insee-hint").draw(text, form))
        }
        div.form-grid {
            (Row::text("latitude", "network-latitude").hint("network-latitude-hint").draw(text, form))
            (Row::text("longitude", "network-longitude").hint("network-longitude-hint").draw(text, form))
        }
        div.form-grid {
            (Row::text("phone", "network-phone").kind("tel").draw(text, form))
            (Row::text("mail", "network-mail").kind("email").hint("network-mail-hint").draw(text, form))
        }
        (tick("by_appointment", &text.say("network-by-appointment"), form, text))
        (Row::text("remark", "network-remark").kind("textarea").hint("network-remark-hint").draw(text, form))
    }
}

/// The time zone: that of the commune unless another is chosen.
pub(super) fn zone(text: Text, form: Form<'_>) -> Markup {
    let own = (String::new(), text.say("network-zone-own"));
    let zones: Vec<_> =
        [own].into_iter().chain(time_zones().into_iter().map(|zone| (zone.into(), zone.into()))).collect();
    select("zone", &text.say("network-time-zone"), &zones, form, text)
}
