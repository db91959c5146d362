//! `GET /explore`: any measure by any two cuts, under any filter, over any period, compared; the whole question stands in the
//! address.

mod answer;
mod asked;
mod drawing;
mod notes;
mod over_time;
mod summary;
mod table;
pub(crate) mod views;

use crate::{
    export::{Format, send},
    filters::Filters,
    page::{View, export_query, tabs},
    selection::{FILTERS, Selection},
    tables,
    words::Words,
};
use answer::Answered;
use asked::{Asked, Comparison, canonical, cuts};
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::{Refusal, Right};
use maud::{Markup, html};
use std::sync::Arc;
use table::{cut_words, measure_words};
use tally::Measure;
use views::SavedView;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts};

/// Rows of the table that are shown; the file has them all.
const MOST_ROWS: usize = 400;

pub(crate) async fn show(State(view): State<View>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    draw(&view, &context, fields, &Fields::default(), &FormErrors::default()).await
}

/// Draws the page of a question; `form` is the one that gives it a name, as it was typed.
async fn draw(
    view: &View,
    context: &Context,
    mut fields: Fields,
    form: &Fields,
    errors: &FormErrors,
) -> Result<Response> {
    let (network, catalogue) = view.names();
    let mut words = Words::new(context.text, &network, &catalogue, catalogue::today(context.now));
    let (asked, refusals) = Asked::read(&mut fields, &context.actor, Right::SeeFigures, &words)?;
    words.about(&asked.selection);
    let answered = ask(view, context, &asked, &words, &network)?;
    let mut tx = view.app.db.read(&context.actor).await?;
    let saved = views::of(&mut tx, &context.actor).await?;
    drop(tx);
    let shown = Shown { context, words: &words, asked: &asked, answered: &answered, fields: &fields, saved: &saved };
    let page = Page::new(context, format!("{} · {}", shown.title(), context.text.say("figures-tab-explore")))
        .section(Section::Figures)
        .at(shown.scope())
        .style("figures.css");
    Ok(page.draw(shown.draw(&refusals, (form, errors))))
}

fn ask(
    view: &View,
    context: &Context,
    asked: &Asked,
    words: &Words,
    network: &Arc<network::Snapshot>,
) -> Result<Answered, Refusal> {
    let mut everything = asked.selection.clone();
    if asked.compare == Some(Comparison::Network) {
        everything.places = network.places_of(&context.actor, Right::SeeFigures);
    }
    let answered =
        view.figures.look(|tally| answer::answer(tally, asked, network, &everything, words.catalogue, &view.openings));
    answered.map_err(|_| Refusal::invalid("figures-too-many-groups"))
}

/// `GET /explore.csv`: the table of a question as a file.
pub(crate) async fn csv(State(view): State<View>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (network, catalogue) = view.names();
    let mut words = Words::new(context.text, &network, &catalogue, catalogue::today(context.now));
    let (asked, refusals) = Asked::read(&mut fields, &context.actor, Right::Export, &words)?;
    // A file outlives its page: what was not understood is refused rather than left out.
    if let Some(refusal) = refusals.into_iter().next() {
        return Err(refusal.into());
    }
    let format = Format::read(&fields)?;
    words.about(&asked.selection);
    let answered = ask(&view, &context, &asked, &words, &network)?;
    send(&view.app, &context, &asked.selection, &table::table(&asked, &answered, &words), format).await
}

/// A page being drawn.
struct Shown<'a> {
    context: &'a Context,
    words: &'a Words<'a>,
    asked: &'a Asked,
    answered: &'a Answered,
    fields: &'a Fields,
    saved: &'a [SavedView],
}

impl Shown<'_> {
    fn say(&self, key: &str) -> String {
        self.context.text.say(key)
    }

    fn selection(&self) -> &Selection {
        &self.asked.selection
    }

    fn scope(&self) -> String {
        match self.selection().places.as_slice() {
            [only] => only.row.short_name.clone(),
            places => self.context.text.many("figures-places", places.len() as u64),
        }
    }

    fn draw(&self, refusals: &[Refusal], form: (&Fields, &FormErrors)) -> Markup {
        html! {
            main.page.stack #content {
                (tabs(self.context, "/explore"))
                div.page-head.figures-head {
                    div {
                        h1 { (self.say("explore-title")) }
                        p { (self.about()) }
                    }
                }
                (self.form())
                @for refusal in refusals { (parts::notice(parts::Tone::Warn, &self.context.text.refusal(refusal))) }
                div.columns {
                    section.card.panel.span-8 aria-labelledby="explore-heading" {
                        h2 #explore-heading { (self.title()) }
                        p.soft.small { (self.span()) }
                        @if notes::is_empty(self.answered) {
                            p.empty { (self.say("figures-nothing")) }
                        } @else {
                            (self.key_figure())
                            (self.drawing())
                        }
                        div.panel-foot { (self.data()) }
                    }
                    div.stack.span-4.explore-side { (self.why()) (self.map()) (self.views(form)) }
                }
            }
        }
    }

    /// The question as a form: its fields are the address.
    fn form(&self) -> Markup {
        let text = self.context.text;
        let (context, words, fields) = (self.context, self.words, self.fields);
        let selection = self.selection();
        let filters = Filters { context, words, selection, fields, dimensions: &FILTERS };
        let cut = |at: usize, key: &str| {
            let chosen = self.asked.by[at];
            html! {
                label { (self.say(key))
                    select.field name="by" {
                        option value="" { (self.say("explore-by-nothing")) }
                        // A cut that the list leaves out may come by a link.
                        @if let Some(other) = chosen.filter(|cut| !cuts().any(|other| other == *cut)) {
                            option value=(other.slug()) selected { (cut_words(text, other)) }
                        }
                        @for dimension in cuts() { option value=(dimension.slug()) selected[chosen == Some(dimension)] { (cut_words(text, dimension)) } }
                    }
                }
            }
        };
        html! {
            form.card.filters.explore-form method="get" action="/explore" {
                label { (self.say("explore-measure"))
                    select.field name="measure" {
                        @for measure in Measure::ALL {
                            option value=(measure.slug()) selected[*measure == self.asked.measure] { (measure_words(text, *measure)) }
                        }
                    }
                }
                (cut(0, "explore-cut-one"))
                (cut(1, "explore-cut-two"))
                (filters.usual())
                label { (self.say("explore-compare"))
                    select.field name="compare" {
                        option value="" { (self.say("explore-compare-nothing")) }
                        @for comparison in Comparison::ALL {
                            @let words = self.say(&format!("explore-compare-{}", comparison.slug()));
                            option value=(comparison.slug()) selected[self.asked.compare == Some(comparison)] { (words) }
                        }
                    }
                }
                button.button { (self.say("figures-show")) }
                (filters.more())
            }
        }
    }

    /// « Voir les données », and the same as a file and for a program.
    fn data(&self) -> Markup {
        let table = table::table(self.asked, self.answered, self.words);
        let places = &self.selection().places;
        let may_export = places.iter().all(|place| self.context.actor.may(Right::Export, place.whereabouts()));
        let left_out = table.rows.len().saturating_sub(MOST_ROWS);
        html! {
            // One number has no chart: its table is what there is to see.
            details.disclosure.chart-data open[self.asked.by == [None, None]] {
                summary { (self.say("figures-see-data")) }
                (tables::draw(&table.caption, &table.head, &table.rows[..table.rows.len().min(MOST_ROWS)], self.context.text))
                @if left_out > 0 { p.small.soft { (self.context.text.many("explore-rows-in-file", left_out as u64)) } }
                p.row {
                    @if may_export {
                        a.button.button-plain.button-small href=(format!("/explore.csv?{}", canonical(self.fields))) {
                            (parts::icon("download-simple")) " " (self.say("figures-export"))
                        }
                    }
                    a.button.button-plain.button-small href=(self.api()) { (parts::icon("arrow-square-out")) " " (self.say("explore-api")) }
                }
            }
        }
    }

    /// The same question to the API.
    fn api(&self) -> String {
        let cuts: Vec<&str> = self.asked.by.iter().flatten().map(|cut| cut.slug()).collect();
        let (from, to) = (self.selection().bounds.0, self.selection().to());
        let places: Vec<String> = self.selection().places.iter().map(|place| place.row.id.to_string()).collect();
        let mut fields = self.fields.clone();
        ["period", "from", "to", "association", "place"].into_iter().for_each(|name| fields.set(name, ""));
        let filters = export_query(&fields);
        let measure = self.asked.measure.slug();
        let everywhere = self.context.actor.may(Right::SeeFigures, kernel::Whereabouts::Network)
            && places.len() == self.words.network.places().count();
        let places = if everywhere { String::new() } else { format!("place={}&", places.join(",")) };
        format!("/api/v1/figures?measure={measure}&by={}&{places}{filters}from={from}&to={to}", cuts.join(","))
    }
}
