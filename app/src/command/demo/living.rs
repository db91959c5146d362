//! While the demonstration is open, its simulated day goes on: people come, wait, are called and leave as the hours pass.

use super::{agents, senders};
use crate::{Parts, Trouble, simulation::Simulation};
use jiff::Timestamp;
use journal::{Entry, Sender};
use kernel::{Day, PlaceId};
use network::Place;
use std::{collections::HashMap, sync::Arc, time::Duration};

/// How often what has happened meanwhile is written.
const EVERY: Duration = Duration::from_secs(3);

/// What is left of a place's day, in the order in which it happens.
struct Rest {
    day: Day,
    sender: Sender,
    entries: std::vec::IntoIter<Entry>,
}

/// Goes on until it is stopped. What it cannot write is told, and tried with the next.
pub(super) async fn go_on(parts: Parts, simulation: Arc<Simulation>) {
    let mut rests = HashMap::new();
    loop {
        if let Err(error) = turn(&parts, &simulation, &mut rests).await {
            tracing::warn!(%error, "the simulated day did not go on");
            rests.clear();
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn turn(parts: &Parts, simulation: &Simulation, rests: &mut HashMap<PlaceId, Rest>) -> Result<(), Trouble> {
    let now = parts.app.clock.now();
    let network = parts.directory.now();
    let is_new = |place: &Place| rests.get(&place.row.id).is_none_or(|rest| rest.day != Day::at(now, &place.zone));
    if network.places().any(|place| is_new(place)) {
        // From the morning on: the journal knows what it has.
        *rests = days(parts, simulation, now).await?;
    }
    for rest in rests.values_mut() {
        let happened = rest.entries.as_slice().partition_point(|entry| entry.happened <= now);
        if happened > 0 {
            let entries = rest.entries.by_ref().take(happened).map(Ok).collect();
            // Somebody who tries the program may have called a simulated visitor, or closed their visit: that stands.
            parts.journal.append(&rest.sender, now, entries).await?;
        }
    }
    Ok(())
}

/// The day under way in each place, to its end.
async fn days(parts: &Parts, simulation: &Simulation, now: Timestamp) -> Result<HashMap<PlaceId, Rest>, Trouble> {
    let network = parts.directory.now();
    let (agents, mut senders) = (agents(parts).await?, senders(parts).await?);
    let mut rests = HashMap::new();
    for place in network.places() {
        let Some(sender) = senders.remove(&place.row.id) else { continue };
        let day = Day::at(now, &place.zone);
        let agents = agents.get(&place.row.id).map_or(&[][..], Vec::as_slice);
        let mut entries = simulation.day(place, agents, day, Timestamp::MAX);
        entries.sort_by_key(|entry| entry.happened);
        rests.insert(place.row.id, Rest { day, sender, entries: entries.into_iter() });
    }
    Ok(rests)
}
