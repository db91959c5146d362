//! The end of a theme: the day from which it is no longer offered, and what its requests are compared with afterwards.

use super::{
    Here,
    forms::{self, Form},
    theme_at, unprocessable,
};
use crate::{Snapshot, Theme, edit, store};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Right, Whereabouts};
use maud::html;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts};

/// `GET /catalogue/themes/{code}/ending`
pub(super) async fn new(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let catalogue = here.catalogue.now();
    let theme = theme_at(&catalogue, &code)?;
    let mut fields = Fields::default();
    fields.set("from", crate::today(context.now).to_string());
    Ok(draw(&context, &catalogue, theme, (&fields, &FormErrors::default())))
}

/// `POST /catalogue/themes/{code}/ending`
pub(super) async fn create(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (mut tx, present) = here.write(&context).await?;
    let theme = theme_at(&present, &code)?;
    let mut errors = FormErrors::default();
    let Some(ending) = edit::ending(&mut errors, &fields, &present, theme, crate::today(context.now)) else {
        return Ok(unprocessable(draw(&context, &present, theme, (&fields, &errors))));
    };
    let version = ending.from.open(&mut tx, &present).await?;
    store::end_theme(&mut tx, version, theme.id, ending.becomes).await?;
    here.done(tx, &format!("/catalogue/themes/{code}")).await
}

fn draw(context: &Context, catalogue: &Snapshot, theme: &Theme, form: Form<'_>) -> Response {
    let text = context.text;
    let title = text.fill("catalogue-end-theme", &[("theme", theme.label.as_str().into())]);
    let address = format!("/catalogue/themes/{}", theme.code);
    let choose = (String::new(), text.say("catalogue-choose"));
    let others = catalogue.families().iter().flat_map(|family| {
        let of = catalogue.themes().filter(|other| other.family == family.id);
        of.filter(|other| other.until.is_none() && other.id != theme.id)
            .map(|other| (other.code.clone(), format!("{} · {}", family.short, other.label)))
    });
    let others: Vec<_> = std::iter::once(choose).chain(others).collect();
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[(&address, &theme.label)]))
            (forms::head(&title, &text.say("catalogue-end-lead")))
            (parts::form_summary(form.1, text))
            form.form method="post" action=(format!("{address}/ending")) {
                (parts::input(form, "date", "from", text.say("catalogue-end-day")).row(text))
                (parts::select("becomes", &text.say("catalogue-becomes"), &others, form, text))
                (forms::actions(text, &text.say("catalogue-end"), &address))
            }
        }
    };
    Page::new(context, title).section(Section::Catalogue).draw(content)
}
