//! Simulated needs on their way: one answered, one studied, one seen; the others wait to be sorted.

use crate::{Parts, Trouble};
use catalogue::fold;
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, Actor, Role};
use needs::{Item, NewNeed, Observation, Source, Stage, Step};

/// What a need is called, the words of the lines that speak of it, and what was said of it since, a week apart.
type Told = (&'static str, &'static str, &'static [(Stage, &'static str)]);
const NEEDS: [Told; 3] = [
    (
        "Des bus le soir",
        "bus apres 18 h",
        &[
            (Stage::Seen, ""),
            (Stage::Studied, "Les horaires de retour ont été relevés dans trois lieux et transmis à la métropole."),
            (
                Stage::Answered,
                "Un dernier départ à 20 h 15 est à l’essai sur deux lignes jusqu’en juin. Dites aux personnes de l’utiliser : le nombre de voyageurs décidera.",
            ),
        ],
    ),
    (
        "Des cours de français le soir",
        "cours de francais",
        &[
            (Stage::Seen, ""),
            (Stage::Studied, "Deux associations sont prêtes à ouvrir un groupe ; il manque une salle."),
        ],
    ),
    ("Un guichet de banque", "guichet de banque", &[(Stage::Seen, "")]),
];
/// Of the lines that speak of a need, how many were gathered; later ones wait.
const GATHERED: usize = 12;
const LOOKED_AT: i64 = 400;

/// Sorts some of what was noted, once.
pub(super) async fn answer_some(parts: &Parts) -> Result<(), Trouble> {
    if parts.directory.now().setting("demonstration.needs").is_some() {
        return Ok(());
    }
    let now = parts.app.clock.now();
    let mut tx = parts.app.db.write(&Actor::System("demo")).await?;
    let officers = accounts::of_role(&mut tx, Role::Officer, catalogue::today(now)).await?;
    if let Some((by, _)) = officers.first() {
        sort(parts, &mut tx, now, *by).await?;
    }
    network::store::set_setting(&mut tx, "demonstration.needs", "yes").await?;
    tx.commit().await?;
    Ok(parts.directory.refresh(&parts.app.db).await?)
}

async fn sort(parts: &Parts, tx: &mut db::Tx, now: Timestamp, by: AccountId) -> Result<(), Trouble> {
    let notes = needs::loose_notes(tx, LOOKED_AT).await?;
    let weeks = |back: i64| now - SignedDuration::from_hours(back * 7 * 24);
    let mut opened = Vec::new();
    for (title, words, steps) in NEEDS {
        let about = notes.iter().filter(|note| note.words.as_deref().is_some_and(|said| fold(said).contains(words)));
        let items: Vec<Item> = about.take(GATHERED).map(|note| Item::Note(note.place, note.id)).collect();
        let new = NewNeed { title: title.to_owned(), ..NewNeed::default() };
        let need = needs::open(tx, weeks(steps.len() as i64), &new).await?;
        needs::gather(tx, weeks(1), need, &items).await?;
        for (at, (stage, words)) in steps.iter().enumerate() {
            let said = weeks((steps.len() - at) as i64);
            needs::say(tx, need, &Step { said, by, stage: *stage, words: (*words).to_owned() }).await?;
        }
        opened.push(need);
    }
    let operator = |code: &str| parts.catalogue.now().operator(code).map(|operator| operator.id);
    let day = catalogue::today(weeks(4));
    for (source, operator, who, words, need) in [
        (
            Source::Partner,
            operator("edf"),
            "",
            "Nos clients en impayé ne savent pas que les lieux les reçoivent sans rendez-vous.",
            None,
        ),
        (
            Source::Partner,
            operator("keolis"),
            "",
            "La fréquentation des dernières courses baisse faute d’horaires connus.",
            opened.first().copied(),
        ),
        (
            Source::State,
            None,
            "Préfecture",
            "Les rendez-vous en ligne pour les titres de séjour restent hors de portée de beaucoup de personnes.",
            None,
        ),
    ] {
        let operator = operator.filter(|_| source == Source::Partner);
        let said = Observation {
            id: 0,
            source,
            operator,
            who: who.to_owned(),
            words: words.to_owned(),
            day,
            need,
            set_aside: false,
        };
        needs::add_observation(tx, now, by, &said).await?;
    }
    Ok(())
}
