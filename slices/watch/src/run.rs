//! The nights, run: once however many servers, caught up when some were missed, again when what was known of them has changed.
//!
//! States are kept after the last night and after the two Sundays before it. When a day since the older of them has changed (entries that
//! came late, a closing told afterwards), the nights are run again from the states before that day. What changed longer ago enters when
//! the whole history is replayed.

use crate::{
    Broken, Watch,
    book::{Book, Found},
    diary::Diary,
    evening::Evening,
    store::{self, Night},
};
use db::{DbError, Lease, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, Day, PlaceId};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

/// What the lease is called.
const LEASE: &str = "watch";
/// A stretch of nights is done well within it.
const LASTS: SignedDuration = SignedDuration::from_mins(20);
/// After a place's midnight, what its counters still had to tell has come.
const GRACE: SignedDuration = SignedDuration::from_hours(2);
/// How often a server looks whether a day is over.
const LOOK_EVERY: Duration = Duration::from_secs(300);
/// Nights that are kept together at the most.
const STRETCH: i32 = 60;
/// More nights than this are run with every state unpacked.
const MANY: i32 = 3;
/// Places written in one transaction: counters do not wait for it.
const WRITTEN: usize = 64;
/// Sundays after which states are kept.
const SUNDAYS: i32 = 2;

/// What came of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ran {
    /// Every day that is over had been looked at.
    UpToDate,
    /// Another server is at it.
    Elsewhere,
    /// Nothing was recorded yet.
    Nothing,
    /// Nights were run.
    Nights {
        /// How many.
        nights: usize,
        /// The last of them.
        last: Night,
        /// How long all of it took.
        took: Duration,
    },
}

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// After the last night, unless a day before it has changed.
    LastNight,
    /// The first record: the whole history is replayed.
    TheFirst,
}

impl Watch {
    /// Runs the nights as days end, for ever.
    pub async fn work(self) {
        loop {
            match self.catch_up(From::LastNight).await {
                Ok(Ran::Nights { nights, last, took }) => {
                    tracing::info!(nights, night = %last.day, signals = last.signals, ?took, "the watch has looked");
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "the watch did not look"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Runs the nights of the days that are over and were not looked at.
    ///
    /// # Errors
    /// Of the database; or another server took over meanwhile. What was done until then is kept.
    pub async fn catch_up(&self, from: From) -> Result<Ran, Broken> {
        let since = self.since();
        let Some((first, last)) = self.over(&since) else { return Ok(Ran::Nothing) };
        if from == From::LastNight && self.has_run(last).await? {
            return Ok(Ran::UpToDate);
        }
        // Each run is a holder of its own: the nights' own turn and a person's wish are two.
        let (now, holder) = (self.app.clock.now(), self.app.secret(8));
        let Some(lease) = Lease::take(&self.app.db, LEASE, &holder, now, LASTS).await? else {
            return Ok(Ran::Elsewhere);
        };
        // Whoever had the lease before may have just done it.
        let ran = match from {
            From::LastNight if self.has_run(last).await? => Ok(Ran::UpToDate),
            from => match self.run(&lease, from, &since, (first, last)).await {
                // States of an older form, or damaged: the history makes them anew.
                Err(Broken::Torn(torn)) if from == From::LastNight => {
                    tracing::warn!(%torn, "the watch replays the whole history");
                    self.run(&lease, From::TheFirst, &since, (first, last)).await
                }
                ran => ran,
            },
        };
        lease.give_back(&self.app.db).await?;
        ran
    }

    async fn has_run(&self, day: Day) -> Result<bool, DbError> {
        let mut tx = self.app.db.read(&Actor::System(LEASE)).await?;
        // States of an older form, or of a catalogue that has since said otherwise what a theme became, are as good as none.
        match store::last_night(&mut tx).await? {
            Some(night) if night.day >= day => store::stands(&mut tx, night.day, &self.meaning()).await,
            _ => Ok(false),
        }
    }

    /// What themes of all versions are today, as a digest: series are of what requests mean today, so that another meaning replays them.
    fn meaning(&self) -> [u8; 32] {
        let catalogue = self.catalogue.now();
        let mut hasher = blake3::Hasher::new();
        let became = catalogue.themes().map(|theme| (theme.id, catalogue.comparable(theme.id)));
        for (theme, became) in became.filter(|(theme, became)| theme != became) {
            hasher.update(&theme.to_le_bytes());
            hasher.update(&became.to_le_bytes());
        }
        hasher.finalize().into()
    }

    /// The first record of every place.
    fn since(&self) -> BTreeMap<PlaceId, Day> {
        self.figures.look(|tally| {
            let began = |place: u32| Some((PlaceId(i64::from(place)), Day(tally.began(place)?.0)));
            tally.places().filter_map(began).collect()
        })
    }

    /// The first day to look at, and the last: it is over in every place.
    fn over(&self, since: &BTreeMap<PlaceId, Day>) -> Option<(Day, Day)> {
        let first = *since.values().min()?;
        let (network, heard) = (self.directory.now(), self.app.clock.now() - GRACE);
        let places = since.keys().filter_map(|id| network.place(*id));
        let last = places.map(|place| Day::at(heard, &place.zone).plus(-1)).min()?;
        (first <= last).then_some((first, last))
    }

    async fn run(
        &self,
        lease: &Lease,
        from: From,
        since: &BTreeMap<PlaceId, Day>,
        (first, last): (Day, Day),
    ) -> Result<Ran, Broken> {
        let began = Instant::now();
        let start = match from {
            From::TheFirst => None,
            From::LastNight => self.start(since).await?,
        };
        let mut tx = self.writing(lease).await?;
        let book = match start {
            Some(day) => store::book(&mut tx, day, &self.meaning()).await?.map(|book| (day, book)).ok(),
            None => None,
        };
        store::take_back(&mut tx, book.as_ref().map(|(day, _)| *day)).await?;
        tx.commit().await?;
        let (mut next, mut book) = book.map_or((first, Book::default()), |(day, book)| (day.plus(1), book));
        if last.0 - next.0 >= MANY {
            book.open()?;
        }
        let (mut nights, mut told) = (0, None);
        while next <= last {
            let to = stretch(next, last);
            let (moved, ran) = self.stretch(book, since.clone(), (next, to)).await?;
            book = moved;
            nights += ran.len();
            told = ran.last().map(|(night, _)| night.clone());
            self.keep(lease, &book, to, &ran).await?;
            next = to.plus(1);
        }
        let ran = told.map(|last| Ran::Nights { nights, last, took: began.elapsed() });
        Ok(ran.unwrap_or(Ran::UpToDate))
    }

    /// The night whose states the next ones start from: the last, or the one before what has changed.
    async fn start(&self, since: &BTreeMap<PlaceId, Day>) -> Result<Option<Day>, Broken> {
        let mut tx = self.app.db.read(&Actor::System(LEASE)).await?;
        let kept = store::kept_days(&mut tx).await?;
        let Some(oldest) = kept.last().copied() else { return Ok(None) };
        let nights = store::nights_after(&mut tx, oldest).await?;
        drop(tx);
        let Some(last) = nights.last().map(|night| night.day) else { return Ok(Some(oldest)) };
        let (watch, since) = (self.clone(), since.clone());
        let changed = spawn(move || {
            let diary = Diary::of(&watch.directory.now(), &since, (oldest, last));
            let changed = |night: &&Night| watch.evening(&diary, night.day).digest().as_slice() != night.digest;
            nights.iter().find(changed).map(|night| night.day)
        })
        .await?;
        Ok(kept.into_iter().find(|day| changed.is_none_or(|changed| *day < changed)))
    }

    fn evening(&self, diary: &Diary, day: Day) -> Evening {
        let catalogue = self.catalogue.now();
        self.figures.look(|tally| Evening::of(tally, diary, &catalogue, day))
    }

    /// Runs some nights, away from the threads that serve.
    async fn stretch(
        &self,
        mut book: Book,
        since: BTreeMap<PlaceId, Day>,
        (from, to): (Day, Day),
    ) -> Result<(Book, Vec<(Night, Vec<Found>)>), Broken> {
        let watch = self.clone();
        spawn(move || {
            let diary = Diary::of(&watch.directory.now(), &since, (from, to));
            let mut ran = Vec::new();
            for day in (from.0..=to.0).map(Day) {
                let began = Instant::now();
                let evening = watch.evening(&diary, day);
                let found = book.night(&evening)?;
                let night = Night {
                    day,
                    ran: watch.app.clock.now(),
                    took_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
                    places: evening.places.len() as i64,
                    series: book.len() as i64,
                    signals: found.len() as i64,
                    digest: evening.digest().to_vec(),
                };
                ran.push((night, found));
            }
            Ok((book, ran))
        })
        .await?
    }

    /// A transaction of whoever still holds the lease.
    async fn writing(&self, lease: &Lease) -> Result<Tx, Broken> {
        let mut tx = self.app.db.write(&Actor::System(LEASE)).await?;
        if lease.hold(&mut tx, self.app.clock.now()).await? { Ok(tx) } else { Err(Broken::Elsewhere) }
    }

    /// Keeps a stretch: states first, which count for nothing yet, then in one transaction all that they count by.
    async fn keep(&self, lease: &Lease, book: &Book, to: Day, ran: &[(Night, Vec<Found>)]) -> Result<(), Broken> {
        let shelves: Vec<_> = book.shelves().iter().collect();
        for shelves in shelves.chunks(WRITTEN) {
            let packed = shelves.iter().map(|(place, shelf)| (**place, shelf.packed())).collect();
            let mut tx = self.writing(lease).await?;
            store::put_shelves(&mut tx, to, packed).await?;
            tx.commit().await?;
        }
        let mut tx = self.writing(lease).await?;
        store::put_common(&mut tx, to, book, &self.meaning()).await?;
        let kept: BTreeSet<Day> = (0..SUNDAYS).map(|weeks| sunday(to).plus(-7 * weeks)).chain([to]).collect();
        store::keep(&mut tx, ran, &kept.into_iter().collect::<Vec<_>>()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The last night of a stretch: one that states are kept after, so that a long replay leaves the Sundays that the next nights need.
fn stretch(next: Day, last: Day) -> Day {
    let most = next.plus(STRETCH - 1).min(last);
    let sundays = (0..SUNDAYS).rev().map(|weeks| sunday(last).plus(-7 * weeks));
    sundays.chain([most]).filter(|day| (next..=most).contains(day)).min().unwrap_or(most)
}

/// The last Sunday before a day.
fn sunday(day: Day) -> Day {
    let since_monday = i32::from(day.date().weekday().to_monday_zero_offset());
    day.plus(-since_monday - 1)
}

/// Works away from the threads that serve.
async fn spawn<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, Broken> {
    tokio::task::spawn_blocking(work).await.map_err(|panicked| Broken::Panicked(panicked.to_string()))
}

/// Whether a night is more than some days behind an instant.
pub(crate) fn is_late(night: Day, now: Timestamp) -> bool {
    Day::of((now - GRACE).to_zoned_datetime(catalogue::zone()).date()).0 - night.0 > MANY
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_long_replay_stops_at_the_sundays_that_are_kept() {
        let day = |month, day| Day::of(date(2026, month, day));
        // 27 November 2026 is a Friday.
        let (mut next, mut stops) = (day(9, 1), Vec::new());
        while next <= day(11, 27) {
            stops.push(stretch(next, day(11, 27)));
            next = stops[stops.len() - 1].plus(1);
        }
        assert_eq!(stops, [day(10, 30), day(11, 15), day(11, 22), day(11, 27)]);
        assert_eq!(stretch(day(11, 23), day(11, 23)), day(11, 23));
        assert_eq!(sunday(day(11, 22)), day(11, 15));
    }
}
