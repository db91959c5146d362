//! `GET /partner/needs`: what somebody's own operator said was missing, and what was answered.

use super::{Names, draw, list::Known, reader};
use crate::{Needs, store};
use axum::{extract::State, response::Response};
use figures::short_day;
use maud::html;
use web::{Context, Page, Result, Section, parts};

pub(super) async fn page(State(needs): State<Needs>, context: Context) -> Result<Response> {
    let names = Names::of(&needs, &context);
    let words = names.words(&context);
    let mut tx = needs.app.db.read(&context.actor).await?;
    let operators = releases::store::operators_of(&mut tx, reader(&context)?).await?;
    let said = store::observations_of_operators(&mut tx, &operators).await?;
    let known = Known::read(&mut tx).await?;
    drop(tx);
    let text = context.text;
    let title = text.say("need-partner");
    let content = html! {
        main.page.page-narrow.stack #content {
            div.page-head {
                div { h1 { (title) } p { (text.say("need-partner-lead")) } }
                a.button.button-plain.push href="/partner" { (parts::icon("arrow-left")) " " (text.say("menu-partner")) }
            }
            @if said.is_empty() { p.card { (text.say("need-partner-none")) } } @else {
                section.card {
                    ul.lines {
                        @for said in &said {
                            li {
                                (draw::quoted(text, &said.words))
                                small { (draw::whose(&words, said)) ", " (short_day(text, said.day)) }
                                (draw::fate(&words, (known.of(said.need), said.set_aside), false))
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(Section::Partner).draw(content))
}
