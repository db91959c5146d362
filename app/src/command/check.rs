//! `parvis check`: journal = tables = figures, or which row differs.

use super::Where;
use crate::Trouble;
use clap::Args;
use kernel::counted;

/// Proves that the record holds together.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    place: Where,
}

impl Check {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        let figures = parts.figures().await?;
        let differences = figures::check(&figures, &parts.app.db, &parts.directory, &parts.catalogue)
            .await
            .map_err(|error| Trouble::Other(error.to_string()))?;
        for difference in &differences {
            say!("{difference}");
        }
        if differences.is_empty() {
            say!("Le journal, les tables et les chiffres disent la même chose.");
            Ok(())
        } else {
            Err(Trouble::Refused(format!(
                "{}.",
                counted(differences.len(), "différence trouvée", "différences trouvées")
            )))
        }
    }
}
