//! The connections that read SQLite beside the one that writes.

use crate::{
    DbError,
    sqlite::{Connection, Use, gone},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections that read, opened as they are wanted.
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    room: Arc<Semaphore>,
}

/// Readers beside the one writer.
const READERS: usize = 4;

impl Readers {
    pub(crate) fn new(path: &Path) -> Arc<Self> {
        Arc::new(Self { path: path.to_owned(), idle: Mutex::default(), room: Arc::new(Semaphore::new(READERS)) })
    }

    /// A connection for a while, with nothing under way on it.
    pub(crate) async fn borrow(self: &Arc<Self>) -> Result<Reader, DbError> {
        let room = self.room.clone().acquire_owned().await.map_err(|_| gone())?;
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => Connection::open(&self.path, Use::Read).await?,
        };
        Ok(Reader { connection: Some(connection), home: self.clone(), _room: room })
    }

    /// Everything read from it belongs to one instant.
    pub(crate) async fn begin(self: &Arc<Self>) -> Result<Reader, DbError> {
        let reader = self.borrow().await?;
        reader.connection().script("begin").await?;
        Ok(reader)
    }

    /// Waits for those who read, and closes.
    pub(crate) async fn close(&self) {
        let everybody = self.room.acquire_many(READERS as u32).await;
        self.room.close();
        drop(everybody);
        let idle = std::mem::take(&mut *self.idle());
        for connection in idle {
            connection.close().await;
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on loan: it goes back when it is dropped, after what is under way on it.
pub(crate) struct Reader {
    connection: Option<Connection>,
    home: Arc<Readers>,
    _room: OwnedSemaphorePermit,
}

impl Reader {
    pub(crate) fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("a reader holds its connection until it is dropped")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.send(|raw| {
                if !raw.is_autocommit() {
                    let _ = raw.execute_batch("rollback");
                }
            });
            self.home.idle().push(connection);
        }
    }
}
