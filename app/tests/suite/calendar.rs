//! `parvis import calendar`: what would be added is shown, then written when told to, once.

use crate::support::{parvis, run, succeed};

const TABLE: &str = "zones;first;last;name\nABC;2026-08-31;2027-07-02;\nABC;2026-10-17;2026-11-01;Vacances de la Toussaint\n\
    D;2026-12-19;2027-01-03;Vacances de Noël\n";

#[test]
fn a_calendar_is_shown_then_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("calendrier.csv"));
    std::fs::write(&file, TABLE).unwrap();
    let (data, file) = (data.to_str().unwrap(), file.to_str().unwrap());
    let import = |more: &[&str]| {
        let line = [&["import", "calendar", file, "--data", data], more].concat();
        succeed(parvis(&line), "").replace('\u{a0}', " ")
    };
    let absent = run(parvis(&["import", "calendar", file, "--data", data]), "");
    assert_eq!((absent.status.code(), folder.path().join("data").exists()), (Some(1), false), "a look creates nothing");
    let account = ["account", "create", "a@b.fr", "--name", "A", "--role", "administrator", "--link", "--data", data];
    succeed(parvis(&account), "");

    let would = import(&[]);
    for said in [
        "Ligne 4 laissée de côté. La zone « D » n’est pas connue",
        "Ajouté : Calendrier connu, du 31 août 2026 au 2 juillet 2027 (zones A, B et C)",
        "Ajouté : Vacances de la Toussaint, du 17 octobre au 1er novembre 2026 (zones A, B et C)",
        "Rien n’a été écrit. Pour enregistrer, ajoutez --apply.",
    ] {
        assert!(would.contains(said), "{said}: {would}");
    }
    assert_eq!(import(&[]), would, "a look writes nothing");
    assert!(import(&["--apply"]).contains("Enregistré."));
    assert!(import(&["--apply"]).contains("Rien à changer"));

    std::fs::write(file, "nom;prénom\na;b\n").unwrap();
    let refused = run(parvis(&["import", "calendar", file, "--data", data, "--apply"]), "");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("ne sont pas celles d’un calendrier scolaire"));
}
