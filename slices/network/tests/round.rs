//! Where a bus stands, day by day.

use jiff::Timestamp;
use kernel::{Actor, AssociationId, Day, PlaceId};
use network::{Directory, Halt, PlaceRow, StopRow, store};

fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

fn bus(kind: &str) -> PlaceRow {
    PlaceRow {
        id: PlaceId(0),
        association: AssociationId(1),
        external: None,
        name: "Bus de la Drôme".into(),
        short_name: "Drôme".into(),
        kind: kind.into(),
        stage: "mature".into(),
        opened: day("2025-01-01"),
        closed: None,
        address: String::new(),
        post_code: String::new(),
        commune: "Crest".into(),
        insee: String::new(),
        department: "26".into(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: "Europe/Paris".into(),
        holiday_zone: "metropole".into(),
        school_zone: String::new(),
        hours: None,
        by_appointment: false,
        remark: String::new(),
        source: String::new(),
        simulated: false,
        changeover: None,
    }
}

async fn with_stops(kind: &str, stops: &[(Option<&str>, Option<&str>)]) -> Directory {
    let (app, _, _kept) = testkit::app().await;
    let now: Timestamp = app.clock.now();
    let mut tx = app.db.write(&Actor::System("test")).await.unwrap();
    store::add_association(&mut tx, now, None, "Médiation de la Drôme").await.unwrap();
    let place = store::add_place(&mut tx, now, bus(kind)).await.unwrap();
    for (hours, ended) in stops {
        let stop = StopRow {
            id: 0,
            place,
            name: "Place de la mairie".into(),
            commune: "Saillans".into(),
            hours: hours.map(str::to_owned),
            latitude: None,
            longitude: None,
            ended: ended.map(day),
        };
        store::add_stop(&mut tx, stop).await.unwrap();
    }
    tx.commit().await.unwrap();
    Directory::load(&app.db).await.unwrap()
}

#[tokio::test]
async fn a_round_follows_the_hours_of_its_stops() {
    let stops = [
        (Some("Tu 14:00-17:00"), None),
        (Some("Tu 09:00-12:00; Th 09:00-12:00"), None),
        (None, None),
        (Some("Tu-Th 08:00-08:30"), Some("2026-11-25")),
        (Some("Mo-Fr 07:00-08:00"), Some("2026-11-23")),
    ];
    let directory = with_stops("bus", &stops).await;
    let network = directory.now();
    let place = network.place(PlaceId(1)).unwrap();
    let halt = |from, to, stop| Halt { from, to, stop };
    let round = place.round(day("2026-11-24"), 3);
    assert_eq!(
        round,
        [
            (day("2026-11-24"), vec![halt(480, 510, 4), halt(540, 720, 2), halt(840, 1020, 1)]),
            (day("2026-11-25"), vec![halt(480, 510, 4)]),
            (day("2026-11-26"), vec![halt(540, 720, 2)]),
        ]
    );
    let served: Vec<_> = place.served_stops(day("2026-11-24")).map(|stop| stop.id).collect();
    assert_eq!(served, [1, 2, 3, 4], "one whose hours nobody wrote is served all the same");
}

#[tokio::test]
async fn what_stays_where_it_is_has_no_round() {
    let directory = with_stops("fixed", &[(Some("Mo-Su 00:00-24:00"), None)]).await;
    let network = directory.now();
    let place = network.place(PlaceId(1)).unwrap();
    assert_eq!(place.served_stops(day("2026-11-24")).count(), 0);
    assert!(place.round(day("2026-11-24"), 8).iter().all(|(_, halts)| halts.is_empty()));
}
