//! What a handler of this slice knows of a visitor besides the context: their session, their address, their browser.

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};
use uuid::Uuid;

/// The session of the request, when there is one. The sessions' layer puts it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Current {
    /// Its public name.
    pub id: Uuid,
    /// Whether a PIN opened it: it serves the counter and nothing else.
    pub by_pin: bool,
}

/// Who stands at the other end.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their session.
    pub current: Option<Current>,
    /// Their network address, for throttling: one household or one office counts as one.
    pub client: String,
    /// What their browser calls itself, in a few words.
    pub agent: String,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
        Ok(Self {
            current: parts.extensions.get().copied(),
            client: client(peer, &parts.headers),
            agent: browser(agent),
        })
    }
}

/// The client's address. Only a proxy on the same machine is believed when it says who asks, and only its own word, the last:
/// what stands before it was written by the visitor. An IPv6 office holds a whole /64.
fn client(peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    let Some(peer) = peer else { return String::new() };
    let told = || {
        headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    };
    let address = if peer.is_loopback() { told().unwrap_or(peer) } else { peer };
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).to_string(),
    }
}

/// « Firefox, Windows »: enough to know one's own browser in a list, too little to follow anybody.
fn browser(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    let program = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [program, system].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_who_the_nearest_trusted_end_says() {
        let headers =
            |value: &'static str| HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), value.parse().unwrap())]);
        let table = [
            ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
            ("127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "nonsense", "127.0.0.1"),
            ("::ffff:203.0.113.7", "", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ];
        for (peer, told, expected) in table {
            assert_eq!(client(Some(peer.parse().unwrap()), &headers(told)), expected, "{peer} {told}");
        }
    }

    #[test]
    fn a_browser_is_named_in_two_words() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome, Windows");
        assert_eq!(browser("curl/8"), "");
    }
}
