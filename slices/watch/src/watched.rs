//! What a series counts.

use catalogue::Snapshot as Catalogue;
use std::collections::{BTreeSet, HashMap};
use tally::{Dimension, Filter, Measure};

/// What a series counts, at a place or over the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Watched {
    /// Visits.
    Visits,
    /// Requests about a theme, by what the theme is called today.
    Theme(u16),
    /// Requests that concern an operator. Over the network only: a place's signal names the operators that carry it.
    Operator(u16),
}

/// Where the codes of each kind begin.
const THEMES: i64 = 1 << 16;
const OPERATORS: i64 = 2 << 16;

impl Watched {
    /// The number it is stored under, and named by in an address.
    pub fn code(self) -> i64 {
        match self {
            Self::Visits => 0,
            Self::Theme(id) => THEMES + i64::from(id),
            Self::Operator(id) => OPERATORS + i64::from(id),
        }
    }

    /// What a number stands for.
    pub fn of_code(code: i64) -> Option<Self> {
        let id = u16::try_from(code & 0xffff).ok()?;
        match code & !0xffff {
            0 => (id == 0).then_some(Self::Visits),
            THEMES => Some(Self::Theme(id)),
            OPERATORS => Some(Self::Operator(id)),
            _ => None,
        }
    }

    /// What it is called today, when it was named in another version of the catalogue.
    pub(crate) fn today(self, catalogue: &Catalogue) -> Self {
        match self {
            Self::Theme(id) => Self::Theme(catalogue.comparable(id)),
            other => other,
        }
    }

    /// The numbers it is or was stored under.
    pub(crate) fn codes(self, catalogue: &Catalogue) -> Vec<i64> {
        match self {
            Self::Theme(id) => names(catalogue, id).into_iter().map(|id| Self::Theme(id).code()).collect(),
            other => vec![other.code()],
        }
    }

    /// What is counted, and which of it: a theme under the names it had before, too.
    pub(crate) fn question(self, catalogue: &Catalogue) -> (Measure, Option<Filter>) {
        match self {
            Self::Visits => (Measure::Visits, None),
            Self::Theme(id) => {
                let codes = names(catalogue, id).into_iter().map(u32::from).collect();
                (Measure::Requests, Some(Filter { dimension: Dimension::Theme, codes }))
            }
            Self::Operator(id) => {
                (Measure::Requests, Some(Filter { dimension: Dimension::Operator, codes: vec![id.into()] }))
            }
        }
    }
}

/// A theme under its own number and those of the themes that became it.
fn names(catalogue: &Catalogue, id: u16) -> BTreeSet<u16> {
    let same = catalogue.themes().map(|theme| theme.id).filter(|theme| catalogue.comparable(*theme) == id);
    same.chain([id]).collect()
}

/// How often each thing was counted; what is not named was not.
pub(crate) type Tallied = HashMap<Watched, u32>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_it_was_made_of() {
        for watched in [Watched::Visits, Watched::Theme(1), Watched::Theme(65_535), Watched::Operator(0)] {
            assert_eq!(Watched::of_code(watched.code()), Some(watched));
        }
        for code in [-1, 1, 65_535, 3 << 16, i64::MAX, i64::MIN] {
            assert_eq!(Watched::of_code(code), None);
        }
    }
}
