//! The filters: fields of a plain form, which are the address.

use crate::{
    period::{Period, months_before},
    selection::{Selection, list},
    words::Words,
};
use kernel::{AssociationId, Day, Right};
use maud::{Markup, html};
use network::Place;
use std::{collections::BTreeMap, sync::Arc};
use tally::Dimension;
use web::{Context, Fields, number};

/// More places than this make a list that nobody reads and that weighs on the page: the table by place leads to each of them.
const MOST_CHOICES: usize = 150;

/// The filters of a page.
pub(crate) struct Filters<'a> {
    pub context: &'a Context,
    pub words: &'a Words<'a>,
    pub selection: &'a Selection,
    pub fields: &'a Fields,
    /// What one may narrow by, in order.
    pub dimensions: &'a [Dimension],
}

impl Filters<'_> {
    /// The period, the association, the place.
    pub fn usual(&self) -> Markup {
        let shown = self;
        let text = shown.context.text;
        let say = |key: &str| text.say(key);
        let places = shown.words.network.places_of(&shown.context.actor, Right::SeeFigures);
        html! {
            label { (say("figures-period"))
                select.field name="period" { (periods(shown)) }
            }
            @if let Some(associations) = associations(shown, &places) {
                label { (say("figures-association"))
                    select.field name="association" {
                        option value="" { (say("figures-every-feminine")) }
                        @for (id, name) in associations {
                            option value=(id) selected[shown.selection.association == Some(id)] { (name) }
                        }
                    }
                }
            }
            @if (2..=MOST_CHOICES).contains(&places.len()) {
                label { (say("figures-place"))
                    select.field name="place" {
                        option value="" { (say("figures-every")) }
                        @let chosen = if shown.selection.chosen { shown.selection.places.as_slice() } else { &[] };
                        @if chosen.len() > 1 {
                            @let ids: Vec<_> = chosen.iter().map(|place| place.row.id.to_string()).collect();
                            @let count = number(text.locale, chosen.len() as i64);
                            option value=(ids.join(",")) selected { (text.fill("figures-places", &[("n", chosen.len().into()), ("count", count.into())])) }
                        }
                        @for place in &places {
                            @let only = chosen.len() == 1 && chosen[0].row.id == place.row.id;
                            option value=(place.row.id) selected[only] { (place.row.short_name) }
                        }
                    }
                }
            } @else if shown.selection.chosen && places.len() > 1 {
                @for place in &shown.selection.places { input type="hidden" name="place" value=(place.row.id); }
            }
        }
    }

    /// All else, folded while none of it speaks.
    pub fn more(&self) -> Markup {
        let Self { context, words, selection, fields, dimensions } = self;
        let say = |key: &str| context.text.say(key);
        let dates = matches!(selection.period, Period::Days(..));
        let narrowed = dates || dimensions.iter().any(|dimension| fields.optional(dimension.slug()).is_some());
        html! {
            details.disclosure.figures-more open[narrowed] {
                summary { (say("figures-more-filters")) }
                div.filters {
                    @for dimension in dimensions.iter().copied() {
                        label { (say(&format!("explore-by-{}", dimension.slug())))
                            select.field name=(dimension.slug()) {
                                option value="" { (say(every(dimension))) }
                                @let chosen: Vec<_> = list(fields, dimension.slug()).collect();
                                @for (slug, label) in words.choices(dimension) {
                                    option value=(slug) selected[chosen.contains(&slug.as_str())] { (label) }
                                }
                            }
                        }
                    }
                    label { (say("figures-from")) input.field type="date" name="from" value=(date(fields, "from", dates)); }
                    label { (say("figures-to")) input.field type="date" name="to" value=(date(fields, "to", dates)); }
                }
            }
        }
    }
}

/// « Tous » or « Toutes », as the word above it wants.
fn every(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Family
        | Dimension::Branch
        | Dimension::Outcome
        | Dimension::Source
        | Dimension::Origin
        | Dimension::Language
        | Dimension::First
        | Dimension::Waited => "figures-every-feminine",
        _ => "figures-every",
    }
}

/// Dates are shown only while they speak: they would otherwise seem to narrow the month above them.
fn date<'a>(fields: &'a Fields, name: &str, dates: bool) -> &'a str {
    if dates { fields.get(name) } else { "" }
}

fn associations(shown: &Filters, places: &[Arc<Place>]) -> Option<Vec<(AssociationId, String)>> {
    let names: BTreeMap<AssociationId, &str> =
        places.iter().map(|place| (place.row.association, place.association_name.as_str())).collect();
    let mut names: Vec<_> = names.into_iter().map(|(id, name)| (id, name.to_owned())).collect();
    names.sort_by(|(_, one), (_, other)| one.cmp(other));
    let worth = (2..=MOST_CHOICES).contains(&names.len()) || shown.selection.association.is_some();
    worth.then_some(names)
}

/// The last thirteen months, five quarters, four years, and the period at hand if it is none of them.
fn periods(shown: &Filters) -> Markup {
    let (text, today, current) = (shown.context.text, shown.selection.today, shown.selection.period);
    let months: Vec<Period> = (0..13).map(|back| Period::month_of(months_before(today, back))).collect();
    let quarter = |day: Day| Period::Quarter(day.date().year(), (day.date().month() - 1) / 3 + 1);
    let quarters: Vec<Period> = (0..5).map(|back| quarter(months_before(today, back * 3))).collect();
    let mut years: Vec<Period> = vec![Period::LastYear];
    years.extend((0..4).map(|back| Period::Year(today.date().year() - back)));
    let known = months.iter().chain(&quarters).chain(&years).any(|period| *period == current);
    let option = |period: Period| {
        let words = if period == Period::LastYear { text.say("figures-last-year") } else { period.words(text, today) };
        html! { option value=(period.slug()) selected[period == current] { (words) } }
    };
    html! {
        @if !known && !matches!(current, Period::Days(..)) { (option(current)) }
        optgroup label=(text.say("figures-months")) { @for period in months { (option(period)) } }
        optgroup label=(text.say("figures-quarters")) { @for period in quarters { (option(period)) } }
        optgroup label=(text.say("figures-years")) { @for period in years { (option(period)) } }
        option value="dates" selected[matches!(current, Period::Days(..))] { (text.say("figures-dates")) }
    }
}
