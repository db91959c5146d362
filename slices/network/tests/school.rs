//! Tables of school holidays as they come: ours, the Ministry's, and anything at all.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::Refusal;
use network::calendar::{Calendar, Change, Known, School, SchoolDays, SchoolFile, SchoolYear, read};
use network::import::FileNote;
use network::model::SchoolZone::{self, A, B, C, Corse, Guadeloupe, Reunion};
use proptest::collection::vec;
use proptest::prelude::*;

/// As the Ministry publishes it, and as spreadsheets pass it on.
const OFFICIAL: &str = "\u{feff}Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances d'Été;-;2026-07-04T00:00:00+02:00;2026-09-01T00:00:00+02:00;Lyon;Zone A;2025-2026
Vacances de la Toussaint;-;2026-10-17T00:00:00+02:00;2026-11-02T00:00:00+01:00;Lyon;Zone A;2026-2027
Vacances de la Toussaint;-;2026-10-17T00:00:00+02:00;2026-11-02T00:00:00+01:00;Grenoble;Zone A;2026-2027
Vacances de Noël;-;2026-12-19T00:00:00+01:00;2027-01-04T00:00:00+01:00;Lyon;Zone A;2026-2027
Prérentrée des enseignants;Enseignants;2026-08-31T00:00:00+02:00;2026-08-31T00:00:00+02:00;Lyon;Zone A;2026-2027
Vacances d'Hiver;Élèves;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Lyon;Zone A;2026-2027
Début des Vacances d'Été;-;2027-07-03T00:00:00+02:00;2027-07-03T00:00:00+02:00;Lyon;Zone A;2026-2027
Vacances de la Toussaint;-;2026-10-17T00:00:00+02:00;2026-11-02T00:00:00+01:00;Corse;Corse;2026-2027
Vacances après 1ère période;-;2026-10-09T22:00:00+02:00;2026-10-25T20:00:00+01:00;Réunion;Réunion;2026-2027
Vacances de la Toussaint;-;2026-10-17T06:00:00+02:00;2026-11-02T05:00:00+01:00;Guadeloupe;Guadeloupe;2026-2027
";

fn taken(text: &str) -> SchoolFile {
    read(text.as_bytes()).expect("a file")
}

fn days(zone: SchoolZone, first: Date, last: Date, name: &str) -> SchoolDays {
    SchoolDays { zone, first, last, name: Some(name.to_owned()).filter(|name| !name.is_empty()) }
}

fn why(text: &str) -> Refusal {
    read(text.as_bytes()).expect_err(text)
}

#[test]
fn the_calendar_of_the_ministry_is_read_as_it_is_published() {
    let file = taken(OFFICIAL);
    assert_eq!((file.left.as_slice(), file.for_teachers), (&[][..], 1));
    assert_eq!(
        file.days.iter().filter(|days| days.zone == A).cloned().collect::<Vec<_>>(),
        [
            days(A, date(2026, 7, 4), date(2026, 8, 31), ""),
            days(A, date(2026, 7, 4), date(2026, 8, 31), "Vacances d’été"),
            days(A, date(2026, 9, 1), date(2027, 7, 2), ""),
            days(A, date(2026, 10, 17), date(2026, 11, 1), "Vacances de la Toussaint"),
            days(A, date(2026, 12, 19), date(2027, 1, 3), "Vacances de Noël"),
            days(A, date(2027, 2, 13), date(2027, 2, 28), "Vacances d’hiver"),
        ]
    );
    let of = |zone| file.days.iter().find(|days| days.zone == zone && days.name.is_some()).unwrap();
    assert_eq!((of(Corse).first, of(Corse).last), (date(2026, 10, 17), date(2026, 11, 1)));
    assert_eq!((of(Reunion).first, of(Reunion).last), (date(2026, 10, 10), date(2026, 10, 25)), "on its own clock");
    assert_eq!((of(Guadeloupe).first, of(Guadeloupe).last), (date(2026, 10, 17), date(2026, 11, 1)));
}

#[test]
fn what_it_brings_is_known_and_the_rest_stays_unknown() {
    let change = Change::of(&[], &taken(OFFICIAL).days);
    assert_eq!(change.contradictions, [], "the shipped table says the same of what it knows");
    let calendar = Calendar::with(&change.own);
    let on = |zone, day| calendar.school(Some(zone), day);
    assert_eq!(on(A, date(2026, 8, 31)), School::Holiday("Vacances d’été"));
    assert_eq!(on(A, date(2026, 9, 1)), School::Term);
    assert_eq!(on(A, date(2027, 2, 20)), School::Holiday("Vacances d’hiver"));
    assert_eq!(on(A, date(2027, 7, 2)), School::Term);
    assert_eq!(on(A, date(2027, 7, 3)), School::Unknown, "nobody told when that summer ends");
    assert_eq!(on(B, date(2026, 10, 20)), School::Unknown);
    assert_eq!(on(Corse, date(2026, 10, 20)), School::Holiday("Vacances de la Toussaint"));
    let year = SchoolYear::of(date(2026, 11, 24));
    let known = |zone| year.known(&calendar, zone);
    assert_eq!((known(A), known(B), known(Corse)), (Known::Whole, Known::Nothing, Known::Partly));
    assert_eq!(year.to_string(), "2026–2027");
    let summer = calendar.unknown_years(Some(A), date(2027, 6, 1), date(2027, 10, 1));
    assert_eq!(summer.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026–2027", "2027–2028"]);
    assert!(calendar.unknown_years(Some(A), date(2020, 6, 1), date(2026, 10, 1)).is_empty());
}

#[test]
fn our_own_table_comes_in_any_dress() {
    let told = "zones;first;last;name\nABC;2026-08-31;2027-07-02;\nA corse;2026-10-17;01/11/2026;Vacances d'hiver\n\n";
    let file = taken(told);
    assert_eq!(file.days.len(), 5);
    assert!(file.days.contains(&days(Corse, date(2026, 10, 17), date(2026, 11, 1), "Vacances d’hiver")));
    assert_eq!(taken(&told.replace(';', ",")), file);
    assert_eq!(taken(&told.replace(';', "\t")), file);
    assert_eq!(taken(&format!("\u{feff}{told}")), file);
    assert_eq!(taken(&told.replace('\n', "\r\n")), file);
    let old = read(b"zones;first;last;name\nA;2026-12-19;2027-01-03;Vacances de No\xebl").unwrap();
    assert_eq!(
        (old.notes.as_slice(), old.days[0].name.as_deref()),
        (&[FileNote::Windows1252][..], Some("Vacances de Noël"))
    );
}

#[test]
fn a_line_that_cannot_be_read_is_told_by_its_number_and_harms_no_other() {
    let file = taken(
        "zones;first;last;name\nABC;2026-10-17;2026-11-01;Toussaint\nD;2026-10-17;2026-11-01;x\nA;demain;2026-11-01;x\n\
         A;2026-11-10;2026-11-01;x\nA;2026-10-17;2028-11-01;x\nA;1826-10-17;1826-11-01;x\nA;2026-10-18;2026-11-02;Autre\n",
    );
    let left: Vec<_> = file.left.iter().map(|left| (left.line, left.why.code)).collect();
    assert_eq!(
        left,
        [
            (3, "calendar-line-zone"),
            (4, "calendar-line-date"),
            (5, "calendar-line-backwards"),
            (6, "calendar-line-long"),
            (7, "calendar-line-years"),
            (8, "calendar-line-overlaps"),
        ]
    );
    assert_eq!(file.days.len(), 3);
    assert_eq!(why("").code, "calendar-file-empty");
    assert_eq!(why("PK\u{3}\u{4}").code, "calendar-file-workbook");
    assert_eq!(why("nom;prénom\na;b").code, "calendar-file-columns");
    assert_eq!(why("zones;first;last;name\n").code, "calendar-file-nothing");
    assert!(taken("zones;first;last;name\nx;y;z;t").days.is_empty());
}

#[test]
fn a_newer_table_replaces_what_the_network_had_of_the_same_days() {
    let table = |lines: &str| taken(&format!("zones;first;last;name\n{lines}")).days;
    let first = table(
        "A;2026-09-01;2027-07-02;\nA;2026-10-17;2026-11-01;Toussaint\nA;2027-05-07;2027-05-09;Pont\nB;2026-09-01;2027-07-02;\n",
    );
    let own = Change::of(&[], &first).own;
    let change = Change::of(&own, &table("A;2026-09-01;2027-07-02;\nA;2026-10-24;2026-11-08;Toussaint\n"));
    assert_eq!(change.added, [days(A, date(2026, 10, 24), date(2026, 11, 8), "Toussaint")]);
    assert_eq!(change.gone.len(), 2, "the former dates and the bridge that is no longer: {:?}", change.gone);
    assert!(change.own.iter().any(|days| days.zone == B), "other zones stay");
    assert!(Change::of(&change.own, &change.own).is_empty());
}

#[test]
fn the_shipped_table_is_never_contradicted_in_silence() {
    let brought = [
        days(C, date(2026, 2, 21), date(2026, 3, 8), "Vacances d’hiver"),
        days(C, date(2024, 5, 8), date(2024, 5, 12), "Pont de l’Ascension"),
    ];
    let change = Change::of(&[], &brought);
    assert_eq!(change.added.iter().filter(|days| days.name.is_some()).count(), 1, "what is known is not kept twice");
    let [told] = change.contradictions.as_slice() else { panic!("{:?}", change.contradictions) };
    assert_eq!((told.first, told.last, &told.shipped), (date(2024, 5, 8), date(2024, 5, 12), &None));
    let calendar = Calendar::with(&change.own);
    assert_eq!(calendar.school(Some(C), date(2024, 5, 10)), School::Holiday("Pont de l’Ascension"));
    assert_eq!(calendar.school(Some(C), date(2024, 5, 13)), School::Term);
    let term = Change::of(&[], &[days(C, date(2026, 2, 21), date(2026, 2, 22), "")]);
    assert_eq!(term.contradictions[0].shipped.as_deref(), Some("Vacances d’hiver"));
    let calendar = Calendar::with(&term.own);
    assert_eq!(calendar.school(Some(C), date(2026, 2, 22)), School::Term);
    assert_eq!(calendar.school(Some(C), date(2026, 2, 23)), School::Holiday("Vacances d’hiver"));
}

fn some_days() -> impl Strategy<Value = SchoolDays> {
    let zone = proptest::sample::select(vec![A, C, Reunion]);
    (zone, 0..500i64, 0..40i64, proptest::option::of("[a-c]")).prop_map(|(zone, from, length, name)| {
        let first = date(2026, 3, 1).saturating_add(from.days());
        SchoolDays { zone, first, last: first.saturating_add(length.days()), name }
    })
}

/// A table in which no two holidays of a zone share a day, as a file gives it.
fn table() -> impl Strategy<Value = Vec<SchoolDays>> {
    vec(some_days(), 0..12).prop_map(|days| {
        let mut kept: Vec<SchoolDays> = Vec::new();
        for days in days {
            let meets =
                |other: &SchoolDays| other.zone == days.zone && other.first <= days.last && days.first <= other.last;
            if days.name.is_none() || !kept.iter().any(|other| other.name.is_some() && meets(other)) {
                kept.push(days);
            }
        }
        kept
    })
}

fn is_holiday(calendar: &Calendar, zone: SchoolZone, day: Date) -> Option<bool> {
    match calendar.school(Some(zone), day) {
        School::Holiday(_) => Some(true),
        School::Term => Some(false),
        School::Unknown => None,
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_line_is_taken_or_told(cells in vec("[ABC]{1,3}|corse|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9/-]{0,12}|2026-1[0-2]-1[0-9]T00:00:00\\+0[0-2]:00|.{0,12}", 4..28), official in any::<bool>()) {
        let head = if official { "Zones;Date de début;Date de fin;Description" } else { "zones;first;last;name" };
        let lines: Vec<_> = cells.chunks_exact(4).map(|line| line.join(";").replace(['\n', '\r', '"'], "")).collect();
        if let Ok(file) = read(format!("{head}\n{}", lines.join("\n")).as_bytes()) {
            prop_assert!(file.left.iter().all(|left| (2..=lines.len() as u64 + 1).contains(&left.line)), "{:?}", file.left);
            for days in &file.days {
                prop_assert!(days.first <= days.last);
            }
        }
    }

    /// What a table says of a day is what the network knows afterwards; of other days nothing changes but what went with it.
    #[test]
    fn a_table_is_followed_and_twice_is_once(before in table(), brought in table()) {
        let own = Change::of(&[], &before).own;
        let change = Change::of(&own, &brought);
        let again = Change::of(&change.own, &brought);
        prop_assert!(again.is_empty(), "{:?} {:?}", again.added, again.gone);
        let (old, new) = (Calendar::with(&own), Calendar::with(&change.own));
        let mut said = Calendar::default();
        said.lay(&brought);
        for zone in [A, C, Reunion] {
            for day in date(2026, 2, 20).series(1.day()).take(560) {
                match is_holiday(&said, zone, day) {
                    Some(told) => prop_assert_eq!(is_holiday(&new, zone, day), Some(told), "{:?} {}", zone, day),
                    None => {
                        let gone = change.gone.iter().any(|days| days.zone == zone && days.first <= day && day <= days.last);
                        prop_assert!(gone || is_holiday(&new, zone, day) == is_holiday(&old, zone, day), "{:?} {}", zone, day);
                    }
                }
            }
        }
    }
}
