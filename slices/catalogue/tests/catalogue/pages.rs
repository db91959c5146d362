//! What people read and what the Union edits.

use crate::common::{MARSEILLE, PLACE, day, mediator, officer, seeded, signed_in, somebody};
use catalogue::{NoWords, OtherWord, OtherWords};
use kernel::{Actor, PlaceId, Role, Scope};
use std::{future::Future, pin::Pin, sync::Arc};
use web::Locale;

const PAGES: [&str; 14] = [
    "/catalogue",
    "/catalogue?q=electricite",
    "/catalogue/versions",
    "/catalogue/words",
    "/catalogue/themes/new",
    "/catalogue/themes/electricite.facture",
    "/catalogue/themes/electricite.facture/edit",
    "/catalogue/themes/electricite.facture/ending",
    "/catalogue/themes/electricite.facture/sheet",
    "/catalogue/operators",
    "/catalogue/operators/engie",
    "/catalogue/operators/engie/edit",
    "/catalogue/partnerships",
    "/sheets/electricite.facture?place=1",
];

const THEME: [(&str, &str); 7] = [
    ("label", "Facture à lire"),
    ("branch", "public"),
    ("act", "inform"),
    ("act", "explain"),
    ("support", "with"),
    ("minutes", "12"),
    ("synonyms", "facture edf\r\nnote de courant\r\nfacture edf"),
];

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let here = seeded().await;
    for locale in Locale::ALL {
        let mut client = signed_in(here.routes(Arc::new(NoWords)).router, &here.app, officer(), locale);
        for page in PAGES.into_iter().chain(["/catalogue/operators/new"]) {
            let body = client.get(page).await.expect(200).body;
            assert!(body.contains(&format!("<html lang=\"{}\"", locale.tag())), "{page}");
            assert!(!body.contains(">catalogue-") && !body.contains("\"catalogue-"), "a key without words on {page}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_edit_reads_and_finds_no_form() {
    let here = seeded().await;
    let mut client = here.client(mediator());
    for page in PAGES {
        let editing = ["/new", "/edit", "/ending", "/sheet", "/words"].iter().any(|end| page.ends_with(end));
        let answer = client.get(page).await.expect(if editing { 403 } else { 200 });
        assert!(editing || !answer.body.contains("method=\"post\""), "{page}");
    }
    let posts = [
        "/catalogue/themes",
        "/catalogue/themes/electricite.facture",
        "/catalogue/themes/electricite.facture/ending",
        "/catalogue/themes/electricite.facture/sheet",
        "/catalogue/operators",
        "/catalogue/operators/engie",
        "/catalogue/operators/engie/names",
        "/catalogue/partnerships",
    ];
    // The catalogue is the network's: an officer of one association is not its editor.
    let local = somebody(Role::Officer, Scope::Association(MARSEILLE));
    for (actor, status) in [(mediator(), 403), (Actor::Anonymous, 401), (local, 404)] {
        let mut client = here.client(actor);
        for path in posts {
            client.post(path, &THEME).await.expect(status);
        }
    }
    assert_eq!(here.client(Actor::Anonymous).get("/catalogue").await.location(), "/sign-in?next=/catalogue");
}

#[tokio::test]
async fn the_list_finds_themes_by_any_of_their_words() {
    let here = seeded().await;
    let mut client = here.client(mediator());
    let body = client.get("/catalogue?q=ELECTRICITE%20echeancier").await.expect(200).body;
    assert!(body.contains("/catalogue/themes/electricite.delai") && !body.contains("/catalogue/themes/famille.rsa"));
    let body = client.get("/catalogue?q=%3Cb%3Exyz").await.expect(200).body;
    assert!(body.contains("class=\"empty\"") && !body.contains("<b>xyz"));
}

#[tokio::test]
async fn a_theme_is_mended_within_its_version() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let today = day("2026-11-24");
    let before = here.catalogue.url(Locale::French, today);
    let fields = [&THEME[..], &[("operator", "grdf"), ("operator", "engie")]].concat();
    let answer = client.post("/catalogue/themes/electricite.facture", &fields).await.expect(303);
    assert_eq!(answer.location(), "/catalogue/themes/electricite.facture");
    let now = here.catalogue.now();
    let theme = now.theme("electricite.facture").unwrap();
    assert_eq!((theme.label.as_str(), theme.minutes, theme.since), ("Facture à lire", 12, 1));
    assert_eq!(theme.synonyms, ["facture edf", "note de courant"]);
    let operators: Vec<_> = theme.operators.iter().map(|id| now.operator_by_id(*id).unwrap().code.as_str()).collect();
    assert_eq!(operators, ["engie", "grdf"], "the one that stays keeps its rank");
    assert_ne!(here.catalogue.url(Locale::French, today), before);
    assert!(client.get("/catalogue/themes/electricite.facture").await.body.contains("note de courant"));
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_typed() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let fields =
        [("label", "Mon « libellé »"), ("branch", "private"), ("minutes", "beaucoup"), ("synonyms", "un\ndeux")];
    let body = client.post("/catalogue/themes/electricite.facture", &fields).await.expect(422).body;
    for kept in ["Mon « libellé »", "value=\"beaucoup\"", "un\ndeux", "Choisissez dans la liste", "Cochez au moins"]
    {
        assert!(body.contains(kept), "{kept}");
    }
    assert_eq!(here.catalogue.now().theme("electricite.facture").unwrap().label, "Facture à comprendre");
}

#[tokio::test]
async fn a_new_theme_begins_with_a_dated_version() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let form = client.get("/catalogue/themes/new?words=permis%20bateau").await.expect(200).body;
    assert!(form.contains("value=\"permis bateau\""));
    let fields = |from: &'static str| [&THEME[..], &[("family", "papiers"), ("from", from)]].concat();
    for (from, said) in [
        ("", "Ce champ est à remplir"),
        ("2026-11-23", "jours passés"),
        ("2036-01-01", "dans l’année"),
        ("2026-02-31", "Cette date"),
    ] {
        let body = client.post("/catalogue/themes", &fields(from)).await.expect(422).body;
        assert!(body.contains(said), "{from}: {said}");
    }
    for _ in 0..2 {
        client.post("/catalogue/themes", &fields("2027-01-01")).await.expect(303);
    }
    let now = here.catalogue.now();
    assert_eq!(
        now.versions().iter().map(|version| version.code.as_str()).collect::<Vec<_>>(),
        ["2026.1", "2027-01-01"]
    );
    let stands = |code: &str, on: &str| now.themes_at(day(on)).iter().any(|theme| theme.code == code);
    assert!(!stands("papiers.facture-lire", "2026-12-31") && stands("papiers.facture-lire", "2027-01-01"));
    assert!(stands("papiers.facture-lire-2", "2027-01-01"));
    assert!(!client.get(&here.catalogue.url(Locale::French, day("2026-11-24"))).await.body.contains("facture-lire"));
    // A version that has been announced is the last one: nothing slips in before it.
    let body = client.post("/catalogue/themes", &fields("2026-12-01")).await.expect(422).body;
    assert!(body.contains("01/01/2027"));
    assert!(client.get("/catalogue/versions").await.body.contains("papiers.facture-lire"));
}

#[tokio::test]
async fn an_ended_theme_says_what_it_becomes() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let address = "/catalogue/themes/electricite.delai/ending";
    for becomes in ["", "electricite.delai", "nothing"] {
        client.post(address, &[("from", "2026-12-01"), ("becomes", becomes)]).await.expect(422);
    }
    client.post(address, &[("from", "2026-12-01"), ("becomes", "eau.echeancier")]).await.expect(303);
    let again = client.post(address, &[("from", "2026-12-02"), ("becomes", "eau.facture")]).await.expect(422).body;
    assert!(again.contains("déjà pris fin"));
    let chain = [("from", "2026-12-03"), ("becomes", "eau.facture")];
    client.post("/catalogue/themes/eau.echeancier/ending", &chain).await.expect(303);
    let other = client.post("/catalogue/themes/autre.autre/ending", &chain).await.expect(422).body;
    assert!(other.contains("ne peut pas prendre fin"));
    let now = here.catalogue.now();
    let id = |code: &str| now.theme(code).unwrap().id;
    assert_eq!(now.comparable(id("electricite.delai")), id("eau.facture"), "mappings follow one another");
    let stands = |on: &str| now.themes_at(day(on)).iter().any(|theme| theme.code == "electricite.delai");
    assert!(stands("2026-11-30") && !stands("2026-12-01"));
    let page = client.get("/catalogue/themes/electricite.delai").await.expect(200).body;
    assert!(page.contains("1er décembre 2026") && page.contains("/catalogue/themes/eau.echeancier"));
}

#[tokio::test]
async fn an_operator_changes_its_name_on_a_day() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let name = [("name", "Engie & Cie"), ("from", "2026-12-01")];
    client.post("/catalogue/operators/engie/names", &name).await.expect(303);
    client.post("/catalogue/operators/engie/names", &[("name", ""), ("from", "hier")]).await.expect(422);
    client.post("/catalogue/operators/nobody/names", &name).await.expect(404);
    let now = here.catalogue.now();
    let engie = now.operator("engie").unwrap().id;
    assert_eq!(now.operator_name(engie, day("2026-11-30")), "Engie");
    assert_eq!(now.operator_name(engie, day("2026-12-01")), "Engie & Cie");
    let page = client.get("/catalogue/operators/engie").await.expect(200).body;
    assert!(page.contains("Engie &amp; Cie") && page.contains("GDF Suez"));

    let new =
        [("name", "Régie des eaux"), ("from", "2026-11-24"), ("short", "Régie"), ("kind", "local"), ("synonyms", "")];
    let answer = client.post("/catalogue/operators", &new).await.expect(303);
    assert_eq!(answer.location(), "/catalogue/operators/regie");
    client.post("/catalogue/operators/regie", &[("short", "RDE"), ("kind", "public")]).await.expect(303);
    assert_eq!(here.catalogue.now().operator("regie").unwrap().short, "RDE");
}

#[tokio::test]
async fn a_partnership_is_dated_and_decides_the_branch() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let dates =
        |from: &'static str, to: &'static str| [("association", "1"), ("operator", "edf"), ("from", from), ("to", to)];
    client.post("/catalogue/partnerships", &dates("2020-01-01", "")).await.expect(303);
    let body = client.post("/catalogue/partnerships", &dates("2022-01-01", "")).await.expect(422).body;
    assert!(body.contains("a déjà un partenariat"));
    client.post("/catalogue/partnerships", &dates("2020-01-01", "2019-12-31")).await.expect(422);
    client.post("/catalogue/partnerships", &dates("2020-01-01", "2021-12-31")).await.expect(303);
    client.post("/catalogue/partnerships", &dates("2022-01-01", "")).await.expect(303);
    client
        .post("/catalogue/partnerships", &[("association", "9"), ("operator", "edf"), ("from", "2022-01-01")])
        .await
        .expect(422);
    let now = here.catalogue.now();
    let edf = now.operator("edf").unwrap().id;
    assert_eq!(now.partnerships(MARSEILLE).len(), 2);
    assert!(now.is_partner(MARSEILLE, edf, day("2021-12-31")) && !now.is_partner(MARSEILLE, edf, day("2019-12-31")));
    let page = client.get("/catalogue/partnerships").await.body;
    assert!(page.contains("PIMMS de Marseille") && page.contains("operator=edf&amp;from=2022-01-01"));
    let filled =
        client.get("/catalogue/partnerships?association=1&operator=edf&from=2022-01-01").await.expect(200).body;
    assert!(filled.contains("value=\"2022-01-01\""));
}

fn sheet(brief: &str) -> String {
    let rest = ["À apporter", "Qui décide", "Où aller", "Étapes", "Le piège", "À dire simplement"];
    let rest = rest.map(|heading| format!("## {heading}\r\n\r\n- mot\r\n\r\n"));
    format!("## En bref\r\n\r\n{brief}\r\n\r\n{}", rest.concat())
}

#[tokio::test]
async fn a_sheet_is_seen_before_it_is_kept() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let address = "/catalogue/themes/electricite.facture/sheet";
    let body = sheet("Un **mot** et <script>x</script>");
    let seen = client.post(address, &[("title", "Titre"), ("body", &body), ("preview", "yes")]).await.expect(200).body;
    assert!(seen.contains("<strong>mot</strong>") && seen.contains("&lt;script&gt;x"));
    let id = here.catalogue.now().theme("electricite.facture").unwrap().id;
    assert_eq!(here.catalogue.now().sheet(id).unwrap().updated_by, None);
    let refused = client.post(address, &[("title", ""), ("body", "## Tarifs\n\nmot")]).await.expect(422).body;
    assert!(refused.contains("Tarifs") && refused.contains("sept titres"));
    client.post(address, &[("title", "Titre"), ("body", &body)]).await.expect(303);
    let page = client.get("/sheets/electricite.facture").await.expect(200).body;
    assert!(page.contains("<h1>Titre</h1>") && page.contains("&lt;script&gt;x") && page.contains("24 novembre 2026"));
}

#[tokio::test]
async fn a_sheet_goes_beside_the_counter_and_on_paper() {
    let here = seeded().await;
    let written =
        [("title", "Lire une facture"), ("body", &*sheet("Nous la lisons **ensemble**.\n\n1. d’abord\n2. puis"))];
    here.client(officer()).post("/catalogue/themes/electricite.facture/sheet", &written).await.expect(303);
    let mut agent = here.client(mediator());
    let fragment = agent.get("/sheets/electricite.facture?fragment=1").await.expect(200).body;
    assert!(fragment.starts_with("<article class=\"sheet\"") && fragment.contains("sheet-say agent-only"));
    insta::assert_snapshot!(fragment);
    let paper = agent.get("/sheets/electricite.facture?place=1").await.expect(200).body;
    assert!(paper.contains("PIMMS de la gare") && paper.contains("13001 Marseille"), "{paper}");
    assert!(paper.contains("Lundi") || paper.contains("lundi"), "the hours of the week");
    assert!(paper.contains("orientation"));
    for (path, status) in [
        ("/sheets/electricite.facture?place=2", 404),
        ("/sheets/electricite.facture?place=x", 404),
        ("/sheets/nothing", 404),
    ] {
        agent.get(path).await.expect(status);
    }
    // Somebody from the street reads the answer, not the advice to agents, and no place they may not see.
    let mut visitor = here.client(Actor::Anonymous);
    let page = visitor.get("/sheets/electricite.facture").await.expect(200).body;
    assert!(page.contains("sheet-bring") && !page.contains("agent-only"));
    visitor.get("/sheets/electricite.facture?place=1").await.expect(404);
    let mut elsewhere = here.client(somebody(Role::Mediator, Scope::Place(PlaceId(PLACE.0 + 1))));
    elsewhere.get("/sheets/electricite.facture?place=1").await.expect(404);
}

struct Noted(Vec<(&'static str, u64)>);

impl OtherWords for Noted {
    fn counts<'a>(
        &'a self,
        _: &'a mut db::Tx,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<OtherWord>, db::DbError>> + Send + 'a>> {
        let words = self.0.iter().map(|(words, count)| OtherWord { words: (*words).into(), count: *count }).collect();
        Box::pin(async { Ok(words) })
    }
}

#[tokio::test]
async fn frequent_words_ask_to_be_promoted() {
    let here = seeded().await;
    let noted = Noted(vec![("permis bateau", 4), ("n° 1234567", 9), ("une seule fois", 1)]);
    let mut client = here.client_with(officer(), Arc::new(noted));
    let body = client.get("/catalogue/words").await.expect(200).body;
    assert!(body.contains("/catalogue/themes/new?words=permis%20bateau"));
    assert!(!body.contains("1234567") && !body.contains("une seule fois"));
}
