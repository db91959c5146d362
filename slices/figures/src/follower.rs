//! The follower: the tally in memory, kept to what the journal says.
//!
//! It remembers the last number of each place, polls the heads, and subtracts and adds what came after. A hint only makes it
//! look sooner. Questions read while it writes: batches are short, and a reader waits for one batch at the most.

use crate::{
    changes::{self, Broken, PAGE, number},
    counts::{self, Counts},
    snapshot::{Frozen, Head, Heads},
    start,
};
use catalogue::Catalogue;
use db::Db;
use kernel::{Actor, PlaceId};
use network::Directory;
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tally::{Answer, BadQuestion, Question, Tally, ThemeFamilies};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Mutex,
};

/// How often the heads are looked at when nobody gives a hint.
const POLL: Duration = Duration::from_millis(700);
/// How often a busy counter may wake us.
const PAUSE: Duration = Duration::from_millis(25);
/// How long what follows the journal looks for a moment without readers, and how often.
const MOST_PATIENT: Duration = Duration::from_millis(500);
const GLANCE: Duration = Duration::from_millis(1);
/// How often imported daily counts are read again without being asked.
const RECOUNT: Duration = Duration::from_secs(60);
/// After so many changes a new snapshot is worth writing: a start reads no more of them.
const WORTH_KEEPING: u64 = 20_000;

/// The figures of the installation. Cheap to clone; every clone sees what the follower brings.
#[derive(Clone)]
pub struct Figures(Arc<Inner>);

struct Inner {
    db: Db,
    directory: Directory,
    catalogue: Catalogue,
    /// Where the snapshot is kept, for whoever keeps one.
    file: Option<PathBuf>,
    state: RwLock<State>,
    /// By which dictionaries; held by whoever brings the state further.
    turn: Mutex<Known>,
    keeping: Mutex<()>,
    /// How many changes the snapshot does not know.
    unkept: AtomicU64,
}

struct State {
    tally: Tally,
    heads: Heads,
    counts: Counts,
}

struct Known {
    catalogue: Arc<catalogue::Snapshot>,
    network: Arc<network::Snapshot>,
    counted: Instant,
}

/// The family of every theme, by what the theme has become in the present version: ten years stay comparable.
pub(crate) fn families(catalogue: &catalogue::Snapshot) -> ThemeFamilies {
    family_pairs(catalogue).collect()
}

/// See [`families`]: (theme, family) pairs.
pub(crate) fn family_pairs(catalogue: &catalogue::Snapshot) -> impl Iterator<Item = (u16, u16)> + '_ {
    catalogue.themes().map(|theme| {
        let present = catalogue.theme_by_id(catalogue.comparable(theme.id));
        (theme.id, present.map_or(theme.family, |present| present.family))
    })
}

impl Figures {
    /// Starts from the snapshot in `file` when it tells of this journal, from the journal itself otherwise, and brings it up to now.
    pub async fn load(
        db: &Db,
        directory: &Directory,
        catalogue: &Catalogue,
        file: Option<PathBuf>,
    ) -> Result<Figures, Broken> {
        let known = Known { catalogue: catalogue.now(), network: directory.now(), counted: Instant::now() };
        let families = families(&known.catalogue);
        let kept = match &file {
            Some(file) => start::kept(db, file, &families).await?,
            None => None,
        };
        let read_anew = kept.is_none();
        let (tally, heads) = match kept {
            Some(kept) => kept,
            None => start::journal(db, &families).await?,
        };
        let unkept = if read_anew { heads.values().map(|head| head.sequence.unsigned_abs()).sum() } else { 0 };
        let figures = Figures(Arc::new(Inner {
            db: db.clone(),
            directory: directory.clone(),
            catalogue: catalogue.clone(),
            file,
            state: RwLock::new(State { tally, heads, counts: Counts::default() }),
            turn: Mutex::new(known),
            keeping: Mutex::new(()),
            unkept: AtomicU64::new(unkept),
        }));
        figures.reload_counts().await?;
        match figures.catch_up().await {
            Err(error) if !read_anew && !matches!(error, Broken::Db(_)) => {
                tracing::warn!(%error, "the tally's snapshot contradicts the journal, which is read anew");
                figures.reload().await?;
            }
            caught_up => caught_up?,
        }
        Ok(figures)
    }

    /// Answers a question.
    pub fn ask(&self, question: &Question) -> Result<Answer, BadQuestion> {
        self.look(|tally| tally.ask(question))
    }

    /// Answers several questions on one state of the tally, so that the figures of a page agree with one another.
    pub fn look<T>(&self, questions: impl FnOnce(&Tally) -> T) -> T {
        aside(|| questions(&self.state().tally))
    }

    /// Follows the journal until the task is dropped. When the database is away it tries again; when the journal contradicts
    /// itself it says so and reads everything anew.
    pub async fn follow(self) {
        let mut hints = self.0.db.hints();
        loop {
            hints.mark_unchanged();
            match self.catch_up().await {
                Ok(()) => self.keep_in_the_background(),
                Err(Broken::Db(error)) => tracing::warn!(%error, "the follower waits for the database"),
                Err(error) => {
                    tracing::error!(%error, "the journal contradicts itself: every fact is read anew");
                    if let Err(error) = self.reload().await {
                        tracing::error!(%error, "the figures stay as they were");
                        tokio::time::sleep(RECOUNT).await;
                    }
                }
            }
            // A hint that came meanwhile is not forgotten.
            let _ = tokio::time::timeout(POLL, hints.changed()).await;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Brings the tally to what the journal and the dictionaries say now.
    pub async fn catch_up(&self) -> Result<(), Broken> {
        let mut known = self.0.turn.lock().await;
        let mut tx = self.0.db.read(&Actor::System("follower")).await?;
        for (place, head) in journal::heads(&mut tx).await? {
            let last = self.last(place);
            if head < last {
                // The database went back in time: a backup was restored under our feet.
                drop(tx);
                return self.replace(&mut known).await;
            }
            if head > last {
                self.follow_place(&mut tx, place, head).await?;
            }
        }
        drop(tx);
        self.follow_dictionaries(&mut known).await
    }

    fn last(&self, place: PlaceId) -> i64 {
        self.state().heads.get(&place).map_or(0, |head| head.sequence)
    }

    async fn follow_place(&self, tx: &mut db::Tx, place: PlaceId, head: i64) -> Result<(), Broken> {
        while self.last(place) < head {
            let page = journal::changes(tx, place, self.last(place), PAGE).await?;
            if page.is_empty() {
                break;
            }
            self.0.unkept.fetch_add(page.len() as u64, Ordering::Relaxed);
            let mut state = self.state_to_change().await;
            for change in page {
                changes::subtract(&mut state.tally, place, change.sequence, &change.removed.unwrap_or_default())?;
                changes::add(&mut state.tally, place, &change.added.unwrap_or_default())?;
                state.heads.insert(place, Head { sequence: change.sequence, entry: change.id });
            }
        }
        Ok(())
    }

    async fn follow_dictionaries(&self, known: &mut Known) -> Result<(), Broken> {
        let catalogue = self.0.catalogue.now();
        if !Arc::ptr_eq(&catalogue, &known.catalogue) {
            let families = families(&catalogue);
            self.state_to_change().await.tally.set_families(families);
            known.catalogue = catalogue;
        }
        let network = self.0.directory.now();
        if !Arc::ptr_eq(&network, &known.network) || known.counted.elapsed() > RECOUNT {
            self.recount(known).await?;
        }
        Ok(())
    }

    /// Reads the imported daily counts again: after an import, or when a changeover day moved.
    pub async fn reload_counts(&self) -> Result<(), Broken> {
        let mut known = self.0.turn.lock().await;
        self.recount(&mut known).await
    }

    async fn recount(&self, known: &mut Known) -> Result<(), Broken> {
        let network = self.0.directory.now();
        let mut tx = self.0.db.read(&Actor::System("follower")).await?;
        let counts = counts::read(&mut tx, &network).await?;
        let mut state = self.state_to_change().await;
        let State { tally, counts: held, .. } = &mut *state;
        counts::bring(tally, held, counts);
        known.network = network;
        known.counted = Instant::now();
        Ok(())
    }

    /// Forgets everything and reads the journal anew.
    pub async fn reload(&self) -> Result<(), Broken> {
        let mut known = self.0.turn.lock().await;
        self.replace(&mut known).await
    }

    async fn replace(&self, known: &mut Known) -> Result<(), Broken> {
        known.catalogue = self.0.catalogue.now();
        let (tally, heads) = start::journal(&self.0.db, &families(&known.catalogue)).await?;
        // A snapshot of what was believed until now is not worth keeping.
        let all = heads.values().map(|head| head.sequence.unsigned_abs()).sum();
        self.0.unkept.store(all, Ordering::Relaxed);
        *self.state_to_change().await = State { tally, heads, counts: Counts::default() };
        self.recount(known).await
    }

    fn keep_in_the_background(&self) {
        if self.0.unkept.load(Ordering::Relaxed) >= WORTH_KEEPING && self.0.keeping.try_lock().is_ok() {
            let figures = self.clone();
            tokio::spawn(async move {
                if let Err(error) = figures.keep().await {
                    tracing::error!(%error, "the tally's snapshot was not written");
                }
            });
        }
    }

    /// Writes a snapshot when something changed since the last one: now and then, and at shutdown, so that the next start is
    /// quick. Places are frozen one by one, and questions wait for none of it.
    pub async fn keep(&self) -> io::Result<()> {
        let Some(file) = self.0.file.clone() else { return Ok(()) };
        let _turn = self.0.keeping.lock().await;
        // Forgotten even after a failure: trying at every poll would not mend it.
        if self.0.unkept.swap(0, Ordering::Relaxed) == 0 {
            return Ok(());
        }
        let lineage = journal::lineage_of(&self.0.db).await.map_err(io::Error::other)?;
        let figures = self.clone();
        let writing = tokio::task::spawn_blocking(move || {
            let places: Vec<PlaceId> = figures.state().heads.keys().copied().collect();
            let frozen = places.iter().filter_map(|place| figures.freeze(*place));
            crate::snapshot::write(&file, &lineage, places.len(), frozen)
        });
        writing.await.map_err(io::Error::other)?
    }

    fn freeze(&self, place: PlaceId) -> Option<Frozen> {
        let state = self.state();
        let head = *state.heads.get(&place)?;
        Some(Frozen { place, head, facts: state.tally.freeze(number(place)) })
    }

    /// The facts that the tally holds of a place, if it stands at that number: for whoever proves that it says what the
    /// journal says.
    pub(crate) fn facts_at(&self, place: PlaceId, head: i64) -> Option<Vec<tally::Fact>> {
        let state = self.state();
        let there = state.heads.get(&place).is_some_and(|last| last.sequence == head);
        there.then(|| state.tally.facts(number(place)).collect())
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.0.state.read().expect("nobody panics while they change the tally")
    }

    /// Waits for a moment in which nobody reads, rather than in line: behind a writer who waits, every new reader would wait too, as long
    /// as the longest question. Only when there is no such moment does it stand in line.
    async fn state_to_change(&self) -> RwLockWriteGuard<'_, State> {
        let begun = Instant::now();
        while begun.elapsed() < MOST_PATIENT {
            if let Ok(state) = self.0.state.try_write() {
                return state;
            }
            tokio::time::sleep(GLANCE).await;
        }
        self.0.state.write().expect("nobody panics while they change the tally")
    }
}

/// A question over a whole network takes its time: the thread's other tasks go on elsewhere meanwhile.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
