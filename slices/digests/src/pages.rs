//! `GET /digest`: the last month's and the last week's, as they are sent, and whether one wants them; `POST /digest` says so.
//! `/digest/stop/…` ends one from a message, with nobody signed in.

use crate::{Digests, compose::sheet, edition::Kind, job::text_of, store};
use accounts::Account;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use figures::{Letter, tabs};
use kernel::{AccountId, Actor, Refusal, Right};
use maud::{Markup, html};
use web::{Context, Fields, Need, Page, Result, Routed, Routes, Section, parts, see_other};

/// The pages of digests.
pub fn routes(digests: Digests) -> Routed {
    Routes::new()
        .get("/digest", Need::Right(Right::Export), page)
        .post("/digest", Need::Right(Right::Export), choose)
        .get("/digest/stop/{kind}/{account}/{code}", Need::Public, ask_to_stop)
        .post("/digest/stop/{kind}/{account}/{code}", Need::Public, stop)
        // As messages of the month named it at first.
        .get("/digest/stop/{account}/{code}", Need::Public, ask_to_stop_the_month)
        .post("/digest/stop/{account}/{code}", Need::Public, stop_the_month)
        .with_state(digests)
}

async fn page(State(digests): State<Digests>, context: Context) -> Result<Response> {
    let id = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = digests.app.db.read(&context.actor).await?;
    let account = accounts::account(&mut tx, id).await?.ok_or_else(Refusal::missing)?;
    let mut wanted = Vec::new();
    for kind in Kind::ALL {
        wanted.push((kind, store::wants(&mut tx, kind, id).await?));
    }
    drop(tx);
    let mut shown = Vec::new();
    for (kind, wants) in wanted {
        let letter = digests.letter(kind, context.actor.clone(), text_of(&account), context.now).await?;
        shown.push(edition(&context, &account, kind, wants, letter.as_ref()));
    }
    let text = context.text;
    let title = text.say("digest-title");
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/digest"))
            div.page-head { div { h1 { (title) } p { (text.say("digest-lead")) } } }
            @if digests.mail.post().is_none() { (parts::notice(parts::Tone::Warn, &text.say("digest-no-mail"))) }
            @for edition in shown { (edition) }
        }
    };
    Ok(Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content))
}

/// One of the digests: whether one is sent it, and the last.
fn edition(context: &Context, account: &Account, kind: Kind, wants: bool, letter: Option<&Letter>) -> Markup {
    let text = context.text;
    let (state, button, value) =
        if wants { ("wanted", "digest-say-no", "no") } else { ("unwanted", "digest-say-yes", "yes") };
    html! {
        section.card.stack aria-label=(text.say(&kind.key("preview"))) {
            h2 { (text.say(&kind.key("preview"))) }
            p { (text.fill(&kind.key(state), &[("address", account.email.clone().into())])) }
            form method="post" action="/digest" {
                input type="hidden" name="kind" value=(kind.slug());
                button.button.button-quiet type="submit" name="wants" value=(value) { (text.say(button)) }
            }
            @match letter {
                Some(letter) => { (sheet(letter, text_of(account), false)) }
                None => { p.soft { (text.say(&kind.key("nothing"))) } }
            }
        }
    }
}

async fn choose(State(digests): State<Digests>, context: Context, fields: Fields) -> Result<Response> {
    let id = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let kind = Kind::from_slug(fields.get("kind")).unwrap_or(Kind::Month);
    let mut tx = digests.app.db.write(&context.actor).await?;
    store::set(&mut tx, context.now, (kind, id), fields.get("wants") == "yes").await?;
    tx.commit().await?;
    Ok(see_other("/digest").into_response())
}

/// Which digest a message names, and whose it is.
fn proven(
    digests: &Digests,
    (kind, account, code): (&str, i64, &str),
) -> std::result::Result<(Kind, AccountId), Refusal> {
    let (kind, account) = (Kind::from_slug(kind).ok_or_else(Refusal::missing)?, AccountId(account));
    digests.codes.prove(kind, account, code).then_some((kind, account)).ok_or_else(Refusal::missing)
}

async fn ask_to_stop_the_month(
    digests: State<Digests>,
    context: Context,
    Path((account, code)): Path<(i64, String)>,
) -> Result<Response> {
    ask_to_stop(digests, context, Path((Kind::Month.slug().to_owned(), account, code))).await
}

async fn ask_to_stop(
    State(digests): State<Digests>,
    context: Context,
    Path((kind, account, code)): Path<(String, i64, String)>,
) -> Result<Response> {
    let (kind, account) = proven(&digests, (&kind, account, &code))?;
    let mut tx = digests.app.db.read(&Actor::System("digests")).await?;
    let wants = store::wants(&mut tx, kind, account).await?;
    drop(tx);
    let text = context.text;
    let title = text.say(&kind.key("preview"));
    let content = html! {
        main.page.page-narrow.stack #content {
            h1 { (title) }
            @if wants {
                p { (text.say(&kind.key("stop-question"))) }
                form method="post" { button.button type="submit" { (text.say("digest-say-no")) } }
            } @else {
                p { (text.say(&kind.key("stopped"))) }
            }
        }
    };
    Ok(Page::new(&context, title).draw(content))
}

async fn stop_the_month(
    digests: State<Digests>,
    context: Context,
    Path((account, code)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response> {
    stop(digests, context, Path((Kind::Month.slug().to_owned(), account, code)), fields).await
}

/// A mail program that stops it in its reader's name is not led anywhere else (RFC 8058).
async fn stop(
    State(digests): State<Digests>,
    context: Context,
    Path((kind, account, code)): Path<(String, i64, String)>,
    fields: Fields,
) -> Result<Response> {
    let (kind, account) = proven(&digests, (&kind, account, &code))?;
    let mut tx = digests.app.db.write(&Actor::System("digests")).await?;
    store::set(&mut tx, context.now, (kind, account), false).await?;
    tx.commit().await?;
    if fields.optional("List-Unsubscribe").is_some() {
        return Ok(StatusCode::OK.into_response());
    }
    Ok(see_other(&digests.codes.path(kind, account)).into_response())
}
