//! `GET /screen`: the call screen of a hall. Numbers and desks, never a name.

use super::{Here, Which, chooser};
use axum::{
    extract::{Query, State},
    response::Response,
};
use kernel::{DeviceKind, Refusal, Right};
use maud::{PreEscaped, html};
use network::Place;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use web::{Context, Page, Result, Section, parts::icon};

#[derive(Deserialize)]
pub(super) struct Asked {
    place: Option<String>,
}

pub(super) async fn page(State(here): State<Here>, context: Context, Query(asked): Query<Asked>) -> Result<Response> {
    let place = match enrolled(&here, &context)? {
        Some(place) => place,
        None => match here.which(&context, asked.place.as_deref(), Right::Record)? {
            Which::This(place) => place,
            Which::Among(places) => return Ok(chooser(&context, Section::Counter, "/screen", &places)),
        },
    };
    let text = context.text;
    let shut = place.stage_at(context.now) == network::model::Stage::Closed;
    // The script puts number and desk into the sentence.
    let spoken = text.fill("screen-spoken", &[("number", "{number}".into()), ("desk", "{desk}".into())]);
    let data = json!({"place": place.row.id, "zone": place.row.zone, "spoken": spoken});
    let page = Page::new(&context, text.say("screen-title")).bare().style("screen.css");
    let page = if shut { page } else { page.script("screen.js") };
    Ok(page.draw(html! {
        header.screen-head {
            span.brand-mark { (icon("handshake-fill")) }
            (place.row.name)
            time #screen-time {}
        }
        main.screen-main #content {
            h1.visually-hidden { (text.say("screen-title")) }
            section.screen-now #screen-now aria-live="polite" hidden {
                p { (text.say("screen-number")) }
                p.screen-number #screen-number {}
                p #screen-desk {}
            }
            @let idle = if shut { "screen-closed" } else { "screen-nobody" };
            p.screen-nobody #screen-nobody { (text.say(idle)) }
            section.screen-side {
                h2 #screen-before-title hidden { (text.say("screen-before")) }
                ol #screen-before {}
                h2 #screen-next-title hidden { (text.say("screen-next")) }
                ol #screen-next {}
            }
        }
        footer.screen-foot {
            p { (text.say("screen-foot")) }
            @if context.demonstration { p role="note" { (text.say("demonstration")) } }
            p.screen-away #screen-away role="status" hidden { (text.say("screen-away")) }
            noscript { p.screen-away { (text.say("screen-script-needed")) } }
            button.button.button-quiet.button-small type="button" #screen-sound aria-pressed="false" { (text.say("screen-sound")) }
            script type="application/json" #screen-data { (PreEscaped(data.to_string().replace('<', "\\u003c"))) }
        }
    }))
}

/// The place of the screen at hand; another device has no business here.
fn enrolled(here: &Here, context: &Context) -> Result<Option<Arc<Place>>, Refusal> {
    match context.actor.device() {
        Some(device) if device.kind == DeviceKind::Screen => {
            Ok(Some(here.directory.now().place(device.place).cloned().ok_or_else(Refusal::missing)?))
        }
        _ => Ok(None),
    }
}
