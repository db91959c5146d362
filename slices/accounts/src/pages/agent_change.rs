//! People take turns on a shared counter: one chooses one's name and types one's PIN.

use super::{Refused, go, with_cookie};
use crate::{
    Accounts, Visitor,
    login::{farewell, open_session, prove_pin},
    model::{Secret, local_path},
    policy, store,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::{AccountId, Device, DeviceKind, Refusal};
use maud::{Markup, html};
use std::{collections::BTreeSet, sync::Arc};
use web::{
    Context, Fields, FormErrors, Page, Result,
    parts::{form_summary, icon},
};

type Agents = Vec<(AccountId, String)>;

pub(super) async fn form(
    State(accounts): State<Accounts>,
    context: Context,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let device = counter(&context)?;
    let agents = agents(&accounts, &context, &device).await?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    Ok(draw(&accounts, &context, &device, &agents, &fields, &FormErrors::default()))
}

pub(super) async fn change(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    let device = counter(&context)?;
    let agents = agents(&accounts, &context, &device).await?;
    let refused = match changed(&accounts, &context, &visitor, &device, &agents, &fields).await {
        Ok(response) => return Ok(response),
        Err(error) => Refused::from(error)?,
    };
    let page = draw(&accounts, &context, &device, &agents, &fields, &refused.errors);
    Ok(refused.with(page))
}

/// Elsewhere than on an enrolled counter, there is no such page.
fn counter(context: &Context) -> Result<Arc<Device>, Refusal> {
    let device = context.actor.device().filter(|device| device.kind == DeviceKind::Counter);
    device.cloned().ok_or_else(Refusal::missing)
}

/// Those who may record at the counter's place today, and have a PIN.
async fn agents(accounts: &Accounts, context: &Context, device: &Device) -> Result<Agents> {
    let snapshot = accounts.directory.now();
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let rows = store::grant::all(&mut tx).await?;
    let may_record = |row: &&store::grant::GrantRow| {
        !policy::by_pin(&policy::holding(&[row.grant], &snapshot, context.now), device).is_empty()
    };
    let here: BTreeSet<_> = rows.iter().filter(may_record).map(|row| row.account).collect();
    let mut agents = store::account::with_pin(&mut tx).await?;
    agents.retain(|(account, _)| here.contains(account));
    Ok(agents)
}

async fn changed(
    accounts: &Accounts,
    context: &Context,
    visitor: &Visitor,
    device: &Device,
    agents: &Agents,
    fields: &Fields,
) -> Result<Response> {
    let chosen = fields.get("agent").parse::<AccountId>().ok();
    let (account, _) = agents
        .iter()
        .find(|(account, _)| Some(*account) == chosen)
        .ok_or_else(|| Refusal::invalid("no-agent").field("agent"))?;
    prove_pin(accounts, context, device, *account, Secret::typed(fields.get("pin"))).await?;
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let cookie = open_session(accounts, &mut tx, context, visitor, *account, true).await?;
    tx.commit().await?;
    farewell(accounts, &context.actor, Some(*account)).await;
    Ok(with_cookie(go(next(fields)), cookie))
}

fn next(fields: &Fields) -> &str {
    if fields.get("next").is_empty() { "/counter" } else { local_path(fields.get("next")) }
}

fn draw(
    accounts: &Accounts,
    context: &Context,
    device: &Device,
    agents: &Agents,
    fields: &Fields,
    errors: &FormErrors,
) -> Response {
    let text = context.text;
    let snapshot = accounts.directory.now();
    let place = snapshot.place(device.place).map_or(String::new(), |place| place.row.short_name.clone());
    let sign_in = format!("/sign-in?next={}", web::parts::encode(next(fields)));
    Page::new(context, text.say("accounts-agent-change-title")).at(place).draw(html! {
        main.page.page-narrow.stack #content {
            h1 { (text.say("accounts-agent-change-title")) }
            @if agents.is_empty() {
                div.empty {
                    (icon("users"))
                    h2 { (text.say("accounts-no-agent")) }
                    p { (text.say("accounts-no-agent-words")) }
                }
            } @else {
                form.card.form method="post" action="/agent-change" {
                    (form_summary(errors, text))
                    input type="hidden" name="next" value=(next(fields));
                    fieldset.choices aria-describedby=[errors.about("agent", text).map(|_| "agent-error")] {
                        legend { (text.say("accounts-agent")) }
                        @for (account, name) in agents {
                            label.choice {
                                input type="radio" name="agent" value=(account) required
                                    checked[fields.get("agent") == account.to_string()];
                                (name)
                            }
                        }
                        @if let Some(error) = errors.about("agent", text) { p.form-error id="agent-error" { (error) } }
                    }
                    (super::me::pin_row(context, &text.say("accounts-pin"), None, errors))
                    div.form-actions { button.button type="submit" { (text.say("accounts-take-counter")) } }
                }
            }
            p { (with_password(context, &sign_in)) }
        }
    })
}

fn with_password(context: &Context, sign_in: &str) -> Markup {
    html! { a href=(sign_in) { (context.text.say("accounts-with-password")) } }
}
