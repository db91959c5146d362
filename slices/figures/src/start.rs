//! What a tally starts from: its snapshot when there is a good one, the journal otherwise.

use crate::{
    changes::{Broken, Stretch},
    snapshot::{self, Heads, Unusable},
};
use db::{Db, DbError};
use kernel::{Actor, PlaceId};
use std::{
    path::Path,
    sync::{Arc, Mutex},
};
use tally::{Tally, ThemeFamilies};

const ACTOR: Actor = Actor::System("follower");

/// What the snapshot in this file says, when it tells of this journal.
pub(crate) async fn kept(db: &Db, file: &Path, families: &ThemeFamilies) -> Result<Option<(Tally, Heads)>, DbError> {
    let lineage = journal::lineage_of(db).await?;
    let (path, families) = (file.to_owned(), families.clone());
    let read = tokio::task::spawn_blocking(move || snapshot::read(&path, &lineage, &families));
    let read = match read.await.map_err(|error| DbError::ended(error.to_string()))? {
        Ok((tally, heads)) if stand(db, &heads).await? => Ok((tally, heads)),
        Ok(_) => Err(Unusable::OtherJournal),
        Err(error) => Err(error),
    };
    match read {
        Ok(kept) => return Ok(Some(kept)),
        Err(Unusable::Absent) => tracing::info!("the tally has no snapshot yet: the journal is read"),
        Err(error) => {
            tracing::warn!(%error, file = %file.display(), "the tally's snapshot is not used: the journal is read")
        }
    }
    Ok(None)
}

/// Whether each of these entries stands in the journal under its number.
async fn stand(db: &Db, heads: &Heads) -> Result<bool, DbError> {
    let mut tx = db.read(&ACTOR).await?;
    let numbers: Vec<_> = heads.iter().map(|(place, head)| (*place, head.sequence)).collect();
    let names = journal::names(&mut tx, &numbers).await?;
    Ok(heads.iter().all(|(place, head)| names.get(place) == Some(&head.entry)))
}

/// What the whole journal says, read place by place on every core.
pub(crate) async fn journal(db: &Db, families: &ThemeFamilies) -> Result<(Tally, Heads), Broken> {
    let places = journal::heads(&mut db.read(&ACTOR).await?).await?;
    let places = Arc::new(Mutex::new(places.into_iter().map(|(place, _)| place)));
    let readers = std::thread::available_parallelism().map_or(1, usize::from);
    let readers: Vec<_> = (0..readers)
        .map(|_| {
            let (db, families, places) = (db.clone(), families.clone(), places.clone());
            let next = move || places.lock().expect("nobody panics while they take a place").next();
            tokio::spawn(async move { some(&db, families, next).await })
        })
        .collect();
    let (mut tally, mut heads) = (Tally::new(families.clone()), Heads::new());
    for reader in readers {
        let (some, theirs) = reader.await.map_err(|error| DbError::ended(error.to_string()))??;
        tally.join(some);
        heads.extend(theirs);
    }
    Ok((tally, heads))
}

/// Reads places as long as there are; one is taken into the tally while the next is read.
async fn some(db: &Db, families: ThemeFamilies, next: impl Fn() -> Option<PlaceId>) -> Result<(Tally, Heads), Broken> {
    let mut tx = db.read(&ACTOR).await?;
    let (send, mut receive) = tokio::sync::mpsc::channel::<(PlaceId, Stretch)>(1);
    let loading = tokio::task::spawn_blocking(move || {
        let (mut tally, mut heads) = (Tally::new(families), Heads::new());
        while let Some((place, stretch)) = receive.blocking_recv() {
            stretch.load(&mut tally, place)?;
            heads.extend(stretch.head.map(|head| (place, head)));
        }
        Ok::<_, Broken>((tally, heads))
    });
    while let Some(place) = next() {
        let stretch = Stretch::read(&mut tx, place).await?;
        if send.send((place, stretch)).await.is_err() {
            break; // The loader stopped at something it cannot read; it says so below.
        }
    }
    drop(send);
    loading.await.map_err(|error| DbError::ended(error.to_string()))?
}
