//! Errors become answers here and nowhere else: a page with a sentence for people, a problem document for programs.

use crate::{Context, Text, page};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use db::DbError;
use kernel::{Refusal, RefusalKind};
use serde::Serialize;

/// The result of a handler.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a handler did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The action said no, in a way a person can act on.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Anything else: the words go to the log, never to the visitor.
    #[error("{0}")]
    Internal(String),
}

/// What an error leaves in the response for [`render`] to say in the visitor's language.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub refusal: Refusal,
}

impl Error {
    /// The status and the words of an answer; what no visitor can act on goes to the log.
    pub fn told(self) -> (StatusCode, Refusal) {
        match self {
            Error::Refused(refusal) => (status(refusal.kind), refusal),
            Error::Db(error @ (DbError::Away(_) | DbError::Contention | DbError::Locked)) => {
                tracing::warn!(%error, "database away");
                (StatusCode::SERVICE_UNAVAILABLE, Refusal::invalid("database-away"))
            }
            Error::Db(DbError::Full) => {
                tracing::error!("disk full");
                (StatusCode::INSUFFICIENT_STORAGE, Refusal::invalid("disk-full"))
            }
            Error::Db(error) => {
                tracing::error!(?error, "database error");
                (StatusCode::INTERNAL_SERVER_ERROR, Refusal::invalid("internal"))
            }
            Error::Internal(words) => {
                tracing::error!(words, "internal error");
                (StatusCode::INTERNAL_SERVER_ERROR, Refusal::invalid("internal"))
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, refusal) = self.told();
        let mut response = status.into_response();
        if refusal.kind == RefusalKind::TooMany {
            response.headers_mut().insert(header::RETRY_AFTER, retry_after(&refusal).into());
        }
        response.extensions_mut().insert(Told { refusal });
        response
    }
}

/// After how many seconds to ask again what was asked too often: what its sentence says, else soon.
fn retry_after(refusal: &Refusal) -> u64 {
    let said = refusal.arguments.iter().find(|(name, _)| *name == "minutes");
    said.and_then(|(_, minutes)| minutes.parse::<u64>().ok()).map_or(30, |minutes| minutes * 60)
}

/// The HTTP status of a refusal.
pub(crate) fn status(kind: RefusalKind) -> StatusCode {
    match kind {
        RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalKind::Missing => StatusCode::NOT_FOUND,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::SignInFirst => StatusCode::UNAUTHORIZED,
        RefusalKind::Conflict => StatusCode::CONFLICT,
        RefusalKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize)]
pub struct Problem {
    /// Names the kind of problem: `urn:parvis:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sentence, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable word of the refusal.
    pub code: &'static str,
}

/// Says a refused answer in words: a problem document under `/api/`, a page elsewhere.
pub(crate) fn render(response: Response, context: &Context, api: bool) -> Response {
    let refusal = match response.extensions().get::<Told>() {
        Some(told) => told.refusal.clone(),
        None => match bare(&response) {
            Some(refusal) => refusal,
            None => return response,
        },
    };
    let status = response.status();
    let sentence = context.text.refusal(&refusal);
    let mut answer = if api {
        let kind = format!("urn:parvis:problem:{}", refusal.code);
        let problem = Problem { kind, title: sentence, status: status.as_u16(), code: refusal.code };
        let mut answer = (status, Json(problem)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        answer
    } else {
        (status, page::error_page(context, status.as_u16(), &title(context.text, status), &sentence)).into_response()
    };
    // What the first answer carried besides (an expired cookie, Retry-After) goes along.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            answer.headers_mut().append(name, value.clone());
        }
    }
    answer
}

/// Answers that the framework made without words: an unknown path, a wrong method, a body that could not be read.
fn bare(response: &Response) -> Option<Refusal> {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    if !plain {
        return None;
    }
    let code = match response.status() {
        StatusCode::NOT_FOUND => "missing",
        StatusCode::METHOD_NOT_ALLOWED => "wrong-method",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::FORBIDDEN => "cross-origin",
        StatusCode::REQUEST_TIMEOUT => "too-slow",
        status if status.is_client_error() => "malformed",
        status if status.is_server_error() => "internal",
        _ => return None,
    };
    Some(Refusal::invalid(code))
}

fn title(text: Text, status: StatusCode) -> String {
    text.say(match status {
        StatusCode::NOT_FOUND => "error-missing",
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "error-forbidden",
        StatusCode::SERVICE_UNAVAILABLE => "error-away",
        status if status.is_server_error() => "error-internal",
        _ => "error-refused",
    })
}

/// Sends the browser to another page after a form was taken.
pub fn see_other(to: &str) -> Redirect {
    Redirect::to(to)
}
