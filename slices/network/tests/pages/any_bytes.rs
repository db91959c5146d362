//! Whatever is sent, a form answers with a sentence and gives back what was typed.

use crate::common::{Network, network, officer};
use proptest::prelude::*;
use std::sync::OnceLock;
use tokio::runtime::Runtime;

/// Each form with the fields in which one types.
const FORMS: [(&str, &[&str]); 11] = [
    (
        "/places/1/facts",
        &[
            "name",
            "short_name",
            "address",
            "commune",
            "insee",
            "post_code",
            "latitude",
            "longitude",
            "phone",
            "mail",
            "remark",
        ],
    ),
    ("/places/1/hours", &["hours"]),
    ("/places/1/exceptions", &["from", "to", "hours", "reason"]),
    ("/places/3/stages", &["since"]),
    ("/places/2/stops", &["name", "commune", "hours", "latitude", "longitude"]),
    ("/associations/new", &["name"]),
    ("/places/1/events", &["from", "to", "title"]),
    ("/network/calendar", &["first", "last", "name"]),
    ("/network/calendar/events", &["from", "to", "title"]),
    ("/network/calendar/import", &[]),
    ("/places/new", &["since", "name", "commune", "post_code", "hours", "mail", "latitude", "longitude"]),
];

fn here() -> &'static (Runtime, Network) {
    static HERE: OnceLock<(Runtime, Network)> = OnceLock::new();
    HERE.get_or_init(|| {
        let runtime = Runtime::new().unwrap();
        let network = runtime.block_on(network());
        (runtime, network)
    })
}

/// What people type, nearly: words, times, dates, numbers, and anything at all.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~éà’–]{0,40}",
        "(Mo|Tu|PH|SH|week|Jan|sunrise|[0-9:,;+-]| ){1,12}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "-?[0-9]{0,3}[.,]?[0-9]{0,9}(e[0-9]{1,3})?",
        Just(String::new()),
        Just("nan".to_owned()),
        "x{300,5000}",
    ]
}

/// As a page writes it.
fn escaped(text: &str) -> String {
    text.replace('\0', "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_was_typed_comes_back(form in 0..FORMS.len(), values in proptest::collection::vec(typed(), 11), choices in (typed(), typed())) {
        let (runtime, network) = here();
        let (path, names) = FORMS[form];
        let mut fields: Vec<(&str, &str)> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
        fields.extend([("kind", "fixed"), ("zones", "A"), ("table", choices.1.as_str()), ("stage", choices.0.as_str()), ("association", "1"), ("zone", choices.1.as_str())]);
        let answer = runtime.block_on(network.french(officer()).post(path, &fields));
        prop_assert!(matches!(answer.status.as_u16(), 200 | 303 | 422), "{path} {}", answer.status);
        if answer.status.as_u16() == 422 {
            for (name, value) in names.iter().zip(&values) {
                prop_assert!(answer.body.contains(&escaped(value)), "{path} {name} {value:?}");
            }
        }
    }

    #[test]
    fn any_bytes_are_answered(form in 0..FORMS.len(), body in proptest::collection::vec(any::<u8>(), 0..300), query in "[ -~]{0,60}") {
        let (runtime, network) = here();
        let (path, _) = FORMS[form];
        let mut visitor = network.french(officer());
        let answer = runtime.block_on(visitor.send("POST", path, Some("application/x-www-form-urlencoded"), body));
        prop_assert!(answer.status.as_u16() < 500);
        let query = web::parts::encode(&query);
        for path in ["/places?q=", "/places?page=", "/places/1?week=", "/api/v1/places?after=", "/places/", "/places/new?association="] {
            let answer = runtime.block_on(visitor.get(&format!("{path}{query}")));
            prop_assert!(answer.status.as_u16() < 500, "{path}{query}");
        }
    }
}
