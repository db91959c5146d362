use crate::house::{House, LYON, RHONE};
use kernel::{DeviceKind, Role, Scope};
use testkit::Client;
use web::Need;

/// The icons that the sprite holds.
const ICONS: &str = include_str!("../../../../frontend/icons.txt");

/// Every page of the slice, with a browser to which it opens.
async fn pages(house: &House) -> Vec<(&'static str, Client)> {
    house.person("admin", Role::Administrator, Scope::Network).await;
    house.person("karim", Role::Director, Scope::Association(RHONE)).await;
    let mut tx = house.write().await;
    let email = accounts::Email::parse("lea@exemple.fr").unwrap();
    let now = kernel::Clock::now(&*house.clock);
    let lea = accounts::create_account(&mut tx, now, &email, "lea", "fr").await.unwrap().unwrap();
    let link = accounts::invite(&mut tx, &house.accounts.app, lea).await.unwrap();
    tx.commit().await.unwrap();
    let (admin, karim) = (house.signed_in("admin").await, house.signed_in("karim").await);
    let (counter, _) = house.device(LYON, DeviceKind::Counter).await;
    vec![
        ("/sign-in", house.visitor()),
        (link.leak(), house.visitor()),
        ("/enrolment", counter.clone()),
        ("/agent-change", counter),
        ("/me", karim.clone()),
        ("/team", admin.clone()),
        ("/team/invitations", karim.clone()),
        ("/team/accounts/2", admin.clone()),
        ("/team/accounts/2/closure", admin.clone()),
        ("/team/devices", karim),
        ("/team/access-log", admin),
    ]
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    assert_eq!(web::check_locales(), Vec::<String>::new());
    let house = House::build().await;
    let pages = pages(&house).await;
    for locale in ["fr", "en"] {
        let mut tx = house.write().await;
        tx.execute("update account set locale = $1", db::values![locale]).await.unwrap();
        tx.commit().await.unwrap();
        for (path, client) in &pages {
            let mut client = client.clone();
            client.set_cookie("parvis_language", locale);
            let page = client.get(path).await.expect(200).body;
            assert!(page.contains(&format!("<html lang=\"{locale}\"")), "{path}");
            assert!(!page.contains("accounts-") && !page.contains("refusal-"), "{path} lacks words: {page}");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
            for icon in page.split(".svg#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ICONS.lines().any(|line| line == icon), "{path} draws {icon}, which is not in icons.txt");
            }
            assert_eq!(page.matches("id=\"content\"").count(), 1, "{path}");
        }
    }
}

#[tokio::test]
async fn every_page_of_the_list_was_seen() {
    let house = House::build().await;
    let seen = pages(&house).await;
    let listed = accounts::routes(house.accounts.clone()).list;
    let read: Vec<_> = listed.iter().filter(|route| route.method == "GET").map(|route| route.path).collect();
    assert_eq!(read.len(), seen.len(), "{read:?}");
    for route in listed.iter().filter(|route| route.method == "POST" && route.need != Need::Public) {
        let path = route.path.replace("{id}", "1");
        house.visitor().post(&path, &[]).await.expect(401);
    }
}
