//! One visit or one request: its facts, its history, and the forms that correct or withdraw it.

use super::{
    Here, form, history,
    record_view::View,
    words::{Said, Words},
};
use crate::{
    Request, Visit,
    facts::{RequestFacts, VisitFacts},
    store,
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{AccountId, Day, EntryId, PlaceId, Refusal, Right};
use network::Place;
use serde::Deserialize;
use std::sync::Arc;
use web::{Context, Fields, FormErrors, Page, Result, Section};

/// What was just done, to say so.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    done: Option<String>,
}

/// What the address names.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Named {
    pub place: PlaceId,
    kind: NamedKind,
    id: EntryId,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NamedKind {
    Requests,
    Visits,
}

/// A record, either kind.
pub(super) enum Record {
    Request(Request, RequestFacts),
    Visit(Visit, VisitFacts, Vec<Request>),
}

impl Record {
    /// The record of an address.
    pub async fn find(tx: &mut db::Tx, Named { place, kind, id }: Named) -> Result<Self> {
        match kind {
            NamedKind::Requests => Self::request(tx, place, id).await,
            NamedKind::Visits => Self::visit(tx, place, id).await,
        }
    }

    async fn request(tx: &mut db::Tx, place: PlaceId, id: EntryId) -> Result<Self> {
        let found = store::requests(tx, place, &[id]).await?.pop().ok_or_else(Refusal::missing)?;
        let facts = RequestFacts::from(&found);
        Ok(Self::Request(found, facts))
    }

    async fn visit(tx: &mut db::Tx, place: PlaceId, id: EntryId) -> Result<Self> {
        let found = store::visits(tx, place, &[id]).await?.pop().ok_or_else(Refusal::missing)?;
        let mut requests = store::requests_of(tx, place, &[id]).await?;
        requests.sort_by_key(|request| request.at);
        let facts = VisitFacts::from(&found);
        Ok(Self::Visit(found, facts, requests))
    }

    pub fn id(&self) -> EntryId {
        match self {
            Record::Request(request, _) => request.id,
            Record::Visit(visit, ..) => visit.id,
        }
    }

    pub fn day(&self) -> Day {
        match self {
            Record::Request(request, _) => request.day,
            Record::Visit(visit, ..) => visit.day,
        }
    }

    /// The entry it was last made from.
    pub fn entry(&self) -> EntryId {
        match self {
            Record::Request(request, _) => request.entry,
            Record::Visit(visit, ..) => visit.entry,
        }
    }

    pub fn at(&self) -> jiff::Timestamp {
        match self {
            Record::Request(request, _) => request.at,
            Record::Visit(visit, ..) => visit.opened,
        }
    }

    pub fn agent(&self) -> Option<AccountId> {
        match self {
            Record::Request(request, _) => request.agent,
            Record::Visit(visit, ..) => visit.agent,
        }
    }

    pub fn withdrawn(&self) -> bool {
        match self {
            Record::Request(request, _) => request.withdrawn,
            Record::Visit(visit, ..) => visit.withdrawn,
        }
    }

    pub fn contested(&self) -> bool {
        match self {
            Record::Request(request, _) => request.contested,
            Record::Visit(visit, ..) => visit.contested,
        }
    }

    /// Its own address.
    pub fn path(&self, place: PlaceId) -> String {
        match self {
            Record::Request(request, _) => request_path(place, request.id),
            Record::Visit(visit, ..) => visit_path(place, visit.id),
        }
    }

    /// Its facts as the fields of its form.
    fn fields(&self, catalogue: &catalogue::Snapshot) -> Fields {
        match self {
            Record::Request(_, facts) => form::fields_of(&facts.body(catalogue)),
            Record::Visit(_, facts, _) => form::fields_of(&facts.body()),
        }
    }

    pub fn said(&self, words: Words<'_>) -> Vec<Said> {
        match self {
            Record::Request(request, facts) => words.request(facts, request.day),
            Record::Visit(_, facts, _) => words.visit(facts),
        }
    }

    pub fn title(&self, words: Words<'_>) -> String {
        match self {
            Record::Request(request, _) => words.labels().request(request.theme, request.operator, request.day),
            Record::Visit(..) => words.text.say("record-visit"),
        }
    }
}

/// Where a request is shown.
pub(super) fn request_path(place: PlaceId, id: EntryId) -> String {
    format!("/activity/{place}/requests/{id}")
}

/// Where a visit is shown.
pub(super) fn visit_path(place: PlaceId, id: EntryId) -> String {
    format!("/activity/{place}/visits/{id}")
}

pub(super) async fn page(
    State(here): State<Here>,
    context: Context,
    Path(named): Path<Named>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let place = here.place(&context, named.place, Right::SeeActivity)?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let record = Record::find(&mut tx, named).await?;
    show(&here, &context, tx, &place, record, asked.done.as_deref()).await
}

async fn show(
    here: &Here,
    context: &Context,
    tx: db::Tx,
    place: &Arc<Place>,
    record: Record,
    done: Option<&str>,
) -> Result<Response> {
    let catalogue = here.catalogue.now();
    let mut fields = record.fields(&catalogue);
    fields.set("replaces", record.entry().to_string());
    fields.set("entry", here.app.new_id().to_string());
    let forms = Forms { fields: &fields, errors: &FormErrors::default(), withdrawal: false };
    draw(here, context, tx, place, record, forms, done).await
}

/// What the forms of the page hold.
pub(super) struct Forms<'a> {
    pub fields: &'a Fields,
    pub errors: &'a FormErrors,
    /// Whether the errors are those of the withdrawal.
    pub withdrawal: bool,
}

/// Draws the page; refused forms come back filled in.
pub(super) async fn draw(
    here: &Here,
    context: &Context,
    mut tx: db::Tx,
    place: &Arc<Place>,
    record: Record,
    forms: Forms<'_>,
    done: Option<&str>,
) -> Result<Response> {
    let (text, catalogue) = (context.text, here.catalogue.now());
    let words = Words { text, catalogue: &catalogue, place };
    let steps = history::steps(words, journal::history(&mut tx, place.row.id, record.id()).await?, record.day());
    let mut names = history::names(&mut tx, &steps).await?;
    names.extend(accounts::names(&mut tx, &record.agent().into_iter().collect::<Vec<_>>()).await?);
    let month = store::month_of(record.day());
    let closed = store::closed_months(&mut tx, place.row.id).await?.into_iter().any(|closed| closed.month == month);
    drop(tx);
    let view = View { context, place, words, record: &record, steps: &steps, names: &names, closed };
    let status = if forms.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(context, record.title(words)).section(Section::Activity).at(place.row.short_name.clone());
    Ok((status, page.style("activity.css").draw(view.markup(&forms, done))).into_response())
}
