//! `parvis watch night`: runs the nights that are due, as a server does by itself.

use super::words;
use crate::{Trouble, command::Where};
use clap::Args;
use watch::{From, Ran};

/// Looks at the days that are over.
#[derive(Args)]
pub struct Nights {
    #[command(flatten)]
    place: Where,
    /// Rejoue toute l’histoire depuis le premier enregistrement ; les réponses restent
    #[arg(long)]
    replay: bool,
}

impl Nights {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        let figures = parts.figures().await?;
        let from = if self.replay { From::TheFirst } else { From::LastNight };
        let ran = parts.watch(&figures).catch_up(from).await.map_err(|error| Trouble::Other(error.to_string()))?;
        say!(
            "{}",
            match ran {
                Ran::UpToDate => words::say("watch-up-to-date"),
                Ran::Elsewhere => words::say("watch-elsewhere"),
                Ran::Nothing => words::say("watch-nothing-recorded"),
                Ran::Nights { nights, last, took } => words::nights(nights, &last, took),
            }
        );
        parts.app.db.close().await;
        Ok(())
    }
}
