//! The browser's parts, built by the build script and embedded; their names carry a hash, so they are kept for ever.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

#[derive(rust_embed::Embed)]
#[folder = "../../frontend/dist"]
struct Dist;

fn names() -> &'static HashMap<String, String> {
    static NAMES: OnceLock<HashMap<String, String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let manifest = Dist::get("manifest.json").expect("the build script wrote the manifest");
        serde_json::from_slice(&manifest.data).expect("the manifest is JSON")
    })
}

/// The address of a part by its plain name (`base.css`).
pub fn asset(name: &str) -> String {
    match names().get(name) {
        Some(hashed) => format!("/assets/{hashed}"),
        None => panic!("there is no browser part named {name}"),
    }
}

/// The content of a part by its plain name.
pub(crate) fn part(name: &str) -> Option<Cow<'static, [u8]>> {
    Some(Dist::get(names().get(name)?)?.data)
}

/// Serves `/assets/{file}`, packed when the browser takes it so and the build has packed it.
pub async fn serve_asset(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let taken = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let head = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        let packed = takes(taken, coding).then(|| Dist::get(&format!("{file}.{ending}"))).flatten();
        if let Some(packed) = packed {
            return (head, [(header::CONTENT_ENCODING, coding)], packed.data).into_response();
        }
    }
    match Dist::get(&file) {
        Some(found) => (head, found.data).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether an `Accept-Encoding` names a coding, and not to refuse it.
fn takes(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// How a part answers a browser that accepts so much: its status, its coding, and how many bytes.
    async fn answer(name: &str, accepted: &'static str) -> (StatusCode, Option<HeaderValue>, usize) {
        let file = asset(name).trim_start_matches("/assets/").to_owned();
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        let response = serve_asset(Path(file), headers).await;
        let (head, body) = response.into_parts();
        let length = axum::body::to_bytes(body, usize::MAX).await.unwrap().len();
        (head.status, head.headers.get(header::CONTENT_ENCODING).cloned(), length)
    }

    #[tokio::test]
    async fn a_part_leaves_packed_as_the_browser_takes_it() {
        let (_, none, plain) = answer("base.css", "").await;
        let (_, brotli, best) = answer("base.css", "gzip, deflate, br").await;
        let (_, gzip, good) = answer("base.css", "gzip;q=1.0, br;q=0").await;
        assert_eq!((none, brotli.unwrap(), gzip.unwrap()), (None, "br".parse().unwrap(), "gzip".parse().unwrap()));
        assert!(best < good && good * 2 < plain, "{best} {good} {plain}");
    }

    #[tokio::test]
    async fn a_font_is_never_packed_again_and_an_unknown_part_is_missing() {
        let (status, coding, _) = answer("source-sans-3-latin-wght-normal.woff2", "br").await;
        assert_eq!((status, coding), (StatusCode::OK, None));
        for file in ["base.css", "manifest.json/..", "base"] {
            let response = serve_asset(Path(file.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }
}
