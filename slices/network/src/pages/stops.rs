//! `GET`, `POST /places/{id}/stops`, `POST …/{number}/end`: where a bus stops, and when.

use super::{
    Here, part,
    rows::{Form, Row},
    unprocessable, words,
};
use crate::{
    Place, StopRow,
    facts::{Presence, line, optional, position},
    hours::Rule,
    model::Territory,
    now::serves,
    refusal, store,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Refusal};
use maud::{Markup, html};
use std::sync::Arc;
use web::{
    Context, Fields, FormErrors, Result, Text,
    parts::{form_summary, icon},
};

pub(super) async fn page(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let bus = bus(&here, &context, &id)?;
    Ok(draw(&context, &bus, (&Fields::default(), &FormErrors::default())))
}

pub(super) async fn add(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let bus = bus(&here, &context, &id)?;
    let mut errors = FormErrors::default();
    let Some(stop) = read(&bus, &fields, &mut errors) else {
        return Ok(unprocessable(draw(&context, &bus, (&fields, &errors))));
    };
    let (mut tx, _) = here.hold(&context, &bus).await?;
    store::add_stop(&mut tx, stop).await?;
    here.done(tx, &format!("/places/{}/stops", bus.row.id)).await
}

/// The stop was served today for the last time; what was recorded there keeps its name.
pub(super) async fn end(
    State(here): State<Here>,
    context: Context,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response> {
    let bus = bus(&here, &context, &id)?;
    let number = number.parse().map_err(|_| Refusal::missing())?;
    let today = Day::at(context.now, &bus.zone);
    let (mut tx, row) = here.hold(&context, &bus).await?;
    let ended = bus.stops.iter().any(|stop| stop.id == number && stop.ended.is_some());
    if ended || store::end_stop(&mut tx, row.id, number, today).await? == 0 {
        return Err(Refusal::missing().into());
    }
    here.done(tx, &format!("/places/{}/stops", bus.row.id)).await
}

/// Only what moves has stops; a place that no longer moves keeps those it had, to end them.
fn bus(here: &Here, context: &Context, id: &str) -> Result<Arc<Place>> {
    let place = here.edited(context, id)?;
    if place.is_bus() || !place.stops.is_empty() { Ok(place) } else { Err(Refusal::missing().into()) }
}

fn read(bus: &Place, fields: &Fields, errors: &mut FormErrors) -> Option<StopRow> {
    let name = line(fields, "name", 120, Presence::Required, errors);
    let commune = line(fields, "commune", 120, Presence::Optional, errors);
    let hours = optional(fields, "hours", errors, |text| {
        text.parse::<Rule>().map_err(|error| refusal::of_rule(error, "hours"))
    });
    // A bus may stop across the border of its department, not on another continent: its own box is no rule for it.
    let position = position(fields, None::<&Territory>, errors);
    errors.is_empty().then(|| StopRow {
        id: 0,
        place: bus.row.id,
        name,
        commune,
        hours: hours.map(|rule| rule.to_string()),
        latitude: position.map(|position| position.latitude),
        longitude: position.map(|position| position.longitude),
        ended: None,
    })
}

fn draw(context: &Context, bus: &Place, form: Form<'_>) -> Response {
    let text = context.text;
    let today = Day::at(context.now, &bus.zone);
    let (served, ended): (Vec<_>, Vec<_>) =
        bus.stops.iter().partition(|stop| stop.ended.is_none() && serves(stop, today));
    let content = html! {
        div.columns {
            div.span-6 {
                section.card {
                    @if served.is_empty() {
                        div.empty { (icon("bus")) h2 { (text.say("network-no-stop")) } p { (text.say("network-no-stop-words")) } }
                    }
                    ul.lines { @for stop in served { (endable(text, bus, stop, today)) } }
                    @if !ended.is_empty() {
                        details.disclosure {
                            summary { (text.say("network-ended-stops")) }
                            ul.lines { @for stop in ended { (over(text, stop)) } }
                        }
                    }
                }
            }
            div.span-6 {
                form.card.form method="post" action=(format!("/places/{}/stops", bus.row.id)) {
                    h2 { (text.say("network-new-stop")) }
                    (form_summary(form.1, text))
                    div.form-grid {
                        (Row::text("name", "network-stop-name").hint("network-stop-name-hint").required().draw(text, form))
                        (Row::text("commune", "network-commune").draw(text, form))
                    }
                    (Row::text("hours", "network-stop-hours").hint("network-rule-hint").draw(text, form))
                    div.form-grid {
                        (Row::text("latitude", "network-latitude").draw(text, form))
                        (Row::text("longitude", "network-longitude").draw(text, form))
                    }
                    div.form-actions { button.button type="submit" { (text.say("network-add")) } }
                    (super::hours::examples(text))
                }
            }
        }
    };
    part(context, bus, &text.say("network-stops"), content)
}

fn endable(text: Text, bus: &Place, stop: &StopRow, today: Day) -> Markup {
    html! {
        li.row {
            div { (super::place::stop_line(text, bus, stop, today)) }
            form.push method="post" action=(format!("/places/{}/stops/{}/end", bus.row.id, stop.id)) {
                button.button.button-plain.button-small type="submit" { (text.say("network-end-stop")) }
            }
        }
    }
}

fn over(text: Text, stop: &StopRow) -> Markup {
    html! {
        li {
            strong { (stop.name) }
            @if let Some(day) = stop.ended {
                small { (text.fill("network-stop-until", &[("day", words::day(text, day).into())])) }
            }
        }
    }
}
