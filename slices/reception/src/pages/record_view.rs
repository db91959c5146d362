//! How a record is shown: its facts, its history, the forms that change it.

use super::{
    day_path, form,
    history::{self, Step, moment, who},
    record::{Forms, Record, request_path, visit_path},
    words::Words,
};
use crate::facts::RequestFacts;
use kernel::{AccountId, Right};
use maud::{Markup, html};
use network::Place;
use std::collections::BTreeMap;
use web::{
    Context, Fields, FormErrors, date_words, month_name,
    parts::{Input, Tone, form_summary, icon, notice},
};

/// All that the page of a record says.
pub(super) struct View<'a> {
    pub context: &'a Context,
    pub place: &'a Place,
    pub words: Words<'a>,
    pub record: &'a Record,
    pub steps: &'a [Step],
    pub names: &'a BTreeMap<AccountId, String>,
    pub closed: bool,
}

impl View<'_> {
    pub fn markup(&self, forms: &Forms<'_>, done: Option<&str>) -> Markup {
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
