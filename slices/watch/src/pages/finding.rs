//! `GET`, `POST /watch/{place}/{watched}/{way}/{night}`: a finding, what stands beside it, and what people say of it.

use super::{Names, list::around};
use crate::{
    Watch,
    evidence::{Evidence, is_about, span},
    policy,
    reading::{self, Answer, Finding, Verdict},
    store,
    watched::Watched,
    words,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use figures::{
    Cell, Words,
    charts::{Said, Usual, UsualDay, usual},
    draw_table, tabs,
};
use jiff::civil::Date;
use kernel::{AccountId, Day, PlaceId, Refusal, Scope};
use maud::{Markup, html};
use network::{EventKind, LONGEST_TITLE, NewEvent};
use std::collections::BTreeMap;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts, see_other};

/// Letters of an answer.
const MOST_LETTERS: usize = 1_000;

/// The parts of an address.
type Address = (i64, i64, String, String);

pub(super) async fn page(
    State(watch): State<Watch>,
    context: Context,
    Path(address): Path<Address>,
) -> Result<Response> {
    draw(&watch, &context, address, (&Fields::default(), &FormErrors::default())).await
}

pub(super) async fn answer(
    State(watch): State<Watch>,
    context: Context,
    Path(address): Path<Address>,
    fields: Fields,
) -> Result<Response> {
    let by = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut errors = FormErrors::default();
    let verdict = Verdict::from_slug(fields.get("verdict"));
    if verdict.is_none() {
        errors.push(Refusal::invalid("watch-verdict-missing").field("verdict"));
    }
    let said = fields.get("words").trim();
    if said.chars().count() > MOST_LETTERS {
        errors.push(Refusal::invalid("watch-words-long").field("words"));
    }
    if said.is_empty() && matches!(verdict, Some(Verdict::Explained | Verdict::Acted)) {
        errors.push(Refusal::invalid("watch-words-missing").field("words"));
    }
    let kind: Option<EventKind> = fields.get("event").parse().ok();
    let title: String = said.lines().next().unwrap_or_default().chars().take(LONGEST_TITLE).collect();
    if kind.is_some() && title.is_empty() {
        errors.push(Refusal::invalid("watch-event-words").field("words"));
    }
    let Some(verdict) = verdict.filter(|_| errors.is_empty()) else {
        let drawn = draw(&watch, &context, address, (&fields, &errors)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response());
    };
    let (place, watched, night) = read(&watch, &context, &address)?;
    let mut tx = watch.app.db.write(&context.actor).await?;
    let findings = reading::of(&mut tx, &watch.catalogue.now(), place, watched).await?;
    let finding = reading::at(&findings, &address.2, night).ok_or_else(Refusal::missing)?;
    let event = match kind {
        Some(kind) if policy::may_note(&watch.directory.now(), &context.actor, place) => {
            let (from, to) = span(finding);
            let scope = place.map_or(Scope::Network, Scope::Place);
            let event = NewEvent { scope, from, to: Some(to), weekday: None, kind, title };
            Some(network::store::add_event(&mut tx, context.now, &event.checked()?).await?)
        }
        _ => None,
    };
    store::answer(&mut tx, finding, by, context.now, (verdict, said, event)).await?;
    let path = finding.path();
    tx.commit().await?;
    if event.is_some() {
        watch.directory.refresh(&watch.app.db).await?;
    }
    Ok(see_other(&path).into_response())
}

/// What an address names, if the reader follows it.
fn read(watch: &Watch, context: &Context, address: &Address) -> Result<(Option<PlaceId>, Watched, Date)> {
    let (place, watched, _, night) = address;
    let place = (*place != 0).then_some(PlaceId(*place));
    if !policy::follows(&watch.directory.now(), &context.actor, place) {
        return Err(Refusal::missing().into());
    }
    let watched = Watched::of_code(*watched).ok_or_else(Refusal::missing)?;
    Ok((place, watched, night.parse().map_err(|_| Refusal::missing())?))
}

async fn draw(watch: &Watch, context: &Context, address: Address, form: (&Fields, &FormErrors)) -> Result<Response> {
    let (place, watched, night) = read(watch, context, &address)?;
    let names = Names::of(watch, context);
    let words = names.words(context);
    let mut tx = watch.app.db.read(&context.actor).await?;
    let findings = reading::of(&mut tx, &names.catalogue, place, watched).await?;
    let finding = reading::at(&findings, &address.2, night).ok_or_else(Refusal::missing)?;
    let last = store::last_night(&mut tx).await?.ok_or_else(Refusal::missing)?;
    let common = store::common_after(&mut tx, last.day).await?;
    let evidence = watch.evidence(&mut tx, finding, last.day, &common).await?;
    let people: Vec<AccountId> = finding.answers.iter().map(|answer| answer.by).collect();
    let people = accounts::names(&mut tx, &people).await?;
    drop(tx);
    let text = context.text;
    let title = words::title(&words, finding);
    let earlier = findings.iter().rev().filter(|other| other.episode != finding.episode);
    let content = html! {
        main.page.stack #content {
            (tabs(context, "/watch"))
            div.page-head {
                div {
                    h1 { (words::place(&words, finding)) (text.say("explore-colon")) " " (title) }
                    p { (words::seen(text, finding, last.day.date())) " · " (words::sure(text, finding)) }
                }
                a.button.button-plain.push href="/watch" { (parts::icon("arrow-left")) " " (text.say("watch-back")) }
            }
            div.columns.quality {
                div.span-8.stack {
                    section.card.panel {
                        p.figures-headline { (words::gap(text, watched, &finding.episode)) }
                        p { (around(&words, finding, &evidence)) }
                        (chart(&words, finding, &evidence))
                    }
                    (carried(&words, &evidence))
                }
                div.span-4.stack {
                    (answers(context, &finding.answers, &people))
                    (ask(context, finding, policy::may_note(&names.network, &context.actor, place), form))
                    @if earlier.clone().next().is_some() {
                        section.card {
                            h2 { (text.say("watch-earlier")) }
                            ul.lines {
                                @for other in earlier {
                                    li {
                                        a href=(other.path()) { (words::title(&words, other)) }
                                        small { (words::gap(text, watched, &other.episode)) }
                                        @if let Some(answer) = other.answers.last() { small { (said(context, answer)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(context, title).section(Section::Figures).style("figures.css").draw(content))
}

/// The last open days of the series, over what is usual.
fn chart(words: &Words, finding: &Finding, evidence: &Evidence) -> Markup {
    let text = words.text;
    if evidence.days.is_empty() {
        return html! {};
    }
    let days: Vec<UsualDay> = evidence
        .days
        .iter()
        .enumerate()
        .map(|(at, day)| UsualDay {
            tick: at.is_multiple_of(7).then(|| figures::short_day(text, Day::of(day.date))),
            counted: Some(f64::from(day.visits)),
            expected: day.mean(),
            usual: day.usual(),
        })
        .collect();
    let inside = |day: &&insight::watch::OpenDay| is_about(finding, day.date);
    let first = evidence.days.iter().position(|day| inside(&day));
    let last = evidence.days.iter().rposition(|day| inside(&day));
    let label = text.say("watch-marked");
    let names = [text.say("watch-usual"), text.say("watch-expected")];
    let title = words::subject(words, finding.watched);
    let said = Said { id: "days", title: &title, description: &text.say("watch-chart") };
    let marked = first.zip(last).map(|(first, last)| (first, last, label.as_str()));
    let drawn = usual(&said, &Usual { days: &days, marked, names: [&names[0], &names[1]], locale: text.locale });
    let head = ["figures-day", "watch-counted", "watch-expected", "watch-usual-from", "watch-usual-to"];
    let rows: Vec<Vec<Cell>> = evidence
        .days
        .iter()
        .map(|day| {
            let (low, high) = day.usual();
            let whole = |n| Cell::Count(words::whole(n));
            let seen = whole(f64::from(day.visits));
            vec![Cell::Day(Day::of(day.date)), seen, whole(day.mean()), whole(low), whole(high)]
        })
        .collect();
    html! {
        div.chart-scroll tabindex="0" role="group" aria-label=(title) { (drawn) }
        details.disclosure.chart-data {
            summary { (text.say("figures-see-data")) }
            (draw_table(&title, &head.map(|key| text.say(key)), &rows, text))
        }
    }
}

/// Which themes, operators and places carry the difference.
fn carried(words: &Words, evidence: &Evidence) -> Markup {
    let text = words.text;
    html! {
        @if !evidence.carriers.is_empty() {
            section.card.panel {
                h2 { (text.say("watch-carriers")) }
                p { (text.say("watch-carriers-words")) }
                ul.lines {
                    @for carrier in &evidence.carriers {
                        li {
                            (words::carrier(words, carrier))
                            small { (words::carried(text, carrier)) }
                        }
                    }
                }
            }
        }
    }
}

fn said(context: &Context, answer: &Answer) -> Markup {
    let text = context.text;
    html! {
        b { (text.say(&format!("watch-verdict-{}", answer.verdict.slug()))) }
        @if !answer.words.is_empty() { (text.say("explore-colon")) " " (answer.words) }
    }
}

fn answers(context: &Context, answers: &[Answer], people: &BTreeMap<AccountId, String>) -> Markup {
    let text = context.text;
    html! {
        @if !answers.is_empty() {
            section.card {
                h2 { (text.say("watch-answers")) }
                ul.lines {
                    @for answer in answers {
                        @let day = answer.said.to_zoned_datetime(catalogue::zone()).date();
                        li { (said(context, answer)) small { (people.get(&answer.by).map_or("", String::as_str)) ", " (web::date_words(text.locale, day)) } }
                    }
                }
            }
        }
    }
}

fn ask(context: &Context, finding: &Finding, may_note: bool, form: (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let error = form.1.about("verdict", text);
    let days = span(finding);
    let none = [(String::new(), text.say("watch-event-none"))];
    let kinds = EventKind::ALL.map(|kind| (kind.code().to_owned(), kind.words(text)));
    let kinds: Vec<_> = none.into_iter().chain(kinds).collect();
    let input = parts::input(form, "textarea", "words", text.say("watch-words"));
    html! {
        form.card.form method="post" action=(finding.path()) {
            h2 { (text.say(if finding.is_open() { "watch-answer" } else { "watch-answer-again" })) }
            (parts::form_summary(form.1, text))
            fieldset.choices {
                legend { (text.say("watch-verdict")) }
                @if let Some(error) = &error { p.form-error #verdict-error { (error) } }
                @for verdict in Verdict::ALL {
                    label.choice {
                        input type="radio" name="verdict" value=(verdict.slug()) checked[form.0.get("verdict") == verdict.slug()];
                        span { (text.say(&format!("watch-verdict-{}", verdict.slug()))) small { (text.say(&format!("watch-verdict-{}-hint", verdict.slug()))) } }
                    }
                }
            }
            (parts::Input { required: false, hint: Some(text.say("watch-words-hint")), ..input }.row(text))
            @if may_note { (parts::select("event", &text.fill("watch-event", &[("days", figures::span_words(text, days.0, days.1).into())]), &kinds, form, text)) }
            div.form-actions { button.button type="submit" { (text.say("watch-say")) } }
        }
    }
}
