//! An offered load over HTTP: each entry has its time, whether or not the one before it was answered.

use super::{journal::Ground, quantile};
use crate::{Trouble, service};
use serde_json::json;
use std::{collections::HashSet, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};

/// Offers `rate` entries a second for `seconds` from `clients` connections; says the latencies and checks that nothing was
/// lost and nothing is there twice.
pub(super) async fn run(ground: &Ground, rate: u64, seconds: u64, clients: usize) -> Result<(), Trouble> {
    let figures = ground.parts.figures().await?;
    let router = service(&ground.parts, &figures);
    let cookie = enrolled(ground, &router).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let served = tokio::spawn(async move {
        let _ = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await;
    });
    let total = usize::try_from(rate * seconds).unwrap_or(usize::MAX);
    let mut lines: Vec<Vec<(Duration, journal::Entry)>> = vec![Vec::new(); clients];
    let mut line = 0;
    let mut offered = 0;
    for entry in ground.entries(total).into_iter().take(total) {
        // A visit's entries go through one connection, in order.
        if entry.kind == "visit.opened" {
            line = (line + 1) % clients;
        }
        lines[line].push((Duration::from_secs_f64(offered as f64 / rate as f64), entry));
        offered += 1;
    }
    let start = Instant::now() + Duration::from_millis(200);
    let tasks: Vec<_> =
        lines.into_iter().map(|line| tokio::spawn(client(address, cookie.clone(), start, line))).collect();
    let (mut latencies, mut accepted, mut errors) = (Vec::with_capacity(offered), HashSet::new(), 0);
    for task in tasks {
        for (id, result) in task.await.map_err(|error| Trouble::Other(error.to_string()))?? {
            match result {
                Some(latency) => {
                    latencies.push(latency.as_secs_f64() * 1000.0);
                    accepted.insert(id);
                }
                None => errors += 1,
            }
        }
    }
    let elapsed = start.elapsed().as_secs_f64();
    served.abort();
    let mut tx = ground.parts.app.db.read(&kernel::Actor::System("bench")).await?;
    let kept: Vec<(kernel::EntryId,)> = tx.all("select id from entry", db::values![]).await?;
    let distinct: HashSet<_> = kept.iter().map(|(id,)| *id).collect();
    let lost = accepted.iter().filter(|id| !distinct.contains(id)).count();
    latencies.sort_by(f64::total_cmp);
    say!(
        "  {} accusées en {elapsed:.1} s   p50 {:.1} ms   p95 {:.1} ms   p99 {:.1} ms   max {:.1} ms",
        accepted.len(),
        quantile(&latencies, 0.5),
        quantile(&latencies, 0.95),
        quantile(&latencies, 0.99),
        quantile(&latencies, 1.0)
    );
    say!("  {errors} erreurs, {lost} perdues, {} en double", kept.len() - distinct.len());
    Ok(())
}

/// One connection: sends each entry at its time, and measures from that time to the answer.
async fn client(
    address: SocketAddr,
    cookie: String,
    start: Instant,
    line: Vec<(Duration, journal::Entry)>,
) -> Result<Vec<(kernel::EntryId, Option<Duration>)>, Trouble> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut results = Vec::with_capacity(line.len());
    for (offset, entry) in line {
        let due = start + offset;
        tokio::time::sleep_until(due).await;
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
        let answer = answer(&mut stream).await?;
        results.push((entry.id, answer.contains("\"accepted\"").then(|| due.elapsed())));
    }
    Ok(results)
}

/// Reads one answer of known length.
async fn answer(stream: &mut TcpStream) -> Result<String, Trouble> {
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

/// Enrols a counter through the product's own door and gives its cookie.
async fn enrolled(ground: &Ground, router: &axum::Router) -> Result<String, Trouble> {
    use tower::ServiceExt;
    let app = &ground.parts.app;
    let mut tx = app.db.write(&kernel::Actor::System("bench")).await?;
    let place = ground.place.row.id;
    let code = accounts::create_device(&mut tx, app, place, kernel::DeviceKind::Counter, "Mesure").await?;
    tx.commit().await?;
    let mut request = axum::http::Request::post("/enrolment")
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(format!("code={}", code.code)))
        .map_err(|error| Trouble::Other(error.to_string()))?;
    let client = axum::extract::ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1)));
    request.extensions_mut().insert(client);
    let response = router.clone().oneshot(request).await.map_err(|error| Trouble::Other(error.to_string()))?;
    let cookies = response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookie = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.contains("device"));
    cookie
        .map(str::to_owned)
        .ok_or_else(|| Trouble::Other(format!("le poste n’a pas été inscrit ({})", response.status())))
}
