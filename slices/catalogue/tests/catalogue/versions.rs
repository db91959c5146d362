//! The catalogue in the database and in memory: seeding, versions, names of their own date, branches, favourites.

use crate::common::{MARSEILLE, PLACE, SYSTEM, day, seeded};
use catalogue::{Catalogue, Use, seed, seed_from, shipped, shipped_sheets};
use kernel::{AccountId, AssociationId};
use tally::{Act, Acts, Branch, Support};
use web::Locale;

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    let here = seeded().await;
    let before = here.catalogue.now();
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    seed(&mut tx, here.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    here.catalogue.refresh(&here.app.db).await.unwrap();
    let after = here.catalogue.now();
    assert_eq!(after.versions(), before.versions());
    assert_eq!(after.themes().collect::<Vec<_>>(), before.themes().collect::<Vec<_>>());
    assert_eq!(after.operators().collect::<Vec<_>>(), before.operators().collect::<Vec<_>>());
    assert_eq!(after.themes().count(), shipped().themes.len());
    let today = day("2026-11-24");
    assert_eq!(after.document(Locale::French, today).hash, before.document(Locale::French, today).hash);
}

#[tokio::test]
async fn codes_and_ids_lead_to_one_another() {
    let here = seeded().await;
    let now = here.catalogue.now();
    let theme = now.theme("electricite.facture").unwrap();
    assert_eq!(now.theme_by_id(theme.id), Some(theme));
    assert_eq!(now.family_by_id(theme.family).unwrap().code, "electricite");
    assert_eq!(theme.acts, Acts::NONE.with(Act::Explain));
    assert_eq!(theme.operators[0], now.operator("edf").unwrap().id);
    assert_eq!(now.theme_families().family(theme.id), theme.family);
    assert_eq!(now.theme("nothing"), None);
    assert_eq!((now.language("fr"), now.language("ar-DZ"), now.language("tlh")), (1, 2, 0));
    assert_eq!(now.language_code(2), Some("ar"));
    assert!(now.themes().all(|theme| now.sheet(theme.id).is_some()));
}

#[tokio::test]
async fn a_request_is_shown_under_the_name_of_its_own_date() {
    let here = seeded().await;
    let now = here.catalogue.now();
    let engie = now.operator("engie").unwrap().id;
    assert_eq!(now.operator_name(engie, day("1995-06-01")), "Gaz de France");
    assert_eq!(now.operator_name(engie, day("2008-07-21")), "Gaz de France");
    assert_eq!(now.operator_name(engie, day("2010-06-01")), "GDF Suez");
    assert_eq!(now.operator_name(engie, day("2026-11-24")), "Engie");
    assert_eq!(now.operator_name(9_999, day("2026-11-24")), "");
}

#[tokio::test]
async fn the_branch_follows_the_operator_then_the_theme() {
    let here = seeded().await;
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let edf = here.catalogue.now().operator("edf").unwrap().id;
    let sql = "insert into partnership (association, operator, from_day, to_day) values ($1, $2, $3, $4)";
    tx.execute(sql, db::values![MARSEILLE, edf, day("2020-01-01"), Some(day("2024-12-31"))]).await.unwrap();
    tx.commit().await.unwrap();
    here.catalogue.refresh(&here.app.db).await.unwrap();
    let now = here.catalogue.now();
    let theme = now.theme("electricite.facture").unwrap().id;
    let prefecture = now.operator("prefecture").unwrap().id;
    let branch = |operator, association, on| now.branch_of(theme, operator, association, day(on));
    assert_eq!(branch(edf, MARSEILLE, "2024-12-31"), Branch::Partner);
    assert_eq!(branch(edf, MARSEILLE, "2025-01-01"), Branch::Social);
    assert_eq!(branch(edf, AssociationId(2), "2024-12-31"), Branch::Social);
    assert_eq!(branch(prefecture, MARSEILLE, "2024-12-31"), Branch::Public);
    assert_eq!(branch(0, MARSEILLE, "2024-12-31"), Branch::Partner, "the theme's own branch");
    assert_eq!(now.branch_of(0, 0, MARSEILLE, day("2024-12-31")), Branch::Social);
}

#[tokio::test]
async fn a_later_shipped_version_adds_and_maps_and_never_rewrites() {
    let here = seeded().await;
    let mut later = shipped().clone();
    later.version = "2027.1".into();
    later.from = "2027-01-01".parse().unwrap();
    let mut added = later.themes[0].clone();
    added.code = "electricite.lecture".into();
    added.label = "Facture et relevé".into();
    later.themes.retain(|theme| theme.code != "electricite.facture");
    later.themes[0].label = "Autre libellé".into();
    let rewritten = later.themes[0].code.clone();
    later.themes.push(added);
    later
        .mappings
        .push(catalogue::ShippedMapping { theme: "electricite.facture".into(), becomes: "electricite.lecture".into() });
    for _ in 0..2 {
        let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
        seed_from(&mut tx, here.app.clock.now(), &later, &shipped_sheets()).await.unwrap();
        tx.commit().await.unwrap();
    }
    here.catalogue.refresh(&here.app.db).await.unwrap();
    let now = here.catalogue.now();
    let codes: Vec<_> = now.versions().iter().map(|version| version.code.as_str()).collect();
    assert_eq!(codes, ["2026.1", "2027.1"]);
    let (old, new) = (now.theme("electricite.facture").unwrap(), now.theme("electricite.lecture").unwrap());
    let stands = |code: &str, on: &str| now.themes_at(day(on)).iter().any(|theme| theme.code == code);
    assert!(stands(&old.code, "2026-12-31") && !stands(&new.code, "2026-12-31"));
    assert!(!stands(&old.code, "2027-01-01") && stands(&new.code, "2027-01-01"));
    assert!(stands(&old.code, "2016-01-01"), "days before the first version belong to it");
    assert_eq!(now.comparable(old.id), new.id);
    assert_eq!(now.comparable(new.id), new.id);
    assert_ne!(now.theme(&rewritten).unwrap().label, "Autre libellé");
}

#[tokio::test]
async fn a_version_never_begins_in_the_past() {
    let here = seeded().await;
    let mut late = shipped().clone();
    late.version = "2026.2".into();
    late.from = "2026-06-01".parse().unwrap();
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    seed_from(&mut tx, here.app.clock.now(), &late, &[]).await.unwrap();
    tx.commit().await.unwrap();
    here.catalogue.refresh(&here.app.db).await.unwrap();
    assert_eq!(here.catalogue.now().versions()[1].from, day("2026-11-24"));
}

#[tokio::test]
async fn a_sheet_follows_the_shipped_text_until_somebody_edits_it() {
    let here = seeded().await;
    let mut sheets = shipped_sheets();
    sheets[0].title = "Un autre titre".into();
    sheets[1].title = "Un autre titre".into();
    let id = |catalogue: &Catalogue, at: usize| catalogue.now().theme(&sheets[at].theme).unwrap().id;
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let sql = "update sheet set title = 'Le nôtre', updated_by = 7 where theme = $1";
    tx.execute(sql, db::values![id(&here.catalogue, 1)]).await.unwrap();
    seed_from(&mut tx, here.app.clock.now(), shipped(), &sheets).await.unwrap();
    tx.commit().await.unwrap();
    here.catalogue.refresh(&here.app.db).await.unwrap();
    let now = here.catalogue.now();
    assert_eq!(now.sheet(id(&here.catalogue, 0)).unwrap().title, "Un autre titre");
    assert_eq!(now.sheet(id(&here.catalogue, 1)).unwrap().title, "Le nôtre");
}

fn used(catalogue: &Catalogue, theme: &str, operator: Option<&str>, act: Act, count: u64) -> Use {
    let now = catalogue.now();
    Use {
        theme: now.theme(theme).unwrap().id,
        operator: operator.map(|code| now.operator(code).unwrap().id),
        acts: Acts::NONE.with(act),
        support: Some(Support::With),
        count,
    }
}

#[tokio::test]
async fn favourites_keep_their_position_for_a_month() {
    let here = seeded().await;
    let (catalogue, today) = (&here.catalogue, day("2026-11-24"));
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let shown = catalogue.favourites(&mut tx, PLACE, None, today).await.unwrap();
    let themes = |list: &[catalogue::Favourite]| list.iter().map(|one| one.theme.clone()).collect::<Vec<_>>();
    assert_eq!(themes(&shown), shipped().favourites.iter().map(|one| one.theme.clone()).collect::<Vec<_>>());

    // The third and the fifth stay usual; « eau.fuite » becomes so; a triple done twice is chance.
    let usage = [
        used(catalogue, "eau.fuite", None, Act::Explain, 40),
        used(catalogue, "emploi.actualisation", Some("france-travail"), Act::Accompany, 30),
        used(catalogue, "sante.vitale", Some("cpam"), Act::Accompany, 20),
        used(catalogue, "lien.ecoute", None, Act::Inform, 2),
    ];
    assert!(catalogue.refresh_favourites(&mut tx, PLACE, None, today, &usage).await.unwrap());
    let after = catalogue.favourites(&mut tx, PLACE, None, today).await.unwrap();
    assert_eq!(after.len(), 9);
    assert_eq!(after[0].theme, "eau.fuite");
    assert_eq!((after[0].label.as_str(), after[0].act, after[0].support), ("Eau", "explain", Some("with")));
    assert_eq!(themes(&after)[1..], themes(&shown)[1..], "all others keep their position");

    let later = [used(catalogue, "eau.facture", None, Act::Explain, 90)];
    assert!(!catalogue.refresh_favourites(&mut tx, PLACE, None, day("2026-12-23"), &later).await.unwrap());
    assert!(catalogue.refresh_favourites(&mut tx, PLACE, None, day("2026-12-24"), &later).await.unwrap());
    let january = catalogue.favourites(&mut tx, PLACE, None, day("2027-01-02")).await.unwrap();
    assert_eq!(january[0].theme, "eau.facture");
}

#[tokio::test]
async fn an_agents_favourites_win_over_the_places() {
    let here = seeded().await;
    let (catalogue, today, agent) = (&here.catalogue, day("2026-11-24"), Some(AccountId(7)));
    let mut tx = here.app.db.write(&SYSTEM).await.unwrap();
    let facture = catalogue.now().theme("electricite.facture").unwrap().id;
    let edf = catalogue.now().operator("edf").unwrap().id;
    let sql =
        "insert into favourite (place, agent, position, theme, operator, acts, support, label, hint, icon, since_day)
        values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values =
        db::values![PLACE, 7_i64, facture, edf, r#"["explain"]"#, None::<String>, "Énergie", "", "lightning", today];
    tx.execute(sql, values).await.unwrap();
    let place = catalogue.favourites(&mut tx, PLACE, None, today).await.unwrap();
    let mine = catalogue.favourites(&mut tx, PLACE, agent, today).await.unwrap();
    assert_eq!(mine.len(), 9);
    assert_eq!(mine[0].theme, "electricite.facture");
    assert_eq!(mine[3].theme, place[0].theme, "what it displaced took its position");
    assert_eq!(catalogue.favourites(&mut tx, PLACE, Some(AccountId(8)), today).await.unwrap(), place);
}
