//! `POST /places/{id}/stages/{day}/removal`: a closing that was planned, and will not be. And whom a closing leaves waiting.

use super::{Here, stages::by_now, words};
use crate::{Hall, Place, model::Stage, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Refusal, RefusalKind};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, Result,
    parts::{form_summary, icon},
};

/// Its day stands in the address: one that was planned anew meanwhile is not taken away by whoever saw the first.
pub(super) async fn remove(
    State(here): State<Here>,
    context: Context,
    Path((id, day)): Path<(String, String)>,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let (mut tx, mut row) = here.hold(&context, &place).await?;
    let stages = store::stages(&mut tx, row.id).await?;
    let (_, planned) = by_now(&stages, Day::at(context.now, &place.zone));
    let planned = planned.filter(|planned| planned.to_string() == day).ok_or_else(Refusal::missing)?;
    store::remove_stage(&mut tx, row.id, planned).await?;
    row.closed = None;
    store::update_place(&mut tx, context.now, row).await?;
    here.done(tx, &format!("/places/{}/stages", place.row.id)).await
}

/// « Ce lieu reçoit jusqu’au 12 janvier 2027 inclus, puis ferme définitivement. »
pub(super) fn notice(context: &Context, place: &Place, first_closed: Day) -> Markup {
    let last = place.last_day(context.now).unwrap_or(first_closed.plus(-1));
    let told = context.text.fill("network-closing", &[("day", words::day(context.text, last).into())]);
    html! { div.notice { (icon("calendar-blank")) p { (told) } } }
}

/// In the place of the form of the next stage: the closing ahead, and the way to take it back.
pub(super) fn card(context: &Context, place: &Place, first_closed: Day, errors: &FormErrors) -> Markup {
    let text = context.text;
    html! {
        form.card.form method="post" action=(format!("/places/{}/stages/{first_closed}/removal", place.row.id)) {
            h2 { (text.say("network-closing-planned")) }
            (form_summary(errors, text))
            (notice(context, place, first_closed))
            div.form-actions {
                button.button.button-quiet type="submit" { (text.say("network-closing-cancel")) }
            }
        }
    }
}

/// Whoever closes a place as of now, while people wait in it, is told how many and says so twice.
pub(super) async fn warn(
    hall: &dyn Hall,
    place: &Place,
    (to, on, today): (Stage, Day, Day),
    fields: &Fields,
    errors: &mut FormErrors,
) -> Result<()> {
    if to != Stage::Closed || on > today || fields.ticked(ANYWAY) {
        return Ok(());
    }
    let waiting = hall.waiting(place).await?;
    if waiting > 0 {
        errors.push(Refusal::new(PEOPLE_WAIT, RefusalKind::Conflict).with("n", waiting));
    }
    Ok(())
}

/// The box of whoever closes all the same.
pub(super) const ANYWAY: &str = "anyway";
pub(super) const PEOPLE_WAIT: &str = "network-people-wait";
