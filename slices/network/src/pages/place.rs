//! `GET /places/{id}`: all that is known of a place.

use super::{Here, calendars, events, place_id, week, words};
use crate::{Place, PlaceRow, StopRow, model::Stage, now::serves, policy, store};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::Day;
use maud::{Markup, html};
use web::{Context, Fields, Page, Result, Section, Text, parts::icon};

pub(super) async fn page(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let snapshot = here.directory.now();
    let place = policy::seen(&snapshot, place_id(&id)?)?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let stages = store::stages(&mut tx, place.row.id).await?;
    drop(tx);
    let today = Day::at(context.now, &place.zone);
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let asked = week::asked(&query, today);
    let editor = policy::edits(&context.actor, &place);
    let drawn = Page::new(&context, &place.row.short_name).section(Section::Places).draw(html! {
        main.page.stack #content {
            (head(&context, &place, editor))
            div.columns {
                div.span-8 {
                    div.stack {
                        (week::card(&context, &place, asked, editor))
                        @if !place.stops.is_empty() || place.is_bus() { (stops(&context, &place, today, editor)) }
                        (exceptions(&context, &place, today, editor))
                        (events::card(context.text, &snapshot, &place, today, editor))
                    }
                }
                div.span-4 {
                    div.stack {
                        (contact(&context, &place, editor))
                        (calendars::card(&context, &place, today))
                        (life(&context, &place, &stages, editor))
                    }
                }
            }
        }
    });
    Ok(drawn)
}

fn head(context: &Context, place: &Place, editor: bool) -> Markup {
    let text = context.text;
    let row = &place.row;
    html! {
        div.page-head {
            div {
                ul.breadcrumb {
                    li { a href="/places" { (text.say("network-title")) } }
                    li { a href=(format!("/places?association={}", row.association)) { (place.association_name) } }
                }
                h1 { (row.short_name) }
                p { (words::kind(text, &row.kind)) " · " (words::town(place)) }
            }
            div.row.push {
                @if row.simulated { span.tag.tag-accent { (icon("info")) " " (text.say("network-simulated")) } }
                (words::now_tag(context, place))
                a.button.button-quiet.button-small href=(place.public_path()) { (icon("eye")) " " (text.say("network-public-page")) }
                @if editor && place.stage_at(context.now) == Stage::Closed { (edit(text, place, "stages", "network-reopen")) }
            }
        }
    }
}

/// The way to edit a part of a place.
fn edit(text: Text, place: &Place, what: &str, label: &str) -> Markup {
    html! {
        a.button.button-plain.button-small href=(format!("/places/{}/{what}", place.row.id)) {
            (icon("pencil-simple")) " " (text.say(label))
        }
    }
}

fn contact(context: &Context, place: &Place, editor: bool) -> Markup {
    let text = context.text;
    let row = &place.row;
    html! {
        section.card {
            div.card-head {
                h2 { (text.say("network-contact")) }
                @if editor { (edit(text, place, "facts", "network-edit")) }
            }
            dl.facts {
                @if row.name != row.short_name { dt { (text.say("network-name")) } dd { (row.name) } }
                dt { (text.say("network-address")) }
                dd { @if !row.address.is_empty() { (row.address) br; } (words::town(place)) }
                @if let Some(phone) = &row.phone {
                    dt { (text.say("network-phone")) } dd { a.nowrap href=(format!("tel:{}", phone.replace(' ', ""))) { (phone) } }
                }
                @if let Some(mail) = &row.mail {
                    dt { (text.say("network-mail")) } dd { a href=(format!("mailto:{mail}")) { (mail) } }
                }
                @if let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) {
                    dt { (text.say("network-position")) }
                    dd { a href=(map(latitude, longitude)) rel="noreferrer" { (text.say("network-map")) } }
                }
                @if row.by_appointment { dt { (text.say("network-welcome")) } dd { (text.say("network-by-appointment")) } }
            }
            @if !row.remark.is_empty() {
                br;
                @for line in row.remark.lines() { p { (line) } }
            }
            p.card-foot.soft.small { (text.say("network-source")) " " (source(text, row)) }
        }
    }
}

fn source(text: Text, row: &PlaceRow) -> String {
    if row.source.is_empty() { text.say("network-source-unknown") } else { row.source.clone() }
}

fn map(latitude: f64, longitude: f64) -> String {
    format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}")
}

fn stops(context: &Context, place: &Place, today: Day, editor: bool) -> Markup {
    let text = context.text;
    let served: Vec<_> = place.stops.iter().filter(|stop| serves(stop, today)).collect();
    html! {
        section.card {
            div.card-head {
                h2 { (text.say("network-stops")) }
                @if editor { (edit(text, place, "stops", "network-edit")) }
            }
            @if served.is_empty() { p.soft { (text.say("network-no-stop")) } }
            ul.lines { @for stop in served { li { (stop_line(text, place, stop, today)) } } }
        }
    }
}

/// A stop and its hours this week.
pub(super) fn stop_line(text: Text, place: &Place, stop: &StopRow, today: Day) -> Markup {
    let agenda = stop.hours.as_deref().and_then(|hours| place.agenda_of(hours));
    html! {
        strong { (stop.name) } @if !stop.commune.is_empty() { " · " (stop.commune) }
        @match agenda {
            None => { small { (text.say("network-no-hours")) } }
            Some(agenda) => {
                @for line in words::week(text, &agenda.week(today.date())) { small { (line) } }
            }
        }
    }
}

fn exceptions(context: &Context, place: &Place, today: Day, editor: bool) -> Markup {
    let text = context.text;
    let coming: Vec<_> = place.exceptions.iter().filter(|exception| exception.to >= today).collect();
    html! {
        @if editor || !coming.is_empty() {
            section.card {
                div.card-head {
                    h2 { (text.say("network-exceptions")) }
                    @if editor { (edit(text, place, "exceptions", "network-edit")) }
                }
                @if coming.is_empty() { p.soft { (text.say("network-no-exception")) } }
                ul.lines { @for exception in coming { li { (super::exceptions::words(text, exception)) } } }
            }
        }
    }
}

fn life(context: &Context, place: &Place, stages: &[(Day, String)], editor: bool) -> Markup {
    let (text, row) = (context.text, &place.row);
    let (so_far, planned) = super::stages::by_now(stages, Day::at(context.now, &place.zone));
    html! {
        section.card {
            div.card-head {
                h2 { (text.say("network-life")) }
                @if editor { (edit(text, place, "stages", "network-edit")) }
            }
            @if let Some(planned) = planned { (super::closing::notice(context, place, planned)) }
            (super::stages::history(text, so_far))
            @if let Some(day) = row.changeover {
                p.soft.small { (text.fill("network-changeover", &[("day", words::day(text, day).into())])) }
            }
            @if row.simulated { p.card-foot.soft.small { (text.say("network-simulated-words")) } }
        }
    }
}
