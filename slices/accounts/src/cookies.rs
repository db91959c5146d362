//! The cookies we set, and how.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The token of a session.
    Session,
    /// The token of an enrolled device.
    Device,
    /// The language of somebody who has no account.
    Language,
}

impl Cookie {
    /// Its name. The `__Host-` prefix makes the browser refuse one set by a neighbouring host or over plain HTTP.
    pub fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Cookie::Session, false) => "parvis_session",
            (Cookie::Session, true) => "__Host-parvis_session",
            (Cookie::Device, false) => "parvis_device",
            (Cookie::Device, true) => "__Host-parvis_device",
            (Cookie::Language, _) => "parvis_language",
        }
    }

    /// What a request carries under that name.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let name = self.name(secure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, value)| *found == name && !value.is_empty())
            .map(|(_, value)| value)
    }

    /// Sets it for some seconds; zero takes it away. Our values are hexadecimal or language tags: nothing to escape.
    pub fn set(self, value: &str, seconds: i64, secure: bool) -> HeaderValue {
        let flag = if secure { "; Secure" } else { "" };
        let name = self.name(secure);
        let cookie = format!("{name}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{flag}", seconds.max(0));
        HeaderValue::try_from(cookie).expect("our cookies hold visible ASCII")
    }

    /// Whether an answer sets it already.
    pub fn is_set(self, headers: &HeaderMap, secure: bool) -> bool {
        let name = self.name(secure);
        let sets = |value: &HeaderValue| {
            value.to_str().is_ok_and(|value| value.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
        };
        headers.get_all(header::SET_COOKIE).iter().any(sets)
    }
}
