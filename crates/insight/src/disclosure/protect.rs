//! Complementary suppression (R3), until the audit (R5) holds.

use std::collections::VecDeque;

use super::lattice::Lattice;
use super::moves::{Bounds, UNBOUNDED};
use super::policy::Policy;
use super::release::{Cause, Fate};
use super::walk::Walk;

/// How often a walk sets out again before it gives up.
const WANDERINGS: usize = 20;

/// The audit cannot be made to hold.
pub(super) struct Narrow;

pub(super) struct Protection<'a> {
    pub lattice: &'a Lattice,
    pub policy: &'a Policy,
    pub fates: Vec<Fate>,
    /// What was issued before and cannot change any more.
    pub issued: Vec<bool>,
}

impl<'a> Protection<'a> {
    /// Withholds more figures until each withheld one is wide enough, and tells the walk that showed it.
    ///
    /// Where no move widens a figure, the move is made for which the fewest visits must be withheld besides. In a first issue there always is
    /// one: withholding all totals of a figure leaves it without bound. Beside what was issued before there may be none: then all totals of the
    /// figure are withheld, then the walk sets out again from elsewhere, and at last everything that sums periods is withheld, since what each
    /// period told by itself was wide enough before.
    pub fn complete(&mut self, mut walk: Walk<'a>, truth: &[i32]) -> Result<Walk<'a>, Narrow> {
        let width = self.policy.width as i32;
        let mut bounds = self.bounds(truth);
        let mut narrow: VecDeque<usize> = (0..truth.len()).filter(|figure| self.to_protect(*figure, truth)).collect();
        // What one figure's walk has moved widens its neighbours too, so all walk once before any complement is chosen.
        narrow.retain(|figure| !walk.widen(&bounds, *figure, width));
        while let Some(figure) = narrow.pop_front() {
            while !walk.widen(&bounds, figure, width) {
                let forced = walk.force(&bounds, figure, width);
                for other in forced.or_else(|| self.last_resort(figure, &bounds, &mut walk)).ok_or(Narrow)? {
                    self.fates[other] = Fate::Withheld(Cause::Complementary);
                    (bounds.low[other], bounds.high[other]) = self.bound(other);
                    bounds.may_yield[other] = false;
                    narrow.push_back(other);
                }
            }
        }
        Ok(walk)
    }

    /// What is withheld where no move is left, none of it if the walk finds a way from elsewhere.
    fn last_resort(&self, figure: usize, bounds: &Bounds, walk: &mut Walk) -> Option<Vec<usize>> {
        walk.restart();
        let mut totals = self.lattice.above(figure);
        totals.retain(|total| bounds.may_yield[*total]);
        let width = self.policy.width as i32;
        if !totals.is_empty() || (0..WANDERINGS).any(|time| walk.wander(bounds, figure, width, time)) {
            return Some(totals);
        }
        let sums = |sum: &usize| bounds.may_yield[*sum] && self.lattice.sums_periods(*sum);
        let sums: Vec<usize> = (0..self.fates.len()).filter(sums).collect();
        (!sums.is_empty()).then_some(sums)
    }

    fn bounds(&self, truth: &[i32]) -> Bounds {
        let bound = |figure| match self.fates[figure] {
            Fate::Withheld(_) if !self.to_protect(figure, truth) => (0, 0),
            _ => self.bound(figure),
        };
        let (low, high) = (0..self.fates.len()).map(bound).unzip();
        let mut may_yield = vec![false; self.fates.len()];
        let told = |figure: usize| matches!(self.fates[figure], Fate::Released(1..)) && !self.issued[figure];
        // A figure whose finest figures were all issued or are told to be empty is known from them: withholding it would hide nothing.
        let open = |figure: &usize| {
            self.lattice.is_finest(*figure) && (told(*figure) || matches!(self.fates[*figure], Fate::Withheld(_)))
        };
        for figure in (0..self.fates.len()).filter(open) {
            self.lattice.above(figure).into_iter().for_each(|above| may_yield[above] = told(above));
        }
        Bounds { low, high, may_yield }
    }

    /// What publication lets a reader tell of a figure, who knows the rules: a count that is told and is not 0 is at least the threshold, and a
    /// protected one is not 0 unless it could tell of an agent.
    fn bound(&self, figure: usize) -> (i32, i32) {
        let reach = self.policy.base - 1;
        match self.fates[figure] {
            Fate::Released(0) => (0, 0),
            Fate::Released(told) => {
                (told.saturating_sub(reach).max(self.policy.threshold) as i32, (told + reach) as i32)
            }
            Fate::Withheld(Cause::SingleAgent | Cause::Sensitive) | Fate::Unpublished => (0, UNBOUNDED),
            Fate::Withheld(_) => (i32::from(!self.lattice.tells_of_an_agent(figure)), UNBOUNDED),
        }
    }

    /// Whether a figure is withheld, and not implied to be empty by what is told.
    fn to_protect(&self, figure: usize, truth: &[i32]) -> bool {
        matches!(self.fates[figure], Fate::Withheld(_)) && !(truth[figure] == 0 && self.told_empty(figure))
    }

    /// Whether all that the figure sums lies within figures that are told to be 0.
    fn told_empty(&self, figure: usize) -> bool {
        let zero = |above| self.fates[above] == Fate::Released(0);
        self.lattice.above(figure).into_iter().any(zero)
            || self.lattice.parts(figure).is_some_and(|parts| parts.into_iter().all(|part| self.told_empty(part)))
    }
}
