//! What leaves the team, and what stays behind it.

use std::collections::BTreeMap;

use super::Identity;
use super::lattice::Lattice;

/// Why a figure is withheld, as the reader is told.
///
/// The reader is not told whether a protected figure was small, supplied by one partner or protects its neighbour: "small" alone would
/// place it between 1 and 10, which is narrower than the audit lets any figure be, and "protects its neighbour" would place it from 11 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// To protect people or a partner: few visits, one other partner predominant, or the protection of another figure (R2, R3, R7).
    Protected,
    /// One agent works there: told by the year only (R7).
    SingleAgent,
    /// A sensitive category: told for the network and the year only (R1).
    Sensitive,
}

/// Why a figure is withheld, for the team. It never leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Fewer than eleven visits (R2).
    Few,
    /// Another operator supplies more than 85 % (R7).
    Dominated,
    /// Nobody came, and it would tell that an agent who works alone saw nobody (R7).
    Idle,
    /// Withheld so that another figure cannot be computed (R3).
    Complementary,
    /// One agent works there (R7).
    SingleAgent,
    /// A sensitive category (R1).
    Sensitive,
}

impl Cause {
    /// What the reader is told of it.
    #[must_use]
    pub fn why(self) -> Why {
        match self {
            Self::Few | Self::Dominated | Self::Idle | Self::Complementary => Why::Protected,
            Self::SingleAgent => Why::SingleAgent,
            Self::Sensitive => Why::Sensitive,
        }
    }
}

/// What is told of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Visits, to a multiple of five; 0 is exact.
    Released(u32),
    /// Nothing, and why.
    Withheld(Why),
}

/// A share of a count, worked out from two rounded counts: it tells nothing that they do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Whole percent.
    pub percent: u8,
    /// How far the rounding of the counts may have moved it, in points, at most.
    pub within: u8,
}

/// What is told of a figure beside its count, where the series tells rates and means. Absent: too few, or too near to none or to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratios {
    /// The share of the visits of which the rate's question is true.
    pub rate: Option<Rate>,
    /// Mean length of the timed visits, in whole minutes.
    pub mean_minutes: Option<u32>,
}

/// One figure of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure<'a> {
    /// Codes of where, what, crossings if any, and when.
    pub at: Vec<&'a str>,
    /// The count.
    pub answer: Answer,
    /// Rates and means.
    pub ratios: Ratios,
}

/// What the audit knows of a withheld figure. It never leaves the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited<'a> {
    /// Codes of where, what, crossings if any, and when.
    pub at: Vec<&'a str>,
    /// Why.
    pub cause: Cause,
    /// Least count, in visits, of a table that would have been told alike.
    pub least: u32,
    /// Greatest such count.
    pub most: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its period is not over.
    Unpublished,
    Released(u32),
    Withheld(Cause),
}

/// A table that may leave the team. Its counts do not add up exactly: each is rounded by itself, so a total and the sum of its `k` parts
/// may differ by up to `4 (k + 1)` visits.
pub struct Release {
    pub(super) lattice: Lattice,
    pub(super) over: usize,
    pub(super) fates: Vec<Fate>,
    pub(super) ratios: BTreeMap<usize, Ratios>,
    pub(super) intervals: BTreeMap<usize, (u32, u32)>,
    pub(super) identity: Identity,
}

impl Release {
    /// The name of what went into it: series, revision, axes, periods and every count. The caller keeps it with the release.
    #[must_use]
    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// The figure at these codes (where, what, crossings if any, when), if the series has it and its period is over.
    #[must_use]
    pub fn at(&self, codes: &[&str]) -> Option<Figure<'_>> {
        let trees = &self.lattice.trees;
        let nodes = codes.iter().zip(trees).map(|(code, tree)| tree.find(code)).collect::<Option<Vec<_>>>()?;
        (codes.len() == trees.len()).then(|| self.figure(self.lattice.figure(nodes)))?
    }

    /// All figures whose period is over, in a fixed order.
    pub fn figures(&self) -> impl Iterator<Item = Figure<'_>> {
        (0..self.lattice.size).filter_map(|figure| self.figure(figure))
    }

    /// For the team: each withheld figure with its cause and the interval that was shown to be possible.
    pub fn audit(&self) -> impl Iterator<Item = Audited<'_>> {
        (0..self.lattice.size).filter_map(|figure| match self.fates[figure] {
            Fate::Withheld(cause) => {
                let (least, most) = self.intervals[&figure];
                Some(Audited { at: self.codes(figure), cause, least, most })
            }
            _ => None,
        })
    }

    fn figure(&self, figure: usize) -> Option<Figure<'_>> {
        let answer = match self.fates[figure] {
            Fate::Unpublished => return None,
            Fate::Released(visits) => Answer::Released(visits),
            Fate::Withheld(cause) => Answer::Withheld(cause.why()),
        };
        Some(Figure { at: self.codes(figure), answer, ratios: self.ratios.get(&figure).copied().unwrap_or_default() })
    }

    fn codes(&self, figure: usize) -> Vec<&str> {
        self.lattice.axes().map(|axis| self.lattice.trees[axis].code(self.lattice.node(figure, axis))).collect()
    }
}
