//! `GET /figures`: the dashboard of a place, an association or the network.

mod form;
mod panels;

use crate::{
    Figures,
    opening::Openings,
    period::{capital, span_words},
    report::{Change, Report, sum},
    selection::Selection,
    tables::{self, change_words, share_words},
    words::Words,
};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use catalogue::Catalogue;
use kernel::{Refusal, Right, Whereabouts};
use maud::{Markup, html};
use network::Directory;
use std::sync::Arc;
use tally::{Dimension, Key, Source};
use web::{App, Context, Fields, Page, Result, Section, decimal, number, parts, time_words};

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct View {
    pub figures: Figures,
    pub app: App,
    directory: Directory,
    catalogue: Catalogue,
    openings: Arc<Openings>,
}

impl View {
    pub fn new(figures: Figures, app: App, directory: Directory, catalogue: Catalogue) -> Self {
        Self { figures, app, directory, catalogue, openings: Arc::default() }
    }

    /// What figures are named by, at this instant.
    pub fn names(&self) -> (Arc<network::Snapshot>, Arc<catalogue::Snapshot>) {
        (self.directory.now(), self.catalogue.now())
    }

    pub fn report(
        &self,
        selection: &Selection,
        network: &Arc<network::Snapshot>,
        catalogue: &catalogue::Snapshot,
    ) -> Result<Report, Refusal> {
        let report = self.figures.look(|tally| Report::ask(tally, selection, network, catalogue, &self.openings));
        report.map_err(|_| Refusal::invalid("figures-too-many-groups"))
    }
}

pub(crate) async fn figures(State(view): State<View>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes());
    let (network, catalogue) = view.names();
    let mut words = Words::new(context.text, &network, &catalogue, catalogue::today(context.now));
    let (selection, refusals) = Selection::read(&fields, &context.actor, Right::SeeFigures, words.to, &words)?;
    words.about(&selection);
    let report = view.report(&selection, &network, &catalogue)?;
    let shown = Shown {
        context: &context,
        words: &words,
        selection: &selection,
        report: &report,
        query: export_query(&fields),
    };
    let page = Page::new(
        &context,
        format!("{} · {}", context.text.say("figures-title"), selection.period.words(context.text, selection.today)),
    )
    .section(Section::Figures)
    .at(shown.scope())
    .style("figures.css");
    Ok(page.draw(shown.draw(&fields, &refusals)))
}

/// The address of the page, to be followed by a table's name.
fn export_query(fields: &Fields) -> String {
    let names = ["period", "from", "to", "association", "place"].into_iter();
    let names = names
        .chain(Dimension::ALL.iter().filter(|dimension| !dimension.of_the_day()).map(|dimension| dimension.slug()));
    let pairs = names
        .flat_map(|name| fields.every(name).iter().filter(|value| !value.is_empty()).map(move |value| (name, value)));
    pairs.map(|(name, value)| format!("{name}={}&", parts::encode(value))).collect()
}

/// A page being drawn.
pub(crate) struct Shown<'a> {
    pub context: &'a Context,
    pub words: &'a Words<'a>,
    pub selection: &'a Selection,
    pub report: &'a Report,
    query: String,
}

impl Shown<'_> {
    fn say(&self, key: &str) -> String {
        self.context.text.say(key)
    }

    /// The title of a panel: under a filter on requests, the trend has no visits.
    fn title(&self, id: &str) -> String {
        let requests_alone = id == "trend" && self.selection.about_requests();
        if requests_alone { self.say("figures-requests") } else { self.say(&format!("figures-title-{id}")) }
    }

    fn count(&self, n: u64) -> String {
        number(self.context.locale(), i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// « 1 visite », « 1 204 visites »: a key whose sentence chooses by `n` and quotes `count`.
    fn many(&self, key: &str, n: u64) -> String {
        self.context.text.fill(key, &[("n", (n as f64).into()), ("count", self.count(n).into())])
    }

    fn share(&self, part: u64, whole: u64) -> String {
        share_words(self.context.text, part as f64 / whole.max(1) as f64)
    }

    /// Whose figures these are.
    fn scope(&self) -> String {
        let places = &self.selection.places;
        if let [only] = places.as_slice() {
            return only.row.short_name.clone();
        }
        let association = self.selection.association.filter(|_| !self.selection.chosen);
        if let Some(found) = association.and_then(|id| self.words.network.association(id)) {
            return found.name.clone();
        }
        if !self.selection.chosen && self.context.actor.may(Right::SeeFigures, Whereabouts::Network) {
            return self.context.network.to_string();
        }
        self.many("figures-places", places.len() as u64)
    }

    /// Whether the reader may take all of this away.
    fn may_export(&self) -> bool {
        self.selection.places.iter().all(|place| self.context.actor.may(Right::Export, place.whereabouts()))
    }

    fn draw(&self, fields: &Fields, refusals: &[Refusal]) -> Markup {
        let text = self.context.text;
        html! {
            main.page.stack #content {
                div.page-head.figures-head {
                    div {
                        h1 { (self.selection.period.words(text, self.selection.today)) }
                        p { (self.about()) }
                    }
                    (form::form(self, fields))
                }
                @for refusal in refusals {
                    (parts::notice(parts::Tone::Warn, &text.refusal(refusal)))
                }
                (self.origins())
                @if self.report.is_empty() { (self.nothing()) } @else {
                    p.figures-headline { (self.headline()) }
                    (self.key_figures())
                    (panels::panels(self))
                    (self.method())
                }
            }
        }
    }

    /// Under the title: who, up to when, how complete.
    fn about(&self) -> String {
        let text = self.context.text;
        let mut said = vec![self.scope()];
        if self.selection.places.len() > 1 && (self.selection.association.is_some() || !self.selection.chosen) {
            said.push(self.many("figures-places", self.selection.places.len() as u64));
        }
        if self.selection.is_under_way() {
            let zone = self.selection.places.first().map_or(jiff::tz::TimeZone::UTC, |place| place.zone.clone());
            let time = time_words(text.locale, self.context.now.to_zoned_datetime(zone).time());
            said.push(text.fill("figures-until-today", &[("time", time.into())]));
        }
        let coverage = &self.report.coverage;
        if coverage.open > 0 && !self.report.is_empty() {
            let share = self.share(coverage.recorded, coverage.open);
            said.push(text.fill("figures-coverage", &[("share", share.into())]));
        }
        said.join(" · ")
    }

    /// « 1 204 visites et 2 108 demandes du 1er au 24 novembre 2026. Les visites augmentent de 9 % en un an … »
    fn headline(&self) -> String {
        let text = self.context.text;
        let span = span_words(text, self.selection.bounds.0, self.selection.to());
        let requests = self.many("figures-n-requests", self.report.requests.n);
        let about_requests = self.selection.about_requests();
        let first = if about_requests {
            text.fill("figures-headline-requests", &[("requests", requests.into()), ("span", span.into())])
        } else {
            let visits = self.many("figures-n-visits", self.report.visits.n);
            text.fill(
                "figures-headline",
                &[("visits", visits.into()), ("requests", requests.into()), ("span", span.into())],
            )
        };
        let change = if about_requests { self.report.requests.change } else { self.report.visits.change };
        let Some(change) = change else { return first };
        let what = self.say(if about_requests { "figures-the-requests" } else { "figures-the-visits" });
        let key = match (change.share * 100.0).round() {
            more if more > 0.0 => "figures-rise",
            fewer if fewer < 0.0 => "figures-fall",
            _ => "figures-still",
        };
        let percent = web::percent(text.locale, change.share.abs());
        format!("{first} {}", text.fill(key, &[("what", what.into()), ("percent", percent.into())]))
    }

    /// What part of all this is simulated or imported.
    fn origins(&self) -> Markup {
        let sources = &self.report.sources;
        let whole = sum(sources);
        let of = |key| sources.iter().find(|(found, _)| *found == key).map_or(0, |(_, n)| *n);
        let sentence = |key: &str, n: u64| {
            let words = [("share", self.share(n, whole).into()), ("count", self.count(n).into())];
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

    fn nothing(&self) -> Markup {
        html! {
            div.card.empty {
                (parts::icon("chart-line-up"))
                h2 { (self.say("figures-nothing")) }
                p { (self.say("figures-nothing-to-do")) }
            }
        }
    }

    fn key_figures(&self) -> Markup {
        let (report, text) = (self.report, self.context.text);
        let (visits, requests) = (report.visits, report.requests);
        let coverage = &report.coverage;
        html! {
            dl.key-figures {
                @if !self.selection.about_requests() {
                    (self.key_figure("figures-visits", &self.count(visits.n), &self.since_a_year(visits.change), "figures-why-visits"))
                }
                (self.key_figure("figures-requests", &self.count(requests.n), &self.since_a_year(requests.change), "figures-why-requests"))
                @if !self.selection.about_requests() && visits.n > 0 {
                    @let rate = decimal(text.locale, requests.n as f64 / visits.n as f64, 1);
                    @let context = text.fill("figures-for", &[
                        ("requests", self.many("figures-n-requests", requests.n).into()),
                        ("visits", self.many("figures-n-visits", visits.n).into()),
                    ]);
                    (self.key_figure("figures-requests-a-visit", &rate, &context, "figures-why-requests-a-visit"))
                }
                @if coverage.open > 0 {
                    @let value = text.fill("figures-of", &[("part", self.count(coverage.recorded).into()), ("whole", self.count(coverage.open).into())]);
                    (self.key_figure("figures-days-open-recorded", &value, &self.missing_days(), "figures-why-days"))
                } @else {
                    (self.key_figure("figures-days-recorded", &self.count(report.open_days), &self.say("figures-no-hours"), "figures-why-days"))
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

    /// « Pourquoi ce chiffre »: what is counted, and how it is compared.
    fn why(&self, key: &str) -> Markup {
        html! { details.disclosure.why { summary { (self.say("figures-why")) } p { (self.say(key)) } } }
    }

    fn missing_days(&self) -> String {
        let coverage = &self.report.coverage;
        let missing = coverage.open - coverage.recorded;
        if missing == 0 { self.say("figures-complete") } else { self.many("figures-missing-days", missing) }
    }

    /// « +9 % sur un an, à jours ouverts égaux ».
    pub fn since_a_year(&self, change: Option<Change>) -> String {
        let text = self.context.text;
        let Some(change) = change else { return self.say("figures-no-comparison") };
        text.fill("figures-since-a-year", &[("change", change_words(text, change.share).into())])
    }

    /// How the year's change was worked out, with its numbers.
    fn method(&self) -> Markup {
        let measure = if self.selection.about_requests() { self.report.requests } else { self.report.visits };
        let text = self.context.text;
        html! {
            details.disclosure.method {
                summary { (self.say("figures-method")) }
                @if let Some(change) = measure.change {
                    p { (text.fill("figures-method-numbers", &[
                        ("now", self.count(change.now).into()),
                        ("then", self.count(change.then).into()),
                        ("days", self.count(change.days.0).into()),
                        ("before", self.count(change.days.1).into()),
                        ("places", self.many("figures-places", change.places as u64).into()),
                        ("whole", self.count(self.selection.places.len() as u64).into()),
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

    fn export(&self, table: &str) -> String {
        format!("/figures.csv?{}table={table}", self.query)
    }

    /// « Voir les données »: the table of a chart, and the same as a file.
    fn data(&self, name: &str) -> Markup {
        let Some(table) = tables::table(name, self.report, self.selection, self.words) else { return html! {} };
        let text = self.context.text;
        html! {
            details.disclosure.chart-data {
                summary { (self.say("figures-see-data")) }
                div.table-scroll tabindex="0" role="group" aria-label=(table.caption) {
                    table.table.table-compact {
                        caption.visually-hidden { (table.caption) }
                        thead { tr { @for (at, head) in table.head.iter().enumerate() { th.number[at > 0] scope="col" { (head) } } } }
                        tbody {
                            @for row in &table.rows {
                                tr {
                                    @for (at, cell) in row.iter().enumerate() {
                                        @if at == 0 { th scope="row" { (capital(&cell.words(text))) } }
                                        @else { td.number { (cell.words(text)) } }
                                    }
                                }
                            }
                        }
                    }
                }
                @if self.may_export() {
                    p { a.button.button-plain.button-small href=(self.export(name)) { (parts::icon("download-simple")) " " (self.say("figures-export")) } }
                }
            }
        }
    }
}
