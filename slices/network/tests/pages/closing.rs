//! A closing that is planned: said before it comes, applied by itself, taken back until then. And one that people wait behind.

use crate::common::{LYON_8, Network, SAINT_GABRIEL, day, marks, network, officer};
use kernel::Clock;
use network::{
    Now,
    hours::State,
    model::Stage::{self, Closed, Mature},
};
use std::sync::atomic::Ordering;

fn stage(here: &Network) -> Stage {
    here.place(SAINT_GABRIEL).stage_at(here.clock.now())
}

#[tokio::test]
async fn a_place_closes_by_itself_when_its_last_day_is_over() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    let mut officer = here.french(officer());
    officer.post(&path, &[("stage", "closed"), ("since", "2027-01-13")]).await.expect(303);
    let place = here.place(SAINT_GABRIEL);
    assert_eq!((place.row.stage.as_str(), place.row.closed), ("mature", Some(day("2027-01-12"))));
    assert_eq!(place.last_day(here.clock.now()), Some(day("2027-01-12")));
    for page in [&path, &format!("/places/{SAINT_GABRIEL}")] {
        let told = officer.get(page).await.expect(200).body;
        assert!(told.contains("reçoit jusqu’au 12\u{a0}janvier 2027 inclus, puis ferme définitivement"), "{told}");
        assert!(!told.contains("Depuis le 13"), "what has not come is no history: {told}");
    }
    let again = officer.post(&path, &[("stage", "closed"), ("since", "2027-02-01")]).await.expect(422).body;
    assert!(again.contains("Une fermeture est déjà prévue"), "{again}");

    for (instant, expected) in [
        ("2027-01-12T09:30:00+01:00", Mature),
        ("2027-01-12T23:59:59+01:00", Mature),
        ("2027-01-13T00:00:00+01:00", Closed),
        ("2028-01-13T10:00:00+01:00", Closed),
    ] {
        here.clock.set(instant);
        assert_eq!(stage(&here), expected, "{instant}");
    }
    let place = here.place(SAINT_GABRIEL);
    assert_eq!(place.last_day(here.clock.now()), None);
    let page = officer.get(&path).await.expect(200).body;
    assert!(page.contains("Fermé définitivement") && page.contains("Ouverture en préparation"), "{page}");
    assert_eq!(officer.get("/api/v1/places/1").await.json()["stage"], "closed");
    officer.post(&path, &[("stage", "opening"), ("since", "2028-01-13")]).await.expect(303);
    assert_eq!(stage(&here), Stage::Opening);
}

#[tokio::test]
async fn nobody_is_told_to_come_back_after_the_last_day() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    here.french(officer()).post(&path, &[("stage", "closed"), ("since", "2026-11-26")]).await.expect(303);
    let place = here.place(SAINT_GABRIEL);
    let at = |instant: &str| Now::of(&place, instant.parse().unwrap());
    let Now::Hours(State::Closed { next: Some(next) }) = at("2026-11-24T19:00:00+01:00") else { panic!("open") };
    assert_eq!(next.date(), jiff::civil::date(2026, 11, 25));
    assert_eq!(at("2026-11-25T19:00:00+01:00"), Now::Hours(State::Closed { next: None }));
    assert_eq!(at("2026-11-26T10:00:00+01:00"), Now::Stage(Closed));
}

#[tokio::test]
async fn what_was_planned_is_taken_back_until_it_comes() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    let mut officer = here.french(officer());
    let form = officer.get(&path).await.expect(200).body;
    officer.post(&path, &[("stage", "closed"), ("since", "2027-01-13")]).await.expect(303);
    let late = [("stage", "ramp-up"), ("since", "2026-11-24"), ("opened", &*marks(&form))];
    let refused = officer.post(&path, &late).await.expect(422).body;
    assert!(refused.contains("Fermeture prévue") && refused.contains("reçoit jusqu’au 12"), "{refused}");

    for wrong in ["2027-01-14", "2021-09-01", "x"] {
        officer.post(&format!("{path}/{wrong}/removal"), &[]).await.expect(404);
    }
    let removal = format!("{path}/2027-01-13/removal");
    assert!(officer.get(&path).await.body.contains(&removal));
    assert_eq!(officer.post(&removal, &[]).await.expect(303).location(), path);
    officer.post(&removal, &[]).await.expect(404);
    assert_eq!(here.place(SAINT_GABRIEL).row.closed, None);
    here.clock.set("2027-01-13T10:00:00+01:00");
    assert_eq!(stage(&here), Mature);

    officer.post(&path, &[("stage", "closed"), ("since", "2027-01-20")]).await.expect(303);
    here.clock.set("2027-01-20T10:00:00+01:00");
    officer.post(&format!("{path}/2027-01-20/removal"), &[]).await.expect(404);
    assert_eq!(stage(&here), Closed, "what has come is no plan");
}

#[tokio::test]
async fn closed_as_of_today_a_place_received_this_morning() {
    let here = network().await;
    let mut officer = here.french(officer());
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    officer.post(&path, &[("stage", "closed"), ("since", "2026-11-24")]).await.expect(303);
    let place = here.place(SAINT_GABRIEL);
    assert_eq!(
        (stage(&here), place.row.closed),
        (Closed, Some(day("2026-11-24"))),
        "shut at once, its last day is today"
    );
    assert_eq!(place.last_day(here.clock.now()), None, "nobody is told to come");
    let page = officer.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    assert!(page.contains("Depuis le 24\u{a0}novembre 2026"), "{page}");
}

/// The place opens from Monday to Friday.
#[tokio::test]
async fn the_last_day_that_is_told_is_one_on_which_the_place_opens() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    here.french(officer()).post(&path, &[("stage", "closed"), ("since", "2026-12-21")]).await.expect(303);
    let page = here.french(officer()).get(&path).await.expect(200).body;
    assert!(page.contains("reçoit jusqu’au 18\u{a0}décembre 2026 inclus"), "{page}");
    let told = |instant: &str| here.place(SAINT_GABRIEL).last_day(instant.parse().unwrap());
    for (instant, last) in [
        ("2026-12-18T18:00:00+01:00", Some("2026-12-18")),
        ("2026-12-19T10:00:00+01:00", Some("2026-12-20")),
        ("2026-12-21T10:00:00+01:00", None),
    ] {
        assert_eq!(told(instant), last.map(day), "{instant}");
    }
}

#[tokio::test]
async fn only_a_closing_is_planned() {
    let here = network().await;
    let mut officer = here.french(officer());
    let path = format!("/places/{LYON_8}/stages");
    let refused = officer.post(&path, &[("stage", "opening"), ("since", "2026-11-25")]).await.expect(422).body;
    assert!(refused.contains("Ce jour n’est pas encore venu"), "{refused}");
}

#[tokio::test]
async fn whoever_closes_a_place_in_which_people_wait_is_told_how_many() {
    let here = network().await;
    here.hall.0.store(3, Ordering::Relaxed);
    let path = format!("/places/{SAINT_GABRIEL}/stages");
    let mut officer = here.french(officer());
    let now = [("stage", "closed"), ("since", "2026-11-24")];
    let warned = officer.post(&path, &now).await.expect(422).body;
    assert!(warned.contains("attendent ici en ce moment\u{a0}: 3.") && warned.contains("name=\"anyway\""), "{warned}");
    assert_eq!(stage(&here), Mature, "nothing is done before one has said so twice");
    officer.post(&path, &[&now[..], &[("anyway", "yes")]].concat()).await.expect(303);
    assert_eq!(stage(&here), Closed);

    let here = network().await;
    here.hall.0.store(3, Ordering::Relaxed);
    let tomorrow = [("stage", "closed"), ("since", "2026-11-25")];
    here.french(crate::common::officer()).post(&path, &tomorrow).await.expect(303);
}
