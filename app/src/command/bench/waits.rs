//! The announced waits: simulated days replayed entry by entry, a range told to each visitor who comes, and what then
//! happened beside it.
//!
//! The estimator sees what the server would: the day's tickets as the entries so far left them, and the tickets of earlier
//! days. When a desk was free for each visitor, or would have been for those who gave up, is known to the simulation alone.

mod replay;
mod report;

use crate::{
    Folder, Parts, Trouble,
    simulation::{Profile, Shift, Simulation},
};
use clap::Args;
use kernel::{AccountId, Actor, Day};
use network::Place;
use reception::queue::expect::{Habits, Passage, REMEMBERED_DAYS};
pub(super) use replay::replay;
use std::{path::PathBuf, sync::Arc, time::Instant};

/// Days that a place remembers, as the server does.
const REMEMBERED: i32 = REMEMBERED_DAYS;

/// Measures announced waits on simulated days.
#[derive(Args)]
pub struct WaitsBench {
    /// Dossier où mesurer (un dossier temporaire y est créé)
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Nombre de lieux
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=2845))]
    places: u16,
    /// Jours annoncés, après ceux qui instruisent
    #[arg(long, default_value_t = 60)]
    days: u16,
    /// Agents par lieu
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(2..=20))]
    agents: u8,
    /// Graine du hasard
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl WaitsBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = tempfile::Builder::new().prefix("parvis-bench-").tempdir_in(&self.folder)?;
        let (places, parts) = places(self.places, &folder.path().join("waits")).await?;
        let today = Day::at(parts.app.clock.now(), &jiff::tz::TimeZone::UTC);
        let simulation = Simulation::new(parts.catalogue.now(), Profile::Pimms, self.seed, today);
        let catalogue = parts.catalogue.now();
        let agents: Vec<AccountId> = (1..=i64::from(self.agents)).map(AccountId).collect();
        let start = Instant::now();
        let (mut told, mut closes, mut slower) = (Vec::new(), Vec::new(), Vec::new());
        for place in &places {
            let mut past: Vec<Passage> = Vec::new();
            let first = today.0 - i32::from(self.days) - REMEMBERED;
            for day in (first..today.0).map(Day) {
                past.retain(|passage| passage.day.0 >= day.0 - REMEMBERED);
                let ordinary = simulation.hall(place, &agents, day, None);
                let habits = if day.0 < first + REMEMBERED { None } else { Habits::learn(&past, day) };
                if let Some(habits) = &habits {
                    let shifted = |shift| {
                        let day_of = simulation.hall(place, &agents, day, Some(shift));
                        replay(&catalogue, place, day, &day_of, Some(habits)).0
                    };
                    closes.extend(shifted(Shift::DeskCloses { at: 600 }));
                    slower.extend(shifted(Shift::Slower { percent: 130 }));
                }
                let (ranges, tickets) = replay(&catalogue, place, day, &ordinary, habits.as_ref());
                told.extend(ranges);
                past.extend(tickets.iter().map(Passage::from));
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{} lieux, {} jours annoncés après {REMEMBERED} jours d’apprentissage, {} agents, graine {} ({seconds:.0} s).",
            places.len(),
            self.days,
            self.agents,
            self.seed
        );
        report::print(&told);
        println!("Quand la journée ne ressemble pas aux précédentes (l’estimation n’en sait rien d’avance) :");
        report::line("un guichet ferme à 10 h", closes.iter());
        report::line("  visites d’après 10 h", closes.iter().filter(|told| told.minute >= 600));
        report::line("tout dure 30 % de plus", slower.iter());
        report::cost(&told);
        parts.app.db.close().await;
        Ok(())
    }
}

/// Real places without anybody in them yet, in a folder of their own; buses have no hall.
pub(super) async fn places(count: u16, path: &std::path::Path) -> Result<(Vec<Arc<Place>>, Parts), Trouble> {
    let folder = Folder::take(path)?;
    let parts = Parts::open(&folder, None, false).await?;
    let list = include_bytes!("../../../../data/places/france-services-2024-08-01.csv");
    let import = network::import::read(list).map_err(|refusal| Trouble::Other(refusal.to_string()))?;
    let drafts: Vec<_> = import.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
    let chosen = network::import::demo_selection(&drafts, usize::from(count));
    let chosen: Vec<_> = chosen.into_iter().map(|draft| &draft.external_id).collect();
    let mut tx = parts.app.db.write(&Actor::System("bench")).await?;
    let long_ago = Day::of(jiff::civil::date(2005, 1, 1));
    let now = parts.app.clock.now();
    network::take(&mut tx, now, long_ago, "mesure", true, &drafts, |draft| chosen.contains(&&draft.external_id))
        .await?;
    tx.commit().await?;
    parts.directory.refresh(&parts.app.db).await?;
    let network = parts.directory.now();
    Ok((network.places().filter(|place| !place.is_bus()).cloned().collect(), parts))
}
