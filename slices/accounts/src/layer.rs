//! The sessions' layer: from two cookies to the [`Context`] of the request, by one read at the most.

use crate::{
    Accounts, Cookie, Current, policy,
    secret::digest,
    session::{ABSOLUTE, ABSOLUTE_SHARED, Fate, SEEN},
    store::{self, device::DeviceRow, session::Found},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use db::DbError;
use jiff::Timestamp;
use kernel::{Actor, Device, Grant, Person};
use network::Snapshot;
use std::sync::Arc;
use tower::ServiceExt;
use web::{Context, Locale, Text};

/// Puts the context into every request and the headers on every answer. `web::outer_layers` stands inside.
pub fn layer(accounts: &Accounts, router: Router) -> Router {
    web::headers(router.layer(from_fn_with_state(accounts.clone(), attend)))
}

async fn attend(State(accounts): State<Accounts>, mut request: Request, next: Next) -> Response {
    let secure = accounts.app.secure_cookies;
    let now = accounts.app.clock.now();
    let snapshot = accounts.directory.now();
    let mut context = Context {
        actor: Actor::Anonymous,
        text: Text { locale: wanted_locale(request.headers(), secure) },
        now,
        path: request.uri().path().to_owned(),
        demonstration: snapshot.demonstration(),
        network: snapshot.name().into(),
    };
    // Files of the interface are the same for everybody: no cookie is looked up for them.
    if context.path.starts_with("/assets/") {
        request.extensions_mut().insert(context);
        return next.run(request).await;
    }
    let shown = Shown::read(request.headers(), secure);
    let known = match recognise(&accounts, &snapshot, &shown, now).await {
        Ok(known) => known,
        Err(error) => {
            request.extensions_mut().insert(context);
            return fail(error, request).await;
        }
    };
    let cookie = keep_up(&accounts, &known, &shown, now).await.unwrap_or_else(|error| {
        // Somebody may still read when nothing can be written.
        tracing::warn!(%error, "a session could not be kept up");
        None
    });
    if let Some(session) = &known.session {
        context.text = Text { locale: Locale::preferred(&session.locale) };
        request.extensions_mut().insert(Current { id: session.id, by_pin: session.by_pin });
    }
    context.actor = known.actor(&snapshot, now);
    request.extensions_mut().insert(context);
    let mut response = next.run(request).await;
    // A handler that signs in or out has the last word.
    if let Some(cookie) = cookie.filter(|_| !Cookie::Session.is_set(response.headers(), secure)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The answer when not even the session can be read; `web` finds its words.
async fn fail(error: DbError, request: Request) -> Response {
    let (told, _) = web::Error::Db(error).into_response().into_parts();
    let router = Router::new().fallback(move || {
        let told = told.clone();
        async move { Response::from_parts(told, Body::empty()) }
    });
    web::outer_layers(router).oneshot(request).await.unwrap_or_else(|never| match never {})
}

fn wanted_locale(headers: &HeaderMap, secure: bool) -> Locale {
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    Locale::preferred(Cookie::Language.read(headers, secure).unwrap_or_else(accepted))
}

/// The tokens of a request, hashed.
struct Shown {
    session: Option<Vec<u8>>,
    device: Option<Vec<u8>>,
}

impl Shown {
    fn read(headers: &HeaderMap, secure: bool) -> Self {
        let read = |cookie: Cookie| cookie.read(headers, secure).map(|token| digest(token.as_bytes()));
        Self { session: read(Cookie::Session), device: read(Cookie::Device) }
    }
}

/// Whom they make known.
#[derive(Default)]
struct Known {
    device: Option<(DeviceRow, Arc<Device>)>,
    session: Option<Found>,
    grants: Vec<Grant>,
}

async fn recognise(accounts: &Accounts, snapshot: &Snapshot, shown: &Shown, now: Timestamp) -> Result<Known, DbError> {
    let mut known = Known::default();
    if shown.session.is_none() && shown.device.is_none() {
        return Ok(known);
    }
    let mut tx = accounts.app.db.read(&Actor::System("sessions")).await?;
    if let Some(hash) = &shown.device {
        let row = store::device::by_token(&mut tx, now, hash).await?;
        known.device = row.and_then(|row| {
            let device = Arc::new(policy::device(&row, snapshot)?);
            Some((row, device))
        });
    }
    if let Some(hash) = &shown.session {
        let found = store::session::find(&mut tx, hash).await?;
        known.session = found.filter(|found| known.serves(found, hash, now));
    }
    if let Some(session) = &known.session {
        known.grants = store::grant::grants_of(&mut tx, session.account).await?;
    }
    Ok(known)
}

impl Known {
    /// A session of a shared counter lives on that counter only.
    fn serves(&self, found: &Found, hash: &[u8], now: Timestamp) -> bool {
        let at_home = found.device.is_none_or(|home| self.device.as_ref().is_some_and(|(row, _)| row.id == home));
        at_home && found.fate(now, found.token_hash == hash, self.device.is_some()) != Fate::Over
    }

    fn actor(self, snapshot: &Snapshot, now: Timestamp) -> Actor {
        let device = self.device.map(|(_, device)| device);
        let Some(session) = self.session else { return device.map_or(Actor::Anonymous, Actor::Device) };
        let holding = policy::holding(&self.grants, snapshot, now);
        let grants = match &device {
            Some(device) if session.by_pin => policy::by_pin(&holding, device),
            _ => holding,
        };
        let (account, name, locale) = (session.account, session.name, session.locale);
        Actor::Person(Arc::new(Person { account, name, locale, grants, device }))
    }
}

/// Writes that the session and the device serve, once a minute, and gives the session a new token when its time has come.
async fn keep_up(
    accounts: &Accounts,
    known: &Known,
    shown: &Shown,
    now: Timestamp,
) -> Result<Option<HeaderValue>, DbError> {
    let shared = known.device.is_some();
    let hash = shown.session.as_deref().unwrap_or_default();
    let fate = known.session.as_ref().map_or(Fate::Serve, |found| found.fate(now, found.token_hash == hash, shared));
    let stale = |row: &DeviceRow| row.seen_at.is_none_or(|seen| now.duration_since(seen) >= SEEN);
    let device = known.device.as_ref().map(|(row, _)| row).filter(|row| stale(row));
    if device.is_none() && matches!(fate, Fate::Serve | Fate::Over) {
        return Ok(None);
    }
    let mut tx = accounts.app.db.write(&Actor::System("sessions")).await?;
    if let Some(row) = device {
        store::device::see(&mut tx, now, row.id).await?;
    }
    let mut cookie = None;
    match (&known.session, fate) {
        (Some(found), Fate::See) => {
            store::session::see(&mut tx, now, found.id, found.confirmed_at.unwrap_or(now)).await?;
        }
        (Some(found), Fate::Rotate) => {
            let token = accounts.app.secret(32);
            if store::session::rotate(&mut tx, now, found, hash, &digest(token.as_bytes())).await? {
                let left = found.ends_at(shared).duration_since(now).as_secs();
                cookie = Some(Cookie::Session.set(&token, left, accounts.app.secure_cookies));
            }
        }
        _ => {}
    }
    tx.commit().await?;
    Ok(cookie)
}

/// For how long a new session's cookie is kept, in seconds.
pub(crate) fn cookie_seconds(shared: bool) -> i64 {
    if shared { ABSOLUTE_SHARED.as_secs() } else { ABSOLUTE.as_secs() }
}
