//! `parvis serve`: listens, serves, follows the journal, stops cleanly.

use super::{Where, posting::Posting};
use crate::{Folder, Parts, Trouble, service};
use axum::Router;
use clap::Args;
use db::DbError;
use figures::Figures;
use kernel::Actor;
use std::{io::ErrorKind, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// Serves an installation.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    place: Where,
    /// Adresse d’écoute
    #[arg(long, default_value = "127.0.0.1:8000", env = "PARVIS_LISTEN")]
    listen: SocketAddr,
    /// Le navigateur parle en HTTP simple à cette adresse (essais sur cette machine) : les cookies ne sont pas réservés à HTTPS
    #[arg(long)]
    plain_http: bool,
    #[command(flatten)]
    posting: Posting,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = Folder::take(&self.place.data)?;
        let listener = listen(self.listen).await?;
        let post = self.posting.post()?;
        let mut parts = Parts::open(&folder, self.place.database_url.as_deref(), !self.plain_http).await?;
        if let Some(post) = post {
            parts.mail = parts.mail.through(post);
        }
        let figures = parts.figures().await?;
        say!("Parvis écoute sur http://{}", self.listen);
        serve(listener, &parts, figures).await
    }
}

/// Takes the address, before anything that takes time.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, Trouble> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Trouble::PortTaken(address.to_string()),
        _ => Trouble::Listen { address: address.to_string(), error },
    })
}

/// How long what is under way may take to end once the program is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Serves until the program is told to stop, then lets what is under way end.
pub(super) async fn serve(listener: TcpListener, parts: &Parts, figures: Figures) -> Result<(), Trouble> {
    let router: Router = service(parts, &figures);
    let following = tokio::spawn(figures.clone().follow());
    let keeping = tokio::spawn(keep_up(parts.clone()));
    let releasing = tokio::spawn(parts.releases.clone().work());
    let posting = tokio::spawn(parts.mail.clone().work());
    let writing = tokio::spawn(parts.digests(&figures).work());
    let watching = tokio::spawn(parts.watch(&figures).work());
    let listening = tokio::spawn(parts.needs(&figures).work());
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (tell, told) = tokio::sync::oneshot::channel();
    let stopping = async {
        told_to_stop().await;
        let _ = tell.send(());
    };
    let served = tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(stopping) => served,
        // A call screen listens for ever: it is cut, and comes back by itself when the program does.
        () = async { let _ = told.await; tokio::time::sleep(LAST_WORDS).await } => Ok(()),
    };
    for task in [following, keeping, releasing, posting, writing, watching, listening] {
        task.abort();
    }
    if let Err(error) = figures.keep().await {
        tracing::warn!(%error, "the tally's snapshot was not written");
    }
    parts.app.db.close().await;
    Ok(served?)
}

/// What another server or a command changed is read again, and what is over is forgotten.
async fn keep_up(parts: Parts) {
    const REFRESH: Duration = Duration::from_secs(30);
    const PURGE_EVERY: u32 = 120;
    let mut turn: u32 = 0;
    loop {
        tokio::time::sleep(REFRESH).await;
        turn = turn.wrapping_add(1);
        let kept: Result<(), DbError> = async {
            parts.directory.refresh(&parts.app.db).await?;
            parts.catalogue.refresh(&parts.app.db).await?;
            if turn.is_multiple_of(PURGE_EVERY) {
                let mut tx = parts.app.db.write(&Actor::System("purge")).await?;
                accounts::purge(&mut tx, parts.app.clock.now()).await?;
                mail::forget(&mut tx, parts.app.clock.now()).await?;
                tx.commit().await?;
                reception::queue::forget_codes(&parts.app).await?;
                reception::queue::close_overnight(&parts.app, &parts.directory, &parts.journal).await?;
                reception::refresh_favourites(&parts.app, &parts.directory, &parts.catalogue).await?;
            }
            Ok(())
        }
        .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "the network and the catalogue were not read again");
        }
    }
}

async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
