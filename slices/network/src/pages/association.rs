//! `GET`, `POST /associations/new`: an association that joins the network.

use super::{
    Here, new_place, require_creation,
    rows::{Form, Row},
    unprocessable,
};
use crate::{
    facts::{Presence, line},
    filter::fold,
    store,
};
use axum::{extract::State, response::Response};
use kernel::Refusal;
use maud::html;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts::form_summary};

pub(super) async fn form(context: Context) -> Result<Response> {
    require_creation(&context)?;
    Ok(draw(&context, (&Fields::default(), &FormErrors::default())))
}

pub(super) async fn create(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    let mut errors = FormErrors::default();
    let name = line(&fields, "name", 200, Presence::Required, &mut errors);
    let mut tx = here.app.db.write(&context.actor).await?;
    let known = store::associations(&mut tx).await?;
    if errors.is_empty() && known.iter().any(|association| fold(&association.name) == fold(&name)) {
        errors.push(Refusal::invalid("network-association-known").field("name"));
    }
    if !errors.is_empty() {
        return Ok(unprocessable(draw(&context, (&fields, &errors))));
    }
    let id = store::add_association(&mut tx, context.now, None, &name).await.map_err(new_place::at_once)?;
    here.done(tx, &format!("/places/new?association={id}")).await
}

fn draw(context: &Context, form: Form<'_>) -> Response {
    let text = context.text;
    Page::new(context, text.say("network-new-association-title")).section(Section::Places).draw(html! {
        main.page.page-narrow.stack #content {
            div {
                ul.breadcrumb { li { a href="/places" { (text.say("network-title")) } } }
                h1 { (text.say("network-new-association-title")) }
            }
            form.card.form method="post" action="/associations/new" {
                (form_summary(form.1, text))
                (Row::text("name", "network-name").required().draw(text, form))
                div.form-actions {
                    button.button type="submit" { (text.say("network-create-association")) }
                    a.button.button-plain href="/places" { (text.say("network-cancel")) }
                }
            }
        }
    })
}
