//! `parvis import activity`: shows what a spreadsheet would become, and writes it when told to.

use super::Where;
use crate::{Parts, Trouble};
use clap::Args;
use kernel::PlaceId;
use reception::import::{Apply, Import, ImportStop};
use std::path::{Path, PathBuf};

/// Brings in past activity.
#[derive(Args)]
pub struct Activity {
    /// Tableau (CSV, avec « ; », « , » ou tabulations, UTF-8 ou Windows-1252)
    file: PathBuf,
    #[command(flatten)]
    place_of_data: Where,
    /// Plan de correspondance (TOML) : voir docs/import-activity.md
    #[arg(long)]
    map: PathBuf,
    /// Numéro du lieu, quand le plan ne le dit pas
    #[arg(long)]
    place: Option<PlaceId>,
    /// Écrit ; sans cette option, montre seulement ce qui serait fait
    #[arg(long)]
    apply: bool,
}

impl Activity {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let bytes = read(&self.file)?;
        let map = String::from_utf8_lossy(&read(&self.map)?).into_owned();
        let Parts { app, directory, catalogue, journal, .. } = self.place_of_data.existing().await?;
        let import = Import { app: &app, directory: &directory, catalogue: &catalogue, journal: &journal };
        let apply = if self.apply { Apply::Yes } else { Apply::No };
        let told = import.run(&bytes, &map, self.place, apply).await;
        let told = told.map_err(|stop| match stop {
            ImportStop::File(refusal) => Trouble::Refused(refusal.to_string()),
            ImportStop::Db(error) => error.into(),
        })?;
        say!("{told}");
        Ok(())
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(file).map_err(|error| Trouble::File { file: file.to_owned(), error })
}
