//! HTTP as a browser would speak it to this machine.

use crate::{Parts, Trouble};
use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use journal::Entry;
use kernel::{Actor, DeviceKind, PlaceId};
use serde_json::json;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tower::ServiceExt;

/// Sends an entry, and tells whether it was accepted.
pub(super) async fn append(stream: &mut TcpStream, cookie: &str, entry: &Entry) -> Result<bool, Trouble> {
    let body = json!({"entries": [{
        "id": entry.id, "v": entry.version, "place": entry.place, "kind": entry.kind,
        "at": entry.happened.to_string(), "agent": entry.agent, "body": entry.body,
    }]})
    .to_string();
    let request = format!(
        "POST /api/v1/journal HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    Ok(answer(stream).await?.contains("\"accepted\""))
}

/// Reads a page to its end on a connection of its own, compressed as for a browser; gives its status.
pub(super) async fn get(address: SocketAddr, path: &str, cookie: &str) -> Result<u16, Trouble> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let status = bytes.get(9..12).and_then(|status| std::str::from_utf8(status).ok()?.parse().ok());
    status.ok_or_else(|| Trouble::Other("le serveur a raccroché".into()))
}

/// Reads one answer of known length.
pub(super) async fn answer(stream: &mut TcpStream) -> Result<String, Trouble> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(Trouble::Other("le serveur a raccroché".into()));
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        if length.is_some_and(|length| body.len() >= length) {
            return Ok(text.into_owned());
        }
    }
}

/// Enrols a device through the product's own door and gives its cookie.
pub(super) async fn enrolled(
    parts: &Parts,
    place: PlaceId,
    router: &Router,
    kind: DeviceKind,
) -> Result<String, Trouble> {
    let app = &parts.app;
    let mut tx = app.db.write(&Actor::System("bench")).await?;
    let code = accounts::create_device(&mut tx, app, place, kind, "Mesure").await?;
    tx.commit().await?;
    let mut request = Request::post("/enrolment")
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("code={}", code.code)))
        .map_err(|error| Trouble::Other(error.to_string()))?;
    let client = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1)));
    request.extensions_mut().insert(client);
    let response = router.clone().oneshot(request).await.map_err(|error| Trouble::Other(error.to_string()))?;
    let cookies = response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookie = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.contains("device"));
    cookie
        .map(str::to_owned)
        .ok_or_else(|| Trouble::Other(format!("le poste n’a pas été inscrit ({})", response.status())))
}
