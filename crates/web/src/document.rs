//! What a browser is given once and keeps until it changes: its address names its content.

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

/// A document, written out as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// JSON.
    pub json: String,
    /// Names its content.
    pub hash: String,
}

/// Which content an address names.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    v: Option<String>,
}

impl Document {
    /// Writes a document out.
    ///
    /// # Panics
    /// If the content cannot be JSON: a map whose keys are not texts.
    pub fn of(content: &impl Serialize) -> Self {
        let json = serde_json::to_string(content).expect("texts and numbers are always JSON");
        let hash = blake3::hash(json.as_bytes()).to_hex()[..16].to_owned();
        Self { json, hash }
    }

    /// Where this content stands: another content has another address.
    pub fn url(&self, path: &str) -> String {
        format!("{path}?v={}", self.hash)
    }

    /// Answers with it. Under the address that names its content it may be kept for ever; under any other it is asked again each
    /// time, for the price of its tag.
    pub fn answer(&self, wanted: &Wanted, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.hash);
        let named = wanted.v.as_ref() == Some(&self.hash);
        let kept = if named { "private, max-age=31536000, immutable" } else { "private, no-cache" };
        let about = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, kept.to_owned())];
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            return (StatusCode::NOT_MODIFIED, about).into_response();
        }
        (about, [(header::CONTENT_TYPE, "application/json")], self.json.clone()).into_response()
    }
}
