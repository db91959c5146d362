use super::{plan::PlannedRequest, *};
use crate::facts::{RequestFacts, VisitFacts};
use crate::test_catalogue::CATALOGUE;
use jiff::{civil::date, tz::TimeZone};
use kernel::Day;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tally::{CountedMeasure, DailyCount};

fn ground() -> Ground {
    Ground {
        zone: TimeZone::get("Europe/Paris").unwrap(),
        opened: Day::of(date(2020, 1, 1)),
        closed: None,
        today: Day::of(date(2026, 11, 24)),
        detailed_from: None,
        counted: BTreeMap::new(),
    }
}

const MAP: &str = r#"
[source]
name = "Tableau de l’accueil 2025"
kind = "requests"
visit = "column"

[columns]
date = "Date"
time = "Heure"
visit = "N° passage"
theme = "Motif"
act = "Action"
minutes = "Durée"
age = "Age"
note = "Remarques"

[values.theme]
"Facture EDF" = "electricite.facture"
"CAF" = "famille.dossier"
"Fermé" = ""

[values.act]
"Rens." = "inform"
"#;

fn read(map: &str, file: &str) -> Plan {
    plan(file.as_bytes(), &ColumnMap::read(map).unwrap(), &CATALOGUE, &ground()).unwrap()
}

fn refused(plan: &Plan) -> Vec<(u64, Reason)> {
    plan.refused.iter().map(|row| (row.line, row.reason.clone())).collect()
}

#[test]
fn a_dirty_spreadsheet_is_read_row_by_row() {
    let file = "Suivi de l’accueil;;;;;;;\n;;;;;;;\n\
        Remarques;Date;Heure;N° passage;Motif;Action;Durée;Age\n\
        ;24/11/2025;10h21;12;Facture EDF;Rens., orienter;7,5;45\n\
        \"impression ; 2 pages\";24-11-25;10:40;12;CAF;Accompagner;1h05;45\n\
        ;24 nov. 2025;;;caf;;;70 ans et plus\n\
        ;;;;;;;\n\
        ;31/02/2025;9h;1;CAF;;;\n\
        ;25/11/2025;midi;1;CAF;;;\n\
        ;25/11/2025;9h;1;Permis bateau;;;\n\
        ;25/11/2025;9h;1;Fermé;;;\n\
        ;25/11/2030;9h;1;CAF;;;\n\
        ;25/11/2019;9h;1;CAF;;;\n\
        mot de passe : Soleil;25/11/2025;9h;1;CAF;;;\n\
        ;25/11/2025;9h;1;CAF;;beaucoup;\n\
        TOTAL;;;;12;;;";
    let plan = read(MAP, file);
    assert_eq!((plan.encoding, plan.separator, plan.rows), ("UTF-8", ';', 12));
    assert_eq!(plan.visits.len(), 2);
    let [alone, together] = &plan.visits[..] else { panic!() };
    // Without an hour it stands at midnight in Paris, and nothing says how long it lasted.
    assert_eq!(alone.opened.to_string(), "2025-11-23T23:00:00Z");
    assert_eq!((alone.closed, alone.body["age"].as_str()), (None, Some("70+")));
    assert_eq!(together.opened.to_string(), "2025-11-24T09:21:00Z");
    assert_eq!(together.closed.unwrap().1.to_string(), "2025-11-24T10:34:00Z");
    assert_eq!(together.body["age"], "40-59");
    let lines: Vec<_> =
        together.requests.iter().map(|PlannedRequest { line, body, .. }| (*line, body["theme"].clone())).collect();
    assert_eq!(lines, [(4, "electricite.facture".into()), (5, "famille.dossier".into())]);
    assert_eq!(together.requests[0].body["acts"], serde_json::json!(["inform", "refer"]));
    assert_eq!((&together.requests[0].body["minutes"], &together.requests[1].body["minutes"]), (&8.into(), &65.into()));
    assert_eq!(together.requests[1].note.as_deref(), Some("impression ; 2 pages"));
    assert_eq!(alone.requests[0].body["defaults"], serde_json::json!(["acts"]));
    assert_eq!(
        refused(&plan),
        [
            (8, Reason::Date("31/02/2025".into())),
            (9, Reason::Time("midi".into())),
            (10, Reason::Unknown(Field::Theme, "Permis bateau".into())),
            (11, Reason::NoTheme),
            (12, Reason::Future("25/11/2030".into())),
            (13, Reason::BeforeOpening("25/11/2019".into())),
            (14, Reason::Secret),
            (15, Reason::Minutes("beaucoup".into())),
            (16, Reason::NoDate),
            (16, Reason::Unknown(Field::Theme, "12".into())),
        ]
    );
    insta::assert_snapshot!(plan.preview(&ground()));
}

#[test]
fn every_encoding_and_separator_says_the_same() {
    let map = "[source]\nname = \"a\"\nkind = \"requests\"\n[columns]\ndate = \"Reçu le\"\ntheme = \"Thème\"\n";
    let text = "Reçu le;Thème\n24/11/2025;électricité facture à comprendre\n";
    let map = ColumnMap::read(map).unwrap();
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let files: [Vec<u8>; 6] = [
        text.into(),
        format!("\u{feff}{text}").into_bytes(),
        latin.into_owned(),
        utf16,
        text.replace(';', ",").into(),
        text.replace(';', "\t").replace('\n', "\r\n").into(),
    ];
    let plans = files.map(|file| plan(&file, &map, &CATALOGUE, &ground()).unwrap());
    let names: Vec<_> = plans.iter().map(|plan| plan.visits.iter().map(|visit| visit.id).collect::<Vec<_>>()).collect();
    // « électricité facture à comprendre » is no label: the word stays unknown, in each of them alike.
    for plan in &plans {
        assert_eq!((&plan.unknown, &plan.refused), (&plans[0].unknown, &plans[0].refused), "{}", plan.encoding);
    }
    assert_eq!(plans[0].unknown[0].nearest.as_deref(), Some("electricite.facture"));
    assert!(names.iter().all(|name| *name == names[0]));
}

#[test]
fn what_is_not_a_table_is_told() {
    let map = ColumnMap::read(MAP).unwrap();
    let table: [(&[u8], FileRefusal); 4] = [
        (b"PK\x03\x04abc", FileRefusal::Workbook),
        (b" \n", FileRefusal::Empty),
        (b"a;b\n1;2", FileRefusal::MissingColumns(map.columns.iter().map(|(_, name)| name.clone()).collect())),
        (
            "Date;Heure;Motif;Action;Durée;Age;Remarques".as_bytes(),
            FileRefusal::MissingColumns(vec!["N° passage".into()]),
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(plan(bytes, &map, &CATALOGUE, &ground()).unwrap_err(), expected);
    }
    for (map, expected) in [
        ("[source]\nname = \"a\"\nkind = \"requests\"\n[columns]\ndate = \"d\"", FileRefusal::MapLacks("theme")),
        (
            "[source]\nname = \"a\"\nkind = \"daily\"\n[columns]\ndate = \"d\"",
            FileRefusal::MapLacks("visits ou requests"),
        ),
    ] {
        assert_eq!(ColumnMap::read(map).unwrap_err(), expected);
    }
    for map in
        ["", "[source", "[source]\nname = \"a\"\nkind = \"x\"\n[columns]\ndate = \"d\"", "[columns]\nweight = \"d\""]
    {
        assert!(matches!(ColumnMap::read(map), Err(FileRefusal::Map(_))), "{map}");
    }
    let wrong = ColumnMap::read(&MAP.replace("famille.dossier", "famille.inconnue")).unwrap();
    let refusal = plan(b"x", &wrong, &CATALOGUE, &ground()).unwrap_err();
    assert_eq!(refusal, FileRefusal::MapCodes(vec!["famille.inconnue (theme)".into()]));
}

#[test]
fn the_same_rows_have_the_same_names_wherever_they_stand() {
    let head = "Date;Heure;N° passage;Motif;Action;Durée;Age;Remarques\n";
    let one = "24/11/2025;10h;;CAF;;;;\n";
    let other = "24/11/2025;11h;;CAF;;;;\n";
    let names = |rows: &[&str]| -> Vec<kernel::EntryId> {
        let plan = read(MAP, &format!("{head}{}", rows.concat()));
        plan.visits
            .iter()
            .flat_map(|visit| std::iter::once(visit.id).chain(visit.requests.iter().map(|r| r.id)))
            .collect()
    };
    let twice = names(&[one, one, other]);
    assert_eq!(twice.iter().collect::<BTreeSet<_>>().len(), 6, "equal rows are as many requests");
    assert_eq!(names(&[other, one, one]), twice);
    assert!(names(&[one]).iter().all(|name| twice.contains(name)));
    let renamed = read(&MAP.replace("2025", "2024"), &format!("{head}{one}"));
    assert!(!twice.contains(&renamed.visits[0].id), "another source has other names");
}

#[test]
fn daily_counts_never_count_twice() {
    let map = "[source]\nname = \"Cahier\"\nkind = \"daily\"\n[columns]\ndate = \"Jour\"\nvisits = \"Passages\"\nrequests = \"Demandes\"\n";
    let mut ground = ground();
    ground.detailed_from = Some(Day::of(date(2025, 6, 1)));
    ground.counted.insert(Day::of(date(2025, 1, 7)), ["Autre cahier".to_owned()].into());
    ground.counted.insert(Day::of(date(2025, 1, 8)), ["Cahier".to_owned()].into());
    let file = "Jour;Passages;Demandes\n06/01/2025;31;44\n07/01/2025;12;\n08/01/2025;1 204;0\n06/01/2025;3;3\n01/06/2025;5;5\n09/01/2025;beaucoup;";
    let map = ColumnMap::read(map).unwrap();
    let read = plan(file.as_bytes(), &map, &CATALOGUE, &ground).unwrap();
    let count = |day: i8, measure, n| DailyCount { day: tally::Day(Day::of(date(2025, 1, day)).0), measure, n };
    assert_eq!(
        read.counts,
        [
            count(6, CountedMeasure::Visits, 31),
            count(6, CountedMeasure::Requests, 44),
            count(8, CountedMeasure::Visits, 1204),
        ]
    );
    assert_eq!(
        refused(&read),
        [
            (3, Reason::OtherSource("Autre cahier".into())),
            (5, Reason::Twice("06/01/2025".into())),
            (6, Reason::Detailed("01/06/2025".into())),
            (7, Reason::Count("beaucoup".into())),
        ]
    );
}

#[test]
fn words_that_fold_alike_keep_their_meanings() {
    let map = format!("{MAP}\n[values.age]\n\"< 12\" = \"0-11\"\n\"12 +\" = \"12-17\"\n");
    let map = ColumnMap::read(&map).unwrap();
    assert_eq!(
        [map.value(Field::Age, "< 12"), map.value(Field::Age, "12 +"), map.value(Field::Age, "12")],
        [Some("0-11"), Some("12-17"), None]
    );
    assert_eq!(map.value(Field::Theme, "FACTURE  edf"), Some("electricite.facture"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,200}") {
        let map = ColumnMap::read(MAP).unwrap();
        let _ = plan(&bytes, &map, &CATALOGUE, &ground());
        let head = "Date;Heure;N° passage;Motif;Action;Durée;Age;Remarques\n";
        // Bytes that are no UTF-8 make the whole file another encoding, titles included.
        let _ = plan(&[head.as_bytes(), &bytes].concat(), &map, &CATALOGUE, &ground());
        prop_assert!(plan(&[head.as_bytes(), text.as_bytes()].concat(), &map, &CATALOGUE, &ground()).is_ok());
        let _ = ColumnMap::read(&text);
    }

    #[test]
    fn any_cell_is_read_or_refused_and_what_is_planned_can_be_recorded(
        cells in prop::collection::vec(prop_oneof![
            "\\PC{0,12}", Just("24/11/2025".to_owned()), Just("10h".to_owned()), Just("CAF".to_owned()), "[0-9]{1,2}[/h:,-][0-9]{1,2}(/20[0-9]{2})?",
        ], 8..64)
    ) {
        let rows = cells.chunks(8).map(|row| {
            let cells: Vec<_> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', ""))).collect();
            cells.join(";")
        });
        let file = format!("Date;Heure;N° passage;Motif;Action;Durée;Age;Remarques\n{}", rows.collect::<Vec<_>>().join("\n"));
        let plan = read(MAP, &file);
        let mut names = BTreeSet::new();
        for visit in &plan.visits {
            prop_assert!(VisitFacts::read(&visit.body, &[]).is_ok(), "{:?}", visit.body);
            prop_assert!(names.insert(visit.id));
            for request in &visit.requests {
                prop_assert!(RequestFacts::read(&request.body, &CATALOGUE).is_ok(), "{:?}", request.body);
                prop_assert!(names.insert(request.id));
            }
        }
        // Every row is planned or refused.
        let mut lines: BTreeSet<u64> = plan.refused.iter().map(|row| row.line).collect();
        lines.extend(plan.visits.iter().flat_map(|visit| visit.requests.iter().map(|request| request.line)));
        prop_assert_eq!(lines.len(), plan.rows);
    }
}

#[test]
fn the_documented_example_is_read_whole() {
    let page = include_str!("../../../../docs/import-activity.md");
    let block = |kind: &str| {
        let start = page.find(&format!("```{kind}\n")).unwrap() + kind.len() + 4;
        &page[start..start + page[start..].find("```").unwrap()]
    };
    let plan = read(block("toml"), block("csv"));
    assert_eq!((plan.visits.len(), plan.requests(), refused(&plan)), (2, 3, vec![]));
    assert!(plan.visits.iter().all(|visit| visit.body["channel"] == "site"));
}

#[test]
fn a_row_with_too_many_cells_is_refused_with_its_line() {
    let map = "[source]\nname = \"T\"\nkind = \"requests\"\n[columns]\ndate = \"Date\"\ntheme = \"Motif\"\n";
    let plan = read(map, "Date;Motif\n24/11/2025;CAF;;\n24/11/2025;CAF;de plus\n24/11/2025;;CAF\n");
    let surplus = Reason::Surplus { titles: 2, cells: 3 };
    assert_eq!(refused(&plan), [(3, surplus.clone()), (4, surplus.clone())]);
    assert!(surplus.to_string().contains("3 cellules pour 2 titres"));
    let map = map.replace("requests", "daily").replace("theme = \"Motif\"", "visits = \"Visites\"");
    assert_eq!(refused(&read(&map, "Date;Visites\n24/11/2025;12;3\n")), [(2, surplus)]);
}

#[test]
fn what_is_wrong_with_a_map_is_told_in_french_with_its_line() {
    let source = "[source]\nname = \"T\"\n";
    for (text, said) in [
        ("[source".to_owned(), "ligne 1, ce n’est pas du TOML"),
        (source.to_owned() + "kind = \"hourly\"", "ligne 3, « hourly » n’est pas une des valeurs possibles"),
        (source.to_owned() + "kind = \"daily\"\nkinds = 1\n[columns]", "ligne 4, « kinds » n’est pas attendu ici"),
        (source.to_owned() + "kind = \"daily\"", "il manque « columns »"),
        (source.to_owned() + "name = \"U\"", "ligne 3, ce nom y figure deux fois"),
        (
            source.to_owned() + "kind = \"daily\"\nplace = \"Brest\"",
            "ligne 4, cette valeur n’est pas de la bonne sorte",
        ),
    ] {
        let told = ColumnMap::read(&text).unwrap_err().to_string();
        assert!(told.contains(said), "{text}: {told}");
    }
}
