//! `GET /figures`: the dashboard of a place, an association or the network.

mod panels;
mod summary;
mod time;

pub(crate) use time::SHORT;

use crate::{
    Figures,
    filters::Filters,
    opening::Openings,
    period::capital,
    report::Report,
    selection::{FILTERS, Selection},
    tables::{self, Cell, Table, share_words},
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
use web::{App, Context, Fields, Page, Result, Section, Text, number, parts};

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
pub(crate) fn tabs(context: &Context, current: &str) -> Markup {
    const PAGES: [(&str, &str); 3] = [
        ("/figures", "figures-tab-dashboard"),
        ("/explore", "figures-tab-explore"),
        ("/figures/quality", "figures-tab-quality"),
    ];
    html! {
        nav.nav.figures-tabs aria-label=(context.text.say("figures-tabs")) {
            @for (path, key) in PAGES { a href=(path) aria-current=[(path == current).then_some("page")] { (context.text.say(key)) } }
        }
    }
}

/// A table under a chart: the first `most` rows, since a page is read; the file has them all.
pub(crate) fn table_markup(table: &Table, text: Text, most: usize) -> Markup {
    let is_words = |at: usize| table.rows.first().is_some_and(|row| matches!(row.get(at), Some(Cell::Words(_))));
    html! {
        div.table-scroll tabindex="0" role="group" aria-label=(table.caption) {
            table.table.table-compact {
                caption.visually-hidden { (table.caption) }
                thead { tr {
                    @for (at, head) in table.head.iter().enumerate() {
                        th class=[(at > 0 && !is_words(at)).then_some("number")] scope="col" { (head) }
                    }
                } }
                tbody {
                    @for row in table.rows.iter().take(most) {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (capital(&cell.words(text))) } }
                                @else { td class=[(!is_words(at)).then_some("number")] { (cell.words(text)) } }
                            }
                        }
                    }
                }
            }
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
        let (text, context) = (self.context.text, self.context);
        let (words, selection) = (self.words, self.selection);
        let filters = Filters { context, words, selection, fields, dimensions: &FILTERS };
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
                (table_markup(&table, text, usize::MAX))
                @if self.may_export() {
                    p { a.button.button-plain.button-small href=(self.export(name)) { (parts::icon("download-simple")) " " (self.say("figures-export")) } }
                }
            }
        }
    }
}
