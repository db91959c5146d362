//! What every command and the server are made of, opened in order.

use crate::{Folder, Trouble};
use accounts::Accounts;
use catalogue::Catalogue;
use db::Db;
use digests::{Digests, StopCodes};
use figures::Figures;
use journal::Journal;
use kernel::{Actor, SystemClock, SystemRandomness};
use mail::Mail;
use needs::Needs;
use network::Directory;
use reception::queue::{Live, Visitors, code_secret};
use releases::Releases;
use std::{path::PathBuf, sync::Arc};
use watch::Watch;
use web::App;

/// An opened installation.
#[derive(Clone)]
pub struct Parts {
    /// The database, the clock, the randomness.
    pub app: App,
    /// The network.
    pub directory: Directory,
    /// Themes and operators.
    pub catalogue: Catalogue,
    /// Sign-in, sessions, devices.
    pub accounts: Accounts,
    /// The record.
    pub journal: Journal,
    /// Those who come by themselves.
    pub visitors: Visitors,
    /// The queue, live.
    pub live: Live,
    /// What leaves the team.
    pub releases: Releases,
    /// What is sent to people.
    pub mail: Mail,
    stop_codes: StopCodes,
    rising: needs::Shelf,
    /// Where the tally's snapshot is.
    snapshot: Option<PathBuf>,
}

impl Parts {
    /// Opens PostgreSQL when `database_url` names it, the folder's SQLite file otherwise.
    pub async fn open(folder: &Folder, database_url: Option<&str>, secure_cookies: bool) -> Result<Self, Trouble> {
        let clock = SystemClock;
        let db = match database_url {
            Some(url) => Db::open_postgres(url, &clock).await?,
            None => Db::open_sqlite(&folder.database(), &clock).await?,
        };
        let app = App { db, clock: Arc::new(clock), randomness: Arc::new(SystemRandomness), secure_cookies };
        Ok(Self { snapshot: Some(folder.snapshot()), ..Self::of(app).await? })
    }

    /// Opens the rest around a database; nothing is kept beside it.
    pub async fn of(app: App) -> Result<Self, Trouble> {
        let mut tx = app.db.write(&Actor::System("start")).await?;
        catalogue::seed(&mut tx, app.clock.now()).await?;
        reports::seed(&mut tx, app.clock.now()).await?;
        tx.commit().await?;
        let lineage = journal::lineage(&app.db, || app.secret(8)).await?;
        let seal = journal::seal_key(&app.db, &*app.randomness).await?;
        let directory = Directory::load(&app.db).await?;
        let catalogue = Catalogue::load(&app.db).await?;
        let ledgers: Vec<Arc<dyn journal::Ledger>> =
            vec![Arc::new(reception::Counter::new(catalogue.clone())), Arc::new(needs::Ledger::new(catalogue.clone()))];
        let journal = Journal::new(app.db.clone(), directory.clone(), &lineage, ledgers).opening(seal);
        let leaving = reception::queue::leaving(app.clone(), directory.clone(), journal.clone());
        let accounts = Accounts::new(app.clone(), directory.clone()).telling(leaving);
        let codes = code_secret(&app.db, || app.secret(32)).await?;
        let live = Live::new(app.clone(), directory.clone(), catalogue.clone());
        let visitors = Visitors::new(app.clone(), directory.clone(), journal.clone(), live.clone(), &codes);
        let releases = Releases::new(app.clone(), directory.clone(), catalogue.clone()).await?;
        let mail = Mail::new(app.clone());
        let stop_codes = StopCodes::of(&app).await?;
        Ok(Self {
            app,
            directory,
            catalogue,
            accounts,
            journal,
            visitors,
            live,
            releases,
            mail,
            stop_codes,
            rising: needs::Shelf::default(),
            snapshot: None,
        })
    }

    /// The digests, from figures and the watch.
    pub fn digests(&self, figures: &Figures) -> Digests {
        let Self { app, directory, catalogue, mail, stop_codes, .. } = self.clone();
        Digests::new(app, directory, catalogue, (figures.clone(), self.watch(figures)), mail, stop_codes)
    }

    /// The watch over figures.
    pub fn watch(&self, figures: &Figures) -> Watch {
        let Self { app, directory, catalogue, .. } = self.clone();
        Watch::new(app, directory, catalogue, figures.clone())
    }

    /// The needs, beside the watch.
    pub fn needs(&self, figures: &Figures) -> Needs {
        let Self { app, directory, catalogue, journal, rising, .. } = self.clone();
        Needs::new(app, directory, catalogue, (figures.clone(), self.watch(figures)), journal, rising)
    }

    /// The tally, brought up to what the journal says now.
    pub async fn figures(&self) -> Result<Figures, Trouble> {
        Figures::load(&self.app.db, &self.directory, &self.catalogue, self.snapshot.clone())
            .await
            .map_err(|error| Trouble::Other(error.to_string()))
    }
}
