//! Which operator signed with which association, and when: that decides the branch of a request.

use super::{
    Here, day_words, edits,
    forms::{self, Form},
    unprocessable,
};
use crate::{Partnership, Snapshot, edit, store};
use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;
use web::{Context, Fields, FormErrors, OPENED, Page, Result, Section, parts};

const LIST: &str = "/catalogue/partnerships";

/// The partnership whose end is to be written.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    association: String,
    operator: String,
    from: Option<String>,
}

/// `GET /catalogue/partnerships`
pub(super) async fn list(State(here): State<Here>, context: Context, Query(chosen): Query<Chosen>) -> Response {
    let mut fields = Fields::default();
    fields.set("association", chosen.association);
    fields.set("operator", chosen.operator);
    fields.set("from", chosen.from.unwrap_or_else(|| crate::today(context.now).to_string()));
    let catalogue = here.catalogue.now();
    fields.set(OPENED, end(&catalogue, &fields).marks());
    draw(&here, &context, &catalogue, (&fields, &FormErrors::default()))
}

/// `POST /catalogue/partnerships`: a new one, or the end of one that began the same day.
pub(super) async fn put(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let network = here.directory.now();
    let mut errors = FormErrors::default();
    let known = |association| network.association(association).is_some();
    let Some(partnership) = edit::partnership(&mut errors, &fields, &present, known) else {
        return Ok(unprocessable(draw(&here, &context, &present, (&fields, &errors))));
    };
    if let Some((fields, errors)) = fields.stale(&end(&present, &fields)) {
        return Ok(unprocessable(draw(&here, &context, &present, (&fields, &errors))));
    }
    store::put_partnership(&mut tx, &partnership).await?;
    here.done(tx, LIST).await
}

/// The end that is written of the partnership a form names.
fn end(catalogue: &Snapshot, form: &Fields) -> Fields {
    let association = form.get("association").parse();
    let partnerships = association.map_or_else(|_| Vec::new(), |association| catalogue.partnerships(association));
    let operator = catalogue.operator(form.get("operator")).map(|operator| operator.id);
    let named = partnerships
        .into_iter()
        .find(|partnership| Some(partnership.operator) == operator && partnership.from.to_string() == form.get("from"));
    let mut fields = Fields::default();
    fields.set("to", named.and_then(|partnership| partnership.to).map_or(String::new(), |to| to.to_string()));
    fields
}

fn draw(here: &Here, context: &Context, catalogue: &Snapshot, form: Form<'_>) -> Response {
    let text = context.text;
    let title = text.say("catalogue-partnerships");
    let network = here.directory.now();
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[]))
            (forms::head(&title, &text.say("catalogue-partnerships-lead")))
            div.stack {
                @for association in network.associations() {
                    @let partnerships = catalogue.partnerships(association.id);
                    @if !partnerships.is_empty() {
                        section.card {
                            (forms::card_head(&association.name))
                            ul.lines { @for partnership in &partnerships { li { (line(context, catalogue, partnership)) } } }
                        }
                    }
                }
                @if edits(context) {
                    section.card #partnership {
                        (forms::card_head(&text.say("catalogue-new-partnership")))
                        (draw_form(here, context, catalogue, form))
                    }
                }
            }
        }
    };
    Page::new(context, title).section(Section::Catalogue).draw(content)
}

fn line(context: &Context, catalogue: &Snapshot, partnership: &Partnership) -> Markup {
    let text = context.text;
    let from = day_words(text, partnership.from);
    html! {
        (catalogue.operator_name(partnership.operator, partnership.from))
        small {
            @match partnership.to {
                Some(to) => (text.fill("catalogue-partnership-dates", &[("from", from.into()), ("to", day_words(text, to).into())])),
                None => {
                    (text.fill("catalogue-partnership-since", &[("from", from.into())]))
                    @if edits(context) { " · " a href=(end_address(catalogue, partnership)) { (text.say("catalogue-partnership-end")) } }
                },
            }
        }
    }
}

/// The form, filled with the partnership whose end is to be written.
fn end_address(catalogue: &Snapshot, partnership: &Partnership) -> String {
    let Partnership { association, operator, from, .. } = partnership;
    let operator = catalogue.operator_by_id(*operator).map_or("", |operator| operator.code.as_str());
    format!("{LIST}?association={association}&operator={operator}&from={from}#partnership")
}

fn draw_form(here: &Here, context: &Context, catalogue: &Snapshot, form: Form<'_>) -> Markup {
    let text = context.text;
    let network = here.directory.now();
    let associations: Vec<_> =
        network.associations().map(|association| (association.id.to_string(), association.name.clone())).collect();
    let operators: Vec<_> =
        catalogue.operators().map(|operator| (operator.code.clone(), operator.short.clone())).collect();
    let to = parts::input(form, "date", "to", text.say("catalogue-partnership-to"));
    html! {
        (parts::form_summary(form.1, text))
        form.form method="post" action=(LIST) {
            (parts::opened(form.0))
            (parts::select("association", &text.say("catalogue-association"), &associations, form, text))
            (parts::select("operator", &text.say("catalogue-operator"), &operators, form, text))
            div.form-grid {
                (parts::input(form, "date", "from", text.say("catalogue-partnership-from")).row(text))
                (parts::Input { hint: Some(text.say("catalogue-partnership-to-hint")), required: false, ..to }.row(text))
            }
            (forms::actions(text, &text.say("catalogue-save"), LIST))
        }
    }
}
