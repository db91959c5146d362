//! What programs and the counter's browser are given.

use crate::{Document, pages::Here};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::Context;

/// Which content the address names.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    v: Option<String>,
}

/// `GET /api/v1/catalogue`: the document of today. Under the address that names its content it may be kept for ever; under any
/// other it is asked again each time, for the price of its tag.
pub(crate) async fn catalogue(
    State(here): State<Here>,
    context: Context,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let document = here.catalogue.now().document(context.locale(), crate::today(context.now));
    answer(&document, &wanted, &headers)
}

/// `GET /api/v1/sheets`: all of them in one, kept in the same way.
pub(crate) async fn sheets(State(here): State<Here>, Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    answer(&here.catalogue.now().book(), &wanted, &headers)
}

fn answer(document: &Document, wanted: &Wanted, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", document.hash);
    let named = wanted.v.as_ref() == Some(&document.hash);
    let kept = if named { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    let about = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, kept.to_owned())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(header::CONTENT_TYPE, "application/json")], document.json.clone()).into_response()
}
