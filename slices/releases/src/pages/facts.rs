//! `GET /releases/facts/demandes-2026.parquet`: every request of a year as the figures know it, for the Union alone. No person is in it, no note, no name
//! of an agent; but it is not controlled, and stays in the team.

use super::{Here, attached, parse_file};
use crate::files::{Column, parquet};
use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::civil::date;
use kernel::{Day, PlaceId, Refusal, Right, Whereabouts};
use parquet::data_type::ByteArray;
use std::collections::BTreeMap;
use tally::{Act, Age, Branch, Channel, Fact, Origin, Outcome, Source, Support, Tally};
use web::{Context, Error, Result};

/// From 1970 to 2000, in days.
const EPOCH: i32 = 10_957;

/// Rows written at a time.
const GROUP: usize = 100_000;

pub(super) async fn file(State(here): State<Here>, context: Context, Path(name): Path<String>) -> Result<Response> {
    context.require(Right::GiveOut, Whereabouts::Network)?;
    let (year, ending) = parse_file(&name, "demandes-")?;
    let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year) && ending == "parquet");
    let year = year.ok_or_else(Refusal::missing)?;
    let mut tx = here.releases.app.db.write(&context.actor).await?;
    accounts::log(&mut tx, context.now, &context.actor, "export", &name).await?;
    tx.commit().await?;
    let made = tokio::task::spawn_blocking(move || facts(&here, year)).await;
    let bytes = made.map_err(|error| Error::Internal(error.to_string()))?;
    let bytes = bytes.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(attached("application/vnd.apache.parquet", &name, bytes))
}

fn facts(here: &Here, year: i16) -> std::result::Result<Vec<u8>, parquet::errors::ParquetError> {
    let day = |month, day| tally::Day(Day::of(date(year, month, day)).0);
    let days = day(1, 1)..=day(12, 31);
    let (network, catalogue) = (here.releases.directory.now(), here.releases.catalogue.now());
    let word = |code: &str| ByteArray::from(code.as_bytes().to_vec());
    let themes: BTreeMap<u16, ByteArray> = catalogue.themes().map(|theme| (theme.id, word(&theme.code))).collect();
    let operators: BTreeMap<u16, ByteArray> =
        catalogue.operators().map(|operator| (operator.id, word(&operator.code))).collect();
    let mut places: Vec<PlaceId> = network.places().map(|place| place.row.id).collect();
    let mut waiting: Vec<(PlaceId, Fact)> = Vec::new();
    let mut is_first = true;
    let groups = std::iter::from_fn(move || {
        while waiting.len() < GROUP {
            let Some(place) = places.pop() else { break };
            let number = u32::try_from(place.0).unwrap_or(u32::MAX);
            let of_year =
                |tally: &Tally| waiting.extend(tally.requests(number, days.clone(), &[]).map(|fact| (place, fact)));
            here.figures.look(of_year);
        }
        // A year without a request is a file without rows, not no file.
        let group =
            (!waiting.is_empty() || is_first).then(|| columns(&std::mem::take(&mut waiting), &themes, &operators));
        is_first = false;
        group
    });
    parquet(Vec::new(), "requests", groups)
}

fn columns(
    facts: &[(PlaceId, Fact)],
    themes: &BTreeMap<u16, ByteArray>,
    operators: &BTreeMap<u16, ByteArray>,
) -> Vec<Column> {
    let known = |of: &dyn Fn(&Fact) -> Option<&'static str>| {
        facts.iter().map(|(_, fact)| of(fact).map(|word| ByteArray::from(word.as_bytes().to_vec()))).collect()
    };
    let number = |of: &dyn Fn(&Fact) -> Option<i32>| facts.iter().map(|(_, fact)| of(fact)).collect();
    let acts = |fact: &Fact| {
        let acts: Vec<&str> = Act::ALL.iter().filter(|act| fact.acts.contains(**act)).map(|act| act.slug()).collect();
        ByteArray::from(acts.join(" ").into_bytes())
    };
    vec![
        Column::Number("place", facts.iter().map(|(place, _)| i32::try_from(place.0).ok()).collect()),
        Column::Day("day", facts.iter().map(|(_, fact)| fact.day.0 + EPOCH).collect()),
        Column::Number("half_hour", number(&|fact| fact.slot.map(i32::from))),
        Column::Known("theme", facts.iter().map(|(_, fact)| themes.get(&fact.theme).cloned()).collect()),
        Column::Known("operator", facts.iter().map(|(_, fact)| operators.get(&fact.operator).cloned()).collect()),
        Column::Known("branch", known(&|fact| fact.branch.map(Branch::slug))),
        Column::Words("acts", facts.iter().map(|(_, fact)| acts(fact)).collect()),
        Column::Known("support", known(&|fact| fact.support.map(Support::slug))),
        Column::Known("outcome", known(&|fact| fact.outcome.map(Outcome::slug))),
        Column::Known("channel", known(&|fact| fact.channel.map(Channel::slug))),
        Column::Known("age", known(&|fact| fact.age.map(Age::slug))),
        Column::Known("origin", known(&|fact| fact.origin.map(Origin::slug))),
        Column::Number("minutes", number(&|fact| fact.minutes.map(i32::from))),
        Column::Known("source", known(&|fact| Some(Source::slug(fact.source)))),
    ]
}
