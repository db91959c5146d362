//! `GET /reports`: what may be prepared, and what was issued.

use super::{Here, number};
use crate::{
    document::{Asked, MODELS},
    store,
};
use axum::{extract::State, response::Response};
use kernel::Right;
use maud::html;
use web::{Context, Page, Result, date_words, parts::icon};

/// The most that are listed.
const MOST: i64 = 200;

pub(super) async fn list(State(here): State<Here>, context: Context) -> Result<Response> {
    let text = context.text;
    let mut tx = here.app.db.read(&context.actor).await?;
    let mut reports = store::reports(&mut tx, MOST).await?;
    drop(tx);
    // Whoever sees fewer places sees fewer reports.
    reports.retain(|row| {
        let asked = serde_json::from_str::<Asked>(&row.asked);
        asked.is_ok_and(|asked| here.holds(&context.actor, Right::SeeFigures, &asked.places))
    });
    let title = text.say("report-list");
    let content = html! {
        main.page.stack #content {
            div.page-head { div { h1 { (title) } p { (text.say("report-list-lead")) } } }
            ul.report-models {
                @for model in &MODELS {
                    li.card {
                        h2 { a href=(format!("/reports/new?model={}", model.slug)) { (text.say(&format!("report-model-{}", model.slug))) } }
                        p { (text.say(&format!("report-model-{}-about", model.slug))) }
                    }
                }
                li.card {
                    h2 { a href="/frames" { (text.say("frame-list")) } }
                    p { (text.say("frame-list-lead")) }
                }
            }
            section.card {
                h2 { (text.say("report-issued-list")) }
                @if reports.is_empty() { p.soft { (text.say("report-none")) } } @else {
                    ul.lines {
                        @for row in &reports {
                            @let name = number(row.year, row.number);
                            li {
                                a href=(format!("/reports/{name}")) { (icon("chart-line-up")) " " (row.title) }
                                small { (name) " · " (date_words(text.locale, catalogue::today(row.issued).date())) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(web::Section::Reports).style("report.css").draw(content))
}
