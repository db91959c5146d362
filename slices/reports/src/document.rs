//! What a report holds: sections of sentences and tables, drawn, printed and exported from the same numbers.

use figures::Cell;
use kernel::{Day, PlaceId};
use serde::{Deserialize, Serialize};

/// Declares the sections, each with its word in addresses and in what is kept.
macro_rules! sections {
    ($($(#[$why:meta])* $name:ident = $slug:literal,)+) => {
        /// What a report is made of, in the order of the document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Section { $($(#[$why])* #[serde(rename = $slug)] $name,)+ }

        impl Section {
            /// Every one.
            pub const ALL: &[Section] = &[$(Section::$name,)+];

            /// As in addresses.
            pub fn slug(self) -> &'static str {
                match self { $(Section::$name => $slug,)+ }
            }
        }
    };
}

sections! {
    /// The figures that matter, in sentences.
    Summary = "summary",
    /// By month.
    Months = "months",
    /// By category of the frame.
    Categories = "categories",
    /// By category, month after month.
    CategoriesByMonth = "categories-by-month",
    /// By category and support.
    CategoriesBySupport = "categories-by-support",
    /// By operator and support.
    Operators = "operators",
    /// By theme.
    Themes = "themes",
    /// By act.
    Acts = "acts",
    /// By outcome.
    Outcomes = "outcomes",
    /// By place.
    Places = "places",
    /// By commune and department of the places.
    Territory = "territory",
    /// By age band of visits.
    Ages = "ages",
    /// By origin of visits.
    Origins = "origins",
}

impl Section {
    /// From an address.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|section| section.slug() == slug)
    }

    /// Whether it speaks of visits only, of which nobody knows the operator.
    pub fn of_visits(self) -> bool {
        matches!(self, Section::Ages | Section::Origins)
    }
}

/// A report that is proposed, to be changed at will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// As in addresses.
    pub slug: &'static str,
    /// The frame it is read through.
    pub frame: &'static str,
    /// Whether it is about one operator.
    pub of_operator: bool,
    /// Its sections.
    pub sections: &'static [Section],
}

/// The three that the product proposes.
pub const MODELS: [Model; 3] = {
    use Section::*;
    [
        Model {
            slug: "monthly",
            frame: "france-services",
            of_operator: false,
            sections: &[Summary, Months, Categories, CategoriesBySupport, Operators, Places],
        },
        Model {
            slug: "partner",
            frame: "entreprise",
            of_operator: true,
            sections: &[Summary, Months, Categories, CategoriesByMonth, Themes, Acts, Outcomes, Places],
        },
        Model {
            slug: "territory",
            frame: "territoire",
            of_operator: false,
            sections: &[Summary, Months, Categories, CategoriesByMonth, Territory, Ages, Origins, Outcomes],
        },
    ]
};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The model it began from.
    pub model: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Over these places.
    pub places: Vec<PlaceId>,
    /// Only what concerns this operator, by its code.
    pub operator: Option<String>,
    /// Code and version of the frame.
    pub frame: (String, i64),
    /// In the order of the document.
    pub sections: Vec<Section>,
}

/// How a table is drawn as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// The first number of each row, as a bar.
    Bars,
    /// The same as a column, row after row.
    Columns,
}

/// A section with its content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub section: Section,
    /// Its heading.
    pub heading: String,
    /// Sentences before the table.
    pub sentences: Vec<String>,
    /// How the table is drawn.
    pub chart: Option<Chart>,
    /// The names of the columns; none when there is no table.
    pub head: Vec<String>,
    /// The first cell of a row names it.
    pub rows: Vec<Vec<Cell>>,
    /// What one should know to read it.
    pub note: Option<String>,
}

/// A whole report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Whose figures: the places, in words.
    pub scope: String,
    /// The period, in words.
    pub period: String,
    /// The operator it is about.
    pub operator: Option<String>,
    /// The frame: its title, its version, what it is.
    pub frame: (String, i64, String),
    /// Whether some of it is simulated.
    pub simulated: bool,
    /// What is in it.
    pub parts: Vec<Part>,
    /// Definitions and method, in sentences.
    pub method: Vec<String>,
    /// Up to which entry of each place it goes.
    pub heads: Vec<(PlaceId, i64)>,
}

impl Document {
    /// The bytes that are kept, and what recognises them.
    pub fn sealed(&self) -> (String, Vec<u8>) {
        let text = serde_json::to_string(self).expect("texts and numbers are always JSON");
        let digest = blake3::hash(text.as_bytes()).as_bytes().to_vec();
        (text, digest)
    }
}
