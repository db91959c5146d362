//! The data folder: the SQLite file, the snapshot of the tally, the demonstration's card, and a lock so that two servers never share it.

use crate::Trouble;
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

/// A data folder, held for as long as this lives when it was taken.
pub struct Folder {
    path: PathBuf,
    _lock: Option<File>,
}

impl Folder {
    /// Makes the folder when absent, and holds it: no other server may use it meanwhile.
    pub fn take(path: &Path) -> Result<Self, Trouble> {
        let trouble = |error| Trouble::Folder { folder: path.to_owned(), error };
        make(path).map_err(trouble)?;
        let lock =
            File::options().create(true).truncate(false).write(true).open(path.join("parvis.lock")).map_err(trouble)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: Some(lock) }),
            Err(TryLockError::WouldBlock) => Err(Trouble::FolderTaken(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(trouble(error)),
        }
    }

    /// Uses the folder beside a server that may be running.
    pub fn beside(path: &Path) -> Result<Self, Trouble> {
        make(path).map_err(|error| Trouble::Folder { folder: path.to_owned(), error })?;
        Ok(Self::unmade(path))
    }

    /// Names the folder without touching it: the data are elsewhere.
    pub fn unmade(path: &Path) -> Self {
        Self { path: path.to_owned(), _lock: None }
    }

    /// Uses a folder that must hold data already: a mistyped path must not look like an empty, healthy installation.
    pub fn existing(path: &Path) -> Result<Self, Trouble> {
        if path.join("parvis.db").is_file() {
            return Ok(Self::unmade(path));
        }
        let words =
            format!("il n’y a pas de données Parvis dans {}. Vérifiez le chemin donné à --data.", path.display());
        Err(Trouble::Refused(words))
    }

    /// The SQLite file.
    pub fn database(&self) -> PathBuf {
        self.path.join("parvis.db")
    }

    /// What the tally starts from.
    pub fn snapshot(&self) -> PathBuf {
        self.path.join("tally.snapshot")
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Removes the SQLite file and what is made of it.
    pub fn remove_database(&self) -> Result<(), Trouble> {
        for name in ["parvis.db", "parvis.db-wal", "parvis.db-shm", "tally.snapshot"] {
            match std::fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Trouble::File { file: self.path.join(name), error });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Makes the folder when absent, for its owner's eyes only.
fn make(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
