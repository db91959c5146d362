//! Every sentence exists in every language, and none is there for nothing.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Keys that the code puts together from a word of a closed list; their beginnings.
const COMPOSED: [&str; 0] = [];

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

fn keys() -> BTreeSet<String> {
    let mut found = Vec::new();
    files(&root().join("locales/fr"), "ftl", &mut found);
    let text: String = found.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    text.lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .filter(|key| key.starts_with(|first: char| first.is_ascii_lowercase()))
        .collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[test]
fn every_language_says_the_same_things() {
    assert_eq!(web::check_locales(), Vec::<String>::new());
}

#[test]
fn every_sentence_is_used() {
    let mut sources = Vec::new();
    for folder in ["app/src", "crates", "slices", "frontend/src"] {
        files(&root().join(folder), "rs", &mut sources);
        files(&root().join(folder), "ts", &mut sources);
    }
    let text: String = sources.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    // A composed key is written as its beginning and a brace: `refusal-{code}`, `format!("act-{}", …)`.
    let composed: Vec<&str> = text
        .match_indices("-{")
        .filter_map(|(end, _)| {
            let start = text[..end].rfind('"')? + 1;
            let beginning = &text[start..=end];
            beginning.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-').then_some(beginning)
        })
        .collect();
    // What stands between two quotes, whichever of them opens.
    let written: BTreeSet<&str> = text.split('"').collect();
    let unused: Vec<_> = keys()
        .into_iter()
        .filter(|key| {
            let word = key.strip_prefix("refusal-").unwrap_or(key);
            let begins =
                |beginning: &&str| beginning.len() > 1 && *beginning != "refusal-" && key.starts_with(beginning);
            !written.contains(&**key)
                && !written.contains(word)
                && !composed.iter().any(begins)
                && !COMPOSED.iter().any(begins)
        })
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_key_the_code_names_exists() {
    let mut sources = Vec::new();
    for folder in ["app/src", "crates/web/src", "slices"] {
        files(&root().join(folder), "rs", &mut sources);
    }
    let keys = keys();
    let mut missing = Vec::new();
    for file in sources {
        if file.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for call in [".say(\"", ".fill(\""] {
            for (start, _) in text.match_indices(call) {
                let key = text[start + call.len()..].split('"').next().unwrap();
                if !keys.contains(key) {
                    missing.push(format!("{}: {key}", file.display()));
                }
            }
        }
        for call in ["Refusal::invalid(\"", "Refusal::new(\""] {
            for (start, _) in text.match_indices(call) {
                let key = format!("refusal-{}", text[start + call.len()..].split('"').next().unwrap());
                if !keys.contains(&key) {
                    missing.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// French keeps a space that does not break before `: ; ? !` and `»`, and after `«`: an ordinary one lets a line begin with a colon.
#[test]
fn french_punctuation_stays_with_its_word() {
    let mut found = Vec::new();
    files(&root().join("locales/fr"), "ftl", &mut found);
    for folder in ["app/src", "slices"] {
        files(&root().join(folder), "rs", &mut found);
    }
    // What tests type is what people type.
    found.retain(|file| !file.components().any(|part| part.as_os_str() == "tests") && !file.ends_with("tests.rs"));
    for file in found {
        // A question mark in a source is more often SQL's.
        let marks = if file.extension().is_some_and(|ending| ending == "ftl") { ":;!?»" } else { ":;!»" };
        for (at, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if !["//", "#"].iter().any(|comment| line.trim_start().starts_with(comment)) {
                assert!(!is_loose(line, marks), "{}:{}: {line}", file.display(), at + 1);
            }
        }
    }
    assert!(is_loose("Bonjour !", "!") && !is_loose("Bonjour\u{202f}!", "!") && is_loose("« oui\u{a0}»", "!"));
}

/// Whether an ordinary space stands before one of these marks, or after an opening quote.
fn is_loose(line: &str, marks: &str) -> bool {
    let letters: Vec<char> = line.chars().chain([' ']).collect();
    line.contains("« ")
        || letters.windows(4).any(|of| match of {
            [word, ' ', mark, after] => {
                (word.is_alphanumeric() || ")}»%…’".contains(*word))
                    && marks.contains(*mark)
                    && " \"\\".contains(*after)
            }
            _ => false,
        })
}
