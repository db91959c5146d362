//! How wide the interval of a figure is for whoever knows all that is published, shown by witnesses.
//!
//! A reader who knows every rule can tell this of the true table and nothing more: each finest figure is a whole number, each figure is the sum
//! of its parts, and each lies within what its publication allows ([`Bounds`]). The walk starts from the true table and moves from one such
//! table to another. Each table met would have been published alike, so the least and the greatest value met of a figure are *witnesses*:
//! its interval is at least that wide, over all published margins together, in whole numbers and without rounding errors. A linear
//! program would answer from outside, with an interval that whole numbers need not fill; the tests solve one against each release.
//!
//! What the walk cannot widen counts as narrow, so a weak walk withholds more, and never less. Withholding a figure only takes bounds
//! away: the tables met before stay possible.
//!
//! A move chooses a finest figure, and along some axes another node: it adds to the corners of that box, and takes away from them, by
//! turns. Along those axes all totals that hold both nodes stay as they are.

use super::lattice::Lattice;
use super::moves::{Aim, Bounds, Found, Strip, UNBOUNDED, Way, each};

/// Other nodes tried along an axis, nearest first, and finest figures that a move sets out from.
const TRIED: usize = 6;
/// Finest figures looked at to find those, spread over the figure by steps of a prime.
const SEEN: usize = 4096;
const A_PRIME: usize = 1_000_003;
/// Strips tried in one search where nothing yields, and where figures may.
const PATIENCE: [usize; 2] = [300, 3000];

pub(super) struct Walk<'a> {
    lattice: &'a Lattice,
    /// Sets of at most three axes, the largest first: they keep the most totals as they are.
    sets: Vec<u32>,
    truth: &'a [i32],
    value: Vec<i32>,
    pub least: Vec<i32>,
    pub most: Vec<i32>,
    found: Option<Found>,
    patience: usize,
}

impl<'a> Walk<'a> {
    /// A walk from the true table; `shown` are least and greatest values of figures that are known to be possible already.
    pub fn new(lattice: &'a Lattice, truth: &'a [i32], shown: impl Iterator<Item = (usize, (u32, u32))>) -> Self {
        let mut sets: Vec<u32> = (0..1 << lattice.trees.len()).filter(|set: &u32| set.count_ones() <= 3).collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.count_ones()));
        let (mut least, mut most) = (truth.to_vec(), truth.to_vec());
        for (figure, shown) in shown {
            (least[figure], most[figure]) = (shown.0 as i32, shown.1 as i32);
        }
        Self { lattice, sets, truth, value: truth.to_vec(), least, most, found: None, patience: 0 }
    }

    pub fn width(&self, figure: usize) -> i32 {
        self.most[figure] - self.least[figure]
    }

    /// Walks until the interval met of `figure` is `width` wide, or no move helps.
    pub fn widen(&mut self, bounds: &Bounds, figure: usize, width: i32) -> bool {
        for way in [Way::Up, Way::Down] {
            while self.width(figure) < width {
                let goal = self.goal(figure, way, width);
                if !self.look(bounds, figure, way, goal, false) {
                    break;
                }
                self.make();
            }
        }
        self.width(figure) >= width
    }

    /// Makes the move that brings `figure` up to the width at the least price, or else one that widens it, and tells which figures must be
    /// withheld for it.
    pub fn force(&mut self, bounds: &Bounds, figure: usize, width: i32) -> Option<Vec<usize>> {
        let full = self.goal(figure, Way::Up, width);
        let goals = [
            (Way::Up, full),
            (Way::Down, self.goal(figure, Way::Down, width)),
            (Way::Up, full.min(self.most[figure] - self.value[figure] + 1)),
            (Way::Down, self.value[figure] - self.least[figure] + 1),
        ];
        goals.into_iter().find(|(way, goal)| self.look(bounds, figure, *way, *goal, true))?;
        let mut changed = self.make();
        changed.retain(|figure| !(bounds.low[*figure]..=bounds.high[*figure]).contains(&self.value[*figure]));
        Some(changed)
    }

    /// Sets out again from the true table.
    pub fn restart(&mut self) {
        self.value.copy_from_slice(self.truth);
    }

    /// Moves all that can move a little, some up and some down, otherwise each `time`, and tells whether that made `figure` wide.
    pub fn wander(&mut self, bounds: &Bounds, figure: usize, width: i32, time: usize) -> bool {
        for other in 0..self.value.len() {
            let drawn = (other as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(time as u32);
            let way = if drawn & 1 == 0 { Way::Up } else { Way::Down };
            if bounds.high[other] == UNBOUNDED && self.look(bounds, other, way, 1 + (drawn >> 1 & 3) as i32, false) {
                self.make();
            }
        }
        self.widen(bounds, figure, width)
    }

    /// How far a figure must go its way to be `width` wide.
    fn goal(&self, figure: usize, way: Way, width: i32) -> i32 {
        match way {
            Way::Up => self.least[figure] + width - self.value[figure],
            Way::Down => self.value[figure] - (self.most[figure] - width),
        }
    }

    /// Looks for a move of `figure`, among the simplest: any that is possible, or where figures may yield the one of least price.
    fn look(&mut self, bounds: &Bounds, figure: usize, way: Way, goal: i32, yielding: bool) -> bool {
        self.found = None;
        self.patience = PATIENCE[usize::from(yielding)];
        let mut aim = Aim { figure, leaf: 0, axes: 0, way, goal, yielding };
        let starts = self.starts(bounds, &aim);
        for set in (0..self.sets.len()).rev().take(usize::from(yielding)).chain(0..self.sets.len()) {
            for &leaf in &starts {
                aim = Aim { leaf, axes: self.sets[set], ..aim };
                if self.search(bounds, &aim, &mut Vec::with_capacity(self.lattice.trees.len())) {
                    return true;
                }
            }
        }
        self.found.is_some()
    }

    /// A few finest figures of `figure` that can go its way with all between them, from all over it, those at the least price first.
    fn starts(&self, bounds: &Bounds, aim: &Aim) -> Vec<usize> {
        let lattice = self.lattice;
        let under = |axis: usize| lattice.trees[axis].leaves_under(lattice.node(aim.figure, axis));
        let count: usize = lattice.axes().map(|axis| under(axis).len()).product();
        let spread = |n: usize| {
            let mut n = n * A_PRIME % count;
            lattice.figure(lattice.axes().map(|axis| {
                let leaves = under(axis);
                let leaf = leaves[n % leaves.len()];
                n /= leaves.len();
                leaf
            }))
        };
        let mut starts: Vec<_> = (0..count.min(SEEN))
            .map(spread)
            .filter_map(|leaf| Some((self.inside(bounds, aim, leaf)?, leaf)))
            .take(4 * TRIED)
            .collect();
        starts.sort_unstable();
        starts.truncate(TRIED);
        starts.into_iter().map(|(_, leaf)| leaf).collect()
    }

    /// The price of what every move through this finest figure changes, if that can go so far: all from there up to the figure.
    fn inside(&self, bounds: &Bounds, aim: &Aim, leaf: usize) -> Option<i32> {
        let lattice = self.lattice;
        let strip = |axis: usize| -> Strip {
            let (chain, kept) = (lattice.trees[axis].chain(lattice.node(leaf, axis)), lattice.node(aim.figure, axis));
            let inside = chain.iter().take_while(|node| lattice.trees[axis].parent(kept) != Some(**node));
            inside.map(|node| (node * lattice.stride(axis), true)).collect()
        };
        let mut price = 0i32;
        let strips: Vec<Strip> = lattice.axes().map(strip).collect();
        let open = each(&strips, 0, true, &mut |figure, along| {
            let (room, cost) = self.corner(bounds, aim, figure, along);
            price = price.saturating_add(cost);
            room >= aim.least()
        });
        open.then_some(price)
    }

    /// How far a corner of a move can go, and at which price; `along` tells that it goes the way of the move, and not back.
    fn corner(&self, bounds: &Bounds, aim: &Aim, figure: usize, along: bool) -> (i32, i32) {
        let way = if along { aim.way } else { aim.way.back() };
        let room = self.room(bounds, figure, way);
        if room >= aim.goal || !aim.yielding || !bounds.may_yield[figure] {
            return (room.min(aim.goal), 0);
        }
        let withheld = if way == Way::Up { aim.goal } else { (self.value[figure] - 1).min(aim.goal) };
        (withheld, self.value[figure])
    }

    fn room(&self, bounds: &Bounds, figure: usize, way: Way) -> i32 {
        match way {
            Way::Up => bounds.high[figure] - self.value[figure],
            Way::Down => self.value[figure] - bounds.low[figure],
        }
    }

    /// Completes the strips axis by axis, then considers the move; tells whether to look no further.
    fn search(&mut self, bounds: &Bounds, aim: &Aim, strips: &mut Vec<Strip>) -> bool {
        let axis = strips.len();
        let lattice = self.lattice;
        let Some(tree) = lattice.trees.get(axis) else { return self.consider(bounds, aim, strips) };
        let own = tree.chain(lattice.node(aim.leaf, axis));
        if aim.axes & 1 << axis == 0 {
            return self.with(bounds, aim, strips, own, &[]);
        }
        let kept = lattice.node(aim.figure, axis);
        let first = own.iter().position(|node| *node == kept).expect("the leaf is part of the figure");
        let mut tried = 0;
        for inner in first..own.len() - 1 {
            let (own, outer) = (&own[..=inner], own[inner + 1]);
            let siblings = tree.children(outer).iter().filter(|node| **node != own[inner]);
            for &other in siblings.flat_map(|node| tree.leaves_under(*node)) {
                let other = tree.chain(other);
                let depth = other.iter().position(|node| *node == outer).unwrap_or(0);
                if self.corner(bounds, aim, lattice.moved(aim.leaf, axis, other[0]), false).0 == 0 {
                    continue;
                }
                if self.with(bounds, aim, strips, own, &other[..depth]) {
                    return true;
                }
                tried += 1;
                if tried == TRIED || self.patience == 0 {
                    return false;
                }
            }
        }
        false
    }

    /// Goes on with one more strip, the nodes of `own` along the move and those of `other` back, unless a corner at the leaf's other nodes forbids it.
    fn with(&mut self, bounds: &Bounds, aim: &Aim, strips: &mut Vec<Strip>, own: &[usize], other: &[usize]) -> bool {
        if self.patience == 0 {
            return false;
        }
        self.patience -= 1;
        let axis = strips.len();
        let strip = || own.iter().map(|node| (*node, true)).chain(other.iter().map(|node| (*node, false)));
        let open =
            |(node, along)| self.corner(bounds, aim, self.lattice.moved(aim.leaf, axis, node), along).0 >= aim.least();
        if !strip().all(open) {
            return false;
        }
        let stride = self.lattice.stride(axis);
        strips.push(strip().map(|(node, along)| (node * stride, along)).collect());
        let done = self.search(bounds, aim, strips);
        strips.pop();
        done
    }

    /// Keeps the move if none was as good, and tells whether to look no further.
    fn consider(&mut self, bounds: &Bounds, aim: &Aim, strips: &[Strip]) -> bool {
        let bar = self.found.as_ref().map_or(i32::MAX, |found| found.price);
        let (mut by, mut price) = (aim.goal, 0i32);
        let possible = each(strips, 0, true, &mut |figure, along| {
            let (room, cost) = self.corner(bounds, aim, figure, along);
            by = by.min(room);
            price = price.saturating_add(cost);
            price < bar && by >= aim.least()
        });
        if possible {
            self.found = Some(Found { aim: *aim, strips: strips.to_vec(), by, price });
        }
        possible && price == 0
    }

    /// Makes the move that was found, and tells which figures it changed.
    fn make(&mut self) -> Vec<usize> {
        let mut changed = vec![];
        let Some(Found { aim, strips, by, .. }) = self.found.take() else { return changed };
        each(&strips, 0, true, &mut |figure, along| {
            self.value[figure] += if along == (aim.way == Way::Up) { by } else { -by };
            self.least[figure] = self.least[figure].min(self.value[figure]);
            self.most[figure] = self.most[figure].max(self.value[figure]);
            changed.push(figure);
            true
        });
        changed
    }
}
