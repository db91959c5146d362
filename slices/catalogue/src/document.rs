//! What the browser holds of the catalogue: enough to search, to name and to propose, with or without a network.

use crate::{
    Axes, Snapshot, axes,
    sheet::{self, Reader},
};
use kernel::Day;
use serde::Serialize;
use std::collections::BTreeMap;
use tally::{Act, Support};
use web::{Document, Locale};

#[derive(Serialize)]
struct Content<'a> {
    version: &'a str,
    families: Vec<FamilyContent<'a>>,
    themes: Vec<ThemeContent<'a>>,
    operators: Vec<OperatorContent<'a>>,
    #[serde(flatten)]
    axes: &'a Axes,
}

#[derive(Serialize)]
struct FamilyContent<'a> {
    code: &'a str,
    label: &'a str,
    short: &'a str,
    icon: &'a str,
    branch: &'static str,
}

#[derive(Serialize)]
struct ThemeContent<'a> {
    code: &'a str,
    family: &'a str,
    label: &'a str,
    synonyms: &'a [String],
    branch: &'static str,
    operators: Vec<&'a str>,
    acts: Vec<&'static str>,
    support: Option<&'static str>,
    minutes: u16,
    /// How often the place asked for it of late. The document is the same for all places, so it knows of none.
    recent: u32,
}

#[derive(Serialize)]
struct OperatorContent<'a> {
    code: &'a str,
    label: &'a str,
    short: &'a str,
    synonyms: &'a [String],
}

/// What the browser holds on a day, in a language.
pub(crate) fn document(catalogue: &Snapshot, locale: Locale, day: Day) -> Document {
    let family_code = |id| catalogue.family_by_id(id).map_or("", |family| family.code.as_str());
    let operator_code = |id: &u16| catalogue.operator_by_id(*id).map(|operator| operator.code.as_str());
    let families = catalogue.families().iter().map(|family| FamilyContent {
        code: &family.code,
        label: &family.label,
        short: &family.short,
        icon: &family.icon,
        branch: family.branch.slug(),
    });
    let themes = catalogue.themes_at(day).into_iter().map(|theme| ThemeContent {
        code: &theme.code,
        family: family_code(theme.family),
        label: &theme.label,
        synonyms: &theme.synonyms,
        branch: theme.branch.slug(),
        operators: theme.operators.iter().filter_map(operator_code).collect(),
        acts: theme.acts.iter().map(Act::slug).collect(),
        support: theme.support.map(Support::slug),
        minutes: theme.minutes,
        recent: 0,
    });
    let operators = catalogue.operators().map(|operator| OperatorContent {
        code: &operator.code,
        label: operator.name(day),
        short: &operator.short,
        synonyms: &operator.synonyms,
    });
    let content = Content {
        version: catalogue.version_at(day).map_or("", |version| version.code.as_str()),
        families: families.collect(),
        themes: themes.collect(),
        operators: operators.collect(),
        axes: axes(locale),
    };
    Document::of(&content)
}

/// Every sheet as an agent reads it beside the counter, by its theme's code. One that cannot be read is left out: asked for by
/// itself, it says what is wrong.
pub(crate) fn book(catalogue: &Snapshot) -> Document {
    let sheets: BTreeMap<&str, String> = catalogue
        .sheets()
        .filter_map(|row| {
            let theme = catalogue.theme_by_id(row.theme)?;
            Some((theme.code.as_str(), sheet::fragment(&row.title, &row.body, Reader::Agent).ok()?.into_string()))
        })
        .collect();
    Document::of(&sheets)
}
