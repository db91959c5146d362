//! What editing does, and what it refuses without losing what was typed.

use crate::common::{BUS, LYON_8, SAINT_DENIS, SAINT_GABRIEL, day, director, facts, network, officer, with};
use kernel::PlaceId;
use network::store;

#[tokio::test]
async fn facts_are_saved_and_what_follows_from_the_commune_follows_it() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/facts");
    let mut director = here.french(director());
    assert_eq!(director.post(&path, &facts()).await.expect(303).location(), "/places/1");
    let row = here.place(SAINT_GABRIEL).row.clone();
    assert_eq!(row.short_name, "Saint-Gabriel");
    assert_eq!((row.latitude, row.phone.as_deref()), (Some(43.3251), Some("04 91 00 00 01")));
    assert_eq!(row.mail.as_deref(), Some("accueil@exemple.fr"));
    assert!(!row.by_appointment);
    assert!(row.hours.is_some(), "what the form does not hold stays");
    assert_eq!(row.source, "Liste d’essai, 1er août 2024 ; modifié dans Parvis le 24\u{a0}novembre 2026");
    let strasbourg =
        [("commune", "Strasbourg"), ("insee", "67482"), ("post_code", "67000"), ("latitude", ""), ("longitude", "")];
    let moved = strasbourg.into_iter().fold(facts(), |fields, (name, value)| with(fields, name, value));
    director.post(&path, &with(moved, "zone", "Pacific/Noumea")).await.expect(303);
    let row = here.place(SAINT_GABRIEL).row.clone();
    assert_eq!(
        (row.department.as_str(), row.holiday_zone.as_str(), row.zone.as_str()),
        ("67", "alsace-moselle", "Europe/Paris")
    );
    assert!(row.source.matches("modifié").count() == 1);
}

#[tokio::test]
async fn the_clock_of_a_place_moves_until_people_are_received() {
    let here = network().await;
    let mut officer = here.french(officer());
    let project = format!("/places/{LYON_8}/facts");
    assert!(officer.get(&project).await.expect(200).body.contains("name=\"zone\""));
    officer.post(&project, &with(facts(), "zone", "Pacific/Marquesas")).await.expect(303);
    assert_eq!(here.place(LYON_8).row.zone, "Pacific/Marquesas");
    let refused = officer.post(&project, &with(facts(), "zone", "Mars/Olympus")).await.expect(422).body;
    assert!(refused.contains("Choisissez l’un des fuseaux"));
    let open = officer.get(&format!("/places/{SAINT_DENIS}/facts")).await.expect(200).body;
    assert!(!open.contains("name=\"zone\"") && open.contains("Fuseau horaire\u{a0}: Indian/Reunion."));
}

#[tokio::test]
async fn a_refused_form_says_why_beside_the_field() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/facts");
    for (name, value, sentence) in [
        ("name", "", "Ce champ est à remplir."),
        ("kind", "palace", "Choisissez l’une des formes"),
        ("post_code", "1301", "Un code postal a cinq chiffres."),
        ("insee", "13 05", "Un code INSEE de commune"),
        ("insee", "00000", "Ce code n’est celui d’aucun département"),
        ("latitude", "", "Donnez la latitude et la longitude"),
        ("latitude", "91", "Donnez la latitude et la longitude"),
        ("latitude", "48.85", "Ce point est hors du département"),
        ("phone", "3949 pour la suite", "Ce numéro ne se lit pas"),
        ("mail", "accueil", "Cette adresse n’a pas la forme"),
    ] {
        let page = here.french(director()).post(&path, &with(facts(), name, value)).await.expect(422).body;
        assert!(page.contains(sentence), "{name}={value}: {page}");
        assert!(page.contains("14 rue des Trois-Ponts"), "what was typed is there");
    }
    let swapped = with(with(facts(), "latitude", "5.38"), "longitude", "43.32");
    let page = here.french(director()).post(&path, &swapped).await.expect(422).body;
    assert!(page.contains("semblent inversées"));
    assert_eq!(here.place(SAINT_GABRIEL).row.short_name, "Pimms Saint-Gabriel");
}

#[tokio::test]
async fn hours_are_seen_before_they_are_saved() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/hours");
    let mut director = here.french(director());
    let before = here.place(SAINT_GABRIEL).row.hours.clone();
    let look = director.post(&path, &[("hours", "Mo-Sa 10:00-19:00"), ("look", "yes")]).await.expect(200).body;
    assert!(look.contains("10\u{a0}h\u{a0}– 19\u{a0}h"));
    assert!(look.contains("Formation de l’équipe"), "the exceptions of the week are seen");
    assert!(look.contains("Rien n’est dit des jours fériés"));
    assert_eq!(here.place(SAINT_GABRIEL).row.hours, before);
    let refused = director.post(&path, &[("hours", "du lundi au vendredi 9h-12h")]).await.expect(422).body;
    assert!(refused.contains("Les horaires ne se lisent pas à partir de") && refused.contains("du lundi au vendredi"));
    director.post(&path, &[("hours", "Mo-Sa 10:00-19:00; PH off")]).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).row.hours.as_deref(), Some("Mo-Sa 10:00-19:00; PH closed"));
}

#[tokio::test]
async fn hours_are_forgotten_only_when_somebody_says_so() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/hours");
    let mut director = here.french(director());
    let before = here.place(SAINT_GABRIEL).row.hours.clone().unwrap();
    assert!(!director.get(&path).await.expect(200).body.contains("ne sont pas connus"), "nobody is asked in vain");
    let page = director.post(&path, &[("hours", " ")]).await.expect(422).body;
    assert!(page.contains("les horaires de ce lieu seraient effacés") && page.contains(&before), "{page}");
    assert!(page.contains("name=\"unknown\"") && page.contains("Les horaires de ce lieu ne sont pas connus"));
    assert_eq!(here.place(SAINT_GABRIEL).row.hours.as_deref(), Some(before.as_str()));
    // What is written counts, whatever the box says.
    director.post(&path, &[("hours", "Mo 10:00-19:00"), ("unknown", "yes")]).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).row.hours.as_deref(), Some("Mo 10:00-19:00"));
    director.post(&path, &[("hours", " "), ("unknown", "yes")]).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).row.hours, None);
    // Hours that are unknown may stay so without a word.
    director.post(&path, &[("hours", "")]).await.expect(303);
    assert!(!director.get(&path).await.expect(200).body.contains("ne sont pas connus"));
}

#[tokio::test]
async fn exceptions_come_and_go() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/exceptions");
    let mut director = here.french(director());
    let add = [("from", "2026-12-24"), ("to", ""), ("hours", "09:00-12:00"), ("reason", "Veille de Noël")];
    director.post(&path, &add).await.expect(303);
    let place = here.place(SAINT_GABRIEL);
    assert_eq!(place.open_minutes(day("2026-12-24")), Some(180));
    assert_eq!(place.exceptions.len(), 2);
    for (fields, sentence) in [
        ([("from", ""), ("to", ""), ("hours", ""), ("reason", "Congés")], "Ce champ est à remplir."),
        (
            [("from", "2026-12-24"), ("to", "2026-12-20"), ("hours", ""), ("reason", "Congés")],
            "Le dernier jour précède",
        ),
        ([("from", "2026-12-24"), ("to", ""), ("hours", ""), ("reason", "")], "Dites pourquoi le lieu est fermé"),
        ([("from", "2026-12-24"), ("to", ""), ("hours", "9h-12h"), ("reason", "")], "« 9h-12h » ne se lit pas"),
        (
            [("from", "2026-12-24"), ("to", ""), ("hours", "12:00-09:00"), ("reason", "")],
            "finit avant d’avoir commencé",
        ),
    ] {
        let page = director.post(&path, &fields).await.expect(422).body.replace('\u{a0}', " ");
        assert!(page.contains(sentence), "{fields:?}: {page}");
    }
    let removal = format!("{path}/{}/removal", place.exceptions[0].id);
    director.post(&removal, &[]).await.expect(303);
    director.post(&removal, &[]).await.expect(404);
    assert_eq!(here.place(SAINT_GABRIEL).exceptions.len(), 1);
}

#[tokio::test]
async fn a_place_lives_by_legal_steps() {
    let here = network().await;
    let path = format!("/places/{LYON_8}/stages");
    let mut officer = here.french(officer());
    for (stage, since, sentence) in [
        ("mature", "2026-11-01", "Cette étape ne peut pas suivre"),
        ("project", "2026-11-01", "Cette étape ne peut pas suivre"),
        ("", "2026-11-01", "Choisissez l’une des étapes"),
        ("opening", "2026-09-30", "Ce jour précède le début de l’étape actuelle (1er\u{a0}octobre 2026)"),
        ("opening", "2026-11-25", "Ce jour n’est pas encore venu"),
        ("opening", "2026-02-30", "Cette date n’existe pas"),
    ] {
        let page = officer.post(&path, &[("stage", stage), ("since", since)]).await.expect(422).body;
        assert!(page.contains(sentence), "{stage} {since}: {page}");
    }
    for (stage, since) in [("opening", "2026-10-15"), ("ramp-up", "2026-11-02"), ("closed", "2026-11-20")] {
        officer.post(&path, &[("stage", stage), ("since", since)]).await.expect(303);
    }
    let row = here.place(LYON_8).row.clone();
    assert_eq!((row.stage.as_str(), row.opened, row.closed), ("closed", day("2026-11-02"), Some(day("2026-11-19"))));
    officer.post(&path, &[("stage", "opening"), ("since", "2026-11-24")]).await.expect(303);
    let row = here.place(LYON_8).row.clone();
    assert_eq!((row.stage.as_str(), row.opened, row.closed), ("opening", day("2026-11-02"), None));
    let mut tx = here.app.db.read(&crate::common::SYSTEM).await.unwrap();
    assert_eq!(store::stages(&mut tx, LYON_8).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_bus_gains_and_loses_stops() {
    let here = network().await;
    let path = format!("/places/{BUS}/stops");
    let mut director = here.french(director());
    director.post(&path, &[("name", "Gare"), ("commune", "Aubagne"), ("hours", "Fr 14:00-16:00")]).await.expect(303);
    let refused = director.post(&path, &[("name", ""), ("hours", "Fr 25:99-26:00")]).await.expect(422).body;
    assert!(refused.contains("Ce champ est à remplir.") && refused.contains("Fr 25:99-26:00"));
    let stops = here.place(BUS).stops.clone();
    assert_eq!(stops.len(), 3);
    let end = format!("{path}/{}/end", stops[0].id);
    director.post(&end, &[]).await.expect(303);
    director.post(&end, &[]).await.expect(404);
    assert_eq!(here.place(BUS).stops[0].ended, Some(day("2026-11-24")));
    director.get(&format!("/places/{SAINT_GABRIEL}/stops")).await.expect(404);
}

#[tokio::test]
async fn the_network_grows() {
    let here = network().await;
    let mut officer = here.french(officer());
    let known = officer.post("/associations/new", &[("name", "pimms de  LYON")]).await.expect(422).body;
    assert!(known.contains("Une association porte déjà ce nom."));
    let created = officer.post("/associations/new", &[("name", "PIMMS de l’Ain")]).await.expect(303);
    assert_eq!(created.location(), "/places/new?association=3");
    let fields = with(facts(), "association", "3");
    let fields = with(with(with(fields, "stage", "ramp-up"), "since", "2026-11-23"), "hours", "Tu 10:00-12:00");
    let refused = officer.post("/places/new", &with(fields.clone(), "association", "77")).await.expect(422).body;
    assert!(refused.contains("Choisissez une association de la liste."));
    let future = officer.post("/places/new", &with(fields.clone(), "since", "2026-11-30")).await.expect(422).body;
    assert!(future.contains("Ce jour n’est pas encore venu"));
    assert_eq!(officer.post("/places/new", &fields).await.expect(303).location(), "/places/5");
    let place = here.place(PlaceId(5));
    assert_eq!((place.association_name.as_str(), place.row.zone.as_str()), ("PIMMS de l’Ain", "Europe/Paris"));
    assert_eq!(place.row.source, "Saisi dans Parvis le 24\u{a0}novembre 2026");
    assert_eq!(place.open_minutes(day("2026-11-24")), Some(120));
    assert!(officer.get("/places/5").await.expect(200).body.contains("Ouvert jusqu’à 12\u{a0}h"));
}
