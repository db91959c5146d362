use crate::house::{House, LYON, PASSWORD, sign_in};
use kernel::{Role, Scope};

async fn house() -> House {
    let house = House::build().await;
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    house
}

#[tokio::test]
async fn one_changes_ones_name_and_language() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    let refused = client.post("/me/profile", &[("name", " "), ("locale", "en")]).await.expect(422);
    assert!(refused.body.contains("Ce champ est à remplir"));
    client.post("/me/profile", &[("name", "Samira <B.>"), ("locale", "en")]).await.expect(303);
    let page = client.get("/me").await.expect(200);
    assert!(page.body.contains("<html lang=\"en\"") && page.body.contains("Samira &lt;B.&gt;"));
}

#[tokio::test]
async fn a_new_password_wants_the_present_one_and_closes_the_other_sessions() {
    let house = house().await;
    let (mut client, mut other) = (house.signed_in("samira").await, house.signed_in("samira").await);
    let new = "une barque sur le lac";
    for (present, password) in
        [("faux mot de passe", new), (PASSWORD, "court"), (PASSWORD, "samira@exemple.fr"), ("", "")]
    {
        let answer = client.post("/me/password", &[("present", present), ("password", password)]).await.expect(422);
        assert!(!answer.body.contains(new) && !answer.body.contains(PASSWORD));
    }
    client.post("/me/password", &[("present", PASSWORD), ("password", new)]).await.expect(303);
    client.get("/me").await.expect(200);
    other.get("/me").await.expect(303);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(422);
    sign_in(&mut house.visitor(), "samira", new).await.expect(303);
}

#[tokio::test]
async fn whoever_sits_down_at_an_open_session_guesses_no_password() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    for _ in 0..10 {
        client.post("/me/pin", &[("pin", "2580"), ("present-for-pin", "faux mot de passe")]).await.expect(422);
    }
    client.post("/me/pin", &[("pin", "2580"), ("present-for-pin", PASSWORD)]).await.expect(429);
}

#[tokio::test]
async fn a_code_is_chosen_and_taken_away() {
    let house = house().await;
    let mut client = house.signed_in("samira").await;
    for pin in ["123", "1234", "0000", "12a4", "1234567"] {
        client.post("/me/pin", &[("pin", pin), ("present-for-pin", PASSWORD)]).await.expect(422);
    }
    client.post("/me/pin", &[("pin", "2580"), ("present-for-pin", PASSWORD)]).await.expect(303);
    assert!(client.get("/me").await.body.contains("Vous avez un code"));
    client.post("/me/pin", &[("pin", ""), ("present-for-pin", PASSWORD)]).await.expect(303);
    assert!(client.get("/me").await.body.contains("Vous n’avez pas de code"));
}

#[tokio::test]
async fn one_closes_a_session_of_ones_own_and_of_nobody_else() {
    let house = house().await;
    house.person("karim", Role::Mediator, Scope::Place(LYON)).await;
    let (mut client, mut forgotten) = (house.signed_in("samira").await, house.signed_in("samira").await);
    let page = client.get("/me").await.expect(200).body;
    let start = page.find("/me/sessions/").unwrap();
    let path = page[start..].split('"').next().unwrap().to_owned();
    house.signed_in("karim").await.post(&path, &[]).await.expect(404);
    forgotten.get("/me").await.expect(200);
    client.post(&path, &[]).await.expect(303);
    forgotten.get("/me").await.expect(303);
    client.get("/me").await.expect(200);
    client.post("/me/sessions/nonsense/revocation", &[]).await.expect(404);
}
