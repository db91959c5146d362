//! `GET /team/mail`: what was sent, what waits, what was refused and why; `POST /team/mail/again` tries anew; `POST /team/mail/trial` sends
//! oneself a message.

use crate::{
    Letter, Mail, put,
    store::{self, FRESH, Listed},
};
use accounts::{Accounts, account, instant_words, names};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use kernel::{AccountId, Refusal, Right, Whereabouts};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::{Context, Fields, Need, Page, Result, Routed, Routes, Section, Text, parts, see_other};

/// Messages on the page.
const MOST: i64 = 200;

/// What the handlers share.
#[derive(Clone)]
struct Here {
    mail: Mail,
    accounts: Accounts,
}

/// The page of mail.
pub fn routes(mail: Mail, accounts: Accounts) -> Routed {
    let need = Need::Right(Right::ManageDevices);
    Routes::new()
        .get("/team/mail", need, page)
        .post("/team/mail/again", need, again)
        .post("/team/mail/trial", need, trial)
        .with_state(Here { mail, accounts })
}

async fn page(State(here): State<Here>, context: Context) -> Result<Response> {
    context.require(Right::ManageDevices, Whereabouts::Network)?;
    let mut tx = here.mail.app.db.read(&context.actor).await?;
    let letters = store::latest(&mut tx, MOST).await?;
    let ids: Vec<AccountId> = letters.iter().map(|letter| letter.account).collect();
    let names = names(&mut tx, &ids).await?;
    drop(tx);
    let text = context.text;
    let network = here.accounts.directory.now();
    let when = |at| instant_words(&context, &network, at);
    let title = text.say("mail-title");
    let content = html! {
        main.page.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            div.page-head {
                div { h1 { (title) } p { (text.say("mail-lead")) } }
                @if here.mail.post().is_some() {
                    form.push method="post" action="/team/mail/trial" { button.button type="submit" { (text.say("mail-trial")) } }
                }
            }
            @if here.mail.post().is_none() { (parts::notice(parts::Tone::Warn, &text.say("mail-none-named"))) }
            section.card {
                @if letters.is_empty() { p.soft { (text.say("mail-nothing")) } } @else { (table(&letters, &names, context.now, &when, text)) }
            }
        }
    };
    Ok(Page::new(&context, title).section(Section::Team).draw(content))
}

fn table(
    letters: &[Listed],
    names: &BTreeMap<AccountId, String>,
    now: Timestamp,
    when: &dyn Fn(Timestamp) -> String,
    text: Text,
) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="region" aria-label=(text.say("mail-title")) {
            table.table.table-compact {
                thead { tr { @for key in ["mail-when", "mail-to", "mail-subject", "mail-state"] { th scope="col" { (text.say(key)) } } } }
                tbody {
                    @for letter in letters {
                        tr {
                            td.nowrap { (when(letter.made)) }
                            td { (names.get(&letter.account).map_or("", String::as_str)) br; span.soft.small { (letter.address) } }
                            td { (letter.subject) }
                            td { (state(letter, now, when, text)) }
                        }
                    }
                }
            }
        }
    }
}

fn state(letter: &Listed, now: Timestamp, when: &dyn Fn(Timestamp) -> String, text: Text) -> Markup {
    let at = |key: &str, at| text.fill(key, &[("when", when(at).into())]);
    let trouble = letter.trouble.as_deref().map(|words| text.fill("mail-server-said", &[("words", words.into())]));
    html! {
        @match (letter.sent, letter.due) {
            (Some(sent), _) => { (at("mail-sent", sent)) }
            (None, Some(_)) if letter.trouble.is_none() => { (text.say("mail-waits")) }
            (None, Some(due)) => { (at("mail-again-at", due)) }
            (None, None) => {
                (text.say("mail-given-up"))
                @if letter.made >= now - FRESH { form method="post" action="/team/mail/again" {
                    input type="hidden" name="account" value=(letter.account);
                    input type="hidden" name="kind" value=(letter.kind);
                    input type="hidden" name="about" value=(letter.about);
                    button.button.button-quiet type="submit" { (text.say("mail-again")) }
                } }
            }
        }
        @if let Some(trouble) = trouble { p.soft.small { (trouble) } }
    }
}

async fn again(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    context.require(Right::ManageDevices, Whereabouts::Network)?;
    let account = AccountId(fields.get("account").parse().map_err(|_| Refusal::missing())?);
    let mut tx = here.mail.app.db.write(&context.actor).await?;
    let known = accounts::account(&mut tx, account).await?.ok_or_else(Refusal::missing)?;
    store::again(&mut tx, context.now, (account, fields.get("kind"), fields.get("about")), &known.email).await?;
    tx.commit().await?;
    here.mail.wake();
    Ok(see_other("/team/mail").into_response())
}

async fn trial(State(here): State<Here>, context: Context) -> Result<Response> {
    context.require(Right::ManageDevices, Whereabouts::Network)?;
    let id = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = here.mail.app.db.write(&context.actor).await?;
    let me = account(&mut tx, id).await?.ok_or_else(Refusal::missing)?;
    if here.mail.post().is_some() {
        put(&mut tx, context.now, &trial_of(me.email, id, context.now, context.text)).await?;
    }
    tx.commit().await?;
    here.mail.wake();
    Ok(see_other("/team/mail").into_response())
}

/// A second is a subject matter: whoever presses twice sends one.
fn trial_of(address: String, account: AccountId, now: Timestamp, text: Text) -> Letter {
    let words = text.say("mail-trial-words");
    Letter {
        account,
        address,
        kind: "trial",
        about: now.as_second().to_string(),
        subject: text.say("mail-trial-subject"),
        html: html! { (maud::DOCTYPE) html lang=(text.locale.tag()) { body { p { (words) } } } }.into_string(),
        plain: words,
        stop: None,
    }
}
