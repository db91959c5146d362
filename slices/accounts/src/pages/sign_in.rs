//! Signing in and out, and the language of somebody who has not signed in yet.

use super::{Refused, go, with_cookie};
use crate::{
    Accounts, Cookie, Visitor,
    login::{end_current, farewell, open_session, prove},
    model::{Email, Secret, local_path},
    store::access_log::log,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, Locale, Page, Result,
    parts::{Input, form_summary},
};

pub(super) async fn form(context: Context, visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    // A PIN opened this session: the password opens a whole one.
    if context.actor.person().is_some() && visitor.current.is_some_and(|current| !current.by_pin) {
        return go(local_path(fields.get("next")));
    }
    draw(&context, &fields, &FormErrors::default())
}

fn draw(context: &Context, fields: &Fields, errors: &FormErrors) -> Response {
    let text = context.text;
    let next = local_path(fields.get("next"));
    // On a shared machine the browser must not offer one agent's address to the next.
    let (name, password) =
        if context.actor.device().is_some() { ("off", "off") } else { ("username", "current-password") };
    let email = Input {
        name: "email",
        label: text.say("accounts-email"),
        kind: "email",
        hint: None,
        required: true,
        autocomplete: name,
        form: (fields, errors),
    };
    let password = Input {
        name: "password",
        label: text.say("accounts-password"),
        kind: "password",
        hint: None,
        required: true,
        autocomplete: password,
        form: (fields, errors),
    };
    Page::new(context, text.say("accounts-sign-in-title")).draw(html! {
        main.page.page-narrow.stack #content {
            h1 { (text.say("accounts-sign-in-title")) }
            form.card.form method="post" action="/sign-in" {
                (form_summary(errors, text))
                input type="hidden" name="next" value=(next);
                (email.row(text))
                (password.row(text))
                div.form-actions { button.button type="submit" { (text.say("sign-in")) } }
            }
            p.soft { (text.say("accounts-sign-in-help")) }
            (languages(context, next))
        }
    })
}

fn languages(context: &Context, next: &str) -> Markup {
    html! {
        form.row method="post" action="/language" {
            input type="hidden" name="next" value=(format!("/sign-in?next={}", web::parts::encode(next)));
            @for locale in Locale::ALL.into_iter().filter(|locale| *locale != context.locale()) {
                button.button.button-plain.button-small type="submit" name="language" value=(locale.tag()) lang=(locale.tag()) {
                    (web::parts::icon("translate")) " " (super::words::language(locale))
                }
            }
        }
    }
}

pub(super) async fn sign_in(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    let refused = match proven(&accounts, &context, &visitor, &fields).await {
        Ok(response) => return Ok(response),
        Err(error) => Refused::from(error)?,
    };
    let page = draw(&context, &fields, &refused.errors);
    Ok(refused.with(page))
}

async fn proven(accounts: &Accounts, context: &Context, visitor: &Visitor, fields: &Fields) -> Result<Response> {
    let email = Email::parse(fields.get("email"))?;
    let account = prove(accounts, context, visitor, &email, Secret::typed(fields.raw("password"))).await?;
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let cookie = open_session(accounts, &mut tx, context, visitor, account, false).await?;
    tx.commit().await?;
    farewell(accounts, &context.actor, Some(account)).await;
    Ok(with_cookie(go(local_path(fields.get("next"))), cookie))
}

pub(super) async fn sign_out(State(accounts): State<Accounts>, context: Context, visitor: Visitor) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    end_current(&mut tx, &context.actor, &visitor).await?;
    log(&mut tx, context.now, &context.actor, "sign-out", "").await?;
    tx.commit().await?;
    farewell(&accounts, &context.actor, None).await;
    let counter = context.actor.device().is_some_and(|device| device.kind == kernel::DeviceKind::Counter);
    let answer = go(if counter { "/agent-change" } else { "/sign-in" });
    Ok(with_cookie(answer, Cookie::Session.set("", 0, accounts.app.secure_cookies)))
}

/// A year, in seconds.
const YEAR: i64 = 365 * 24 * 3600;

pub(super) async fn language(State(accounts): State<Accounts>, fields: Fields) -> Response {
    let locale = Locale::preferred(fields.get("language"));
    let cookie = Cookie::Language.set(locale.tag(), YEAR, accounts.app.secure_cookies);
    with_cookie(go(local_path(fields.get("next"))), cookie)
}
