//! One writer on SQLite, and many writers in one commit.
//!
//! A durable commit costs a flush of the disk, whatever it holds. So the writers that stand in line share one: each works in
//! its own savepoint of a common transaction, then queues once more, behind those who were already waiting, to have it
//! committed. The first to come back commits for all. Nobody is told « done » before that commit returned.
//!
//! The lock is fair (first come, first served), so a group is never larger than the line was when its first member finished,
//! and a lone writer commits at once.

use crate::DbError;
use sqlx::{Executor, SqliteConnection};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// The one writing connection and the group that is forming on it.
pub(crate) struct Group {
    connection: SqliteConnection,
    /// Whether the common transaction is open.
    open: bool,
    /// A savepoint whose owner went away without finishing it.
    abandoned: bool,
    /// Those whose work is done and who wait for the commit.
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
    /// How many commits were made: a benchmark asks, to give its control as many.
    pub(crate) commits: u64,
}

/// A place at the head of the line: the savepoint of one writer.
pub(crate) struct Turn {
    guard: Option<OwnedMutexGuard<Group>>,
    line: Arc<Mutex<Group>>,
}

impl Group {
    pub(crate) fn new(connection: SqliteConnection) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { connection, open: false, abandoned: false, waiting: Vec::new(), commits: 0 }))
    }

    /// Undoes what an absent owner left. When even that fails, the engine has given up the whole transaction (a full disk,
    /// for instance): the group is over, and everybody in it is told.
    async fn tidy(&mut self) -> Result<(), sqlx::Error> {
        if std::mem::take(&mut self.abandoned)
            && let Err(error) = self.connection.execute("rollback to turn; release turn").await
        {
            self.end(Err(encode(&error))).await;
        }
        Ok(())
    }

    /// Commits the group and tells everybody in it.
    async fn commit(&mut self) -> Result<(), sqlx::Error> {
        self.tidy().await?;
        if self.open {
            let result = self.connection.execute("commit").await;
            self.commits += 1;
            self.end(result.map(|_| ()).map_err(|error| encode(&error))).await;
        }
        Ok(())
    }

    async fn end(&mut self, told: Result<(), String>) {
        if told.is_err() {
            // Nothing of a failed transaction may be left behind; when it is already gone, this fails and that is well.
            let _ = self.connection.execute("rollback").await;
        }
        self.open = false;
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(told.clone());
        }
    }
}

/// The commit's error is shared by several writers and `sqlx::Error` cannot be cloned: the code travels with the words.
fn encode(error: &sqlx::Error) -> String {
    let code =
        error.as_database_error().and_then(|inner| inner.code().map(|code| code.into_owned())).unwrap_or_default();
    format!("{code}|{error}")
}

fn decode(told: &str) -> DbError {
    match told.split_once('|') {
        Some(("13", _)) => DbError::Full,
        Some(("5" | "6" | "261" | "517", _)) => DbError::Locked,
        Some((_, words)) => DbError::Away(words.to_owned()),
        None => DbError::Away(told.to_owned()),
    }
}

impl Turn {
    /// Waits in line, then opens a savepoint.
    ///
    /// In a task of its own: a statement that was sent is carried out even when nobody waits for it any more, and the group
    /// must know. A caller who goes away leaves a turn that is dropped, and tidied up like any other.
    pub(crate) async fn take(line: &Arc<Mutex<Group>>) -> Result<Self, DbError> {
        let line = line.clone();
        let taking = tokio::spawn(async move { Self::take_whole(line).await });
        taking.await.unwrap_or_else(|_| Err(DbError::Away("the writer went away".into())))
    }

    async fn take_whole(line: Arc<Mutex<Group>>) -> Result<Self, DbError> {
        let mut guard = line.clone().lock_owned().await;
        guard.tidy().await?;
        if !guard.open {
            guard.connection.execute("begin immediate").await?;
            guard.open = true;
        }
        guard.connection.execute("savepoint turn").await?;
        // From here on, an owner who goes away leaves a mark: the next in line tidies up.
        guard.abandoned = true;
        Ok(Self { guard: Some(guard), line })
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.guard.as_mut().expect("a turn holds its guard until it ends").connection
    }

    /// Ends the turn and waits until the group it belongs to is on the disk.
    pub(crate) async fn commit(self) -> Result<(), DbError> {
        // Again a task of its own, for the same reason.
        let releasing = tokio::spawn(async move { self.release().await });
        let hear = releasing.await.unwrap_or_else(|_| Err(DbError::Away("the writer went away".into())))?;
        match hear.await {
            Ok(result) => result.map_err(|told| decode(&told)),
            Err(_) => Err(DbError::Away("the writer went away".into())),
        }
    }

    async fn release(mut self) -> Result<oneshot::Receiver<Result<(), String>>, DbError> {
        let mut guard = self.guard.take().expect("a turn ends once");
        let (told, hear) = oneshot::channel();
        let released = guard.connection.execute("release turn").await;
        if released.is_ok() {
            guard.abandoned = false;
            guard.waiting.push(told);
        }
        drop(guard);
        self.finish_later();
        released?;
        Ok(hear)
    }

    fn finish_later(&self) {
        let line = self.line.clone();
        tokio::spawn(async move {
            let _ = line.lock().await.commit().await;
        });
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.guard.take().is_some() && tokio::runtime::Handle::try_current().is_ok() {
            self.finish_later();
        }
    }
}
