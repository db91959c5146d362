//! `parvis watch`: the nights of an installation, and the engine of the watch on files.

mod cases;
mod counts;
mod nights;
mod score;
mod series;
mod words;

use crate::Trouble;
use clap::{Args, Subcommand};

/// Watches counts.
#[derive(Args)]
pub struct Watch {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Regarde les journées finies d’une installation, comme le serveur le fait chaque nuit
    Night(nights::Nights),
    /// Rejoue nuit par nuit un dossier de cas étiquetés, et écrit les signaux (et les prévisions)
    Score(score::Score),
    /// Lit un tableau de dates et de comptes, et dit les signaux et la prévision à 28 jours
    Series(series::File),
}

impl Watch {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        match self.what {
            What::Night(nights) => nights.run().await,
            What::Score(score) => score.run(),
            What::Series(series) => series.run(),
        }
    }
}
