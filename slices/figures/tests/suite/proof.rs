//! What must never happen, and how it is named when it does.

use crate::common::{SYSTEM, entry, id, installation};
use db::values;
use figures::{Broken, What};
use kernel::{DeviceKind, PlaceId};
use serde_json::json;

/// Two visits at the first place, each with a request.
async fn two_visits() -> crate::common::Installation {
    let here = installation().await;
    for (n, at) in [(1, "2026-10-05T08:00:00Z"), (3, "2026-11-05T08:00:00Z")] {
        let at = at.parse().unwrap();
        let request = json!({"visit": id(n).to_string(), "theme": "famille.rsa", "acts": ["inform"]});
        here.record(
            1,
            vec![entry(n, 1, "visit.opened", at, json!({})), entry(n + 1, 1, "request.recorded", at, request)],
        )
        .await;
    }
    here.figures.catch_up().await.unwrap();
    here
}

async fn alter(here: &crate::common::Installation, sql: &'static str) {
    let mut tx = here.db().write(&SYSTEM).await.unwrap();
    assert!(tx.execute(sql, values![]).await.unwrap() > 0, "{sql}");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_row_that_differs_is_named() {
    let alterations = [
        ("update request set theme = theme + 1 where day > 9800", "thème"),
        ("delete from visit where day > 9800", "n’a pas de visite"),
        ("delete from entry where sequence = 2", "après l’entrée 1 vient l’entrée 3"),
        ("update entry set removed = added where sequence = 4", "l’entrée 4 retire un fait absent"),
        ("update place_head set sequence = 9", "vient l’entrée 9"),
        ("update tally_block set facts = (select facts from tally_block where month = 24321)", "dans les blocs"),
    ];
    for (sql, words) in alterations {
        let here = two_visits().await;
        figures::compact(here.db()).await.unwrap();
        let check = || figures::check(&here.figures, here.db(), &here.directory, &here.catalogue);
        assert_eq!(check().await.unwrap(), []);
        alter(&here, sql).await;
        let said: Vec<String> = check().await.unwrap().iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.starts_with("lieu 1") && line.contains(words)), "{sql}: {said:#?}");
    }
}

#[tokio::test]
async fn a_changed_record_is_named_by_its_id() {
    let here = two_visits().await;
    alter(&here, "update request set support = 1 where day > 9800").await;
    let found = figures::check(&here.figures, here.db(), &here.directory, &here.catalogue).await.unwrap();
    let table = found.iter().find_map(|difference| match &difference.what {
        What::Table { records, journal: 0, .. } => Some((difference.place, records.clone())),
        _ => None,
    });
    assert_eq!(table, Some((PlaceId(1), vec![id(4)])));
    let journal = found
        .iter()
        .any(|difference| matches!(difference.what, What::Journal { sequence: 4, tables: 0, journal: 1, .. }));
    assert!(journal, "{found:?}");
}

#[tokio::test]
async fn taking_away_what_is_not_there_names_place_month_and_entry() {
    let here = two_visits().await;
    // The visit of October, taken away by the entry that opened November's.
    alter(&here, "update entry set removed = (select e.added from entry e where e.place = 1 and e.sequence = 1) where sequence in (3, 4)").await;
    let Err(Broken::NotThere { place, month, sequence }) = figures::compact(here.db()).await else {
        panic!("nothing was said")
    };
    assert_eq!((place, month, sequence), (PlaceId(1), 2026 * 12 + 9, 4));
    assert!(here.figures.reload().await.is_err());
    let through: Vec<(i64,)> = {
        let mut tx = here.db().read(&SYSTEM).await.unwrap();
        tx.all("select sequence from tally_through", values![]).await.unwrap()
    };
    assert_eq!(through, [], "nothing is folded when something is wrong");
}

#[tokio::test]
async fn late_facts_and_corrections_fold_into_their_own_month() {
    let here = two_visits().await;
    assert_eq!(figures::compact(here.db()).await.unwrap(), 4);
    let late = "2026-10-06T08:00:00Z".parse().unwrap();
    let facts = json!({"visit": id(2 - 1).to_string(), "theme": "famille.apl", "acts": ["explain"]});
    here.record(
        1,
        vec![
            entry(10, 1, "visit.opened", late, json!({})),
            entry(
                11,
                1,
                "corrected",
                late,
                json!({"target": id(2).to_string(), "replaces": id(2).to_string(), "facts": facts}),
            ),
            entry(12, 1, "withdrawn", late, json!({"target": id(3).to_string()})),
        ],
    )
    .await;
    assert_eq!(figures::compact(here.db()).await.unwrap(), 3);
    assert_eq!(figures::compact(here.db()).await.unwrap(), 0);
    let mut tx = here.db().read(&SYSTEM).await.unwrap();
    let sql = "select month, cast(length(facts) as bigint) from tally_block order by month";
    let sizes: Vec<(i64, i64)> = tx.all(sql, values![]).await.unwrap();
    assert_eq!(sizes, [(2026 * 12 + 9, 48), (2026 * 12 + 10, 0)]);
    drop(tx);
    here.figures.reload().await.unwrap();
    assert_eq!(figures::check(&here.figures, here.db(), &here.directory, &here.catalogue).await.unwrap(), []);
}

#[tokio::test]
async fn a_database_that_went_back_in_time_is_read_anew() {
    let here = two_visits().await;
    let visits = || {
        let question = tally::Question::new(tally::Measure::Visits, tally::Day(9_000), tally::Day(9_900));
        here.figures.ask(&question).unwrap().rows.first().map_or(0, |row| row.value)
    };
    assert_eq!(visits(), 2);
    for sql in [
        "delete from entry where sequence > 2",
        "update place_head set sequence = 2",
        "delete from request where day > 9800",
        "delete from visit where day > 9800",
    ] {
        alter(&here, sql).await;
    }
    here.figures.catch_up().await.unwrap();
    assert_eq!(visits(), 1);
    let at = "2026-11-05T09:00:00Z".parse().unwrap();
    here.append(Some(DeviceKind::Import), 1, vec![entry(20, 1, "visit.opened", at, json!({}))]).await;
    here.figures.catch_up().await.unwrap();
    assert_eq!(visits(), 2);
}
