//! Every kind of dirt that a list of places brings, made by hand.

use std::collections::BTreeMap;

use jiff::civil::date;
use network::import::{FileNote, FileRefusal, Import, Outcome, PlaceDraft, Reason, read};
use network::model::PlaceKind;
use proptest::prelude::*;

/// A good row, by column: tests change what they are about.
fn row() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("id_fs", "62"),
        ("lib_fs", "France services Pimms Médiation du Narbonnais - Narbonne"),
        ("adresse", "5 Rue de la Paix"),
        ("insee_com", "11262"),
        ("code_postal", "11100"),
        ("lib_com", "Narbonne"),
        ("latitude", "43.18"),
        ("longitude", "3.00"),
        ("mail", "narbonne@pimmsmediation.fr"),
        ("telephone", "04 68 00 00 00"),
        ("h_lundi", "09:00 - 12:00 / 14:00 - 17:00"),
        ("h_mardi", "09:00 - 12:00 / 14:00 - 17:00"),
        ("h_mercredi", ""),
        ("h_jeudi", ""),
        ("h_vendredi", ""),
        ("h_samedi", ""),
        ("prise_rdv", "Oui"),
        ("commentaire", ""),
        ("type_fs", "Principal"),
        ("format_fs", "Fixe"),
        ("labellisation_fs", "Espace labellisé 01/01/2020"),
    ])
}

fn with(changes: &[(&'static str, &'static str)]) -> BTreeMap<&'static str, &'static str> {
    let mut row = row();
    row.extend(changes.iter().copied());
    row
}

fn file(rows: &[BTreeMap<&'static str, &'static str>]) -> String {
    let quoted = |cells: Vec<&str>| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let lines = rows.iter().map(|row| quoted(row.values().copied().collect()));
    std::iter::once(quoted(row().into_keys().collect())).chain(lines).collect::<Vec<_>>().join("\n")
}

fn outcome(changes: &[(&'static str, &'static str)]) -> Outcome {
    read(file(&[with(changes)]).as_bytes()).expect("a file").rows.remove(0).outcome
}

fn mended(changes: &[(&'static str, &'static str)]) -> (PlaceDraft, Vec<String>) {
    match outcome(changes) {
        Outcome::Mended(draft, mends) => {
            (*draft, mends.iter().map(|mend| mend.to_string().replace('\u{a0}', " ")).collect())
        }
        other => panic!("{changes:?}: {other:?}"),
    }
}

fn refused(changes: &[(&'static str, &'static str)]) -> Vec<Reason> {
    match outcome(changes) {
        Outcome::Refused(reasons) => reasons,
        other => panic!("{changes:?}: {other:?}"),
    }
}

#[test]
fn an_identifier_counts_once() {
    let import = read(file(&[row(), row()]).as_bytes()).expect("a file");
    assert!(matches!(import.rows[0].outcome, Outcome::Taken(_)));
    let duplicate = Reason::Duplicate { id: "fs:62".to_owned(), first: 2 };
    assert_eq!((import.rows[1].line, &import.rows[1].outcome), (3, &Outcome::Refused(vec![duplicate])));
}

#[test]
fn a_clean_row_is_taken_as_it_stands() {
    let Outcome::Taken(draft) = outcome(&[]) else { panic!("nothing to mend") };
    assert_eq!(draft.external_id, "fs:62");
    assert_eq!(draft.short_name, "Pimms Médiation du Narbonnais – Narbonne");
    assert_eq!(draft.hours.as_deref(), Some("Mo-Tu 09:00-12:00,14:00-17:00; PH closed"));
    assert_eq!((draft.kind, draft.territory.code, draft.appointments), (PlaceKind::Fixed, "11", true));
    assert_eq!(draft.labelled_since, Some(date(2020, 1, 1)));
    assert_eq!(draft.telephone.as_deref(), Some("04 68 00 00 00"));
}

#[test]
fn short_names_keep_what_tells_places_apart() {
    for (name, format, short) in [
        ("Bus France services Pimms Médiation Nîmes", "Bus_équivalent", "Bus Pimms Médiation Nîmes"),
        ("France services itinérante Pimms Médiation Rennes", "Itinérante", "Pimms Médiation Rennes – itinérante"),
        ("France services multisites Pimms Médiation Paris", "Multisites", "Pimms Médiation Paris – multisites"),
        ("Pirogue France services de l'Est Guyanais", "Bus_équivalent", "Pirogue L'Est Guyanais"),
        ("France Services d’Isigny-sur-Mer", "Fixe", "Isigny-sur-Mer"),
        ("France services", "Fixe", "France services"),
        ("Maison de quartier", "Fixe", "Maison de quartier"),
    ] {
        let kept = outcome(&[("lib_fs", name), ("format_fs", format)]);
        assert_eq!(kept.draft().map(|draft| draft.short_name.as_str()), Some(short), "{name}");
    }
}

#[test]
fn hours_are_mended_and_told() {
    for (cell, hours, told) in [
        (
            "00:00 - 00:00 / 09:00 - 12:00",
            "Mo 09:00-12:00; PH closed",
            "Une plage vide (00:00 - 00:00) a été retirée le lundi.",
        ),
        (
            "09:00 - 17:30 / 09:00 - 12:00",
            "Mo 09:00-17:30; PH closed",
            "Des plages qui se chevauchent ont été réunies le lundi.",
        ),
        (
            "9h-12h / 14:00 - 17:00",
            "Mo 14:00-17:00; PH closed",
            "La plage « 9h-12h » du lundi ne se lit pas : elle a été laissée de côté.",
        ),
    ] {
        let (draft, mends) = mended(&[("h_lundi", cell), ("h_mardi", "")]);
        assert_eq!((draft.hours.as_deref(), mends), (Some(hours), vec![told.to_owned()]), "{cell}");
    }
    let (draft, mends) = mended(&[("h_lundi", "00:00 - 00:00"), ("h_mardi", "")]);
    assert_eq!((draft.hours, mends.len()), (None, 2));
    assert!(
        matches!(outcome(&[("h_lundi", "14:00 - 17:00 / 09:00 - 12:00 / 12:00 - 14:00")]), Outcome::Taken(_)),
        "order and contact are no dirt"
    );
}

#[test]
fn the_commune_decides() {
    let told = |changes: &[(&'static str, &'static str)]| {
        let (draft, mends) = mended(changes);
        (
            draft.insee.map(|code| code.to_string()),
            draft.post_code.map(|code| code.to_string()),
            draft.territory.code,
            mends.len(),
        )
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(told(&[("code_postal", "11000")]), (code("11262"), code("11100"), "11", 1));
    let paris = [("insee_com", "75112"), ("code_postal", "75012"), ("latitude", "48.84"), ("longitude", "2.39")];
    assert_eq!(told(&paris), (code("75056"), code("75012"), "75", 1));
    assert_eq!(mended(&paris).0.district.map(|code| code.to_string()), code("75112"));
    let merged = [("insee_com", "93059"), ("code_postal", "93380"), ("latitude", "48.96"), ("longitude", "2.36")];
    assert_eq!(told(&merged), (code("93066"), code("93380"), "93", 1));
    assert_eq!(told(&[("insee_com", "11999")]), (code("11999"), code("11100"), "11", 1));
    assert_eq!(told(&[("insee_com", "?")]), (None, code("11100"), "11", 1));
    let nice = [("insee_com", "06088"), ("latitude", "43.7"), ("longitude", "7.26")];
    assert_eq!(told(&[&nice[..], &[("code_postal", "06286")]].concat()), (code("06088"), code("06286"), "06", 1));
    assert_eq!(told(&[&nice[..], &[("code_postal", "83000")]].concat()), (code("06088"), None, "06", 1));
}

#[test]
fn positions_telephones_and_dates_are_checked() {
    let (draft, mends) = mended(&[("latitude", "3.00"), ("longitude", "43.18")]);
    assert_eq!(draft.position.map(|position| (position.latitude, position.longitude)), Some((43.18, 3.0)));
    assert!(mends[0].contains("interverties"));
    assert_eq!(mended(&[("latitude", "-20,9"), ("longitude", "55,4")]).0.position, None);
    assert_eq!(mended(&[("latitude", ""), ("longitude", "NaN")]).0.position, None);
    assert_eq!(mended(&[("telephone", "3939")]).0.telephone, None);
    assert_eq!(
        outcome(&[("telephone", "+33 4.68.00.00.00")]).draft().and_then(|draft| draft.telephone.clone()).as_deref(),
        Some("04 68 00 00 00")
    );
    assert_eq!(mended(&[("labellisation_fs", "Espace labellisé 31/02/2020")]).0.labelled_since, None);
    assert_eq!(mended(&[("lib_com", " Narbonne\n\n")]).0.commune, "Narbonne");
}

#[test]
fn nobodys_own_mail_is_kept() {
    for personal in
        ["jeanne.martin@mairie-exemple.fr", "j.martin@exemple.fr", "jmartin@exemple.fr", "martin-j@exemple.fr"]
    {
        let (draft, mends) = mended(&[("mail", personal)]);
        assert_eq!(draft.mail, None, "{personal}");
        assert!(!mends[0].contains("martin"), "the report does not repeat it");
    }
    for good in ["accueil@exemple.fr", "narbonne@exemple.fr", "franceservices.sud@exemple.fr", "exemple@exemple.fr"] {
        assert_eq!(outcome(&[("mail", good)]).draft().and_then(|draft| draft.mail.as_deref()), Some(good));
    }
    let (draft, _) = mended(&[("mail", "j.martin@exemple.fr - Accueil@exemple.fr")]);
    assert_eq!(draft.mail.as_deref(), Some("accueil@exemple.fr"));
    let (draft, _) = mended(&[("commentaire", "Rendez-vous : jeanne.martin@exemple.fr, ou accueil@exemple.fr.")]);
    assert_eq!(draft.comment, "Rendez-vous : , ou accueil@exemple.fr.");
    assert_eq!(mended(&[("mail", "à demander")]).0.mail, None);
}

#[test]
fn comments_survive_commas_quotes_and_line_breaks() {
    let comment = "Lundi, mardi : « sur rendez-vous »\r\n\r\n\"Bus\", 1 semaine sur 2 ; sauf l’été";
    let Outcome::Taken(draft) = outcome(&[("commentaire", comment)]) else { panic!("nothing to mend") };
    assert_eq!(draft.comment, "Lundi, mardi : « sur rendez-vous »\n\"Bus\", 1 semaine sur 2 ; sauf l’été");
    let import = read(file(&[with(&[("commentaire", comment)]), with(&[("id_fs", "63")])]).as_bytes()).expect("a file");
    assert_eq!(import.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn refusals_say_why() {
    assert!(matches!(refused(&[("id_fs", "")])[..], [Reason::Id(_)]));
    assert!(matches!(refused(&[("id_fs", "6 2"), ("lib_fs", " ")])[..], [Reason::Id(_), Reason::NoName]));
    assert!(matches!(refused(&[("format_fs", "Ballon")])[..], [Reason::Format(_)]));
    let nowhere = refused(&[("insee_com", "99123"), ("code_postal", "99000")]);
    assert!(nowhere[0].to_string().contains("département"), "{}", nowhere[0]);
    let ragged = format!("{}\n\"a\",\"b\"\n", file(&[row()]));
    let import = read(ragged.as_bytes()).expect("a file");
    assert!(
        matches!(import.rows[1].outcome, Outcome::Refused(ref reasons) if matches!(reasons[..], [Reason::Shape { found: 2, .. }]))
    );
}

#[test]
fn encodings_and_separators_are_guessed() {
    let utf8 = file(&[row()]);
    let name = |import: &Import| import.rows[0].outcome.draft().map(|draft| draft.name.clone());
    let expected = Some("France services Pimms Médiation du Narbonnais - Narbonne".to_owned());

    let marked = [b"\xef\xbb\xbf", utf8.as_bytes()].concat();
    let windows: Vec<u8> = utf8.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin 1")).collect();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(utf8.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, notes) in [(marked, vec![]), (windows, vec![FileNote::Windows1252]), (utf16, vec![FileNote::Utf16])] {
        let import = read(&bytes).expect("a file");
        assert_eq!((name(&import), import.notes), (expected.clone(), notes));
    }
    for separator in ["\";\"", "\"\t\""] {
        assert_eq!(name(&read(utf8.replace("\",\"", separator).as_bytes()).expect("a file")), expected);
    }
}

#[test]
fn a_file_that_is_no_list_gets_a_sentence() {
    assert_eq!(read(b""), Err(FileRefusal::Empty));
    assert_eq!(read(b"\xef\xbb\xbf \n"), Err(FileRefusal::Empty));
    assert_eq!(read(file(&[]).as_bytes()), Err(FileRefusal::NoRow));
    assert_eq!(read(b"PK\x03\x04 and so on"), Err(FileRefusal::Workbook));
    assert_eq!(read(&vec![b'x'; network::import::MAX_BYTES + 1]), Err(FileRefusal::TooLarge));
    let missing =
        read(file(&[row()]).replace("\"format_fs\"", "\"autre\"").as_bytes()).expect_err("a column is missing");
    assert_eq!(
        missing.to_string(),
        "Il manque la colonne format_fs. Gardez la ligne d’en-tête de la liste France services."
    );
    assert!(
        read(b"nom,ville\nx,y\n")
            .expect_err("nothing is there")
            .to_string()
            .starts_with("Il manque les colonnes id_fs, ")
    );
    assert!(FileRefusal::NoRow.to_string().contains("en-tête\u{a0}: il"));
    assert!(FileRefusal::TooLarge.to_string().contains("100\u{a0}Mo"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_ever_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_cells_ever_panic(cells in prop::collection::vec(any::<String>(), 21), column in 0_usize..21) {
        let good: Vec<&str> = row().into_values().collect();
        let header = row().into_keys().collect::<Vec<_>>().join(",");
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        // One strange cell reaches deep, a strange row does not.
        let one: Vec<_> = good.iter().enumerate().map(|(at, cell)| quoted(if at == column { &cells[at] } else { cell })).collect();
        let all: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
        let import = read(format!("{header}\n{}\n{}\n", one.join(","), all.join(",")).as_bytes()).expect("a header and rows");
        for row in &import.rows {
            if let Outcome::Mended(_, mends) = &row.outcome {
                prop_assert!(mends.iter().all(|mend| mend.to_string().ends_with('.')));
            }
            if let Some(draft) = row.outcome.draft() {
                prop_assert!(!draft.short_name.is_empty());
            }
        }
    }
}
