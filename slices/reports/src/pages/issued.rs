//! `GET /reports/{number}`: an issued report, as it was issued; its workbook, its tables, and what asking again would say.

use super::{Here, number, parse_number};
use crate::{
    changes::{differences, since},
    document::{Asked, Document, Section},
    draw,
    store::{self, ReportRow},
    xlsx,
};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use figures::{Cell, Format};
use kernel::{Actor, Refusal, Right};
use maud::html;
use serde::Deserialize;
use web::{Context, Error, Page, Result, date_words, parts};

/// The most entries that are listed as what changed a report.
const MOST_LISTED: usize = 50;

/// A report with what it answers.
struct Issued {
    number: String,
    row: ReportRow,
    asked: Asked,
    document: Document,
}

impl Here {
    async fn issued(&self, actor: &Actor, name: &str, right: Right) -> Result<Issued> {
        let (year, at) = parse_number(name)?;
        let mut tx = self.app.db.read(actor).await?;
        let row = store::report(&mut tx, year, at).await?.ok_or_else(Refusal::missing)?;
        let damaged = |error: serde_json::Error| Error::Internal(format!("report {name}: {error}"));
        let asked: Asked = serde_json::from_str(&row.asked).map_err(damaged)?;
        let document = serde_json::from_str(&row.document).map_err(damaged)?;
        // A report over places that one may not see looks as if it did not exist.
        if !self.holds(actor, right, &asked.places) {
            return Err(Refusal::missing().into());
        }
        Ok(Issued { number: number(year, at), row, asked, document })
    }
}

pub(super) async fn report(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    let Issued { number, row, asked, document } = here.issued(&context.actor, &name, Right::SeeFigures).await?;
    let takes = here.holds(&context.actor, Right::Export, &asked.places);
    let text = context.text;
    let date = date_words(text.locale, catalogue::today(row.issued).date());
    let base = format!("/reports/{number}");
    let content = html! {
        main.page.stack #content {
            div.report-bar.report-screen {
                p { a href="/reports" { (text.say("report-list")) } " · " (number) }
                p.row {
                    @if takes {
                        a.button.button-quiet href=(format!("{base}/workbook")) { (parts::icon("download-simple")) " " (text.say("report-workbook")) }
                    }
                    a.button.button-quiet href=(format!("{base}/changes")) { (text.say("report-again")) }
                }
                p.soft { (text.say("report-print")) }
            }
            (draw::document(&document, Some((&number, &date)), &context.network, text))
            @if takes {
                details.disclosure.report-screen {
                    summary { (text.say("report-tables")) }
                    ul.lines {
                        @for part in document.parts.iter().filter(|part| !part.head.is_empty()) {
                            li { a href=(format!("{base}/tables/{}", part.section.slug())) { (part.heading) " (CSV)" } }
                        }
                    }
                }
            }
            p.soft.report-screen { (text.say("report-digest")) " " code { (hex(&row.digest)) } }
        }
    };
    let page = Page::new(&context, format!("{} · {number}", document.title));
    Ok(page.section(web::Section::Reports).style("figures.css").style("report.css").draw(content))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) async fn workbook(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    let Issued { number, row, document, .. } = here.issued(&context.actor, &name, Right::Export).await?;
    here.log(&context, &number, "xlsx").await?;
    let bytes = xlsx::workbook(&document, &number, row.issued, context.text)
        .map_err(|error| Error::Internal(format!("a workbook in memory: {error}")))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(kind, &format!("parvis-{number}.xlsx"), bytes))
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    format: Option<String>,
}

pub(super) async fn csv(
    State(here): State<Here>,
    context: Context,
    Path((name, section)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let Issued { number, document, .. } = here.issued(&context.actor, &name, Right::Export).await?;
    let section = Section::from_slug(&section).ok_or_else(Refusal::missing)?;
    let part = document.parts.iter().find(|part| part.section == section).ok_or_else(Refusal::missing)?;
    here.log(&context, &number, section.slug()).await?;
    let format = if wanted.format.as_deref() == Some("rfc4180") { Format::Rfc4180 } else { Format::Spreadsheet };
    let bytes = figures::write_csv(&part.head, &part.rows, format)?;
    Ok(file("text/csv; charset=utf-8", &format!("parvis-{number}-{}.csv", section.slug()), bytes))
}

fn file(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

impl Here {
    async fn log(&self, context: &Context, number: &str, what: &str) -> Result<()> {
        let mut tx = self.app.db.write(&context.actor).await?;
        accounts::log(&mut tx, context.now, &context.actor, "export", &format!("{number} {what}")).await?;
        Ok(tx.commit().await?)
    }
}

pub(super) async fn changes(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    let text = context.text;
    let Issued { number, row, asked, document } = here.issued(&context.actor, &name, Right::SeeFigures).await?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let version = store::version(&mut tx, &asked.frame.0, asked.frame.1).await?.ok_or_else(Refusal::missing)?;
    let now = here.compose(&mut tx, &asked, &version.frame()?, context.now, text).await?;
    let (entries, n) = since(&mut tx, &document.heads, (asked.from, asked.to), MOST_LISTED).await?;
    drop(tx);
    let found = differences(&document, &now);
    let network = here.directory.now();
    let place = |id| network.place(id).map_or_else(String::new, |place| place.row.short_name.clone());
    let head = ["report-section", "report-row", "report-column", "report-then", "report-now"].map(|key| text.say(key));
    let section = |section: Section| text.say(&format!("report-section-{}", section.slug()));
    let rows: Vec<_> = found
        .iter()
        .map(|one| {
            let words = [section(one.section), one.row.clone(), one.column.clone()].map(Cell::Words);
            words.into_iter().chain([one.then.clone(), one.now.clone()]).collect::<Vec<_>>()
        })
        .collect();
    let title = text.fill("report-again-title", &[("number", number.clone().into())]);
    let issued = date_words(text.locale, catalogue::today(row.issued).date());
    let content = html! {
        main.page.stack #content {
            div.page-head { div {
                h1 { (title) }
                p { (text.fill("report-again-lead", &[("date", issued.into())])) }
            } }
            @if found.is_empty() {
                (parts::notice(parts::Tone::Ok, &text.say("report-same")))
            } @else {
                section.card.report-changes {
                    h2 { (text.many("report-differences", found.len() as u64)) }
                    (figures::draw_table(&text.say("report-again"), &head, &rows, text))
                }
            }
            section.card {
                h2 { (text.many("report-entries", n as u64)) }
                @if n == 0 { p.soft { (text.say("report-no-entry")) } }
                ul.lines { @for entry in &entries { li {
                    (text.say(&format!("report-kind-{}", kind(&entry.kind))))
                    small { (place(entry.place)) " · " (entry.sequence) " · " (date_words(text.locale, catalogue::today(entry.received).date())) }
                } } }
                @if n > entries.len() { p.soft { (text.fill("report-more-entries", &[("count", ((n - entries.len()) as i64).into())])) } }
            }
            p { a href=(format!("/reports/{number}")) { (text.say("report-back")) } }
        }
    };
    Ok(Page::new(&context, title).section(web::Section::Reports).style("report.css").draw(content))
}

/// What an entry did to the figures.
fn kind(kind: &str) -> &'static str {
    match kind {
        "corrected" => "corrected",
        "withdrawn" => "withdrawn",
        _ => "late",
    }
}
