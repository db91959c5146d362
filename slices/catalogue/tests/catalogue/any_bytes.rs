//! Whatever is sent to a form, the answer is for a person: never an error of ours.

use crate::common::{officer, seeded};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

const FORMS: [&str; 8] = [
    "/catalogue/themes",
    "/catalogue/themes/electricite.facture",
    "/catalogue/themes/electricite.facture/ending",
    "/catalogue/themes/electricite.facture/sheet",
    "/catalogue/operators",
    "/catalogue/operators/engie",
    "/catalogue/operators/engie/names",
    "/catalogue/partnerships",
];

const FIELDS: [&str; 17] = [
    "label",
    "branch",
    "act",
    "support",
    "minutes",
    "synonyms",
    "operator",
    "family",
    "from",
    "to",
    "becomes",
    "name",
    "short",
    "kind",
    "association",
    "title",
    "body",
];

/// Values that come close to being right, so that many cases go past the first refusal.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let near = [
        "",
        "public",
        "inform",
        "with",
        "12",
        "-1",
        "99999999999999999999",
        "edf",
        "engie",
        "eau",
        "eau.facture",
        "2026-12-01",
        "2027-01-01",
        "9999-12-31",
        "company",
        "1",
        "Un libellé",
        "## En bref\n\nmot",
        "%",
        "%00",
        "a\nb\nc",
    ];
    prop_oneof![
        4 => prop::sample::select(near.to_vec()).prop_map(|text| web::parts::encode(text).into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let pair = (prop::sample::select(FIELDS.to_vec()), value());
    let pairs = prop::collection::vec(pair, 0..14).prop_map(|pairs| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| [name.as_bytes(), b"=", value].concat()).collect();
        pairs.join(&b'&')
    });
    prop_oneof![9 => pairs, 1 => prop::collection::vec(any::<u8>(), 0..2_000)]
}

#[test]
fn no_form_fails_on_any_bytes() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let here = runtime.block_on(seeded());
    let client = here.client(officer());
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let forms = prop::sample::select(FORMS.to_vec());
    runner
        .run(&(forms, body()), |(path, body)| {
            let kind = Some("application/x-www-form-urlencoded");
            let answer = runtime.block_on(client.clone().send("POST", path, kind, body));
            prop_assert!([303, 200, 404, 422].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_page_fails_on_any_address() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let here = runtime.block_on(seeded());
    let client = here.client(officer());
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let paths =
        ["/sheets/", "/catalogue/themes/", "/catalogue/operators/", "/catalogue?q=", "/sheets/eau.facture?place="];
    runner
        .run(&(prop::sample::select(paths.to_vec()), any::<String>()), |(path, tail)| {
            let tail = web::parts::encode(&tail);
            let answer = runtime.block_on(client.clone().get(&format!("{path}{tail}")));
            prop_assert!(answer.status.as_u16() < 500, "{path}{tail}: {}", answer.status);
            Ok(())
        })
        .unwrap();
}
