//! What simulated agents note as missing, and what simulated people ask under « Autre ».
//!
//! Both follow from the place and the day alone, drawn apart from the rest of the day: a day is the same whenever it is made.

use super::{Chance, Simulation, day::instant, day::name};
use jiff::SignedDuration;
use journal::Entry;
use kernel::{AccountId, Day};
use network::Place;
use serde_json::{Map, Value, json};

/// Lines from the counter, with the theme that was being recorded.
const MISSING: [(&str, Option<&str>); 10] = [
    ("plus de bus après 18 h pour rentrer du travail", Some("mobilite.itineraire")),
    ("personne pour aider à remplir un dossier MDPH à domicile", Some("sante.mdph")),
    ("aucun cours de français le soir dans le quartier", None),
    ("pas d’écrivain public pour les courriers à la préfecture", Some("papiers.sejour")),
    ("plus de guichet de banque dans la commune", Some("banque.compte")),
    ("pas de photocopieuse ouverte le samedi", None),
    ("aucun médecin ne prend de nouveaux patients", None),
    ("garde d’enfants pendant les entretiens d’embauche", Some("emploi.offres")),
    ("plus de bus après 18 h pour rentrer du travail", Some("mobilite.itineraire")),
    ("aucun cours de français le soir dans le quartier", None),
];
/// What is asked under « Autre ».
const OTHER: [&str; 6] = [
    "carte de pêche",
    "permis bateau",
    "encombrants",
    "donner son sang",
    "chèque vacances",
    "carte de stationnement résident",
];
/// Each of these periods has words that come back in its second half more often than before.
const PERIOD: i32 = 112;
const MORE_OFTEN: f64 = 12.0;
/// How often a place's day has a line, and somebody who asks for something else.
const LINE: f64 = 0.03;
const ELSE: f64 = 0.1;

impl Simulation {
    /// The entries of a day that are drawn apart.
    pub(super) fn asides(&self, place: &Place, agents: &[AccountId], day: Day, spans: &[(u16, u16)]) -> Vec<Entry> {
        let mut chance =
            Chance::of(&[self.seed, 0x6e65_6564, place.row.id.0.unsigned_abs(), day.0.unsigned_abs().into()]);
        let (line, other) = (chance.happens(LINE), chance.happens(ELSE));
        let Some((start, end)) = spans.first().copied().filter(|_| !agents.is_empty()) else { return Vec::new() };
        let agent = agents[chance.below(agents.len())];
        let minute = start + chance.below(usize::from((end - start).max(1))) as u16;
        let at = instant(place, day, minute, chance.below(60) as i8);
        let make = |chance: &mut Chance, kind: &str, at, body: Value, note: Option<&str>| {
            let body = match body {
                Value::Object(body) => body,
                _ => Map::new(),
            };
            let mut entry = Entry::here(name(at, chance), place.row.id, kind, at, body);
            entry.utc_offset = place.zone.to_offset(at).seconds() / 60;
            (entry.agent, entry.note) = (Some(agent), note.map(str::to_owned));
            entry
        };
        let mut entries = Vec::new();
        if line {
            let (words, theme) = MISSING[chance.below(MISSING.len())];
            let body = theme.map_or_else(|| json!({}), |theme| json!({"theme": theme}));
            entries.push(make(&mut chance, "need.noted", at, body, Some(words)));
        }
        if other {
            let (period, in_period) = (day.0.div_euclid(PERIOD), day.0.rem_euclid(PERIOD));
            let rises = period.unsigned_abs() as usize % OTHER.len();
            let weight = |at: usize| if at == rises && in_period >= PERIOD / 2 { MORE_OFTEN } else { 1.0 };
            let words = OTHER[chance.weighted((0..OTHER.len()).map(weight))];
            let opened = make(&mut chance, "visit.opened", at, json!({"channel": "site"}), None);
            let (visit, then) = (opened.id, |minutes| at + SignedDuration::from_mins(minutes));
            entries.push(opened);
            let body = json!({"visit": visit, "theme": "autre.autre", "acts": ["inform"], "minutes": 4});
            entries.push(make(&mut chance, "request.recorded", then(4), body, Some(words)));
            entries.push(make(&mut chance, "visit.closed", then(5), json!({"visit": visit}), None));
        }
        entries
    }
}
