//! `parvis bench`: what this machine does, beside what the raw engine does on it in the same run.
//!
//! Machines are noisy: the ratios are what to read. Every load is bounded in time and count, and talks to this machine only.

mod control;
mod journal;
mod offered;
mod pages;
mod questions;
mod rota;
mod screens;
mod tally;
mod waits;
mod wire;

use crate::Trouble;
use clap::{Args, Subcommand};

/// Measures.
#[derive(Args)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Le journal : accusés durables sous charge, et débit face au moteur seul
    Journal(journal::JournalBench),
    /// Les chiffres : les quatre questions sur des millions de demandes
    Tally(tally::TallyBench),
    /// Les chiffres sous charge : des questions par HTTP pendant que des postes saisissent
    Questions(questions::QuestionsBench),
    /// Les pages : temps du serveur et poids, sur des données existantes
    Pages(pages::PagesBench),
    /// Les écrans : mémoire, travail au repos et délai de ceux qui suivent une file
    Screens(screens::ScreensBench),
    /// L’attente annoncée, face à celle qui suit, sur des journées simulées
    Waits(waits::WaitsBench),
    /// Les postes proposés, face à l’attente qui suit, sur des journées simulées
    Rota(rota::RotaBench),
}

impl Bench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        match self.what {
            What::Journal(bench) => bench.run().await,
            What::Tally(bench) => bench.run().await,
            What::Questions(bench) => bench.run().await,
            What::Pages(bench) => bench.run().await,
            What::Screens(bench) => bench.run().await,
            What::Waits(bench) => bench.run().await,
            What::Rota(bench) => bench.run().await,
        }
    }
}

/// The value below which a share of the sorted measures lies.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let position = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(position.clamp(1, sorted.len().max(1)) - 1).copied().unwrap_or(f64::NAN)
}
