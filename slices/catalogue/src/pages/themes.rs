//! `GET /catalogue/themes/{code}`: one theme, with its sheet and its history.

use super::{Here, day_words, edits, forms, theme_at};
use crate::{
    Axes, Snapshot, Theme, axes,
    sheet::{self, Reader, Under},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Day;
use maud::{Markup, html};
use tally::Support;
use web::{Context, Page, Result, Section, parts};

pub(super) async fn show(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    let text = context.text;
    let catalogue = here.catalogue.now();
    let theme = theme_at(&catalogue, &code)?;
    let today = crate::today(context.now);
    let family = catalogue.family_by_id(theme.family).map_or("", |family| family.label.as_str());
    let address = format!("/catalogue/themes/{code}");
    let content = html! {
        main.page #content {
            (forms::breadcrumb(text, &[]))
            div.page-head {
                div { h1 { (theme.label) } p { (family) " · " code { (theme.code) } } }
                @if edits(&context) {
                    div.row.push {
                        a.button href=(format!("{address}/edit")) { (parts::icon("pencil-simple")) (text.say("catalogue-edit")) }
                        a.button.button-quiet href=(format!("{address}/sheet")) { (text.say("catalogue-edit-sheet")) }
                        @if theme.until.is_none() {
                            a.button.button-quiet href=(format!("{address}/ending")) { (text.say("catalogue-end")) }
                        }
                    }
                }
            }
            div.stack {
                (history(&context, &catalogue, theme))
                div.columns {
                    div.span-4 {
                        div.stack {
                            section.card {
                                (forms::card_head(&text.say("catalogue-facts")))
                                (facts(&context, &catalogue, theme, today))
                            }
                            section.card {
                                (forms::card_head(&text.say("catalogue-synonyms")))
                                p.row { @for synonym in &theme.synonyms { span.tag { (synonym) } } }
                            }
                        }
                    }
                    section.card.span-8 { (sheet_card(&context, &catalogue, theme)) }
                }
            }
        }
    };
    Ok(Page::new(&context, theme.label.as_str()).section(Section::Catalogue).style("orientation.css").draw(content))
}

fn facts(context: &Context, catalogue: &Snapshot, theme: &Theme, today: Day) -> Markup {
    let text = context.text;
    let lists = axes(text.locale);
    let acts: Vec<_> = theme.acts.iter().map(|act| Axes::label(&lists.acts, act.slug())).collect();
    let support = theme.support.map(Support::slug).map(|slug| Axes::label(&lists.supports, slug));
    html! {
        dl.facts {
            dt { (text.say("catalogue-branch")) } dd { (forms::branch_words(text, theme.branch)) }
            dt { (text.say("catalogue-acts")) } dd { (acts.join(", ")) }
            @if let Some(support) = support { dt { (text.say("catalogue-support")) } dd { (support) } }
            dt { (text.say("catalogue-usual-time")) }
            dd { (text.fill("catalogue-minutes-count", &[("minutes", theme.minutes.into())])) }
            dt { (text.say("catalogue-operators")) }
            dd {
                @if theme.operators.is_empty() { (text.say("catalogue-no-operator")) }
                @for (position, operator) in theme.operators.iter().filter_map(|id| catalogue.operator_by_id(*id)).enumerate() {
                    @if position > 0 { ", " }
                    a href=(format!("/catalogue/operators/{}", operator.code)) { (operator.name(today)) }
                }
            }
        }
    }
}

fn history(context: &Context, catalogue: &Snapshot, theme: &Theme) -> Markup {
    let text = context.text;
    let version = |number: i64| catalogue.versions().iter().find(|version| version.number == number);
    html! {
        @if let Some(since) = version(theme.since).filter(|since| since.number > 1) {
            div.notice role="note" {
                (parts::icon("info"))
                p { (text.fill("catalogue-since", &[("day", day_words(text, since.from).into())])) }
            }
        }
        @if let (Some(until), Some(next)) = (theme.until.and_then(version), catalogue.successor(theme.id)) {
            div.notice.notice-warn role="note" {
                (parts::icon("warning"))
                p {
                    (text.fill("catalogue-until", &[("day", day_words(text, until.from).into())])) " "
                    a href=(format!("/catalogue/themes/{}", next.code)) { (next.label) }
                }
            }
        }
    }
}

fn sheet_card(context: &Context, catalogue: &Snapshot, theme: &Theme) -> Markup {
    let text = context.text;
    html! {
        @match catalogue.sheet(theme.id).and_then(|row| Some((row, sheet::parse(&row.body).ok()?))) {
            Some((row, sheet)) => {
                div.card-head {
                    h2 lang="fr" { (row.title) }
                    span.row { (parts::icon("printer")) a href=(format!("/sheets/{}", theme.code)) { (text.say("catalogue-print-sheet")) } }
                }
                div.sheet lang="fr" { (sheet::draw(&sheet, Reader::Agent, Under::Part)) }
            },
            None => p.empty { (text.say("catalogue-no-sheet")) },
        }
    }
}
