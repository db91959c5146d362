//! What the address asks: a measure, two cuts, filters, a period, a comparison.

use crate::{
    api::meaningless,
    page::export_query,
    period::{Period, year_before},
    selection::{FILTERS, Selection, list},
    words::Words,
};
use kernel::{Actor, Day, Refusal, RefusalKind, Right};
use tally::{Dimension, Measure};
use web::{Fields, parts};

/// With what a figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The period just before, as long.
    Previous,
    /// The same days a year ago.
    Year,
    /// All the places that the reader sees.
    Network,
}

impl Comparison {
    pub const ALL: [Comparison; 3] = [Comparison::Previous, Comparison::Year, Comparison::Network];

    pub fn slug(self) -> &'static str {
        match self {
            Comparison::Previous => "previous",
            Comparison::Year => "year",
            Comparison::Network => "network",
        }
    }
}

/// A question, read and checked.
pub(crate) struct Asked {
    pub measure: Measure,
    pub by: [Option<Dimension>; 2],
    pub compare: Option<Comparison>,
    pub selection: Selection,
}

/// What one may cut by, in the order of the form: when, where, then all that one may narrow by.
pub(crate) fn cuts() -> impl Iterator<Item = Dimension> {
    use Dimension::{Day, Hour, Month, Place, Week, Weekday, Year};
    [Day, Week, Month, Year, Weekday, Hour, Place].into_iter().chain(FILTERS)
}

/// Whether a dimension says when, on a line that goes forward.
pub(crate) fn is_time(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Day | Dimension::Week | Dimension::Month | Dimension::Year)
}

/// Whether one reads the mean of a measure rather than its sum.
pub(crate) fn is_mean(measure: Measure) -> bool {
    matches!(measure, Measure::Service | Measure::Waiting)
}

impl Asked {
    /// Reads the address, and completes it with what it leaves unsaid. What cannot be asked is left out and told; who may see
    /// none of the places named is refused.
    pub fn read(
        fields: &mut Fields,
        actor: &Actor,
        right: Right,
        words: &Words,
    ) -> Result<(Self, Vec<Refusal>), Refusal> {
        let mut refusals = Vec::new();
        let nothing_said = fields.every("measure").is_empty() && fields.every("by").is_empty();
        if nothing_said {
            fields.set("by", "week");
        }
        if fields.optional("period").is_none() && fields.optional("from").is_none() {
            fields.set("period", "12m");
        }
        refusals.extend(keep_to_scope(fields, actor, right, words)?);
        let measure = read_measure(fields, &mut refusals);
        let (mut selection, others) = Selection::read(fields, actor, right, words.to, words)?;
        refusals.extend(others);
        let by = read_cuts(fields, measure, &mut refusals);
        selection.filters.retain(|filter| match meaningless(measure, filter.dimension) {
            None => true,
            Some(refusal) => {
                refusals.push(refusal);
                false
            }
        });
        let mut compare = read_comparison(fields, &mut refusals);
        if compare == Some(Comparison::Network)
            && words.network.places_of(actor, Right::SeeFigures).len() <= selection.places.len()
        {
            refusals.push(Refusal::invalid("explore-no-network").field("compare"));
            compare = None;
        }
        Ok((Self { measure, by, compare, selection }, refusals))
    }

    /// The days that the period's days which are over are compared with.
    pub fn days_before(&self) -> Option<(Day, Day)> {
        let now = self.selection.whole_days();
        match self.compare? {
            Comparison::Network => None,
            Comparison::Year => Some((year_before(now.0), year_before(now.1))),
            Comparison::Previous => {
                let (from, to) = previous(self.selection.period, now.0, self.selection.bounds.1);
                let is_whole = now.1 == self.selection.bounds.1;
                Some((from, if is_whole { to } else { to.min(from.plus(now.1.0 - now.0.0)) }))
            }
        }
    }

    /// Whether a cut says when.
    pub fn time(&self) -> Option<Dimension> {
        self.by[0].filter(|dimension| is_time(*dimension))
    }
}

/// The whole question as an address, in one order: two readers who ask the same have the same link.
pub(crate) fn canonical(fields: &Fields) -> String {
    let mut query = String::new();
    for name in ["measure", "compare"] {
        if let Some(value) = fields.optional(name) {
            query.push_str(&format!("{name}={}&", parts::encode(value)));
        }
    }
    let cuts: Vec<&str> = list(fields, "by").collect();
    query.push_str(&format!("by={}&", parts::encode(&cuts.join(",")).replace("%2C", ",")));
    query.push_str(&export_query(fields));
    query.truncate(query.len() - 1);
    query
}

fn out_of_scope() -> Refusal {
    Refusal::new("explore-out-of-scope", RefusalKind::Missing)
}

/// Leaves out the places that a link names and that its reader does not see, whether they exist or not.
fn keep_to_scope(fields: &mut Fields, actor: &Actor, right: Right, words: &Words) -> Result<Option<Refusal>, Refusal> {
    let mine = words.network.places_of(actor, right);
    let association = fields.optional("association").map(str::to_owned);
    if association.is_some_and(|named| !mine.iter().any(|place| place.row.association.to_string() == named)) {
        return Err(out_of_scope());
    }
    let named: Vec<String> = list(fields, "place").map(str::to_owned).collect();
    let seen: Vec<String> =
        named.iter().filter(|id| mine.iter().any(|place| place.row.id.to_string() == **id)).cloned().collect();
    if seen.len() == named.len() {
        return Ok(None);
    }
    if seen.is_empty() {
        return Err(out_of_scope());
    }
    fields.set("place", seen.join(","));
    let told = Refusal::invalid("explore-part-of-scope").field("place");
    Ok(Some(told.with("seen", seen.len()).with("named", named.len())))
}

fn read_measure(fields: &Fields, refusals: &mut Vec<Refusal>) -> Measure {
    let slug = fields.get("measure");
    Measure::from_slug(slug).unwrap_or_else(|| {
        if !slug.is_empty() {
            let allowed = Measure::ALL.iter().map(|measure| measure.slug());
            refusals.push(crate::selection::unknown("measure", slug, &allowed.map(str::to_owned).collect::<Vec<_>>()));
        }
        Measure::Visits
    })
}

fn read_cuts(fields: &Fields, measure: Measure, refusals: &mut Vec<Refusal>) -> [Option<Dimension>; 2] {
    let mut by = [None, None];
    for slug in list(fields, "by") {
        let Some(dimension) = Dimension::from_slug(slug) else {
            let allowed: Vec<String> = cuts().map(|dimension| dimension.slug().to_owned()).collect();
            refusals.push(crate::selection::unknown("by", slug, &allowed));
            continue;
        };
        if let Some(refusal) = meaningless(measure, dimension) {
            refusals.push(refusal);
        } else if by[0] == Some(dimension) {
            refusals.push(Refusal::invalid("figures-cut-twice"));
        } else if by[0].is_none() {
            by[0] = Some(dimension);
        } else if by[1].is_none() {
            by[1] = Some(dimension);
        } else {
            refusals.push(Refusal::invalid("figures-two-cuts"));
        }
    }
    // Time goes from left to right, whichever cut was named first.
    if by[1].is_some_and(is_time) && !by[0].is_some_and(is_time) {
        by.swap(0, 1);
    }
    by
}

fn read_comparison(fields: &Fields, refusals: &mut Vec<Refusal>) -> Option<Comparison> {
    let slug = fields.optional("compare")?;
    let found = Comparison::ALL.into_iter().find(|comparison| comparison.slug() == slug);
    if found.is_none() {
        let allowed = Comparison::ALL.map(|comparison| comparison.slug().to_owned());
        refusals.push(crate::selection::unknown("compare", slug, &allowed));
    }
    found
}

/// The period just before one.
fn previous(period: Period, from: Day, to: Day) -> (Day, Day) {
    let before = match period {
        Period::Month(year, 1) => Period::Month(year - 1, 12),
        Period::Month(year, month) => Period::Month(year, month - 1),
        Period::Quarter(year, 1) => Period::Quarter(year - 1, 4),
        Period::Quarter(year, quarter) => Period::Quarter(year, quarter - 1),
        Period::Year(year) => Period::Year(year - 1),
        Period::LastYear => return (year_before(from), from.plus(-1)),
        Period::Days(..) => return (from.plus(from.0 - to.0 - 1), from.plus(-1)),
    };
    before.bounds(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_before_is_as_long_or_of_the_same_kind() {
        let day = |text: &str| Day::of(text.parse().unwrap());
        let check = |period: Period, from: &str, to: &str| {
            let (start, end) = period.bounds(day("2026-11-24"));
            assert_eq!(previous(period, start, end), (day(from), day(to)), "{period:?}");
        };
        check(Period::Month(2026, 1), "2025-12-01", "2025-12-31");
        check(Period::Month(2026, 3), "2026-02-01", "2026-02-28");
        check(Period::Quarter(2026, 1), "2025-10-01", "2025-12-31");
        check(Period::Year(2026), "2025-01-01", "2025-12-31");
        check(Period::LastYear, "2024-11-25", "2025-11-24");
        check(Period::Days(day("2026-10-05"), day("2026-10-11")), "2026-09-28", "2026-10-04");
    }

    #[test]
    fn an_address_has_one_spelling() {
        let fields = Fields::parse(b"by=&place=1&by=month&compare=year&theme=a%26b&measure=visits&x=1");
        assert_eq!(canonical(&fields), "measure=visits&compare=year&by=month&place=1&theme=a%26b");
        assert_eq!(canonical(&Fields::default()), "by=");
    }
}
