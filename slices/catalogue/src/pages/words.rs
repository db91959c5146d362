//! `GET /catalogue/words`: the words of « Autre » that ask to be promoted.

use super::{Here, forms};
use crate::words::{LEAST_SEEN, promotable};
use axum::{extract::State, response::Response};
use kernel::{Right, Whereabouts};
use maud::html;
use web::{Context, Page, Result, Section, parts};

pub(super) async fn show(State(here): State<Here>, context: Context) -> Result<Response> {
    context.require(Right::EditCatalogue, Whereabouts::Network)?;
    let text = context.text;
    let mut tx = here.app.db.read(&context.actor).await?;
    let words = promotable(here.words.counts(&mut tx).await?);
    let title = text.say("catalogue-words");
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[]))
            (forms::head(&title, &text.fill("catalogue-words-lead", &[("least", LEAST_SEEN.into())])))
            @if words.is_empty() {
                p.empty { (text.say("catalogue-words-none")) }
            } @else {
                div.table-scroll {
                    table.table {
                        thead { tr {
                            th scope="col" { (text.say("catalogue-words-column")) }
                            th.number scope="col" { (text.say("catalogue-words-count")) }
                            th scope="col" { span.visually-hidden { (text.say("catalogue-words-promote")) } }
                        } }
                        tbody {
                            @for word in &words {
                                tr {
                                    th scope="row" { (word.words) }
                                    td.number { (web::number(text.locale, i64::try_from(word.count).unwrap_or(i64::MAX))) }
                                    td { a href=(format!("/catalogue/themes/new?words={}", parts::encode(&word.words))) {
                                        (text.say("catalogue-words-promote"))
                                    } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(Section::Catalogue).draw(content))
}
