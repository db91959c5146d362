//! The tally: DESIGN's four questions on the data of a folder, beside the same questions to the database.

use super::quantile;
use crate::{Folder, Parts, Trouble};
use clap::Args;
use figures::sql::{self, Dictionary};
use std::{path::PathBuf, time::Instant};
use tally::{Day, Dimension, Filter, Measure, Question, Support};

/// Measures the tally on existing data.
#[derive(Args)]
pub struct TallyBench {
    /// Dossier des données
    #[arg(long, default_value = "parvis-demo")]
    data: PathBuf,
    /// Base PostgreSQL, à la place du fichier SQLite du dossier
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Mesures par question
    #[arg(long, default_value_t = 51)]
    times: usize,
}

impl TallyBench {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let other = |error: &dyn std::fmt::Display| Trouble::Other(error.to_string());
        let parts = Parts::open(&Folder::beside(&self.data)?, self.database_url.as_deref(), false).await?;
        let start = Instant::now();
        let figures = parts.figures().await?;
        let loading = start.elapsed().as_secs_f64();
        let (total, bytes) = figures.look(|tally| (tally.total(), tally.memory_bytes()));
        say!(
            "{total} faits chargés en {loading:.2} s, {:.1} octets chacun, place de leurs lieux comprise.",
            bytes as f64 / (total.max(1)) as f64
        );
        let (network, catalogue) = (parts.directory.now(), parts.catalogue.now());
        let dictionary = Dictionary::new(&network, &catalogue);
        let today = kernel::Day::at(parts.app.clock.now(), &jiff::tz::TimeZone::UTC);
        let places: Vec<u32> = network.places().filter_map(|place| u32::try_from(place.row.id.0).ok()).collect();
        say!("{:<58} {:>10} {:>12} {:>8}", "question", "Parvis ms", "moteur ms", "rapport");
        for (words, question) in questions(Day(today.0), &places) {
            let mut times = Vec::with_capacity(self.times);
            let mut ours = None;
            for _ in 0..self.times {
                let start = Instant::now();
                ours = Some(figures.ask(&question).map_err(|error| other(&error))?);
                times.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            times.sort_by(f64::total_cmp);
            let mut tx = parts.app.db.read(&kernel::Actor::System("bench")).await?;
            let start = Instant::now();
            let engine = sql::ask(&mut tx, &dictionary, &question).await.map_err(|error| other(&error))?;
            let by_engine = start.elapsed().as_secs_f64() * 1000.0;
            if ours.as_ref() != Some(&engine) {
                return Err(Trouble::Refused(format!(
                    "« {words} » : les chiffres et la base diffèrent. Lancez parvis check."
                )));
            }
            let median = quantile(&times, 0.5);
            say!("{words:<58} {median:>10.3} {by_engine:>12.1} {:>8.0}", by_engine / median);
        }
        say!("Les deux réponses sont égales, ligne à ligne.");
        Ok(())
    }
}

/// DESIGN's four questions, asked of these places and of the years that end today.
fn questions(today: Day, places: &[u32]) -> [(&'static str, Question); 4] {
    let year =
        |measure, by, places, filters| Question { measure, by, from: Day(today.0 - 364), to: today, places, filters };
    let three_years = |question| Question { from: Day(today.0 - 3 * 365), ..question };
    let some = Some(places.iter().copied().take(30).collect());
    let one = Some(places.iter().copied().take(1).collect());
    let alone = vec![
        Filter { dimension: Dimension::Support, codes: vec![Support::SelfDone.code().into()] },
        Filter {
            dimension: Dimension::Age,
            codes: vec![tally::Age::From60.code().into(), tally::Age::From70.code().into()],
        },
    ];
    [
        (
            "A  une année par thème, tous les lieux",
            year(Measure::Minutes, [Some(Dimension::Theme), None], None, vec![]),
        ),
        (
            "B  trente lieux au plus, par mois et famille, trois ans",
            three_years(year(Measure::Requests, [Some(Dimension::Month), Some(Dimension::Family)], some, vec![])),
        ),
        (
            "C  fait seul, 60 ans et plus, par lieu, trois ans",
            three_years(year(Measure::Requests, [Some(Dimension::Place), None], None, alone)),
        ),
        (
            "D  un lieu, une année, par jour et famille",
            year(Measure::Requests, [Some(Dimension::Day), Some(Dimension::Family)], one, vec![]),
        ),
    ]
}
