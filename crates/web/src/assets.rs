//! The browser's parts, built by the build script and embedded; their names carry a hash, so they are kept for ever.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{collections::HashMap, sync::OnceLock};

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

/// Serves `/assets/{file}`.
pub async fn serve_asset(Path(file): Path<String>) -> Response {
    let Some(found) = Dist::get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, found.data).into_response()
}
