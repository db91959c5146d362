//! The calendar against facts of its sources, picked by hand.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use network::calendar::{Calendar, School};
use network::model::{HolidayZone, SchoolZone};

fn public(zone: HolidayZone, day: Date) -> Option<&'static str> {
    Calendar::shipped().public_holiday(zone, day)
}

fn school(zone: SchoolZone, day: Date) -> School<'static> {
    Calendar::shipped().school(Some(zone), day)
}

#[test]
fn good_friday_and_the_day_after_christmas_are_alsatian() {
    for day in [date(2026, 4, 3), date(2024, 3, 29), date(2008, 3, 21)] {
        assert_eq!(public(HolidayZone::AlsaceMoselle, day), Some("Vendredi saint"), "{day}");
        assert_eq!(public(HolidayZone::Metropole, day), None, "{day}");
    }
    assert_eq!(public(HolidayZone::AlsaceMoselle, date(2026, 12, 26)), Some("Saint-Étienne"));
    assert_eq!(public(HolidayZone::Metropole, date(2026, 12, 26)), None);
}

#[test]
fn every_zone_has_the_eleven_national_days() {
    for zone in HolidayZone::ALL {
        for year in 2006..=2031 {
            let days = Calendar::shipped().public_between(zone, date(year, 1, 1), date(year, 12, 31)).len();
            let local = match zone {
                HolidayZone::AlsaceMoselle => 2,
                HolidayZone::Guadeloupe | HolidayZone::Martinique | HolidayZone::Guyane | HolidayZone::Reunion => 1,
                HolidayZone::Mayotte | HolidayZone::SaintBarthelemy | HolidayZone::SaintMartin => 1,
                _ => 0,
            };
            // In 2008 Ascension fell on the First of May; in 2007, 2012 and 2018 nothing of the kind, whatever the zone.
            let met = usize::from(year == 2008);
            // 27 or 28 May may be Whit Monday.
            let overseas = Calendar::shipped().public_between(zone, date(year, 5, 22), date(year, 6, 10));
            assert!(days + 1 >= 11 + local - met && days <= 11 + local - met, "{zone:?} {year}: {days}, {overseas:?}");
        }
    }
}

#[test]
fn the_abolition_of_slavery_has_a_day_in_each_territory() {
    for (zone, day) in [
        (HolidayZone::Mayotte, date(2025, 4, 27)),
        (HolidayZone::Martinique, date(2025, 5, 22)),
        (HolidayZone::Guadeloupe, date(2025, 5, 27)),
        (HolidayZone::SaintMartin, date(2025, 5, 28)),
        (HolidayZone::SaintMartin, date(2016, 5, 27)),
        (HolidayZone::Guyane, date(2025, 6, 10)),
        (HolidayZone::SaintBarthelemy, date(2025, 10, 9)),
        (HolidayZone::Reunion, date(2025, 12, 20)),
    ] {
        assert_eq!(public(zone, day), Some("Abolition de l’esclavage"), "{zone:?}");
        assert_eq!(public(HolidayZone::Metropole, day), None);
    }
    assert_eq!(public(HolidayZone::SaintMartin, date(2025, 5, 27)), None);
}

#[test]
fn movable_feasts_are_those_of_the_source() {
    assert_eq!(public(HolidayZone::Metropole, date(2026, 4, 6)), Some("Lundi de Pâques"));
    assert_eq!(public(HolidayZone::Metropole, date(2026, 5, 14)), Some("Ascension"));
    assert_eq!(public(HolidayZone::Polynesie, date(2026, 5, 25)), Some("Lundi de Pentecôte"));
    assert_eq!(public(HolidayZone::Metropole, date(2026, 5, 15)), None);
    assert!(Calendar::shipped().knows_public(date(2031, 12, 31)));
    assert!(!Calendar::shipped().knows_public(date(2032, 1, 1)));
    assert!(!Calendar::shipped().knows_public(date(2005, 12, 31)));
}

#[test]
fn school_zones_take_turns() {
    let winter = School::Holiday("Vacances d’hiver");
    for (zone, first, last) in [
        (SchoolZone::A, date(2026, 2, 7), date(2026, 2, 22)),
        (SchoolZone::B, date(2026, 2, 14), date(2026, 3, 1)),
        (SchoolZone::C, date(2026, 2, 21), date(2026, 3, 8)),
    ] {
        assert_eq!(school(zone, first), winter);
        assert_eq!(school(zone, last), winter);
        assert_eq!(school(zone, first - 1.day()), School::Term);
        assert_eq!(school(zone, last + 1.day()), School::Term);
    }
    assert_eq!(school(SchoolZone::B, date(2019, 5, 31)), School::Holiday("Pont de l’Ascension"));
}

#[test]
fn what_no_table_covers_is_unknown() {
    for zone in SchoolZone::LETTERED {
        assert_eq!(school(zone, date(2026, 8, 30)), School::Holiday("Vacances d’été"));
        for day in [date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 25), date(2015, 8, 31), date(1990, 10, 27)] {
            assert_eq!(school(zone, day), School::Unknown, "{day}");
        }
        assert_eq!(school(zone, date(2015, 9, 1)), School::Term);
    }
    for zone in [None, Some(SchoolZone::Corse), Some(SchoolZone::Reunion)] {
        assert_eq!(Calendar::shipped().school(zone, date(2025, 7, 14)), School::Unknown);
    }
}

#[test]
fn each_covered_year_has_its_five_holidays() {
    for zone in SchoolZone::LETTERED {
        for year in 2016..=2025 {
            let periods = Calendar::shipped().school_between(zone, date(year, 2, 1), date(year, 12, 31));
            let names: std::collections::BTreeSet<_> = periods.map(|period| period.name.as_str()).collect();
            for name in [
                "Vacances d’hiver",
                "Vacances de printemps",
                "Vacances d’été",
                "Vacances de la Toussaint",
                "Vacances de Noël",
            ] {
                assert!(names.contains(name), "{zone:?} {year} {name}");
            }
        }
    }
}

#[test]
fn a_network_adds_the_year_that_was_missing() {
    let mut calendar = Calendar::shipped().clone();
    let year =
        "zones;first;last;name\nABC;2026-08-31;2027-07-02;\nABC;2026-10-17;2026-11-01;Vacances de la Toussaint\n";
    calendar.add_school_table(year).expect("a readable table");
    calendar.add_school_table(year).expect("twice is the same as once");
    let zone = Some(SchoolZone::C);
    assert_eq!(calendar.school(zone, date(2026, 10, 20)), School::Holiday("Vacances de la Toussaint"));
    assert_eq!(calendar.school(zone, date(2026, 9, 15)), School::Term);
    assert_eq!(calendar.school(zone, date(2027, 7, 3)), School::Unknown);
    assert_eq!(calendar.school_between(SchoolZone::C, date(2026, 10, 1), date(2026, 12, 1)).count(), 1);

    let refusal = calendar
        .add_school_table("zones;first;last;name\nABC;2027-02-13;2027-02-28;Vacances d’hiver\nAD;demain;;")
        .expect_err("no zone D");
    assert_eq!((refusal.line, refusal.text.as_str()), (3, "AD;demain;;"));
    assert_eq!(calendar.school(zone, date(2027, 2, 14)), School::Term, "nothing of a bad table is kept");
}
