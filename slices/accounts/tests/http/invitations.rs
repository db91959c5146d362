use crate::house::{House, LYON, PASSWORD, RHONE, sign_in};
use kernel::{Role, Scope};
use testkit::{Answer, Client};

/// The link that a page shows once.
pub fn link(answer: &Answer) -> String {
    let start = answer.body.find("/invitations/").unwrap_or_else(|| panic!("{}", answer.body));
    answer.body[start..start + "/invitations/".len() + 64].to_owned()
}

pub async fn invite(client: &mut Client, name: &str, role: &str, scope: &str) -> Answer {
    let email = format!("{name}@exemple.fr");
    client.post("/team/invitations", &[("name", name), ("email", &email), ("role", role), ("scope", scope)]).await
}

#[tokio::test]
async fn somebody_is_invited_chooses_a_password_and_is_in() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let mut karim = house.signed_in("karim").await;
    let shown = invite(&mut karim, "samira", "mediator", "place:1").await.expect(200);
    // It is read in a message, far from this site.
    assert!(shown.body.contains("value=\"http://localhost/invitations/"), "{}", shown.body);
    let link = link(&shown);
    assert!(karim.get("/team").await.body.contains("Invitation en attente"));
    // Without a password there is nothing to sign in with.
    sign_in(&mut house.visitor(), "samira", "").await.expect(422);
    let mut samira = house.visitor();
    assert!(samira.get(&link).await.expect(200).body.contains("Bonjour samira"));
    let short = samira.post(&link, &[("password", "bref bref")]).await.expect(422);
    assert!(short.body.contains("au moins 12 caractères") && !short.body.contains("bref bref"));
    for (guessed, why) in
        [("motdepasse1234", "se devine trop facilement"), ("MediationDuRhone", "ce que chacun sait de vous")]
    {
        let refused = samira.post(&link, &[("password", guessed)]).await.expect(422);
        assert!(refused.body.contains(why), "{guessed}: {}", refused.body);
    }
    samira.post(&link, &[("password", PASSWORD)]).await.expect(303);
    assert!(samira.get("/me").await.expect(200).body.contains("Agent médiateur"));
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(303);
    // The link served once.
    assert!(house.visitor().get(&link).await.expect(404).body.contains("plus valable"));
    house.visitor().post(&link, &[("password", "un autre mot de passe")]).await.expect(404);
}

#[tokio::test]
async fn a_link_dies_after_a_week_or_when_another_is_made() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let mut karim = house.signed_in("karim").await;
    let first = link(&invite(&mut karim, "samira", "mediator", "place:1").await.expect(200));
    let renewed = karim.post("/team/accounts/2/invitations", &[]).await.expect(200);
    assert!(renewed.body.contains("value=\"http://localhost/invitations/"), "{}", renewed.body);
    let second = link(&renewed);
    house.visitor().get(&first).await.expect(404);
    house.visitor().get(&second).await.expect(200);
    house.clock.advance(7 * 24 * 3600);
    house.visitor().get(&second).await.expect(404);
    for path in ["/invitations/%C3%A9", "/invitations/%ff", "/invitations/%"] {
        let page = house.visitor().get(path).await.expect(404).body;
        assert!(page.contains("<html lang=\"fr\""), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_new_password_by_link_closes_the_sessions_of_the_old_one() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let mut before = house.signed_in("samira").await;
    let mut karim = house.signed_in("karim").await;
    let link = link(&karim.post(&format!("/team/accounts/{samira}/invitations"), &[]).await.expect(200));
    before.get("/me").await.expect(200);
    house.visitor().post(&link, &[("password", "une barque sur le lac")]).await.expect(303);
    before.get("/me").await.expect(303);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(422);
}
