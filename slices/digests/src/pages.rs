//! `GET /digest`: the last month's, as it is sent, and whether one wants it; `POST /digest` says so. `/digest/stop/…` ends it from a message,
//! with nobody signed in.

use crate::{Digests, compose::sheet, job::text_of, store};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use figures::{months_before, tabs};
use kernel::{AccountId, Actor, Refusal, Right};
use maud::html;
use web::{Context, Fields, Need, Page, Result, Routed, Routes, Section, parts, see_other};

/// The pages of digests.
pub fn routes(digests: Digests) -> Routed {
    Routes::new()
        .get("/digest", Need::Right(Right::Export), page)
        .post("/digest", Need::Right(Right::Export), choose)
        .get("/digest/stop/{account}/{code}", Need::Public, ask_to_stop)
        .post("/digest/stop/{account}/{code}", Need::Public, stop)
        .with_state(digests)
}

async fn page(State(digests): State<Digests>, context: Context) -> Result<Response> {
    let id = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = digests.app.db.read(&context.actor).await?;
    let account = accounts::account(&mut tx, id).await?.ok_or_else(Refusal::missing)?;
    let wants = store::wants(&mut tx, id).await?;
    drop(tx);
    let last = months_before(catalogue::today(context.now), 1);
    let letter = digests.letter(context.actor.clone(), text_of(&account), last, context.now).await;
    let text = context.text;
    let title = text.say("digest-title");
    let (state, button, value) =
        if wants { ("digest-wanted", "digest-say-no", "no") } else { ("digest-unwanted", "digest-say-yes", "yes") };
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/digest"))
            div.page-head { div { h1 { (title) } p { (text.say("digest-lead")) } } }
            @if digests.mail.post().is_none() { (parts::notice(parts::Tone::Warn, &text.say("digest-no-mail"))) }
            section.card.stack {
                p { (text.fill(state, &[("address", account.email.clone().into())])) }
                form method="post" action="/digest" { button.button.button-quiet type="submit" name="wants" value=(value) { (text.say(button)) } }
            }
            section.card.stack aria-label=(text.say("digest-preview")) {
                @match &letter {
                    Some(letter) => { (sheet(letter, text_of(&account), false)) }
                    None => { p.soft { (text.say("digest-nothing")) } }
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content))
}

async fn choose(State(digests): State<Digests>, context: Context, fields: Fields) -> Result<Response> {
    let id = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = digests.app.db.write(&context.actor).await?;
    store::set(&mut tx, context.now, id, fields.get("wants") == "yes").await?;
    tx.commit().await?;
    Ok(see_other("/digest").into_response())
}

/// The account of a message that a request comes from.
fn proven(digests: &Digests, account: i64, code: &str) -> std::result::Result<AccountId, Refusal> {
    let account = AccountId(account);
    digests.codes.prove(account, code).then_some(account).ok_or_else(Refusal::missing)
}

async fn ask_to_stop(
    State(digests): State<Digests>,
    context: Context,
    Path((account, code)): Path<(i64, String)>,
) -> Result<Response> {
    let account = proven(&digests, account, &code)?;
    let mut tx = digests.app.db.read(&Actor::System("digests")).await?;
    let wants = store::wants(&mut tx, account).await?;
    drop(tx);
    let text = context.text;
    let title = text.say("digest-title");
    let content = html! {
        main.page.page-narrow.stack #content {
            h1 { (title) }
            @if wants {
                p { (text.say("digest-stop-question")) }
                form method="post" { button.button type="submit" { (text.say("digest-say-no")) } }
            } @else {
                p { (text.say("digest-stopped")) }
            }
        }
    };
    Ok(Page::new(&context, title).draw(content))
}

/// A mail program that stops it in its reader's name is not led anywhere else (RFC 8058).
async fn stop(
    State(digests): State<Digests>,
    context: Context,
    Path((account, code)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response> {
    let account = proven(&digests, account, &code)?;
    let mut tx = digests.app.db.write(&Actor::System("digests")).await?;
    store::set(&mut tx, context.now, account, false).await?;
    tx.commit().await?;
    if fields.optional("List-Unsubscribe").is_some() {
        return Ok(StatusCode::OK.into_response());
    }
    Ok(see_other(&format!("/digest/stop/{account}/{code}")).into_response())
}
