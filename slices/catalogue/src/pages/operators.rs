//! Operators: the list, one of them with its dated names, and their forms.

use super::{
    Here, day_words, edits,
    forms::{self, Form},
    unprocessable,
};
use crate::{Operator, OperatorKind, Snapshot, edit, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Refusal, Right, Whereabouts};
use maud::{Markup, html};
use web::{Context, Fields, FormErrors, OPENED, Page, Result, Section, Text, parts};

const LIST: &str = "/catalogue/operators";

/// `GET /catalogue/operators`
pub(super) async fn list(State(here): State<Here>, context: Context) -> Response {
    let text = context.text;
    let catalogue = here.catalogue.now();
    let today = crate::today(context.now);
    let title = text.say("catalogue-operators");
    let content = html! {
        main.page #content {
            (forms::breadcrumb(text, &[]))
            div.page-head {
                div { h1 { (title) } p { (text.say("catalogue-operators-lead")) } }
                @if edits(&context) {
                    a.button.push href="/catalogue/operators/new" { (parts::icon("plus")) (text.say("catalogue-new-operator")) }
                }
            }
            div.grid {
                @for kind in OperatorKind::ALL {
                    section.card {
                        (forms::card_head(&forms::kind_words(text, kind)))
                        ul.lines {
                            @for operator in catalogue.operators().filter(|operator| operator.kind == kind) {
                                li { a href=(format!("{LIST}/{}", operator.code)) { (operator.name(today)) } }
                            }
                        }
                    }
                }
            }
        }
    };
    Page::new(&context, title).section(Section::Catalogue).draw(content)
}

/// `GET /catalogue/operators/{code}`
pub(super) async fn show(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    let catalogue = here.catalogue.now();
    let operator = operator_at(&catalogue, &code)?;
    let mut fields = Fields::default();
    fields.set("from", crate::today(context.now).to_string());
    fields.set(OPENED, named(operator).marks());
    Ok(draw_one(&context, &catalogue, operator, (&fields, &FormErrors::default())))
}

/// `POST /catalogue/operators/{code}/names`
pub(super) async fn rename(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let operator = operator_at(&present, &code)?;
    let mut errors = FormErrors::default();
    let Some((from, name)) = edit::name(&mut errors, &fields) else {
        return Ok(unprocessable(draw_one(&context, &present, operator, (&fields, &errors))));
    };
    if let Some((fields, errors)) = fields.stale(&named(operator)) {
        return Ok(unprocessable(draw_one(&context, &present, operator, (&fields, &errors))));
    }
    store::name_operator(&mut tx, operator.id, from, &name).await?;
    here.done(tx, &format!("{LIST}/{code}")).await
}

/// `GET /catalogue/operators/new`
pub(super) async fn new(context: Context) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let mut fields = Fields::default();
    fields.set("from", crate::today(context.now).to_string());
    Ok(draw_form(&context, None, (&fields, &FormErrors::default())))
}

/// `POST /catalogue/operators`
pub(super) async fn create(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let mut errors = FormErrors::default();
    let name = edit::name(&mut errors, &fields);
    let facts = edit::operator(&mut errors, &fields);
    let (Some((from, name)), Some(facts)) = (name, facts) else {
        return Ok(unprocessable(draw_form(&context, None, (&fields, &errors))));
    };
    let operator = facts.begin(&present, from, name);
    store::add_operators(&mut tx, std::slice::from_ref(&operator)).await?;
    here.done(tx, &format!("{LIST}/{}", operator.code)).await
}

/// `GET /catalogue/operators/{code}/edit`
pub(super) async fn edit(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let catalogue = here.catalogue.now();
    let operator = operator_at(&catalogue, &code)?;
    let mut fields = written(operator);
    fields.set(OPENED, fields.marks());
    Ok(draw_form(&context, Some(operator), (&fields, &FormErrors::default())))
}

/// `POST /catalogue/operators/{code}`
pub(super) async fn update(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let operator = operator_at(&present, &code)?;
    let mut errors = FormErrors::default();
    let Some(facts) = edit::operator(&mut errors, &fields) else {
        return Ok(unprocessable(draw_form(&context, Some(operator), (&fields, &errors))));
    };
    if let Some((fields, errors)) = fields.stale(&written(operator)) {
        return Ok(unprocessable(draw_form(&context, Some(operator), (&fields, &errors))));
    }
    store::mend_operator(&mut tx, &facts.mend(operator)).await?;
    here.done(tx, &format!("{LIST}/{code}")).await
}

/// An operator as its form writes it.
fn written(operator: &Operator) -> Fields {
    let mut fields = Fields::default();
    fields.set("short", operator.short.as_str());
    fields.set("kind", operator.kind.slug());
    fields.set("synonyms", operator.synonyms.join("\n"));
    fields
}

/// The names that are read above the form of a new one.
fn named(operator: &Operator) -> Fields {
    let mut fields = Fields::default();
    operator.names.iter().for_each(|(from, name)| fields.push("names", format!("{from} {name}")));
    fields
}

fn operator_at<'a>(catalogue: &'a Snapshot, code: &str) -> Result<&'a Operator> {
    Ok(catalogue.operator(code).ok_or_else(Refusal::missing)?)
}

fn draw_one(context: &Context, catalogue: &Snapshot, operator: &Operator, form: Form<'_>) -> Response {
    let text = context.text;
    let name = operator.name(crate::today(context.now));
    let address = format!("{LIST}/{}", operator.code);
    let themes = catalogue.themes().filter(|theme| theme.until.is_none() && theme.operators.contains(&operator.id));
    let family = |id| catalogue.family_by_id(id).map_or("", |family| family.short.as_str());
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[(LIST, &text.say("catalogue-operators"))]))
            div.page-head {
                div { h1 { (name) } p { (forms::kind_words(text, operator.kind)) } }
                @if edits(context) {
                    a.button.push href=(format!("{address}/edit")) { (parts::icon("pencil-simple")) (text.say("catalogue-edit")) }
                }
            }
            div.stack {
                section.card {
                    (forms::card_head(&text.say("catalogue-names")))
                    (names(text, operator))
                    @if edits(context) { (name_form(text, &address, form)) }
                }
                section.card {
                    (forms::card_head(&text.say("catalogue-operator-themes")))
                    ul.lines {
                        @for theme in themes {
                            li {
                                span.soft { (family(theme.family)) " · " }
                                a href=(format!("/catalogue/themes/{}", theme.code)) { (theme.label) }
                            }
                        }
                    }
                }
                section.card {
                    (forms::card_head(&text.say("catalogue-synonyms")))
                    p.row { @for synonym in &operator.synonyms { span.tag { (synonym) } } }
                }
            }
        }
    };
    Page::new(context, name).section(Section::Catalogue).draw(content)
}

fn names(text: Text, operator: &Operator) -> Markup {
    html! {
        ul.lines {
            @for (position, (from, name)) in operator.names.iter().enumerate() {
                li { (name)
                    small {
                        @if position == 0 { (text.say("catalogue-name-first")) }
                        @else { (text.fill("catalogue-name-from", &[("day", day_words(text, *from).into())])) }
                    }
                }
            }
        }
    }
}

fn name_form(text: Text, address: &str, form: Form<'_>) -> Markup {
    html! {
        details.disclosure open[!form.1.is_empty()] {
            summary { (text.say("catalogue-new-name")) }
            (parts::form_summary(form.1, text))
            form.form method="post" action=(format!("{address}/names")) {
                (parts::opened(form.0))
                (parts::input(form, "text", "name", text.say("catalogue-name")).row(text))
                (parts::input(form, "date", "from", text.say("catalogue-from-day")).row(text))
                (forms::actions(text, &text.say("catalogue-save"), address))
            }
        }
    }
}

fn draw_form(context: &Context, operator: Option<&Operator>, form: Form<'_>) -> Response {
    let text = context.text;
    let (title, address) = match operator {
        Some(operator) => {
            let title = text.fill("catalogue-edit-operator", &[("operator", operator.short.as_str().into())]);
            (title, format!("{LIST}/{}", operator.code))
        }
        None => (text.say("catalogue-new-operator"), LIST.to_owned()),
    };
    let kinds: Vec<_> =
        OperatorKind::ALL.into_iter().map(|kind| (kind.slug().into(), forms::kind_words(text, kind))).collect();
    let synonyms = parts::input(form, "textarea", "synonyms", text.say("catalogue-synonyms"));
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[(LIST, &text.say("catalogue-operators"))]))
            (forms::head(&title, ""))
            (parts::form_summary(form.1, text))
            form.form method="post" action=(address) {
                (parts::opened(form.0))
                @if operator.is_none() {
                    (parts::input(form, "text", "name", text.say("catalogue-name")).row(text))
                    (parts::input(form, "date", "from", text.say("catalogue-from-day")).row(text))
                }
                (parts::input(form, "text", "short", text.say("catalogue-short")).row(text))
                (parts::select("kind", &text.say("catalogue-kind"), &kinds, form, text))
                (parts::Input { hint: Some(text.say("catalogue-synonyms-hint")), required: false, ..synonyms }.row(text))
                (forms::actions(text, &text.say("catalogue-save"), &address))
            }
        }
    };
    Page::new(context, title).section(Section::Catalogue).draw(content)
}
