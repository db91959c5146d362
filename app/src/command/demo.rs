//! `parvis demo`: a network to try, made of real places and simulated activity.

mod living;
mod needs;
mod people;

use super::{Where, serve};
use crate::{
    Folder, Parts, Trouble,
    simulation::{Profile, Simulation},
};
use catalogue::Partnership;
use clap::Args;
use db::Wait;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use journal::{Entry, Sender};
use kernel::{AccountId, Actor, AssociationId, Day, Device, DeviceKind, PlaceId, Role, Scope};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
};
use tokio::task::JoinHandle;

/// The list of places, as published, reduced to what the product uses.
const LIST: &[u8] = include_bytes!("../../../data/places/france-services-2024-08-01.csv");
const SOURCE: &str = "Cartographie France services, ANCT, 1er août 2024, Licence Ouverte 2.0";
/// The companies that founded the network, partners of every association of the demonstration.
const FOUNDERS: [&str; 7] = ["edf", "engie", "veolia", "orange", "la-poste", "keolis", "sncf"];
/// Entries appended in one transaction.
const BATCH: usize = 16_000;

/// Makes and serves a demonstration.
#[derive(Args)]
pub struct Demo {
    /// Adresse d’écoute
    #[arg(long, default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// Dossier des données de la démonstration
    #[arg(long, default_value = "parvis-demo")]
    data: PathBuf,
    /// Base PostgreSQL, à la place du fichier SQLite du dossier
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Nombre de lieux, de 1 à 2845
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=2845))]
    places: u16,
    /// Années d’activité, de 1 à 10
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=10))]
    years: u8,
    /// Réseau simulé
    #[arg(long, value_enum, default_value_t = Profile::Pimms)]
    profile: Profile,
    /// Graine du hasard
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Laisse la file d’attente à qui essaie : à partir du jour où la démonstration est préparée, personne de simulé n’attend
    #[arg(long)]
    still: bool,
    /// Efface la démonstration précédente
    #[arg(long)]
    fresh: bool,
    /// Prépare les données puis s’arrête, sans servir
    #[arg(long)]
    prepare_only: bool,
}

impl Demo {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = Folder::take(&self.data)?;
        let listener = serve::listen(self.listen).await?;
        if self.fresh {
            self.forget(&folder)?;
        }
        let place = Where { data: self.data.clone(), database_url: self.database_url.clone() };
        let parts = Parts::open(&folder, place.database_url.as_deref(), false).await?;
        let simulation = self.prepare(&parts, &folder).await?;
        people::give_out(&parts).await?;
        needs::answer_some(&parts).await?;
        let figures = parts.figures().await?;
        figures.keep().await?;
        say!("{}", card(&folder, self.listen)?);
        if self.prepare_only {
            parts.app.db.close().await;
            return Ok(());
        }
        let living = tokio::spawn(living::go_on(parts.clone(), simulation));
        let served = serve::serve(listener, &parts, figures).await;
        living.abort();
        served
    }

    fn forget(&self, folder: &Folder) -> Result<(), Trouble> {
        if self.database_url.is_some() {
            let words = "--fresh n’efface que le fichier SQLite du dossier : videz vous-même la base PostgreSQL.";
            return Err(Trouble::Refused(words.into()));
        }
        let demonstration = folder.file("demo-card.json");
        if folder.database().exists() && !demonstration.exists() {
            let words = format!("{} contient un réseau réel : --fresh ne l’efface pas.", self.data.display());
            return Err(Trouble::Refused(words));
        }
        folder.remove_database()
    }

    /// Makes what is missing: all of it the first time, the days since the last time afterwards.
    async fn prepare(&self, parts: &Parts, folder: &Folder) -> Result<Arc<Simulation>, Trouble> {
        let now = parts.app.clock.now();
        let today = Day::at(now, &jiff::tz::TimeZone::UTC);
        let first_day = Day::of(today.date().saturating_sub(jiff::Span::new().years(i64::from(self.years))));
        let network = parts.directory.now();
        let first = network.setting("demonstration.ready").is_none();
        if first {
            if network.places().next().is_some() && !network.demonstration() {
                let words = "cette base contient un réseau réel : la démonstration ne s’y ajoute pas. Indiquez un autre dossier : --data.";
                return Err(Trouble::Refused(words.into()));
            }
            self.network(parts, folder, now, today).await?;
        }
        let network = parts.directory.now();
        let profile = if network.setting("demonstration.profile") == Some("national") {
            Profile::National
        } else {
            Profile::Pimms
        };
        let seed = network.setting("demonstration.seed").and_then(|seed| seed.parse().ok()).unwrap_or(self.seed);
        let number = |name: &str| network.setting(name).and_then(|day| day.parse().ok()).map(Day);
        let from = match (number("demonstration.through"), network.setting("demonstration.queue")) {
            // An older program made this day otherwise.
            (Some(through), None) => through.plus(1),
            (through, _) => through.unwrap_or(first_day),
        };
        let queue = match network.setting("demonstration.queue") {
            Some(queue) => queue.to_owned(),
            None if self.still => today.0.to_string(),
            None => "living".to_owned(),
        };
        let still_from = queue.parse().map_or(Day(i32::MAX), Day);
        let simulation = Simulation::new(parts.catalogue.now(), profile, seed, today).still_from(still_from);
        let simulation = Arc::new(simulation);
        activity(parts, simulation.clone(), from, today, now, first).await?;
        let mut tx = parts.app.db.write(&Actor::System("demo")).await?;
        // Today is not over: it is made again next time, and the journal knows what it already has.
        network::store::set_setting(&mut tx, "demonstration.through", &today.0.to_string()).await?;
        network::store::set_setting(&mut tx, "demonstration.queue", &queue).await?;
        network::store::set_setting(&mut tx, "demonstration.ready", "yes").await?;
        tx.commit().await?;
        parts.directory.refresh(&parts.app.db).await?;
        Ok(simulation)
    }

    /// Places, partners and accounts.
    async fn network(&self, parts: &Parts, folder: &Folder, now: Timestamp, today: Day) -> Result<(), Trouble> {
        let import = network::import::read(LIST).map_err(|refusal| Trouble::Other(refusal.to_string()))?;
        let drafts: Vec<_> = import.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
        let chosen: Vec<_> = match self.profile {
            Profile::Pimms => network::import::demo_selection(&drafts, usize::from(self.places)),
            Profile::National => drafts.iter().take(usize::from(self.places)).collect(),
        };
        let chosen: HashSet<_> = chosen.into_iter().map(|draft| draft.external_id.clone()).collect();
        let mut tx = parts.app.db.write(&Actor::System("demo")).await?;
        let long_ago = Day::of(jiff::civil::date(2005, 1, 1));
        for (name, value) in [
            ("network.name", "Réseau PIMMS"),
            ("demonstration", "yes"),
            ("demonstration.seed", &self.seed.to_string()),
            ("demonstration.profile", if self.profile == Profile::National { "national" } else { "pimms" }),
        ] {
            network::store::set_setting(&mut tx, name, value).await?;
        }
        let taken =
            network::take(&mut tx, now, today, SOURCE, true, &drafts, |draft| chosen.contains(&draft.external_id))
                .await?;
        let rows = network::store::places(&mut tx).await?;
        for mut row in rows.iter().filter(|row| taken.added.contains(&row.id)).cloned() {
            // The label is younger than the years to simulate: the demonstration's places were open before it.
            row.opened = row.opened.min(Day::of(today.date().saturating_sub(jiff::Span::new().years(11))));
            network::store::update_place(&mut tx, now, row).await?;
        }
        let associations: Vec<AssociationId> =
            network::store::associations(&mut tx).await?.iter().map(|one| one.id).collect();
        let founders = parts.catalogue.now();
        for association in &associations {
            for founder in FOUNDERS {
                let Some(operator) = founders.operator(founder) else { continue };
                let partnership =
                    Partnership { association: *association, operator: operator.id, from: long_ago, to: None };
                catalogue::put_partnership(&mut tx, &partnership).await?;
            }
        }
        let card = people::people(parts, &mut tx, now, &rows).await?;
        tx.commit().await?;
        let file = folder.file("demo-card.json");
        let words = serde_json::to_string_pretty(&json!({"address": self.listen.to_string(), "accounts": card}));
        std::fs::write(&file, words.unwrap_or_default())
            .map_err(|error| Trouble::File { file: file.clone(), error })?;
        parts.directory.refresh(&parts.app.db).await?;
        parts.catalogue.refresh(&parts.app.db).await?;
        Ok(())
    }
}

/// Appends the days between two, place by place, while the next ones are being made.
async fn activity(
    parts: &Parts,
    simulation: Arc<Simulation>,
    from: Day,
    to: Day,
    now: Timestamp,
    first: bool,
) -> Result<(), Trouble> {
    let network = parts.directory.now();
    let agents = agents(parts).await?;
    let senders = senders(parts).await?;

    let places: Vec<_> = network.places().cloned().collect();
    let days = u64::try_from(to.0 - from.0 + 1).unwrap_or(0);
    let bar = ProgressBar::new(days * places.len() as u64);
    let style = ProgressStyle::with_template("Activité simulée {bar:40} {percent:>3} %  {msg}  (encore {eta})");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));

    let (send, mut receive) = tokio::sync::mpsc::channel::<(PlaceId, u64, Vec<Entry>)>(4);
    let maker = tokio::task::spawn_blocking(move || {
        for place in places {
            let (mut batch, mut made) = (Vec::with_capacity(BATCH + 500), 0);
            for day in from.0..=to.0 {
                batch.extend(simulation.day(
                    &place,
                    agents.get(&place.row.id).map_or(&[], Vec::as_slice),
                    Day(day),
                    now,
                ));
                made += 1;
                if batch.len() >= BATCH || day == to.0 {
                    let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH + 500));
                    if send.blocking_send((place.row.id, std::mem::take(&mut made), full)).is_err() {
                        return;
                    }
                }
            }
        }
    });
    if first {
        // Until all of it is there, nobody is told that any of it is.
        parts.app.db.commits_wait(Wait::Nothing).await?;
    }
    let mut written = 0_u64;
    let mut tell = |(made, entries)| {
        written += entries;
        bar.inc(made);
        bar.set_message(format!("{written} saisies"));
    };
    // Some are being checked while those before them are written.
    let mut before: Option<JoinHandle<Result<(u64, u64), Trouble>>> = None;
    while let Some((place, made, entries)) = receive.recv().await {
        let Some(sender) = senders.get(&place).cloned() else { continue };
        let journal = parts.journal.clone();
        let next = tokio::spawn(async move {
            let answers = journal.append(&sender, now, entries.into_iter().map(Ok).collect()).await?;
            // What somebody who tried the program did otherwise since stands.
            match answers.iter().find_map(|answer| answer.refusal.as_ref()).filter(|_| first) {
                Some(refused) => Err(Trouble::Other(format!("une saisie simulée a été refusée : {}", refused.code))),
                None => Ok((made, answers.len() as u64)),
            }
        });
        if let Some(before) = before.replace(next) {
            tell(before.await.map_err(|error| Trouble::Other(error.to_string()))??);
        }
    }
    if let Some(last) = before {
        tell(last.await.map_err(|error| Trouble::Other(error.to_string()))??);
    }
    maker.await.map_err(|error| Trouble::Other(error.to_string()))?;
    bar.finish_and_clear();
    Ok(parts.app.db.commits_wait(Wait::Disk).await?)
}

/// Through which door the simulated entries of each place come.
async fn senders(parts: &Parts) -> Result<HashMap<PlaceId, Sender>, Trouble> {
    let mut tx = parts.app.db.write(&Actor::System("demo")).await?;
    let mut senders = HashMap::new();
    for place in parts.directory.now().places() {
        let device = Device {
            id: accounts::program_device(&mut tx, place.row.id, DeviceKind::Simulation).await?,
            place: place.row.id,
            association: place.row.association,
            kind: DeviceKind::Simulation,
            name: "Simulation".into(),
        };
        let sender = Sender { actor: Actor::System("simulation"), device: Some(Arc::new(device)) };
        senders.insert(place.row.id, sender);
    }
    tx.commit().await?;
    Ok(senders)
}

/// Who works where: those who hold a mediator's role over a place, in the order of their accounts.
pub(super) async fn agents(parts: &Parts) -> Result<HashMap<PlaceId, Vec<AccountId>>, Trouble> {
    let mut tx = parts.app.db.read(&Actor::System("demo")).await?;
    let mut agents: HashMap<PlaceId, Vec<AccountId>> = HashMap::new();
    for account in accounts::accounts(&mut tx).await? {
        for grant in accounts::grants_of(&mut tx, account.id).await? {
            if let (Role::Mediator, Scope::Place(place)) = (grant.role, grant.scope) {
                agents.entry(place).or_default().push(account.id);
            }
        }
    }
    Ok(agents)
}

/// What is printed once all is ready.
fn card(folder: &Folder, listen: SocketAddr) -> Result<String, Trouble> {
    let file = folder.file("demo-card.json");
    let words = std::fs::read_to_string(&file).map_err(|error| Trouble::File { file: file.clone(), error })?;
    let card: serde_json::Value = serde_json::from_str(&words).map_err(|error| Trouble::Other(error.to_string()))?;
    let mut lines = vec![
        String::new(),
        "  Parvis, démonstration : lieux réels, activité simulée".into(),
        format!("  Ouvrez http://{listen}"),
        String::new(),
    ];
    for account in card["accounts"].as_array().into_iter().flatten() {
        let role = match account["role"].as_str().unwrap_or_default() {
            "mediator" => "Accueil",
            "director" => "Direction",
            "officer" => "Union",
            "administrator" => "Administration",
            _ => "Partenaire",
        };
        let (email, password) =
            (account["email"].as_str().unwrap_or_default(), account["password"].as_str().unwrap_or_default());
        lines.push(format!("  {role:<15} {email:<26} {password}"));
    }
    lines.extend([
        String::new(),
        "  À essayer".into(),
        "  · Accueil : 1, E, Entrée – une demande enregistrée en trois touches ; « fature edf » pour chercher".into(),
        "  · File d’attente : aux heures d’ouverture, des visites simulées arrivent et repartent d’elles-mêmes".into(),
        "  · Chiffres : la demande y est déjà ; changez de période, ouvrez « Voir les données »".into(),
        "  · Journal : corrigez ou annulez une saisie".into(),
        "  · Union : le réseau, le catalogue, les lieux".into(),
        String::new(),
        "  Ctrl+C pour arrêter ; la même commande retrouve les mêmes données.".into(),
    ]);
    Ok(lines.join("\n"))
}
