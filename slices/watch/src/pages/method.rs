//! `GET /watch/method`: how the watch works, how often it is wrong, and what it does not promise.

use crate::Watch;
use axum::{extract::State, response::Response};
use figures::tabs;
use maud::html;
use web::{Context, Page, Section};

/// A chapter: the key of its title, and how many paragraphs it has.
const CHAPTERS: [(&str, usize); 6] = [
    ("watch-method-what", 2),
    ("watch-method-when", 2),
    ("watch-method-wrong", 3),
    ("watch-method-sees", 2),
    ("watch-method-limits", 4),
    ("watch-method-people", 2),
];

/// Simulated networks on which the figures were confirmed (`bench/WATCH.md`).
const SEEDS: i64 = 10;

pub(super) async fn page(State(_): State<Watch>, context: Context) -> Response {
    let text = context.text;
    let title = text.say("watch-method");
    let content = html! {
        main.page.page-narrow.stack #content {
            (tabs(&context, "/watch"))
            h1 { (title) }
            p.lead { (text.say("watch-method-lead")) }
            @for (chapter, paragraphs) in CHAPTERS {
                section.stack {
                    h2 { (text.say(chapter)) }
                    @for number in 1..=paragraphs { p { (text.fill(&format!("{chapter}-{number}"), &[("seeds", SEEDS.into())])) } }
                }
            }
        }
    };
    Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content)
}
