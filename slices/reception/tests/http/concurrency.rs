//! Fifty desks at once.

use crate::house::{House, LYON, send};
use std::sync::Arc;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_desks_at_once_leave_no_gap_and_lose_nothing() {
    const DESKS: usize = 50;
    const VISITS: usize = 4;
    let house = Arc::new(House::build().await);
    let (samira, client) = house.samira().await;
    let mut desks = JoinSet::new();
    for desk in 0..DESKS {
        let (house, mut client) = (house.clone(), client.clone());
        desks.spawn(async move {
            let mut sent = 0;
            for visit in 0..VISITS {
                let at = format!("2026-11-24T09:{:02}:{:02}+01:00", desk, visit);
                let (_, _, entries) = house.visit_with(samira, &at, "famille.prime");
                // Some answers are lost on the way: the desk sends again.
                for _ in 0..=(desk + visit) % 2 {
                    let answers = send(&mut client, &entries).await;
                    assert!(answers.iter().all(|(status, _)| status == "accepted" || status == "known"), "{answers:?}");
                }
                sent += entries.len();
            }
            sent
        });
    }
    let sent: usize = desks.join_all().await.into_iter().sum();
    let (head, count) = house.numbers(LYON).await;
    assert_eq!((head, count), (i64::try_from(sent).unwrap(), head));
    let mut tx = house.write().await;
    let today = crate::house::day("2026-11-24");
    let counts = reception::store::counts_of_day(&mut tx, LYON, today).await.unwrap();
    assert_eq!(counts, (200, 200));
}
