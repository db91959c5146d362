//! `GET /watch/method`: how the watch works, how often it is wrong, and what it does not promise.

use crate::Watch;
use axum::{extract::State, response::Response};
use figures::tabs;
use maud::html;
use web::{Context, Page, Section};

/// A chapter: the key of its title, and those of its paragraphs.
const CHAPTERS: [(&str, &[&str]); 6] = [
    ("watch-method-what", &["watch-method-what-1", "watch-method-what-2"]),
    ("watch-method-when", &["watch-method-when-1", "watch-method-when-2"]),
    ("watch-method-wrong", &["watch-method-wrong-1", "watch-method-wrong-2", "watch-method-wrong-3"]),
    ("watch-method-sees", &["watch-method-sees-1", "watch-method-sees-2"]),
    (
        "watch-method-limits",
        &["watch-method-limits-1", "watch-method-limits-2", "watch-method-limits-3", "watch-method-limits-4"],
    ),
    ("watch-method-people", &["watch-method-people-1", "watch-method-people-2"]),
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
                    @for paragraph in paragraphs { p { (text.fill(paragraph, &[("seeds", SEEDS.into())])) } }
                }
            }
        }
    };
    Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content)
}
