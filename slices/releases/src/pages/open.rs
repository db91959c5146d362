//! `GET /donnees`: what anybody may read and take; `GET /donnees/{file}`: it as files, with their descriptor.

use super::{Here, Shown, attached, draw, parse_file, table};
use crate::{Series, files, store};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::Refusal;
use maud::html;
use web::{Context, Error, Fields, Page, Result};

pub(super) async fn page(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let text = context.text;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let series = Series::Network.code();
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    let shown = Shown::read(&here, &mut tx, &series, &fields).await?;
    drop(tx);
    let title = text.say("open-title");
    let content = html! {
        main.page.stack #content {
            div.page-head { div { h1 { (title) } p { (text.say("open-lead")) } } }
            @match &shown.told {
                None => p.card { (text.say("open-none")) },
                Some(told) => {
                    (shown.years("/donnees?", text))
                    (draw::told(told, Some(&format!("/donnees/visites-{}", told.year)), text))
                    p.soft { a href="/donnees/datapackage.json" { (text.say("open-package")) } " · " (text.say("open-licence")) }
                }
            }
        }
    };
    Ok(Page::new(&context, title).style("figures.css").style("report.css").draw(content))
}

pub(super) async fn file(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    let series = Series::Network.code();
    let mut tx = here.releases.app.db.read(&context.actor).await?;
    if name == "datapackage.json" {
        let years = store::years(&mut tx, &series).await?;
        if years.is_empty() {
            return Err(Refusal::missing().into());
        }
        let package = files::package(&context.network, context.demonstration, &years);
        let bytes = serde_json::to_vec_pretty(&package).map_err(|error| Error::Internal(error.to_string()))?;
        return Ok(attached("application/json", &name, bytes));
    }
    let (year, ending) = parse_file(&name, "visites-")?;
    let told = here.releases.shelf.told(&mut tx, &series, year).await?.ok_or_else(Refusal::missing)?;
    drop(tx);
    table(told, &name, ending).await
}
