//! Figures under load: questions that come at their own pace while counters record.
//!
//! Each question has its time, whether or not the one before it was answered, and its latency counts from that time: a server that
//! falls behind cannot hide it. Whoever asks shares the cores with the server.

use super::{pages, quantile, wire};
use crate::{Folder, Parts, Trouble, command::demo, service, simulation::Chance};
use clap::Args;
use figures::Figures;
use journal::Entry;
use kernel::{AccountId, DeviceKind};
use network::Place;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::{TcpListener, TcpStream};

/// Measures questions over HTTP on a prepared demonstration; what it records stays there, as simulated counters.
#[derive(Args)]
pub struct QuestionsBench {
    /// Dossier d’une démonstration préparée (`parvis demo --prepare-only`)
    #[arg(long, default_value = "parvis-demo")]
    data: PathBuf,
    /// Base PostgreSQL, à la place du fichier SQLite du dossier
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Questions offertes par seconde
    #[arg(long, default_value_t = 20)]
    rate: u64,
    /// Saisies offertes par seconde pendant ce temps
    #[arg(long, default_value_t = 50)]
    entries: u64,
    /// Durée, en secondes
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Une question de l’API à la fois, plutôt qu’un tableau de bord, qui en pose une trentaine
    #[arg(long)]
    single: bool,
}

/// Counters that record meanwhile.
const COUNTERS: usize = 10;

impl QuestionsBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = Folder::take(&self.data)?;
        let start = Instant::now();
        let parts = Parts::open(&folder, self.database_url.as_deref(), false).await?;
        let figures = parts.figures().await?;
        let facts = figures.look(tally::Tally::total);
        say!(
            "{facts} faits, prêts {:.2} s après l’ouverture ; mémoire {} Mo.",
            start.elapsed().as_secs_f64(),
            pages::resident()
        );
        let router = service(&parts, &figures);
        let card = pages::card(&folder)?;
        let reader = pages::sign_in(&router, &card, "officer").await?;
        let agents = demo::agents(&parts).await?;
        let places: Vec<_> = parts.directory.now().places().cloned().collect();
        let mut counters = Vec::new();
        for place in places.iter().step_by(places.len().div_ceil(COUNTERS).max(1)) {
            let agent = agents.get(&place.row.id).and_then(|agents| agents.first()).copied();
            let agent = agent.ok_or_else(|| Trouble::Other("cette démonstration n’a pas d’agents".into()))?;
            let cookie = wire::enrolled(&parts, place.row.id, &router, DeviceKind::Counter).await?;
            counters.push((place.clone(), agent, cookie));
        }
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let following = tokio::spawn(figures.clone().follow());
        let served = tokio::spawn(async move {
            let _ = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await;
        });
        let begun = tokio::time::Instant::now() + Duration::from_millis(500);
        let recording: Vec<_> = (0..counters.len())
            .map(|number| {
                let (place, agent, cookie) = counters[number].clone();
                let pace = Duration::from_secs_f64(counters.len() as f64 / self.entries as f64);
                let count = self.entries * self.seconds / counters.len() as u64;
                let first = begun + pace.mul_f64(number as f64 / counters.len() as f64);
                tokio::spawn(record(parts.clone(), address, cookie, (place, agent), (first, pace, count)))
            })
            .collect();
        let asked = ask(address, &reader, &places, begun, (self.rate, self.seconds, self.single)).await?;
        let (mut times, mut refused) = (Vec::new(), 0);
        for counter in recording {
            let (theirs, errors) = counter.await.map_err(|error| Trouble::Other(error.to_string()))??;
            times.extend(theirs);
            refused += errors;
        }
        served.abort();
        following.abort();
        say!("{:<28} {:>6} {:>8} {:>8} {:>8} {:>8}", "", "nombre", "p50 ms", "p95 ms", "p99 ms", "max ms");
        let all = asked.by_kind.values().flatten().copied().collect();
        for (name, mut times) in asked.by_kind.into_iter().chain([("toutes les questions", all), ("saisies", times)]) {
            times.sort_by(f64::total_cmp);
            let [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1.0].map(|share| quantile(&times, share));
            say!("{name:<28} {:>6} {p50:>8.1} {p95:>8.1} {p99:>8.1} {max:>8.1}", times.len());
        }
        say!(
            "{} questions sans réponse, {refused} saisies non acceptées ; mémoire {} Mo.",
            asked.errors,
            pages::resident()
        );
        finish(&parts, &figures).await
    }
}

async fn finish(parts: &Parts, figures: &Figures) -> Result<(), Trouble> {
    figures.catch_up().await.map_err(|error| Trouble::Other(error.to_string()))?;
    figures.keep().await?;
    parts.app.db.close().await;
    Ok(())
}

struct Asked {
    by_kind: BTreeMap<&'static str, Vec<f64>>,
    errors: u64,
}

/// Asks `rate` questions a second, each at its time, on a connection of its own.
async fn ask(
    address: SocketAddr,
    cookie: &str,
    places: &[Arc<Place>],
    begun: tokio::time::Instant,
    (rate, seconds, single): (u64, u64, bool),
) -> Result<Asked, Trouble> {
    let mut chance = Chance::of(&[seconds, rate]);
    let mut questions = Vec::new();
    for number in 0..rate * seconds {
        let due = begun + Duration::from_secs_f64(number as f64 / rate as f64);
        let (kind, path) = question(places, &mut chance, single);
        let cookie = cookie.to_owned();
        let asking = tokio::spawn(async move {
            tokio::time::sleep_until(due).await;
            let answered = wire::get(address, &path, &cookie).await;
            (answered, due.elapsed().as_secs_f64() * 1000.0)
        });
        questions.push((kind, asking));
    }
    let mut asked = Asked { by_kind: BTreeMap::new(), errors: 0 };
    for (kind, asking) in questions {
        match asking.await.map_err(|error| Trouble::Other(error.to_string()))? {
            (Ok(200), time) => asked.by_kind.entry(kind).or_default().push(time),
            _ => asked.errors += 1,
        }
    }
    Ok(asked)
}

/// A dashboard drawn, or one question of the API: seven in ten of one place, two of a département, one of everything.
fn question(places: &[Arc<Place>], chance: &mut Chance, single: bool) -> (&'static str, String) {
    const PERIODS: [(&str, &str, &str); 4] = [
        ("12m", "2025-11-01", "2026-10-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-q3", "2026-07-01", "2026-09-30"),
        ("2026-10", "2026-10-01", "2026-10-31"),
    ];
    let place = &places[chance.below(places.len())];
    let (period, from, to) = PERIODS[chance.below(PERIODS.len())];
    let (kind, ids) = match chance.weighted([0.7, 0.2, 0.1].into_iter()) {
        0 => ("un lieu", vec![place.row.id.to_string()]),
        1 => {
            let near = places.iter().filter(|other| other.row.department == place.row.department);
            ("un département", near.map(|place| place.row.id.to_string()).collect())
        }
        _ => ("tout le réseau", Vec::new()),
    };
    let places = ids.join(",");
    if !single {
        return (kind, format!("/figures?period={period}&place={places}"));
    }
    const BY: [&str; 6] = ["theme", "operator", "month", "act", "outcome", "support"];
    let by = BY[chance.below(BY.len())];
    (kind, format!("/api/v1/figures?measure=requests&by={by}&from={from}&to={to}&place={places}"))
}

/// A counter: visits with a request each, an entry at a time, each at its time.
async fn record(
    parts: Parts,
    address: SocketAddr,
    cookie: String,
    (place, agent): (Arc<Place>, AccountId),
    (first, pace, count): (tokio::time::Instant, Duration, u64),
) -> Result<(Vec<f64>, u64), Trouble> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut times, mut refused, mut visit) = (Vec::new(), 0, None);
    for number in 0..count {
        let due = first + pace * u32::try_from(number).unwrap_or(u32::MAX);
        tokio::time::sleep_until(due).await;
        let (kind, body) = match (number % 3, visit) {
            (1, Some(visit)) => (
                "request.recorded",
                json!({"visit": visit, "theme": "electricite.facture", "operator": "edf", "acts": ["explain"], "minutes": 6}),
            ),
            (2, Some(visit)) => ("visit.closed", json!({"visit": visit})),
            _ => ("visit.opened", json!({"channel": "site"})),
        };
        let id = parts.app.new_id();
        let body = match body {
            Value::Object(body) => body,
            _ => Map::new(),
        };
        let entry = Entry { agent: Some(agent), ..Entry::here(id, place.row.id, kind, parts.app.clock.now(), body) };
        visit = if kind == "visit.opened" { Some(id) } else { visit };
        if wire::append(&mut stream, &cookie, &entry).await? {
            times.push(due.elapsed().as_secs_f64() * 1000.0);
        } else {
            refused += 1;
        }
    }
    Ok((times, refused))
}
