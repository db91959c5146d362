//! The visitor's own page, by a code and nothing else: `GET /ticket` to type it, `GET /ticket/{code}` to read it,
//! `GET /ticket/{code}/live` to follow it, `POST /ticket/{code}/departure` to leave.

mod draw;
mod live;

use crate::{Here, shell::language};
use accounts::Visitor;
use axum::{
    extract::{FromRequestParts, Path, RawQuery, State},
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use draw::Trouble;
use kernel::{EntryId, RefusalKind};
use network::Place;
use reception::queue::Code;
use std::sync::Arc;
use web::{Context, Error, Fields, PublicText, parts::encode};

pub(crate) use live::follow;

/// Where a code leads.
pub(crate) fn path(code: &Code) -> String {
    format!("/ticket/{}", code.plain())
}

pub(crate) async fn form(
    State(_): State<Here>,
    context: Context,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let asked = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let text = PublicText { language: language(&asked, &headers) };
    let Some(typed) = asked.optional("code") else { return draw::form(&context, text, "", None) };
    // What cannot be a code is still looked at there, so that it is counted like any wrong one.
    let typed = Code::parse(typed).map_or_else(|| encode(typed).replace('/', "%2F"), |code| code.plain().to_owned());
    Redirect::to(&format!("/ticket/{typed}?lang={}", text.language.tag())).into_response()
}

/// A ticket that was found by the code in the address, for whoever reads in some language. Where there is none, the answer is the
/// page that asks for another code.
pub(crate) struct Found {
    place: Arc<Place>,
    visit: EntryId,
    code: Code,
    text: PublicText,
    /// The address they ask from.
    client: String,
}

impl FromRequestParts<Here> for Found {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, here: &Here) -> Result<Self, Response> {
        let context = Context::from_request_parts(parts, here).await.map_err(IntoResponse::into_response)?;
        let visitor = Visitor::from_request_parts(parts, here).await.map_err(IntoResponse::into_response)?;
        let Path(typed) = Path::<String>::from_request_parts(parts, here).await.map_err(IntoResponse::into_response)?;
        let asked = Fields::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let text = PublicText { language: language(&asked, &parts.headers) };
        let trouble = match here.visitors.find(&visitor.client, &typed).await {
            Ok(found) => match found.zip(Code::parse(&typed)) {
                Some(((place, visit), code)) => {
                    let Visitor { client, .. } = visitor;
                    return Ok(Self { place, visit, code, text, client });
                }
                None => Trouble::Unknown,
            },
            Err(Error::Refused(refusal)) if refusal.kind == RefusalKind::TooMany => {
                let minutes = refusal.arguments.iter().find(|(name, _)| *name == "minutes");
                Trouble::TooMany(minutes.and_then(|(_, minutes)| minutes.parse().ok()).unwrap_or(1))
            }
            Err(other) => return Err(other.into_response()),
        };
        let status = match trouble {
            Trouble::Unknown => StatusCode::NOT_FOUND,
            Trouble::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        };
        Err((status, draw::form(&context, text, &typed, Some(&trouble))).into_response())
    }
}

pub(crate) async fn page(State(here): State<Here>, context: Context, found: Found) -> web::Result<Response> {
    let standing = here.visitors.standing(&found.place, found.visit).await?;
    let standing = standing.ok_or_else(kernel::Refusal::missing)?;
    Ok(draw::page(&context, found.text, &found.place, &found.code, &standing))
}

pub(crate) async fn leave(State(here): State<Here>, found: Found) -> web::Result<Response> {
    here.visitors.leave(&found.place, found.visit).await?;
    Ok(Redirect::to(&format!("{}?lang={}", path(&found.code), found.text.language.tag())).into_response())
}
