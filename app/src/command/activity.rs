//! `parvis import activity`: shows what a spreadsheet would become, and writes it when told to.

use super::Where;
use crate::Trouble;
use clap::Args;
use kernel::{Actor, PlaceId};
use reception::import::{self, ColumnMap, Wanted};
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
        let refused = |refusal: import::FileRefusal| Trouble::Refused(refusal.to_string());
        let bytes = read(&self.file)?;
        let map = String::from_utf8_lossy(&read(&self.map)?).into_owned();
        let map = ColumnMap::read(&map).map_err(refused)?;
        let parts = self.place_of_data.beside().await?;
        let network = parts.directory.now();
        let place = import::place_of(&network, self.place, &map).map_err(refused)?;
        let wanted = Wanted { place: &place, map: &map };
        let mut tx = parts.app.db.read(&Actor::System("import activity")).await?;
        let ground = import::ground(&mut tx, wanted, parts.app.clock.now()).await?;
        drop(tx);
        let plan = import::plan(&bytes, &map, &parts.catalogue.now(), &ground).map_err(refused)?;
        println!("{}", plan.preview(&ground));
        if !self.apply {
            println!("Rien n’a été écrit. Relancez avec --apply pour enregistrer.");
            return Ok(());
        }
        let taken = import::take(&parts.app, &parts.journal, wanted, &plan).await?;
        println!("{taken}");
        Ok(())
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(file).map_err(|error| Trouble::File { file: file.to_owned(), error })
}
