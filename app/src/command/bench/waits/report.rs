//! What was told beside what happened, in lines.

use super::{super::quantile, replay::Told};

/// A wait so short that nobody calls it one, in minutes.
const NO_WAIT: f64 = 2.0;

pub(super) fn print(told: &[Told]) {
    println!(
        "{:<34} {:>8} {:>9} {:>8} {:>8} {:>9} {:>9} {:>8}",
        "", "visites", "dedans %", "avant %", "après %", "largeur", "larg. p90", "attente"
    );
    line("toutes", told.iter());
    line("qui attendent plus de 2 min", told.iter().filter(|told| told.waited > NO_WAIT));
    line("personnes parties avant leur tour", told.iter().filter(|told| told.left));
    println!("Selon ce que la salle montre à l’arrivée :");
    line("calme : un guichet semble libre", told.iter().filter(|told| told.free > 0 && told.before == 0));
    let busy = || told.iter().filter(|told| told.free == 0 || told.before > 0);
    line("chargée : tous les guichets pris", busy());
    for (words, from, to) in [
        ("  personne devant", 0, 0),
        ("  une personne devant", 1, 1),
        ("  deux ou trois devant", 2, 3),
        ("  quatre à sept devant", 4, 7),
        ("  huit ou plus devant", 8, usize::MAX),
    ] {
        line(words, busy().filter(|told| (from..=to).contains(&told.before)));
    }
    println!("Selon l’heure :");
    line("lundi matin", told.iter().filter(|told| told.monday && told.minute < 720));
    line("autres matins", told.iter().filter(|told| !told.monday && told.minute < 720));
    line("après-midi", told.iter().filter(|told| told.minute >= 720));
    let short = told.iter().filter(|told| told.waited <= NO_WAIT).count();
    let share = 100.0 * short as f64 / told.len().max(1) as f64;
    println!("Appelées en deux minutes au plus : {share:.1} %.");
}

/// Inside, below and above the range; its width; the wait that followed (median).
pub(super) fn line<'a>(words: &str, told: impl Iterator<Item = &'a Told>) {
    let told: Vec<_> = told.collect();
    if told.is_empty() {
        return println!("{words:<34} {:>8}", 0);
    }
    let share = |count: usize| 100.0 * count as f64 / told.len() as f64;
    let inside = told.iter().filter(|told| told.range.holds(told.waited)).count();
    let below = told.iter().filter(|told| told.waited < f64::from(told.range.low)).count();
    let mut widths: Vec<f64> = told.iter().map(|told| f64::from(told.range.width())).collect();
    let mut waits: Vec<f64> = told.iter().map(|told| told.waited).collect();
    widths.sort_by(f64::total_cmp);
    waits.sort_by(f64::total_cmp);
    println!(
        "{words:<34} {:>8} {:>9.1} {:>8.1} {:>8.1} {:>5.0} min {:>5.0} min {:>4.1} min",
        told.len(),
        share(inside),
        share(below),
        share(told.len() - inside - below),
        quantile(&widths, 0.5),
        quantile(&widths, 0.9),
        quantile(&waits, 0.5),
    );
}

/// What an estimate costs.
pub(super) fn cost(told: &[Told]) {
    let mut all: Vec<f64> = told.iter().map(|told| told.seconds * 1e6).collect();
    all.sort_by(f64::total_cmp);
    let most = told.iter().max_by_key(|told| told.before);
    println!(
        "Une estimation, toute la file à la fois : p50 {:.0} µs, p99 {:.0} µs ; {:.0} µs avec {} personnes devant.",
        quantile(&all, 0.5),
        quantile(&all, 0.99),
        most.map_or(f64::NAN, |told| told.seconds * 1e6),
        most.map_or(0, |told| told.before),
    );
}
