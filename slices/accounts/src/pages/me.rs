//! One's own account: name and language, password, PIN, sessions.

use super::{Refused, go, id, with_cookie, words};
use crate::{
    Accounts, Visitor,
    login::{open_session, prove_again},
    model::Secret,
    password::{self, Known},
    store::{self, access_log::log, account::Account, session::Open},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{Refusal, RefusalKind};
use maud::{Markup, html};
use uuid::Uuid;
use web::{
    Context, Error, Fields, FormErrors, Locale, Page, Result, Text,
    parts::{Input, form_summary, icon, select},
};

/// Which of the page's forms was refused.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Profile,
    Password,
    Pin,
}

/// What was posted: nothing yet, or a form that comes back.
struct Posted<'a> {
    form: Option<Form>,
    fields: &'a Fields,
    errors: FormErrors,
}

pub(super) async fn page(State(accounts): State<Accounts>, context: Context, visitor: Visitor) -> Result<Response> {
    let posted = Posted { form: None, fields: &Fields::default(), errors: FormErrors::default() };
    draw(&accounts, &context, &visitor, posted).await
}

pub(super) async fn set_profile(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let name = errors.required(&fields, "name", 80);
    if !errors.is_empty() {
        return again(&accounts, &context, &visitor, Form::Profile, &fields, Refused::fields(errors)).await;
    }
    let account = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let locale = Locale::preferred(fields.get("locale"));
    let mut tx = accounts.app.db.write(&context.actor).await?;
    store::account::set_profile(&mut tx, account, &name, locale.tag()).await?;
    tx.commit().await?;
    Ok(go("/me"))
}

pub(super) async fn set_password(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    match password_set(&accounts, &context, &visitor, &fields).await {
        Ok(response) => Ok(response),
        Err(error) => again(&accounts, &context, &visitor, Form::Password, &fields, Refused::from(error)?).await,
    }
}

async fn password_set(accounts: &Accounts, context: &Context, visitor: &Visitor, fields: &Fields) -> Result<Response> {
    let account = mine(accounts, context).await?;
    let grants = context.actor.person().map_or(&[][..], |person| person.grants.as_slice());
    let known = Known::of(&accounts.directory.now(), &account.name, &account.email, grants);
    let present = Secret::typed(fields.raw("present"));
    prove_again(accounts, context, visitor, "present", present).await?;
    let secret = password::choose(fields.raw("password"), known).await?;
    let hash = accounts.hasher.hash(secret, &*accounts.app.randomness).await?;
    let mut tx = accounts.app.db.write(&context.actor).await?;
    store::account::set_password(&mut tx, account.id, &hash).await?;
    store::session::end_all(&mut tx, account.id).await?;
    store::invitation::forget(&mut tx, account.id).await?;
    log(&mut tx, context.now, &context.actor, "password-chosen", "").await?;
    let cookie = open_session(accounts, &mut tx, context, visitor, account.id, false).await?;
    tx.commit().await?;
    Ok(with_cookie(go("/me"), cookie))
}

pub(super) async fn set_pin(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    match pin_set(&accounts, &context, &visitor, &fields).await {
        Ok(()) => Ok(go("/me")),
        Err(error) => again(&accounts, &context, &visitor, Form::Pin, &fields, Refused::from(error)?).await,
    }
}

async fn pin_set(accounts: &Accounts, context: &Context, visitor: &Visitor, fields: &Fields) -> Result<()> {
    // An empty PIN takes the present one away.
    let secret = if fields.get("pin").is_empty() { None } else { Some(Secret::pin(fields.get("pin"))?) };
    let present = Secret::typed(fields.raw("present-for-pin"));
    let account = prove_again(accounts, context, visitor, "present-for-pin", present).await?;
    let hash = match secret {
        Some(secret) => Some(accounts.hasher.hash(secret, &*accounts.app.randomness).await?),
        None => None,
    };
    let mut tx = accounts.app.db.write(&context.actor).await?;
    store::account::set_pin(&mut tx, account, hash).await?;
    log(&mut tx, context.now, &context.actor, "pin-chosen", "").await?;
    Ok(tx.commit().await?)
}

pub(super) async fn end_session(
    State(accounts): State<Accounts>,
    context: Context,
    Path(session): Path<String>,
) -> Result<Response> {
    let account = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = accounts.app.db.write(&context.actor).await?;
    if !store::session::end(&mut tx, account, id::<Uuid>(&session)?).await? {
        return Err(Refusal::missing().into());
    }
    log(&mut tx, context.now, &context.actor, "session-ended", "").await?;
    tx.commit().await?;
    Ok(go("/me"))
}

async fn mine(accounts: &Accounts, context: &Context) -> Result<Account> {
    let person = context.actor.person().ok_or_else(Refusal::missing)?;
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let gone = || Refusal::new("sign-in-first", RefusalKind::SignInFirst);
    Ok(store::account::account(&mut tx, person.account).await?.ok_or_else(gone)?)
}

async fn again(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    form: Form,
    fields: &Fields,
    refused: Refused,
) -> Result<Response> {
    let status: StatusCode = refused.status;
    let posted = Posted { form: Some(form), fields, errors: refused.errors };
    Ok((status, draw(accounts, context, visitor, posted).await?).into_response())
}

async fn draw(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    posted: Posted<'_>,
) -> Result<Response, Error> {
    let text = context.text;
    let account = mine(accounts, context).await?;
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let sessions = store::session::of(&mut tx, context.now, account.id).await?;
    drop(tx);
    let (none, no_error) = (Fields::default(), FormErrors::default());
    let mut stored = Fields::default();
    stored.set("name", &account.name);
    stored.set("locale", &account.locale);
    let of = |form: Form, otherwise| {
        if posted.form == Some(form) { (posted.fields, &posted.errors) } else { (otherwise, &no_error) }
    };
    let snapshot = accounts.directory.now();
    Ok(Page::new(context, text.say("accounts-me-title")).script("leaving.js").draw(html! {
        main.page.page-narrow.stack #content {
            div.page-head {
                div { h1 { (account.name) } p { (account.email) } }
                form.push method="post" action="/sign-out" {
                    button.button.button-quiet type="submit" { (icon("sign-out")) (text.say("accounts-sign-out")) }
                }
            }
            (leaving(text))
            @if let Some(person) = context.actor.person() {
                ul.row {
                    @for grant in &person.grants {
                        li.tag.tag-primary {
                            (words::role(text, grant.role)) " · " (words::scope(text, grant.scope, &snapshot))
                        }
                    }
                }
            }
            (profile(context, of(Form::Profile, &stored)))
            (password(context, &account, of(Form::Password, &none)))
            (pin(context, &account, of(Form::Pin, &none)))
            (list(context, visitor, &snapshot, &sessions))
        }
    }))
}

/// What this device has not sent stays on it: its script says how much, beside the button that signs out.
fn leaving(text: Text) -> Markup {
    let sentence = |key| text.fill(key, &[("count", "{count}".into())]);
    html! {
        p.notice.notice-warn #leaving role="status" hidden
            data-one=(sentence("accounts-leaving-one")) data-other=(sentence("accounts-leaving-other")) {}
    }
}

fn profile(context: &Context, form: (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let name = Input {
        name: "name",
        label: text.say("accounts-name"),
        kind: "text",
        hint: Some(text.say("accounts-name-hint")),
        required: true,
        autocomplete: "off",
        form,
    };
    html! {
        form.card.form method="post" action="/me/profile" {
            h2 { (text.say("accounts-profile")) }
            (form_summary(form.1, text))
            (name.row(text))
            (select("locale", &text.say("accounts-language"), &words::languages(), form, text))
            div.form-actions { button.button type="submit" { (text.say("accounts-save")) } }
        }
    }
}

fn password(context: &Context, account: &Account, form: (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let input = |name, label: &str, hint, autocomplete| {
        let label = text.say(label);
        Input { name, label, kind: "password", hint, required: true, autocomplete, form }.row(text)
    };
    let rule = text.fill("accounts-password-rule", &[("shortest", password::SHORTEST.into())]);
    html! {
        form.card.form method="post" action="/me/password" {
            h2 { (text.say("accounts-password")) }
            (form_summary(form.1, text))
            input type="hidden" name="email" value=(account.email) autocomplete="username";
            (input("present", "accounts-present-password", None, "current-password"))
            (input("password", "accounts-new-password", Some(rule), "new-password"))
            div.form-actions {
                button.button type="submit" { (text.say("accounts-change-password")) }
                p.soft.small { (text.say("accounts-change-password-words")) }
            }
        }
    }
}

fn pin(context: &Context, account: &Account, form: (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let state = text.say(if account.has_pin { "accounts-pin-set" } else { "accounts-pin-unset" });
    let present = Input {
        name: "present-for-pin",
        label: text.say("accounts-present-password"),
        kind: "password",
        hint: None,
        required: true,
        autocomplete: "current-password",
        form,
    };
    html! {
        form.card.form method="post" action="/me/pin" {
            h2 { (text.say("accounts-pin")) }
            p.soft { (state) }
            (form_summary(form.1, text))
            (pin_row(context, &text.say("accounts-new-pin"), Some(&text.say("accounts-pin-hint")), form.1))
            (present.row(text))
            div.form-actions { button.button type="submit" { (text.say("accounts-save-pin")) } }
        }
    }
}

/// A field of digits that shows none of them.
pub(super) fn pin_row(context: &Context, label: &str, hint: Option<&str>, errors: &FormErrors) -> Markup {
    let error = errors.about("pin", context.text);
    let described = [hint.map(|_| "pin-hint"), error.as_ref().map(|_| "pin-error")];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        div.form-row {
            label for="pin" { (label) }
            @if let Some(hint) = hint { p.form-hint id="pin-hint" { (hint) } }
            input.field.field-short id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="6"
                aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[(!described.is_empty()).then_some(described)];
            @if let Some(error) = &error { p.form-error id="pin-error" { (error) } }
        }
    }
}

fn list(context: &Context, visitor: &Visitor, snapshot: &network::Snapshot, sessions: &[Open]) -> Markup {
    let text = context.text;
    html! {
        section.card {
            h2 { (text.say("accounts-sessions")) }
            ul.lines {
                @for session in sessions {
                    li.row {
                        div {
                            @if session.agent.is_empty() { (text.say("accounts-some-browser")) } @else { (session.agent) }
                            @if let Some(device) = &session.device { " · " (device) }
                            small {
                                (text.fill("accounts-seen", &[("when", words::instant(context, snapshot, session.seen_at).into())]))
                            }
                        }
                        @if visitor.current.is_some_and(|current| current.id == session.id) {
                            span.tag.tag-ok.push { (text.say("accounts-this-session")) }
                        } @else {
                            form.push method="post" action=(format!("/me/sessions/{}/revocation", session.id)) {
                                button.button.button-quiet.button-small type="submit" { (text.say("accounts-end-session")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
