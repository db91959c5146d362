//! The closed lists: acts, supports, channels, outcomes, ages, origins, and the languages spoken at counters.
//!
//! Their French labels stand in `data/catalogue.toml`, the English ones in `axes.en.toml`; tests compare the two, and both
//! with the codes of the tally.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use web::Locale;

/// A code of a closed list, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// Its stable slug.
    pub code: String,
    /// The words.
    pub label: String,
    /// Fewer words, where room is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The letter that chooses it at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// Every closed list in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axes {
    /// What was done.
    #[serde(rename(deserialize = "act"))]
    pub acts: Vec<Labelled>,
    /// Who did it.
    #[serde(rename(deserialize = "support"))]
    pub supports: Vec<Labelled>,
    /// Where the request stands.
    #[serde(rename(deserialize = "outcome"))]
    pub outcomes: Vec<Labelled>,
    /// How the visit came.
    #[serde(rename(deserialize = "channel"))]
    pub channels: Vec<Labelled>,
    /// Age bands.
    #[serde(rename(deserialize = "age"))]
    pub ages: Vec<Labelled>,
    /// Where people live, coarsely.
    #[serde(rename(deserialize = "origin"))]
    pub origins: Vec<Labelled>,
    /// Languages. A fact carries the position in this list, so that new ones are only ever added at its end.
    #[serde(rename(deserialize = "language"))]
    pub languages: Vec<Labelled>,
}

static ENGLISH: LazyLock<Axes> =
    LazyLock::new(|| toml::from_str(include_str!("axes.en.toml")).expect("a test reads the English labels"));

/// The closed lists in a language.
pub fn axes(locale: Locale) -> &'static Axes {
    match locale {
        Locale::French => &crate::shipped().axes,
        Locale::English => &ENGLISH,
    }
}

impl Axes {
    /// The words of a code, or the code itself.
    pub fn label<'a>(list: &'a [Labelled], code: &'a str) -> &'a str {
        list.iter().find(|item| item.code == code).map_or(code, |item| &item.label)
    }
}

/// The number of a language in facts: 1 for the first of the list, 0 when it is not in it.
pub(crate) fn language(code: &str) -> u8 {
    let primary = code.split('-').next().unwrap_or(code);
    let languages = &crate::shipped().axes.languages;
    let found = languages.iter().position(|language| language.code == code);
    let found = found.or_else(|| languages.iter().position(|language| language.code == primary));
    found.and_then(|position| u8::try_from(position + 1).ok()).filter(|number| *number <= 31).unwrap_or(0)
}

/// The language of a number in facts.
pub(crate) fn language_code(number: u8) -> Option<&'static str> {
    let languages = &crate::shipped().axes.languages;
    languages.get(usize::from(number).checked_sub(1)?).map(|language| language.code.as_str())
}
