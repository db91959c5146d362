//! `GET /sheets/{theme}`: the sheet beside the counter (`?fragment=1`), on a page, and on the paper a visitor takes home.

use super::{Here, theme_at};
use crate::{
    sheet::{self, Reader, Under},
    store::SheetRow,
};
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Response},
};
use kernel::{Actor, PlaceId, Refusal, Right};
use maud::{Markup, html};
use network::{Place, hours::french};
use serde::Deserialize;
use std::sync::Arc;
use web::{Context, Error, Page, Result};

#[derive(Deserialize)]
pub(super) struct Wanted {
    fragment: Option<String>,
    place: Option<String>,
}

pub(super) async fn show(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let catalogue = here.catalogue.now();
    let row = catalogue.sheet(theme_at(&catalogue, &code)?.id).ok_or_else(Refusal::missing)?;
    let place = wanted.place.as_deref().map(|id| place(&here, &context.actor, id)).transpose()?;
    let reader = if matches!(context.actor, Actor::Anonymous) { Reader::Visitor } else { Reader::Agent };
    if wanted.fragment.is_some() {
        let fragment = sheet::fragment(&row.title, &row.body, reader).map_err(|refusal| unreadable(row, &refusal))?;
        return Ok(Html(fragment.into_string()).into_response());
    }
    let text = context.text;
    let content = html! {
        main.page.page-narrow.stack #content {
            @if let Some(place) = &place { (place_head(place, &context)) }
            article.sheet lang="fr" {
                h1 { (row.title) }
                (sections(row, reader, Under::Page)?)
                div.sheet-write aria-hidden="true" { div {} div {} div {} }
            }
            p.soft.small { (text.fill("catalogue-sheet-updated", &[("day", super::day_words(text, crate::today(row.updated_at)).into())])) }
            p.screen-only.soft { (text.say("catalogue-sheet-print-hint")) }
        }
    };
    let page = Page::new(&context, row.title.as_str()).style("orientation.css");
    let page = if let Some(place) = &place { page.at(place.row.short_name.as_str()) } else { page };
    Ok(page.draw(content))
}

/// What is stored was read before it was written: a sheet that cannot be read was written by another hand.
fn sections(row: &SheetRow, reader: Reader, under: Under) -> Result<Markup> {
    let sheet = sheet::parse(&row.body).map_err(|refusal| unreadable(row, &refusal))?;
    Ok(sheet::draw(&sheet, reader, under))
}

fn unreadable(row: &SheetRow, refusal: &Refusal) -> Error {
    Error::Internal(format!("sheet {}: {refusal}", row.theme))
}

/// The place whose paper it is. What the reader may not see looks as if it did not exist.
fn place(here: &Here, actor: &Actor, id: &str) -> Result<Arc<Place>> {
    let id: PlaceId = id.parse().map_err(|_| Refusal::missing())?;
    let network = here.directory.now();
    let place = network.place(id).ok_or_else(Refusal::missing)?;
    let stands_there = actor.device().is_some_and(|device| device.place == id);
    if stands_there || actor.may(Right::SeeNetwork, place.whereabouts()) {
        Ok(place.clone())
    } else {
        Err(Refusal::missing().into())
    }
}

fn place_head(place: &Place, context: &Context) -> Markup {
    let row = &place.row;
    let today = kernel::Day::at(context.now, &place.zone);
    let week = place.agenda().map(|agenda| french::week(&agenda.week(today.date()))).unwrap_or_default();
    html! {
        section.card.sheet-place lang="fr" {
            p.lead { strong { (row.name) } }
            p { (row.address) ", " (row.post_code) " " (row.commune) @if let Some(phone) = &row.phone { " · " (phone) } }
            ul.small { @for line in &week { li { (line) } } }
        }
    }
}
