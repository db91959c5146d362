//! The command line speaks French: its help, and what it says of a line that it cannot read.

use crate::support::{parvis, run};

/// Words that clap would write by itself.
const ENGLISH: [&str; 16] = [
    "Usage",
    "Commands",
    "Options:",
    "Arguments:",
    "Print",
    "Possible",
    "possible",
    "default",
    "env:",
    "error",
    "COMMAND>",
    "tip",
    "version information",
    "help for",
    "required",
    "more information",
];

fn no_english(words: &str) {
    for word in ENGLISH {
        assert!(!words.contains(word), "{word}: {words}");
    }
}

/// Every command with the way to it, the program itself first.
fn walk(command: &clap::Command, way: &[String], found: &mut Vec<(Vec<String>, clap::Command)>) {
    found.push((way.to_vec(), command.clone()));
    for below in command.get_subcommands() {
        walk(below, &[way, &[below.get_name().to_owned()]].concat(), found);
    }
}

#[test]
fn every_help_is_french() {
    let mut root = parvis::line::command();
    root.build();
    let mut found = Vec::new();
    walk(&root, &[], &mut found);
    assert!(found.len() > 20, "{}", found.len());
    for (way, mut command) in found {
        for help in [command.render_help(), command.render_long_help()] {
            let help = help.to_string();
            no_english(&help);
            assert!(
                help.contains("Utilisation\u{a0}: parvis") && help.contains("Affiche cette aide"),
                "{way:?}: {help}"
            );
        }
        for argument in command.get_arguments() {
            let (words, names) = (argument.get_help(), argument.get_value_names().unwrap_or_default());
            assert!(words.is_some(), "{way:?} {argument}: an argument without a word");
            assert!(names.iter().all(|name| *name != "VALEUR"), "{way:?} {argument}: a value without a name");
        }
    }
}

#[test]
fn help_is_an_answer_and_its_absence_is_none() {
    for (line, code) in [(&["--help"][..], 0), (&["serve", "-h"], 0), (&["--version"], 0), (&[], 2), (&["account"], 2)]
    {
        let output = run(parvis(line), "");
        let words = String::from_utf8_lossy(&[output.stdout.clone(), output.stderr].concat()).into_owned();
        assert_eq!(output.status.code(), Some(code), "{line:?}: {words}");
        assert_eq!(code == 0, !output.stdout.is_empty(), "{line:?}: {words}");
        no_english(&words);
    }
    let words = String::from_utf8_lossy(&run(parvis(&["--help"]), "").stdout).into_owned();
    assert!(words.starts_with("Le logiciel libre des lieux de médiation"), "{words}");
    let words = String::from_utf8_lossy(&run(parvis(&["demo", "--help"]), "").stdout).replace('\u{a0}', " ");
    for said in [
        "--places <NOMBRE>",
        "[par défaut : 16]",
        "[au choix : pimms, national] [par défaut : pimms]",
        "[variable : DATABASE_URL]",
        "Options :",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_told_what_to_do() {
    for (line, said) in [
        (&["serve", "--listne", "x"][..], "« --listne » n’est pas attendu ici.\nVouliez-vous écrire « --listen » ?"),
        (&["serve", "x"], "« x » n’est pas attendu ici.\nPour tout savoir : parvis serve --help"),
        (&["srve"], "la commande « srve » n’existe pas.\nVouliez-vous écrire « serve » ?"),
        (&["account", "delete"], "la commande « delete » n’existe pas.\nPour tout savoir : parvis account --help"),
        (&["help"], "la commande « help » n’existe pas."),
        (&["backup"], "il manque <FICHIER>."),
        (
            &["import", "activity"],
            "il manque --map <PLAN>, <FICHIER>.\nPour tout savoir : parvis import activity --help",
        ),
        (&["account", "--data", "x"], "dites ce qui est à faire.\nAu choix : create, list, "),
        (&["serve", "--data"], "--data <DOSSIER> attend une valeur."),
        (&["serve", "--listen", "ici"], "« ici » ne convient pas pour --listen <ADRESSE>."),
        (&["demo", "--places", "99999"], "« 99999 » ne convient pas pour --places <NOMBRE>."),
        (&["demo", "--profile", "x"], "« x » ne convient pas pour --profile <RÉSEAU>.\nAu choix : pimms, national."),
        (&["demo", "--years", "1", "--years", "2"], "--years <NOMBRE> ne se dit qu’une fois."),
        (&["demo", "--fresh=oui"], "--fresh n’attend pas ce nombre de valeurs."),
        (
            &["account", "create", "a@b.fr", "--name", "A", "--role", "mediator", "--link", "--password-stdin"],
            "--link et --password-stdin ne vont pas ensemble.",
        ),
    ] {
        let output = run(parvis(line), "");
        let words = String::from_utf8_lossy(&output.stderr).replace('\u{a0}', " ");
        assert_eq!(output.status.code(), Some(2), "{line:?}: {words}");
        assert!(words.starts_with("parvis : ") && words.contains(said), "{line:?}: {said}: {words}");
        assert!(words.contains("--help"), "{line:?}: {words}");
        no_english(&words);
    }
}
