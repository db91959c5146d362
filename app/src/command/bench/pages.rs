//! The pages: what the server takes to make each, and what it weighs on the wire.

use super::quantile;
use crate::{Folder, Parts, Trouble, service};
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use clap::Args;
use std::{net::SocketAddr, path::PathBuf, time::Instant};
use tower::ServiceExt;

/// Measures pages on a prepared demonstration.
#[derive(Args)]
pub struct PagesBench {
    /// Dossier d’une démonstration préparée (`parvis demo --prepare-only`)
    #[arg(long, default_value = "parvis-demo")]
    data: PathBuf,
    /// Base PostgreSQL, à la place du fichier SQLite du dossier
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Mesures par page
    #[arg(long, default_value_t = 200)]
    times: usize,
}

/// Who looks, and at what.
const PAGES: [(&str, &str); 18] = [
    ("mediator", "/counter"),
    ("mediator", "/activity"),
    ("director", "/figures"),
    ("director", "/figures?period=2026"),
    ("officer", "/figures"),
    ("officer", "/figures?period=12m"),
    ("director", "/explore"),
    ("officer", "/explore"),
    ("officer", "/explore?measure=visits&by=week&period=12m&compare=year"),
    ("officer", "/explore?measure=requests&by=week,family&period=2025"),
    ("officer", "/explore?measure=requests&by=place,theme&period=12m&compare=network"),
    ("officer", "/explore?measure=waiting&by=weekday,hour&period=12m"),
    ("officer", "/explore?measure=visits&by=place&period=12m&compare=year"),
    ("officer", "/figures/quality"),
    ("officer", "/places"),
    ("officer", "/catalogue"),
    ("officer", "/api/v1/figures?measure=requests&by=family,month"),
    ("administrator", "/team"),
];

impl PagesBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = Folder::beside(&self.data)?;
        let start = Instant::now();
        let parts = Parts::open(&folder, self.database_url.as_deref(), false).await?;
        let figures = parts.figures().await?;
        let router = service(&parts, &figures);
        call(&router, get("/health", "")).await?;
        say!("Première réponse {:.2} s après l’ouverture ; mémoire {} Mo.", start.elapsed().as_secs_f64(), resident());
        let card = card(&folder)?;
        say!("{:<14} {:<52} {:>8} {:>8} {:>8} {:>9}", "qui", "page", "p50 ms", "p95 ms", "max ms", "octets");
        for (role, path) in PAGES {
            let cookie = sign_in(&router, &card, role).await?;
            let mut times = Vec::with_capacity(self.times);
            let mut bytes = 0;
            for _ in 0..self.times {
                let start = Instant::now();
                let response = call(&router, get(path, &cookie)).await?;
                let status = response.status();
                let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
                bytes = body.map_err(|error| Trouble::Other(error.to_string()))?.len();
                times.push(start.elapsed().as_secs_f64() * 1000.0);
                if !status.is_success() {
                    return Err(Trouble::Other(format!("{path} répond {status}")));
                }
            }
            times.sort_by(f64::total_cmp);
            let [p50, p95, max] = [0.5, 0.95, 1.0].map(|share| quantile(&times, share));
            say!("{role:<14} {path:<52} {p50:>8.2} {p95:>8.2} {max:>8.2} {bytes:>9}");
        }
        say!("Octets : corps compressé (br ou gzip), sans les fichiers du navigateur, gardés pour toujours.");
        Ok(())
    }
}

fn get(path: &str, cookie: &str) -> Request<Body> {
    let request =
        Request::get(path).header("host", "localhost").header("cookie", cookie).header("accept-encoding", "br");
    request.body(Body::empty()).expect("the pages' paths are well formed")
}

async fn call(router: &Router, mut request: Request<Body>) -> Result<Response<Body>, Trouble> {
    request.extensions_mut().insert(axum::extract::ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    router.clone().oneshot(request).await.map_err(|error| Trouble::Other(error.to_string()))
}

/// The accounts of a demonstration.
pub(super) fn card(folder: &Folder) -> Result<serde_json::Value, Trouble> {
    let file = folder.file("demo-card.json");
    let words = std::fs::read_to_string(&file).map_err(|error| Trouble::File { file, error })?;
    serde_json::from_str(&words).map_err(|error| Trouble::Other(error.to_string()))
}

pub(super) async fn sign_in(router: &Router, card: &serde_json::Value, role: &str) -> Result<String, Trouble> {
    let account = card["accounts"].as_array().into_iter().flatten().find(|account| account["role"] == role);
    let account = account.ok_or_else(|| Trouble::Other(format!("la carte n’a pas de compte {role}")))?;
    let field = |name: &str| web::parts::encode(account[name].as_str().unwrap_or_default());
    let request = Request::post("/sign-in")
        .header("host", "localhost")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(format!("email={}&password={}", field("email"), field("password"))))
        .expect("the form is well formed");
    let response = call(router, request).await?;
    let cookies = response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookies: Vec<_> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
    if cookies.is_empty() {
        return Err(Trouble::Other(format!("{role} n’a pas pu se connecter ({})", response.status())));
    }
    Ok(cookies.join("; "))
}

/// Resident memory in megabytes, where the system tells it.
pub(super) fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
