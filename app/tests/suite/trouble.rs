//! What goes wrong is said in a plain sentence, and touches nothing.

use crate::support::{parvis, run};
use std::net::TcpListener;

fn words(command: std::process::Command) -> String {
    let output = run(command, "");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let said = words(parvis(&["serve", "--listen", &listen, "--data", folder.path().to_str().unwrap()]));
    assert!(said.contains("déjà prise") && said.contains("--listen"), "{said}");
}

#[test]
fn a_folder_that_another_server_uses() {
    let folder = tempfile::tempdir().unwrap();
    let server = crate::support::Server::start(folder.path(), None);
    let listen = format!("127.0.0.1:{}", crate::support::free_port());
    let said = words(parvis(&["serve", "--listen", &listen, "--data", folder.path().to_str().unwrap()]));
    assert!(said.contains("déjà utilisé par un autre parvis"), "{said}");
    server.kill();
}

#[test]
fn data_of_a_newer_version() {
    let folder = tempfile::tempdir().unwrap();
    crate::support::Server::start(folder.path(), None).kill();
    let file = rusqlite::Connection::open(folder.path().join("parvis.db")).unwrap();
    file.execute("insert into migration values (9999, 'later', 'x', 0)", []).unwrap();
    drop(file);
    let said = words(parvis(&["check", "--data", folder.path().to_str().unwrap()]));
    assert!(said.contains("version plus récente") && said.contains("Rien n’a été touché"), "{said}");
}

#[test]
fn a_file_that_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("parvis.db"), [0x5a; 300_000]).unwrap();
    for command in ["check", "serve"] {
        let said = words(parvis(&[command, "--data", folder.path().to_str().unwrap()]));
        assert!(said.contains("ne se lit pas") && said.contains("parvis restore"), "{said}");
    }
}

#[test]
fn a_database_address_that_is_wrong_or_silent() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let said = words(parvis(&["check", "--data", data, "--database-url", "mysql://localhost/parvis"]));
    assert!(said.contains("DATABASE_URL n’est pas une adresse PostgreSQL"), "{said}");
    let silent = format!("postgres://parvis@127.0.0.1:{}/parvis", crate::support::free_port());
    let said = words(parvis(&["check", "--data", data, "--database-url", &silent]));
    assert!(said.contains("ne répond pas (pas de réponse à temps)") && said.contains("PostgreSQL tourne"), "{said}");
}

#[test]
fn a_file_that_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sauvegarde");
    std::fs::write(&file, "bonjour").unwrap();
    let data = folder.path().join("data");
    let said = words(parvis(&["restore", file.to_str().unwrap(), "--data", data.to_str().unwrap()]));
    assert!(said.contains("n’est pas une sauvegarde utilisable : ce n’est pas une base de données Parvis."), "{said}");
    assert!(!data.exists(), "nothing is made for a file that is none");
    // A database, but of no version that this program knows.
    crate::support::Server::start(&folder.path().join("other"), None).kill();
    let other = rusqlite::Connection::open(folder.path().join("other/parvis.db")).unwrap();
    other.execute("insert into migration values (9999, 'later', 'x', 0)", []).unwrap();
    drop(other);
    let newer = folder.path().join("other/parvis.db");
    let said = words(parvis(&["restore", newer.to_str().unwrap(), "--data", data.to_str().unwrap()]));
    assert!(said.contains("version plus récente") && !data.join("parvis.db").exists(), "{said}");
    let said = words(parvis(&["restore", "/nulle/part", "--data", data.to_str().unwrap()]));
    assert!(said.contains("/nulle/part : introuvable."), "{said}");
}

#[test]
fn a_folder_that_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fichier");
    std::fs::write(&file, "").unwrap();
    let said = words(parvis(&["serve", "--data", file.join("dessous").to_str().unwrap()]));
    assert!(said.contains("ne peut pas être utilisé : une partie du chemin n’est pas un dossier."), "{said}");
}

#[test]
fn a_mistyped_folder_is_told_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("faute");
    let (file, map) = (folder.path().join("tableau.csv"), folder.path().join("plan.toml"));
    std::fs::write(&file, "Date;Motif\n").unwrap();
    std::fs::write(&map, "").unwrap();
    let import = ["import", "activity", file.to_str().unwrap(), "--map", map.to_str().unwrap()];
    for line in [
        &["account", "list"][..],
        &["account", "invite", "a@b.fr"],
        &["device", "list"],
        &["device", "code", "1", "--name", "Bureau"],
        &["check"],
        &["backup", "/tmp/parvis-nulle-part"],
        &import,
    ] {
        let said = words(parvis(&[line, &["--data", data.to_str().unwrap()]].concat()));
        assert!(said.contains("il n’y a pas de données Parvis dans"), "{line:?}: {said}");
        assert!(!data.exists(), "{line:?}");
    }
}

#[test]
fn a_place_that_no_place_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    crate::support::Server::start(&data, None).kill();
    let (file, map) = (folder.path().join("tableau.csv"), folder.path().join("plan.toml"));
    std::fs::write(&file, "Date;Motif\n").unwrap();
    let import = ["import", "activity", file.to_str().unwrap(), "--map", map.to_str().unwrap(), "--place", "9999"];
    let import = [&import[..], &["--data", data.to_str().unwrap()]].concat();
    std::fs::write(&map, "[source").unwrap();
    let said = words(parvis(&import));
    assert!(said.contains("le plan de correspondance ne se lit pas : ligne 1, ce n’est pas du TOML"), "{said}");
    let plan = "[source]\nname = \"T\"\nkind = \"requests\"\n[columns]\ndate = \"Date\"\ntheme = \"Motif\"\n";
    std::fs::write(&map, plan).unwrap();
    let said = words(parvis(&import));
    assert!(said.contains("aucun lieu ne porte le numéro 9999"), "{said}");
}
