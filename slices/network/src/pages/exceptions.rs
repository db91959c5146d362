//! `GET`, `POST /places/{id}/exceptions`, `POST …/{number}/removal`: closings and hours of one occasion.

use super::{
    Here, part,
    rows::{Form, Row},
    unprocessable,
};
use crate::{
    ExceptionRow, Place,
    facts::{Presence, line, optional},
    hours::{Certainty, Exception, ExceptionHours, Slot, Span},
    refusal, store,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Refusal, RefusalKind};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, OPENED, Result, Text,
    parts::{form_summary, icon, opened},
};

pub(super) async fn page(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    Ok(draw(&context, &place, (&Fields::default(), &FormErrors::default())))
}

pub(super) async fn add(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut errors = FormErrors::default();
    let Some(exception) = read(&place, &fields, &mut errors) else {
        return Ok(unprocessable(draw(&context, &place, (&fields, &errors))));
    };
    let (mut tx, _) = here.hold(&context, &place).await?;
    store::add_exception(&mut tx, exception).await?;
    here.done(tx, &format!("/places/{}/exceptions", place.row.id)).await
}

pub(super) async fn remove(
    State(here): State<Here>,
    context: Context,
    Path((id, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let number = number.parse().map_err(|_| Refusal::missing())?;
    let (mut tx, row) = here.hold(&context, &place).await?;
    let exception = store::exception(&mut tx, row.id, number).await?.ok_or_else(Refusal::missing)?;
    // The number of one that was removed goes to the next one that is added: it may not be the one that was seen.
    if fields.stale(&seen(&exception)).is_some() {
        let errors = Refusal::new("network-exception-changed", RefusalKind::Conflict).into();
        return Ok(unprocessable(draw(&context, &place, (&Fields::default(), &errors))));
    }
    store::remove_exception(&mut tx, row.id, number).await?;
    here.done(tx, &format!("/places/{}/exceptions", place.row.id)).await
}

fn read(place: &Place, fields: &Fields, errors: &mut FormErrors) -> Option<ExceptionRow> {
    let from = super::stages::required_date(fields, "from", errors);
    let to = errors.date(fields, "to").or(from);
    let slots = optional(fields, "hours", errors, |text| {
        Slot::parse_list(text).map_err(|error| refusal::of_slots(error, "hours"))
    });
    let reason = line(fields, "reason", 200, Presence::Optional, errors);
    let (from, to) = (from?, to?);
    let hours = slots.as_ref().map_or(ExceptionHours::Closed, |slots| ExceptionHours::Open(slots.clone()));
    if errors.is_empty() {
        errors.take(Exception::new(from.date(), to.date(), hours, &reason).map_err(refusal::of_exception));
    }
    let hours = slots.map(|slots| Slot::list(&slots));
    errors.is_empty().then_some(ExceptionRow { id: 0, place: place.row.id, from, to, hours, reason })
}

fn draw(context: &Context, place: &Place, form: Form<'_>) -> Response {
    let text = context.text;
    let today = Day::at(context.now, &place.zone);
    let (coming, past): (Vec<_>, Vec<_>) = place.exceptions.iter().partition(|exception| exception.to >= today);
    let content = html! {
        div.columns {
            div.span-6 {
                section.card {
                    @if coming.is_empty() {
                        div.empty { (icon("calendar-blank")) h2 { (text.say("network-no-exception")) } p { (text.say("network-no-exception-words")) } }
                    }
                    ul.lines { @for exception in coming { (removable(text, exception)) } }
                    @if !past.is_empty() {
                        details.disclosure {
                            summary { (text.say("network-past-exceptions")) }
                            ul.lines { @for exception in past { (removable(text, exception)) } }
                        }
                    }
                }
            }
            div.span-6 {
                form.card.form method="post" action=(format!("/places/{}/exceptions", place.row.id)) {
                    h2 { (text.say("network-new-exception")) }
                    (form_summary(form.1, text))
                    div.form-grid {
                        (Row::text("from", "network-from").kind("date").required().draw(text, form))
                        (Row::text("to", "network-to").kind("date").hint("network-to-hint").draw(text, form))
                    }
                    (Row::text("hours", "network-special-hours").hint("network-special-hours-hint").draw(text, form))
                    (Row::text("reason", "network-reason").hint("network-reason-hint").draw(text, form))
                    div.form-actions { button.button type="submit" { (text.say("network-add")) } }
                }
            }
        }
    };
    part(context, place, &text.say("network-exceptions"), content)
}

/// What is read of an exception before it is removed.
fn seen(exception: &ExceptionRow) -> Fields {
    let mut fields = Fields::default();
    fields.set("days", format!("{} {}", exception.from, exception.to));
    fields.set("hours", exception.hours.clone().unwrap_or_default());
    fields.set("reason", exception.reason.as_str());
    fields.set(OPENED, fields.marks());
    fields
}

fn removable(text: Text, exception: &ExceptionRow) -> Markup {
    let action = format!("/places/{}/exceptions/{}/removal", exception.place, exception.id);
    html! {
        li.row {
            div { (words(text, exception)) }
            form.push method="post" action=(action) {
                (opened(&seen(exception)))
                button.button.button-plain.button-small type="submit" { (icon("trash")) " " (text.say("network-remove")) }
            }
        }
    }
}

/// « Du 24 au 31 décembre 2026 : fermé », and why.
pub(super) fn words(text: Text, exception: &ExceptionRow) -> Markup {
    let when = match (exception.from, exception.to) {
        (from, to) if from == to => super::words::day(text, from),
        (from, to) => super::words::days(text, from, to),
    };
    let slots = exception.hours.as_deref().and_then(|hours| Slot::parse_list(hours).ok()).unwrap_or_default();
    let spans = slots.into_iter().map(|slot| Span { slot, certainty: Certainty::Open, comment: String::new() });
    html! {
        strong { (when) } " · " (super::words::spans(text, &spans.collect::<Vec<_>>()))
        @if !exception.reason.is_empty() { small { (exception.reason) } }
    }
}
