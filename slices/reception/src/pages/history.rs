//! The history of a record: who said what of it, when, and what that changed, in words.

use super::words::{Said, Words};
use crate::facts::{RequestFacts, VisitFacts};
use db::{DbError, Tx};
use journal::HistoryRow;
use kernel::{AccountId, Day, EntryId};
use maud::{Markup, html};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use web::{Locale, Text, date_words, time_words};

/// One thing that was said of a record.
pub(super) struct Step {
    what: What,
    at: jiff::Timestamp,
    agent: Option<AccountId>,
    changes: Vec<(&'static str, Option<String>, Option<String>)>,
    reason: Option<String>,
    /// It was made without having seen the step before it.
    crossing: bool,
    note: Option<String>,
}

enum What {
    Recorded,
    Corrected,
    Withdrawn,
}

/// The history of a record, oldest first.
pub(super) fn steps(words: Words<'_>, rows: Vec<HistoryRow>, day: Day) -> Vec<Step> {
    let mut before: Vec<Said> = Vec::new();
    let mut last: Option<EntryId> = None;
    let mut steps = Vec::with_capacity(rows.len());
    for row in rows {
        let body: Map<String, Value> = serde_json::from_str(&row.body).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let facts = match row.kind.as_str() {
            "request.recorded" => said(words, &body, true, day),
            "visit.opened" => said(words, &body, false, day),
            "corrected" => match body.get("facts") {
                Some(Value::Object(facts)) => said(words, facts, facts.contains_key("theme"), day),
                _ => None,
            },
            _ => None,
        };
        let what = match row.kind.as_str() {
            "corrected" => What::Corrected,
            "withdrawn" => What::Withdrawn,
            _ => What::Recorded,
        };
        let crossing = matches!(what, What::Corrected) && text("replaces").and_then(|id| id.parse().ok()) != last;
        let mut changes = Vec::new();
        if let Some(after) = facts {
            if matches!(what, What::Corrected) {
                let pairs = before.into_iter().zip(&after);
                let changed = pairs.filter(|((_, old), (_, new))| old != new);
                changes = changed.map(|((key, old), (_, new))| (key, old, new.clone())).collect();
            }
            before = after;
        }
        last = Some(row.id);
        let reason = text("reason").filter(|_| !matches!(what, What::Recorded));
        steps.push(Step { what, at: row.happened, agent: row.agent, changes, reason, crossing, note: row.words });
    }
    steps
}

fn said(words: Words<'_>, body: &Map<String, Value>, request: bool, day: Day) -> Option<Vec<Said>> {
    if request {
        Some(words.request(&RequestFacts::read(body, words.catalogue).ok()?, day))
    } else {
        Some(words.visit(&VisitFacts::read(body, &words.place.stops).ok()?))
    }
}

/// The names of all who had a part in it.
pub(super) async fn names(tx: &mut Tx, steps: &[Step]) -> Result<BTreeMap<AccountId, String>, DbError> {
    let ids: Vec<_> = steps.iter().filter_map(|step| step.agent).collect();
    accounts::names(tx, &ids).await
}

/// Draws the history, latest first.
pub(super) fn draw(words: Words<'_>, steps: &[Step], names: &BTreeMap<AccountId, String>) -> Markup {
    let text = words.text;
    html! {
        ol.lines.history {
            @for step in steps.iter().rev() {
                li {
                    b { (text.say(step.what.key())) }
                    small {
                        (who(text, step.agent, names)) " · "
                        time datetime=(step.at) { (moment(text.locale, step.at, words.place)) }
                    }
                    @if step.crossing { p.small { span.tag.tag-warn { (text.say("record-crossing")) } } }
                    @if !step.changes.is_empty() {
                        dl.changes {
                            @for (key, old, new) in &step.changes {
                                dt { (text.say(key)) }
                                dd {
                                    del { (value(text, old)) } " "
                                    span aria-hidden="true" { "→ " }
                                    ins { (value(text, new)) }
                                }
                            }
                        }
                    }
                    @if let Some(reason) = &step.reason { p.small { (text.fill("record-why", &[("words", reason.as_str().into())])) } }
                    @if let Some(note) = &step.note { p.small { (text.fill("record-note", &[("words", note.as_str().into())])) } }
                }
            }
        }
    }
}

impl What {
    fn key(&self) -> &'static str {
        match self {
            What::Recorded => "record-recorded",
            What::Corrected => "record-corrected",
            What::Withdrawn => "record-withdrawn",
        }
    }
}

fn value(text: Text, value: &Option<String>) -> String {
    value.clone().unwrap_or_else(|| text.say("record-unsaid"))
}

/// The name of who did it; what an import or a device did has none.
pub(super) fn who(text: Text, agent: Option<AccountId>, names: &BTreeMap<AccountId, String>) -> String {
    agent.and_then(|agent| names.get(&agent).cloned()).unwrap_or_else(|| text.say("record-nobody"))
}

/// A date and a time in the place.
pub(super) fn moment(locale: Locale, at: jiff::Timestamp, place: &network::Place) -> String {
    let local = place.zone.to_datetime(at);
    format!("{}, {}", date_words(locale, local.date()), time_words(locale, local.time()))
}
