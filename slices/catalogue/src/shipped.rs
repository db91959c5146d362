//! The content that comes with the product: the national catalogue and its sheets, embedded as they are written.

use crate::Axes;
use jiff::civil::Date;
use rust_embed::Embed;
use serde::Deserialize;
use std::sync::LazyLock;

/// The catalogue as its file says it. Codes are resolved when it enters the database; a test resolves them all.
#[derive(Clone, Debug, Deserialize)]
pub struct Shipped {
    /// `2026.1`.
    pub version: String,
    /// The first day of the version.
    pub from: Date,
    /// Themes by family.
    #[serde(rename = "family")]
    pub families: Vec<ShippedFamily>,
    /// Every theme.
    #[serde(rename = "theme")]
    pub themes: Vec<ShippedTheme>,
    /// Every operator.
    #[serde(rename = "operator")]
    pub operators: Vec<ShippedOperator>,
    /// The favourites of a place that has none yet.
    #[serde(rename = "favourite")]
    pub favourites: Vec<ShippedFavourite>,
    /// What themes of earlier versions, no longer listed, become.
    #[serde(rename = "mapping", default)]
    pub mappings: Vec<ShippedMapping>,
    /// The closed lists, in French.
    #[serde(flatten)]
    pub axes: Axes,
}

/// A family in the file.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedFamily {
    pub code: String,
    pub label: String,
    pub short: String,
    pub icon: String,
    pub branch: String,
}

/// A theme in the file.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedTheme {
    pub code: String,
    pub family: String,
    pub label: String,
    pub synonyms: Vec<String>,
    pub branch: String,
    #[serde(default)]
    pub operators: Vec<String>,
    pub acts: Vec<String>,
    pub support: Option<String>,
    pub minutes: u16,
    pub weight: f64,
}

/// An operator in the file.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedOperator {
    pub code: String,
    pub names: Vec<ShippedName>,
    pub short: String,
    pub synonyms: Vec<String>,
    pub kind: String,
}

/// A dated name in the file: without `from`, since always.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedName {
    pub name: String,
    pub from: Option<Date>,
}

/// A favourite in the file: a whole triple.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedFavourite {
    pub theme: String,
    pub operator: Option<String>,
    pub act: String,
    pub support: Option<String>,
    pub label: String,
    pub hint: String,
    pub icon: String,
}

/// What a theme of an earlier version becomes.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedMapping {
    /// The code of the theme that ends.
    pub theme: String,
    /// The code of the theme its requests are compared with afterwards.
    pub becomes: String,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/catalogue.toml")).expect("a test reads the shipped catalogue")
});

/// The shipped catalogue.
pub fn shipped() -> &'static Shipped {
    &SHIPPED
}

#[derive(Embed)]
#[folder = "data/sheets"]
struct Sheets;

/// A sheet as its file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedSheet {
    /// The code of its theme.
    pub theme: String,
    /// Its title.
    pub title: String,
    /// The first day of the month it was last looked over.
    pub updated: Date,
    /// Its text, without what stands above the first heading.
    pub body: String,
}

/// Every shipped sheet, by theme.
pub fn shipped_sheets() -> Vec<ShippedSheet> {
    let mut names: Vec<_> = Sheets::iter().filter(|name| name.ends_with(".md")).collect();
    names.sort();
    let read = |name: &str| {
        let file = Sheets::get(name).expect("the list names files that exist");
        parse(&String::from_utf8_lossy(&file.data)).unwrap_or_else(|| panic!("{name} has no head"))
    };
    names.iter().map(|name| read(name)).collect()
}

/// Reads the head (`theme`, `title`, `updated` between two lines of dashes), then the text.
fn parse(text: &str) -> Option<ShippedSheet> {
    let (head, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    Some(ShippedSheet {
        theme: field("theme")?.to_owned(),
        title: field("title")?.to_owned(),
        updated: format!("{}-01", field("updated")?).parse().ok()?,
        body: body.trim().to_owned(),
    })
}
