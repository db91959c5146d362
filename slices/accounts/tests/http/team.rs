use crate::{
    command::run,
    house::{BRON, House, LILLE, LYON, PASSWORD, RHONE, sign_in},
    invitations::{invite, link},
};
use kernel::{AccountId, Role, Scope};
use testkit::Client;

/// The number of the only role of an account.
async fn grant_of(house: &House, account: AccountId) -> i64 {
    let mut tx = house.write().await;
    let (id,): (i64,) = tx.one("select id from role_grant where account = $1", db::values![account]).await.unwrap();
    id
}

#[tokio::test]
async fn each_sees_the_people_of_their_scope() {
    let house = House::build().await;
    house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("omar", Role::Officer, Scope::Network).await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    house.person("paule", Role::Director, Scope::Place(BRON)).await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    house.person("lea", Role::Mediator, Scope::Place(LILLE)).await;
    let everybody = ["admin", "omar", "karim", "paule", "samira", "lea"];
    let table: [(&str, &[&str]); 4] =
        [("admin", &everybody), ("omar", &everybody), ("karim", &["karim", "paule", "samira"]), ("paule", &["paule"])];
    for (who, seen) in table {
        let page = house.signed_in(who).await.get("/team").await.expect(200).body;
        for name in everybody {
            assert_eq!(page.contains(&format!("{name}@exemple.fr")), seen.contains(&name), "{who} {name}");
        }
    }
    house.signed_in("samira").await.get("/team").await.expect(403);
    house.visitor().get("/team").await.expect(303);
    let path = format!("/team/accounts/{samira}");
    house.signed_in("karim").await.get(&path).await.expect(200);
    house.signed_in("paule").await.get(&path).await.expect(404);
    house.signed_in("karim").await.get("/team/accounts/x").await.expect(404);
}

#[tokio::test]
async fn nobody_gives_a_role_wider_than_theirs() {
    let house = House::build().await;
    house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("omar", Role::Officer, Scope::Network).await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    house.person("paule", Role::Director, Scope::Place(BRON)).await;
    let table = [
        ("paule", "mediator", "place:2", 200),
        ("paule", "director", "place:2", 200),
        ("paule", "mediator", "place:1", 422),
        ("paule", "director", "association:1", 422),
        ("karim", "director", "association:1", 200),
        ("karim", "mediator", "place:2", 200),
        ("karim", "mediator", "place:3", 422),
        ("karim", "officer", "network", 422),
        ("karim", "mediator", "network", 422),
        ("karim", "partner", "association:1", 422),
        ("omar", "director", "association:2", 200),
        ("omar", "officer", "network", 200),
        ("omar", "administrator", "network", 422),
        ("omar", "officer", "place:1", 422),
        ("omar", "mediator", "place:99", 422),
        ("admin", "administrator", "network", 200),
        ("admin", "partner", "network", 200),
        ("admin", "king", "network", 422),
    ];
    for (number, (who, role, scope, status)) in table.into_iter().enumerate() {
        let mut client = house.signed_in(who).await;
        let name = format!("invited{number}");
        let answer = invite(&mut client, &name, role, scope).await;
        assert_eq!(answer.status.as_u16(), status, "{who} gives {role} over {scope}");
        if status == 422 {
            assert!(answer.body.contains(&name), "what was typed comes back");
        }
    }
}

#[tokio::test]
async fn nobody_changes_their_own_roles() {
    let house = House::build().await;
    let admin = house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("second", Role::Administrator, Scope::Network).await;
    let mut client = house.signed_in("admin").await;
    let fields = [("role", "director"), ("scope", "place:1")];
    client.post(&format!("/team/accounts/{admin}/grants"), &fields).await.expect(422);
    invite(&mut client, "admin", "director", "place:1").await.expect(422);
    let end = format!("/team/grants/{}/end", grant_of(&house, admin).await);
    client.post(&end, &[("last", "2026-11-23")]).await.expect(422);
    for what in ["closure", "invitations"] {
        client.post(&format!("/team/accounts/{admin}/{what}"), &[]).await.expect(403);
    }
}

#[tokio::test]
async fn an_account_is_closed_only_when_one_says_so_twice() {
    let house = House::build().await;
    house.person("admin", Role::Administrator, Scope::Network).await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let mut admin = house.signed_in("admin").await;
    let path = format!("/team/accounts/{samira}");
    let page = admin.get(&path).await.expect(200).body;
    assert!(
        page.contains(&format!("href=\"{path}/closure\"")) && !page.contains(&format!("action=\"{path}/closure\""))
    );
    let asked = admin.get(&format!("{path}/closure")).await.expect(200).body;
    assert!(
        asked.contains("Fermer le compte de samira") && asked.contains(&format!("action=\"{path}/closure\"")),
        "{asked}"
    );
    house.signed_in("samira").await;
    admin.post(&format!("{path}/closure"), &[]).await.expect(303);
    admin.get(&format!("{path}/closure")).await.expect(404);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let house = House::build().await;
    let admin = house.person("admin", Role::Administrator, Scope::Network).await;
    let second = house.person("second", Role::Administrator, Scope::Network).await;
    let mut client = house.signed_in("admin").await;
    client.post(&format!("/team/accounts/{second}/closure"), &[]).await.expect(303);
    client.post(&format!("/team/accounts/{second}/reopening"), &[]).await.expect(303);
    let mut other = house.signed_in("second").await;
    let end = format!("/team/grants/{}/end", grant_of(&house, admin).await);
    other.post(&end, &[("last", "2026-11-23")]).await.expect(303);
    client.get("/team").await.expect(403);
    // Alone, with a colleague who has not chosen a password yet.
    link(&invite(&mut other, "third", "administrator", "network").await.expect(200));
    let end = format!("/team/grants/{}/end", grant_of(&house, second).await);
    other.post(&end, &[("last", "2026-11-23")]).await.expect(422);
    // Nor from the shell.
    let number = grant_of(&house, second).await.to_string();
    let refused = run(&house, &["account", "end-grant", &number]).await.unwrap_err();
    assert!(refused.contains("dernier compte d’administration"), "{refused}");
}

#[tokio::test]
async fn a_role_ends_on_its_last_day() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let samira = house.person("samira", Role::Director, Scope::Place(LYON)).await;
    let (mut karim, mut client) = (house.signed_in("karim").await, house.signed_in("samira").await);
    let end = format!("/team/grants/{}/end", grant_of(&house, samira).await);
    let refused = karim.post(&end, &[("last", "31/02/2026")]).await.expect(422);
    assert!(refused.body.contains("31/02/2026"));
    karim.post(&end, &[("last", "2026-11-24")]).await.expect(303);
    client.get("/team").await.expect(200);
    // Midnight in Lyon.
    house.clock.set("2026-11-24T23:59:59+01:00");
    client.get("/team").await.expect(303);
    let mut client = house.signed_in("samira").await;
    client.get("/team").await.expect(200);
    house.clock.advance(1);
    client.get("/team").await.expect(403);
    // The journal still knows what held then.
    let mut tx = house.write().await;
    assert_eq!(accounts::grants_of(&mut tx, samira).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_account_shared_by_two_associations_is_taken_over_by_neither() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    house.person("lise", Role::Director, Scope::Place(LILLE)).await;
    let (mut karim, mut lise) = (house.signed_in("karim").await, house.signed_in("lise").await);
    let first = link(&invite(&mut karim, "samira", "mediator", "place:1").await.expect(200));
    // The second director gives a role, and gets no link to an account that holds a role elsewhere.
    let given = invite(&mut lise, "samira", "mediator", "place:3").await.expect(200);
    assert!(!given.body.contains("/invitations/"), "{}", given.body);
    for client in [&mut karim, &mut lise] {
        for what in ["invitations", "closure"] {
            client.post(&format!("/team/accounts/3/{what}"), &[]).await.expect(403);
        }
    }
    house.visitor().get(&first).await.expect(200);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_may_come_back() {
    let house = House::build().await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let samira = house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    let (mut karim, mut client) = (house.signed_in("karim").await, house.signed_in("samira").await);
    karim.post(&format!("/team/accounts/{samira}/closure"), &[]).await.expect(303);
    client.get("/me").await.expect(303);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(422);
    invite(&mut karim, "samira", "mediator", "place:1").await.expect(422);
    karim.post(&format!("/team/accounts/{samira}/reopening"), &[]).await.expect(303);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(303);
}

#[tokio::test]
async fn the_access_log_is_the_administrators() {
    let house = House::build().await;
    house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    sign_in(&mut house.visitor(), "karim", "faux mot de passe").await.expect(422);
    house.signed_in("karim").await.get("/team/access-log").await.expect(403);
    let mut tx = house.write().await;
    let now = kernel::Clock::now(&*house.clock);
    accounts::log(&mut tx, now, &kernel::Actor::System("test"), "export", "activité 2026-10").await.unwrap();
    tx.commit().await.unwrap();
    let mut admin: Client = house.signed_in("admin").await;
    invite(&mut admin, "samira", "mediator", "place:1").await.expect(200);
    let page = admin.get("/team/access-log").await.expect(200).body;
    for words in [
        "Connexion refusée",
        "karim",
        "Export",
        "activité 2026-10",
        "mardi 24 novembre 2026 à 10",
        "samira · Agent médiateur · Lieu de Lyon",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("faux mot de passe"));
    for before in ["nonsense", "0193a000-0000-7000-8000-000000000000"] {
        admin.get(&format!("/team/access-log?before={before}")).await.expect(200);
    }
}

#[tokio::test]
async fn the_access_log_is_read_page_by_page() {
    let house = House::build().await;
    house.person("admin", Role::Administrator, Scope::Network).await;
    let mut tx = house.write().await;
    let now = kernel::Clock::now(&*house.clock);
    for line in 0..150 {
        accounts::log(&mut tx, now, &kernel::Actor::System("test"), "export", &format!("ligne {line}.")).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut admin = house.signed_in("admin").await;
    let first = admin.get("/team/access-log").await.expect(200).body;
    let start = first.find("/team/access-log?before=").unwrap();
    let second = admin.get(first[start..].split('"').next().unwrap()).await.expect(200).body;
    assert!((0..150).all(|line| {
        let words = format!("ligne {line}.");
        first.contains(&words) != second.contains(&words)
    }));
    assert!(!second.contains("?before="));
}
