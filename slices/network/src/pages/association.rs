//! `GET`, `POST /associations/new`: an association that joins the network.

use super::{
    Here, new_place, require_creation,
    rows::{Form, Row},
    unprocessable,
};
use crate::{
    facts::{Presence, line},
    store,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use db::{DbError, Tx};
use kernel::{AssociationId, Refusal};
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
    if !errors.is_empty() {
        return Ok(unprocessable(draw(&context, (&fields, &errors))));
    }
    let next = |id: AssociationId| format!("/places/new?association={id}");
    // The number first: of two at once, the second one waits for the first one's, and then sees its name.
    let (mut tx, id) = numbered(&here, &context, &name).await?;
    match store::namesake(&mut tx, &name, id).await? {
        None => here.done(tx, &next(id)).await,
        // Made a moment ago, by the same touch or by a colleague: it waits for its first place.
        Some((known, false)) => Ok(web::see_other(&next(known)).into_response()),
        Some(_) => {
            errors.push(Refusal::invalid("network-association-known").field("name"));
            Ok(unprocessable(draw(&context, (&fields, &errors))))
        }
    }
}

/// The association in a transaction that has a number for it; another one is taken when somebody took the first meanwhile.
async fn numbered(here: &Here, context: &Context, name: &str) -> Result<(Tx, AssociationId)> {
    const TRIES: u32 = 5;
    let mut tries = 1;
    loop {
        let mut tx = here.app.db.write(&context.actor).await?;
        match store::add_association(&mut tx, context.now, None, name).await {
            Ok(id) => return Ok((tx, id)),
            Err(DbError::Unique(_)) if tries < TRIES => tries += 1,
            Err(error) => return Err(new_place::at_once(error)),
        }
    }
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
