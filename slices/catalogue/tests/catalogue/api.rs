//! What the counter's browser is given.

use crate::common::{day, layered, mediator, officer, seeded, signed_in};
use catalogue::NoWords;
use kernel::Actor;
use std::sync::Arc;
use web::Locale;

#[tokio::test]
async fn the_document_has_the_shape_the_counter_reads() {
    let here = seeded().await;
    let routes = here.routes(Arc::new(NoWords));
    let mut client = signed_in(routes.router, &here.app, mediator(), Locale::French);
    let url = here.catalogue.url(Locale::French, day("2026-11-24"));
    let answer = client.get(&url).await.expect(200);
    assert_eq!(answer.headers["cache-control"], "private, max-age=31536000, immutable");
    let body = answer.json();
    let theme = |code: &str| {
        let themes = body["themes"].as_array().unwrap();
        let mut theme = themes.iter().find(|theme| theme["code"] == code).unwrap().clone();
        assert!(theme["synonyms"].as_array().unwrap().iter().all(|synonym| synonym.is_string()));
        // What people type is mended often; the shape is what the browser relies on.
        theme["synonyms"] = "…".into();
        theme
    };
    let operator = &body["operators"][1];
    assert!(operator["synonyms"].is_array());
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&serde_json::json!({
            "keys": body.as_object().unwrap().keys().collect::<Vec<_>>(),
            "version": body["version"],
            "family": body["families"][0],
            "themes": [theme("electricite.facture"), theme("emploi.actualisation")],
            "operator": { "code": operator["code"], "label": operator["label"], "short": operator["short"] },
            "acts": body["acts"],
            "support": body["supports"][1],
            "outcome": body["outcomes"][0],
            "channel": body["channels"][0],
            "age": body["ages"][0],
            "origin": body["origins"][0],
            "languages": [body["languages"][0], body["languages"][1]],
        }))
        .unwrap()
    );
}

#[tokio::test]
async fn an_unnamed_document_is_asked_again_for_the_price_of_its_tag() {
    let here = seeded().await;
    let routes = here.routes(Arc::new(NoWords));
    let mut client = signed_in(routes.router.clone(), &here.app, mediator(), Locale::English);
    let answer = client.get("/api/v1/catalogue?v=another").await.expect(200);
    assert_eq!(answer.headers["cache-control"], "private, no-cache");
    assert_eq!(answer.json()["acts"][0]["label"], "Inform");
    let tag = answer.headers["etag"].to_str().unwrap().to_owned();
    let request = axum::http::Request::get("/api/v1/catalogue").header("if-none-match", &tag);
    let router = layered(routes.router, &here.app, mediator(), Locale::English);
    let response = tower::ServiceExt::oneshot(router, request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 304);
}

#[tokio::test]
async fn only_who_records_is_given_it() {
    let here = seeded().await;
    let routes = here.routes(Arc::new(NoWords));
    for (actor, status) in [(Actor::Anonymous, 401), (officer(), 403), (mediator(), 200)] {
        let mut client = signed_in(routes.router.clone(), &here.app, actor, Locale::French);
        client.get("/api/v1/catalogue").await.expect(status);
    }
}
