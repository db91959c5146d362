//! What a handler knows of the request at hand: who asks, in which language, when.

use crate::{Error, Locale, Text};
use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;
use kernel::{Actor, Refusal, Right, Whereabouts};

/// The context of a request. The sessions' layer puts it there; without one, the actor is anonymous.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who asks.
    pub actor: Actor,
    /// The language of the answer.
    pub text: Text,
    /// The instant of the request.
    pub now: Timestamp,
    /// The path asked for, to mark the current menu entry.
    pub path: String,
    /// Whether the installation is a demonstration: every page says so.
    pub demonstration: bool,
    /// The name of the network.
    pub network: std::sync::Arc<str>,
}

impl Context {
    /// Refuses unless the actor holds a right over a target. What one may not see looks as if it did not exist.
    pub fn require(&self, right: Right, target: Whereabouts) -> Result<(), Refusal> {
        if self.actor.may(right, target) { Ok(()) } else { Err(Refusal::missing()) }
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.text.locale
    }
}

impl<S: Sync> FromRequestParts<S> for Context {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts
            .extensions
            .get::<Context>()
            .cloned()
            .ok_or(Error::Internal("a route stands outside the sessions' layer".into()))
    }
}
