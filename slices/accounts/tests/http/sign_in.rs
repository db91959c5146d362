use crate::house::{House, LYON, PASSWORD, sign_in};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use kernel::{Role, Scope};
use tower::ServiceExt;

#[tokio::test]
async fn somebody_signs_in_and_goes_where_they_wanted() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let mut client = house.visitor();
    let asked = client.get("/me").await.expect(303);
    assert_eq!(asked.location(), "/sign-in?next=/me");
    let page = client.get("/sign-in?next=/me").await.expect(200);
    assert!(page.body.contains(r#"name="next" value="/me""#));
    let fields = [("email", " Samira@Exemple.fr "), ("password", PASSWORD), ("next", "/me")];
    assert_eq!(client.post("/sign-in", &fields).await.expect(303).location(), "/me");
    let me = client.get("/me").await.expect(200);
    assert!(me.body.contains("samira@exemple.fr") && me.body.contains("Lieu de Lyon"));
    assert_eq!(house.log().await, ["sign-in"]);
    // Already signed in: the form is not shown again.
    assert_eq!(client.get("/sign-in?next=/me").await.expect(303).location(), "/me");
}

#[tokio::test]
async fn nothing_leads_to_another_site() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil"] {
        let fields = [("email", "samira@exemple.fr"), ("password", PASSWORD), ("next", next)];
        assert_eq!(house.visitor().post("/sign-in", &fields).await.expect(303).location(), "/", "{next}");
    }
}

#[tokio::test]
async fn an_answer_says_nothing_of_who_exists() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let closed = house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let mut tx = house.write().await;
    tx.execute("update account set disabled_at = 1 where id = $1", db::values![closed]).await.unwrap();
    tx.commit().await.unwrap();
    let mut bodies = Vec::new();
    for name in ["samira", "karim", "nobody"] {
        let answer = sign_in(&mut house.visitor(), name, "faux mot de passe").await.expect(422);
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        bodies.push(answer.body.replace(name, "…"));
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
    // Even the right password of a closed account.
    assert_eq!(
        sign_in(&mut house.visitor(), "karim", PASSWORD).await.expect(422).body.replace("karim", "…"),
        bodies[0]
    );
    // What was typed comes back, but never the password.
    let answer = sign_in(&mut house.visitor(), "samira", "faux mot de passe").await;
    assert!(answer.body.contains("samira@exemple.fr") && !answer.body.contains("faux mot de passe"));
}

#[tokio::test]
async fn too_many_tries_wait_and_say_until_when() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let mut bodies = Vec::new();
    for name in ["samira", "nobody"] {
        for _ in 0..10 {
            sign_in(&mut house.visitor(), name, "faux mot de passe").await.expect(422);
        }
        bodies.push(sign_in(&mut house.visitor(), name, PASSWORD).await.expect(429).body.replace(name, "…"));
    }
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[0].contains("Réessayez dans 15\u{a0}min"));
    house.clock.advance(15 * 60);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(303);
}

#[tokio::test]
async fn one_client_may_not_try_every_account() {
    let house = House::build().await;
    let mut statuses = Vec::new();
    for name in 0..41 {
        statuses.push(sign_in(&mut house.visitor(), &format!("n{name}"), "faux mot de passe").await.status);
    }
    assert!(statuses[..40].iter().all(|status| *status == StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(statuses[40], StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = Request::post("/sign-in")
            .header(header::HOST, "localhost")
            .header(name, value)
            .body(Body::from(format!("email=samira@exemple.fr&password={PASSWORD}")))
            .unwrap();
        let response = house.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}");
        assert!(response.headers().get(header::SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn cookies_and_pages_are_closed_to_scripts_and_neighbours() {
    let house = House::secured(true).await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let answer = sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(303);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-parvis_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    let page = house.visitor().get("/sign-in").await.expect(200);
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline"));
    assert!(!page.body.contains("<script>") && !page.body.contains("style=") && !page.body.contains("onclick"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_visitor_chooses_a_language_before_signing_in() {
    let house = House::build().await;
    let mut client = house.visitor();
    assert!(client.get("/sign-in").await.body.contains("<html lang=\"fr\""));
    client.post("/language", &[("language", "en"), ("next", "/sign-in")]).await.expect(303);
    assert!(client.get("/sign-in").await.body.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn a_full_disk_leaves_what_was_typed_in_the_form() {
    if testkit::on_postgres() {
        return; // A server's disk is not the suite's to fill.
    }
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let mut tx = house.write().await;
    let (pages,): (i64,) = tx.one("pragma page_count", db::values![]).await.unwrap();
    tx.all::<(i64,)>(format!("pragma max_page_count = {pages}"), db::values![]).await.unwrap();
    tx.commit().await.unwrap();
    let now = house.accounts.app.clock.now();
    loop {
        let mut tx = house.write().await;
        if accounts::log(&mut tx, now, &kernel::Actor::System("test"), "export", "x").await.is_err() {
            break;
        }
        tx.commit().await.unwrap();
    }
    let answer = sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(507);
    assert!(answer.body.contains("Le disque du serveur est plein"), "{}", answer.body);
    assert!(answer.body.contains("value=\"samira@exemple.fr\"") && !answer.body.contains(PASSWORD), "{}", answer.body);
}
