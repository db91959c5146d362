//! What the Union may change, parsed at the door: a form comes in, a checked edit goes on, and every refusal stands beside its field.

mod operator;
mod theme;
mod version;

pub(crate) use operator::{name, operator, partnership};
pub(crate) use theme::{ending, theme};
pub(crate) use version::{VersionDay, version_day};

use crate::fold::slug;
use kernel::Refusal;
use web::{Fields, FormErrors};

/// The longest label, in bytes.
const LONGEST_LABEL: usize = 120;
/// The longest synonym, in bytes.
const LONGEST_LINE: usize = 120;
/// As many synonyms as one theme or operator may have.
const MOST_LINES: usize = 100;

/// One text a line, without doubles.
fn lines(errors: &mut FormErrors, fields: &Fields, name: &'static str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in fields.get(name).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    if lines.len() > MOST_LINES {
        errors.push(Refusal::invalid("catalogue-too-many-lines").field(name).with("most", MOST_LINES));
    }
    if lines.iter().any(|line| line.len() > LONGEST_LINE) {
        errors.push(Refusal::invalid("catalogue-line-too-long").field(name).with("longest", LONGEST_LINE));
    }
    lines
}

/// One word of a closed list.
fn word<T>(
    errors: &mut FormErrors,
    fields: &Fields,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    errors.take(parse(fields.get(name)).ok_or(Refusal::invalid("catalogue-not-listed").field(name)))
}

/// A code made of words, that nobody has yet.
fn new_code(prefix: &str, words: &str, taken: impl Fn(&str) -> bool) -> String {
    let stem = match slug(words) {
        slug if slug.is_empty() => format!("{prefix}autre"),
        slug => format!("{prefix}{slug}"),
    };
    if !taken(&stem) {
        return stem;
    }
    let further = (2..).map(|number| format!("{stem}-{number}")).find(|code| !taken(code));
    further.expect("the catalogue is finite and numbers are not")
}
