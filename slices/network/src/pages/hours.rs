//! `GET`, `POST /places/{id}/hours`: the usual week, seen before it is saved.

use super::{
    Here, note_edit, part,
    rows::{Form, Row, tick},
    unprocessable, week,
};
use crate::{Place, PlaceRow, facts::optional, hours::Rule, refusal, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Refusal};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, OPENED, Result, Text,
    parts::{Tone, form_summary, icon, notice, opened},
};

/// The box by which somebody says that the hours are not known; it stands there once they emptied them.
const UNKNOWN: &str = "unknown";

pub(super) async fn form(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut fields = fields_of(&place.row);
    fields.set(OPENED, fields.marks());
    Ok(draw(&context, &place, (&fields, &FormErrors::default())))
}

pub(super) async fn save(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut errors = FormErrors::default();
    let rule = optional(&fields, "hours", &mut errors, |text| {
        text.parse::<Rule>().map_err(|error| refusal::of_rule(error, "hours"))
    });
    if !errors.is_empty() {
        return Ok(unprocessable(draw(&context, &place, (&fields, &errors))));
    }
    if fields.ticked("look") {
        return Ok(draw(&context, &place, (&fields, &errors)));
    }
    let (mut tx, mut row) = here.hold(&context, &place).await?;
    if let Some((fields, errors)) = fields.stale(&fields_of(&row)) {
        return Ok(unprocessable(draw(&context, &place, (&fields, &errors))));
    }
    let hours = rule.map(|rule| rule.to_string());
    // An emptied field may be a slip, and nobody would see that the place no longer says when it opens.
    if let (None, Some(saved), false) = (&hours, &row.hours, fields.ticked(UNKNOWN)) {
        errors.push(Refusal::invalid("network-hours-emptied").with("hours", saved).field("hours"));
        return Ok(unprocessable(draw(&context, &place, (&fields, &errors))));
    }
    if row.hours != hours {
        row.hours = hours;
        note_edit(&mut row, Day::at(context.now, &place.zone));
        store::update_place(&mut tx, context.now, row).await?;
    }
    here.done(tx, &format!("/places/{}", place.row.id)).await
}

/// The form of what is stored.
fn fields_of(row: &PlaceRow) -> Fields {
    let mut fields = Fields::default();
    fields.set("hours", row.hours.clone().unwrap_or_default());
    fields
}

fn draw(context: &Context, place: &Place, form: Form<'_>) -> Response {
    let text = context.text;
    let content = html! {
        div.columns {
            div.span-6 {
                form.card.form method="post" action=(format!("/places/{}/hours", place.row.id)) {
                    (form_summary(form.1, text))
                    (opened(form.0))
                    (Row::text("hours", "network-rule").kind("textarea").hint("network-rule-hint").draw(text, form))
                    @if form.0.get("hours").is_empty() && place.row.hours.is_some() {
                        (tick(UNKNOWN, &text.say("network-hours-unknown"), form, text))
                    }
                    div.form-actions {
                        button.button.button-quiet type="submit" name="look" value="yes" { (icon("eye")) " " (text.say("network-see-week")) }
                        button.button type="submit" { (text.say("network-save")) }
                        a.button.button-plain href=(format!("/places/{}", place.row.id)) { (text.say("network-cancel")) }
                    }
                    (examples(text))
                }
            }
            div.span-6 { (preview(context, place, form.0.get("hours"))) }
        }
    };
    part(context, place, &text.say("network-hours"), content)
}

/// The week that the written rule makes, and what it forgets.
fn preview(context: &Context, place: &Place, written: &str) -> Markup {
    let text = context.text;
    let today = Day::at(context.now, &place.zone).date();
    let Some(agenda) = place.agenda_of(written) else { return html! {} };
    html! {
        section.card.stack {
            h2 { (text.say("network-this-week")) }
            (week::table(text, &agenda, today, today))
            @if !agenda.rule().names_public_holidays() { (notice(Tone::Warn, &text.say("network-forgets-holidays"))) }
            (super::calendars::warning(text, place, &agenda, today))
        }
    }
}

/// Rules to start from, each with what it says.
pub(super) fn examples(text: Text) -> Markup {
    const EXAMPLES: [(&str, &str); 4] = [
        ("Mo-Fr 09:00-12:00,14:00-17:00; PH off", "network-example-week"),
        ("Tu,Th 13:30-18:00; Sa 09:00-12:00; PH off", "network-example-days"),
        ("Mo-Fr 09:00-17:00; SH 09:00-12:00; Sa-Su off; PH off", "network-example-school"),
        ("We[1] 09:00-12:00; PH off", "network-example-month"),
    ];
    html! {
        details.disclosure {
            summary { (text.say("network-examples")) }
            ul.lines { @for (rule, key) in EXAMPLES { li { code { (rule) } small { (text.say(key)) } } } }
        }
    }
}
