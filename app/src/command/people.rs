//! `parvis account` and `parvis device`.

use super::Where;
use crate::Trouble;
use accounts::command::{AccountCommand, DeviceCommand};
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
        let parts = self.place.beside().await?;
        self.command.run(&parts.app, &parts.directory).await.map_err(|error| Trouble::Refused(error.to_string()))
    }
}

impl Device {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.beside().await?;
        self.command.run(&parts.app, &parts.directory).await.map_err(|error| Trouble::Refused(error.to_string()))
    }
}
