//! `GET /reports/new`: what is asked for, with a preview; `POST /reports`: it is issued.

use super::{Here, number};
use crate::{
    document::{Asked, MODELS, Model, Section},
    draw, store,
    store::ReportRow,
};
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use figures::{months_before, year_before};
use jiff::Timestamp;
use kernel::{Day, PlaceId, Refusal, Right};
use maud::{Markup, html};
use network::Place;
use std::sync::Arc;
use web::{Context, Fields, FormErrors, Page, Result, Text, parts, see_other};

/// The longest period of a report, in days: ten years and a little.
const LONGEST: i32 = 3_700;

/// `GET /reports/new`
pub(super) async fn ask(State(here): State<Here>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    draw_form(&here, &context, &fields, FormErrors::default()).await
}

/// `POST /reports`
pub(super) async fn issue(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    let by = context.actor.person().ok_or_else(Refusal::missing)?.account;
    let mut tx = here.app.db.write(&context.actor).await?;
    let mut errors = FormErrors::default();
    let question = Question { here: &here, context: &context, right: Right::Export };
    let Some((asked, frame)) = question.read(&mut tx, &fields, &mut errors).await? else {
        drop(tx);
        return draw_form(&here, &context, &fields, errors).await;
    };
    // What was recorded until now is in it.
    drop(tx);
    here.figures.catch_up().await.map_err(|error| web::Error::Internal(error.to_string()))?;
    let mut tx = here.app.db.write(&context.actor).await?;
    let document = here.compose(&mut tx, &asked, &frame, context.now, context.text).await?;
    let (text, digest) = document.sealed();
    let asked_text = serde_json::to_string(&asked).map_err(|error| web::Error::Internal(error.to_string()))?;
    let row = ReportRow { issued: context.now, by, asked: asked_text, document: text, digest };
    let year = i64::from(catalogue::today(context.now).date().year());
    let issued = store::put_report(&mut tx, year, &asked.title, &row).await?;
    let name = number(year, issued);
    accounts::log(&mut tx, context.now, &context.actor, "report", &format!("{name} {}", asked.title)).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/reports/{name}")).into_response())
}

/// What somebody asks for, read for what they may see.
struct Question<'a> {
    here: &'a Here,
    context: &'a Context,
    right: Right,
}

impl Question<'_> {
    async fn read(
        &self,
        tx: &mut db::Tx,
        fields: &Fields,
        errors: &mut FormErrors,
    ) -> Result<Option<(Asked, crate::frame::Frame)>> {
        let Self { here, context, right } = self;
        let text = context.text;
        let model = model(fields);
        let (first, last) = usual(model, context.now);
        let mut day = |name: &'static str, usual: Day| match fields.optional(name) {
            None => Some(usual),
            Some(_) => errors.date(fields, name),
        };
        let (from, to) = (day("from", first), day("to", last));
        let mine = here.directory.now().places_of(&context.actor, *right);
        let named: Vec<PlaceId> = fields.every("place").iter().filter_map(|id| id.parse().ok()).map(PlaceId).collect();
        let places: Vec<PlaceId> = match named.is_empty() {
            true => mine.iter().map(|place| place.row.id).collect(),
            false => named,
        };
        if places.iter().any(|id| mine.iter().all(|place| place.row.id != *id)) || places.is_empty() {
            errors.push(Refusal::invalid("report-places"));
        }
        let catalogue = here.catalogue.now();
        let operator = fields.optional("operator").map(str::to_owned);
        match &operator {
            Some(code) if catalogue.operator(code).is_none() => {
                errors.push(Refusal::invalid("report-operator").field("operator"));
            }
            None if model.of_operator => errors.push(Refusal::invalid("report-operator").field("operator")),
            _ => {}
        }
        let (Some(from), Some(to)) = (from, to) else { return Ok(None) };
        if from > to || to.0 - from.0 > LONGEST {
            errors.push(Refusal::invalid("report-period").field("to"));
        }
        let ticked: Vec<Section> = fields.every("section").iter().filter_map(|slug| Section::from_slug(slug)).collect();
        let sections: Vec<_> = match ticked.is_empty() {
            true => model.sections.to_vec(),
            false => Section::ALL.iter().copied().filter(|section| ticked.contains(section)).collect(),
        };
        let title = match fields.optional("title") {
            Some(_) => errors.required(fields, "title", 200),
            None => text.say(&format!("report-model-{}", model.slug)),
        };
        let code = fields.optional("frame").unwrap_or(model.frame);
        let (version, frame) = here.frame_for(tx, code, from).await?;
        if !errors.is_empty() {
            return Ok(None);
        }
        let frame_of = (code.to_owned(), version);
        let asked = Asked { model: model.slug.into(), title, from, to, places, operator, frame: frame_of, sections };
        Ok(Some((asked, frame)))
    }
}

fn model(fields: &Fields) -> &'static Model {
    MODELS.iter().find(|model| model.slug == fields.get("model")).unwrap_or(&MODELS[0])
}

/// The last month that is over, or the twelve up to it.
fn usual(model: &Model, now: Timestamp) -> (Day, Day) {
    let today = catalogue::today(now);
    let to = months_before(today, 0).plus(-1);
    let from = if model.slug == "monthly" { months_before(to, 0) } else { year_before(to).plus(1) };
    (from, to)
}

async fn draw_form(here: &Here, context: &Context, fields: &Fields, mut errors: FormErrors) -> Result<Response> {
    let text = context.text;
    let model = model(fields);
    let mut tx = here.app.db.read(&context.actor).await?;
    let refused = !errors.is_empty();
    let asked = match refused {
        true => None,
        false => {
            let question = Question { here, context, right: Right::SeeFigures };
            question.read(&mut tx, fields, &mut errors).await?
        }
    };
    // A form that was only just opened has nothing to be refused.
    let opened = fields.optional("from").is_none();
    let preview = match &asked {
        Some((asked, frame)) => Some((asked, here.compose(&mut tx, asked, frame, context.now, text).await?)),
        None => None,
    };
    let frames = store::frames(&mut tx).await?;
    drop(tx);
    let mut filled = fields.clone();
    let (from, to) = usual(model, context.now);
    for (name, value) in [("from", from.to_string()), ("to", to.to_string()), ("frame", model.frame.to_owned())] {
        if filled.optional(name).is_none() {
            filled.set(name, value);
        }
    }
    if filled.optional("title").is_none() {
        filled.set("title", text.say(&format!("report-model-{}", model.slug)));
    }
    if filled.every("section").is_empty() {
        model.sections.iter().for_each(|section| filled.push("section", section.slug()));
    }
    let none = FormErrors::default();
    let errors = if opened && !refused { &none } else { &errors };
    let title = text.say("report-new");
    let mut titles: Vec<(String, String)> = Vec::new();
    for row in &frames {
        if titles.iter().all(|(code, _)| *code != row.code) {
            titles.push((row.code.clone(), row.frame()?.title));
        }
    }
    let network = here.directory.now();
    let form =
        Form { text, fields: &filled, errors, model, places: network.places_of(&context.actor, Right::SeeFigures) };
    let operators: Vec<_> =
        here.catalogue.now().operators().map(|operator| (operator.code.clone(), operator.short.clone())).collect();
    let may_issue = asked.as_ref().is_some_and(|(asked, _)| here.holds(&context.actor, Right::Export, &asked.places));
    let content = html! {
        main.page.stack #content {
            div.page-head.report-screen { div { h1 { (title) } p { (text.say("report-new-lead")) } } }
            (form.draw(&titles, &operators))
            @if let Some((_, document)) = &preview {
                div.report-preview {
                    div.report-bar.report-screen {
                        p { (text.say("report-preview")) }
                        @if may_issue {
                            form method="post" action="/reports" {
                                @for (name, value) in pairs(&filled) { input type="hidden" name=(name) value=(value); }
                                button.button type="submit" { (text.say("report-issue")) }
                            }
                        }
                    }
                    (draw::document(document, None, &context.network, text))
                }
            }
        }
    };
    let page = Page::new(context, title).section(web::Section::Reports).style("figures.css").style("report.css");
    let response = page.draw(content);
    Ok(if refused { (axum::http::StatusCode::UNPROCESSABLE_ENTITY, response).into_response() } else { response })
}

/// What the form holds, to be posted as it stands.
fn pairs(fields: &Fields) -> Vec<(&'static str, String)> {
    let names = ["model", "title", "from", "to", "operator", "frame", "place", "section"];
    let of = |name: &'static str| fields.every(name).iter().map(move |value| (name, value.clone()));
    names.into_iter().flat_map(of).filter(|(_, value)| !value.is_empty()).collect()
}

struct Form<'a> {
    text: Text,
    fields: &'a Fields,
    errors: &'a FormErrors,
    model: &'a Model,
    places: Vec<Arc<Place>>,
}

impl Form<'_> {
    fn draw(&self, frames: &[(String, String)], operators: &[(String, String)]) -> Markup {
        let Self { text, fields, errors, model, places } = self;
        let form = (*fields, *errors);
        let input = |kind, name, key: &str| parts::input(form, kind, name, text.say(key));
        let mut choices = operators.to_vec();
        if !model.of_operator {
            choices.insert(0, (String::new(), text.say("report-every-operator")));
        }
        let places: Vec<_> =
            places.iter().map(|place| (place.row.id.to_string(), place.row.short_name.clone())).collect();
        let label = |section: &Section| text.say(&format!("report-section-{}", section.slug()));
        let sections: Vec<_> = Section::ALL.iter().map(|section| (section.slug().to_owned(), label(section))).collect();
        html! {
            nav.report-screen.tabs aria-label=(text.say("report-models")) {
                @for other in &MODELS {
                    a href=(format!("/reports/new?model={}", other.slug)) aria-current=[(other.slug == model.slug).then_some("page")] {
                        (text.say(&format!("report-model-{}", other.slug)))
                    }
                }
            }
            (parts::form_summary(errors, *text))
            form.form.card.report-screen action="/reports/new" {
                input type="hidden" name="model" value=(model.slug);
                (input("text", "title", "report-title").row(*text))
                div.form-grid {
                    (input("date", "from", "report-from").row(*text))
                    (input("date", "to", "report-to").row(*text))
                    (parts::select("operator", &text.say("report-operator"), &choices, form, *text))
                    (parts::select("frame", &text.say("report-frame"), frames, form, *text))
                }
                (parts::boxes(form, "section", &text.say("report-sections"), &sections, *text))
                @if places.len() > 1 {
                    details.disclosure open[!fields.every("place").is_empty()] {
                        summary { (text.say("report-places")) }
                        (parts::boxes(form, "place", &text.say("report-places-hint"), &places, *text))
                    }
                }
                div.form-actions { button.button type="submit" { (text.say("report-show")) } }
            }
        }
    }
}
