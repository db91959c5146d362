//! `GET /places`: the network, association by association, with what each place is doing now.

use super::{Here, words};
use crate::{
    Place, Snapshot,
    filter::Filter,
    model::{PlaceKind, Stage},
    policy,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use maud::{Markup, html};
use std::{collections::BTreeSet, sync::Arc};
use web::{Context, Fields, Page, Section, parts::icon};

/// How many places a page shows: what one reads before one would rather search.
const A_PAGE: usize = 60;

/// The associations that a list to choose from holds; beyond, one searches by name.
const CHOOSABLE: usize = 80;

pub(super) async fn page(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Response {
    let text = context.text;
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let filter = Filter::read(&query);
    let snapshot = here.directory.now();
    let places = filter.places(&snapshot);
    let pages = places.len().div_ceil(A_PAGE).max(1);
    let current = query.get("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = places.iter().skip((current - 1) * A_PAGE).take(A_PAGE).collect::<Vec<_>>();
    Page::new(&context, text.say("network-title")).section(Section::Places).draw(html! {
        main.page.stack #content {
            div.page-head {
                div {
                    h1 { (text.say("network-title")) }
                    p { (extent(&context, &places)) }
                }
                @if policy::creates(&context.actor) {
                    div.row.push {
                        a.button.button-quiet href="/network/calendar" { (icon("calendar-dots")) " " (text.say("network-calendars")) }
                        a.button.button-quiet href="/associations/new" { (icon("plus")) " " (text.say("network-new-association")) }
                        a.button href="/places/new" { (icon("plus")) " " (text.say("network-new-place")) }
                    }
                }
            }
            (filters(&context, &snapshot, &filter))
            @if shown.is_empty() { (nothing(&context, &filter)) } @else {
                ul.card.lines {
                    @for group in shown.chunk_by(|left, right| left.row.association == right.row.association) {
                        (association(&context, group))
                    }
                }
                @if pages > 1 { (pagination(&context, &filter, current, pages)) }
                (sources(&context, &places))
            }
        }
    })
}

/// « 2 845 lieux, 812 associations ».
fn extent(context: &Context, places: &[Arc<Place>]) -> String {
    let associations: BTreeSet<_> = places.iter().map(|place| place.row.association).collect();
    let places = words::count(context.text, "network-places", places.len());
    format!("{places}, {}", words::count(context.text, "network-associations", associations.len()))
}

fn filters(context: &Context, snapshot: &Snapshot, filter: &Filter) -> Markup {
    let text = context.text;
    let departments: BTreeSet<_> = snapshot.places().map(|place| place.row.department.as_str()).collect();
    let mut associations: Vec<_> = snapshot.associations().collect();
    associations.sort_by_cached_key(|association| crate::filter::fold(&association.name));
    // A long list would weigh more than the page: the chosen one stays, the others are found by their name.
    if associations.len() > CHOOSABLE {
        associations.retain(|association| Some(association.id) == filter.association);
    }
    html! {
        form.filters role="search" action="/places" {
            label { (text.say("network-search"))
                input.field type="search" name="q" value=(filter.words) placeholder=(text.say("network-search-example"));
            }
            @if !associations.is_empty() {
                label { (text.say("network-association"))
                    select.field name="association" {
                        option value="" { (text.say("network-all-associations")) }
                        @for association in associations {
                            option value=(association.id) selected[filter.association == Some(association.id)] { (association.name) }
                        }
                    }
                }
            }
            label { (text.say("network-department"))
                select.field name="department" {
                    option value="" { (text.say("network-all-departments")) }
                    @for code in departments {
                        option value=(code) selected[filter.department.as_deref() == Some(code)] {
                            (code) " – " (words::department(code))
                        }
                    }
                }
            }
            label { (text.say("network-kind"))
                select.field name="kind" {
                    option value="" { (text.say("network-all-kinds")) }
                    @for kind in PlaceKind::ALL {
                        option value=(kind.code()) selected[filter.kind == Some(kind)] { (words::kind(text, kind.code())) }
                    }
                }
            }
            button.button type="submit" { (icon("magnifying-glass")) " " (text.say("network-find")) }
            @if !filter.is_empty() { a.button.button-plain href="/places" { (text.say("network-see-all")) } }
        }
    }
}

/// An association with its places; one that runs a single place is told on that place's line.
fn association(context: &Context, places: &[&Arc<Place>]) -> Markup {
    let first = places[0];
    let all = format!("/places?association={}", first.row.association);
    html! {
        @if let [place] = places {
            li { (line(context, place, (place.association_name != place.row.short_name).then_some(all))) }
        } @else {
            li {
                strong { a href=(all) { (first.association_name) } }
                ul.lines { @for place in places { li { (line(context, place, None)) } } }
            }
        }
    }
}

/// A place; its association follows where a link to it is given.
fn line(context: &Context, place: &Place, association: Option<String>) -> Markup {
    let text = context.text;
    let stage = place.stage_at(context.now);
    html! {
        div.row {
            div {
                a href=(format!("/places/{}", place.row.id)) { (place.row.short_name) }
                small {
                    (words::town(place)) " · " (words::kind(text, &place.row.kind))
                    @if let Some(all) = association { " · " a href=(all) { (place.association_name) } }
                }
            }
            div.row.push {
                @if stage == Stage::RampUp { span.tag.tag-primary { (words::stage(text, stage)) } }
                (words::now_tag(context, place))
            }
        }
    }
}

fn nothing(context: &Context, filter: &Filter) -> Markup {
    let text = context.text;
    html! {
        div.card.empty {
            (icon("map-pin"))
            @if filter.is_empty() {
                h2 { (text.say("network-empty")) }
                p { (text.say("network-empty-words")) }
            } @else {
                h2 { (text.say("network-not-found")) }
                p { (text.say("network-not-found-words")) }
            }
        }
    }
}

fn pagination(context: &Context, filter: &Filter, current: usize, pages: usize) -> Markup {
    let text = context.text;
    let link =
        |page: usize, label: &str| html! { a href=(format!("/places?{}page={page}", filter.query())) { (label) } };
    html! {
        nav.pagination aria-label=(text.say("network-pages")) {
            @if current > 1 { (link(current - 1, &text.say("network-previous"))) }
            @for page in near(current, pages) {
                @match page {
                    None => { span.soft aria-hidden="true" { "…" } }
                    Some(page) if page == current => { span aria-current="page" { (page) } }
                    Some(page) => { (link(page, &page.to_string())) }
                }
            }
            @if current < pages { (link(current + 1, &text.say("network-next"))) }
        }
    }
}

/// The first page, the last, and those around the current one; nothing where some are left out.
fn near(current: usize, pages: usize) -> Vec<Option<usize>> {
    let wanted: BTreeSet<_> = [1, current.saturating_sub(1), current, current + 1, pages].into();
    let mut near: Vec<Option<usize>> = Vec::new();
    for page in wanted.into_iter().filter(|page| (1..=pages).contains(page)) {
        if near.last().is_some_and(|last| last.is_some_and(|last| last + 1 < page)) {
            near.push(None);
        }
        near.push(Some(page));
    }
    near
}

/// Where the facts come from, with their date.
fn sources(context: &Context, places: &[Arc<Place>]) -> Markup {
    let sources: BTreeSet<_> = places.iter().map(|place| super::origin(&place.row.source)).collect();
    html! {
        p.soft.small {
            (context.text.say("network-source")) " "
            (sources.into_iter().take(4).collect::<Vec<_>>().join(" ; "))
        }
    }
}
