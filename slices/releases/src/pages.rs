//! The pages: what the team gives out, what a partner reads, what everybody may take.

mod draw;
mod facts;
mod open;
mod partner;
mod team;

use crate::{Releases, store, told::Told};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use db::Tx;
use figures::Figures;
use kernel::{Refusal, Right};
use maud::{Markup, html};
use std::sync::Arc;
use web::{Error, Fields, Need, Result, Routed, Routes, Text};

/// What the handlers share.
#[derive(Clone)]
struct Here {
    releases: Releases,
    figures: Figures,
}

/// The pages of releases.
pub fn routes(releases: Releases, figures: Figures) -> Routed {
    let give = Need::Right(Right::GiveOut);
    let read = Need::Right(Right::ReadReleases);
    Routes::new()
        .get("/releases", give, team::list)
        .post("/releases", give, team::ask)
        .post("/releases/readers", give, team::readers)
        .get("/releases/{series}/{year}", give, team::shown)
        .get("/releases/facts/{file}", give, facts::file)
        .get("/partner", read, partner::page)
        .get("/partner/{file}", read, partner::file)
        .get("/donnees", Need::Public, open::page)
        .get("/donnees/{file}", Need::Public, open::file)
        .with_state(Here { releases, figures })
}

/// A year of a series, as its page shows it.
struct Shown {
    /// Every year of which something was told, the latest first.
    years: Vec<i64>,
    /// What was told of the one asked for, or of the latest.
    told: Option<Arc<Told>>,
}

impl Shown {
    async fn read(here: &Here, tx: &mut Tx, series: &str, fields: &Fields) -> Result<Self> {
        let years = store::years(tx, series).await?;
        let asked = fields.optional("year").and_then(|year| year.parse().ok()).filter(|year| years.contains(year));
        let told = match asked.or(years.first().copied()) {
            Some(year) => here.releases.shelf.told(tx, series, year).await?,
            None => None,
        };
        Ok(Self { years, told })
    }

    /// The ways to the other years; `address` is the page's own, ready to take one more parameter.
    fn years(&self, address: &str, text: Text) -> Markup {
        let shown = self.told.as_ref().map(|told| i64::from(told.year));
        html! {
            @if self.years.len() > 1 {
                nav.tabs aria-label=(text.say("release-years")) {
                    @for year in &self.years {
                        a href=(format!("{address}year={year}")) aria-current=[(Some(*year) == shown).then_some("page")] { (year) }
                    }
                }
            }
        }
    }
}

/// The year and the ending of a file's name: `visites-2026.csv`.
fn parse_file<'a>(name: &'a str, beginning: &str) -> Result<(i64, &'a str), Refusal> {
    let rest = name.strip_prefix(beginning).and_then(|rest| rest.split_once('.'));
    let year = rest.and_then(|(year, ending)| Some((year.parse().ok()?, ending)));
    year.ok_or_else(Refusal::missing)
}

/// A told table as a file. A nation's is some megabytes: made away from the threads that serve.
async fn table(told: Arc<Told>, name: &str, ending: &str) -> Result<Response> {
    let ending = ending.to_owned();
    let made = tokio::task::spawn_blocking(move || written(&told, &ending)).await;
    let (kind, bytes) = made.map_err(|error| Error::Internal(error.to_string()))??;
    Ok(attached(kind, name, bytes))
}

/// The media type and the bytes of a file.
fn written(told: &Told, ending: &str) -> Result<(&'static str, Vec<u8>)> {
    Ok(match ending {
        "csv" => ("text/csv; charset=utf-8", crate::files::csv(told, figures::Format::Rfc4180)?),
        "xls.csv" => ("text/csv; charset=utf-8", crate::files::csv(told, figures::Format::Spreadsheet)?),
        "json" => {
            let told = serde_json::to_vec(told).map_err(|error| Error::Internal(error.to_string()))?;
            ("application/json", told)
        }
        "parquet" => {
            let bytes = crate::files::table(told).map_err(|error| Error::Internal(error.to_string()))?;
            ("application/vnd.apache.parquet", bytes)
        }
        _ => return Err(Refusal::missing().into()),
    })
}

fn attached(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
