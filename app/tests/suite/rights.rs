//! The matrix of rights: every route of the program, asked by every role.

use crate::house::{parts, sign_in};
use kernel::{PlaceId, Role, Scope};
use parvis::{Parts, routes, service};
use testkit::Client;
use web::Need;

/// Somebody of each role, over the whole network or over the first place.
async fn sign_in_as(parts: &Parts, role: Role) -> Client {
    let figures = parts.figures().await.unwrap();
    let scope = if matches!(role, Role::Mediator | Role::Director) { Scope::Place(PlaceId(1)) } else { Scope::Network };
    sign_in(parts, service(parts, &figures), role.slug(), role, scope).await
}

/// A path with something in the place of its parameters.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{theme}" => "electricite.facture",
        "{id}" if path.contains("/activity/") => "01936b2e-0000-7000-8000-000000000001",
        part if part.starts_with('{') => "1",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_those_it_says_and_no_others() {
    let (parts, _, _store) = parts().await;
    let figures = parts.figures().await.unwrap();
    let routes = routes(&parts, &figures).list;
    assert!(routes.len() > 40, "the list holds every slice");

    let mut anonymous = Client::new(service(&parts, &figures));
    for route in &routes {
        let answer = anonymous.send(route.method, &filled(route.path), None, Vec::new()).await;
        let turned_away = answer.status == 401 || (answer.status == 303 && answer.location().starts_with("/sign-in"));
        let name = format!("{} {}", route.method, route.path);
        if route.need == Need::Public {
            assert!(answer.status != 401 && !answer.status.is_server_error(), "{name}: {}", answer.status);
        } else {
            assert!(turned_away, "{name} answers {} to nobody", answer.status);
        }
    }
    for role in Role::ALL {
        let mut client = sign_in_as(&parts, role).await;
        for route in &routes {
            // Signing out would end the walk.
            if route.path == "/sign-out" {
                continue;
            }
            let name = format!("{role:?} {} {}", route.method, route.path);
            let answer = client.send(route.method, &filled(route.path), None, Vec::new()).await;
            let admitted = match route.need {
                Need::Public | Need::SignedIn => true,
                Need::Right(right) => role.rights().contains(&right),
                Need::Recorder | Need::Hall => role.rights().contains(&kernel::Right::Record),
            };
            assert!(!answer.status.is_server_error(), "{name}: {} {}", answer.status, answer.body);
            assert_eq!(answer.status == 403, !admitted, "{name} answers {}", answer.status);
            assert_ne!(answer.status, 401, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_and_a_partner_see_nothing_that_was_recorded() {
    let (parts, _, _store) = parts().await;
    for role in [Role::Administrator, Role::Partner] {
        let mut client = sign_in_as(&parts, role).await;
        for path in ["/figures", "/figures.csv", "/api/v1/figures?measure=visits", "/activity", "/counter"] {
            client.get(path).await.expect(403);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused() {
    let (parts, _, _store) = parts().await;
    let figures = parts.figures().await.unwrap();
    let request = axum::http::Request::post("/sign-in")
        .header("host", "localhost")
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://elsewhere.example")
        .body(axum::body::Body::from("email=a&password=b"))
        .unwrap();
    let answer = tower::ServiceExt::oneshot(service(&parts, &figures), request).await.unwrap();
    assert_eq!(answer.status(), 403);
}
