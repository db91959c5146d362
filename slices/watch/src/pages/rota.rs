//! `GET /watch/rota`: the next four weeks of a place, half-hour by half-hour, with the desks that keep waits short.

use super::Names;
use crate::{
    Watch,
    rota::{Ahead, Rota, Target},
    words::whole,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use figures::{capital, tabs};
use kernel::{PlaceId, Right};
use maud::{Markup, html};
use network::Place;
use std::{collections::BTreeSet, sync::Arc};
use web::{Context, Fields, FormErrors, Page, Result, Section, Text, parts};

/// Minutes of waiting that one may choose from, and shares of people that may wait longer, in percent.
const MINUTES: [u32; 5] = [5, 10, 15, 20, 30];
const SHARES: [u32; 3] = [10, 20, 30];

pub(super) async fn page(State(watch): State<Watch>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let names = Names::of(&watch, &context);
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let places: Vec<Arc<Place>> = names.network.places_of(&context.actor, Right::Watch);
    let chosen = fields.get("place").parse().ok().map(PlaceId);
    let place = places.iter().find(|place| Some(place.row.id) == chosen).or(places.first());
    let among = |all: &[u32], name: &str, usual: u32| {
        fields.get(name).parse().ok().filter(|typed| all.contains(typed)).unwrap_or(usual)
    };
    let (minutes, share) = (among(&MINUTES, "minutes", 10), among(&SHARES, "share", 20));
    let target = Target { minutes, share: f64::from(share) / 100.0 };
    let rota = match place {
        Some(place) => watch.rota(&context.actor, place, target).await?,
        None => None,
    };
    let text = context.text;
    let title = text.say("rota-title");
    let mut shown = Fields::default();
    shown.set("place", place.map_or_else(String::new, |place| place.row.id.to_string()));
    shown.set("minutes", minutes.to_string());
    shown.set("share", share.to_string());
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/watch"))
            div.page-head.figures-head {
                div {
                    h1 { (title) }
                    p { (text.say("rota-lead")) }
                }
                (choice(text, &places, &shown))
            }
            @match &rota {
                None => {
                    div.card.empty { (parts::icon("calendar-dots")) h2 { (text.say("rota-nothing")) } p { (text.say("rota-nothing-words")) } }
                }
                Some(rota) => { (told(text, rota, (minutes, share))) }
            }
        }
    };
    let mut page = Page::new(&context, title).section(Section::Figures).style("figures.css");
    if let Some(place) = place {
        page = page.at(place.row.short_name.clone());
    }
    Ok(page.draw(content))
}

fn choice(text: Text, places: &[Arc<Place>], fields: &Fields) -> Markup {
    let errors = FormErrors::default();
    let form = (fields, &errors);
    let named = places.iter().map(|place| (place.row.id.to_string(), place.row.short_name.clone()));
    let minutes = MINUTES.map(|n| (n.to_string(), text.many("rota-minutes", n.into())));
    let shares = SHARES.map(|n| (n.to_string(), web::percent(text.locale, f64::from(100 - n) / 100.0)));
    html! {
        form.filters.push method="get" action="/watch/rota" {
            @if places.len() > 1 { (parts::select("place", &text.say("figures-place"), &named.collect::<Vec<_>>(), form, text)) }
            (parts::select("share", &text.say("rota-share"), &shares, form, text))
            (parts::select("minutes", &text.say("rota-wait"), &minutes, form, text))
            button.button.button-quiet { (text.say("figures-show")) }
        }
    }
}

fn told(text: Text, rota: &Rota, (minutes, share): (u32, u32)) -> Markup {
    let total: f64 = rota.days.iter().map(|day| day.foreseen.expected).sum();
    let said = [("visits", text.many("figures-n-visits", whole(total)).into()), ("n", (rota.days.len() as f64).into())];
    html! {
        p.figures-headline { (text.fill("rota-headline", &said)) }
        @match &rota.past {
            None => { (parts::notice(parts::Tone::Warn, &text.say("rota-no-past"))) }
            Some(past) => {
                p.soft {
                    (text.fill("rota-past", &[
                        ("n", text.count(past.received).into()),
                        ("service", web::decimal(text.locale, past.service, 1).into()),
                        ("share", web::percent(text.locale, f64::from(100 - share) / 100.0).into()),
                        ("minutes", text.many("rota-minutes", minutes.into()).into()),
                    ]))
                }
            }
        }
        @for week in rota.days.chunk_by(|one, other| monday(one) == monday(other)) { (table(text, week)) }
        details.disclosure.card { summary { (text.say("figures-why")) } p { (text.say("rota-how")) } p { (text.say("rota-how-desks")) } }
    }
}

/// The days since 2000 of the Monday of a day's week.
fn monday(day: &Ahead) -> i32 {
    day.day.0 - i32::from(day.foreseen.date.weekday().to_monday_zero_offset())
}

/// A week: a row a day, a column a half-hour.
fn table(text: Text, week: &[Ahead]) -> Markup {
    let slots: BTreeSet<usize> = week.iter().flat_map(|day| day.slots.keys().copied()).collect();
    let most = week.iter().flat_map(|day| day.slots.values()).map(|slot| slot.visits).fold(1.0, f64::max);
    let caption = text.fill("rota-week", &[("day", figures::short_day(text, kernel::Day(monday(&week[0]))).into())]);
    html! {
        section.card.panel {
            h2 { (caption) }
            div.table-scroll tabindex="0" role="group" aria-label=(caption) {
                table.table.crossed.rota {
                    thead {
                        tr {
                            th scope="col" { (text.say("figures-day")) }
                            th.number scope="col" { (text.say("rota-expected")) }
                            th.number scope="col" { (text.say("rota-desks")) }
                            @for slot in &slots { th.number scope="col" { (hour(*slot)) } }
                        }
                    }
                    tbody {
                        @for day in week {
                            tr {
                                th scope="row" { (capital(&weekday(text, day))) }
                                td.number {
                                    b { (text.count(whole(day.foreseen.expected))) }
                                    small.soft { (text.fill("rota-range", &[("low", text.count(whole(day.foreseen.low80)).into()), ("high", text.count(whole(day.foreseen.high80)).into())])) }
                                }
                                td.number { @match day.most_desks() { Some(desks) => { b { (desks) } } None => { "–" } } }
                                @for slot in &slots {
                                    @match day.slots.get(slot) {
                                        None => { td.number { } }
                                        Some(slot) => {
                                            td class=(format!("number shade-{}", shade(slot.visits, most))) title=(text.fill("rota-cell", &[("visits", web::decimal(text.locale, slot.visits, 1).into())])) {
                                                @match slot.desks { Some(desks) => { (desks) } None => { (web::decimal(text.locale, slot.visits, 1)) } }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shade(visits: f64, most: f64) -> u32 {
    (visits / most * 5.0).round().clamp(0.0, 5.0) as u32
}

fn weekday(text: Text, day: &Ahead) -> String {
    format!("{} {}", web::weekday_name(text.locale, day.foreseen.date.weekday()), figures::short_day(text, day.day))
}

/// « 9 h », « 9 h 30 ».
fn hour(slot: usize) -> String {
    let half = if slot % 2 == 1 { "\u{a0}30" } else { "" };
    format!("{}\u{a0}h{half}", slot / 2)
}
