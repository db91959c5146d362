//! The link by which somebody chooses a password, when they are invited or have forgotten theirs.

use super::{Refused, go, with_cookie};
use crate::{
    Accounts, Visitor,
    login::open_session,
    password::{self, Known},
    secret::digest,
    store::{self, access_log},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Refusal, RefusalKind};
use maud::html;
use web::{
    Context, Fields, FormErrors, Page, Result,
    parts::{Input, form_summary},
};

/// Whom a link invites.
struct Invited {
    hash: Vec<u8>,
    account: AccountId,
    email: String,
    name: String,
}

pub(super) async fn form(
    State(accounts): State<Accounts>,
    context: Context,
    Path(token): Path<String>,
) -> Result<Response> {
    let invited = invited(&accounts, &context, &token).await?;
    Ok(draw(&context, &invited, &token, &FormErrors::default()))
}

pub(super) async fn accept(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let invited = invited(&accounts, &context, &token).await?;
    let refused = match accepted(&accounts, &context, &visitor, &invited, &fields).await {
        Ok(response) => return Ok(response),
        Err(error) => Refused::from(error)?,
    };
    let page = draw(&context, &invited, &token, &refused.errors);
    Ok(refused.with(page))
}

async fn invited(accounts: &Accounts, context: &Context, token: &str) -> Result<Invited> {
    let hash = digest(token.as_bytes());
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let found = store::invitation::invited(&mut tx, context.now, &hash).await?;
    let (account, email, name) = found.ok_or_else(over)?;
    Ok(Invited { hash, account, email, name })
}

fn over() -> Refusal {
    Refusal::new("invitation-over", RefusalKind::Missing)
}

async fn accepted(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    invited: &Invited,
    fields: &Fields,
) -> Result<Response> {
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let grants = store::grant::grants_of(&mut tx, invited.account).await?;
    drop(tx);
    let known = Known::of(&accounts.directory.now(), &invited.name, &invited.email, &grants);
    let secret = password::choose(fields.raw("password"), known).await?;
    let hash = accounts.hasher.hash(secret, &*accounts.app.randomness).await?;
    let mut tx = accounts.app.db.write(&context.actor).await?;
    if !store::invitation::take(&mut tx, &invited.hash).await? {
        return Err(over().into());
    }
    store::account::set_password(&mut tx, invited.account, &hash).await?;
    store::session::end_all(&mut tx, invited.account).await?;
    access_log::write(&mut tx, context.now, Some(invited.account), None, "password-chosen", "").await?;
    let cookie = open_session(accounts, &mut tx, context, visitor, invited.account, false).await?;
    tx.commit().await?;
    Ok(with_cookie(go("/"), cookie))
}

fn draw(context: &Context, invited: &Invited, token: &str, errors: &FormErrors) -> Response {
    let text = context.text;
    let password = Input {
        name: "password",
        label: text.say("accounts-new-password"),
        kind: "password",
        hint: Some(text.fill("accounts-password-rule", &[("shortest", password::SHORTEST.into())])),
        required: true,
        autocomplete: "new-password",
        form: (&Fields::default(), errors),
    };
    Page::new(context, text.say("accounts-invitation-title")).draw(html! {
        main.page.page-narrow.stack #content {
            h1 { (text.fill("accounts-invitation-welcome", &[("name", invited.name.as_str().into())])) }
            p.lead { (text.fill("accounts-invitation-words", &[("network", (&*context.network).into())])) }
            form.card.form method="post" action=(format!("/invitations/{}", web::parts::encode(token))) {
                (form_summary(errors, text))
                dl.facts { dt { (text.say("accounts-email")) } dd { (invited.email) } }
                // Password managers pair the new password with this address.
                input type="hidden" name="email" value=(invited.email) autocomplete="username";
                (password.row(text))
                div.form-actions { button.button type="submit" { (text.say("accounts-choose-password")) } }
            }
        }
    })
}
