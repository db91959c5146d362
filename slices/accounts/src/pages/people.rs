//! The team: who holds a role in what one manages, and inviting somebody.

use super::{Refused, words};
use crate::{
    Accounts,
    model::{Email, parse_scope, scope_text},
    policy,
    store::{self, account::Account, grant::GrantRow},
    team,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use kernel::{AccountId, Actor, Grant, Refusal, Right, Role, Scope, Whereabouts};
use maud::{Markup, html};
use network::Snapshot;
use std::collections::BTreeMap;
use web::{
    Context, Error, Fields, FormErrors, Page, Result, Section, Text,
    parts::{Input, Tone, form_summary, icon, notice, select},
};

pub(super) async fn page(State(accounts): State<Accounts>, context: Context) -> Result<Response> {
    let text = context.text;
    let snapshot = accounts.directory.now();
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let mut grants: BTreeMap<AccountId, Vec<Grant>> = BTreeMap::new();
    for GrantRow { account, grant, .. } in store::grant::all(&mut tx).await? {
        grants.entry(account).or_default().push(grant);
    }
    let mut people: Vec<(Account, Vec<Grant>)> = Vec::new();
    for account in store::account::accounts(&mut tx).await? {
        let mut grants = grants.remove(&account.id).unwrap_or_default();
        if policy::sees(&context.actor, &grants, &snapshot) {
            grants.retain(|grant| !policy::is_over(grant, &snapshot, context.now));
            people.push((account, grants));
        }
    }
    let (here, gone): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|(account, grants)| account.disabled_at.is_none() && !grants.is_empty());
    Ok(Page::new(&context, text.say("accounts-team-title")).section(Section::Team).draw(html! {
        main.page.stack #content {
            div.page-head {
                div { h1 { (text.say("accounts-team-title")) } p { (text.say("accounts-team-words")) } }
                div.row.push {
                    (ways(&context))
                    a.button href="/team/invitations" { (icon("user-plus")) (text.say("accounts-invite")) }
                }
            }
            @if here.is_empty() {
                div.empty { (icon("users-three")) h2 { (text.say("accounts-nobody")) } p { (text.say("accounts-nobody-words")) } }
            } @else {
                section.card { (table(text, &snapshot, &here)) }
            }
            @if !gone.is_empty() {
                details.disclosure { summary { (text.say("accounts-gone")) } div.card { (table(text, &snapshot, &gone)) } }
            }
        }
    }))
}

/// The neighbouring pages that the visitor may open.
fn ways(context: &Context) -> Markup {
    let text = context.text;
    html! {
        @if context.actor.may_somewhere(Right::ManageDevices) {
            a.button.button-quiet href="/team/devices" { (icon("devices")) (text.say("accounts-devices-title")) }
        }
        @if context.actor.may(Right::ManageDevices, Whereabouts::Network) {
            a.button.button-quiet href="/team/mail" { (icon("envelope-open-duotone")) (text.say("accounts-mail-title")) }
        }
        @if context.actor.may_somewhere(Right::SeeAccessLog) {
            a.button.button-quiet href="/team/access-log" { (icon("clipboard-text")) (text.say("accounts-access-log-title")) }
        }
    }
}

fn table(text: Text, snapshot: &Snapshot, people: &[(Account, Vec<Grant>)]) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="region" aria-label=(text.say("accounts-team-title")) {
            table.table {
                thead { tr {
                    th scope="col" { (text.say("accounts-name")) }
                    th scope="col" { (text.say("accounts-email")) }
                    th scope="col" { (text.say("accounts-roles")) }
                } }
                tbody {
                    @for (account, grants) in people {
                        tr {
                            th scope="row" {
                                a href=(format!("/team/accounts/{}", account.id)) { (account.name) }
                                " " (state(text, account))
                            }
                            td { (account.email) }
                            td {
                                @for grant in grants {
                                    div { (words::role(text, grant.role)) " · " span.soft { (words::scope(text, grant.scope, snapshot)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What stands out about an account.
pub(super) fn state(text: Text, account: &Account) -> Markup {
    html! {
        @if account.disabled_at.is_some() { span.tag.tag-danger { (text.say("accounts-closed")) } }
        @else if !account.has_password { span.tag.tag-warn { (text.say("accounts-waiting")) } }
    }
}

pub(super) async fn form(State(accounts): State<Accounts>, context: Context) -> Response {
    draw(&accounts, &context, &Fields::default(), &FormErrors::default())
}

fn draw(accounts: &Accounts, context: &Context, fields: &Fields, errors: &FormErrors) -> Response {
    let text = context.text;
    let snapshot = accounts.directory.now();
    let input = |name, label: &str, kind, hint: Option<&str>| {
        let (label, hint) = (text.say(label), hint.map(|key| text.say(key)));
        Input { name, label, kind, hint, required: true, autocomplete: "off", form: (fields, errors) }.row(text)
    };
    Page::new(context, text.say("accounts-invite")).section(Section::Team).draw(html! {
        main.page.page-narrow.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            h1 { (text.say("accounts-invite")) }
            form.card.form method="post" action="/team/invitations" {
                (form_summary(errors, text))
                (input("name", "accounts-name", "text", Some("accounts-name-hint")))
                (input("email", "accounts-email", "email", None))
                (role_fields(context, &snapshot, fields, errors))
                div.form-actions { button.button type="submit" { (text.say("accounts-make-link")) } }
            }
        }
    })
}

/// The choice of a role and of where it holds, among what the visitor may give.
pub(super) fn role_fields(context: &Context, snapshot: &Snapshot, fields: &Fields, errors: &FormErrors) -> Markup {
    let text = context.text;
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| may_give_somewhere(&context.actor, *role))
        .map(|role| (role.slug().to_owned(), words::role(text, role)))
        .collect();
    let all = std::iter::once(Scope::Network)
        .chain(snapshot.associations().map(|association| Scope::Association(association.id)))
        .chain(snapshot.places().map(|place| Scope::Place(place.row.id)));
    let managed = |scope: &Scope| {
        policy::whereabouts(*scope, snapshot).is_some_and(|target| context.actor.may(Right::ManageAccounts, target))
    };
    let scopes: Vec<_> =
        all.filter(managed).map(|scope| (scope_text(scope), words::scope(text, scope, snapshot))).collect();
    html! {
        div.form-grid {
            (select("role", &text.say("accounts-role"), &roles, (fields, errors), text))
            (select("scope", &text.say("accounts-scope"), &scopes, (fields, errors), text))
        }
    }
}

fn may_give_somewhere(actor: &Actor, role: Role) -> bool {
    actor.person().is_some_and(|person| person.grants.iter().any(|grant| policy::gives(grant.role).contains(&role)))
}

/// The grant that was chosen, from today on, if the visitor may give it.
pub(super) fn chosen_grant(
    context: &Context,
    snapshot: &Snapshot,
    fields: &Fields,
    errors: &mut FormErrors,
) -> Option<Grant> {
    let role = Role::from_slug(fields.get("role")).ok_or_else(|| Refusal::invalid("no-role").field("role"));
    let scope = parse_scope(fields.get("scope")).ok_or_else(|| Refusal::invalid("no-scope").field("scope"));
    let (role, scope) = (errors.take(role), errors.take(scope));
    let (role, scope) = (role?, scope?);
    if !policy::fits(role, scope) {
        errors.push(Refusal::invalid("role-elsewhere").field("scope"));
        return None;
    }
    if !policy::may_give(&context.actor, role, scope, snapshot) {
        errors.push(Refusal::invalid("role-too-wide").field("role"));
        return None;
    }
    Some(Grant { role, scope, from: policy::today(scope, snapshot, context.now), to: None })
}

pub(super) async fn invite(
    State(accounts): State<Accounts>,
    context: Context,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let snapshot = accounts.directory.now();
    let mut errors = FormErrors::default();
    let name = errors.required(&fields, "name", 80);
    let email = errors.take(Email::parse(fields.get("email")));
    let grant = chosen_grant(&context, &snapshot, &fields, &mut errors);
    let refused = match (email, grant) {
        (Some(email), Some(grant)) if errors.is_empty() => {
            match invited(&accounts, &context, &snapshot, &email, &name, grant).await {
                Ok((account, link)) => {
                    let link = link.map(|link| whole(&accounts, &headers, &link));
                    return Ok(draw_link(&context, account, &name, link.as_deref()));
                }
                Err(error) => Refused::from(error)?,
            }
        }
        _ => Refused::fields(errors),
    };
    let page = draw(&accounts, &context, &fields, &refused.errors);
    Ok(refused.with(page))
}

/// Gives the role to the account of that address, made if need be, and a link if the visitor answers for that account and it
/// has no password yet.
async fn invited(
    accounts: &Accounts,
    context: &Context,
    snapshot: &Snapshot,
    email: &Email,
    name: &str,
    grant: Grant,
) -> Result<(AccountId, Option<String>), Error> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let account = match store::account::by_email(&mut tx, email).await? {
        None => {
            let made =
                store::account::create_account(&mut tx, context.now, email, name, context.locale().tag()).await?;
            made.ok_or(db::DbError::Contention)?
        }
        Some(found) if context.actor.person().is_some_and(|person| person.account == found.id) => {
            return Err(Refusal::invalid("own-roles").field("email").into());
        }
        Some(found) if found.disabled_at.is_some() => {
            return Err(Refusal::invalid("account-closed").field("email").into());
        }
        Some(found) => found.id,
    };
    team::give(&mut tx, context.now, account, grant).await?;
    let grants = store::grant::grants_of(&mut tx, account).await?;
    let waits = store::account::account(&mut tx, account).await?.is_some_and(|account| !account.has_password);
    let mut link = None;
    if waits && policy::masters(&context.actor, account, &grants, snapshot, context.now) {
        link = Some(team::invite(&mut tx, &accounts.app, account).await?);
    }
    tx.commit().await?;
    Ok((account, link))
}

/// A link with the address of this site before it: it is read far from here.
pub(super) fn whole(accounts: &Accounts, headers: &HeaderMap, link: &str) -> String {
    accounts.app.address(headers).unwrap_or_default() + link
}

/// The link, shown once: only its hash is stored.
pub(super) fn draw_link(context: &Context, account: AccountId, name: &str, link: Option<&str>) -> Response {
    let text = context.text;
    Page::new(context, text.say("accounts-invite")).section(Section::Team).draw(html! {
        main.page.page-narrow.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            h1 { (name) }
            @if let Some(link) = link {
                (notice(Tone::Ok, &text.say("accounts-link-made")))
                div.card.stack {
                    p { (text.say("accounts-link-words")) }
                    div.form-row {
                        label for="link" { (text.say("accounts-link")) }
                        input.field id="link" readonly value=(link);
                        p.form-hint { (text.say("accounts-link-hint")) }
                    }
                }
            } @else {
                (notice(Tone::Ok, &text.say("accounts-role-given")))
            }
            div.row {
                a.button href=(format!("/team/accounts/{account}")) { (text.say("accounts-see-person")) }
                a.button.button-quiet href="/team" { (text.say("accounts-back-to-team")) }
            }
        }
    })
}
