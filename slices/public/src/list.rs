//! `GET /lieux`: every place that receives or soon will, by department, with a search that needs no script.

use crate::{
    Here, hero,
    shell::{self, language},
    words::french_words,
};
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use maud::{Markup, html};
use network::{
    Now, Place,
    model::{Stage, Territory},
};
use std::{collections::BTreeMap, sync::Arc};
use web::{Context, Fields, PublicPage, PublicText, parts::encode, parts::icon};

/// How many places a page shows: a nation is searched, not scrolled.
const MOST: usize = 60;

pub(crate) async fn places(
    State(here): State<Here>,
    context: Context,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let asked = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let text = PublicText { language: language(&asked, &headers) };
    let words = asked.get("q");
    let mut found = here.directory.now().find(words);
    found.retain(|place| {
        let stage = place.stage_at(context.now);
        stage.receives() || stage == Stage::Opening
    });
    let more = found.len() > MOST;
    found.truncate(MOST);

    let heading = text.say("public-list-title");
    let title = format!("{heading} – {}", context.network);
    let description = text.say("public-description");
    let page = PublicPage::new(text, &title, &description).style("public.css");
    let address = if words.is_empty() { "/lieux?".to_owned() } else { format!("/lieux?q={}&", encode(words)) };
    page.draw(html! {
        (shell::header(text, &shell::all_places(text), &context.network, &address, context.demonstration))
        main #content {
            div.public-hero {
                div.public-width.public-find {
                    h1 { (heading) }
                    form role="search" action="/lieux" {
                        input type="hidden" name="lang" value=(text.language.tag());
                        label for="q" { (text.say("public-list-search")) }
                        div.row {
                            input.field id="q" name="q" type="search" value=(words);
                            button.button { (icon("magnifying-glass")) " " (text.say("public-list-button")) }
                        }
                    }
                }
            }
            div.public-width.public-list {
                @if found.is_empty() { p.public-section { (text.say("public-list-none")) } }
                @for (department, places) in by_department(&found) {
                    section.public-section {
                        h2 { (french_words(department)) }
                        ul { @for place in places { li { (line(&context, text, place)) } } }
                    }
                }
                @if more { p.public-section.soft { (text.fill("public-list-more", &[("n", MOST.into())])) } }
            }
        }
        (shell::footer(text))
    })
}

fn by_department(places: &[Arc<Place>]) -> BTreeMap<&str, Vec<&Place>> {
    let mut found: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    for place in places {
        let code = place.row.department.as_str();
        let name = Territory::of_code(code).map_or(code, |territory| territory.name);
        found.entry(name).or_default().push(place);
    }
    found
}

fn line(context: &Context, text: PublicText, place: &Place) -> Markup {
    let clock = context.now.to_zoned_datetime(place.zone.clone());
    let (class, now) = hero::now_words(text, &Now::of(place, context.now), &clock);
    html! {
        a href=(format!("{}?lang={}", place.public_path(), text.language.tag())) { (french_words(&place.row.short_name)) }
        @if let Some(address) = hero::address(place) { p { (french_words(&address)) } }
        p class=(class) { (now) }
        @if let Some(last) = place.last_day(context.now) { p { (hero::last_day_words(text, last.date())) } }
    }
}
