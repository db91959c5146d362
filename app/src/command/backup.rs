//! `parvis backup` and `parvis restore`.

use super::Where;
use crate::{Folder, Trouble};
use clap::Args;
use db::{BackupReport, Db};
use kernel::{Actor, Randomness, SystemClock, SystemRandomness, counted};
use std::path::PathBuf;

/// Writes a backup.
#[derive(Args)]
pub struct Backup {
    /// Fichier à écrire
    file: PathBuf,
    #[command(flatten)]
    place: Where,
}

/// Restores a backup.
#[derive(Args)]
pub struct Restore {
    /// Sauvegarde à restaurer
    file: PathBuf,
    #[command(flatten)]
    place: Where,
}

fn say(report: &BackupReport) {
    say!(
        "{}, {}, {} ; {} Mo, relus et vérifiés.",
        counted(report.entries, "saisie", "saisies"),
        counted(report.visits, "visite", "visites"),
        counted(report.requests, "demande", "demandes"),
        report.bytes.div_ceil(1_000_000)
    );
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        let report = parts.app.db.backup(&self.file, &SystemClock).await?;
        say(&report);
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        if !self.file.is_file() {
            let error = std::io::ErrorKind::NotFound.into();
            return Err(Trouble::File { file: self.file, error });
        }
        if let Err(error) = std::fs::File::open(&self.file) {
            return Err(Trouble::File { file: self.file, error });
        }
        db::verify(&self.file).await?;
        // Held: a server that runs on what is being restored would answer from another life.
        let folder = Folder::take(&self.place.data)?;
        let fresh = self.place.database_url.is_none() && !folder.database().exists();
        let db = match &self.place.database_url {
            Some(url) => Db::open_postgres(url, &SystemClock).await?,
            None => Db::open_sqlite(&folder.database(), &SystemClock).await?,
        };
        let report = match db.restore(&self.file, &SystemClock).await {
            Ok(report) => report,
            Err(error) => {
                db.close().await;
                if fresh {
                    folder.remove_database()?;
                }
                return Err(error.into());
            }
        };
        let mut name = [0; 8];
        SystemRandomness.fill(&mut name);
        let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut tx = db.write(&Actor::System("restore")).await?;
        journal::new_lineage(&mut tx, &name).await?;
        tx.commit().await?;
        db.close().await;
        say(&report);
        say!(
            "Une nouvelle lignée commence : les postes proposeront de renvoyer ce qu’ils ont saisi depuis la sauvegarde."
        );
        Ok(())
    }
}
