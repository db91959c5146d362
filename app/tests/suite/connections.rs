//! Who stops half-way is let go, who is only slow is waited for, and who listens is left alone.

use crate::{house, support};
use kernel::{Actor, DeviceKind};
use parvis::{Patience, answer, service};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, timeout},
};

const PATIENCE: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(20);

/// A program that has little patience, and the cookie of a counter.
async fn served() -> (SocketAddr, String, testkit::Store) {
    let (parts, _, store) = house::parts().await;
    let place = parts.directory.now().places().next().unwrap().row.id;
    let mut tx = parts.app.db.write(&Actor::System("test")).await.unwrap();
    let device = accounts::create_device(&mut tx, &parts.app, place, DeviceKind::Counter, "Essai").await.unwrap();
    tx.commit().await.unwrap();
    let router = service(&parts, &parts.figures().await.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(answer(listener, router, Patience { head: PATIENCE, body: PATIENCE }, std::future::pending()));
    let form = "application/x-www-form-urlencoded";
    let code = format!("code={}", device.code);
    let enrolled = tokio::task::spawn_blocking(move || {
        support::exchange(address.port(), "POST", "/enrolment", "", form, &code).unwrap().cookies()
    });
    (address, enrolled.await.unwrap(), store)
}

/// Sends the pieces, resting before each but the first; gives all that comes back until the server lets go.
async fn told(address: SocketAddr, pieces: &[&str], rest: Duration) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            sleep(rest).await;
        }
        stream.write_all(piece.as_bytes()).await.unwrap();
    }
    let mut bytes = Vec::new();
    // A connection that is cut while something is unread may end in a reset.
    let _ = timeout(LONG, stream.read_to_end(&mut bytes)).await.expect("the server lets go");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn post(path: &str, cookie: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_stops_half_way_is_let_go() {
    let (address, ..) = served().await;
    for head in ["", "G", "GET /about HTTP/1.1\r\nHost: loc"] {
        let start = Instant::now();
        let answer = told(address, &[head], Duration::ZERO).await;
        assert!(start.elapsed() >= PATIENCE && !answer.contains(" 200 "), "{head}: {answer}");
    }
    // Nor does a drop now and then win more time.
    let drops = ["GET /about HTTP/1.1\r\nX: ", "a", "a", "a", "a", "a", "a"];
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut cut = false;
    for drop in drops {
        cut |= stream.write_all(drop.as_bytes()).await.is_err();
        sleep(PATIENCE / 2).await;
    }
    let mut bytes = Vec::new();
    let _ = timeout(Duration::from_millis(50), stream.read_to_end(&mut bytes)).await.map_err(|_| assert!(cut));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stops_half_way_is_told_that_it_took_too_long() {
    let (address, cookie, _store) = served().await;
    let page = told(address, &[&post("/sign-in", "", 400), "email=a"], Duration::ZERO).await;
    assert!(page.starts_with("HTTP/1.1 408 ") && page.contains("a pris trop de temps"), "{page}");
    // Devices take it for a silence, not for a refusal of what they bring.
    let problem = told(address, &[&post("/api/v1/journal", &cookie, 400), "{\"entries\":["], Duration::ZERO).await;
    assert!(problem.starts_with("HTTP/1.1 408 ") && problem.contains("\"code\":\"too-slow\""), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_slowly_is_waited_for() {
    let (address, cookie, _store) = served().await;
    let mut pieces = vec![post("/api/v1/journal", &cookie, 14)];
    pieces.extend(["{\"en", "tri", "es", "\":", "[]}"].map(String::from));
    let pieces: Vec<_> = pieces.iter().map(String::as_str).collect();
    let answer = told(address, &pieces, PATIENCE / 2).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_listens_is_left_alone() {
    let (address, cookie, _store) = served().await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /api/v1/queue/live HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    let mut heard = Vec::new();
    while start.elapsed() < PATIENCE * 4 {
        if let Ok(read) = timeout(PATIENCE, stream.read_buf(&mut heard)).await {
            assert!(read.unwrap() > 0, "cut after {}", String::from_utf8_lossy(&heard));
        }
    }
    let heard = String::from_utf8_lossy(&heard);
    assert!(heard.starts_with("HTTP/1.1 200 ") && heard.contains("\ndata:"), "{heard}");
}
