//! The page of the network's calendar: what is known, what is missing, what the Union adds and takes away.

use crate::common::{Network, SAINT_DENIS, SAINT_GABRIEL, director, mediator, network, officer};
use network::calendar::School;
use testkit::{Answer, Client};

const PATH: &str = "/network/calendar";
const AUTUMN: &str = "zones;first;last;name\nABC;2026-08-31;2027-07-02;\nABC;2026-10-17;2026-11-01;Vacances de la Toussaint\n\
    ABC;2026-12-19;2027-01-03;Vacances de Noël\n";

fn school(here: &Network, day: &str) -> String {
    let place = here.place(SAINT_GABRIEL);
    match place.calendar().school(place.school_zone(), day.parse().unwrap()) {
        School::Holiday(name) => name.to_owned(),
        School::Term => "term".into(),
        School::Unknown => "unknown".into(),
    }
}

/// Sends a file as a browser does.
async fn upload(client: &mut Client, file: &[u8]) -> Answer {
    let head = "--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\ncontent-type: text/csv\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--limit--\r\n"].concat();
    client.send("POST", "/network/calendar/file", Some("multipart/form-data; boundary=limit"), body).await
}

/// What the page of a look would write.
fn table(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"table\">").expect("what was read comes back");
    let table = rest.split("</textarea>").next().unwrap();
    table.replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_year_that_no_table_covers_is_asked_for_and_then_known() {
    let here = network().await;
    let mut officer = here.french(officer());
    let page = officer.get(PATH).await.expect(200).body;
    assert!(
        page.contains("Année scolaire 2026–2027\u{a0}: aucune table ne la couvre (zones A, B et C, La Réunion)"),
        "{page}"
    );
    let place = officer.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    assert!(place.contains("href=\"/network/calendar\""), "the card of the place leads there");
    let agenda_before = here.place(SAINT_GABRIEL).open_minutes(crate::common::day("2026-12-21"));
    assert_eq!(agenda_before, Some(180), "the afternoon is uncertain while nobody knows");

    let seen = upload(&mut officer, AUTUMN.as_bytes()).await.expect(200).body;
    assert!(
        seen.contains(
            "Ajouté\u{a0}: Vacances de la Toussaint, du 17\u{a0}octobre au 1er\u{a0}novembre 2026 (zones A, B et C)"
        ),
        "{seen}"
    );
    assert_eq!(school(&here, "2026-12-21"), "unknown", "a look writes nothing");
    let written = officer.post("/network/calendar/import", &[("table", &table(&seen))]).await.expect(303);
    assert_eq!(written.location(), PATH);
    assert_eq!(school(&here, "2026-12-21"), "Vacances de Noël");
    assert_eq!(school(&here, "2027-01-04"), "term");
    let at = |day| here.place(SAINT_GABRIEL).open_minutes(crate::common::day(day));
    assert_eq!((at("2026-12-21"), at("2027-01-04")), (Some(180), Some(390)), "hours follow the calendar");
    let page = officer.get(PATH).await.expect(200).body;
    assert!(!page.contains("aucune table ne la couvre (zones A") && page.contains("ajoutée"), "{page}");
    assert!(page.contains("aucune table ne la couvre (La Réunion)"), "{page}");
    let place = officer.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
    assert!(!place.contains("Vacances 2026–2027 inconnues") && !place.contains("Ajouter cette année scolaire"));
    let again = upload(&mut officer, AUTUMN.as_bytes()).await.expect(200).body;
    assert!(again.contains("Rien à changer"), "{again}");
}

#[tokio::test]
async fn a_period_is_entered_and_taken_away() {
    let here = network().await;
    let mut officer = here.french(officer());
    let reunion =
        [("zones", "reunion"), ("first", "2026-10-10"), ("last", "2026-10-25"), ("name", "Vacances d’octobre")];
    officer.post(PATH, &reunion).await.expect(303);
    officer.post(PATH, &reunion).await.expect(303);
    let place = here.place(SAINT_DENIS);
    let day = "2026-10-12".parse().unwrap();
    assert_eq!(place.calendar().school(place.school_zone(), day), School::Holiday("Vacances d’octobre"));
    // Days that are known, around holidays that stay.
    officer
        .post(PATH, &[("zones", "reunion"), ("first", "2026-08-15"), ("last", "2027-07-02"), ("name", "")])
        .await
        .expect(303);
    let place = here.place(SAINT_DENIS);
    assert_eq!(place.calendar().school(place.school_zone(), day), School::Holiday("Vacances d’octobre"));
    assert_eq!(place.calendar().school(place.school_zone(), "2026-10-26".parse().unwrap()), School::Term);
    for (fields, sentence) in [
        ([("first", "2026-10-10"), ("last", "2026-10-25"), ("name", "x"), ("zones", "")], "Cochez au moins une zone."),
        ([("first", ""), ("last", "2026-10-25"), ("name", "x"), ("zones", "A")], "Ce champ est à remplir."),
        ([("first", "2026-10-10"), ("last", "2026-10-01"), ("name", "x"), ("zones", "A")], "Le dernier jour précède"),
        ([("first", "2026-10-10"), ("last", "2027-10-01"), ("name", "x"), ("zones", "A")], "plus de cent jours"),
        (
            [("first", "2026-10-20"), ("last", "2026-10-30"), ("name", "x"), ("zones", "reunion")],
            "Une partie de ces jours est déjà à «\u{a0}Vacances d’octobre\u{a0}»",
        ),
    ] {
        let page = officer.post(PATH, &fields).await.expect(422).body;
        assert!(page.contains(sentence), "{fields:?}: {page}");
    }
    let removal = [&reunion[..3], &[("name", "Vacances d’octobre")]].concat();
    officer.post("/network/calendar/removal", &removal).await.expect(303);
    let page = officer.post("/network/calendar/removal", &removal).await.expect(422).body;
    assert!(page.contains("Cela venait d’être retiré"), "{page}");
    let place = here.place(SAINT_DENIS);
    assert_eq!(place.calendar().school(place.school_zone(), day), School::Term);
}

#[tokio::test]
async fn whoever_contradicts_the_shipped_table_says_so_twice() {
    let here = network().await;
    let mut officer = here.french(officer());
    let bridge = [("zones", "B"), ("first", "2025-05-30"), ("last", "2025-06-01"), ("name", "Pont de l’Ascension")];
    let page = officer.post(PATH, &bridge).await.expect(422).body;
    assert!(
        page.contains("dit autre chose, du 30\u{a0}mai au 1er\u{a0}juin 2025 (zone B)\u{a0}: jours de classe"),
        "{page}"
    );
    assert_eq!(school(&here, "2025-05-30"), "term");
    officer.post(PATH, &[&bridge[..], &[("anyway", "yes")]].concat()).await.expect(303);
    assert_eq!(school(&here, "2025-05-30"), "Pont de l’Ascension");
}

#[tokio::test]
async fn a_file_that_is_none_is_answered_with_a_sentence() {
    let here = network().await;
    let mut officer = here.french(officer());
    for (file, sentence) in [
        (&b""[..], "Choisissez un fichier."),
        (b"PK\x03\x04", "C’est un classeur de tableur"),
        (b"a;b\n1;2", "Ces colonnes ne sont pas celles d’un calendrier scolaire"),
    ] {
        let page = upload(&mut officer, file).await.expect(422).body;
        assert!(page.contains(sentence), "{page}");
    }
    let page = officer.send("POST", "/network/calendar/file", Some("text/plain"), b"x".to_vec()).await.expect(422).body;
    assert!(page.contains("Choisissez un fichier."), "{page}");
    let page = upload(&mut officer, b"zones;first;last;name\nD;2026-10-17;2026-11-01;x\n").await.expect(200).body;
    assert!(page.contains("Ligne 2 laissée de côté.") && page.contains("Aucune ligne de ce fichier"), "{page}");
    assert!(!page.contains("Enregistrer"), "there is nothing to write: {page}");
}

#[tokio::test]
async fn the_calendar_is_for_the_union() {
    let here = network().await;
    for actor in [director(), mediator()] {
        let mut visitor = here.french(actor);
        visitor.get(PATH).await.expect(403);
        visitor.post(PATH, &[("zones", "A")]).await.expect(403);
        let place = visitor.get(&format!("/places/{SAINT_GABRIEL}")).await.expect(200).body;
        assert!(!place.contains(PATH), "no way to what one may not");
    }
    assert!(here.french(officer()).get("/places").await.expect(200).body.contains(PATH));
}
