//! Complementary suppression (R3), until the audit (R5) holds.

use std::collections::VecDeque;

use super::lattice::Lattice;
use super::policy::Policy;
use super::release::{Cause, Fate};
use super::walk::{Bounds, UNBOUNDED, Walk};

/// How often a walk sets out again before it gives up.
const WANDERINGS: usize = 8;

/// The audit cannot be made to hold.
pub(super) struct Narrow;

impl Bounds {
    /// What publication lets a reader tell of each figure, who knows the rules: a count that is told and is not 0 is at least the threshold, and
    /// a protected one is not 0.
    pub fn of(fates: &[Fate], policy: &Policy) -> Self {
        let mut bounds = Self { low: vec![0; fates.len()], high: vec![0; fates.len()] };
        fates.iter().enumerate().for_each(|(figure, fate)| bounds.set(figure, *fate, policy));
        bounds
    }

    fn set(&mut self, figure: usize, fate: Fate, policy: &Policy) {
        let reach = policy.base - 1;
        (self.low[figure], self.high[figure]) = match fate {
            Fate::Released(0) => (0, 0),
            Fate::Released(told) => (told.saturating_sub(reach).max(policy.threshold) as i32, (told + reach) as i32),
            Fate::Withheld(Cause::Few | Cause::Dominated | Cause::Complementary) => (1, UNBOUNDED),
            Fate::Withheld(Cause::SingleAgent | Cause::Sensitive) | Fate::Unpublished => (0, UNBOUNDED),
        };
    }
}

pub(super) struct Protection<'a> {
    pub lattice: &'a Lattice,
    pub policy: &'a Policy,
    pub fates: Vec<Fate>,
    /// What was issued before and cannot change any more.
    pub issued: Vec<bool>,
}

impl<'a> Protection<'a> {
    /// Withholds more figures until each withheld one is wide enough, and tells the walk that showed it.
    pub fn complete(&mut self, truth: &[i32]) -> Result<Walk<'a>, Narrow> {
        let width = self.policy.width as i32;
        let mut bounds = Bounds::of(&self.fates, self.policy);
        let mut walk = Walk::new(self.lattice, truth);
        let mut narrow: VecDeque<usize> = (0..self.fates.len()).filter(|figure| self.to_protect(*figure)).collect();
        // What one figure's walk has moved widens its neighbours too, so all walk once before any complement is chosen.
        narrow.retain(|figure| !walk.widen(&bounds, *figure, width));
        while let Some(figure) = narrow.pop_front() {
            while !walk.widen(&bounds, figure, width) {
                let Some(other) = self.complement(figure, &bounds, &walk) else {
                    self.wander(figure, &bounds, &mut walk)?;
                    continue;
                };
                self.fates[other] = Fate::Withheld(Cause::Complementary);
                bounds.set(other, self.fates[other], self.policy);
                narrow.push_back(other);
            }
        }
        Ok(walk)
    }

    /// Whether a figure is withheld, and not known to be empty: where a total of 0 is told, nobody is left to protect.
    fn to_protect(&self, figure: usize) -> bool {
        let told_empty = || self.lattice.above(figure).into_iter().any(|above| self.fates[above] == Fate::Released(0));
        match self.fates[figure] {
            Fate::Withheld(Cause::SingleAgent | Cause::Sensitive) => !told_empty(),
            Fate::Withheld(_) => true,
            Fate::Released(_) | Fate::Unpublished => false,
        }
    }

    /// With nothing left to withhold, sets out again from tables farther away.
    fn wander(&self, figure: usize, bounds: &Bounds, walk: &mut Walk) -> Result<(), Narrow> {
        for round in 0..WANDERINGS {
            for other in (0..self.fates.len()).filter(|other| self.to_protect(*other)) {
                walk.stray(bounds, other, (other + round) % 2 == 0);
            }
            if walk.widen(bounds, figure, self.policy.width as i32) {
                return Ok(());
            }
        }
        Err(Narrow)
    }

    /// The next figure to withhold for this one: the smallest of the sum that holds it tightest.
    fn complement(&self, figure: usize, bounds: &Bounds, walk: &Walk) -> Option<usize> {
        let tightest = self.lattice.sums(figure).into_iter().filter_map(|(total, parts)| {
            let room = self.room(figure, total, &parts, bounds, walk);
            let smallest = self.smallest(parts.into_iter().chain([total]), walk)?;
            Some((room, smallest))
        });
        let next = tightest.min().map(|(_, smallest)| smallest.1);
        next.or_else(|| {
            self.smallest(self.lattice.above(figure).into_iter().chain(self.lattice.below(figure)), walk)
                .map(|smallest| smallest.1)
        })
        .or_else(|| {
            self.smallest(self.lattice.above(figure).into_iter().flat_map(|above| self.lattice.below(above)), walk)
                .map(|it| it.1)
        })
    }

    fn smallest(&self, figures: impl Iterator<Item = usize>, walk: &Walk) -> Option<(i32, usize)> {
        let may = |figure: &usize| !self.issued[*figure] && matches!(self.fates[*figure], Fate::Released(1..));
        figures.filter(may).map(|figure| (walk.value(figure), figure)).min()
    }

    /// How far one sum by itself lets a figure go, up and down.
    fn room(&self, figure: usize, total: usize, parts: &[usize], bounds: &Bounds, walk: &Walk) -> i32 {
        let enough = self.policy.width as i32;
        let up = |it: usize| (bounds.high[it] - walk.value(it)).min(enough);
        let down = |it: usize| (walk.value(it) - bounds.low[it]).min(enough);
        let sum = |room: &dyn Fn(usize) -> i32| {
            parts.iter().filter(|part| **part != figure).map(|part| room(*part)).sum::<i32>()
        };
        let (rise, fall) =
            if figure == total { (sum(&up), sum(&down)) } else { (sum(&down) + up(total), sum(&up) + down(total)) };
        rise.min(enough) + fall.min(down(figure))
    }
}
