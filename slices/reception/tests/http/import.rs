//! Imports, written.

use crate::house::{House, LYON, accepted, day, send};
use reception::import::{Apply, ColumnMap, Import, Plan, Reason, Taken, Wanted, ground, plan, take};
use tally::{Fact, PACKED_LEN, Source};

const MAP: &str = "[source]\nname = \"Tableau 2026\"\nkind = \"requests\"\n[columns]\ndate = \"Date\"\ntime = \"Heure\"\n\
    theme = \"Motif\"\nminutes = \"Durée\"\nnote = \"Note\"\n[values.theme]\n\"CAF\" = \"famille.dossier\"\n";
const FILE: &str = "Date;Heure;Motif;Durée;Note\n05/01/2026;10h21;CAF;15;\n05/01/2026;10h21;CAF;15;\n\
    06/01/2026;;CAF;;à rappeler\n06/01/2026;9h;Permis bateau;;\n";

async fn run(house: &House, map: &str, file: &str) -> (Plan, Taken) {
    let map = ColumnMap::read(map).unwrap();
    let place = house.directory.now().place(LYON).unwrap().clone();
    let wanted = Wanted { place: &place, map: &map };
    let mut tx = house.write().await;
    let ground = ground(&mut tx, wanted, house.app.clock.now()).await.unwrap();
    drop(tx);
    let plan = plan(file.as_bytes(), &map, &house.catalogue.now(), &ground).unwrap();
    let taken = take(&house.app, &house.journal, wanted, &plan).await.unwrap();
    (plan, taken)
}

#[tokio::test]
async fn importing_twice_is_the_same_as_once() {
    let house = House::build().await;
    let (plan, taken) = run(&house, MAP, FILE).await;
    assert_eq!((plan.refused.len(), plan.visits.len()), (1, 3));
    assert_eq!(taken, Taken { visits: 3, requests: 3, ..Taken::default() });
    let once = house.numbers(LYON).await;
    let (_, again) = run(&house, MAP, FILE).await;
    assert_eq!(again, Taken { known: 3, ..Taken::default() });
    assert_eq!(house.numbers(LYON).await, once);
    // A mended map takes the rows it refused before, and changes nothing of what stands.
    let mended = format!("{MAP}\"Permis bateau\" = \"autre.autre\"\n").replace("famille.dossier", "famille.rsa");
    let (_, taken) = run(&house, &mended, FILE).await;
    assert_eq!((taken.visits, taken.requests), (1, 1));
    assert!(taken.refused.iter().all(|row| row.reason == Reason::Changed) && taken.refused.len() == 3);
    let mut tx = house.write().await;
    let changes = journal::changes(&mut tx, LYON, 0, 100).await.unwrap();
    let facts = changes.iter().flat_map(|change| change.added.iter().flat_map(|facts| facts.chunks(PACKED_LEN)));
    let facts: Vec<_> = facts.map(|fact| Fact::unpack(fact.try_into().unwrap()).unwrap()).collect();
    assert!(facts.iter().all(|fact| fact.source == Source::Import));
    // No hour is claimed where none was written.
    let sixth = tally::Day(day("2026-01-06").0);
    assert!(facts.iter().any(|fact| fact.day == sixth && fact.slot.is_none()));
    assert!(facts.iter().any(|fact| fact.day != sixth && fact.slot == Some(20)));
    let counts = reception::store::counts_of_day(&mut tx, LYON, day("2026-01-05")).await.unwrap();
    assert_eq!(counts, (2, 2));
}

#[tokio::test]
async fn daily_counts_are_replaced_by_their_source_and_never_meet_what_is_detailed() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, _, entries) = house.visit_with(samira, "2026-02-02T10:00:00+01:00", "famille.prime");
    accepted(send(&mut client, &entries).await);
    let map = "[source]\nname = \"Cahier\"\nkind = \"daily\"\n[columns]\ndate = \"Jour\"\nvisits = \"Passages\"\n";
    let file = "Jour,Passages\n2026-01-30,31\n2026-01-31,12\n2026-02-02,40\n";
    let (plan, taken) = run(&house, map, file).await;
    assert_eq!((taken.counts, plan.refused.len()), (2, 1));
    let (_, taken) = run(&house, map, "Jour,Passages\n2026-01-30,33\n").await;
    assert_eq!(taken.counts, 1);
    let mut tx = house.write().await;
    let kept = reception::store::daily_counts(&mut tx).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].place, kept[0].day, kept[0].number, kept[0].measure.as_str()),
        (LYON, day("2026-01-30"), 33, "visits")
    );
    drop(tx);
    // Requests of a day that is counted as a whole would count it twice.
    let (plan, _) = run(&house, MAP, "Date;Heure;Motif;Durée;Note\n30/01/2026;10h;CAF;;\n").await;
    assert_eq!(plan.refused[0].reason, Reason::AlreadyCounted("30/01/2026".into()));
}

#[tokio::test]
async fn the_command_previews_before_it_writes() {
    let house = House::build().await;
    let import =
        Import { app: &house.app, directory: &house.directory, catalogue: &house.catalogue, journal: &house.journal };
    let nowhere = import.run(FILE.as_bytes(), MAP, None, Apply::No).await.unwrap_err();
    assert!(nowhere.to_string().contains("--place"));
    let preview = import.run(FILE.as_bytes(), MAP, Some(LYON), Apply::No).await.unwrap();
    assert!(preview.contains("3 demandes en 3 visites") && preview.contains("Aperçu"), "{preview}");
    assert_eq!(house.numbers(LYON).await, (0, 0));
    let done = import.run(FILE.as_bytes(), MAP, Some(LYON), Apply::Yes).await.unwrap();
    assert!(done.ends_with("3 demandes enregistrées en 3 visites."), "{done}");
}
