//! Fifty desks at once.

use crate::house::{House, LYON, send};
use journal::{Entry, Sender, Status};
use kernel::{Actor, Day, Grant, Person, Role, Scope};
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

/// Servers that share a database each have a line of their own: the same entries, sent to all of them at once, are kept once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_entries_through_several_servers_are_kept_once() {
    const SERVERS: usize = 6;
    const ROUNDS: usize = 20;
    let house = House::build().await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let grant = Grant { role: Role::Mediator, scope: Scope::Place(LYON), from: Day(0), to: None };
    let person =
        Person { account: samira, name: "samira".into(), locale: "fr".into(), grants: vec![grant], device: None };
    let sender = Sender { actor: Actor::Person(Arc::new(person)), device: None };
    for round in 0..ROUNDS {
        let (_, _, entries) = house.visit_with(samira, &format!("2026-11-24T09:{round:02}:00+01:00"), "famille.prime");
        let entries: Vec<_> = entries.iter().map(|entry| Entry::read(entry).unwrap()).collect();
        let mut servers = JoinSet::new();
        for _ in 0..SERVERS {
            let (journal, sender, entries) = (house.another_journal(), sender.clone(), entries.clone());
            let now = house.app.clock.now();
            servers.spawn(async move { journal.append(&sender, now, entries.into_iter().map(Ok).collect()).await });
        }
        let answers: Vec<_> = servers.join_all().await.into_iter().flat_map(|answers| answers.unwrap()).collect();
        let accepted = answers.iter().filter(|answer| answer.status == Status::Accepted).count();
        let known = answers.iter().filter(|answer| answer.status == Status::Known).count();
        assert_eq!((accepted, known), (entries.len(), entries.len() * (SERVERS - 1)), "{answers:?}");
    }
    let (head, count) = house.numbers(LYON).await;
    assert_eq!((head, count), (2 * ROUNDS as i64, head));
}
