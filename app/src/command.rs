//! The commands of the program.

mod activity;
mod ask;
mod backup;
mod bench;
mod calendar;
mod check;
mod demo;
mod journal;
mod people;
mod places;
mod posting;
mod serve;
mod watch;

use crate::{Folder, Parts, Trouble};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What `parvis` can do.
#[derive(Subcommand)]
pub enum Command {
    /// Prépare un réseau de démonstration (lieux réels, activité simulée) et l’ouvre dans le navigateur
    Demo(demo::Demo),
    /// Sert Parvis
    Serve(serve::Serve),
    /// Reprend des lieux, une activité passée ou des vacances scolaires
    #[command(subcommand)]
    Import(Import),
    /// Gère les comptes
    Account(people::Account),
    /// Gère les postes
    Device(people::Device),
    /// Sauvegarde tout dans un fichier, sans arrêter le serveur
    Backup(backup::Backup),
    /// Restaure une sauvegarde dans une base vide
    Restore(backup::Restore),
    /// Vérifie que le journal, les tables et les chiffres disent la même chose
    Check(check::Check),
    /// Pose une question aux chiffres, ou aux tables de la base
    Ask(ask::Ask),
    /// Écrit le journal, une saisie par ligne, en JSON
    Journal(journal::Journal),
    /// Veille sur des comptes : signaux et prévision, depuis des fichiers
    Watch(watch::Watch),
    /// Mesure le journal, les chiffres et les pages sur cette machine
    Bench(bench::Bench),
}

/// What can be brought in.
#[derive(Subcommand)]
pub enum Import {
    /// Des lieux, depuis la liste France services ou un tableau de même forme
    Places(places::Places),
    /// Une activité passée, depuis un tableau et son plan de correspondance
    Activity(activity::Activity),
    /// Des vacances scolaires, depuis le calendrier du ministère ou un tableau
    Calendar(calendar::Calendar),
}

/// Where the data are.
#[derive(Args, Clone, Debug)]
pub struct Where {
    /// Dossier des données
    #[arg(long, global = true, default_value = "parvis-data", env = "PARVIS_DATA")]
    pub data: PathBuf,
    /// Base PostgreSQL, à la place du fichier SQLite du dossier
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

impl Where {
    /// Opens an installation that must be there already, beside a server that may be running.
    pub async fn existing(&self) -> Result<Parts, Trouble> {
        let folder = match self.database_url {
            Some(_) => Folder::unmade(&self.data),
            None => Folder::existing(&self.data)?,
        };
        Parts::open(&folder, self.database_url.as_deref(), false).await
    }

    /// Opens the installation, which is made when absent if the command `begins` one.
    pub async fn opened(&self, begins: bool) -> Result<Parts, Trouble> {
        if begins { self.beside().await } else { self.existing().await }
    }

    /// Opens the installation beside a server that may be running; it is made when absent.
    pub async fn beside(&self) -> Result<Parts, Trouble> {
        Parts::open(&Folder::beside(&self.data)?, self.database_url.as_deref(), false).await
    }
}

impl Command {
    /// Does it.
    pub async fn run(self) -> Result<(), Trouble> {
        match self {
            Command::Demo(demo) => demo.run().await,
            Command::Serve(serve) => serve.run().await,
            Command::Import(Import::Places(places)) => places.run().await,
            Command::Import(Import::Activity(activity)) => activity.run().await,
            Command::Import(Import::Calendar(calendar)) => calendar.run().await,
            Command::Account(account) => account.run().await,
            Command::Device(device) => device.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Check(check) => check.run().await,
            Command::Ask(ask) => ask.run().await,
            Command::Journal(journal) => journal.run().await,
            Command::Watch(watch) => watch.run().await,
            Command::Bench(bench) => bench.run().await,
        }
    }
}
