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

    /// What is counted, and which of it: a theme under the names it had before, too.
    pub(crate) fn question(self, catalogue: &Catalogue) -> (Measure, Option<Filter>) {
        match self {
            Self::Visits => (Measure::Visits, None),
            Self::Theme(id) => {
                let same = catalogue.themes().filter(|theme| catalogue.comparable(theme.id) == id);
                let codes: BTreeSet<u32> = same.map(|theme| theme.id.into()).chain([id.into()]).collect();
                let filter = Filter { dimension: Dimension::Theme, codes: codes.into_iter().collect() };
                (Measure::Requests, Some(filter))
            }
            Self::Operator(id) => {
                (Measure::Requests, Some(Filter { dimension: Dimension::Operator, codes: vec![id.into()] }))
            }
        }
    }
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
