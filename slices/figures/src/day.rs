//! `GET /figures/day`: one day on one page, beside what such a weekday usually is.

mod numbers;

use crate::{
    charts::{Bar, Column, Said, bars, columns},
    page::{View, tabs},
    period::capital,
    tables::{Cell, draw as draw_table},
    words::Words,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use jiff::civil::Date;
use kernel::{Day, Right};
use maud::{Markup, html};
use numbers::Numbers;
use tally::Dimension;
use web::{Context, Fields, Page, Result, Section, Text, date_words, parts, time_words};

/// Families shown.
const MOST: usize = 8;
/// Places shown.
const MOST_PLACES: usize = 60;

pub(crate) async fn page(State(view): State<View>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (network, catalogue) = view.names();
    let places = network.places_of(&context.actor, Right::SeeFigures);
    let zone = places.first().map_or(jiff::tz::TimeZone::UTC, |place| place.zone.clone());
    let now = context.now.to_zoned_datetime(zone);
    let today = Day::of(now.date());
    let asked = fields.optional("day").and_then(|day| day.parse::<Date>().ok()).map(Day::of);
    let day = asked.filter(|day| (-36_525..=today.0).contains(&day.0)).unwrap_or(today);
    let words = Words::new(context.text, &network, &catalogue, today);
    let numbers = view.figures.look(|tally| Numbers::ask(tally, &places, day));
    let text = context.text;
    let until = (day == today).then(|| time_words(text.locale, now.time()));
    let sheet = Sheet { text, words: &words, numbers: &numbers, day, until };
    let title = text.say("day-title");
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/figures/day"))
            div.page-head.figures-head {
                div {
                    h1 { (title) }
                    p { (capital(&date_words(text.locale, day.date()))) }
                }
                form.filters.push method="get" action="/figures/day" {
                    a.button.button-quiet href=(format!("/figures/day?day={}", Day(day.0 - 1).date())) aria-label=(text.say("day-before")) { (parts::icon("caret-left")) }
                    label.visually-hidden for="day" { (text.say("day-label")) }
                    input.field type="date" id="day" name="day" value=(day.date().to_string()) max=(today.date().to_string());
                    button.button.button-quiet { (text.say("figures-show")) }
                    @if day < today {
                        a.button.button-quiet href=(format!("/figures/day?day={}", Day(day.0 + 1).date())) aria-label=(text.say("day-after")) { (parts::icon("caret-right")) }
                    }
                }
            }
            (sheet.draw(&places))
        }
    };
    Ok(Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content))
}

struct Sheet<'a> {
    text: Text,
    words: &'a Words<'a>,
    numbers: &'a Numbers,
    day: Day,
    until: Option<String>,
}

impl Sheet<'_> {
    fn draw(&self, places: &[std::sync::Arc<network::Place>]) -> Markup {
        let Self { text, numbers, .. } = self;
        html! {
            p.figures-headline { (self.headline()) }
            dl.key-figures {
                (self.key("figures-visits", &text.count(numbers.visits), &self.usual(numbers.usual_visits)))
                (self.key("figures-requests", &text.count(numbers.requests), &self.usual(numbers.usual_requests)))
                (self.key("day-waiting", &self.minutes(numbers.waiting), &text.say("day-waiting-words")))
                (self.key("day-open", &text.fill("figures-of", &[("part", text.count(numbers.recorded(places) as u64).into()), ("whole", text.count(numbers.open(places, self.day) as u64).into())]), &text.say("day-open-words")))
            }
            div.columns {
                section.card.panel.span-6 aria-labelledby="day-hours" {
                    h2 id="day-hours" { (text.say("day-hours")) }
                    p.soft.small { (self.days_words()) }
                    (self.hours())
                }
                section.card.panel.span-6 aria-labelledby="day-families" {
                    h2 id="day-families" { (text.say("day-families")) }
                    (self.families())
                }
                section.card.panel.span-12 aria-labelledby="day-places" {
                    h2 id="day-places" { (text.say("day-places")) }
                    (self.places(places))
                }
            }
        }
    }

    fn headline(&self) -> String {
        let Self { text, numbers, .. } = self;
        let visits = text.many("figures-n-visits", numbers.visits);
        let requests = text.many("figures-n-requests", numbers.requests);
        let words = [("visits", visits.into()), ("requests", requests.into())];
        match &self.until {
            Some(time) => {
                let [visits, requests] = words;
                text.fill("day-headline-until", &[visits, requests, ("time", time.clone().into())])
            }
            None => text.fill("day-headline", &words),
        }
    }

    /// « D’ordinaire 61 ».
    fn usual(&self, usual: Option<u64>) -> String {
        match usual {
            Some(usual) => self.text.fill("day-usual", &[("count", self.text.count(usual).into())]),
            None => self.text.say("day-usual-unknown"),
        }
    }

    fn days_words(&self) -> String {
        let days = self.numbers.days.len() as u64;
        if days == 0 { self.text.say("day-usual-unknown") } else { self.text.many("day-compared", days) }
    }

    fn minutes(&self, minutes: Option<f64>) -> String {
        minutes
            .map_or_else(|| "–".into(), |minutes| self.text.fill("day-minutes", &[("count", minutes.round().into())]))
    }

    fn key(&self, name: &str, value: &str, about: &str) -> Markup {
        html! { div.card.key-figure { dt { (self.text.say(name)) } dd.value { (value) } dd.context { (about) } } }
    }

    fn hours(&self) -> Markup {
        let text = self.text;
        let Some((first, last)) = self.numbers.hours_shown() else {
            return html! { p { (text.say("figures-nothing")) } };
        };
        let hours = (first..=last).map(|hour| (hour, self.numbers.hours[usize::from(hour)]));
        let drawn: Vec<Column> = hours
            .clone()
            .map(|(hour, (n, _))| Column {
                letter: format!("{hour}\u{a0}h"),
                n,
                value: (n > 0).then(|| text.count(n)),
                current: true,
                unfinished: false,
            })
            .collect();
        let title = text.say("day-hours");
        let said = Said { id: "day-hours-chart", title: &title, description: &self.headline() };
        let head = ["day-hour", "figures-visits", "day-usually"].map(|key| text.say(key));
        let rows: Vec<Vec<Cell>> = hours
            .map(|(hour, (n, usual))| {
                let usual = usual.map_or(Cell::Nothing, Cell::Count);
                vec![Cell::Words(format!("{hour}\u{a0}h")), Cell::Count(n), usual]
            })
            .collect();
        html! {
            (columns(&said, &drawn))
            details.disclosure.chart-data { summary { (text.say("figures-see-data")) } (draw_table(&title, &head, &rows, text)) }
        }
    }

    fn families(&self) -> Markup {
        let text = self.text;
        let title = text.say("day-families");
        let families = &self.numbers.families;
        if families.is_empty() {
            return html! { p { (text.say("figures-nothing")) } };
        }
        let drawn: Vec<Bar> = families
            .iter()
            .take(MOST)
            .map(|(key, n)| Bar {
                label: capital(&self.words.label(Dimension::Family, *key)),
                n: *n,
                value: text.count(*n),
                hollow: false,
            })
            .collect();
        let said = Said { id: "day-families-chart", title: &title, description: &self.headline() };
        let head = ["day-family", "figures-requests"].map(|key| text.say(key));
        let label = |key| Cell::Words(self.words.label(Dimension::Family, key));
        let rows: Vec<Vec<Cell>> = families.iter().map(|(key, n)| vec![label(*key), Cell::Count(*n)]).collect();
        html! {
            (bars(&said, &drawn))
            details.disclosure.chart-data { summary { (text.say("figures-see-data")) } (draw_table(&title, &head, &rows, text)) }
        }
    }

    fn places(&self, places: &[std::sync::Arc<network::Place>]) -> Markup {
        let text = self.text;
        let head = ["figures-place", "figures-visits", "day-usually", "figures-requests", "day-waiting", "day-state"]
            .map(|key| text.say(key));
        let mut shown: Vec<_> = places.iter().map(|place| (place, self.numbers.place(place.row.id))).collect();
        shown.retain(|(place, at)| {
            at.visits > 0 || at.usual.is_some() || numbers::is_open(place, self.day) == Some(true)
        });
        shown.sort_by(|one, other| {
            other.1.visits.cmp(&one.1.visits).then_with(|| one.0.row.short_name.cmp(&other.0.row.short_name))
        });
        let more = shown.len().saturating_sub(MOST_PLACES);
        let rows: Vec<Vec<Cell>> = shown
            .iter()
            .take(MOST_PLACES)
            .map(|(place, at)| {
                let state = match (numbers::is_open(place, self.day), at.visits > 0) {
                    (Some(true), false) => text.say("day-silent"),
                    (Some(false), false) => text.say("day-closed"),
                    (Some(false), true) => text.say("day-unexpected"),
                    (Some(true), true) | (None, _) => String::new(),
                };
                vec![
                    Cell::Words(place.row.short_name.clone()),
                    Cell::Count(at.visits),
                    at.usual.map_or(Cell::Nothing, Cell::Count),
                    Cell::Count(at.requests),
                    Cell::Words(self.minutes(at.waiting)),
                    Cell::Words(state),
                ]
            })
            .collect();
        html! {
            (draw_table(&text.say("day-places"), &head, &rows, text))
            @if more > 0 { p.small.soft { (text.fill("quality-more", &[("n", more.into())])) } }
        }
    }
}
