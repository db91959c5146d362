//! A word from those who write to those who follow: look now.
//!
//! It is only a hint, and may be lost: whoever follows looks at its own pace as well. Servers that share a PostgreSQL tell each
//! other by NOTIFY, after the commit and not in it: a transaction that notifies holds a lock of the whole database while it
//! commits. What is written in a burst is told once.

use crate::{Db, open::Pools};
use sqlx::{PgPool, postgres::PgListener};
use std::{
    hash::{BuildHasher, RandomState},
    sync::{Arc, Once, Weak},
    time::Duration,
};
use tokio::{sync::watch, time::sleep};

const CHANNEL: &str = "parvis";
/// What is written meanwhile is told together.
const BURST: Duration = Duration::from_millis(20);
/// How long a database that is away is left alone.
const AGAIN: Duration = Duration::from_secs(1);

/// Who is to be told, and by what.
pub(crate) struct Hints {
    /// Those who follow in this program.
    told: watch::Sender<u64>,
    /// What this program wrote, to be told to the others.
    wrote: watch::Sender<u64>,
    /// How this program signs.
    name: String,
    telling: Once,
    listening: Once,
}

impl Hints {
    pub(crate) fn new() -> Self {
        Self {
            told: watch::Sender::new(0),
            wrote: watch::Sender::new(0),
            name: format!("{:016x}", RandomState::new().hash_one(CHANNEL)),
            telling: Once::new(),
            listening: Once::new(),
        }
    }
}

impl Db {
    /// Something was written: those who follow look now, here and on the other servers of the database.
    pub fn hint(&self) {
        self.hints.told.send_modify(|count| *count += 1);
        if let Pools::Postgres(pool) = &self.pools {
            self.hints.telling.call_once(|| {
                drop(tokio::spawn(tell(pool.clone(), self.hints.wrote.subscribe(), self.hints.name.clone())))
            });
            self.hints.wrote.send_modify(|count| *count += 1);
        }
    }

    /// Changes each time that something was written, whichever server wrote it.
    pub fn hints(&self) -> watch::Receiver<u64> {
        if let Pools::Postgres(pool) = &self.pools {
            let hints = Arc::downgrade(&self.hints);
            self.hints
                .listening
                .call_once(|| drop(tokio::spawn(listen(pool.clone(), hints, self.hints.wrote.subscribe()))));
        }
        self.hints.told.subscribe()
    }
}

/// Tells the other servers, until the database is let go of.
async fn tell(pool: PgPool, mut wrote: watch::Receiver<u64>, name: String) {
    // The first word was spoken before anybody listened here.
    wrote.mark_changed();
    while wrote.changed().await.is_ok() {
        // When it cannot be told, the others find out by themselves.
        let _ = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(&name).execute(&pool).await;
        sleep(BURST).await;
    }
}

/// Hears the other servers, until the database is let go of.
async fn listen(pool: PgPool, hints: Weak<Hints>, mut wrote: watch::Receiver<u64>) {
    let gone = async { while wrote.changed().await.is_ok() {} };
    tokio::select! {
        () = gone => {}
        () = async {
            while !pool.is_closed() {
                let _: Result<(), sqlx::Error> = hear(&pool, &hints).await;
                sleep(AGAIN).await;
            }
        } => {}
    }
}

/// Listens until the line breaks.
async fn hear(pool: &PgPool, hints: &Weak<Hints>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    // What was said before is not heard any more.
    let mut said = None;
    loop {
        let Some(hints) = hints.upgrade() else { return Ok(()) };
        if said.as_deref() != Some(hints.name.as_str()) {
            hints.told.send_modify(|count| *count += 1);
        }
        drop(hints);
        said = listener.try_recv().await?.map(|notification| notification.payload().to_owned());
    }
}
