//! The layers around every route: who may come in, and what every answer carries.

use crate::{Context, Error, answer, form, page};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
};
use http_body_util::BodyExt;
use kernel::{Actor, DeviceKind, Refusal, RefusalKind, Right};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    set_header::SetResponseHeaderLayer,
};

/// What one must hold to be let in at a route. Where the right must hold is the handler's to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Public,
    /// An account.
    SignedIn,
    /// A right, somewhere.
    Right(Right),
    /// An enrolled counter, or an account that may record.
    Recorder,
    /// Any enrolled device, or an account that may record: what the hall may see.
    Hall,
}

impl Need {
    /// Whether an actor is let in.
    pub fn admits(self, actor: &Actor) -> bool {
        match (self, actor) {
            (Need::Public, _) => true,
            (Need::SignedIn, actor) => actor.person().is_some(),
            (Need::Right(right), actor) => actor.may_somewhere(right),
            // Nobody stands behind a kiosk or a screen: neither opens what a counter does.
            (Need::Recorder, Actor::Device(device)) => device.kind == DeviceKind::Counter,
            (Need::Hall, Actor::Device(_)) => true,
            (Need::Recorder | Need::Hall, actor) => actor.may_somewhere(Right::Record),
        }
    }
}

pub(crate) async fn guard(State(need): State<Need>, context: Context, request: Request, next: Next) -> Response {
    if need.admits(&context.actor) {
        return next.run(request).await;
    }
    let hall_device = context.actor.device().is_some_and(|device| device.kind != DeviceKind::Counter);
    if context.actor.person().is_some() || (hall_device && need == Need::Recorder) {
        // That the page exists is no secret; which records exist is, and handlers answer « missing » for those.
        return Error::Refused(Refusal::forbidden()).into_response();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if path.starts_with("/api/") || request.method() != axum::http::Method::GET {
        return Error::Refused(Refusal::new("sign-in-first", RefusalKind::SignInFirst)).into_response();
    }
    Redirect::to(&format!("/sign-in?next={}", page::encode(path))).into_response()
}

/// Everything that surrounds the routes, inside the sessions' layer: words for errors, then headers, limits, compression.
///
/// `sessions` puts the [`Context`] into the request; it stands outside of all that needs it.
pub fn outer_layers(router: Router) -> Router {
    router
        .layer(CatchPanicLayer::custom(|_| Error::Internal("a handler panicked".into()).into_response()))
        .layer(DefaultBodyLimit::max(4 * 1024 * 1024))
        .layer(CsrfLayer::new())
        .layer(from_fn(cut_short))
        .layer(from_fn(words))
}

/// Headers and compression, outside even of the sessions' layer.
pub fn headers(router: Router) -> Router {
    let set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router
        .layer(set(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "same-origin"))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"))
        .layer(set(header::CACHE_CONTROL, "no-store"))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(PATIENCE)))
}

/// How hard pages are packed: from here on, more patience costs far more than it saves.
const PATIENCE: i32 = 5;

/// Nothing but our own files; no inline script, no inline style, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A body that stopped half-way is no mistake of what was sent: devices send it again, people are told to.
async fn cut_short(request: Request, next: Next) -> Response {
    let broken = Arc::new(AtomicBool::new(false));
    let seen = broken.clone();
    let body = move |body: Body| {
        Body::new(body.map_err(move |error| {
            seen.store(true, Ordering::Relaxed);
            error
        }))
    };
    let response = next.run(request.map(body)).await;
    if broken.load(Ordering::Relaxed) { StatusCode::REQUEST_TIMEOUT.into_response() } else { response }
}

async fn words(context: Context, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    // An address that is no text is the address of nothing.
    let response = match form::is_text(request.uri().path()) {
        true => next.run(request).await,
        false => StatusCode::NOT_FOUND.into_response(),
    };
    if response.status() < StatusCode::BAD_REQUEST { response } else { answer::render(response, &context, api) }
}
