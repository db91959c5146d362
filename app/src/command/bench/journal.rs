//! The journal: durable acknowledgements under an offered load, and its rate beside the raw engine's.

use super::{control, offered};
use crate::{
    Folder, Parts, Trouble,
    simulation::{Profile, Simulation},
};
use accounts::Email;
use clap::Args;
use journal::{Entry, Sender, Status};
use kernel::{AccountId, Actor, Day, Device, DeviceKind, Grant, Role, Scope};
use std::{path::PathBuf, sync::Arc, time::Instant};

/// Measures the journal on SQLite, in a new folder.
#[derive(Args)]
pub struct JournalBench {
    /// Dossier où mesurer (un dossier temporaire y est créé)
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Durée de la charge offerte, en secondes
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Saisies offertes par seconde
    #[arg(long, default_value_t = 200)]
    rate: u64,
    /// Postes
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Saisies des mesures de débit
    #[arg(long, default_value_t = 100_000)]
    entries: usize,
}

impl JournalBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = tempfile::Builder::new().prefix("parvis-bench-").tempdir_in(&self.folder)?;
        say!("Charge offerte : {} saisies/s pendant {} s depuis {} postes.", self.rate, self.seconds, self.clients);
        let place = Ground::lay(folder.path().join("offered")).await?;
        offered::run(&place, self.rate, self.seconds, self.clients).await?;
        place.parts.app.db.close().await;

        say!("Débit par lots de 500 saisies, face aux mêmes lignes par instructions préparées :");
        let place = Ground::lay(folder.path().join("batches")).await?;
        self.batches(&place).await?;
        say!("Débit de {} postes qui écrivent une saisie à la fois, regroupées :", self.clients);
        let place = Ground::lay(folder.path().join("grouped")).await?;
        self.grouped(&place).await
    }

    async fn batches(&self, ground: &Ground) -> Result<(), Trouble> {
        let entries = ground.entries(self.entries);
        let count = entries.len();
        let batches: Vec<Vec<Entry>> = entries.chunks(500).map(<[Entry]>::to_vec).collect();
        let commits = ground.parts.app.db.commits().await.unwrap_or(0);
        let start = Instant::now();
        for batch in batches {
            let answers = ground.append(batch).await?;
            assert!(
                answers.iter().all(|answer| answer.status == Status::Accepted),
                "a simulated entry is always accepted"
            );
        }
        let ours = start.elapsed().as_secs_f64();
        let commits = ground.parts.app.db.commits().await.unwrap_or(0) - commits;
        self.compare(ground, count, ours, commits).await
    }

    async fn grouped(&self, ground: &Ground) -> Result<(), Trouble> {
        let entries = ground.entries(self.entries / 5);
        // A visit's entries stay with one client, in order: the others do not wait for it.
        let mut lines: Vec<Vec<Entry>> = vec![Vec::new(); self.clients];
        let mut line = 0;
        for entry in entries {
            if entry.kind == "visit.opened" {
                line = (line + 1) % self.clients;
            }
            lines[line].push(entry);
        }
        let count = lines.iter().map(Vec::len).sum();
        let commits = ground.parts.app.db.commits().await.unwrap_or(0);
        let start = Instant::now();
        let mut clients = Vec::new();
        for line in lines {
            let ground = ground.clone();
            clients.push(tokio::spawn(async move {
                for entry in line {
                    ground.append(vec![entry]).await?;
                }
                Ok::<_, Trouble>(())
            }));
        }
        for client in clients {
            client.await.map_err(|error| Trouble::Other(error.to_string()))??;
        }
        let ours = start.elapsed().as_secs_f64();
        let commits = ground.parts.app.db.commits().await.unwrap_or(0) - commits;
        self.compare(ground, count, ours, commits).await
    }

    /// The same rows into the same tables with the same number of commits, by prepared statements on the raw engine.
    async fn compare(&self, ground: &Ground, count: usize, ours: f64, commits: u64) -> Result<(), Trouble> {
        ground.parts.app.db.close().await;
        let control = control::run(&ground.folder.database(), &ground.folder.file("control.db"), commits)
            .map_err(|error| Trouble::Other(error.to_string()))?;
        let (ours, control) = (count as f64 / ours, count as f64 / control);
        say!(
            "  {count} saisies en {commits} transactions ({:.1} par transaction)",
            count as f64 / commits.max(1) as f64
        );
        say!("  Parvis {ours:>9.0} saisies/s   moteur seul {control:>9.0} saisies/s   rapport {:.2}", ours / control);
        Ok(())
    }
}

/// A new installation with one place, one counter and one mediator.
#[derive(Clone)]
pub(super) struct Ground {
    pub(super) parts: Parts,
    pub(super) folder: Arc<Folder>,
    pub(super) sender: Sender,
    pub(super) agent: AccountId,
    pub(super) place: Arc<network::Place>,
}

impl Ground {
    pub(super) async fn lay(path: PathBuf) -> Result<Self, Trouble> {
        let folder = Folder::take(&path)?;
        let parts = Parts::open(&folder, None, false).await?;
        let now = parts.app.clock.now();
        let list = include_bytes!("../../../../data/places/france-services-2024-08-01.csv");
        let import = network::import::read(list).map_err(|refusal| Trouble::Other(refusal.to_string()))?;
        let drafts: Vec<_> = import.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
        let chosen: Vec<_> =
            network::import::demo_selection(&drafts, 1).into_iter().map(|draft| &draft.external_id).collect();
        let mut tx = parts.app.db.write(&Actor::System("bench")).await?;
        let long_ago = Day::of(jiff::civil::date(2005, 1, 1));
        network::take(&mut tx, now, long_ago, "mesure", true, &drafts, |draft| chosen.contains(&&draft.external_id))
            .await?;
        let email = Email::parse("mesure@demo.example").map_err(|refusal| Trouble::Other(refusal.code.into()))?;
        let agent = accounts::create_account(&mut tx, now, &email, "Mesure", "fr").await?;
        let agent = agent.ok_or_else(|| Trouble::Other("le dossier n’est pas neuf".into()))?;
        let grant = Grant { role: Role::Mediator, scope: Scope::Network, from: long_ago, to: None };
        accounts::grant(&mut tx, agent, grant).await?;
        tx.commit().await?;
        parts.directory.refresh(&parts.app.db).await?;
        let place = parts.directory.now().places().next().cloned();
        let place = place.ok_or_else(|| Trouble::Other("aucun lieu".into()))?;
        let mut tx = parts.app.db.write(&Actor::System("bench")).await?;
        let id = accounts::program_device(&mut tx, place.row.id, DeviceKind::Simulation).await?;
        tx.commit().await?;
        let device = Device {
            id,
            place: place.row.id,
            association: place.row.association,
            kind: DeviceKind::Simulation,
            name: "Mesure".into(),
        };
        let sender = Sender { actor: Actor::System("bench"), device: Some(Arc::new(device)) };
        Ok(Self { parts, folder: Arc::new(folder), sender, agent, place })
    }

    /// Simulated entries, enough days of them.
    pub(super) fn entries(&self, count: usize) -> Vec<Entry> {
        let now = self.parts.app.clock.now();
        let today = Day::at(now, &self.place.zone);
        let simulation = Simulation::new(self.parts.catalogue.now(), Profile::Pimms, 1, today);
        let (mut days, mut made, mut day) = (Vec::new(), 0, today);
        while made < count && day > self.place.row.opened {
            day = day.plus(-1);
            let entries = simulation.day(&self.place, &[self.agent], day, now);
            made += entries.len();
            days.push(entries);
        }
        // As they happened: a counter's entries come in the order of time.
        days.into_iter().rev().flatten().collect()
    }

    async fn append(&self, entries: Vec<Entry>) -> Result<Vec<journal::Answer>, Trouble> {
        let now = self.parts.app.clock.now();
        Ok(self.parts.journal.append(&self.sender, now, entries.into_iter().map(Ok).collect()).await?)
    }
}
