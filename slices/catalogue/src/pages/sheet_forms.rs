//! The editor of a sheet, with a look at what it gives before it is kept.

use super::{
    Here,
    forms::{self, Form},
    theme_at, unprocessable,
};
use crate::{
    Snapshot, Theme,
    sheet::{self, Heading, Reader, Under},
    store::{self, SheetRow},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Right, Whereabouts};
use maud::{Markup, html};
use web::{Context, Fields, FormErrors, OPENED, Page, Result, Section, Text, parts};

const LONGEST_TITLE: usize = 160;
const LONGEST_BODY: usize = 8_000;

/// `GET /catalogue/themes/{code}/sheet`
pub(super) async fn edit(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let catalogue = here.catalogue.now();
    let theme = theme_at(&catalogue, &code)?;
    let mut fields = written(&catalogue, theme);
    fields.set(OPENED, fields.marks());
    Ok(draw(&context, theme, (&fields, &FormErrors::default())))
}

/// `POST /catalogue/themes/{code}/sheet`: keeps it, or shows what it would give when the button « Aperçu » was pressed.
pub(super) async fn update(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let theme = theme_at(&present, &code)?;
    let mut errors = FormErrors::default();
    let title = errors.required(&fields, "title", LONGEST_TITLE);
    let body = errors.required(&fields, "body", LONGEST_BODY).replace("\r\n", "\n");
    errors.take(sheet::parse(&body).map_err(|refusal| refusal.field("body")));
    if !errors.is_empty() {
        return Ok(unprocessable(draw(&context, theme, (&fields, &errors))));
    }
    if fields.ticked("preview") {
        return Ok(draw(&context, theme, (&fields, &errors)));
    }
    if let Some((fields, errors)) = fields.stale(&written(&present, theme)) {
        return Ok(unprocessable(draw(&context, theme, (&fields, &errors))));
    }
    let updated_by = context.actor.person().map(|person| person.account);
    store::put_sheet(&mut tx, &SheetRow { theme: theme.id, title, body, updated_at: context.now, updated_by }).await?;
    here.done(tx, &format!("/catalogue/themes/{code}")).await
}

/// A theme's sheet as its form writes it; one that is to be begun has its headings.
fn written(catalogue: &Snapshot, theme: &Theme) -> Fields {
    let mut fields = Fields::default();
    let (title, body) = match catalogue.sheet(theme.id) {
        Some(row) => (row.title.clone(), row.body.clone()),
        None => (theme.label.clone(), Heading::ALL.map(|heading| format!("## {}\n\n", heading.words())).concat()),
    };
    fields.set("title", title);
    fields.set("body", body);
    fields
}

/// The body that was saved meanwhile, to take from: it is too long for a sentence.
fn standing(text: Text, errors: &FormErrors) -> Markup {
    let Some(body) = errors.standing("body") else { return html! {} };
    html! {
        div.form-row {
            label for="standing" { (text.say("catalogue-sheet-standing")) }
            textarea.field #standing rows="12" readonly lang="fr" { "\n" (body.concat()) }
        }
    }
}

fn draw(context: &Context, theme: &Theme, form: Form<'_>) -> Response {
    let text = context.text;
    let title = text.fill("catalogue-edit-sheet-of", &[("theme", theme.label.as_str().into())]);
    let address = format!("/catalogue/themes/{}", theme.code);
    let body_error = match form.1.standing("body") {
        Some(_) => Some(text.say("catalogue-sheet-changed")),
        None => form.1.about("body", text),
    };
    let content = html! {
        main.page #content {
            (forms::breadcrumb(text, &[(&address, &theme.label)]))
            (forms::head(&title, &text.say("catalogue-sheet-lead")))
            (parts::form_summary(form.1, text))
            div.columns {
                form.form.span-6 method="post" action=(format!("{address}/sheet")) {
                    (parts::opened(form.0))
                    (parts::input(form, "text", "title", text.say("catalogue-sheet-title")).row(text))
                    div.form-row {
                        label for="body" { (text.say("catalogue-sheet-body")) }
                        p.form-hint #body-hint { (text.say("catalogue-sheet-body-hint")) }
                        textarea.field #body name="body" rows="28" required lang="fr" spellcheck="true"
                            aria-invalid=[body_error.as_ref().map(|_| "true")]
                            aria-describedby=(if body_error.is_some() { "body-hint body-error" } else { "body-hint" }) {
                            // The browser eats one newline after the tag.
                            "\n" (form.0.raw("body"))
                        }
                        @if let Some(error) = body_error { p.form-error #body-error { (error) } }
                    }
                    (standing(text, form.1))
                    div.form-actions {
                        button.button type="submit" { (text.say("catalogue-save")) }
                        button.button.button-quiet type="submit" name="preview" value="yes" {
                            (parts::icon("eye")) (text.say("catalogue-preview"))
                        }
                        a.button.button-quiet href=(address) { (text.say("catalogue-cancel")) }
                    }
                }
                @if let Ok(sheet) = sheet::parse(form.0.get("body")) {
                    section.card.span-6 aria-label=(text.say("catalogue-preview")) {
                        article.sheet lang="fr" { h2 { (form.0.get("title")) } (sheet::draw(&sheet, Reader::Agent, Under::Part)) }
                    }
                }
            }
        }
    };
    Page::new(context, title).section(Section::Catalogue).style("orientation.css").draw(content)
}
