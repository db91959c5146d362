//! Makes the dictionary that the bodies of entries are kept with (`slices/journal/src/body.rs`), of simulated bodies.
//!
//! ```text
//! cargo run --release -p parvis --example body_dictionary -- FILE
//! ```
//! The same places, days and seed give the same file. A dictionary that is in use is never made anew: another one gets a form of its own.

use jiff::{Timestamp, civil::date};
use kernel::{AccountId, Actor, Day};
use parvis::{
    Folder, Parts,
    simulation::{Profile, Simulation},
};
use std::{error::Error, time::Instant};
use zstd::{bulk::Compressor, dict::EncoderDictionary};

const LIST: &[u8] = include_bytes!("../../data/places/france-services-2024-08-01.csv");
const PLACES: usize = 60;
/// Days apart, so that every season and weekday is met.
const EVERY: usize = 11;
/// Beyond it a body shrinks by less than one byte more.
const LENGTH: usize = 16 * 1024;
const LEVELS: [i32; 4] = [1, 3, 6, 12];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give the file to write")?;
    let mut bodies = bodies().await?;
    // One in ten is kept aside, to be measured by what was made without it.
    let aside: Vec<String> = (0..bodies.len() / 10).map(|at| bodies.swap_remove(at * 9)).collect();
    let dictionary = zstd::dict::from_samples(&bodies, LENGTH)?;
    std::fs::write(&file, &dictionary)?;
    let total: usize = aside.iter().map(String::len).sum();
    println!("{} bodies, {:.1} bytes each, as JSON", aside.len(), total as f64 / aside.len() as f64);
    for level in LEVELS {
        let prepared = EncoderDictionary::copy(&dictionary, level);
        let mut compressor = Compressor::with_prepared_dictionary(&prepared)?;
        compressor.include_dictid(false)?;
        let start = Instant::now();
        let frames = aside.iter().map(|body| compressor.compress(body.as_bytes()).map(|frame| frame.len()));
        let total = frames.sum::<Result<usize, _>>()? as f64;
        let (each, time) = (total / aside.len() as f64, start.elapsed().as_secs_f64() * 1e6 / aside.len() as f64);
        println!("level {level}: {each:.1} bytes each, {time:.1} µs");
    }
    Ok(())
}

/// What was said of visits and requests in a year, in both networks; steps of a visit say too little to learn from.
async fn bodies() -> Result<Vec<String>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let parts = Parts::open(&Folder::take(folder.path())?, None, false).await?;
    let drafts: Vec<_> =
        network::import::read(LIST)?.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
    let chosen: Vec<_> =
        network::import::demo_selection(&drafts, PLACES).iter().map(|draft| draft.external_id.clone()).collect();
    let mut tx = parts.app.db.write(&Actor::System("dictionary")).await?;
    let long_ago = Day::of(date(2005, 1, 1));
    let now = Timestamp::UNIX_EPOCH;
    network::take(&mut tx, now, long_ago, "dictionary", true, &drafts, |draft| chosen.contains(&draft.external_id))
        .await?;
    tx.commit().await?;
    parts.directory.refresh(&parts.app.db).await?;
    let (from, to) = (Day::of(date(2025, 1, 1)), Day::of(date(2025, 12, 31)));
    let mut bodies = Vec::new();
    for profile in [Profile::Pimms, Profile::National] {
        let simulation = Simulation::new(parts.catalogue.now(), profile, 1, to);
        for place in parts.directory.now().places() {
            for day in (from.0..=to.0).step_by(EVERY).map(Day) {
                let entries = simulation.day(place, &[AccountId(1)], day, Timestamp::MAX);
                let telling =
                    entries.iter().filter(|entry| ["visit.opened", "request.recorded"].contains(&&*entry.kind));
                bodies.extend(telling.map(|entry| without_visit(&entry.body_text())));
            }
        }
    }
    Ok(bodies)
}

/// A visit that is the last member stands apart from the frame.
fn without_visit(body: &str) -> String {
    body.rsplit_once("\"visit\":").map_or(body, |(before, _)| before).to_owned()
}
