//! Kinds, stages, codes and territories.

use jiff::civil::date;
use network::model::{
    HolidayZone, InseeCode, PlaceKind, Position, PostCode, SchoolZone, Stage, StageRefusal, StageSince, Territory,
};

fn insee(code: &str) -> &'static Territory {
    Territory::of_insee(&code.parse().expect("a code")).expect("a territory")
}

fn post(code: &str) -> Option<&'static str> {
    Territory::of_post_code(&code.parse().expect("a code")).map(|territory| territory.code)
}

#[test]
fn codes_go_there_and_back() {
    for kind in PlaceKind::ALL {
        assert_eq!(kind.code().parse(), Ok(kind));
    }
    for stage in Stage::ALL {
        assert_eq!(stage.code().parse(), Ok(stage));
    }
    for zone in HolidayZone::ALL {
        assert_eq!(zone.code().parse(), Ok(zone));
    }
    assert!("boat".parse::<PlaceKind>().is_err());
}

#[test]
fn a_place_grows_by_legal_steps() {
    let project = StageSince { stage: Stage::Project, since: date(2026, 1, 5) };
    let opening = project.change(Stage::Opening, date(2026, 3, 1)).expect("a project opens");
    let growing = opening.change(Stage::RampUp, date(2026, 9, 1)).expect("an opened place grows");
    assert!(growing.stage.receives() && !opening.stage.receives());
    assert_eq!(project.change(Stage::Mature, date(2026, 9, 1)), Err(StageRefusal::NotNext));
    assert_eq!(project.change(Stage::Project, date(2026, 9, 1)), Err(StageRefusal::Already));
    assert_eq!(growing.change(Stage::Mature, date(2026, 8, 31)), Err(StageRefusal::TooEarly(date(2026, 9, 1))));
    let closed = growing.change(Stage::Closed, date(2027, 1, 1)).expect("any place may close");
    assert_eq!(closed.change(Stage::Opening, date(2028, 1, 1)).map(|again| again.stage), Ok(Stage::Opening));
}

#[test]
fn every_stage_is_reached_and_can_be_left() {
    for stage in Stage::ALL {
        assert!(!stage.next().is_empty() && !stage.next().contains(&stage));
        assert!(Stage::ALL.iter().any(|other| other.next().contains(&stage)), "{stage:?} is out of reach");
    }
}

#[test]
fn codes_are_parsed_at_the_door() {
    for good in ["01033", " 2a004 ", "2B033", "97801"] {
        assert!(good.parse::<InseeCode>().is_ok(), "{good}");
    }
    for bad in ["", "1033", "2C004", "0103é", "A1033", "010333"] {
        assert!(bad.parse::<InseeCode>().is_err(), "{bad}");
    }
    for bad in ["", "7500", "2A004", "75 012", "７５０１２"] {
        assert!(bad.parse::<PostCode>().is_err(), "{bad}");
    }
    let city = |code: &str| code.parse::<InseeCode>().expect("a code").city_of_district().map(|city| city.to_string());
    assert_eq!(city("75112"), Some("75056".to_owned()));
    assert_eq!(city("69388"), Some("69123".to_owned()));
    assert_eq!(city("13216"), Some("13055".to_owned()));
    assert_eq!(city("75056"), None);
    assert_eq!(city("2A004"), None);
}

#[test]
fn a_territory_follows_from_a_code() {
    assert_eq!(Territory::all().len(), 107);
    assert_eq!(insee("2B033").name, "Haute-Corse");
    assert_eq!(insee("97411").time_zone, "Indian/Reunion");
    assert_eq!(insee("97127").code, "978");
    assert_eq!((post("20200"), post("20000"), post("20137")), (Some("2B"), Some("2A"), Some("2A")));
    assert_eq!((post("97133"), post("97150"), post("97110")), (Some("977"), Some("978"), Some("971")));
    assert_eq!(
        (post("98800"), post("98714"), post("75012"), post("99999")),
        (Some("988"), Some("987"), Some("75"), None)
    );
}

#[test]
fn zones_cover_what_they_say() {
    let alsace: Vec<_> =
        Territory::all().iter().filter(|territory| territory.holidays == HolidayZone::AlsaceMoselle).collect();
    assert_eq!(alsace.iter().map(|territory| territory.code).collect::<Vec<_>>(), ["57", "67", "68"]);
    let without: Vec<_> = Territory::all()
        .iter()
        .filter(|territory| territory.school.is_none())
        .map(|territory| territory.code)
        .collect();
    assert_eq!(without, ["977", "978"]);
    for zone in SchoolZone::ALL {
        assert_eq!(zone.code().parse(), Ok(zone));
        assert!(Territory::all().iter().any(|territory| territory.school == Some(zone)), "{zone:?} holds nowhere");
    }
    for (code, zone) in [
        ("69", SchoolZone::A),
        ("35", SchoolZone::B),
        ("14", SchoolZone::B),
        ("75", SchoolZone::C),
        ("34", SchoolZone::C),
        ("2B", SchoolZone::Corse),
        ("974", SchoolZone::Reunion),
    ] {
        assert_eq!(Territory::of_code(code).and_then(|territory| territory.school), Some(zone), "{code}");
    }
    for zone in HolidayZone::ALL {
        assert!(Territory::all().iter().any(|territory| territory.holidays == zone), "{zone:?} holds nowhere");
    }
    for territory in Territory::all() {
        jiff::tz::TimeZone::get(territory.time_zone).expect("a time zone of the tz database");
    }
}

#[test]
fn a_position_lies_in_its_territory() {
    let lyon = Position::new(45.76, 4.84).expect("on the globe");
    let rhone = Territory::of_code("69").expect("the Rhône");
    assert!(rhone.contains(lyon));
    assert!(!rhone.contains(lyon.swapped().expect("on the globe")));
    assert!(!Territory::of_code("974").expect("La Réunion").contains(lyon));
    assert_eq!(Position::new(f64::NAN, 4.0), None);
    assert_eq!(Position::new(45.0, 200.0), None);
}
