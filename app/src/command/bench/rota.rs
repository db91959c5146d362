//! How many desks keep the wait short: what Erlang-A says, beside what then happens on simulated days.
//!
//! The halls are played with two to six agents. What the formula is given is what the product would know: the mean arrivals of a weekday's
//! half-hour, and the service and the patience that the tickets tell. A desk is free for whoever waits, or would have been had they stayed.

use super::waits::{places, replay};
use crate::{
    Trouble,
    simulation::{Profile, Shift, Simulation},
};
use clap::Args;
use insight::staffing::Load;
use kernel::{AccountId, Day};
use reception::queue::{Stage, Ticket};
use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

/// What one wants, as the page of the weeks ahead proposes it: nine in ten wait ten minutes at the most.
const TARGET: f64 = 10.0;
const SHARE: f64 = 0.1;
const SLOT: u16 = 30;
/// Bounds of the shares foreseen by which half-hours are put together.
const BOUNDS: [f64; 7] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.01];

/// Measures the desks that are planned.
#[derive(Args)]
pub struct RotaBench {
    /// Dossier où mesurer (un dossier temporaire y est créé)
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Nombre de lieux
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=2845))]
    places: u16,
    /// Jours joués
    #[arg(long, default_value_t = 180)]
    days: u16,
    /// Tous les postes tenus toute la journée : ni absence, ni retard, ni pause
    #[arg(long)]
    held: bool,
    /// Graine du hasard
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What came in a half-hour of a weekday.
#[derive(Default)]
struct Slot {
    days: u32,
    /// Who took a desk, those on the telephone too.
    visits: u32,
    /// Who took a ticket.
    came: u32,
    over: u32,
}

/// Half-hours put together.
#[derive(Clone, Copy, Default)]
struct Sum {
    came: f64,
    foreseen: f64,
    over: f64,
}

impl Sum {
    fn add(&mut self, slot: &Slot, foreseen: f64) {
        self.came += f64::from(slot.came);
        self.foreseen += foreseen * f64::from(slot.came);
        self.over += f64::from(slot.over);
    }

    fn line(&self, words: &str) {
        let share = |of: f64| 100.0 * of / self.came.max(1.0);
        println!("{words:<44} {:>8.0} {:>10.1} {:>10.1}", self.came, share(self.foreseen), share(self.over));
    }
}

impl RotaBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let folder = tempfile::Builder::new().prefix("parvis-bench-").tempdir_in(&self.folder)?;
        let (places, parts) = places(self.places, &folder.path().join("rota")).await?;
        let today = Day::at(parts.app.clock.now(), &jiff::tz::TimeZone::UTC);
        let catalogue = parts.catalogue.now();
        let simulation = Simulation::new(catalogue.clone(), Profile::Pimms, self.seed, today);
        let mut foreseen = [Sum::default(); BOUNDS.len() - 1];
        let (mut enough, mut more, mut fewer) = (Sum::default(), Sum::default(), Sum::default());
        for desks in 2..=6 {
            let agents: Vec<AccountId> = (1..=i64::from(desks)).map(AccountId).collect();
            for place in &places {
                let mut slots: BTreeMap<(i8, u16), Slot> = BTreeMap::new();
                let mut tickets: Vec<Ticket> = Vec::new();
                for day in (today.0 - i32::from(self.days)..today.0).map(Day) {
                    let hall = simulation.hall(place, &agents, day, self.held.then_some(Shift::Held));
                    let turns: HashMap<_, _> = hall.turns.iter().copied().collect();
                    let weekday = day.date().weekday().to_monday_zero_offset();
                    let (_, of_day) = replay(&catalogue, place, day, &hall, None);
                    let at = |instant| {
                        let clock = place.zone.to_datetime(instant);
                        (clock.hour().unsigned_abs() as u16 * 60 + clock.minute().unsigned_abs() as u16) / SLOT
                    };
                    for opened in hall.entries.iter().filter(|entry| entry.kind == "visit.opened") {
                        slots.entry((weekday, at(opened.happened))).or_default().visits += 1;
                    }
                    for ticket in of_day.iter().filter(|ticket| turns.contains_key(&ticket.visit)) {
                        let slot = slots.entry((weekday, at(ticket.arrived))).or_default();
                        slot.came += 1;
                        let waited = turns[&ticket.visit].as_millisecond() - ticket.arrived.as_millisecond();
                        slot.over += u32::from(waited as f64 > TARGET * 60_000.0);
                    }
                    if !of_day.is_empty() {
                        slots.iter_mut().filter(|((day, _), _)| *day == weekday).for_each(|(_, slot)| slot.days += 1);
                    }
                    tickets.extend(of_day);
                }
                let Some((service, patience)) = habits(&tickets) else { continue };
                for slot in slots.values().filter(|slot| slot.days > 0) {
                    let arrivals = f64::from(slot.visits) / f64::from(slot.days) / f64::from(SLOT);
                    let load = Load { arrivals, service, patience };
                    let share = load.with(desks, TARGET).over_target;
                    let at = BOUNDS.iter().rposition(|bound| share >= *bound).unwrap_or(0);
                    foreseen[at.min(foreseen.len() - 1)].add(slot, share);
                    let planned = load.desks(TARGET, SHARE).max(1);
                    let sum = match planned.cmp(&desks) {
                        std::cmp::Ordering::Equal => &mut enough,
                        std::cmp::Ordering::Less => &mut more,
                        std::cmp::Ordering::Greater => &mut fewer,
                    };
                    sum.add(slot, share);
                }
            }
        }
        println!(
            "{} lieux, {} jours joués avec 2 à 6 agents, graine {}. Part des visites qui attendent plus de {TARGET} minutes :",
            places.len(),
            self.days,
            self.seed
        );
        println!("{:<44} {:>8} {:>10} {:>10}", "", "visites", "prévu %", "vu %");
        for (bounds, sum) in BOUNDS.windows(2).zip(&foreseen) {
            let to = (100.0 * bounds[1]).min(100.0);
            sum.line(&format!("demi-heures prévues de {:.0} à {to:.0} %", 100.0 * bounds[0]));
        }
        fewer.line("moins de postes que le nombre proposé");
        enough.line("le nombre de postes proposé (10 % au plus)");
        more.line("plus de postes que le nombre proposé");
        parts.app.db.close().await;
        Ok(())
    }
}

/// Minutes that somebody takes a desk, and minutes people would wait, as the place's tickets tell them.
fn habits(tickets: &[Ticket]) -> Option<(f64, f64)> {
    let minutes = |milliseconds: i64| milliseconds as f64 / 60_000.0;
    let received: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.lasted.served > 0).collect();
    let left = tickets.iter().filter(|ticket| ticket.stage == Stage::Left && ticket.lasted.served == 0).count();
    let taken = |ticket: &&Ticket| ticket.lasted.called + ticket.lasted.served;
    let service = minutes(received.iter().map(taken).sum()) / received.len() as f64;
    let waited = minutes(tickets.iter().map(|ticket| ticket.lasted.waited).sum());
    (!received.is_empty()).then(|| (service, (waited / left.max(1) as f64).min(240.0)))
}
