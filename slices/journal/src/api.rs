//! `POST /api/v1/journal` and `GET /api/v1/journal/head`.

use crate::{Answer, Entry, Journal, MOST_ENTRIES, Sender};
use axum::{Json, body::Bytes, extract::State};
use kernel::{Refusal, RefusalKind, Right};
use serde_json::{Value, json};
use web::{Context, Need, Result, Routed, Routes};

/// The journal's routes.
pub fn routes(journal: Journal) -> Routed {
    Routes::new()
        .post("/api/v1/journal", Need::Recorder, append)
        .get("/api/v1/journal/head", Need::Recorder, head)
        .with_state(journal)
}

async fn append(State(journal): State<Journal>, context: Context, body: Bytes) -> Result<Json<Value>> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| Refusal::invalid("journal-not-json"))?;
    let entries =
        body.get("entries").and_then(Value::as_array).ok_or_else(|| Refusal::invalid("journal-no-entries"))?;
    if entries.len() > MOST_ENTRIES {
        let refusal = Refusal::new("journal-too-many", RefusalKind::TooLarge).with("most", MOST_ENTRIES);
        return Err(refusal.into());
    }
    let read = entries.iter().map(|value| {
        let id = value.get("id").and_then(Value::as_str).map(|id| id.chars().take(36).collect());
        journal.unseal(value).and_then(|value| Entry::read(&value)).map_err(|refusal| Answer::refused(id, refusal))
    });
    let answers = journal.append(&Sender::of(&context.actor), context.now, read.collect()).await?;
    let results: Vec<_> = answers.iter().map(|answer| answer.json(context.text)).collect();
    Ok(Json(json!({"lineage": journal.lineage(), "now": context.now.to_string(), "results": results})))
}

async fn head(State(journal): State<Journal>, context: Context) -> Result<Json<Value>> {
    let mut tx = journal.db.read(&context.actor).await?;
    let network = journal.directory.now();
    let mine = |place| match context.actor.device() {
        Some(device) => device.place == place,
        None => network.place(place).is_some_and(|place| context.actor.may(Right::Record, place.whereabouts())),
    };
    let heads = crate::heads(&mut tx).await?;
    let sequences: serde_json::Map<_, _> = heads
        .into_iter()
        .filter(|(place, _)| mine(*place))
        .map(|(place, last)| (place.to_string(), last.into()))
        .collect();
    Ok(Json(json!({"lineage": journal.lineage(), "now": context.now.to_string(), "sequence": sequences})))
}
