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

/// What a reader can tell of each figure by itself: `low ≤ figure ≤ high`.
pub(super) struct Bounds {
    pub low: Vec<i32>,
    pub high: Vec<i32>,
}

/// Above any count, far from overflow.
pub(super) const UNBOUNDED: i32 = i32::MAX / 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Way {
    fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// A move that is looked for: `figure` goes its way by at most `goal`, through one of its finest figures and the boxes along `axes` (a set of bits).
struct Aim {
    figure: usize,
    leaf: usize,
    axes: u32,
    way: Way,
    goal: i32,
}

/// Along one axis, which offsets a move changes and with which sign.
type Strip = Vec<(usize, bool)>;

/// Other nodes tried along an axis, nearest first.
const TRIED: usize = 24;

pub(super) struct Walk<'a> {
    lattice: &'a Lattice,
    value: Vec<i32>,
    pub least: Vec<i32>,
    pub most: Vec<i32>,
}

impl<'a> Walk<'a> {
    pub fn new(lattice: &'a Lattice, truth: &[i32]) -> Self {
        Self { lattice, value: truth.to_vec(), least: truth.to_vec(), most: truth.to_vec() }
    }

    pub fn value(&self, figure: usize) -> i32 {
        self.value[figure]
    }

    pub fn width(&self, figure: usize) -> i32 {
        self.most[figure] - self.least[figure]
    }

    /// Walks until the interval met of `figure` is `width` wide, or no move helps.
    pub fn widen(&mut self, bounds: &Bounds, figure: usize, width: i32) -> bool {
        for way in [Way::Up, Way::Down] {
            while self.width(figure) < width {
                let goal = match way {
                    Way::Up => self.least[figure] + width - self.value[figure],
                    Way::Down => self.value[figure] - (self.most[figure] - width),
                };
                if !self.step(bounds, figure, way, goal) {
                    break;
                }
            }
        }
        self.width(figure) >= width
    }

    /// Moves `figure` a little, up or down, wherever that leads.
    pub fn stray(&mut self, bounds: &Bounds, figure: usize, up: bool) {
        self.step(bounds, figure, if up { Way::Up } else { Way::Down }, 3);
    }

    /// One move that brings `figure` by at most `goal` along its way, the simplest that is possible.
    fn step(&mut self, bounds: &Bounds, figure: usize, way: Way, goal: i32) -> bool {
        let starts = self.starts(bounds, figure, way);
        let axes = self.lattice.trees.len();
        let mut sets: Vec<u32> = (0..1 << axes).filter(|set: &u32| set.count_ones() <= 3).collect();
        sets.sort_by_key(|set| set.count_ones());
        for set in sets {
            for &leaf in &starts {
                let aim = Aim { figure, leaf, axes: set, way, goal };
                if self.search(bounds, &aim, &mut Vec::with_capacity(axes)) {
                    return true;
                }
            }
        }
        false
    }

    /// Finest figures of `figure` that have room themselves, few of them.
    fn starts(&self, bounds: &Bounds, figure: usize, way: Way) -> Vec<usize> {
        let mut starts = vec![0];
        for axis in self.lattice.axes() {
            let leaves = self.lattice.trees[axis].leaves_under(self.lattice.node(figure, axis));
            let stride = self.lattice.stride(axis);
            starts =
                starts.iter().flat_map(|base| leaves.iter().map(move |leaf| base + leaf * stride)).take(4096).collect();
        }
        starts.retain(|leaf| self.room(bounds, *leaf, way) > 0);
        starts.sort_by_key(|leaf| std::cmp::Reverse(self.room(bounds, *leaf, way)));
        starts.truncate(TRIED);
        starts
    }

    fn room(&self, bounds: &Bounds, figure: usize, way: Way) -> i32 {
        match way {
            Way::Up => bounds.high[figure] - self.value[figure],
            Way::Down => self.value[figure] - bounds.low[figure],
        }
    }

    /// Completes the strips axis by axis, then moves if there is room.
    fn search(&mut self, bounds: &Bounds, aim: &Aim, strips: &mut Vec<Strip>) -> bool {
        let axis = strips.len();
        if axis == self.lattice.trees.len() {
            return self.make(bounds, aim, strips);
        }
        let lattice = self.lattice;
        let (tree, stride) = (&lattice.trees[axis], lattice.stride(axis));
        let own = tree.chain(lattice.node(aim.leaf, axis));
        let until = |chain: &[usize], end: Option<usize>, sign| -> Strip {
            chain.iter().take_while(|node| Some(**node) != end).map(|node| (node * stride, sign)).collect()
        };
        if aim.axes & 1 << axis == 0 {
            return self.with(bounds, aim, strips, until(own, None, true));
        }
        let kept = lattice.node(aim.figure, axis);
        let first = own.iter().position(|node| *node == kept).expect("the leaf is part of the figure");
        let mut tried = 0;
        for pair in own[first..].windows(2) {
            let (inner, outer) = (pair[0], pair[1]);
            for &other in tree.leaves_under(outer).iter().filter(|leaf| !tree.chain(**leaf).contains(&inner)) {
                if self.room(bounds, lattice.moved(aim.leaf, axis, other), aim.way.back()) == 0 {
                    continue;
                }
                let strip = [until(own, Some(outer), true), until(tree.chain(other), Some(outer), false)].concat();
                if self.with(bounds, aim, strips, strip) {
                    return true;
                }
                tried += 1;
                if tried == TRIED {
                    return false;
                }
            }
        }
        false
    }

    fn with(&mut self, bounds: &Bounds, aim: &Aim, strips: &mut Vec<Strip>, strip: Strip) -> bool {
        strips.push(strip);
        let moved = self.search(bounds, aim, strips);
        strips.pop();
        moved
    }

    fn make(&mut self, bounds: &Bounds, aim: &Aim, strips: &[Strip]) -> bool {
        let mut by = aim.goal;
        let possible = each(strips, 0, true, &mut |figure, along| {
            by = by.min(self.room(bounds, figure, if along { aim.way } else { aim.way.back() }));
            by > 0
        });
        if !possible {
            return false;
        }
        each(strips, 0, true, &mut |figure, along| {
            self.value[figure] += if along == (aim.way == Way::Up) { by } else { -by };
            self.least[figure] = self.least[figure].min(self.value[figure]);
            self.most[figure] = self.most[figure].max(self.value[figure]);
            true
        });
        true
    }
}

/// Visits all that a move changes, until the visitor has seen enough.
fn each(strips: &[Strip], base: usize, sign: bool, visit: &mut impl FnMut(usize, bool) -> bool) -> bool {
    let Some((strip, rest)) = strips.split_first() else { return visit(base, sign) };
    strip.iter().all(|(offset, part)| each(rest, base + offset, sign == *part, visit))
}
