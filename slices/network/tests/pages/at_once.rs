//! A form that is sent twice within the same instant makes one thing, and both are told the same.

use crate::common::{BUS, SAINT_GABRIEL, director, network, officer};
use jiff::civil::date;
use kernel::Actor;
use network::model::SchoolZone;
use testkit::{Answer, Client};
use tokio::task::JoinSet;

/// The same form, many times at once.
async fn storm(client: &Client, path: &str, fields: &[(&'static str, &'static str)]) -> Vec<Answer> {
    let mut sent = JoinSet::new();
    for _ in 0..8 {
        let (mut client, path, fields) = (client.clone(), path.to_owned(), fields.to_vec());
        sent.spawn(async move { client.post(&path, &fields).await });
    }
    sent.join_all().await
}

async fn many_of(actor: Actor, path: &str, fields: &[(&'static str, &'static str)]) -> crate::common::Network {
    let here = network().await;
    let answers = storm(&here.french(actor), path, fields).await;
    let first = answers[0].location().to_owned();
    for answer in answers {
        assert_eq!((answer.status.as_u16(), answer.location()), (303, first.as_str()), "{}", answer.body);
    }
    here.directory.refresh(&here.app.db).await.unwrap();
    here
}

#[tokio::test(flavor = "multi_thread")]
async fn one_exception_and_one_stop() {
    let fields = [("from", "2026-12-24"), ("to", ""), ("hours", ""), ("reason", "Réveillon")];
    let here = many_of(director(), &format!("/places/{SAINT_GABRIEL}/exceptions"), &fields).await;
    assert_eq!(here.place(SAINT_GABRIEL).exceptions.len(), 2);
    // Other hours on the same days are another thing.
    let path = format!("/places/{SAINT_GABRIEL}/exceptions");
    let fields = [("from", "2026-12-24"), ("to", ""), ("hours", "09:00-11:00"), ("reason", "Réveillon")];
    here.french(director()).post(&path, &fields).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).exceptions.len(), 3);

    let fields = [("name", "Gare"), ("commune", "Aubagne"), ("hours", "Fr 14:00-16:00")];
    let here = many_of(director(), &format!("/places/{BUS}/stops"), &fields).await;
    assert_eq!(here.place(BUS).stops.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_association() {
    let here = many_of(officer(), "/associations/new", &[("name", "PIMMS de l’Ain")]).await;
    assert_eq!(here.directory.now().associations().count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_event_and_one_period() {
    let fields = [("kind", "strike"), ("title", "Grève"), ("from", "2026-12-03"), ("to", ""), ("weekday", "")];
    let here = many_of(director(), &format!("/places/{SAINT_GABRIEL}/events"), &fields).await;
    assert_eq!(here.directory.now().events().count(), 1);
    let fields = [("zones", "C"), ("first", "2026-10-17"), ("last", "2026-11-01"), ("name", "Toussaint")];
    let here = many_of(officer(), "/network/calendar", &fields).await;
    let found = here.directory.now();
    let mut periods = found.calendar().school_between(SchoolZone::C, date(2026, 9, 1), date(2027, 7, 1));
    assert_eq!((periods.next().is_some(), periods.next()), (true, None));
}
