//! The list of places.

use crate::common::{BUS, CLOSED, MARSEILLE, PROJECT, installation};

#[tokio::test(flavor = "multi_thread")]
async fn every_place_that_receives_is_listed_and_found() {
    let here = installation().await;
    let list = async |query: &str| here.client().get(&format!("/lieux{query}")).await.expect(200).body;
    let links = |page: &str, path: &str| page.contains(&format!("href=\"{path}?lang=fr\""));
    let page = list("").await;
    assert_eq!([MARSEILLE, BUS, PROJECT, CLOSED].map(|path| links(&page, path)), [true, true, false, false], "{page}");
    assert!(page.contains("Bouches-du-Rhône") && page.contains("Ouvert jusqu’à 12\u{a0}h"), "{page}");
    let page = list("?q=l%27isle+d+ABEAU").await;
    assert_eq!([MARSEILLE, BUS].map(|path| links(&page, path)), [false, true], "{page}");
    assert!(
        page.contains("href=\"/lieux?q=l%27isle%20d%20ABEAU&amp;lang=ar\""),
        "another language keeps the search: {page}"
    );
    assert!(list("?q=zzz").await.contains("Aucun lieu ne correspond"));
    let page = list("?q=%22%3E%3Cscript%3E&lang=ar").await;
    assert!(!page.contains("<script") && page.contains("dir=\"rtl\""), "{page}");
}
