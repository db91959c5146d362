//! One visit or one request: its facts, its history, and the forms that correct or withdraw it.

use super::{
    Here, day_path, form,
    history::{self, Step, moment, who},
    words::{Said, Words},
};
use crate::{
    Request, Visit,
    facts::{RequestFacts, VisitFacts},
    store,
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{AccountId, Day, EntryId, PlaceId, Refusal, Right};
use maud::{Markup, html};
use network::Place;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use web::{
    Context, Fields, FormErrors, Page, Result, Section, date_words, month_name,
    parts::{Input, Tone, form_summary, icon, notice},
};

/// What was just done, to say so.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    done: Option<String>,
}

/// What the address names.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Named {
    pub place: PlaceId,
    kind: NamedKind,
    id: EntryId,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NamedKind {
    Requests,
    Visits,
}

/// A record, either kind.
pub(super) enum Record {
    Request(Request, RequestFacts),
    Visit(Visit, VisitFacts, Vec<Request>),
}

impl Record {
    /// The record of an address.
    pub async fn find(tx: &mut db::Tx, Named { place, kind, id }: Named) -> Result<Self> {
        match kind {
            NamedKind::Requests => Self::request(tx, place, id).await,
            NamedKind::Visits => Self::visit(tx, place, id).await,
        }
    }

    async fn request(tx: &mut db::Tx, place: PlaceId, id: EntryId) -> Result<Self> {
        let found = store::requests(tx, place, &[id]).await?.pop().ok_or_else(Refusal::missing)?;
        let facts = RequestFacts::from(&found);
        Ok(Self::Request(found, facts))
    }

    async fn visit(tx: &mut db::Tx, place: PlaceId, id: EntryId) -> Result<Self> {
        let found = store::visits(tx, place, &[id]).await?.pop().ok_or_else(Refusal::missing)?;
        let mut requests = store::requests_of(tx, place, &[id]).await?;
        requests.sort_by_key(|request| request.at);
        let facts = VisitFacts::from(&found);
        Ok(Self::Visit(found, facts, requests))
    }

    pub fn id(&self) -> EntryId {
        match self {
            Record::Request(request, _) => request.id,
            Record::Visit(visit, ..) => visit.id,
        }
    }

    pub fn day(&self) -> Day {
        match self {
            Record::Request(request, _) => request.day,
            Record::Visit(visit, ..) => visit.day,
        }
    }

    /// The entry it was last made from.
    pub fn entry(&self) -> EntryId {
        match self {
            Record::Request(request, _) => request.entry,
            Record::Visit(visit, ..) => visit.entry,
        }
    }

    fn at(&self) -> jiff::Timestamp {
        match self {
            Record::Request(request, _) => request.at,
            Record::Visit(visit, ..) => visit.opened,
        }
    }

    fn agent(&self) -> Option<AccountId> {
        match self {
            Record::Request(request, _) => request.agent,
            Record::Visit(visit, ..) => visit.agent,
        }
    }

    fn withdrawn(&self) -> bool {
        match self {
            Record::Request(request, _) => request.withdrawn,
            Record::Visit(visit, ..) => visit.withdrawn,
        }
    }

    fn contested(&self) -> bool {
        match self {
            Record::Request(request, _) => request.contested,
            Record::Visit(visit, ..) => visit.contested,
        }
    }

    /// Its own address.
    pub fn path(&self, place: PlaceId) -> String {
        match self {
            Record::Request(request, _) => request_path(place, request.id),
            Record::Visit(visit, ..) => visit_path(place, visit.id),
        }
    }

    /// Its facts as the fields of its form.
    fn fields(&self, catalogue: &catalogue::Snapshot) -> Fields {
        match self {
            Record::Request(_, facts) => form::fields_of(&facts.body(catalogue)),
            Record::Visit(_, facts, _) => form::fields_of(&facts.body()),
        }
    }

    fn said(&self, words: Words<'_>) -> Vec<Said> {
        match self {
            Record::Request(request, facts) => words.request(facts, request.day),
            Record::Visit(_, facts, _) => words.visit(facts),
        }
    }

    fn title(&self, words: Words<'_>) -> String {
        match self {
            Record::Request(request, _) => words.labels().request(request.theme, request.operator, request.day),
            Record::Visit(..) => words.text.say("record-visit"),
        }
    }
}

/// Where a request is shown.
pub(super) fn request_path(place: PlaceId, id: EntryId) -> String {
    format!("/activity/{place}/requests/{id}")
}

/// Where a visit is shown.
pub(super) fn visit_path(place: PlaceId, id: EntryId) -> String {
    format!("/activity/{place}/visits/{id}")
}

pub(super) async fn page(
    State(here): State<Here>,
    context: Context,
    Path(named): Path<Named>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let place = here.place(&context, named.place, Right::SeeActivity)?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let record = Record::find(&mut tx, named).await?;
    show(&here, &context, tx, &place, record, asked.done.as_deref()).await
}

async fn show(
    here: &Here,
    context: &Context,
    tx: db::Tx,
    place: &Arc<Place>,
    record: Record,
    done: Option<&str>,
) -> Result<Response> {
    let catalogue = here.catalogue.now();
    let mut fields = record.fields(&catalogue);
    fields.set("replaces", record.entry().to_string());
    fields.set("entry", here.app.new_id().to_string());
    let forms = Forms { fields: &fields, errors: &FormErrors::default(), withdrawal: false };
    draw(here, context, tx, place, record, forms, done).await
}

/// What the forms of the page hold.
pub(super) struct Forms<'a> {
    pub fields: &'a Fields,
    pub errors: &'a FormErrors,
    /// Whether the errors are those of the withdrawal.
    pub withdrawal: bool,
}

/// Draws the page; refused forms come back filled in.
pub(super) async fn draw(
    here: &Here,
    context: &Context,
    mut tx: db::Tx,
    place: &Arc<Place>,
    record: Record,
    forms: Forms<'_>,
    done: Option<&str>,
) -> Result<Response> {
    let (text, catalogue) = (context.text, here.catalogue.now());
    let words = Words { text, catalogue: &catalogue, place };
    let steps = history::steps(words, journal::history(&mut tx, place.row.id, record.id()).await?, record.day());
    let mut names = history::names(&mut tx, &steps).await?;
    names.extend(accounts::names(&mut tx, &record.agent().into_iter().collect::<Vec<_>>()).await?);
    let month = store::month_of(record.day());
    let closed = store::closed_months(&mut tx, place.row.id).await?.into_iter().any(|closed| closed.month == month);
    drop(tx);
    let view = View { context, place, words, record: &record, steps: &steps, names: &names, closed };
    let status = if forms.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(context, record.title(words)).section(Section::Activity).at(place.row.short_name.clone());
    Ok((status, page.style("activity.css").draw(view.markup(&forms, done))).into_response())
}

struct View<'a> {
    context: &'a Context,
    place: &'a Place,
    words: Words<'a>,
    record: &'a Record,
    steps: &'a [Step],
    names: &'a BTreeMap<AccountId, String>,
    closed: bool,
}

impl View<'_> {
    fn markup(&self, forms: &Forms<'_>, done: Option<&str>) -> Markup {
        let text = self.words.text;
        let day = self.record.day();
        html! {
            main.page.page-wide #content {
                nav aria-label=(text.say("record-way")) {
                    ol.breadcrumb {
                        li { a href=(format!("/activity?place={}", self.place.row.id)) { (text.say("menu-activity")) } }
                        li { a href=(day_path(self.place.row.id, day)) { (date_words(text.locale, day.date())) } }
                        @if let Record::Request(request, _) = self.record {
                            li { a href=(visit_path(self.place.row.id, request.visit)) { (text.say("record-visit")) } }
                        }
                    }
                }
                div.page-head {
                    div {
                        h1 { (self.record.title(self.words)) }
                        p {
                            (moment(text.locale, self.record.at(), self.place)) " · "
                            (who(text, self.record.agent(), self.names))
                        }
                    }
                    div.row.push { (marks(text, self.record.withdrawn(), false, self.record.contested())) }
                }
                div.columns {
                    div.span-8.stack {
                        @match done {
                            Some("correction") => (notice(Tone::Ok, &text.say("record-done-correction"))),
                            Some("withdrawal") => (notice(Tone::Ok, &text.say("record-done-withdrawal"))),
                            _ => {}
                        }
                        @if self.record.contested() && !self.record.withdrawn() {
                            (notice(Tone::Warn, &text.say("record-contested-words")))
                        }
                        (self.facts())
                        (self.change(forms))
                    }
                    div.span-4.stack {
                        section.card aria-labelledby="history-title" {
                            div.card-head { h2 #history-title { (text.say("record-history")) } }
                            (history::draw(self.words, self.steps, self.names))
                        }
                    }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let text = self.words.text;
        html! {
            section.card aria-labelledby="facts-title" {
                h2.visually-hidden #facts-title { (text.say("record-facts")) }
                dl.facts {
                    @for (key, value) in self.record.said(self.words) {
                        @if let Some(value) = value { dt { (text.say(key)) } dd { (value) } }
                    }
                    @if let Record::Visit(visit, ..) = self.record {
                        dt { (text.say("record-closed")) }
                        dd {
                            @match visit.closed {
                                Some(closed) => (web::time_words(text.locale, self.place.zone.to_datetime(closed).time())),
                                None => (text.say("record-unsaid")),
                            }
                        }
                    }
                }
                @if let Record::Visit(_, _, requests) = self.record {
                    h3 { (text.fill("activity-requests", &[("count", requests.len().into())])) }
                    ul.lines {
                        @for request in requests {
                            li {
                                a href=(request_path(self.place.row.id, request.id)) {
                                    (self.words.labels().request(request.theme, request.operator, request.day))
                                }
                                " " (marks(text, request.withdrawn, request.entry != request.id, request.contested))
                                small { (self.words.short_acts(&RequestFacts::from(request))) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The forms, or why there are none.
    fn change(&self, forms: &Forms<'_>) -> Markup {
        let text = self.words.text;
        let mine = self.context.actor.person().is_some_and(|person| Some(person.account) == self.record.agent());
        let here = self.place.whereabouts();
        let may = |right| self.context.actor.may(right, here);
        if self.record.withdrawn() {
            return notice(Tone::Warn, &text.say("record-is-withdrawn"));
        }
        if !may(Right::Record) || !(mine || may(Right::CorrectAny)) {
            return notice(Tone::Warn, &text.say("refusal-entry-not-yours"));
        }
        html! { (self.correction(forms)) (self.withdrawal(forms)) }
    }

    fn correction(&self, forms: &Forms<'_>) -> Markup {
        let text = self.words.text;
        let none = FormErrors::default();
        let errors = if forms.withdrawal { &none } else { forms.errors };
        let form = (forms.fields, errors);
        html! {
            section.card aria-labelledby="correction-title" {
                div.card-head { h2 #correction-title { (text.say("record-correct")) } }
                form.form method="post" action=(format!("{}/correction", self.record.path(self.place.row.id))) autocomplete="off" {
                    (form_summary(errors, text))
                    (self.hidden(forms))
                    @match self.record {
                        Record::Request(request, _) => (form::request_rows(self.words, request.day, form)),
                        Record::Visit(..) => (form::visit_rows(self.words, form)),
                    }
                    (self.why("why", form))
                    div.form-actions { button.button type="submit" { (icon("pencil-simple")) (text.say("record-save")) } }
                }
            }
        }
    }

    fn withdrawal(&self, forms: &Forms<'_>) -> Markup {
        let text = self.words.text;
        let none = FormErrors::default();
        let errors = if forms.withdrawal { forms.errors } else { &none };
        let words = match self.record {
            Record::Request(..) => "record-withdraw-request",
            Record::Visit(..) => "record-withdraw-visit",
        };
        html! {
            section.card aria-labelledby="withdrawal-title" {
                details.disclosure open[!errors.is_empty()] {
                    summary #withdrawal-title { (text.say("record-withdraw")) }
                    p.soft { (text.say(words)) }
                    form.form method="post" action=(format!("{}/withdrawal", self.record.path(self.place.row.id))) autocomplete="off" {
                        (form_summary(errors, text))
                        (self.hidden(forms))
                        (self.why("because", (forms.fields, errors)))
                        div.form-actions {
                            button.button.button-danger type="submit" { (icon("trash")) (text.say("record-withdraw-now")) }
                        }
                    }
                }
            }
        }
    }

    /// What the form was drawn from, and the name its entry will bear: sent twice, it is done once.
    fn hidden(&self, forms: &Forms<'_>) -> Markup {
        html! {
            input type="hidden" name="entry" value=(forms.fields.get("entry"));
            input type="hidden" name="replaces" value=(forms.fields.get("replaces"));
        }
    }

    /// The reason; a closed month wants one.
    fn why(&self, name: &'static str, form: (&Fields, &FormErrors)) -> Markup {
        let text = self.words.text;
        let date = self.record.day().date();
        let month = format!("{} {}", month_name(text.locale, date.month()), date.year());
        let hint = self.closed.then(|| text.fill("record-why-closed", &[("month", month.into())]));
        let label = text.say("record-why-label");
        Input { name, label, kind: "text", hint, required: self.closed, autocomplete: "off", form }.row(text)
    }
}

/// What stands out about a record.
pub(super) fn marks(text: web::Text, withdrawn: bool, corrected: bool, contested: bool) -> Markup {
    html! {
        @if withdrawn { span.tag.tag-danger { (icon("prohibit")) (text.say("record-mark-withdrawn")) } }
        @else if contested { span.tag.tag-warn { (icon("warning")) (text.say("record-mark-contested")) } }
        @else if corrected { span.tag { (icon("pencil-simple")) (text.say("record-mark-corrected")) } }
    }
}
