//! Somebody of the team: their roles, a new link, closing their account.

use super::{
    Refused, go, id,
    people::{self, chosen_grant, draw_link, role_fields, state},
    words,
};
use crate::{
    Accounts, policy,
    store::{self, access_log::log, account::Account, grant::GrantRow},
    team,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use db::Tx;
use kernel::{AccountId, Grant, Refusal};
use maud::{Markup, html};
use network::Snapshot;
use std::sync::Arc;
use web::{
    Context, Fields, FormErrors, Page, Result, Section,
    parts::{form_summary, icon},
};

/// An account that the visitor may see, with all its roles.
struct Person {
    account: Account,
    rows: Vec<GrantRow>,
    snapshot: Arc<Snapshot>,
}

impl Person {
    async fn read(accounts: &Accounts, context: &Context, tx: &mut Tx, id: AccountId) -> Result<Self> {
        let account = store::account::account(tx, id).await?.ok_or_else(Refusal::missing)?;
        let rows = store::grant::rows_of(tx, id).await?;
        let person = Self { account, rows, snapshot: accounts.directory.now() };
        if !policy::sees(&context.actor, &person.grants(), &person.snapshot) {
            return Err(Refusal::missing().into());
        }
        Ok(person)
    }

    fn grants(&self) -> Vec<Grant> {
        self.rows.iter().map(|row| row.grant).collect()
    }

    fn mastered_by(&self, context: &Context) -> bool {
        policy::masters(&context.actor, self.account.id, &self.grants(), &self.snapshot, context.now)
    }

    fn is(&self, context: &Context) -> bool {
        context.actor.person().is_some_and(|person| person.account == self.account.id)
    }

    /// Refuses what makes no sense for an account that is closed.
    fn require_open(&self) -> Result<(), Refusal> {
        if self.account.disabled_at.is_some() { Err(Refusal::missing()) } else { Ok(()) }
    }

    /// Refuses unless the visitor answers for the whole account.
    fn require_mastery(&self, context: &Context) -> Result<(), Refusal> {
        if self.mastered_by(context) { Ok(()) } else { Err(Refusal::forbidden()) }
    }
}

pub(super) async fn page(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    Ok(draw(&context, &person, &Fields::default(), &FormErrors::default()))
}

pub(super) async fn add_grant(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    let mut errors = FormErrors::default();
    if person.is(&context) {
        errors.push(Refusal::invalid("own-roles"));
    }
    match chosen_grant(&context, &person.snapshot, &fields, &mut errors) {
        Some(grant) if errors.is_empty() => {
            team::give(&mut tx, context.now, person.account.id, grant).await?;
            tx.commit().await?;
            Ok(go(&format!("/team/accounts/{}", person.account.id)))
        }
        _ => {
            let refused = Refused::fields(errors);
            let page = draw(&context, &person, &fields, &refused.errors);
            Ok(refused.with(page))
        }
    }
}

pub(super) async fn end_grant(
    State(accounts): State<Accounts>,
    context: Context,
    Path(grant): Path<String>,
    mut fields: Fields,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let row = store::grant::by_id(&mut tx, id(&grant)?).await?.ok_or_else(Refusal::missing)?;
    let person = Person::read(&accounts, &context, &mut tx, row.account).await?;
    let refused = match ended(&context, &person, &mut tx, &row, &fields).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(go(&format!("/team/accounts/{}", row.account)));
        }
        Err(error) => Refused::from(error)?,
    };
    fields.set("grant", row.id.to_string());
    let page = draw(&context, &person, &fields, &refused.errors);
    Ok(refused.with(page))
}

async fn ended(context: &Context, person: &Person, tx: &mut Tx, row: &GrantRow, fields: &Fields) -> Result<()> {
    if person.is(context) {
        return Err(Refusal::invalid("own-roles").into());
    }
    if !policy::may_give(&context.actor, row.grant.role, row.grant.scope, &person.snapshot) {
        return Err(Refusal::invalid("role-too-wide").into());
    }
    let mut errors = FormErrors::default();
    let last = errors.date(fields, "last").ok_or_else(|| Refusal::invalid("not-a-date").field("last"))?;
    team::end(tx, context.now, &person.snapshot, row, last).await
}

pub(super) async fn renew_link(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    person.require_mastery(&context)?;
    person.require_open()?;
    let link = team::invite(&mut tx, &accounts.app, person.account.id).await?;
    tx.commit().await?;
    let link = people::whole(&accounts, &headers, &link);
    Ok(draw_link(&context, person.account.id, &person.account.name, Some(&link)))
}

/// Asks once more: whoever is at work in that account is thrown out at once.
pub(super) async fn confirm_closure(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    person.require_mastery(&context)?;
    person.require_open()?;
    let (text, page) = (context.text, format!("/team/accounts/{}", person.account.id));
    let title = text.fill("accounts-close-title", &[("name", person.account.name.as_str().into())]);
    Ok(Page::new(&context, title.clone()).section(Section::Team).draw(html! {
        main.page.page-narrow.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            h1 { (title) }
            form.card.form method="post" action=(format!("{page}/closure")) {
                p { (text.say("accounts-close-words")) }
                div.form-actions {
                    button.button.button-danger type="submit" { (icon("prohibit")) (text.say("accounts-close")) }
                    a.button.button-quiet href=(page) { (text.say("accounts-keep")) }
                }
            }
        }
    }))
}

pub(super) async fn close(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    person.require_mastery(&context)?;
    match team::close(&mut tx, context.now, &person.snapshot, person.account.id).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(go("/team"))
        }
        Err(error) => {
            let refused = Refused::from(error)?;
            let page = draw(&context, &person, &Fields::default(), &refused.errors);
            Ok(refused.with(page))
        }
    }
}

pub(super) async fn reopen(
    State(accounts): State<Accounts>,
    context: Context,
    Path(account): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let person = Person::read(&accounts, &context, &mut tx, id(&account)?).await?;
    person.require_mastery(&context)?;
    store::account::set_disabled(&mut tx, person.account.id, None).await?;
    log(&mut tx, context.now, &context.actor, "account-opened", &person.account.id.to_string()).await?;
    tx.commit().await?;
    Ok(go(&format!("/team/accounts/{}", person.account.id)))
}

fn draw(context: &Context, person: &Person, fields: &Fields, errors: &FormErrors) -> Response {
    let text = context.text;
    let account = &person.account;
    Page::new(context, account.name.clone())
        .section(Section::Team)
        .draw(html! {
            main.page.page-narrow.stack #content {
                nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
                div.page-head { div { h1 { (account.name) " " (state(text, account)) } p { (account.email) } } }
                (form_summary(errors, text))
                section.card {
                    h2 { (text.say("accounts-roles")) }
                    ul.lines { @for row in &person.rows { li { (role_line(context, person, row, (fields, errors))) } } }
                }
                @if !person.is(context) && account.disabled_at.is_none() {
                    form.card.form method="post" action=(format!("/team/accounts/{}/grants", account.id)) {
                        h2 { (text.say("accounts-add-role")) }
                        (role_fields(context, &person.snapshot, fields, errors))
                        div.form-actions { button.button type="submit" { (text.say("accounts-give-role")) } }
                    }
                }
                @if person.mastered_by(context) { (whole(context, account)) }
            }
        })
        .into_response()
}

fn role_line(context: &Context, person: &Person, row: &GrantRow, form: (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let grant = &row.grant;
    let over = policy::is_over(grant, &person.snapshot, context.now);
    let mine = !person.is(context) && policy::may_give(&context.actor, grant.role, grant.scope, &person.snapshot);
    let from = words::day(text, grant.from);
    let field = format!("last-{}", row.id);
    let (fields, errors) = form;
    let refused = fields.get("grant") == row.id.to_string();
    let error = errors.about("last", text).filter(|_| refused);
    let today = policy::today(grant.scope, &person.snapshot, context.now).to_string();
    let last = if refused { fields.get("last") } else { &today };
    html! {
        strong { (words::role(text, grant.role)) } " · " (words::scope(text, grant.scope, &person.snapshot))
        small {
            @match grant.to {
                Some(last) => (text.fill("accounts-from-to", &[("from", from.into()), ("to", words::day(text, last).into())])),
                None => (text.fill("accounts-from", &[("from", from.into())])),
            }
        }
        @if !over && mine {
            details.disclosure open[refused] {
                summary { (text.say("accounts-end-role")) }
                form.form method="post" action=(format!("/team/grants/{}/end", row.id)) {
                    div.form-row {
                        label for=(field) { (text.say("accounts-last-day")) }
                        p.form-hint { (text.say("accounts-last-day-hint")) }
                        input.field.field-short id=(field) name="last" type="date" required
                            value=(last) aria-invalid=[error.as_ref().map(|_| "true")]
                            aria-describedby=[error.as_ref().map(|_| format!("{field}-error"))];
                        @if let Some(error) = &error { p.form-error id=(format!("{field}-error")) { (error) } }
                    }
                    div.form-actions { button.button.button-quiet type="submit" { (text.say("accounts-end-role")) } }
                }
            }
        }
    }
}

/// What concerns the account as a whole.
fn whole(context: &Context, account: &Account) -> Markup {
    let text = context.text;
    let post = |what: &str, picture: &str, label: &str| {
        html! {
            form method="post" action=(format!("/team/accounts/{}/{what}", account.id)) {
                button.button.button-quiet type="submit" { (icon(picture)) (text.say(label)) }
            }
        }
    };
    html! {
        section.card {
            h2 { (text.say("accounts-account")) }
            p.soft { (text.say("accounts-account-words")) }
            div.row {
                @if account.disabled_at.is_some() {
                    (post("reopening", "repeat", "accounts-reopen"))
                } @else {
                    (post("invitations", "key", "accounts-new-link"))
                    a.button.button-danger href=(format!("/team/accounts/{}/closure", account.id)) {
                        (icon("prohibit")) (text.say("accounts-close"))
                    }
                }
            }
        }
    }
}
