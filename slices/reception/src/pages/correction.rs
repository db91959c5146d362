//! Corrections and withdrawals, appended to the journal like any other entry.

use super::{
    Here, form,
    record::{Forms, Named, Record, draw},
};
use crate::facts::{RequestFacts, VisitFacts};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use journal::{Answer, Entry, Sender, Status};
use kernel::{EntryId, Refusal, RefusalKind, Right};
use network::Place;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use web::{Context, Fields, FormErrors, Result, see_other};

pub(super) async fn correct(here: State<Here>, context: Context, at: Path<Named>, fields: Fields) -> Result<Response> {
    change(here, context, at, Change::Correction, fields).await
}

pub(super) async fn withdraw(here: State<Here>, context: Context, at: Path<Named>, fields: Fields) -> Result<Response> {
    change(here, context, at, Change::Withdrawal, fields).await
}

async fn change(
    State(here): State<Here>,
    context: Context,
    Path(named): Path<Named>,
    change: Change,
    fields: Fields,
) -> Result<Response> {
    let place = here.place(&context, named.place, Right::Record)?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let record = Record::find(&mut tx, named).await?;
    drop(tx);
    answer(&here, &context, &place, record, change, fields).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Correction,
    Withdrawal,
}

/// Appends the change and goes back to the record, or shows the form again with what is wrong.
async fn answer(
    here: &Here,
    context: &Context,
    place: &Arc<Place>,
    record: Record,
    change: Change,
    mut fields: Fields,
) -> Result<Response> {
    // The same form sent twice: the first time did it.
    let done_before = fields.get("entry") == record.entry().to_string();
    let appended = match entry(here, context, place, &record, change, &fields) {
        _ if done_before => Ok(()),
        Ok(entry) => {
            append(here, context, place, &entry).await?.map_err(|refusal| beside_its_field(refusal, change).into())
        }
        Err(errors) => Err(errors),
    };
    let errors = match appended {
        Ok(()) => {
            let done = if change == Change::Correction { "correction" } else { "withdrawal" };
            return Ok(see_other(&format!("{}?done={done}", record.path(place.row.id))).into_response());
        }
        Err(errors) => errors,
    };
    // The name was not consumed, but a mended form is another entry all the same.
    fields.set("entry", here.app.new_id().to_string());
    let forms = Forms { fields: &fields, errors: &errors, withdrawal: change == Change::Withdrawal };
    let tx = here.app.db.read(&context.actor).await?;
    draw(here, context, tx, place, record, forms, None).await
}

/// The entry of a form.
fn entry(
    here: &Here,
    context: &Context,
    place: &Place,
    record: &Record,
    change: Change,
    fields: &Fields,
) -> Result<Value, FormErrors> {
    let mut body = Map::new();
    body.insert("target".into(), record.id().to_string().into());
    let reason = fields.optional(if change == Change::Correction { "why" } else { "because" });
    if let Some(reason) = reason {
        body.insert("reason".into(), reason.into());
    }
    if change == Change::Correction {
        // A form that does not say what it was drawn from has seen nothing: it crosses whatever came between.
        let replaces: EntryId = fields.get("replaces").parse().unwrap_or(record.id());
        body.insert("replaces".into(), replaces.to_string().into());
        body.insert("facts".into(), Value::Object(facts(here, place, record, fields)?));
    }
    Ok(json!({
        "id": fields.get("entry").parse().unwrap_or_else(|_| here.app.new_id()),
        "v": 1,
        "place": place.row.id,
        "kind": if change == Change::Correction { "corrected" } else { "withdrawn" },
        "at": context.now.to_string(),
        "agent": context.actor.person().map(|person| person.account),
        "body": body,
    }))
}

fn facts(here: &Here, place: &Place, record: &Record, fields: &Fields) -> Result<Map<String, Value>, FormErrors> {
    let catalogue = here.catalogue.now();
    let beside = |refusal| FormErrors::from(beside_its_field(refusal, Change::Correction));
    match record {
        Record::Request(request, before) => {
            let mut errors = FormErrors::default();
            let typed = form::request_body(fields, request.visit, &mut errors);
            if !errors.is_empty() {
                return Err(errors);
            }
            let after = RequestFacts::read(&typed, &catalogue).map_err(beside)?.corrected_from(before);
            if after == *before && !request.contested { Err(unchanged()) } else { Ok(after.body(&catalogue)) }
        }
        Record::Visit(visit, before, _) => {
            let after = VisitFacts::read(&form::visit_body(fields), &place.stops).map_err(beside)?;
            if after == *before && !visit.contested { Err(unchanged()) } else { Ok(after.body()) }
        }
    }
}

/// Of two that crossed, one may be confirmed as it stands; otherwise a correction changes something.
fn unchanged() -> FormErrors {
    Refusal::invalid("correction-nothing").into()
}

async fn append(here: &Here, context: &Context, place: &Place, value: &Value) -> Result<Result<(), Refusal>> {
    let entry = match Entry::read(value) {
        Ok(entry) => entry,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let ours = Value::Object(entry.body.clone());
    // Somebody may look after another place than the one their browser is enrolled in: then the person alone sends.
    let device = context.actor.device().filter(|device| device.place == place.row.id).cloned();
    let sender = Sender { actor: context.actor.clone(), device };
    let mut answers = here.journal.append(&sender, context.now, vec![Ok(entry)]).await?;
    let Answer { status, refusal, standing, .. } = answers.remove(0);
    Ok(match status {
        Status::Accepted | Status::Known => Ok(()),
        // The same form sent twice, a moment later: it was done.
        Status::Conflict if standing.and_then(|body| serde_json::from_str::<Value>(&body).ok()) == Some(ours) => Ok(()),
        _ => {
            let conflict = || Refusal::new("entry-conflict", RefusalKind::Conflict);
            Err(refusal.map_or_else(conflict, |refusal| *refusal))
        }
    })
}

/// Puts a refusal of the journal beside the field it is about.
fn beside_its_field(refusal: Refusal, change: Change) -> Refusal {
    let argument =
        |name: &str| refusal.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let field = match refusal.code {
        "entry-minutes" => "minutes",
        "entry-month-closed" if change == Change::Correction => "why",
        "entry-month-closed" => "because",
        "entry-malformed" if argument("what") == Some("theme") => "theme",
        "entry-malformed" if argument("what") == Some("reason") => "reason",
        _ => return refusal,
    };
    refusal.field(field)
}
