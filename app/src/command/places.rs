//! `parvis import places`: reads a list of places, says what became of each row, and takes them in.

use super::Where;
use crate::Trouble;
use clap::Args;
use kernel::{Actor, Day, counted};
use network::import::{Outcome, PlaceDraft, RowReport};
use std::path::PathBuf;

/// Takes in a list of places.
#[derive(Args)]
pub struct Places {
    /// Liste au format France services (CSV)
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// D’où vient la liste, avec sa date et sa licence : affiché sur la page de chaque lieu (par défaut, le nom du fichier)
    #[arg(long)]
    source: Option<String>,
    /// Ne prend que les lieux PIMMS Médiation
    #[arg(long)]
    pimms: bool,
    /// Montre ce qui serait fait, sans rien écrire
    #[arg(long)]
    dry_run: bool,
}

impl Places {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let bytes = std::fs::read(&self.file).map_err(|error| Trouble::File { file: self.file.clone(), error })?;
        let import = network::import::read(&bytes).map_err(|refusal| Trouble::Refused(refusal.to_string()))?;
        for note in &import.notes {
            say!("{note}");
        }
        let (mut mended, mut refused) = (0_usize, 0_usize);
        for row in &import.rows {
            if self.pimms && row.outcome.draft().is_some_and(|draft| !draft.is_pimms) {
                continue;
            }
            mended += usize::from(matches!(row.outcome, Outcome::Mended(..)));
            refused += usize::from(matches!(row.outcome, Outcome::Refused(_)));
            report(row);
        }
        let list: Vec<_> = import.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
        let wanted = |draft: &PlaceDraft| draft.is_pimms || !self.pimms;
        let read = list.iter().filter(|draft| wanted(draft)).count();
        let (read, refused) =
            (counted(read, "lieu lu", "lieux lus"), counted(refused, "ligne refusée", "lignes refusées"));
        say!("{read}, dont {mended} avec une remarque ; {refused}.");
        if self.dry_run {
            say!("Essai : rien n’a été écrit.");
            return Ok(());
        }
        let parts = self.place.beside().await?;
        let now = parts.app.clock.now();
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let source = self.source.clone().unwrap_or_else(|| format!("Fichier {name}"));
        let mut tx = parts.app.db.write(&Actor::System("import places")).await?;
        let today = Day::at(now, &jiff::tz::TimeZone::UTC);
        let taken = network::take(&mut tx, now, today, &source, false, &list, wanted).await?;
        tx.commit().await?;
        let added = counted(taken.added.len(), "lieu ajouté", "lieux ajoutés");
        let same = counted(taken.same, "inchangé", "inchangés");
        say!("{added}, {} mis à jour, {same}.", taken.changed.len());
        Ok(())
    }
}

fn report(row: &RowReport) {
    match &row.outcome {
        Outcome::Taken(_) => {}
        Outcome::Mended(draft, mends) => {
            for mend in mends {
                say!("ligne {} ({}) : {mend}", row.line, draft.short_name);
            }
        }
        Outcome::Refused(reasons) => {
            for reason in reasons {
                say!("ligne {} refusée : {reason}", row.line);
            }
        }
    }
}
