//! `parvis account` and `parvis device`.

use super::Where;
use crate::Trouble;
use accounts::command::{AccountCommand, CommandError, DeviceCommand};
use clap::Args;

/// Manages accounts.
#[derive(Args)]
pub struct Account {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    command: AccountCommand,
}

/// Manages devices.
#[derive(Args)]
pub struct Device {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    command: DeviceCommand,
}

impl Account {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.opened(self.command.begins()).await?;
        tell(self.command.run(&parts.app, &parts.directory).await)
    }
}

impl Device {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        tell(self.command.run(&parts.app, &parts.directory).await)
    }
}

fn tell(told: Result<Vec<String>, CommandError>) -> Result<(), Trouble> {
    for line in told.map_err(|error| Trouble::Refused(error.to_string()))? {
        say!("{line}");
    }
    Ok(())
}
