//! `parvis import calendar`: shows which school holidays a table would add, and writes them when told to.

use super::Where;
use crate::Trouble;
use clap::Args;
use kernel::Actor;
use network::{bring_school_days, calendar, school_words, store};
use std::path::PathBuf;
use web::{Locale, Text};

/// Brings in school holidays.
#[derive(Args)]
pub struct Calendar {
    /// Calendrier scolaire du ministère (CSV de data.education.gouv.fr), ou tableau « zones;first;last;name »
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// Écrit ; sans cette option, montre seulement ce qui serait ajouté
    #[arg(long)]
    apply: bool,
}

/// A command speaks French.
const FRENCH: Text = Text { locale: Locale::French };

impl Calendar {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let bytes = std::fs::read(&self.file).map_err(|error| Trouble::File { file: self.file.clone(), error })?;
        let file = calendar::read(&bytes).map_err(|refusal| Trouble::Refused(FRENCH.refusal(&refusal)))?;
        let parts = self.place.existing().await?;
        let change = if self.apply {
            let mut tx = parts.app.db.write(&Actor::System("import calendar")).await?;
            let change = bring_school_days(&mut tx, &file.days).await?;
            tx.commit().await?;
            change
        } else {
            let mut tx = parts.app.db.read(&Actor::System("import calendar")).await?;
            calendar::Change::of(&store::school_days(&mut tx).await?, &file.days)
        };
        for line in school_words(FRENCH, &file, &change) {
            say!("{line}");
        }
        if !change.is_empty() {
            let told = if self.apply { "calendar-written" } else { "calendar-not-written" };
            say!("{}", FRENCH.say(told));
        }
        Ok(())
    }
}
