//! Backups: see `backup` and `restore`.
/// x
#[derive(Debug, thiserror::Error)] pub enum BackupError {}
/// x
#[derive(Debug, thiserror::Error)] pub enum RestoreError {}
/// x
pub struct BackupReport;
