//! `GET /activity`: what a place recorded on a day, and the way to every other day.

use super::{
    Here, Which,
    calendar::{Month, counted},
    chooser, day_path,
    history::who,
    record::{request_path, visit_path},
    record_view::marks,
    words::{Words, capital},
};
use crate::{
    Request, Visit,
    facts::{RequestFacts, VisitFacts},
    store,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::civil::Date;
use kernel::{AccountId, Day, EntryId, Right};
use maud::{Markup, html};
use network::Place;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use web::{
    Context, Page, Result, Section, date_words,
    parts::{Tone, icon, notice},
    time_words,
};

#[derive(Deserialize)]
pub(super) struct Asked {
    place: Option<String>,
    day: Option<String>,
}

pub(super) async fn page(State(here): State<Here>, context: Context, Query(asked): Query<Asked>) -> Result<Response> {
    let place = match here.which(&context, asked.place.as_deref(), Right::SeeActivity)? {
        Which::This(place) => place,
        Which::Among(places) => return Ok(chooser(&context, Section::Activity, "/activity", &places)),
    };
    let today = Day::at(context.now, &place.zone);
    // A day that cannot be shown is another one of the calendar: nothing is lost by going to the nearest, and saying so.
    let wanted = asked.day.as_deref().filter(|day| !day.is_empty());
    let asked = wanted.map(|day| day.parse::<Date>().ok().map(Day::of));
    let day = asked.flatten().unwrap_or(today).min(today).max(place.row.opened.min(today));
    let elsewhere = asked.is_some_and(|asked| asked != Some(day));
    let mut tx = here.app.db.read(&context.actor).await?;
    let visits = store::visits_of_day(&mut tx, place.row.id, day).await?;
    let mut requests: BTreeMap<EntryId, Vec<Request>> = BTreeMap::new();
    for request in store::requests_of_day(&mut tx, place.row.id, day).await? {
        requests.entry(request.visit).or_default().push(request);
    }
    let agents = visits.iter().map(|visit| visit.agent).chain(requests.values().flatten().map(|request| request.agent));
    let mut agents: Vec<AccountId> = agents.flatten().collect();
    agents.sort_unstable();
    agents.dedup();
    let names = accounts::names(&mut tx, &agents).await?;
    let month = Month::read(&mut tx, &place, day).await?;
    drop(tx);
    let catalogue = here.catalogue.now();
    let words = Words { text: context.text, catalogue: &catalogue, place: &place };
    let others = here.directory.now().places_of(&context.actor, Right::SeeActivity);
    let view =
        View { context: &context, words, place: &place, day, today, visits, requests, names, others, month, elsewhere };
    let title = date_words(context.locale(), day.date());
    let page = Page::new(&context, title).section(Section::Activity).at(place.row.short_name.clone());
    Ok(page.style("activity.css").draw(view.markup()))
}

struct View<'a> {
    context: &'a Context,
    words: Words<'a>,
    place: &'a Place,
    day: Day,
    today: Day,
    visits: Vec<Visit>,
    requests: BTreeMap<EntryId, Vec<Request>>,
    names: BTreeMap<AccountId, String>,
    others: Vec<Arc<Place>>,
    month: Month,
    /// Whether another day was asked for, which cannot be shown.
    elsewhere: bool,
}

impl View<'_> {
    fn markup(&self) -> Markup {
        let text = self.words.text;
        let standing = self.visits.iter().filter(|visit| !visit.withdrawn);
        let requests = standing.clone().flat_map(|visit| self.requests.get(&visit.id).into_iter().flatten());
        let counts = (standing.count(), requests.filter(|request| !request.withdrawn).count());
        let may_close = self.context.actor.may(Right::CloseMonth, self.place.whereabouts());
        html! {
            main.page.page-wide #content {
                div.page-head {
                    div {
                        h1 { (capital(&date_words(text.locale, self.day.date()))) }
                        p { (self.place.row.name) " · " (counted(text, counts.0 as i64, counts.1 as i64)) }
                    }
                    nav.row.push aria-label=(text.say("activity-days")) {
                        a.button.button-quiet.to-month href="#month-title" { (icon("calendar-dots")) (text.say("activity-calendar")) }
                        @if self.day > self.place.row.opened { (self.way(self.day.plus(-1), "caret-left", "activity-day-before")) }
                        @if self.day < self.today {
                            (self.way(self.day.plus(1), "caret-right", "activity-day-after"))
                            a.button.button-quiet href=(format!("/activity?place={}", self.place.row.id)) { (text.say("activity-today")) }
                        }
                    }
                }
                @if self.elsewhere { (notice(Tone::Warn, &text.say("activity-no-such-day"))) }
                div.columns {
                    div.span-8.stack {
                        @if self.visits.is_empty() { (self.nothing()) }
                        @else { ol.visits { @for visit in &self.visits { (self.visit(visit)) } } }
                    }
                    div.span-4.stack {
                        @if self.others.len() > 1 { (self.other_places()) }
                        (self.month.draw(text, self.place, self.day, self.today, may_close))
                    }
                }
            }
        }
    }

    fn way(&self, to: Day, picture: &str, key: &str) -> Markup {
        html! {
            a.button.button-quiet href=(day_path(self.place.row.id, to)) {
                (icon(picture)) span.visually-hidden { (self.words.text.say(key)) }
            }
        }
    }

    fn nothing(&self) -> Markup {
        let text = self.words.text;
        html! {
            div.card.empty {
                (icon("calendar-blank"))
                h2 { (text.say("activity-nothing")) }
                @if self.day == self.today {
                    p { (text.say("activity-nothing-today")) }
                    a.button href=(format!("/counter?place={}", self.place.row.id)) { (text.say("activity-record")) }
                } @else { p { (text.say("activity-nothing-that-day")) } }
            }
        }
    }

    fn other_places(&self) -> Markup {
        let text = self.words.text;
        html! {
            form.filters action="/activity" {
                label {
                    (text.say("activity-place"))
                    select.field name="place" {
                        @for place in &self.others {
                            option value=(place.row.id) selected[place.row.id == self.place.row.id] { (place.row.name) }
                        }
                    }
                }
                input type="hidden" name="day" value=(self.day);
                button.button.button-quiet type="submit" { (text.say("activity-see")) }
            }
        }
    }

    fn visit(&self, visit: &Visit) -> Markup {
        let text = self.words.text;
        let local = |at| time_words(text.locale, self.place.zone.to_datetime(at).time());
        let requests = self.requests.get(&visit.id).map_or(&[][..], Vec::as_slice);
        html! {
            li.card.visit.is-withdrawn[visit.withdrawn] {
                div.visit-head {
                    a href=(visit_path(self.place.row.id, visit.id)) {
                        time datetime=(visit.opened) { (local(visit.opened)) }
                        @if let Some(closed) = visit.closed.filter(|closed| local(*closed) != local(visit.opened)) { " – " time datetime=(closed) { (local(closed)) } }
                        span.visually-hidden { ", " (text.say("record-visit")) }
                    }
                    small { (who(text, visit.agent, &self.names)) }
                }
                div {
                    @if requests.is_empty() { p.soft { (text.say("activity-no-request")) } }
                    @else { ul.visit-requests { @for request in requests.iter().rev() { (self.request(visit, request)) } } }
                }
                div.visit-marks {
                    (marks(text, visit.withdrawn, visit.entry != visit.id, visit.contested))
                    (self.month.late.visit_mark(text, visit.id))
                    @for mark in self.words.visit_marks(&VisitFacts::from(visit)) { span.tag { (mark) } }
                }
            }
        }
    }

    fn request(&self, visit: &Visit, request: &Request) -> Markup {
        let text = self.words.text;
        let facts = RequestFacts::from(request);
        let details = [
            Some(self.words.short_acts(&facts)),
            facts.support.map(|support| self.words.short_support(support)),
            facts.outcome.map(|outcome| self.words.short_outcome(outcome)),
            facts.minutes.map(|minutes| self.words.minutes(minutes)),
            (request.agent != visit.agent).then(|| who(text, request.agent, &self.names)),
        ];
        let details: Vec<_> = details.into_iter().flatten().filter(|detail| !detail.is_empty()).collect();
        html! {
            li.is-withdrawn[request.withdrawn] {
                a href=(request_path(self.place.row.id, request.id)) {
                    (self.words.labels().request(request.theme, request.operator, request.day))
                }
                small { (details.join(" · ")) }
                (marks(text, request.withdrawn, request.entry != request.id, request.contested))
                (self.month.late.request_mark(text, visit.id, request.id))
            }
        }
    }
}
