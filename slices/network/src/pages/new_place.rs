//! `GET`, `POST /places/new`: a place that was not there.

use super::{
    Here, facts, note_edit, require_creation,
    rows::{Form, Row},
    unprocessable, words,
};
use crate::{
    PlaceRow, Snapshot,
    facts::{Clock, Facts},
    filter::fold,
    hours::Rule,
    model::Stage,
    refusal, store,
};
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use db::DbError;
use jiff::tz::TimeZone;
use kernel::{AssociationId, Day, PlaceId, Refusal, RefusalKind};
use maud::html;
use web::{
    Context, Error, Fields, FormErrors, Page, Result, Section,
    parts::{form_summary, select},
};

pub(super) async fn form(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    require_creation(&context)?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut fields = Fields::default();
    fields.set("association", query.get("association"));
    fields.set("stage", Stage::Project.code());
    fields.set("since", Day::at(context.now, &TimeZone::UTC).to_string());
    Ok(draw(&context, &here.directory.now(), (&fields, &FormErrors::default())))
}

pub(super) async fn create(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    let snapshot = here.directory.now();
    let mut errors = FormErrors::default();
    let Some(mut row) = read(&fields, &snapshot, &mut errors) else {
        return Ok(unprocessable(draw(&context, &snapshot, (&fields, &errors))));
    };
    let today = Day::at(context.now, &TimeZone::get(&row.zone).unwrap_or(TimeZone::UTC));
    if row.opened > today {
        errors.push(Refusal::invalid("network-stage-future").field("since"));
        return Ok(unprocessable(draw(&context, &snapshot, (&fields, &errors))));
    }
    note_edit(&mut row, today);
    let mut tx = here.app.db.write(&context.actor).await?;
    let id = store::add_place(&mut tx, context.now, row).await.map_err(at_once)?;
    here.done(tx, &format!("/places/{id}")).await
}

/// Two people created at the very same instant and were given the same number: the second one sends the form again.
pub(super) fn at_once(error: DbError) -> Error {
    match error {
        DbError::Unique(_) => Refusal::new("network-at-once", RefusalKind::Conflict).into(),
        other => other.into(),
    }
}

fn read(fields: &Fields, snapshot: &Snapshot, errors: &mut FormErrors) -> Option<PlaceRow> {
    let association = fields.get("association").parse().ok().filter(|id| snapshot.association(*id).is_some());
    let association: Option<AssociationId> =
        errors.take(association.ok_or_else(|| Refusal::invalid("network-no-association").field("association")));
    let stage = fields.get("stage").parse::<Stage>();
    let stage = errors.take(stage.map_err(|_| Refusal::invalid("network-no-stage").field("stage")));
    let since = super::stages::since(fields, errors);
    let hours = crate::facts::optional(fields, "hours", errors, |text| {
        text.parse::<Rule>().map_err(|error| refusal::of_rule(error, "hours"))
    });
    let facts = Facts::read(fields, Clock::Free, errors);
    let mut row = blank(association?, stage?, since?);
    row.hours = hours.map(|rule| rule.to_string());
    facts?.lay_over(&mut row);
    errors.is_empty().then_some(row)
}

/// A place of which nothing is known but whose it is, and since when it is at its stage.
fn blank(association: AssociationId, stage: Stage, since: Day) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association,
        external: None,
        name: String::new(),
        short_name: String::new(),
        kind: String::new(),
        stage: stage.code().to_owned(),
        opened: since,
        closed: (stage == Stage::Closed).then(|| since.plus(-1)),
        address: String::new(),
        post_code: String::new(),
        commune: String::new(),
        insee: String::new(),
        department: String::new(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: String::new(),
        holiday_zone: String::new(),
        school_zone: String::new(),
        hours: None,
        by_appointment: false,
        remark: String::new(),
        source: String::new(),
        simulated: false,
        changeover: None,
    }
}

fn draw(context: &Context, snapshot: &Snapshot, form: Form<'_>) -> Response {
    let text = context.text;
    let mut associations: Vec<_> =
        snapshot.associations().map(|association| (association.id.to_string(), association.name.clone())).collect();
    associations.sort_by_cached_key(|(_, name)| fold(name));
    let stages = Stage::ALL.map(|stage| (stage.code().to_owned(), words::stage(text, stage)));
    Page::new(context, text.say("network-new-place-title"))
        .section(Section::Places)
        .draw(html! {
            main.page.stack #content {
                div {
                    ul.breadcrumb { li { a href="/places" { (text.say("network-title")) } } }
                    h1 { (text.say("network-new-place-title")) }
                }
                @if associations.is_empty() {
                    p { a.button href="/associations/new" { (text.say("network-association-first")) } }
                } @else {
                    form.card.form method="post" action="/places/new" {
                        (form_summary(form.1, text))
                        div.form-grid {
                            (select("association", &text.say("network-association"), &associations, form, text))
                            (select("stage", &text.say("network-stage"), &stages, form, text))
                            (Row::text("since", "network-since").kind("date").required().draw(text, form))
                        }
                        (facts::rows(text, form))
                        (facts::zone(text, form))
                        (Row::text("hours", "network-rule").hint("network-rule-hint").draw(text, form))
                        div.form-actions {
                            button.button type="submit" { (text.say("network-create-place")) }
                            a.button.button-plain href="/places" { (text.say("network-cancel")) }
                        }
                    }
                }
            }
        })
        .into_response()
}
