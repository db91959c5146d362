//! `GET /api/v1/figures`: one question to the tally, its keys as slugs and labels.

use crate::{
    page::View,
    report::comparable,
    selection::{list, of_requests_only, of_visits_only, places, read_filter},
    words::Words,
};
use axum::{
    Json,
    extract::{RawQuery, State},
};
use jiff::Timestamp;
use kernel::{Actor, Day, Refusal, RefusalKind, Right};
use network::Place;
use serde_json::{Value, json};
use std::sync::Arc;
use tally::{Answer, BadQuestion, Dimension, Key, Measure, Question, Row};
use web::{Context, Fields, Result, Text};

pub(crate) async fn figures(
    State(view): State<View>,
    context: Context,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>> {
    let (network, catalogue) = view.names();
    let query = query.unwrap_or_default();
    let asked = Asked::read(&query, &context.actor, context.text, context.now, &network, &catalogue)?;
    let answer = view.figures.ask(&asked.question).map_err(refusal)?;
    Ok(Json(asked.shown(answer)))
}

/// Why there is no answer, in words.
pub fn refusal(bad: BadQuestion) -> Refusal {
    Refusal::invalid(match bad {
        BadQuestion::TooManyGroups => "figures-too-many-groups",
        BadQuestion::CutTwice => "figures-cut-twice",
        BadQuestion::Backwards | BadQuestion::PlaceTooLarge(_) => "figures-no-such-period",
    })
}

/// A question as the address of the API says it, whoever answers it.
pub struct Asked<'a> {
    /// The question.
    pub question: Question,
    words: Words<'a>,
    places: Vec<Arc<Place>>,
    now: Timestamp,
}

impl<'a> Asked<'a> {
    /// Reads a question: a code that nothing bears, or a name that nobody reads, is refused.
    pub fn read(
        query: &str,
        actor: &Actor,
        text: Text,
        now: Timestamp,
        network: &'a network::Snapshot,
        catalogue: &'a catalogue::Snapshot,
    ) -> std::result::Result<Self, Refusal> {
        let fields = Fields::parse(query.as_bytes());
        let today = catalogue::today(now);
        let mut words = Words::new(text, network, catalogue, today);
        (words.from, words.to) = days(&fields, today)?;
        only_known(query)?;
        let measures: Vec<String> = Measure::ALL.iter().map(|measure| measure.slug().to_owned()).collect();
        let measure = fields.get("measure");
        let measure = Measure::from_slug(measure).ok_or_else(|| unknown("measure", measure, &measures))?;
        let by = cuts(&fields)?;
        let (places, _) = places(&fields, actor, Right::SeeFigures, None, &words)?;
        let mut filters = Vec::new();
        for dimension in Dimension::ALL.iter().copied().filter(|dimension| *dimension != Dimension::Place) {
            filters.extend(read_filter(&fields, dimension, &words)?);
        }
        let question = Question {
            by,
            places: Some(places.iter().map(|place| crate::changes::number(place.row.id)).collect()),
            filters,
            ..Question::new(measure, tally::Day(words.from.0), tally::Day(words.to.0))
        };
        let looked_at = by.into_iter().flatten().chain(question.filters.iter().map(|filter| filter.dimension));
        if let Some(refusal) = looked_at.into_iter().find_map(|dimension| meaningless(measure, dimension)) {
            return Err(refusal);
        }
        Ok(Self { question, words, places, now })
    }

    /// The answer, its keys as slugs and labels.
    pub fn shown(&self, answer: Answer) -> Value {
        let Self { question: Question { by, measure, .. }, words, places, now } = self;
        let rows = present(answer, *by, words.catalogue);
        let cuts: Vec<Dimension> = by.iter().flatten().copied().collect();
        let row = |row: &Row| {
            let key = |(key, dimension): (Key, Dimension)| json!({"code": words.slug(dimension, key), "label": words.label(dimension, key)});
            let keys: Vec<_> = row.keys.into_iter().zip(*by).filter_map(|(at, by)| Some(key((at, by?)))).collect();
            json!({"keys": keys, "value": row.value, "n": row.n, "known": row.known})
        };
        json!({
            "measure": measure.slug(),
            "definition": words.text.say(&format!("figures-definition-{}", measure.slug())),
            "from": words.from.to_string(),
            "to": words.to.to_string(),
            "by": cuts.iter().map(|dimension| dimension.slug()).collect::<Vec<_>>(),
            "additive": *measure != Measure::OpenDays && cuts.iter().all(|dimension| dimension.additive()),
            "places": places.iter().map(|place| place.row.id).collect::<Vec<_>>(),
            "rows": rows.0.iter().map(row).collect::<Vec<_>>(),
            "undetailed": rows.1,
            "as_of": now.to_string(),
        })
    }
}

fn unknown(name: &'static str, value: &str, allowed: &[String]) -> Refusal {
    let value: String = value.chars().take(60).collect();
    Refusal::invalid("figures-unknown-value")
        .with("name", name)
        .with("value", value)
        .with("allowed", allowed.join(", "))
}

/// A parameter that nobody reads would silently widen the answer.
fn only_known(query: &str) -> Result<(), Refusal> {
    let known: Vec<String> = ["measure", "by", "from", "to"]
        .into_iter()
        .chain(Dimension::ALL.iter().map(|dimension| dimension.slug()))
        .map(str::to_owned)
        .collect();
    let mut names = query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
    match names.find(|name| !known.iter().any(|known| known == name)) {
        Some(name) => {
            let name: String = name.chars().take(60).collect();
            let known = known.join(", ");
            Err(Refusal::invalid("figures-unknown-parameter").with("name", name).with("known", known))
        }
        None => Ok(()),
    }
}

/// From the first of the month to today, unless both days are given.
fn days(fields: &Fields, today: Day) -> Result<(Day, Day), Refusal> {
    let day = |name: &'static str, otherwise: Day| match fields.optional(name) {
        None => Ok(otherwise),
        Some(text) => match text.parse::<jiff::civil::Date>() {
            Ok(date) if (1900..2200).contains(&date.year()) => Ok(Day::of(date)),
            _ => {
                let text: String = text.chars().take(60).collect();
                Err(Refusal::invalid("figures-no-such-day").with("name", name).with("value", text))
            }
        },
    };
    let (from, to) = (day("from", Day::of(today.date().first_of_month()))?, day("to", today)?);
    if from <= to { Ok((from, to)) } else { Err(Refusal::invalid("figures-no-such-period")) }
}

fn cuts(fields: &Fields) -> Result<[Option<Dimension>; 2], Refusal> {
    let allowed: Vec<String> = Dimension::ALL.iter().map(|dimension| dimension.slug().to_owned()).collect();
    let mut by = [None, None];
    for (at, slug) in list(fields, "by").enumerate() {
        let dimension = Dimension::from_slug(slug).ok_or_else(|| unknown("by", slug, &allowed))?;
        *by.get_mut(at).ok_or_else(|| Refusal::invalid("figures-two-cuts"))? = Some(dimension);
    }
    Ok(by)
}

/// Why a measure has nothing to say of a dimension. Visits have no theme, no act, no outcome, and requests did not wait: asking for
/// them would answer 0, which is not true.
pub(crate) fn meaningless(measure: Measure, dimension: Dimension) -> Option<Refusal> {
    let refusal = match measure.of_visits() {
        true if of_requests_only(dimension) => "figures-visits-have-none",
        false if of_visits_only(dimension) => "figures-requests-have-none",
        _ => return None,
    };
    Some(Refusal::new(refusal, RefusalKind::Invalid).with("name", dimension.slug()))
}

/// Themes of every version under what they have become.
pub(crate) fn present(answer: Answer, by: [Option<Dimension>; 2], catalogue: &catalogue::Snapshot) -> (Vec<Row>, u64) {
    if !by.contains(&Some(Dimension::Theme)) {
        return (answer.rows, answer.undetailed);
    }
    let now = |key: Key, by: Option<Dimension>| match by {
        Some(Dimension::Theme) => comparable(vec![(key, 1)], catalogue)[0].0,
        _ => key,
    };
    let mut rows = answer.rows;
    rows.iter_mut().for_each(|row| row.keys = [now(row.keys[0], by[0]), now(row.keys[1], by[1])]);
    rows.sort_unstable();
    rows.dedup_by(|later, kept| {
        let same = later.keys == kept.keys;
        if same {
            (kept.value, kept.n, kept.known) = (kept.value + later.value, kept.n + later.n, kept.known + later.known);
        }
        same
    });
    (rows, answer.undetailed)
}
