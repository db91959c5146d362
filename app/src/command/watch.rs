//! `parvis watch`: the engine of the watch on files, without an installation.

mod cases;
mod counts;
mod score;
mod series;
mod words;

use crate::Trouble;
use clap::{Args, Subcommand};

/// Watches counts in files.
#[derive(Args)]
pub struct Watch {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Rejoue nuit par nuit un dossier de cas étiquetés, et écrit les signaux (et les prévisions)
    Score(score::Score),
    /// Lit un tableau de dates et de comptes, et dit les signaux et la prévision à 28 jours
    Series(series::File),
}

impl Watch {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self.what {
            What::Score(score) => score.run(),
            What::Series(series) => series.run(),
        }
    }
}
