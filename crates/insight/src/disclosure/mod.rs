//! Disclosure control for every table that leaves the team (METHOD §3, R1 to R7).
//!
//! A [`Table`] is visits counted on fixed axes; [`release`] tells which of its figures may leave. Figures are all sums over the trees of
//! the axes: a place, its département, its région, the network; a category, its group, all; a month, its quarter, its year.
//!
//! # What holds
//! - A figure that is told stands for no visit or for eleven at least, of which no other operator supplies more than 85 %.
//! - Of each withheld figure, two tables of whole numbers that differ there by ten visits or more, and that would have been told alike,
//!   were found. They answer for all that is told at once: every place, category and period, with all totals. It is not a guarantee
//!   block by block.
//! - Nothing finer than the year is told to be 0 if one agent works alone in a place of it: it would tell that this agent saw nobody.
//! - Excepted is what a 0 that is told implies: a sensitive category where nobody came for anything, since nobody is there to be found; an
//!   agent's months within the agent's own year, when that is 0, since the year is told by rule.
//! - A figure told once stays as it was told until the yearly revision; new periods come beside it, and are withheld where they betray it.
//!
//! # Totals
//! Every count is rounded by the keys of its own visits, totals included: they are not sums of rounded parts, so rounding errors do not
//! add up in them, and two figures of the same visits are told alike. The price is that a table adds up only to within `4 (k + 1)` visits for `k` parts.
//!
//! # Rates and means
//! They are told at one level of each axis ([`RatioLevel`]), so none can be subtracted from another. A rate is worked out of two
//! rounded counts, hence tells nothing beyond them; it is not told unless both it and its contrary stand for more than ten visits. A mean tells
//! nothing of counts.
//!
//! # What does not hold
//! Issued period by period, a table of few visits a cell may end in [`NotReleased::Unprotected`] when a quarter or the year closes: the months that
//! were issued leave no room for their totals. Such a table is issued by the quarter (12 visits a month over 100 places and 12 categories).
//!
//! The reader is assumed to know the rules, not to replay the choice of complements. A revision tells the year anew: whoever kept the first issue sees,
//! one time in five, that a record was added to a figure. Each visit is counted once in a table; persons cannot be counted.

mod axes;
mod lattice;
mod moves;
mod policy;
mod protect;
mod release;
mod sums;
mod table;
mod tree;
mod walk;

pub use axes::{Calendar, Categories, Category, Crossing, Geography, Grain, Place};
pub use policy::{Policy, Secret};
pub use release::{Answer, Audited, Cause, Figure, Rate, Ratios, Release, Why};
pub use table::{Address, Counts, Detail, RatioLevel, Scope, Table};

use std::collections::BTreeMap;

use protect::{Narrow, Protection};
use release::Fate;
use sums::Sums;
use walk::Walk;

/// A digest of what a release was made of (BLAKE3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(pub [u8; 32]);

/// A table that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTable {
    /// An axis has nothing on it.
    #[error("an axis has nothing on it")]
    Empty,
    /// A code names two things of one axis.
    #[error("the code {0} names two things")]
    Twice(String),
    /// Not a period of the year, or one that is not over.
    #[error("no such period, or it is not over")]
    NoSuchPeriod,
    /// A position outside its list.
    #[error("no such cell")]
    NoSuchCell,
    /// More than two crossings (R1).
    #[error("at most two crossings")]
    TooManyCrossings,
    /// A revision before the year is over (R1).
    #[error("a year is revised once it is over")]
    RevisedEarly,
    /// The timed, the yes or an operator's visits are more than the visits.
    #[error("parts of the visits are more than the visits")]
    PartsBeyondVisits,
    /// More than 2²⁸ visits or figures.
    #[error("too many visits or figures")]
    TooMany,
}

/// Why nothing is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReleased {
    /// What was issued for this year differs from the table: other axes, or counts that changed since. Corrections wait for the yearly
    /// revision (R1): the caller brings the counts as they were frozen.
    #[error("the counts already issued have changed")]
    ChangedSinceIssued,
    /// The audit cannot be made to hold without withdrawing what was issued.
    #[error("some figure cannot be protected")]
    Unprotected,
}

/// Which figures may leave the team, `issued` being the last release of the same series, year and revision.
///
/// # Errors
/// [`NotReleased`]; nothing then leaves.
pub fn release(
    table: Table,
    policy: &Policy,
    secret: &Secret,
    issued: Option<&Release>,
) -> Result<Release, NotReleased> {
    if issued.is_some_and(|issued| issued.over > table.calendar.over || table.identity(issued.over) != issued.identity)
    {
        return Err(NotReleased::ChangedSinceIssued);
    }
    let sums = Sums::of(&table);
    let period = table.lattice.trees.len() - 1;
    let before = |figure: usize| issued.map_or(Fate::Unpublished, |issued| issued.fates[figure]);
    let fate = |figure: usize| match before(figure) {
        Fate::Unpublished if !table.calendar.is_over(table.lattice.node(figure, period), table.calendar.over) => {
            Fate::Unpublished
        }
        Fate::Unpublished => match sums.cause(&table, figure, policy) {
            Some(cause) => Fate::Withheld(cause),
            None => Fate::Released(sums.rounded(figure, policy, secret)),
        },
        told => told,
    };
    let fates: Vec<Fate> = (0..table.lattice.size).map(fate).collect();
    let earlier = issued;
    let issued: Vec<bool> = (0..table.lattice.size).map(|figure| before(figure) != Fate::Unpublished).collect();
    let walk = Walk::new(&table.lattice, &sums.visits, shown(&table, earlier));
    let mut protection = Protection { lattice: &table.lattice, policy, fates, issued };
    let walk = protection.complete(walk, &sums.visits).map_err(|Narrow| NotReleased::Unprotected)?;
    let fates = protection.fates;
    let withheld = (0..fates.len()).filter(|figure| matches!(fates[*figure], Fate::Withheld(_)));
    let intervals = withheld.map(|figure| (figure, (walk.least[figure] as u32, walk.most[figure] as u32))).collect();
    let ratios = ratios(&table, &fates, policy, secret);
    let identity = table.identity(table.calendar.over);
    Ok(Release { over: table.calendar.over, lattice: table.lattice, fates, ratios, intervals, identity })
}

/// The intervals that the last issue showed and that still hold: nothing that sums their periods is published since.
fn shown<'a>(table: &'a Table, issued: Option<&'a Release>) -> impl Iterator<Item = (usize, (u32, u32))> + 'a {
    let period = table.lattice.trees.len() - 1;
    let tree = &table.lattice.trees[period];
    let over = |node: usize, over: usize| table.calendar.is_over(node, over);
    issued.into_iter().flat_map(move |issued| {
        let still = move |figure: usize| {
            let chain = tree.chain(table.lattice.node(figure, period));
            chain.iter().all(|node| over(*node, table.calendar.over) == over(*node, issued.over))
        };
        issued.intervals.iter().map(|(figure, interval)| (*figure, *interval)).filter(move |shown| still(shown.0))
    })
}

/// R6, on the figures of the ratios' level whose count is told.
fn ratios(table: &Table, fates: &[Fate], policy: &Policy, secret: &Secret) -> BTreeMap<usize, Ratios> {
    let mut sums: BTreeMap<usize, (u32, u64, u64, u32)> = BTreeMap::new();
    for (&cell, counts) in &table.cells {
        let sum = sums.entry(table.ratio_of(cell)).or_default();
        *sum = (sum.0 + counts.yes, sum.1 ^ counts.yes_key, sum.2 + counts.minutes, sum.3 + counts.timed);
    }
    let told = sums.into_iter().filter_map(|(figure, (yes, key, minutes, timed))| {
        let Fate::Released(visits) = fates[figure] else { return None };
        let mean_minutes =
            (timed >= policy.mean_base).then(|| ((2 * minutes + u64::from(timed)) / (2 * u64::from(timed))) as u32);
        Some((figure, Ratios { rate: rate(secret.round(yes, key, policy.base), visits, policy), mean_minutes }))
    });
    told.filter(|(_, ratios)| *ratios != Ratios::default()).collect()
}

/// A share of two rounded counts. Whether it is told depends on them alone, so that this too tells nothing beyond them: with `r` the most that
/// rounding moves, it is told when the base is certain to reach the least there is, and the rate and its contrary to reach the threshold.
fn rate(yes: u32, visits: u32, policy: &Policy) -> Option<Rate> {
    let reach = policy.base - 1;
    let certain = policy.threshold + reach;
    if visits < policy.rate_base + reach || yes < certain || yes + policy.threshold + 2 * reach > visits {
        return None;
    }
    let percent = (200 * u64::from(yes) + u64::from(visits)) / (2 * u64::from(visits));
    let share = f64::from(yes) / f64::from(visits);
    let most = f64::from(yes + reach) / f64::from(visits - reach);
    let least = f64::from(yes - reach) / f64::from(visits + reach);
    let within = (100.0 * (most - share).max(share - least)).ceil() + 1.0;
    Some(Rate { percent: percent as u8, within: within as u8 })
}
