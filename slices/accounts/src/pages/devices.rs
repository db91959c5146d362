//! The enrolled devices of the places one manages.

use super::{Refused, go, id, words};
use crate::{
    Accounts, NewCode,
    store::{self, device::DeviceRow},
    team,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use db::Tx;
use kernel::{DeviceId, DeviceKind, PlaceId, Refusal, Right};
use maud::{Markup, html};
use network::Snapshot;
use web::{
    Context, Fields, FormErrors, Page, Result, Section,
    parts::{Input, form_summary, icon, select},
};

pub(super) async fn page(State(accounts): State<Accounts>, context: Context) -> Result<Response> {
    draw(&accounts, &context, None, &Fields::default(), &FormErrors::default()).await
}

pub(super) async fn add(State(accounts): State<Accounts>, context: Context, fields: Fields) -> Result<Response> {
    let snapshot = accounts.directory.now();
    let mut errors = FormErrors::default();
    let name = errors.required(&fields, "name", 60);
    let place = errors.take(chosen_place(&context, &snapshot, &fields));
    let kind = DeviceKind::from_slug(fields.get("kind")).filter(|kind| DeviceKind::ENROLLED.contains(kind));
    let kind = errors.take(kind.ok_or_else(|| Refusal::invalid("no-device-kind").field("kind")));
    let (Some(place), Some(kind), true) = (place, kind, errors.is_empty()) else {
        let refused = Refused::fields(errors);
        let page = draw(&accounts, &context, None, &fields, &refused.errors).await?;
        return Ok(refused.with(page));
    };
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let code = team::create_device(&mut tx, &accounts.app, place, kind, &name).await?;
    tx.commit().await?;
    draw(&accounts, &context, Some(code), &Fields::default(), &FormErrors::default()).await
}

fn chosen_place(context: &Context, snapshot: &Snapshot, fields: &Fields) -> Result<PlaceId, Refusal> {
    let place = fields.get("place").parse().ok().and_then(|id| snapshot.place(id));
    let place = place.filter(|place| context.actor.may(Right::ManageDevices, place.whereabouts()));
    Ok(place.ok_or_else(|| Refusal::invalid("no-device-place").field("place"))?.row.id)
}

pub(super) async fn renew_code(
    State(accounts): State<Accounts>,
    context: Context,
    Path(device): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let row = managed(&accounts, &context, &mut tx, id(&device)?).await?;
    let code = team::new_code(&mut tx, &accounts.app, row.id).await?;
    tx.commit().await?;
    draw(&accounts, &context, Some(code), &Fields::default(), &FormErrors::default()).await
}

pub(super) async fn revoke(
    State(accounts): State<Accounts>,
    context: Context,
    Path(device): Path<String>,
) -> Result<Response> {
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let row = managed(&accounts, &context, &mut tx, id(&device)?).await?;
    team::revoke_device(&mut tx, context.now, row.id).await?;
    tx.commit().await?;
    Ok(go("/team/devices"))
}

/// A device that people enrol, not revoked yet, at a place the visitor manages.
async fn managed(accounts: &Accounts, context: &Context, tx: &mut Tx, device: DeviceId) -> Result<DeviceRow> {
    let row = store::device::device(tx, device).await?.ok_or_else(Refusal::missing)?;
    let ours = DeviceKind::ENROLLED.contains(&row.kind) && row.revoked_at.is_none();
    if !ours || !manages(context, &accounts.directory.now(), row.place) {
        return Err(Refusal::missing().into());
    }
    Ok(row)
}

fn manages(context: &Context, snapshot: &Snapshot, place: PlaceId) -> bool {
    snapshot.place(place).is_some_and(|place| context.actor.may(Right::ManageDevices, place.whereabouts()))
}

async fn draw(
    accounts: &Accounts,
    context: &Context,
    code: Option<NewCode>,
    fields: &Fields,
    errors: &FormErrors,
) -> Result<Response> {
    let text = context.text;
    let snapshot = accounts.directory.now();
    let mut tx = accounts.app.db.read(&context.actor).await?;
    let mut rows = store::device::enrolled(&mut tx).await?;
    drop(tx);
    rows.retain(|row| row.revoked_at.is_none() && manages(context, &snapshot, row.place));
    Ok(Page::new(context, text.say("accounts-devices-title")).section(Section::Team).draw(html! {
        main.page.stack #content {
            nav.breadcrumb aria-label=(text.say("breadcrumb")) { a href="/team" { (text.say("accounts-team-title")) } }
            div.page-head { div { h1 { (text.say("accounts-devices-title")) } p { (text.say("accounts-devices-words")) } } }
            @if let Some(code) = &code { (code_card(context, &snapshot, code)) }
            div.columns {
                section.card.span-8 {
                    @if rows.is_empty() {
                        div.empty {
                            (icon("devices"))
                            h2 { (text.say("accounts-no-device")) }
                            p { (text.say("accounts-no-device-words")) }
                        }
                    } @else {
                        ul.lines { @for row in &rows { li.row { (line(context, &snapshot, row)) } } }
                    }
                }
                div.span-4 { (new_form(context, &snapshot, fields, errors)) }
            }
        }
    }))
}

/// The code, shown once: only its hash is stored.
fn code_card(context: &Context, snapshot: &Snapshot, code: &NewCode) -> Markup {
    let text = context.text;
    let until = words::instant(context, snapshot, code.until);
    html! {
        div.notice.notice-ok role="status" {
            (icon("key"))
            div {
                p { (text.say("accounts-code-made")) }
                p.lead { strong { (code.code) } }
                p { (text.fill("accounts-code-until", &[("until", until.into())])) }
            }
        }
    }
}

fn line(context: &Context, snapshot: &Snapshot, row: &DeviceRow) -> Markup {
    let text = context.text;
    let place = snapshot.place(row.place).map_or("", |place| place.row.short_name.as_str());
    let post = |what: &str, label: &str| {
        html! {
            form method="post" action=(format!("/team/devices/{}/{what}", row.id)) {
                button.button.button-quiet.button-small type="submit" { (text.say(label)) }
            }
        }
    };
    html! {
        div {
            strong { (row.name) } " · " (words::device(text, row.kind)) " · " (place)
            small {
                @match (row.expires_at, row.seen_at) {
                    (Some(end), _) if end <= context.now => (text.say("accounts-device-over")),
                    (Some(_), Some(seen)) => (text.fill("accounts-seen", &[("when", words::instant(context, snapshot, seen).into())])),
                    _ => (text.say("accounts-device-waits")),
                }
            }
        }
        div.row.push { (post("codes", "accounts-new-code")) (post("revocation", "accounts-revoke")) }
    }
}

fn new_form(context: &Context, snapshot: &Snapshot, fields: &Fields, errors: &FormErrors) -> Markup {
    let text = context.text;
    let places = snapshot.places_of(&context.actor, Right::ManageDevices);
    let places: Vec<_> = places.iter().map(|place| (place.row.id.to_string(), place.row.name.clone())).collect();
    let kinds = DeviceKind::ENROLLED.map(|kind| (kind.slug().to_owned(), words::device(text, kind)));
    let name = Input {
        name: "name",
        label: text.say("accounts-device-name"),
        kind: "text",
        hint: Some(text.say("accounts-device-name-hint")),
        required: true,
        autocomplete: "off",
        form: (fields, errors),
    };
    html! {
        form.card.form method="post" action="/team/devices" {
            h2 { (text.say("accounts-new-device")) }
            (form_summary(errors, text))
            (select("kind", &text.say("accounts-device-kind"), &kinds, (fields, errors), text))
            (select("place", &text.say("accounts-place"), &places, (fields, errors), text))
            (name.row(text))
            div.form-actions { button.button type="submit" { (text.say("accounts-make-code")) } }
        }
    }
}
