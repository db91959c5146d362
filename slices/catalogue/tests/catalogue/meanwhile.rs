//! Two editors, or two tabs, on one form: nobody replaces what they have not seen.

use crate::common::{MARSEILLE, day, marks, officer, seeded};

/// A form, what a first editor sends of it, what a second one does, and what the second is told and finds again.
struct Case {
    form: &'static str,
    address: &'static str,
    first: Vec<(&'static str, &'static str)>,
    second: Vec<(&'static str, &'static str)>,
    told: &'static str,
    kept: &'static str,
}

fn cases() -> Vec<Case> {
    let theme = |label, minutes, act| {
        vec![
            ("label", label),
            ("branch", "public"),
            ("act", "inform"),
            ("act", act),
            ("support", "with"),
            ("minutes", minutes),
        ]
    };
    let operator = |short, kind| vec![("short", short), ("kind", kind), ("synonyms", "gaz\r\ngdf")];
    let name = |name| vec![("name", name), ("from", "2026-12-01")];
    vec![
        Case {
            form: "/catalogue/themes/electricite.facture/edit",
            address: "/catalogue/themes/electricite.facture",
            first: theme("Premier libellé", "12", "explain"),
            second: theme("Second libellé", "25", "refer"),
            told: "« Premier libellé »",
            kept: "Second libellé",
        },
        Case {
            form: "/catalogue/operators/engie/edit",
            address: "/catalogue/operators/engie",
            first: operator("Engie SA", "public"),
            second: operator("Engie & Cie", "company"),
            told: "« Engie SA »",
            kept: "Engie &amp; Cie",
        },
        Case {
            form: "/catalogue/operators/engie",
            address: "/catalogue/operators/engie/names",
            first: name("Engie première"),
            second: name("Engie seconde"),
            told: "Engie première",
            kept: "Engie seconde",
        },
        Case {
            form: "/catalogue/partnerships?association=1&operator=edf&from=2020-01-01",
            address: "/catalogue/partnerships",
            first: vec![("association", "1"), ("operator", "edf"), ("from", "2020-01-01"), ("to", "2026-11-30")],
            second: vec![("association", "1"), ("operator", "edf"), ("from", "2020-01-01"), ("to", "2026-12-31")],
            told: "« 2026-11-30 »",
            kept: "2026-12-31",
        },
    ]
}

fn with_marks<'a>(fields: &[(&'a str, &'a str)], marks: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().copied().chain([("opened", marks)]).collect()
}

#[tokio::test]
async fn a_stale_form_says_what_changed_and_is_then_taken() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let signed = [("association", "1"), ("operator", "edf"), ("from", "2020-01-01"), ("to", "")];
    client.post("/catalogue/partnerships", &signed).await.expect(303);
    for Case { form, address, first, second, told, kept } in cases() {
        let opened = marks(&client.get(form).await.expect(200).body);
        client.post(address, &with_marks(&first, &opened)).await.expect(303);
        let page = client.post(address, &with_marks(&second, &opened)).await.expect(422).body.replace('\u{a0}', " ");
        assert!(page.contains("Cette page a été modifiée"), "{form}");
        assert!(page.contains(told) && page.contains(kept), "{form} {told} {kept}\n{page}");
        client.post(address, &with_marks(&second, &marks(&page))).await.expect(303);
    }
    let now = here.catalogue.now();
    assert_eq!(now.theme("electricite.facture").unwrap().label, "Second libellé");
    assert_eq!(now.operator("engie").unwrap().short, "Engie & Cie");
    assert_eq!(now.partnerships(MARSEILLE)[0].to, Some(day("2026-12-31")));
}

#[tokio::test]
async fn a_sheet_that_changed_meanwhile_stands_beside_the_one_typed() {
    let here = seeded().await;
    let mut client = here.client(officer());
    let address = "/catalogue/themes/electricite.facture/sheet";
    let opened = marks(&client.get(address).await.expect(200).body);
    let headings = ["À apporter", "Qui décide", "Où aller", "Étapes", "Le piège", "À dire simplement"];
    let rest = headings.map(|heading| format!("## {heading}\r\n\r\n- mot\r\n\r\n")).concat();
    let body = |brief: &str| format!("## En bref\r\n\r\n{brief}\r\n\r\n{rest}");
    let (first, second) = (body("Première version."), body("Seconde version."));
    client.post(address, &[("title", "Titre"), ("body", &first), ("opened", &opened)]).await.expect(303);
    let typed = [("title", "Titre"), ("body", second.as_str()), ("opened", opened.as_str())];
    let page = client.post(address, &typed).await.expect(422).body;
    assert!(page.contains("Première version.") && page.contains("Seconde version."));
    assert!(page.contains("id=\"standing\"") && page.contains("ce qui est enregistré maintenant se lit ci-dessous"));
    client.post(address, &[typed[0], typed[1], ("opened", &marks(&page))]).await.expect(303);
    assert!(client.get("/sheets/electricite.facture").await.body.contains("Seconde version."));
}
