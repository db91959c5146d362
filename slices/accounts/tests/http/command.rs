use crate::house::{House, LYON, PASSWORD, sign_in};
use accounts::command::{AccountCommand, DeviceCommand};
use clap::Parser;
use kernel::{Role, Scope};

#[derive(Parser)]
enum Line {
    #[command(subcommand)]
    Account(AccountCommand),
    #[command(subcommand)]
    Device(DeviceCommand),
}

/// Runs `parvis` with some words.
pub async fn run(house: &House, words: &[&str]) -> Result<(), String> {
    let line = Line::try_parse_from(["parvis"].iter().chain(words)).map_err(|error| error.to_string())?;
    let (app, directory) = (&house.accounts.app, &house.accounts.directory);
    match line {
        Line::Account(command) => command.run(app, directory).await,
        Line::Device(command) => command.run(app, directory).await,
    }
    .map(drop)
    .map_err(|error| error.to_string())
}

#[tokio::test]
async fn accounts_from_the_shell() {
    let house = House::build().await;
    let create = ["account", "create", "Admin@Exemple.fr", "--name", "Admin", "--role", "administrator", "--link"];
    run(&house, &create).await.unwrap();
    assert!(run(&house, &create).await.unwrap_err().contains("déjà un compte"));
    house.person("samira", Role::Mediator, Scope::Place(LYON)).await;
    for (words, says) in [
        (&["grant", "samira@exemple.fr", "--role", "king"][..], "Choisissez un rôle"),
        (&["grant", "samira@exemple.fr", "--role", "director", "--scope", "place:99"], "où vaut le rôle"),
        (&["grant", "samira@exemple.fr", "--role", "director"], "ne se donne pas à cet endroit"),
        (&["grant", "nobody@exemple.fr", "--role", "officer"], "Aucun compte"),
        (&["end-grant", "99"], "Aucun rôle"),
        (&["disable", "admin@exemple.fr"], "dernier compte d’administration"),
        // A secret is never an argument.
        (&["password", "samira@exemple.fr", PASSWORD], "unexpected argument"),
    ] {
        let refused = run(&house, &[&["account"], words].concat()).await.unwrap_err();
        assert!(refused.contains(says), "{words:?}: {refused}");
    }
    run(&house, &["account", "grant", "samira@exemple.fr", "--role", "director", "--scope", "place:2"]).await.unwrap();
    run(&house, &["account", "list"]).await.unwrap();
    run(&house, &["account", "invite", "samira@exemple.fr"]).await.unwrap();
    let mut samira = house.signed_in("samira").await;
    samira.get("/team").await.expect(200);
    run(&house, &["account", "disable", "samira@exemple.fr"]).await.unwrap();
    samira.get("/me").await.expect(303);
    sign_in(&mut house.visitor(), "samira", PASSWORD).await.expect(422);
}

#[tokio::test]
async fn devices_from_the_shell() {
    let house = House::build().await;
    run(&house, &["device", "list"]).await.unwrap();
    run(&house, &["device", "code", "1", "--name", "Bureau 2"]).await.unwrap();
    for (words, says) in [
        (&["code", "99", "--name", "Bureau 2"][..], "Aucun lieu"),
        (&["code", "1", "--name", "Bureau 2", "--kind", "import"], "sorte d’appareil"),
        (&["code", "1", "--name", "Bureau \u{202e}2"], "caractères invisibles"),
        (&["revoke", "99"], "Aucun appareil"),
    ] {
        let refused = run(&house, &[&["device"], words].concat()).await.unwrap_err();
        assert!(refused.contains(says), "{words:?}: {refused}");
    }
    run(&house, &["device", "revoke", "1"]).await.unwrap();
    let mut tx = house.write().await;
    let row = accounts::device(&mut tx, kernel::DeviceId(1)).await.unwrap().unwrap();
    assert!(row.revoked_at.is_some());
}
