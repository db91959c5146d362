//! From one table to another: what bounds a move, and what it changes.

/// What a reader can tell of each figure by itself: `low ≤ figure ≤ high`.
pub(super) struct Bounds {
    pub low: Vec<i32>,
    pub high: Vec<i32>,
    /// Whether the figure is told and may still be withheld: then it bounds nothing, at the price of its visits.
    pub may_yield: Vec<bool>,
}

/// Above any count, far from overflow.
pub(super) const UNBOUNDED: i32 = i32::MAX / 4;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

impl Way {
    pub fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// A move that is looked for: `figure` goes its way, through one of its finest figures and the boxes along `axes` (a set of bits).
#[derive(Clone, Copy)]
pub(super) struct Aim {
    pub figure: usize,
    pub leaf: usize,
    pub axes: u32,
    pub way: Way,
    /// The most that it goes; exactly so much where figures may yield.
    pub goal: i32,
    /// Whether figures that stand in the way may be withheld.
    pub yielding: bool,
}

impl Aim {
    /// The least that it goes.
    pub fn least(&self) -> i32 {
        if self.yielding { self.goal } else { 1 }
    }
}

/// The best move found.
pub(super) struct Found {
    pub aim: Aim,
    pub strips: Vec<Strip>,
    pub by: i32,
    /// Visits of the figures to withhold for it.
    pub price: i32,
}

/// Along one axis, which offsets a move changes and with which sign.
pub(super) type Strip = Vec<(usize, bool)>;

/// Visits all that a move changes, until the visitor has seen enough.
pub(super) fn each(strips: &[Strip], base: usize, sign: bool, visit: &mut impl FnMut(usize, bool) -> bool) -> bool {
    let Some((strip, rest)) = strips.split_first() else { return visit(base, sign) };
    strip.iter().all(|(offset, part)| each(rest, base + offset, sign == *part, visit))
}
