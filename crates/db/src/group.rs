//! One writer on SQLite, and many writers in one commit.
//!
//! A durable commit costs a flush of the disk, whatever it holds. So the writers that stand in line share one: each works in
//! its own savepoint of a common transaction, then queues once more, behind those who were already waiting, to have it
//! committed. The first to come back commits for all. Nobody is told « done » before that commit returned.
//!
//! The lock is fair (first come, first served), so a group is never larger than the line was when its first member finished,
//! and a lone writer commits at once, on the journey that ends its turn.

use crate::{DbError, Wait, sqlite::Connection};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// The one writing connection and the group that is forming on it.
pub(crate) struct Group {
    connection: Connection,
    /// Whether the common transaction is open.
    open: bool,
    /// A savepoint whose owner went away without finishing it.
    abandoned: bool,
    /// Those whose work is done and who wait for the commit.
    waiting: Vec<oneshot::Sender<Result<(), DbError>>>,
    /// How many stand in line for the connection.
    in_line: Arc<AtomicUsize>,
    /// How many commits were made: a benchmark asks, to give its control as many.
    pub(crate) commits: u64,
}

/// The line of those who write.
#[derive(Clone)]
pub(crate) struct Line {
    group: Arc<Mutex<Group>>,
    in_line: Arc<AtomicUsize>,
}

impl Line {
    pub(crate) fn new(connection: Connection) -> Self {
        let in_line = Arc::new(AtomicUsize::new(0));
        let group = Group {
            connection,
            open: false,
            abandoned: false,
            waiting: Vec::new(),
            in_line: in_line.clone(),
            commits: 0,
        };
        Self { group: Arc::new(Mutex::new(group)), in_line }
    }

    /// How many commits were shared so far.
    pub(crate) async fn commits(&self) -> u64 {
        self.group.lock().await.commits
    }

    /// Commits what waits, and makes the commits to come wait otherwise.
    pub(crate) async fn wait(&self, wait: Wait) -> Result<(), DbError> {
        let mut group = self.group.lock().await;
        group.commit().await?;
        group
            .connection
            .script(match wait {
                // What the system still holds goes to the disk first.
                Wait::Disk => "pragma synchronous = full; pragma wal_checkpoint(truncate)",
                Wait::Nothing => "pragma synchronous = off",
            })
            .await
    }

    /// Commits what waits, and closes the file.
    pub(crate) async fn close(&self) {
        let mut group = self.group.lock().await;
        let _ = group.commit().await;
        group.connection.close().await;
    }

    async fn head(&self) -> OwnedMutexGuard<Group> {
        self.in_line.fetch_add(1, Ordering::AcqRel);
        let guard = self.group.clone().lock_owned().await;
        self.in_line.fetch_sub(1, Ordering::AcqRel);
        guard
    }
}

/// A place at the head of the line: the savepoint of one writer.
pub(crate) struct Turn {
    guard: Option<OwnedMutexGuard<Group>>,
    line: Line,
}

impl Group {
    /// Undoes what an absent owner left. When even that fails, the engine has given up the whole transaction (a full disk,
    /// for instance): the group is over, and everybody in it is told.
    async fn tidy(&mut self) -> Result<(), DbError> {
        if std::mem::take(&mut self.abandoned)
            && let Err(error) = self.connection.script("rollback to turn; release turn").await
        {
            self.end(Err(error)).await;
        }
        Ok(())
    }

    /// Commits the group and tells everybody in it.
    async fn commit(&mut self) -> Result<(), DbError> {
        self.tidy().await?;
        if self.open {
            let result = self.connection.script("commit").await;
            self.committed(result).await;
        }
        Ok(())
    }

    async fn committed(&mut self, result: Result<(), DbError>) {
        self.commits += 1;
        self.end(result).await;
    }

    async fn end(&mut self, told: Result<(), DbError>) {
        if told.is_err() {
            // Nothing of a failed transaction may be left behind; when it is already gone, this fails and that is well.
            let _ = self.connection.script("rollback").await;
        }
        self.open = false;
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(told.clone());
        }
    }
}

impl Turn {
    /// Waits in line, then opens a savepoint.
    ///
    /// In a task of its own: a statement that was sent is carried out even when nobody waits for it any more, and the group
    /// must know. A caller who goes away leaves a turn that is dropped, and tidied up like any other.
    pub(crate) async fn take(line: &Line) -> Result<Self, DbError> {
        let line = line.clone();
        let taking = tokio::spawn(async move { Self::take_whole(line).await });
        taking.await.unwrap_or_else(|_| Err(DbError::ended("the writer went away")))
    }

    async fn take_whole(line: Line) -> Result<Self, DbError> {
        let mut guard = line.head().await;
        guard.tidy().await?;
        match guard.open {
            true => guard.connection.script("savepoint turn").await?,
            false => guard.connection.script("begin immediate; savepoint turn").await?,
        }
        guard.open = true;
        // From here on, an owner who goes away leaves a mark: the next in line tidies up.
        guard.abandoned = true;
        Ok(Self { guard: Some(guard), line })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.guard.as_ref().expect("a turn holds its guard until it ends").connection
    }

    /// Ends the turn and waits until the group it belongs to is on the disk.
    pub(crate) async fn commit(self) -> Result<(), DbError> {
        // Again a task of its own, for the same reason.
        let releasing = tokio::spawn(async move { self.release().await });
        let hear = releasing.await.unwrap_or_else(|_| Err(DbError::ended("the writer went away")))?;
        match hear.await {
            Ok(result) => result,
            Err(_) => Err(DbError::ended("the writer went away")),
        }
    }

    async fn release(mut self) -> Result<oneshot::Receiver<Result<(), DbError>>, DbError> {
        let mut guard = self.guard.take().expect("a turn ends once");
        let (told, hear) = oneshot::channel();
        let alone = guard.in_line.load(Ordering::Acquire) == 0;
        if alone {
            guard.abandoned = false;
            guard.waiting.push(told);
            let result = guard.connection.script("release turn; commit").await;
            guard.committed(result).await;
            return Ok(hear);
        }
        let released = guard.connection.script("release turn").await;
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
            let _ = line.head().await.commit().await;
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
