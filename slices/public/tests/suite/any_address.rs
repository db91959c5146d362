//! Whatever is asked, the answer is a page, an address or « missing »: never a failure.

use crate::common::{Installation, installation};
use proptest::prelude::*;
use std::sync::OnceLock;
use tokio::runtime::Runtime;

fn here() -> &'static (Runtime, Installation) {
    static HERE: OnceLock<(Runtime, Installation)> = OnceLock::new();
    HERE.get_or_init(|| {
        let runtime = Runtime::new().unwrap();
        let here = runtime.block_on(installation());
        (runtime, here)
    })
}

/// Nearly an address, or anything at all.
fn address() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[0-9]{0,22}(-[a-z0-9é%]{0,12})?", "[1-4]-[a-z-]{0,12}", "[ -~]{0,30}"]
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "(fr|en|ar|tr|uk|es|pt|[a-z]{2})(-[A-Z]{2})?", "[ -~]{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_asked_fails(address in address(), query in query(), raw in "[!-~&&[^#]]{0,40}") {
        let (runtime, here) = here();
        let (address, query) = (web::parts::encode(&address), web::parts::encode(&query));
        for path in [format!("/lieu/{address}?lang={query}"), format!("/lieu/1-marseille?lang={query}&{raw}"), format!("/lieux?q={query}&{raw}"), format!("/ticket/{address}?lang={query}"), format!("/ticket?code={query}&{raw}")] {
            let Ok(uri) = path.parse::<axum::http::Uri>() else { continue };
            let answer = runtime.block_on(here.client().get(&uri.to_string()));
            prop_assert!(matches!(answer.status.as_u16(), 200 | 303 | 308 | 400 | 404 | 429), "{path} {}", answer.status);
            prop_assert!(answer.headers.get("set-cookie").is_none());
            let ours = ["/lieu/", "/ticket/"].iter().any(|path| answer.location().starts_with(path));
            prop_assert!(answer.location().is_empty() || ours);
        }
    }
}
