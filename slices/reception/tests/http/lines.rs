//! How many streams one client holds: a refusal that says so, and everybody else follows on.

use crate::house::{House, LYON};
use kernel::DeviceKind;
use std::time::Duration;
use testkit::{Answer, Client};
use tokio::{task::JoinSet, time::timeout};

const MOST: usize = 32;
const SOON: Duration = Duration::from_millis(300);

/// Follows the queue: a stream that is taken never ends by itself.
async fn follow(mut client: Client) -> Answer {
    client.get("/api/v1/queue/live?place=1").await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_streams_without_end_is_told_to_stop_and_nobody_else_is() {
    let house = House::build().await;
    let (screen, _) = house.device(LYON, DeviceKind::Screen).await;
    let (other, _) = house.device(LYON, DeviceKind::Screen).await;
    let (_, samira) = house.samira().await;
    let elsewhere = house.signed_in("samira").await;
    for (client, neighbour) in [(&screen, &other), (&samira, &elsewhere)] {
        let mut lines: JoinSet<_> = (0..=MOST).map(|_| follow(client.clone())).collect();
        let refused = lines.join_next().await.unwrap().unwrap().expect(429);
        assert_eq!(refused.headers["retry-after"], "30");
        let title = refused.json()["title"].as_str().unwrap().to_owned();
        assert!(title.starts_with("Cet écran suit déjà la file"), "{title}");
        assert!(timeout(SOON, lines.join_next()).await.is_err(), "the others follow");
        assert!(timeout(SOON, follow(neighbour.clone())).await.is_err(), "so does another device, another session");
        lines.shutdown().await;
        assert!(timeout(SOON, follow(client.clone())).await.is_err(), "lines that ended make room");
    }
}
