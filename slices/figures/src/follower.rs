//! The follower: the tally in memory, kept to what the journal says.
//!
//! It remembers the last number of each place, polls the heads, and subtracts and adds what came after. A hint only makes it
//! look sooner. Questions read while it writes: batches are short, and a reader waits for one batch at the most.

use crate::blocks::{self, Broken, PAGE, Stretch, WORTH_FOLDING, number};
use crate::counts::{self, Counts};
use catalogue::Catalogue;
use db::Db;
use kernel::{Actor, PlaceId};
use network::Directory;
use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::{Duration, Instant},
};
use tally::{Answer, BadQuestion, Question, Tally, ThemeFamilies};
use tokio::sync::{Mutex, mpsc};

/// How often the heads are looked at when nobody gives a hint.
const POLL: Duration = Duration::from_millis(700);
/// How often a busy counter may wake us.
const PAUSE: Duration = Duration::from_millis(25);
/// How often imported daily counts are read again without being asked.
const RECOUNT: Duration = Duration::from_secs(60);

/// The figures of the installation. Cheap to clone; every clone sees what the follower brings.
#[derive(Clone)]
pub struct Figures(Arc<Inner>);

struct Inner {
    db: Db,
    directory: Directory,
    catalogue: Catalogue,
    state: RwLock<State>,
    /// What the state was last brought to, held by whoever brings it further.
    turn: Mutex<Known>,
    folding: Mutex<()>,
}

struct State {
    tally: Tally,
    counts: Counts,
}

/// How far the tally goes, and by which dictionaries.
struct Known {
    heads: BTreeMap<PlaceId, i64>,
    folded: BTreeMap<PlaceId, i64>,
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
    /// Reads every fact: blocks first, then what the journal changed after them.
    pub async fn load(db: &Db, directory: &Directory, catalogue: &Catalogue) -> Result<Figures, Broken> {
        let (state, known) = read(db, directory, catalogue).await?;
        Ok(Figures(Arc::new(Inner {
            db: db.clone(),
            directory: directory.clone(),
            catalogue: catalogue.clone(),
            state: RwLock::new(state),
            turn: Mutex::new(known),
            folding: Mutex::new(()),
        })))
    }

    /// Answers a question.
    pub fn ask(&self, question: &Question) -> Result<Answer, BadQuestion> {
        self.look(|tally| tally.ask(question))
    }

    /// Answers several questions on one state of the tally, so that the figures of a page agree with one another.
    pub fn look<T>(&self, questions: impl FnOnce(&Tally) -> T) -> T {
        questions(&self.state().tally)
    }

    /// Follows the journal until the task is dropped. When the database is away it tries again; when the journal contradicts
    /// itself it says so and reads everything anew.
    pub async fn follow(self) {
        let mut hints = self.0.db.hints();
        loop {
            hints.mark_unchanged();
            match self.catch_up().await {
                Ok(()) => self.fold_in_the_background().await,
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
            let last = known.heads.get(&place).copied().unwrap_or(0);
            if head < last {
                // The database went back in time: a backup was restored under our feet.
                drop(tx);
                return self.replace(&mut known).await;
            }
            if head > last {
                self.follow_place(&mut tx, &mut known, place, head).await?;
            }
        }
        drop(tx);
        self.follow_dictionaries(&mut known).await
    }

    async fn follow_place(&self, tx: &mut db::Tx, known: &mut Known, place: PlaceId, head: i64) -> Result<(), Broken> {
        let mut last = known.heads.get(&place).copied().unwrap_or(0);
        while last < head {
            let page = journal::changes(tx, place, last, PAGE).await?;
            let Some(newest) = page.last().map(|change| change.sequence) else { break };
            let mut state = self.state_to_change();
            for change in page {
                blocks::subtract(&mut state.tally, place, change.sequence, &change.removed.unwrap_or_default())?;
                blocks::add(&mut state.tally, place, &change.added.unwrap_or_default())?;
            }
            last = newest;
            known.heads.insert(place, last);
        }
        Ok(())
    }

    async fn follow_dictionaries(&self, known: &mut Known) -> Result<(), Broken> {
        let catalogue = self.0.catalogue.now();
        if !Arc::ptr_eq(&catalogue, &known.catalogue) {
            let families = families(&catalogue);
            self.state_to_change().tally.set_families(families);
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
        let mut state = self.state_to_change();
        let State { tally, counts: held } = &mut *state;
        counts::bring(tally, held, counts);
        known.network = network;
        known.counted = Instant::now();
        Ok(())
    }

    /// Forgets everything and reads it anew.
    pub async fn reload(&self) -> Result<(), Broken> {
        let mut known = self.0.turn.lock().await;
        self.replace(&mut known).await
    }

    async fn replace(&self, known: &mut Known) -> Result<(), Broken> {
        let (state, fresh) = read(&self.0.db, &self.0.directory, &self.0.catalogue).await?;
        *self.state_to_change() = state;
        *known = fresh;
        Ok(())
    }

    /// Folds the blocks of the places that left them far behind. A failure says itself and is tried again later: blocks are
    /// a convenience, the journal is what counts.
    async fn fold_in_the_background(&self) {
        let known = self.0.turn.lock().await;
        let far = |(place, head): (&PlaceId, &i64)| {
            (head - known.folded.get(place).copied().unwrap_or(0) > WORTH_FOLDING).then_some((*place, *head))
        };
        let behind: Vec<_> = known.heads.iter().filter_map(far).collect();
        drop(known);
        let figures = self.clone();
        if behind.is_empty() || self.0.folding.try_lock().is_err() {
            return;
        }
        tokio::spawn(async move {
            let Ok(_turn) = figures.0.folding.try_lock() else { return };
            for (place, head) in behind {
                if let Err(error) = blocks::compact_place(&figures.0.db, place).await {
                    tracing::error!(%error, "the blocks of a place were not folded");
                }
                // Even after a failure: trying at every poll would not mend it.
                figures.0.turn.lock().await.folded.insert(place, head);
            }
        });
    }

    /// Folds everything into blocks: at shutdown and after a large import, so that the next start is quick.
    pub async fn compact(&self, db: &Db) -> Result<u64, Broken> {
        blocks::compact(db).await
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.0.state.read().expect("nobody panics while they change the tally")
    }

    fn state_to_change(&self) -> RwLockWriteGuard<'_, State> {
        self.0.state.write().expect("nobody panics while they change the tally")
    }
}

/// Reads places one after the other while another thread takes them into the tally.
async fn read(db: &Db, directory: &Directory, catalogue: &Catalogue) -> Result<(State, Known), Broken> {
    let mut known = Known {
        heads: BTreeMap::new(),
        folded: BTreeMap::new(),
        catalogue: catalogue.now(),
        network: directory.now(),
        counted: Instant::now(),
    };
    let mut tx = db.read(&Actor::System("follower")).await?;
    let families = families(&known.catalogue);
    let (send, mut receive) = mpsc::channel::<Stretch>(4);
    let loading = tokio::task::spawn_blocking(move || {
        let mut tally = Tally::new(families);
        while let Some(stretch) = receive.blocking_recv() {
            stretch.load(&mut tally)?;
        }
        Ok::<_, Broken>(tally)
    });
    for (place, _) in journal::heads(&mut tx).await? {
        let stretch = Stretch::read(&mut tx, place).await?;
        known.heads.insert(place, stretch.through);
        known.folded.insert(place, stretch.folded);
        if send.send(stretch).await.is_err() {
            break; // The loader stopped at something it cannot read; it says so below.
        }
    }
    drop(send);
    let mut tally = loading.await.map_err(|error| db::DbError::ended(error.to_string()))??;
    let mut counts = Counts::default();
    counts::bring(&mut tally, &mut counts, counts::read(&mut tx, &known.network).await?);
    Ok((State { tally, counts }, known))
}

impl Figures {
    /// The facts that the tally holds of a place, if it stands at that number: for whoever proves that it says what the
    /// journal says.
    pub(crate) async fn facts_at(&self, place: PlaceId, head: i64) -> Option<Vec<tally::Fact>> {
        let known = self.0.turn.lock().await;
        (known.heads.get(&place) == Some(&head)).then(|| self.look(|tally| tally.facts(number(place)).collect()))
    }
}
