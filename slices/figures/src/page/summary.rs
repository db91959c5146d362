//! The top of the page: who, when, how much, since when, and what it is made of.

use super::Shown;
use crate::{
    period::span_words,
    report::{Change, Report, sum},
    selection::Selection,
    tables::{change_words, part_words},
};
use maud::{Markup, html};
use tally::{Key, Source};
use web::{Text, decimal, parts, time_words};

/// « 1 204 visites et 2 108 demandes du 1er au 24 novembre 2026. Les visites augmentent de 9 % en un an … »
pub(crate) fn headline(text: Text, selection: &Selection, report: &Report) -> String {
    let span = span_words(text, selection.bounds.0, selection.to());
    let requests = text.many("figures-n-requests", report.requests.n);
    let first = if selection.about_requests() {
        text.fill("figures-headline-requests", &[("requests", requests.into()), ("span", span.into())])
    } else {
        let visits = text.many("figures-n-visits", report.visits.n);
        let arguments = [("visits", visits.into()), ("requests", requests.into()), ("span", span.into())];
        text.fill("figures-headline", &arguments)
    };
    let change = if selection.about_requests() { report.requests.change } else { report.visits.change };
    let Some(change) = change else { return first };
    let what = text.say(if selection.about_requests() { "figures-the-requests" } else { "figures-the-visits" });
    let key = match (change.share * 100.0).round() {
        more if more > 0.0 => "figures-rise",
        fewer if fewer < 0.0 => "figures-fall",
        _ => "figures-still",
    };
    let percent = web::percent(text.locale, change.share.abs());
    format!("{first} {}", text.fill(key, &[("what", what.into()), ("percent", percent.into())]))
}

impl Shown<'_> {
    /// Under the title: who, up to when, how complete.
    pub(super) fn about(&self) -> String {
        let text = self.context.text;
        let mut said = vec![self.scope()];
        if self.selection.places.len() > 1 && (self.selection.association.is_some() || !self.selection.chosen) {
            said.push(self.context.text.many("figures-places", self.selection.places.len() as u64));
        }
        if self.selection.is_under_way() {
            let zone = self.selection.places.first().map_or(jiff::tz::TimeZone::UTC, |place| place.zone.clone());
            let time = time_words(text.locale, self.context.now.to_zoned_datetime(zone).time());
            said.push(text.fill("figures-until-today", &[("time", time.into())]));
        }
        let coverage = &self.report.coverage;
        if coverage.open > 0 && !self.report.is_empty() {
            let share = part_words(self.context.text, coverage.recorded, coverage.open);
            said.push(text.fill("figures-coverage", &[("share", share.into())]));
        }
        said.join(" · ")
    }

    pub(super) fn headline(&self) -> String {
        headline(self.context.text, self.selection, self.report)
    }

    /// What part of all this is simulated or imported.
    pub(super) fn origins(&self) -> Markup {
        let sources = &self.report.sources;
        let whole = sum(sources);
        let of = |key| sources.iter().find(|(found, _)| *found == key).map_or(0, |(_, n)| *n);
        let sentence = |key: &str, n: u64| {
            let words = [
                ("share", part_words(self.context.text, n, whole).into()),
                ("count", self.context.text.count(n).into()),
            ];
            (n > 0).then(|| self.context.text.fill(key, &words))
        };
        let code = |source: Source| Key::Code(source.code().into());
        let said = [
            sentence("figures-simulated", of(code(Source::Simulated))),
            sentence("figures-imported", of(code(Source::Import))),
            sentence("figures-imported-counts", of(Key::Undetailed)),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        html! { @if !said.is_empty() { (parts::notice(parts::Tone::Warn, &said.join(" "))) } }
    }

    pub(super) fn key_figures(&self) -> Markup {
        let (report, text) = (self.report, self.context.text);
        let (visits, requests) = (report.visits, report.requests);
        let coverage = &report.coverage;
        html! {
            dl.key-figures {
                @if !self.selection.about_requests() {
                    (self.key_figure("figures-visits", &self.context.text.count(visits.n), &self.since_a_year(visits.change), "figures-why-visits"))
                }
                (self.key_figure("figures-requests", &self.context.text.count(requests.n), &self.since_a_year(requests.change), "figures-why-requests"))
                @if !self.selection.about_requests() && visits.n > 0 {
                    @let rate = decimal(text.locale, requests.n as f64 / visits.n as f64, 1);
                    @let context = text.fill("figures-for", &[
                        ("requests", self.context.text.many("figures-n-requests", requests.n).into()),
                        ("visits", self.context.text.many("figures-n-visits", visits.n).into()),
                    ]);
                    (self.key_figure("figures-requests-a-visit", &rate, &context, "figures-why-requests-a-visit"))
                }
                @if coverage.open > 0 {
                    @let value = text.fill("figures-of", &[("part", self.context.text.count(coverage.recorded).into()), ("whole", self.context.text.count(coverage.open).into())]);
                    (self.key_figure("figures-days-open-recorded", &value, &self.missing_days(), "figures-why-days"))
                } @else {
                    (self.key_figure("figures-days-recorded", &self.context.text.count(report.open_days), &self.say("figures-no-hours"), "figures-why-days"))
                }
            }
        }
    }

    fn key_figure(&self, name: &str, value: &str, context: &str, why: &str) -> Markup {
        html! {
            div.card.key-figure {
                dt { (self.say(name)) }
                dd.value { (value) }
                dd.context { (context) }
                dd { (self.why(why)) }
            }
        }
    }

    pub(super) fn missing_days(&self) -> String {
        let coverage = &self.report.coverage;
        let missing = coverage.open - coverage.recorded;
        if missing == 0 {
            self.say("figures-complete")
        } else {
            self.context.text.many("figures-missing-days", missing)
        }
    }

    /// « +9 % sur un an, à jours ouverts égaux ».
    pub fn since_a_year(&self, change: Option<Change>) -> String {
        let text = self.context.text;
        let Some(change) = change else { return self.say("figures-no-comparison") };
        text.fill("figures-since-a-year", &[("change", change_words(text, change.share).into())])
    }

    /// How the year's change was worked out, with its numbers.
    pub(super) fn method(&self) -> Markup {
        let measure = if self.selection.about_requests() { self.report.requests } else { self.report.visits };
        let text = self.context.text;
        html! {
            details.disclosure.method {
                summary { (self.say("figures-method")) }
                @if let Some(change) = measure.change {
                    p { (text.fill("figures-method-numbers", &[
                        ("now", self.context.text.count(change.now).into()),
                        ("then", self.context.text.count(change.then).into()),
                        ("days", self.context.text.count(change.days.0).into()),
                        ("before", self.context.text.count(change.days.1).into()),
                        ("places", self.context.text.many("figures-places", change.places as u64).into()),
                        ("whole", self.context.text.count(self.selection.places.len() as u64).into()),
                    ])) }
                }
                p { (self.say("figures-method-words")) }
                p { (self.say("figures-method-live")) }
                @if self.may_export() {
                    p { a.button.button-quiet.button-small href=(self.export("summary")) { (parts::icon("download-simple")) " " (self.say("figures-export-summary")) } }
                }
            }
        }
    }
}
