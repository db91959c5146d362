//! What programs and the counter's browser are given.

use crate::pages::Here;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use web::{Context, Wanted};

/// `GET /api/v1/catalogue`: the document of today.
pub(crate) async fn catalogue(
    State(here): State<Here>,
    context: Context,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    here.catalogue.now().document(context.locale(), crate::today(context.now)).answer(&wanted, &headers)
}

/// `GET /api/v1/sheets`: all of them in one.
pub(crate) async fn sheets(State(here): State<Here>, Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    here.catalogue.now().book().answer(&wanted, &headers)
}
