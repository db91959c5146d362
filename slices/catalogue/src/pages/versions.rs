//! `GET /catalogue/versions`: what each version brought and ended.

use super::{Here, day_words, forms};
use crate::{Snapshot, Theme, Version};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use web::{Context, Page, Section};

pub(super) async fn show(State(here): State<Here>, context: Context) -> Response {
    let text = context.text;
    let catalogue = here.catalogue.now();
    let title = text.say("catalogue-versions");
    let content = html! {
        main.page.page-narrow #content {
            (forms::breadcrumb(text, &[]))
            (forms::head(&title, &text.say("catalogue-versions-lead")))
            div.stack { @for version in catalogue.versions().iter().rev() { (card(&context, &catalogue, version)) } }
        }
    };
    Page::new(&context, title).section(Section::Catalogue).draw(content)
}

fn card(context: &Context, catalogue: &Snapshot, version: &Version) -> Markup {
    let text = context.text;
    let added = catalogue.themes().filter(|theme| theme.since == version.number);
    let ended: Vec<_> = catalogue.themes().filter(|theme| theme.until == Some(version.number)).collect();
    let current = catalogue.version_at(crate::today(context.now)) == Some(version);
    html! {
        section.card {
            div.card-head {
                h2 { (text.fill("catalogue-version", &[("code", version.code.as_str().into())])) }
                @if current { span.tag.tag-ok { (text.say("catalogue-version-current")) } }
            }
            p { (text.fill("catalogue-version-from", &[("day", day_words(text, version.from).into())])) }
            @if version.number == 1 {
                p.soft { (text.fill("catalogue-version-first", &[("themes", added.count().into())])) }
            } @else {
                ul.lines {
                    @for theme in added { li { (text.say("catalogue-version-added")) " " (link(theme)) } }
                    @for theme in ended {
                        li { (text.say("catalogue-version-ended")) " " (link(theme))
                            @if let Some(next) = catalogue.successor(theme.id) { " → " (link(next)) } }
                    }
                }
            }
        }
    }
}

fn link(theme: &Theme) -> Markup {
    html! { a href=(format!("/catalogue/themes/{}", theme.code)) { (theme.label) } }
}
