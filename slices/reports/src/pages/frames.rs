//! `GET /frames`: every frame; `GET /frames/{code}`: its categories, tested on twelve months, and their form; `POST /frames/{code}`: a new
//! version of it.

use super::Here;
use crate::{
    frame::{Frame, MOST_RULES, Rule, Sorter},
    sorted::{Sorted, Wanted},
    store::{self, FrameRow},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use catalogue::Snapshot;
use figures::{Cell, Words, draw_table, months_before, share_words, year_before};
use kernel::{Day, Refusal, Right, Whereabouts};
use maud::{Markup, html};
use tally::{Dimension, Key};
use web::{Context, Fields, FormErrors, Page, Result, Section, Text, date_words, parts, see_other};

/// Rows of the form for rules to come.
const EMPTY_ROWS: usize = 3;
/// What falls through, at most.
const MOST_FALLEN: usize = 12;

pub(super) async fn list(State(here): State<Here>, context: Context) -> Result<Response> {
    let text = context.text;
    let mut tx = here.app.db.read(&context.actor).await?;
    let rows = store::frames(&mut tx).await?;
    drop(tx);
    let mut latest: Vec<&FrameRow> = Vec::new();
    for row in &rows {
        if latest.iter().all(|other| other.code != row.code) {
            latest.push(row);
        }
    }
    let frames = latest.into_iter().map(|row| Ok((row, row.frame()?))).collect::<Result<Vec<_>>>()?;
    let title = text.say("frame-list");
    let content = html! {
        main.page.page-narrow.stack #content {
            div.page-head { div { h1 { (title) } p { (text.say("frame-list-lead")) } } }
            ul.lines.card {
                @for (row, frame) in &frames {
                    li {
                        a href=(format!("/frames/{}", row.code)) { (frame.title) }
                        small { (text.many("frame-categories", frame.categories().len() as u64)) " · " (version_words(text, row)) }
                    }
                }
            }
            p { a href="/reports" { (text.say("report-back-list")) } }
        }
    };
    Ok(Page::new(&context, title).section(Section::Reports).style("report.css").draw(content))
}

fn version_words(text: Text, row: &FrameRow) -> String {
    let from = date_words(text.locale, row.from.date());
    text.fill("frame-version", &[("version", row.version.into()), ("from", from.into())])
}

pub(super) async fn frame(State(here): State<Here>, context: Context, Path(code): Path<String>) -> Result<Response> {
    draw_frame(&here, &context, &code, None).await
}

pub(super) async fn edit(
    State(here): State<Here>,
    context: Context,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let title = errors.required(&fields, "title", 200);
    let from = errors.date(&fields, "from");
    let about: String = fields.get("about").chars().take(1_000).collect();
    let catalogue = here.catalogue.now();
    let frame = Frame { title, about, rules: read_rules(&fields, &catalogue) };
    errors.take(frame.compile(&catalogue));
    let mut tx = here.app.db.write(&context.actor).await?;
    let known = store::frames(&mut tx).await?;
    let last = known.iter().find(|row| row.code == code).ok_or_else(Refusal::missing)?;
    // Two tabs: whoever comes second sees what the first one wrote.
    if fields.get("version") != last.version.to_string() {
        errors.push(Refusal::invalid("frame-changed"));
    }
    if from.is_some_and(|from| from < last.from) {
        errors.push(Refusal::invalid("frame-earlier").field("from"));
    }
    let (Some(from), true) = (from, errors.is_empty()) else {
        drop(tx);
        return draw_frame(&here, &context, &code, Some((&fields, &errors, &frame))).await;
    };
    store::put_version(&mut tx, &code, from, &frame, context.now, context.actor.person().map(|person| person.account))
        .await?;
    tx.commit().await?;
    Ok(see_other(&format!("/frames/{code}")).into_response())
}

/// The rows of the form in their order; one whose every box is empty is none.
fn read_rules(fields: &Fields, catalogue: &Snapshot) -> Vec<Rule> {
    let columns = ["category", "themes", "operators", "acts", "supports", "places"];
    let rows = columns.iter().map(|name| fields.every(name).len()).max().unwrap_or(0).min(MOST_RULES + EMPTY_ROWS);
    let mut rules: Vec<Rule> = Vec::new();
    for row in 0..rows {
        let cell = |name: &str| fields.every(name).get(row).map_or("", |cell| cell.trim());
        let list = |name: &str| -> Vec<String> {
            cell(name)
                .split([',', ';', '\n'])
                .map(str::trim)
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let rule = Rule {
            category: cell("category").to_owned(),
            themes: list("themes").iter().map(|typed| code_of(typed, catalogue)).collect(),
            operators: list("operators").iter().map(|typed| operator_of(typed, catalogue)).collect(),
            acts: list("acts"),
            supports: list("supports"),
            // What is no number is no place: it is kept, so that it is refused and not lost.
            places: list("places").iter().map(|id| id.parse().unwrap_or(-1)).collect(),
        };
        if !rule.category.is_empty() || !rule.takes_all() {
            rules.push(rule);
        }
    }
    rules
}

/// A theme or family by its code or its words.
fn code_of(typed: &str, catalogue: &Snapshot) -> String {
    let same = |words: &str| words.to_lowercase() == typed.to_lowercase();
    let family = catalogue.families().iter().find(|family| same(&family.label) || same(&family.short));
    family.map_or_else(|| typed.to_lowercase(), |family| family.code.clone())
}

/// An operator by its code or its name.
fn operator_of(typed: &str, catalogue: &Snapshot) -> String {
    let same = |words: &str| words.to_lowercase() == typed.to_lowercase();
    let operator = catalogue.operators().find(|operator| same(&operator.short));
    operator.map_or_else(|| typed.to_lowercase(), |operator| operator.code.clone())
}

type Refused<'a> = (&'a Fields, &'a FormErrors, &'a Frame);

async fn draw_frame(here: &Here, context: &Context, code: &str, refused: Option<Refused<'_>>) -> Result<Response> {
    let text = context.text;
    let mut tx = here.app.db.read(&context.actor).await?;
    let versions: Vec<_> = store::frames(&mut tx).await?.into_iter().filter(|row| row.code == code).collect();
    drop(tx);
    let last = versions.first().ok_or_else(Refusal::missing)?;
    let stored = last.frame()?;
    let shown = refused.map_or(&stored, |(_, _, frame)| frame);
    let catalogue = here.catalogue.now();
    let sorter = stored.compile(&catalogue)?;
    let tested = Tested::of(here, context, &sorter);
    let none = FormErrors::default();
    let errors = refused.map_or(&none, |(_, errors, _)| errors);
    let mut filled = refused.map_or_else(Fields::default, |(fields, ..)| fields.clone());
    if refused.is_none() {
        filled.set("title", &*stored.title);
        filled.set("about", &*stored.about);
        filled.set("from", catalogue::today(context.now).max(last.from).to_string());
    }
    let title = stored.title.clone();
    let edits = context.actor.may(Right::EditCatalogue, Whereabouts::Network);
    let content = html! {
        main.page.stack #content {
            div.page-head { div { h1 { (title) } p { (stored.about) } p.soft { (version_words(text, last)) } } }
            (tested.draw(&sorter, context, &catalogue, here))
            @if edits { (form(text, code, last, shown, (&filled, errors))) }
            @if versions.len() > 1 {
                section.card {
                    h2 { (text.say("frame-versions")) }
                    ul.lines { @for row in &versions { li { (version_words(text, row)) } } }
                }
            }
            p { a href="/frames" { (text.say("frame-list")) } }
        }
    };
    let response =
        Page::new(context, title).section(Section::Reports).style("figures.css").style("report.css").draw(content);
    Ok(if refused.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, response).into_response() } else { response })
}

/// A frame tried on the last twelve months of the places in view.
struct Tested {
    sorted: Sorted,
    days: (Day, Day),
}

impl Tested {
    fn of(here: &Here, context: &Context, sorter: &Sorter) -> Self {
        let to = months_before(catalogue::today(context.now), 0).plus(-1);
        let from = year_before(to).plus(1);
        let places = here.directory.now().places_of(&context.actor, Right::SeeFigures);
        let places: Vec<_> = places.iter().map(|place| place.row.id).collect();
        let wanted = Wanted { places: &places, from, to, operators: &[] };
        Self { sorted: here.figures.look(|tally| Sorted::of(tally, sorter, &wanted)), days: (from, to) }
    }

    fn draw(&self, sorter: &Sorter, context: &Context, catalogue: &Snapshot, here: &Here) -> Markup {
        let text = context.text;
        let network = here.directory.now();
        let mut words = Words::new(text, &network, catalogue, self.days.1);
        words.from = self.days.0;
        let whole = self.sorted.n().max(1) as f64;
        let head = ["report-category", "figures-requests", "figures-share"].map(|key| text.say(key));
        let fallen_as = text.say("report-fallen");
        let categories = sorter.categories().iter().zip(&self.sorted.categories);
        let rows: Vec<_> = categories
            .chain([(&fallen_as, &self.sorted.fallen)])
            .map(|(label, category)| {
                let n = category.n();
                vec![Cell::Words(label.clone()), Cell::Count(n), Cell::Share(n as f64 / whole)]
            })
            .collect();
        let mut fallen: Vec<_> = self.sorted.fallen_as.iter().collect();
        fallen.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        html! {
            section.card.report-test {
                h2 { (text.say("frame-test")) }
                p.soft { (figures::capital(&figures::span_words(text, self.days.0, self.days.1))) }
                (draw_table(&text.say("frame-test"), &head, &rows, text))
                @if !fallen.is_empty() {
                    h3 { (text.say("frame-fallen")) }
                    ul.lines { @for ((theme, operator), n) in fallen.iter().take(MOST_FALLEN) {
                        li {
                            (words.label(Dimension::Theme, Key::Code((*theme).into())))
                            @if *operator != 0 { " · " (words.label(Dimension::Operator, Key::Code((*operator).into()))) }
                            small { (text.count(**n)) " · " (share_words(text, **n as f64 / whole)) }
                        }
                    } }
                }
            }
        }
    }
}

fn form(text: Text, code: &str, last: &FrameRow, frame: &Frame, form: (&Fields, &FormErrors)) -> Markup {
    let input = |kind, name, key: &str| parts::input(form, kind, name, text.say(key));
    let hint = Some(text.say("frame-from-hint"));
    let about = parts::Input { required: false, ..input("text", "about", "frame-about") };
    let empty = Rule::default();
    let rows = frame.rules.iter().chain(std::iter::repeat_n(&empty, EMPTY_ROWS));
    html! {
        section.card #edit {
            h2 { (text.say("frame-edit")) }
            p { (text.say("frame-edit-lead")) }
            (parts::form_summary(form.1, text))
            form.form method="post" action=(format!("/frames/{code}")) {
                input type="hidden" name="version" value=(last.version);
                (input("text", "title", "frame-title").row(text))
                (about.row(text))
                (parts::Input { hint, ..input("date", "from", "frame-from") }.row(text))
                div.table-scroll tabindex="0" role="group" aria-label=(text.say("frame-rules")) {
                    table.table.table-compact.frame-rules {
                        thead { tr {
                            @for key in ["report-category", "frame-themes", "frame-operators", "frame-acts", "frame-supports", "frame-places"] {
                                th scope="col" { (text.say(key)) }
                            }
                        } }
                        tbody { @for (at, rule) in rows.enumerate() { tr {
                            (cell(text, "category", "report-category", at, &rule.category))
                            (cell(text, "themes", "frame-themes", at, &rule.themes.join(", ")))
                            (cell(text, "operators", "frame-operators", at, &rule.operators.join(", ")))
                            (cell(text, "acts", "frame-acts", at, &rule.acts.join(", ")))
                            (cell(text, "supports", "frame-supports", at, &rule.supports.join(", ")))
                            (cell(text, "places", "frame-places", at, &rule.places.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")))
                        } } }
                    }
                }
                p.soft { (text.say("frame-rules-hint")) }
                div.form-actions { button.button type="submit" { (text.say("frame-save")) } }
            }
        }
    }
}

fn cell(text: Text, name: &str, key: &str, at: usize, value: &str) -> Markup {
    let label = text.fill("frame-cell", &[("column", text.say(key).into()), ("row", (at as i64 + 1).into())]);
    html! { td { textarea.field name=(name) rows="2" aria-label=(label) { (value) } } }
}
