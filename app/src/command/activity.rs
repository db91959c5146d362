//! `parvis import activity`: brings in what a place recorded elsewhere.

use super::Where;
use crate::Trouble;
use clap::Args;
use std::path::PathBuf;

/// Brings in past activity.
#[derive(Args)]
pub struct Activity {
    /// Tableau (CSV)
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// Plan de correspondance (TOML)
    #[arg(long)]
    map: PathBuf,
}

impl Activity {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let _ = (&self.file, &self.place, &self.map);
        Err(Trouble::Refused("".into()))
    }
}
