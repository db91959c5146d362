//! `GET /figures/quality`: what to mend before one reads the figures, place by place, with the way to it.

mod findings;

use crate::{
    page::{View, tabs},
    period::span_words,
    words::Words,
};
use axum::{extract::State, response::Response};
use findings::{Findings, Way};
use kernel::{Day, Right};
use maud::{Markup, html};
use web::{Context, Page, Result, Section, parts};

/// Places shown of each finding.
const MOST: usize = 8;

pub(crate) async fn board(State(view): State<View>, context: Context) -> Result<Response> {
    let (network, catalogue) = view.names();
    let today = catalogue::today(context.now);
    let words = Words::new(context.text, &network, &catalogue, today);
    let places = network.places_of(&context.actor, Right::SeeFigures);
    let findings = Findings::read(&view, &context, &words, places, today).await?;
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/figures/quality"))
            div.page-head {
                div {
                    h1 { (context.text.say("quality-title")) }
                    p { (about(&context, findings.days)) }
                }
            }
            div.columns.quality {
                @for finding in &findings.list { (card(&context, finding)) }
            }
        }
    };
    let title = context.text.say("quality-title");
    Ok(Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content))
}

fn about(context: &Context, (from, to): (Day, Day)) -> String {
    context.text.fill("quality-about", &[("span", span_words(context.text, from, to).into())])
}

fn card(context: &Context, finding: &findings::Finding) -> Markup {
    let text = context.text;
    let heading = format!("{}-heading", finding.id);
    let more = finding.rows.len().saturating_sub(MOST);
    html! {
        section.card.panel.span-6 aria-labelledby=(heading) {
            h2 id=(heading) { (text.say(&format!("quality-{}", finding.id))) }
            p { (finding.summary) }
            @if finding.rows.is_empty() {
                p.row { (parts::icon("check-circle")) " " (text.say("quality-nothing")) }
            } @else {
                ul.watch-list {
                    @for row in finding.rows.iter().take(MOST) {
                        li {
                            (parts::icon(finding.icon))
                            div {
                                b { (row.name) } (text.say("explore-colon")) " " (row.words)
                                small { @for (at, way) in row.ways.iter().enumerate() { @if at > 0 { " · " } (link(way)) } }
                            }
                        }
                    }
                }
                @if more > 0 { p.small.soft { (text.fill("quality-more", &[("n", more.into())])) } }
            }
            details.disclosure.why { summary { (text.say("quality-how")) } p { (text.say(&format!("quality-how-{}", finding.id))) } }
        }
    }
}

fn link(way: &Way) -> Markup {
    html! { a href=(way.path) { (way.words) } }
}
