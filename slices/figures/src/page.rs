//! `GET /figures`: the dashboard of a place, an association or the network.

mod panels;
mod summary;
mod time;

pub(crate) use summary::headline;
pub(crate) use time::SHORT;

use crate::{
    Figures,
    filters::Filters,
    opening::Openings,
    report::Report,
    selection::{FILTERS, ON_DASHBOARD, Selection},
    tables,
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
use tally::Dimension;
use web::{App, Context, Fields, Page, Result, Section, parts};

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct View {
    pub figures: Figures,
    pub app: App,
    directory: Directory,
    catalogue: Catalogue,
    pub openings: Arc<Openings>,
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
pub(crate) fn export_query(fields: &Fields) -> String {
    let names = ["period", "from", "to", "association", "place"].into_iter();
    let dimensions = Dimension::ALL.iter().filter(|dimension| !dimension.of_the_day());
    let names = names.chain(dimensions.map(|dimension| dimension.slug()));
    let pairs = names
        .flat_map(|name| fields.every(name).iter().filter(|value| !value.is_empty()).map(move |value| (name, value)));
    pairs.map(|(name, value)| format!("{name}={}&", parts::encode(value))).collect()
}

/// The pages of figures, one beside the other.
pub fn tabs(context: &Context, current: &str) -> Markup {
    const PAGES: [(&str, &str, Right); 7] = [
        ("/figures/day", "figures-tab-day", Right::SeeFigures),
        ("/figures", "figures-tab-dashboard", Right::SeeFigures),
        ("/explore", "figures-tab-explore", Right::SeeFigures),
        ("/watch", "figures-tab-watch", Right::Watch),
        ("/needs", "figures-tab-needs", Right::SeeFigures),
        ("/figures/quality", "figures-tab-quality", Right::SeeFigures),
        ("/digest", "figures-tab-letter", Right::Export),
    ];
    html! {
        nav.nav.figures-tabs aria-label=(context.text.say("figures-tabs")) {
            @for (path, key, _) in PAGES.into_iter().filter(|(.., right)| context.actor.may_somewhere(*right)) { a href=(path) aria-current=[(path == current).then_some("page")] { (context.text.say(key)) } }
        }
    }
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
        self.context.text.many("figures-places", places.len() as u64)
    }

    /// Whether the reader may take all of this away.
    fn may_export(&self) -> bool {
        self.selection.places.iter().all(|place| self.context.actor.may(Right::Export, place.whereabouts()))
    }

    fn draw(&self, fields: &Fields, refusals: &[Refusal]) -> Markup {
        let (text, context) = (self.context.text, self.context);
        let (words, selection) = (self.words, self.selection);
        let filters = Filters { context, words, selection, fields, dimensions: &FILTERS[..ON_DASHBOARD] };
        html! {
            main.page.stack #content {
                (tabs(context, "/figures"))
                div.page-head.figures-head {
                    div {
                        h1 { (self.selection.period.words(text, self.selection.today)) }
                        p { (self.about()) }
                    }
                    form.filters.push method="get" action="/figures" {
                        (filters.usual())
                        button.button.button-quiet { (self.say("figures-show")) }
                        (filters.more())
                    }
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

    fn nothing(&self) -> Markup {
        html! {
            div.card.empty {
                (parts::icon("chart-line-up"))
                h2 { (self.say("figures-nothing")) }
                p { (self.say("figures-nothing-to-do")) }
            }
        }
    }

    /// « Pourquoi ce chiffre »: what is counted, and how it is compared.
    fn why(&self, key: &str) -> Markup {
        html! { details.disclosure.why { summary { (self.say("figures-why")) } p { (self.say(key)) } } }
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
                (tables::draw(&table.caption, &table.head, &table.rows, text))
                @if self.may_export() {
                    p { a.button.button-plain.button-small href=(self.export(name)) { (parts::icon("download-simple")) " " (self.say("figures-export")) } }
                }
            }
        }
    }
}
