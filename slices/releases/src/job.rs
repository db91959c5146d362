//! The job: one release after the other, away from every page.

use crate::counts::{Axes, Counts, of_place};
use crate::make::{Failed, Which, audit, control, tell};
use crate::series::Series;
use crate::shelf::Shelf;
use crate::store::{self, Listed};
use catalogue::Catalogue;
use db::DbError;
use insight::disclosure::Secret;
use kernel::Actor;
use network::Directory;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::sync::Notify;
use web::App;

/// Asked for elsewhere, a release is found after this long.
const LOOK_EVERY: Duration = Duration::from_secs(60);

const SETTING: &str = "releases.secret";

/// Makes releases. Cheap to clone.
#[derive(Clone)]
pub struct Releases {
    pub(crate) app: App,
    pub(crate) directory: Directory,
    pub(crate) catalogue: Catalogue,
    pub(crate) shelf: Shelf,
    secret: Arc<Secrets>,
    asked: Arc<Notify>,
}

/// Whoever knew them could undo the rounding: they stay here.
struct Secrets {
    /// Makes each visit's own number.
    keys: [u8; 32],
    rounding: Secret,
}

/// Why a release was not made this time.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Not JSON.
    #[error("what was made cannot be written: {0}")]
    Kept(#[from] serde_json::Error),
}

impl Releases {
    /// With the secret of this installation, made once.
    pub async fn new(app: App, directory: Directory, catalogue: Catalogue) -> Result<Self, DbError> {
        let kept = network::store::secret(&app.db, "releases", SETTING, || app.secret(32)).await?;
        let secrets = Secrets {
            keys: blake3::derive_key("parvis releases, keys of visits", kept.as_bytes()),
            rounding: Secret::new(blake3::derive_key("parvis releases, rounding", kept.as_bytes())),
        };
        let shelf = Shelf::default();
        Ok(Self { app, directory, catalogue, shelf, secret: Arc::new(secrets), asked: Arc::default() })
    }

    /// Makes what is asked for, for ever.
    pub async fn work(self) {
        loop {
            match self.make_next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "a release was not made"),
            }
            tokio::select! {
                () = self.asked.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Wakes the job.
    pub(crate) fn wake(&self) {
        self.asked.notify_one();
    }

    /// Makes the next release that waits; says whether there was one.
    pub async fn make_next(&self) -> Result<bool, Broken> {
        let actor = Actor::System("releases");
        let mut tx = self.app.db.read(&actor).await?;
        let Some(next) = store::next(&mut tx).await? else { return Ok(false) };
        let earlier = store::counts(&mut tx, &next.series, next.year, next.revision).await?;
        drop(tx);
        let made = match which(&next) {
            Some(which) => self.make(&which, earlier).await?,
            None => Err(Failed::Table),
        };
        let now = self.app.clock.now();
        let mut tx = self.app.db.write(&actor).await?;
        match made {
            Ok((counts, told, audit)) => store::keep(&mut tx, &next, now, (&counts, &told, &audit)).await?,
            Err(failed) => store::refuse(&mut tx, &next, now, failed.slug()).await?,
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Counts what is new, controls all of it, and gives what is kept: counts, what is told, the audit.
    async fn make(
        &self,
        which: &Which,
        earlier: Vec<(i64, String)>,
    ) -> Result<Result<(String, String, String), Failed>, Broken> {
        let mut chain = Vec::new();
        for (quarters, counts) in earlier {
            let Ok(counts) = serde_json::from_str::<Counts>(&counts) else { return Ok(Err(Failed::Broken)) };
            chain.push((quarters as usize, counts));
        }
        let counts = match self.count(which, chain.last()).await? {
            Ok(counts) => counts,
            Err(failed) => return Ok(Err(failed)),
        };
        let kept = serde_json::to_string(&counts)?;
        let axes = counts.axes.clone();
        chain.push((which.quarters, counts));
        let (now, secrets, which) = (self.app.clock.now(), self.secret.clone(), which.clone());
        let made = tokio::task::spawn_blocking(move || {
            let release = control(&which, &chain, &secrets.rounding)?;
            Ok((tell(&which, &axes, &release, now), audit(&release)))
        });
        Ok(match made.await.unwrap_or(Err(Failed::Broken)) {
            Ok((told, audit)) => Ok((kept, serde_json::to_string(&told)?, serde_json::to_string(&audit)?)),
            Err(failed) => Err(failed),
        })
    }

    /// The counts of a release: what an earlier one of the year holds, as it was, and the quarters since.
    async fn count(&self, which: &Which, last: Option<&(usize, Counts)>) -> Result<Result<Counts, Failed>, DbError> {
        let (network, catalogue) = (self.directory.now(), self.catalogue.now());
        let (since, mut counts) = match last {
            Some((quarters, counts)) => (*quarters, counts.clone()),
            None => match Axes::now(&which.series, &network, &catalogue) {
                Some(axes) => (0, Counts { axes, cells: Vec::new() }),
                None => return Ok(Err(Failed::Table)),
            },
        };
        // A theme counts under itself, or under its family.
        let position = |id: u16| counts.axes.categories.iter().position(|at| at.id == id);
        let category =
            |theme: &catalogue::Theme| position(if counts.axes.about.is_some() { theme.id } else { theme.family });
        let themes: BTreeMap<u16, usize> =
            catalogue.themes().filter_map(|theme| Some((theme.id, category(theme)?))).collect();
        for place in 0..counts.axes.places.len() {
            let mut tx = self.app.db.read(&Actor::System("releases")).await?;
            let period = (which.year, since..which.quarters);
            let (cells, agents) = of_place(&mut tx, &counts.axes, place, period, &themes, &self.secret.keys).await?;
            counts.cells.extend(cells);
            // Who works alone is settled with the year's first table: an axis never changes within its year. What was imported names nobody.
            let named = agents.iter().flatten().count();
            if last.is_none() {
                counts.axes.places[place].single_agent = named <= 1;
            } else if named == 1 && !counts.axes.places[place].single_agent {
                return Ok(Err(Failed::Alone));
            }
        }
        Ok(Ok(counts))
    }
}

fn which(row: &Listed) -> Option<Which> {
    Some(Which {
        series: Series::from_code(&row.series)?,
        year: i16::try_from(row.year).ok()?,
        revision: u32::try_from(row.revision).ok()?,
        quarters: usize::try_from(row.quarters).ok()?,
    })
}
