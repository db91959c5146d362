//! What makes the counter an application of the device: the worker that opens it without a network, and the manifest that installs it.

use crate::{Context, Need, Routed, Routes, asset, assets};
use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Both are public: the browser asks for them without saying for whom.
pub fn installed_routes() -> Routed {
    Routes::new().get("/sw.js", Need::Public, worker).get("/app.webmanifest", Need::Public, manifest).with_state(())
}

/// The worker stands at the root, which is then its scope, and under one name: the browser compares it at each visit.
async fn worker() -> Response {
    let script = assets::part("worker.js").expect("the build script made the worker");
    let head = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (head, script).into_response()
}

async fn manifest(context: Context) -> Response {
    let icon = |name, purpose| json!({"src": asset(name), "type": "image/svg+xml", "sizes": "any", "purpose": purpose});
    let manifest = json!({
        "id": "/counter",
        "name": format!("{} – {}", context.text.say("menu-counter"), context.network),
        "short_name": context.text.say("menu-counter"),
        "lang": context.locale().tag(),
        "start_url": "/counter",
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0c5a66",
        "background_color": "#f6f5f0",
        "icons": [icon("mark.svg", "any"), icon("mark-maskable.svg", "maskable")],
    });
    let head = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")];
    (head, Json(manifest).into_response().into_body()).into_response()
}
