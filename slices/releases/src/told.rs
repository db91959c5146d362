//! What is told, in the form in which it is kept.

use crate::counts::Named;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A table as it left the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// See [`crate::Series`].
    pub series: String,
    /// The name of the network.
    pub network: String,
    /// Which year.
    pub year: i16,
    /// 0 at first, then the number of the yearly revision.
    pub revision: u32,
    /// How many quarters of the year.
    pub quarters: usize,
    /// When.
    pub made: Timestamp,
    /// Whether the activity is simulated.
    pub simulated: bool,
    /// The network, régions, départements and places.
    pub places: Vec<Named>,
    /// All, groups and categories.
    pub categories: Vec<Named>,
    /// Every figure whose period is over.
    pub figures: Vec<ToldFigure>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFigure {
    /// A code of [`Told::places`].
    pub place: String,
    /// A code of [`Told::categories`].
    pub category: String,
    /// `2026`, `2026-T1`.
    pub period: String,
    /// To a multiple of five; 0 is exact.
    pub visits: Option<u32>,
    /// Why there is no count.
    pub withheld: Option<Withheld>,
    /// Visits of which every request was resolved, in whole percent of the visits.
    pub resolved_percent: Option<u8>,
    /// How far rounding may have moved it, in points.
    pub resolved_within: Option<u8>,
    /// The mean length of the visits whose length is known, in whole minutes.
    pub mean_minutes: Option<u32>,
}

/// Why a figure is withheld, as its reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// To protect people or a partner.
    Protected,
    /// One agent works there: by the year only.
    SingleAgent,
    /// A sensitive category: for the network and the year only.
    Sensitive,
}

impl Withheld {
    /// The word in files and in translations.
    pub fn slug(self) -> &'static str {
        match self {
            Withheld::Protected => "protected",
            Withheld::SingleAgent => "single-agent",
            Withheld::Sensitive => "sensitive",
        }
    }
}

impl Told {
    /// What the places are called.
    pub fn place_names(&self) -> Names<'_> {
        Names::of(&self.places)
    }

    /// What the categories are called.
    pub fn category_names(&self) -> Names<'_> {
        Names::of(&self.categories)
    }

    /// The figure at three codes.
    pub fn at(&self, place: &str, category: &str, period: &str) -> Option<&ToldFigure> {
        self.figures
            .iter()
            .find(|figure| figure.place == place && figure.category == category && figure.period == period)
    }

    /// The year, then the quarters told.
    pub fn periods(&self) -> Vec<String> {
        let quarters = (1..=self.quarters).map(|quarter| format!("{}-T{quarter}", self.year));
        quarters.chain((self.quarters == 4).then(|| self.year.to_string())).collect()
    }
}

/// Names by their codes.
pub struct Names<'a>(HashMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    fn of(named: &'a [Named]) -> Self {
        Self(named.iter().map(|named| (named.code.as_str(), named.name.as_str())).collect())
    }

    /// What a code is called; itself when it has no name.
    pub fn name(&self, code: &'a str) -> &'a str {
        self.0.get(code).copied().unwrap_or(code)
    }
}
