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
    ];
    for (sql, words) in alterations {
        let here = two_visits().await;
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
    let Err(Broken::NotThere { place, month, sequence }) = here.figures.reload().await else {
        panic!("nothing was said")
    };
    assert_eq!((place, month, sequence), (PlaceId(1), 2026 * 12 + 9, 4));
}

/// What the tally holds of the first place, whatever it started from.
fn held(here: &crate::common::Installation) -> usize {
    here.figures.look(|tally| tally.count(1))
}

#[tokio::test]
async fn a_start_takes_the_snapshot_and_follows_from_there() {
    let mut here = two_visits().await;
    here.restart().await.unwrap();
    // What the journal said before the snapshot is not looked at: the snapshot was really taken.
    alter(&here, "update entry set added = null where sequence = 2").await;
    let late = "2026-10-06T08:00:00Z".parse().unwrap();
    here.record(1, vec![entry(10, 1, "visit.opened", late, json!({}))]).await;
    here.start().await.unwrap();
    assert_eq!(held(&here), 5);
    std::fs::remove_file(&here.snapshot).unwrap();
    here.start().await.unwrap();
    assert_eq!(held(&here), 4, "without a snapshot the journal is read");
}

#[tokio::test]
async fn a_snapshot_that_does_not_match_is_set_aside_and_written_anew() {
    let mut here = two_visits().await;
    here.figures.keep().await.unwrap();
    let good = std::fs::read(&here.snapshot).unwrap();
    // Each time the journal says less than the snapshot: a number tells which of the two was read.
    alter(&here, "update entry set added = null where sequence = 2").await;
    let mut damaged = good.clone();
    damaged[good.len() / 2] ^= 1;
    for bad in [&damaged[..], &good[..good.len() - 1], b""] {
        std::fs::write(&here.snapshot, bad).unwrap();
        here.start().await.unwrap();
        assert_eq!(held(&here), 3);
    }
    here.restart().await.unwrap();
    assert_ne!(std::fs::read(&here.snapshot).unwrap(), good);
    assert_eq!(held(&here), 3);

    std::fs::write(&here.snapshot, &good).unwrap();
    let mut tx = here.db().write(&SYSTEM).await.unwrap();
    journal::new_lineage(&mut tx, "second").await.unwrap();
    tx.commit().await.unwrap();
    here.start().await.unwrap();
    assert_eq!(held(&here), 3, "another lineage");
}

#[tokio::test]
async fn a_snapshot_of_entries_that_are_no_more_is_set_aside() {
    let mut here = two_visits().await;
    here.figures.keep().await.unwrap();
    // An older database was put back, and as much was recorded since.
    alter(&here, "delete from entry where sequence = 4").await;
    alter(&here, "update place_head set sequence = 3").await;
    alter(&here, "delete from request where day > 9800").await;
    let at = "2026-11-05T09:00:00Z".parse().unwrap();
    here.append(Some(DeviceKind::Import), 1, vec![entry(20, 1, "visit.opened", at, json!({}))]).await;
    here.start().await.unwrap();
    let check = figures::check(&here.figures, here.db(), &here.directory, &here.catalogue).await.unwrap();
    assert_eq!((held(&here), check), (4, vec![]));
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
