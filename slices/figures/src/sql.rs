//! The SQL twin of the tally: any question, put to the database's own tables.
//!
//! It is the proof that the tally is right (a property test compares the two on both engines), and the way out when the facts
//! outgrow one process. The two share the types of a question and of an answer, nothing else: keys, sums and the half-hours of
//! every time zone are worked out by the engine. The one thing it does not do is refuse a question for having too many groups.

mod expression;

use crate::follower::family_pairs;
use db::{DbError, Tx, Value, values};
use expression::{Expressions, act_filter, list};
use jiff::tz::TimeZone;
use kernel::PlaceId;
use std::collections::BTreeMap;
use tally::{Answer, BadQuestion, Dimension, Filter, Key, Measure, Question, Row};

/// What the engine cannot know by itself.
pub struct Dictionary {
    families: Vec<(u16, u16)>,
    /// The list of tags that facts number from 1.
    languages: Vec<&'static str>,
    zones: BTreeMap<PlaceId, TimeZone>,
    changeovers: BTreeMap<PlaceId, kernel::Day>,
}

impl Dictionary {
    /// The dictionary of a network and a catalogue.
    pub fn new(network: &network::Snapshot, catalogue: &catalogue::Snapshot) -> Self {
        let changeover = |place: &std::sync::Arc<network::Place>| Some((place.row.id, place.row.changeover?));
        Self {
            families: family_pairs(catalogue).collect(),
            languages: (1..=31).map_while(|number| catalogue.language_code(number)).collect(),
            zones: network.places().map(|place| (place.row.id, place.zone.clone())).collect(),
            changeovers: network.places().filter_map(changeover).collect(),
        }
    }
}

/// Why the database did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// The question has no answer.
    #[error(transparent)]
    Question(#[from] BadQuestion),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Visits as facts. What only a request has is 0, as in the tally.
const VISITS: &str =
    "select v.place, v.day, v.opened_at as at, 0 as theme, 0 as operator, 0 as branch, 0 as acts, 0 as support,
    0 as outcome, 0 as defaults, v.channel, v.age, v.origin, v.language, v.first, v.source, v.waited_ms / 60000 as waited,
    case when v.waited_ms is null then v.closed_at - v.opened_at else v.served_ms end / 60000 as minutes
    from visit v where not v.withdrawn";

/// Requests as facts, with what their visit lends them.
const REQUESTS: &str =
    "select r.place, r.day, r.at, r.theme, r.operator, r.branch, r.acts, r.support, r.outcome, r.defaults,
    v.channel, v.age, v.origin, v.language, v.first, v.source, cast(null as bigint) as waited, r.minutes
    from request r join visit v on v.place = r.place and v.id = r.visit where not r.withdrawn and not v.withdrawn";

/// Puts a question to the database.
pub async fn ask(tx: &mut Tx, dictionary: &Dictionary, question: &Question) -> Result<Answer, Unanswered> {
    if question.from > question.to {
        return Err(BadQuestion::Backwards.into());
    }
    if question.by[0].is_some() && question.by[0] == question.by[1] {
        return Err(BadQuestion::CutTwice.into());
    }
    let mut rows = facts(tx, dictionary, question).await?;
    let counts = imported(tx, dictionary, question).await?;
    let undetailed = counts.iter().map(|row| row.n).sum();
    if shows_imported(question) {
        rows.extend(counts);
        rows.sort_unstable();
        rows.dedup_by(|later, kept| {
            let same = later.keys == kept.keys;
            if same {
                kept.value += later.value;
                kept.n += later.n;
                kept.known += later.known;
            }
            same
        });
    }
    Ok(Answer { rows, undetailed })
}

/// Whether nothing finer than the day is looked at.
fn of_whole_days(question: &Question) -> bool {
    question.by.iter().flatten().all(|dimension| dimension.of_the_day()) && detailed(question).next().is_none()
}

/// The filters that daily counts cannot answer.
fn detailed(question: &Question) -> impl Iterator<Item = &Filter> {
    question.filters.iter().filter(|filter| !filter.dimension.of_the_day())
}

/// Days are counted with the visits, once each, unless the cut is finer than the day; minutes are not known of daily counts.
fn shows_imported(question: &Question) -> bool {
    let with_the_visits = question.measure == Measure::OpenDays && of_whole_days(question);
    detailed(question).next().is_none() && !question.measure.is_time() && !with_the_visits
}

fn counted(measure: Measure) -> &'static str {
    if measure.of_visits() { "visits" } else { "requests" }
}

async fn facts(tx: &mut Tx, dictionary: &Dictionary, question: &Question) -> Result<Vec<Row>, DbError> {
    let mut source = match question.measure.of_visits() {
        true => format!("{VISITS} and v.day between $1 and $2"),
        false => format!("{REQUESTS} and r.day between $1 and $2"),
    };
    if question.measure == Measure::OpenDays && of_whole_days(question) {
        source = format!(
            "select place, day from ({source}) w union select c.place, c.day from {}",
            of_counts(dictionary, question)
        );
    }
    let expressions = Expressions::new(tx, dictionary, question, &source).await?;
    let places = places(question, "f.place");
    let tests = question.filters.iter().map(|filter| match filter.dimension {
        Dimension::Act => act_filter(&filter.codes),
        dimension => list(&expressions.of(dimension), &filter.codes),
    });
    let tests = tests.chain(places).map(|test| format!(" and {test}")).collect::<String>();
    let acts = if question.by.contains(&Some(Dimension::Act)) { expression::ACTS } else { "" };
    let [first, second] = question.by.map(|by| by.map_or("0".to_owned(), |dimension| expressions.of(dimension)));
    let keys = format!("cast({first} as bigint) as first_key, cast({second} as bigint) as second_key");
    let from = format!("from ({source}) f {acts} where 1 = 1{tests}");
    let sql = match question.measure {
        Measure::Visits | Measure::Requests => {
            format!(
                "select {keys}, cast(count(*) as bigint), cast(count(*) as bigint), cast(count(*) as bigint) {from} group by 1, 2"
            )
        }
        Measure::Minutes | Measure::Service | Measure::Waiting => {
            let most = tally::Fact::MOST_MINUTES;
            let minutes = match question.measure {
                Measure::Waiting => expression::classes("null", tally::Waited::minutes),
                _ => format!("case when f.minutes > {most} then {most} else f.minutes end"),
            };
            format!(
                "select {keys}, cast(coalesce(sum({minutes}), 0) as bigint), cast(count(*) as bigint),
                cast(count({minutes}) as bigint) {from} group by 1, 2"
            )
        }
        Measure::OpenDays => format!(
            "select first_key, second_key, cast(count(*) as bigint), cast(count(*) as bigint), cast(count(*) as bigint)
            from (select distinct f.place, f.day, {keys} {from}) d group by 1, 2"
        ),
    };
    let found: Vec<(i64, i64, u64, u64, u64)> = tx.all(sql, days_of(question)).await?;
    let key = |by: Option<Dimension>, code: i64| by.map_or(Key::All, |_| Key::Code(code as i32));
    let mut rows: Vec<Row> = found
        .into_iter()
        .map(|(first, second, value, n, known)| Row {
            keys: [key(question.by[0], first), key(question.by[1], second)],
            value,
            n,
            known,
        })
        .collect();
    rows.sort_unstable();
    Ok(rows)
}

/// Imported daily counts, under what can be said of them.
async fn imported(tx: &mut Tx, dictionary: &Dictionary, question: &Question) -> Result<Vec<Row>, DbError> {
    let of_day = |by: Option<Dimension>| by.filter(|dimension| dimension.of_the_day());
    let expression = |dimension| expression::of_the_day(dimension, "c");
    let [first, second] = question.by.map(|by| of_day(by).map_or("0".to_owned(), expression));
    let tests = question.filters.iter().filter(|filter| filter.dimension.of_the_day());
    let tests =
        tests.map(|filter| format!(" and {}", list(&expression(filter.dimension), &filter.codes))).collect::<String>();
    let sum = if question.measure == Measure::OpenDays { "count(*)" } else { "sum(c.number)" };
    let sql = format!(
        "select cast({first} as bigint), cast({second} as bigint), cast({sum} as bigint) from {}{tests} group by 1, 2",
        of_counts(dictionary, question)
    );
    let found: Vec<(i64, i64, u64)> = tx.all(sql, days_of(question)).await?;
    let key = |by: Option<Dimension>, code: i64| match (by, of_day(by)) {
        (None, _) => Key::All,
        (Some(_), Some(_)) => Key::Code(code as i32),
        (Some(_), None) => Key::Undetailed,
    };
    let row = |(first, second, n)| Row {
        keys: [key(question.by[0], first), key(question.by[1], second)],
        value: n,
        n,
        known: n,
    };
    Ok(found.into_iter().map(row).collect())
}

/// The daily counts that speak, named `c`: those of the question's places and period, before the place's changeover.
fn of_counts(dictionary: &Dictionary, question: &Question) -> String {
    let measure = counted(question.measure);
    let mut sql = format!("daily_count c where c.measure = '{measure}' and c.number > 0 and c.day between $1 and $2");
    if let Some(test) = places(question, "c.place") {
        sql.push_str(&format!(" and {test}"));
    }
    for (place, day) in &dictionary.changeovers {
        sql.push_str(&format!(" and (c.place <> {place} or c.day < {})", day.0));
    }
    sql
}

fn places(question: &Question, column: &str) -> Option<String> {
    question.places.as_ref().map(|places| list(column, places))
}

fn days_of(question: &Question) -> Vec<Value> {
    values![question.from.0, question.to.0]
}
