//! What a reader asks to see: the address read, checked against what exists and what they may see.

use crate::{changes::number, period::Period, words::Words};
use kernel::{Actor, AssociationId, Day, PlaceId, Refusal, Right};
use network::Place;
use std::sync::Arc;
use tally::{Dimension, Filter, Measure, Question};
use web::Fields;

/// A page's question before it is cut.
#[derive(Clone)]
pub(crate) struct Selection {
    pub period: Period,
    /// The period's own days.
    pub bounds: (Day, Day),
    pub today: Day,
    /// The places in view, never more than the reader may see.
    pub places: Vec<Arc<Place>>,
    /// Whether the reader named places.
    pub chosen: bool,
    pub association: Option<AssociationId>,
    pub filters: Vec<Filter>,
}

/// What a reader may narrow by, in the order of the forms.
pub(crate) const FILTERS: [Dimension; 14] = [
    Dimension::Family,
    Dimension::Theme,
    Dimension::Operator,
    Dimension::Branch,
    Dimension::Act,
    Dimension::Support,
    Dimension::Outcome,
    Dimension::Channel,
    Dimension::Age,
    Dimension::Origin,
    Dimension::Language,
    Dimension::First,
    Dimension::Waited,
    Dimension::Source,
];
/// How many of them the dashboard offers: the first.
pub(crate) const ON_DASHBOARD: usize = 9;

/// Whether only requests have it: visits cannot be narrowed by what was asked during them.
pub(crate) fn of_requests_only(dimension: Dimension) -> bool {
    use Dimension::*;
    matches!(
        dimension,
        Family
            | Theme
            | Operator
            | Branch
            | Act
            | ActsConfirmed
            | Support
            | SupportConfirmed
            | Outcome
            | OutcomeConfirmed
    )
}

/// Whether only visits have it.
pub(crate) fn of_visits_only(dimension: Dimension) -> bool {
    dimension == Dimension::Waited
}

/// What was asked for and does not exist.
pub(crate) fn unknown(name: &'static str, value: &str, allowed: &[String]) -> Refusal {
    let value: String = value.chars().take(60).collect();
    Refusal::invalid("figures-unknown-value")
        .field(name)
        .with("name", name)
        .with("value", value)
        .with("allowed", allowed.join(", "))
}

impl Selection {
    /// Reads the address of a page. A period that cannot be read is the current month, and is said so.
    pub fn read(
        fields: &Fields,
        actor: &Actor,
        right: Right,
        today: Day,
        words: &Words,
    ) -> Result<(Self, Vec<Refusal>), Refusal> {
        let mut refusals = Vec::new();
        let period = read_period(fields).unwrap_or_else(|| {
            if fields.optional("period").is_some() || fields.optional("from").is_some() {
                refusals.push(Refusal::invalid("figures-no-such-period").field("period"));
            }
            Period::month_of(today)
        });
        let association = match fields.optional("association") {
            None => None,
            Some(id) => Some(AssociationId(id.parse().map_err(|_| Refusal::missing())?)),
        };
        let (places, chosen) = places(fields, actor, right, association, words)?;
        let mut filters = Vec::new();
        for dimension in Dimension::ALL.iter().copied().filter(|dimension| !dimension.of_the_day()) {
            match read_filter(fields, dimension, words) {
                Ok(filter) => filters.extend(filter),
                Err(refusal) if refusal.code == "figures-unknown-value" => {
                    let name = words.text.say(&format!("explore-by-{}", dimension.slug()));
                    refusals.push(Refusal { code: "figures-unknown-filter", ..refusal }.with("label", name));
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
        let bounds = period.bounds(today);
        Ok((Self { period, bounds, today, places, chosen, association, filters }, refusals))
    }

    /// The last day that is shown: today, when the period is not over.
    pub fn to(&self) -> Day {
        self.bounds.1.min(self.today.max(self.bounds.0))
    }

    /// The days of the period that are over.
    pub fn whole_days(&self) -> (Day, Day) {
        (self.bounds.0, self.bounds.1.min(self.today.plus(-1)))
    }

    /// Whether the period goes on.
    pub fn is_under_way(&self) -> bool {
        self.bounds.0 <= self.today && self.today <= self.bounds.1
    }

    /// Whether a filter speaks of requests, so that visits have nothing to say.
    pub fn about_requests(&self) -> bool {
        self.filters.iter().any(|filter| of_requests_only(filter.dimension))
    }

    /// A question over the places in view and these days, under every filter that its measure knows.
    pub fn question(&self, measure: Measure, by: [Option<Dimension>; 2], from: Day, to: Day) -> Question {
        let knows = |filter: &&Filter| !measure.of_visits() || !of_requests_only(filter.dimension);
        Question {
            by,
            places: Some(self.places.iter().map(|place| number(place.row.id)).collect()),
            filters: self.filters.iter().filter(knows).cloned().collect(),
            ..Question::new(measure, tally::Day(from.0), tally::Day(to.0))
        }
    }
}

fn read_period(fields: &Fields) -> Option<Period> {
    match fields.get("period") {
        "" | "dates" => Period::days(fields.get("from"), fields.get("to")),
        slug => Period::read(slug),
    }
}

/// The places named, else those of the association named, else every place over which the reader holds the right.
pub(crate) fn places(
    fields: &Fields,
    actor: &Actor,
    right: Right,
    association: Option<AssociationId>,
    words: &Words,
) -> Result<(Vec<Arc<Place>>, bool), Refusal> {
    let mut mine = words.network.places_of(actor, right);
    if let Some(association) = association {
        mine.retain(|place| place.row.association == association);
    }
    let named: Vec<&str> = list(fields, "place").collect();
    if named.is_empty() {
        // An association without a place of one's own looks as if it did not exist.
        return if mine.is_empty() && association.is_some() { Err(Refusal::missing()) } else { Ok((mine, false)) };
    }
    let ids = named.iter().map(|id| id.parse().map(PlaceId).map_err(|_| Refusal::missing()));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    if !ids.iter().all(|id| mine.iter().any(|place| place.row.id == *id)) {
        return Err(Refusal::missing());
    }
    mine.retain(|place| ids.contains(&place.row.id));
    Ok((mine, true))
}

/// Every value of a name, given several times or with commas.
pub(crate) fn list<'a>(fields: &'a Fields, name: &str) -> impl Iterator<Item = &'a str> {
    fields.every(name).iter().flat_map(|value| value.split(',')).map(str::trim).filter(|value| !value.is_empty())
}

/// The filter of a dimension, when the address has one.
pub(crate) fn read_filter(fields: &Fields, dimension: Dimension, words: &Words) -> Result<Option<Filter>, Refusal> {
    let mut codes = Vec::new();
    let mut named = false;
    for slug in list(fields, dimension.slug()) {
        named = true;
        let found = words.codes(dimension, slug);
        codes.extend(found.ok_or_else(|| unknown(dimension.slug(), slug, &words.allowed(dimension)))?);
    }
    Ok(named.then_some(Filter { dimension, codes }))
}
