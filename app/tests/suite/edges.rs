//! The house keeps its shape: which crate may use which is written in ARCHITECTURE.md, and the manifests say the same.

use std::{collections::BTreeSet, fs, path::Path};

const SLICES: [&str; 13] = [
    "accounts",
    "network",
    "catalogue",
    "mail",
    "journal",
    "reception",
    "figures",
    "releases",
    "reports",
    "watch",
    "needs",
    "digests",
    "public",
];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The members of the workspace that a manifest depends on, tests apart.
fn uses(manifest: &Path, among: &[&str]) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let dependencies = manifest.get("dependencies").and_then(|table| table.as_table()).cloned().unwrap_or_default();
    dependencies.keys().filter(|name| among.contains(&name.as_str())).cloned().collect()
}

/// The rows `| from | to, to |` of the table of edges.
fn written() -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = text.split("| from | to |").nth(1).expect("ARCHITECTURE.md has its table of edges");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let from = cells[0].to_owned();
        cells[1].split(", ").map(|to| (from.clone(), to.to_owned())).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn the_edges_between_slices_are_those_that_are_written() {
    let mut found = BTreeSet::new();
    for slice in SLICES {
        let manifest = Path::new("slices").join(slice).join("Cargo.toml");
        let mut known = SLICES.to_vec();
        known.push("tally");
        found.extend(uses(&manifest, &known).into_iter().map(|to| (slice.to_owned(), to)));
    }
    assert_eq!(found, written());
}

#[test]
fn views_use_work_and_work_uses_foundation() {
    let level = |slice: &str| match slice {
        // They show figures to others, so they stand above those who count.
        "public" | "releases" | "reports" | "watch" => 3,
        // Letters tell what figures and watch say.
        // Needs are read beside them.
        "digests" | "needs" => 4,
        "figures" => 2,
        "reception" => 1,
        _ => 0,
    };
    for (from, to) in written().into_iter().filter(|(_, to)| to != "tally") {
        assert!(level(&from) > level(&to) || (level(&from) == 0 && level(&to) == 0), "{from} must not use {to}");
    }
}

#[test]
fn the_crates_below_know_nothing_of_those_above() {
    let above = |name: &str| -> Vec<&str> {
        let slices = SLICES.to_vec();
        match name {
            "kernel" | "tally" | "insight" => [slices, vec!["db", "web", "kernel", "tally", "insight"]].concat(),
            "db" => [slices, vec!["web", "tally", "insight"]].concat(),
            _ => [slices, vec!["tally", "insight"]].concat(),
        }
    };
    for name in ["kernel", "tally", "insight", "db", "web"] {
        let manifest = Path::new("crates").join(name).join("Cargo.toml");
        assert_eq!(uses(&manifest, &above(name)), BTreeSet::new(), "{name}");
    }
}
