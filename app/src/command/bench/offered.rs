//! An offered load over HTTP: each entry has its time, whether or not the one before it was answered.

use super::{journal::Ground, quantile, wire};
use crate::{Trouble, service};
use kernel::DeviceKind;
use std::{collections::HashSet, net::SocketAddr, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::Instant,
};

/// Offers `rate` entries a second for `seconds` from `clients` connections; says the latencies and checks that nothing was
/// lost and nothing is there twice.
pub(super) async fn run(ground: &Ground, rate: u64, seconds: u64, clients: usize) -> Result<(), Trouble> {
    let figures = ground.parts.figures().await?;
    let router = service(&ground.parts, &figures);
    let cookie = wire::enrolled(&ground.parts, ground.place.row.id, &router, DeviceKind::Counter).await?;
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
        let accepted = wire::append(&mut stream, &cookie, &entry).await?;
        results.push((entry.id, accepted.then(|| due.elapsed())));
    }
    Ok(results)
}
