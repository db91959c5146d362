//! A new theme, and what may be mended of one.

use super::{
    Here,
    forms::{self, Form},
    theme_at, unprocessable,
};
use crate::{Snapshot, Theme, axes, edit, store};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use kernel::{Refusal, Right, Whereabouts};
use maud::{Markup, html};
use serde::Deserialize;
use tally::{Act, Branch, Support};
use web::{Context, Fields, FormErrors, OPENED, Page, Result, Section, parts};

#[derive(Deserialize)]
pub(super) struct Promoted {
    /// The « Autre » words that become a theme.
    #[serde(default)]
    words: String,
}

/// `GET /catalogue/themes/new`
pub(super) async fn new(
    State(here): State<Here>,
    context: Context,
    Query(promoted): Query<Promoted>,
) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let mut fields = Fields::default();
    fields.set("label", promoted.words.as_str());
    fields.set("synonyms", promoted.words.as_str());
    fields.set("from", crate::today(context.now).to_string());
    fields.set("minutes", "10");
    Ok(draw(&context, &here.catalogue.now(), None, (&fields, &FormErrors::default())))
}

/// `POST /catalogue/themes`
pub(super) async fn create(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let mut errors = FormErrors::default();
    let family = present.family(fields.get("family")).ok_or(Refusal::invalid("catalogue-not-listed").field("family"));
    let family = errors.take(family);
    let from = edit::version_day(&mut errors, &fields, &present, crate::today(context.now));
    let facts = edit::theme(&mut errors, &fields, &present, None);
    let (Some(family), Some(from), Some(facts)) = (family, from, facts) else {
        return Ok(unprocessable(draw(&context, &present, None, (&fields, &errors))));
    };
    let version = from.open(&mut tx, &present).await?;
    let theme = facts.begin(&present, family, version);
    store::add_themes(&mut tx, std::slice::from_ref(&theme)).await?;
    here.done(tx, &format!("/catalogue/themes/{}", theme.code)).await
}

/// `GET /catalogue/themes/{code}/edit`
pub(super) async fn edit(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let catalogue = here.catalogue.now();
    let theme = theme_at(&catalogue, &code)?;
    let mut fields = written(&catalogue, theme);
    fields.set(OPENED, fields.marks());
    Ok(draw(&context, &catalogue, Some(theme), (&fields, &FormErrors::default())))
}

/// `POST /catalogue/themes/{code}`
pub(super) async fn update(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let theme = theme_at(&present, &code)?;
    let mut errors = FormErrors::default();
    let Some(facts) = edit::theme(&mut errors, &fields, &present, Some(theme)) else {
        return Ok(unprocessable(draw(&context, &present, Some(theme), (&fields, &errors))));
    };
    if let Some((fields, errors)) = fields.stale(&written(&present, theme)) {
        return Ok(unprocessable(draw(&context, &present, Some(theme), (&fields, &errors))));
    }
    store::mend_theme(&mut tx, &facts.mend(theme)).await?;
    here.done(tx, &format!("/catalogue/themes/{code}")).await
}

/// A theme as its form writes it.
fn written(catalogue: &Snapshot, theme: &Theme) -> Fields {
    let mut fields = Fields::default();
    fields.set("label", theme.label.as_str());
    fields.set("branch", theme.branch.slug());
    fields.set("support", theme.support.map_or("", Support::slug));
    fields.set("minutes", theme.minutes.to_string());
    fields.set("synonyms", theme.synonyms.join("\n"));
    theme.acts.iter().for_each(|act| fields.push("act", act.slug()));
    let operators = theme.operators.iter().filter_map(|id| catalogue.operator_by_id(*id));
    operators.for_each(|operator| fields.push("operator", operator.code.as_str()));
    fields
}

fn draw(context: &Context, catalogue: &Snapshot, theme: Option<&Theme>, form: Form<'_>) -> Response {
    let text = context.text;
    let (title, address, back) = match theme {
        Some(theme) => {
            let address = format!("/catalogue/themes/{}", theme.code);
            (text.fill("catalogue-edit-theme", &[("theme", theme.label.as_str().into())]), address.clone(), address)
        }
        None => (text.say("catalogue-new-theme"), "/catalogue/themes".into(), "/catalogue".into()),
    };
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[]))
            (forms::head(&title, &text.say(if theme.is_some() { "catalogue-edit-theme-lead" } else { "catalogue-new-theme-lead" })))
            (parts::form_summary(form.1, text))
            form.form method="post" action=(address) {
                (parts::opened(form.0))
                @if theme.is_none() { (only_new(context, catalogue, form)) }
                (rows(context, catalogue, form))
                (forms::actions(text, &text.say("catalogue-save"), &back))
            }
        }
    };
    Page::new(context, title).section(Section::Catalogue).draw(content)
}

fn only_new(context: &Context, catalogue: &Snapshot, form: Form<'_>) -> Markup {
    let text = context.text;
    let families: Vec<_> =
        catalogue.families().iter().map(|family| (family.code.clone(), family.label.clone())).collect();
    html! {
        (parts::select("family", &text.say("catalogue-family"), &families, form, text))
        (parts::input(form, "date", "from", text.say("catalogue-from-day")).row(text))
    }
}

fn rows(context: &Context, catalogue: &Snapshot, form: Form<'_>) -> Markup {
    let text = context.text;
    let lists = axes(text.locale);
    let branches: Vec<_> =
        Branch::ALL.iter().map(|branch| (branch.slug().into(), forms::branch_words(text, *branch))).collect();
    let acts: Vec<_> =
        Act::ALL.iter().zip(&lists.acts).map(|(act, words)| (act.slug().into(), words.label.clone())).collect();
    let none = (String::new(), text.say("catalogue-no-support"));
    let supports: Vec<_> = std::iter::once(none)
        .chain(lists.supports.iter().map(|item| (item.code.clone(), item.label.clone())))
        .collect();
    let operators: Vec<_> =
        catalogue.operators().map(|operator| (operator.code.clone(), operator.short.clone())).collect();
    let synonyms = parts::input(form, "textarea", "synonyms", text.say("catalogue-synonyms"));
    html! {
        (parts::input(form, "text", "label", text.say("catalogue-label")).row(text))
        (parts::Input { hint: Some(text.say("catalogue-synonyms-hint")), required: false, ..synonyms }.row(text))
        (parts::select("branch", &text.say("catalogue-branch"), &branches, form, text))
        (parts::boxes(form, "act", &text.say("catalogue-acts"), &acts, text))
        (parts::select("support", &text.say("catalogue-support"), &supports, form, text))
        (parts::input(form, "number", "minutes", text.say("catalogue-minutes")).row(text))
        details.disclosure open[form.1.about("operator", text).is_some()] {
            summary { (text.say("catalogue-operators-concerned")) }
            (parts::boxes(form, "operator", &text.say("catalogue-operators"), &operators, text))
        }
    }
}
