//! A device enters its one-time code and becomes a counter, a kiosk or a screen of its place. No account is needed.

use super::{Refused, go, with_cookie, words};
use crate::{
    Accounts, Cookie, Visitor,
    login::{right_code, try_code},
    model::DeviceCode,
    secret::digest,
    store::{self, access_log},
    team::ENROLMENT,
};
use axum::{extract::State, response::Response};
use kernel::{DeviceKind, Refusal};
use maud::html;
use web::{
    Context, Fields, FormErrors, Page, Result,
    parts::{Input, Tone, form_summary, notice},
};

pub(super) async fn form(State(accounts): State<Accounts>, context: Context) -> Response {
    draw(&accounts, &context, &Fields::default(), &FormErrors::default())
}

pub(super) async fn enrol(
    State(accounts): State<Accounts>,
    context: Context,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response> {
    let refused = match enrolled(&accounts, &context, &visitor, &fields).await {
        Ok(response) => return Ok(response),
        Err(error) => Refused::from(error)?,
    };
    let page = draw(&accounts, &context, &fields, &refused.errors);
    Ok(refused.with(page))
}

async fn enrolled(accounts: &Accounts, context: &Context, visitor: &Visitor, fields: &Fields) -> Result<Response> {
    let wrong = || Refusal::invalid("wrong-code").field("code");
    try_code(accounts, context, visitor)?;
    let code = DeviceCode::parse(fields.get("code")).ok_or_else(wrong)?;
    let code = digest(code.bytes());
    let mut tx = accounts.app.db.write(&context.actor).await?;
    let device = store::device::by_code(&mut tx, context.now, &code).await?.ok_or_else(wrong)?;
    let token = accounts.app.secret(32);
    let until = context.now + ENROLMENT;
    if !store::device::enrol(&mut tx, context.now, &code, &digest(token.as_bytes()), until).await? {
        return Err(wrong().into());
    }
    // Whoever was signed in on the browser that this device was before is not on this one.
    store::session::end_on(&mut tx, device.id).await?;
    access_log::write(&mut tx, context.now, None, Some(device.id), "device-enrolled", &visitor.agent).await?;
    tx.commit().await?;
    right_code(accounts, visitor);
    let cookie = Cookie::Device.set(&token, ENROLMENT.as_secs(), accounts.app.secure_cookies);
    let next = match device.kind {
        DeviceKind::Kiosk => "/kiosk",
        DeviceKind::Screen => "/screen",
        _ => "/agent-change",
    };
    Ok(with_cookie(go(next), cookie))
}

fn draw(accounts: &Accounts, context: &Context, fields: &Fields, errors: &FormErrors) -> Response {
    let text = context.text;
    let snapshot = accounts.directory.now();
    let code = Input {
        name: "code",
        label: text.say("accounts-code"),
        kind: "text",
        hint: Some(text.say("accounts-code-hint")),
        required: true,
        autocomplete: "off",
        form: (fields, errors),
    };
    let already = context.actor.device().map(|device| {
        let place = snapshot.place(device.place).map_or(String::new(), |place| place.row.name.clone());
        let kind = words::device(text, device.kind);
        let about = [("kind", kind.into()), ("name", device.name.as_str().into()), ("place", place.into())];
        text.fill("accounts-enrolled-already", &about)
    });
    Page::new(context, text.say("accounts-enrolment-title")).draw(html! {
        main.page.page-narrow.stack #content {
            h1 { (text.say("accounts-enrolment-title")) }
            p.lead { (text.say("accounts-enrolment-words")) }
            @if let Some(sentence) = &already { (notice(Tone::Ok, sentence)) }
            form.card.form method="post" action="/enrolment" {
                (form_summary(errors, text))
                (code.row(text))
                div.form-actions { button.button type="submit" { (text.say("accounts-enrol")) } }
            }
        }
    })
}
