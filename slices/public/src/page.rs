//! `GET /lieu/{id}`: a place, for those who come.

use crate::{
    Here, busy,
    busy::Busy,
    data,
    hero::{self, Present},
    hours, sections,
    shell::{self, language},
    week::Week,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, PlaceId, Refusal};
use maud::html;
use network::{Now, Place, hours::State as Opening};
use web::{Context, Fields, Language, PublicPage, PublicText, Result};

pub(crate) async fn place(
    State(here): State<Here>,
    context: Context,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let place = here.directory.now().place(number(&address)?).cloned().ok_or_else(Refusal::missing)?;
    let path = place.public_path();
    let asked = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    // An address with an old name, or none, leads to the present one, in the language asked for.
    if path.strip_prefix("/lieu/") != Some(&address) {
        let language = Language::of_tag(asked.get("lang"));
        let query = language.map_or(String::new(), |language| format!("?lang={}", language.tag()));
        return Ok(Redirect::permanent(&format!("{path}{query}")).into_response());
    }
    let text = PublicText { language: language(&asked, &headers) };
    let present = present(&here, &context, &place).await?;
    Ok(draw(&here, &context, text, &place, &present))
}

/// `12` of `12-marseille`.
fn number(address: &str) -> Result<PlaceId, Refusal> {
    let digits = address.split('-').next().unwrap_or_default();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
        .ok_or_else(Refusal::missing)
}

async fn present(here: &Here, context: &Context, place: &Place) -> Result<Present> {
    let now = Now::of(place, context.now);
    let (mut waiting, mut wait) = (None, None);
    if let Some(Opening::Open { .. }) = now.state() {
        let mut tx = here.app.db.read(&context.actor).await?;
        waiting = reception::queue::waiting(&mut tx, place.row.id, Day::at(context.now, &place.zone)).await?;
        drop(tx);
        wait = here.visitors.waits().outlook(place, context.now).await?.map(|outlook| outlook.newcomer);
    }
    let clock = context.now.to_zoned_datetime(place.zone.clone());
    let last_day = place.last_day(context.now).map(Day::date);
    Ok(Present { now, clock, last_day, waiting, wait })
}

fn draw(here: &Here, context: &Context, text: PublicText, place: &Place, present: &Present) -> Response {
    let path = place.public_path();
    let simulated = place.row.simulated || context.demonstration;
    let today = Day::at(context.now, &place.zone);
    let receives = place.stage_at(context.now).receives();
    let week = place.agenda().filter(|_| receives).map(|agenda| Week::of(agenda, today.date()).until(present.last_day));
    let busy = if receives { Busy::ask(&here.figures, place.row.id, today, week.as_ref()) } else { Busy::default() };
    let title = text.fill("public-title", &[("place", place.row.name.as_str().into())]);
    let description = text.say("public-description");
    let data = data::describe(place, week.as_ref());
    let page = PublicPage::new(text, &title, &description).style("public.css").data(receives.then_some(&data));
    page.draw(html! {
        (shell::header(text, &path, &place.row.short_name, &format!("{path}?"), simulated))
        main #content {
            (hero::hero(text, place, present))
            @if receives {
                div.public-width.public-columns {
                    div.public-whole { (sections::help(text, &here.catalogue.now())) }
                    div {
                        @if let Some(week) = &week { (hours::section(text, place, week, today.date())) }
                        @if place.is_bus() { (hours::stops(text, place, today)) }
                    }
                    div {
                        (sections::bring(text))
                        @if !place.is_bus() { (sections::come(text, place)) }
                    }
                    div.public-whole { (busy::section(text, &busy)) }
                }
            }
        }
        (shell::footer(text))
    })
}
