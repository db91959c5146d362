//! The visitor's own page, by a code and nothing else: `GET /ticket` to type it, `GET /ticket/{code}` to read it,
//! `GET /ticket/{code}/live` to follow it, `POST /ticket/{code}/departure` to leave.

mod draw;
mod live;

use crate::{Here, shell::language};
use accounts::Visitor;
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use draw::Trouble;
use kernel::{EntryId, RefusalKind};
use network::Place;
use reception::queue::Code;
use std::sync::Arc;
use web::{Context, Error, Fields, PublicText, Result, parts::encode};

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

/// A ticket that was found by its code.
struct Found {
    place: Arc<Place>,
    visit: EntryId,
    code: Code,
}

impl Here {
    /// The ticket of a code, or the page that asks for another one.
    async fn ticket(
        &self,
        context: &Context,
        text: PublicText,
        visitor: &Visitor,
        typed: &str,
    ) -> Result<Result<Found, Response>> {
        let trouble = match self.visitors.find(&visitor.client, typed).await {
            Ok(found) => match found.zip(Code::parse(typed)) {
                Some(((place, visit), code)) => return Ok(Ok(Found { place, visit, code })),
                None => Trouble::Unknown,
            },
            Err(Error::Refused(refusal)) if refusal.kind == RefusalKind::TooMany => {
                let minutes = refusal.arguments.iter().find(|(name, _)| *name == "minutes");
                Trouble::TooMany(minutes.map_or_else(String::new, |(_, minutes)| minutes.clone()))
            }
            Err(other) => return Err(other),
        };
        let status = match trouble {
            Trouble::Unknown => StatusCode::NOT_FOUND,
            Trouble::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        };
        Ok(Err((status, draw::form(context, text, typed, Some(&trouble))).into_response()))
    }
}

pub(crate) async fn page(
    State(here): State<Here>,
    context: Context,
    visitor: Visitor,
    Path(typed): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let text = PublicText { language: language(&asked, &headers) };
    let found = match here.ticket(&context, text, &visitor, &typed).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let standing = here.visitors.standing(&found.place, found.visit).await?;
    let standing = standing.ok_or_else(kernel::Refusal::missing)?;
    Ok(draw::page(&context, text, &found.place, &found.code, &standing))
}

pub(crate) async fn leave(
    State(here): State<Here>,
    context: Context,
    visitor: Visitor,
    Path(typed): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = Fields::parse(query.as_deref().unwrap_or_default().as_bytes());
    let text = PublicText { language: language(&asked, &headers) };
    let found = match here.ticket(&context, text, &visitor, &typed).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    here.visitors.leave(&found.place, found.visit).await?;
    Ok(Redirect::to(&format!("{}?lang={}", path(&found.code), text.language.tag())).into_response())
}
