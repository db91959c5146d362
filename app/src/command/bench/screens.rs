//! Screens that follow the queue: what each costs the server, at rest, and how soon all have heard of an arrival.
//!
//! The server is a program of its own, so that what the screens cost here is not counted with what they cost there.

use super::{journal::Ground, quantile, wire};
use crate::{Trouble, service};
use clap::Args;
use journal::Entry;
use kernel::DeviceKind;
use serde_json::{Map, json};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

/// Measures what follows the queue.
#[derive(Args)]
pub struct ScreensBench {
    /// Dossier où mesurer (un dossier temporaire y est créé)
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Écrans qui suivent la file d’un lieu
    #[arg(long, default_value_t = 200)]
    clients: usize,
    /// Durée du repos, en secondes
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Arrivées annoncées
    #[arg(long, default_value_t = 30)]
    times: usize,
}

/// How long the server may take to do anything at all.
const PATIENCE: Duration = Duration::from_secs(10);
/// After which what was just done is over.
const CALM: Duration = Duration::from_secs(2);

impl ScreensBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = tempfile::Builder::new().prefix("parvis-bench-").tempdir_in(&self.folder)?;
        let data = folder.path().join("data");
        let (screens, counter, entries) = self.lay(&data).await?;
        let server = Server::start(&data).await?;
        warm(server.address, &screens[0]).await?;
        sleep(CALM).await;
        let before = server.memory()?;
        let (tell, mut told) = mpsc::unbounded_channel();
        for screen in screens {
            tokio::spawn(follow(server.address, screen, tell.clone()));
        }
        self.all(&mut told).await?;
        sleep(CALM).await;
        let each = (server.memory()? as f64 - before as f64) / self.clients as f64;
        say!("{} écrans : {each:.1} ko chacun dans le serveur ({before} ko sans eux).", self.clients);

        let work = server.work()?;
        sleep(Duration::from_secs(self.seconds)).await;
        let share = (server.work()? - work) / self.seconds as f64;
        say!("Au repos pendant {} s : {:.2} % d’un cœur.", self.seconds, share * 100.0);

        let mut stream = TcpStream::connect(server.address).await?;
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for entry in entries {
            let start = Instant::now();
            if !wire::append(&mut stream, &counter, &entry).await? {
                return Err(Trouble::Other("une arrivée n’a pas été acceptée".into()));
            }
            let heard = self.all(&mut told).await?;
            let since = |at: Option<&Instant>| at.map_or(f64::NAN, |at| (*at - start).as_secs_f64() * 1000.0);
            first.push(since(heard.first()));
            last.push(since(heard.last()));
            sleep(Duration::from_millis(200)).await;
        }
        first.sort_by(f64::total_cmp);
        last.sort_by(f64::total_cmp);
        say!(
            "Une arrivée, de son envoi au premier écran : p50 {:.0} ms ; à tous les écrans : p50 {:.0} ms, au plus {:.0} ms.",
            quantile(&first, 0.5),
            quantile(&last, 0.5),
            quantile(&last, 1.0)
        );
        Ok(())
    }

    /// A place with its screens and a counter, and those who will arrive.
    async fn lay(&self, data: &Path) -> Result<(Vec<String>, String, Vec<Entry>), Trouble> {
        let ground = Ground::lay(data.to_owned()).await?;
        let figures = ground.parts.figures().await?;
        let router = service(&ground.parts, &figures);
        let enrolled = |kind| wire::enrolled(&ground.parts, ground.place.row.id, &router, kind);
        let mut screens = Vec::with_capacity(self.clients);
        for _ in 0..self.clients {
            screens.push(enrolled(DeviceKind::Screen).await?);
        }
        let counter = enrolled(DeviceKind::Counter).await?;
        let now = ground.parts.app.clock.now();
        let arrival = || {
            let mut body = Map::new();
            body.insert("queue".into(), json!({}));
            let id = ground.parts.app.new_id();
            Entry {
                version: 2,
                agent: Some(ground.agent),
                ..Entry::here(id, ground.place.row.id, "visit.opened", now, body)
            }
        };
        let entries = (0..self.times).map(|_| arrival()).collect();
        ground.parts.app.db.close().await;
        Ok((screens, counter, entries))
    }

    /// Waits until each screen has heard once more; when each did, the earliest first.
    async fn all(&self, told: &mut mpsc::UnboundedReceiver<Instant>) -> Result<Vec<Instant>, Trouble> {
        let mut heard = Vec::with_capacity(self.clients);
        while heard.len() < self.clients {
            match timeout(PATIENCE, told.recv()).await {
                Ok(Some(at)) => heard.push(at),
                _ => return Err(Trouble::Other(format!("{} écrans sur {} ont entendu", heard.len(), self.clients))),
            }
        }
        Ok(heard)
    }
}

/// A server has always answered before: its connections to the database are open. Eight askers at a time leave little else.
async fn warm(address: SocketAddr, cookie: &str) -> Result<(), Trouble> {
    let askers = (0..8).map(|_| {
        let request = format!("GET /api/v1/queue HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            for _ in 0..25 {
                stream.write_all(request.as_bytes()).await?;
                wire::answer(&mut stream).await?;
            }
            Ok::<_, Trouble>(())
        })
    });
    for asker in askers.collect::<Vec<_>>() {
        asker.await.map_err(|error| Trouble::Other(error.to_string()))??;
    }
    Ok(())
}

/// A screen: says when it hears of the queue, until the server goes.
async fn follow(address: SocketAddr, cookie: String, tell: mpsc::UnboundedSender<Instant>) -> Result<(), Trouble> {
    const EVENT: &[u8] = b"event: queue";
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /api/v1/queue/live HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::with_capacity(4096);
    while stream.read_buf(&mut bytes).await? > 0 {
        while let Some(at) = bytes.windows(EVENT.len()).position(|window| window == EVENT) {
            bytes.drain(..at + EVENT.len());
            let _ = tell.send(Instant::now());
        }
        bytes.drain(..bytes.len().saturating_sub(EVENT.len() - 1));
    }
    Ok(())
}

/// The server, beside us; it ends with this.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    async fn start(data: &Path) -> Result<Self, Trouble> {
        let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--data").arg(data).arg("--listen").arg(address.to_string()).arg("--plain-http");
        let child = command.stdout(Stdio::null()).env_remove("DATABASE_URL").spawn()?;
        let server = Self { child, address };
        let start = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            if start.elapsed() > PATIENCE {
                return Err(Trouble::Other("le serveur n’a pas démarré".into()));
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(server)
    }

    /// Resident memory, in kilobytes.
    fn memory(&self) -> Result<u64, Trouble> {
        let status = self.read("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).ok_or_else(unknown)
    }

    /// Processor time so far, in seconds: the system counts it in hundredths.
    fn work(&self) -> Result<f64, Trouble> {
        let stat = self.read("stat")?;
        let (_, after_name) = stat.rsplit_once(')').ok_or_else(unknown)?;
        let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        let ticks: Result<Vec<_>, _> = ticks.collect();
        Ok(ticks.map_err(|_| unknown())?.iter().sum::<u64>() as f64 / 100.0)
    }

    fn read(&self, name: &str) -> Result<String, Trouble> {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).map_err(|_| unknown())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unknown() -> Trouble {
    Trouble::Other("ce système ne dit pas ce que coûte un programme : cette mesure veut Linux".into())
}
