//! A filled grid read as the rows of an answer.

use crate::field::unfold_acts;
use crate::grid::Cell;
use crate::plan::{Axis, Plan};
use crate::question::{Key, Row};

/// The rows of a grid, sorted by their keys because the keys of each axis are.
pub(crate) fn read<C: Cell>(plan: &Plan, grid: &[C]) -> Vec<Row> {
    let [firsts, seconds] = [groups(plan.axes[0].as_ref()), groups(plan.axes[1].as_ref())];
    // Room for every cell, so that millions of rows are written once and never moved; pages that stay empty cost nothing.
    let mut rows = Vec::with_capacity(firsts.len() * seconds.len());
    for (first, a) in &firsts {
        for (second, b) in &seconds {
            let mut sum = C::default();
            match (a, b) {
                (Shares::One(a), Shares::One(b)) => sum = grid[a + b],
                _ => a.iter().for_each(|a| b.iter().for_each(|b| sum.merge(grid[a + b]))),
            }
            let (value, n, known) = sum.read();
            if n > 0 {
                rows.push(Row { keys: [*first, *second], value, n, known });
            }
        }
    }
    rows.shrink_to_fit();
    rows
}

/// A key's shares of the cell number: one, but for acts, which gather every set that holds them.
enum Shares {
    One(usize),
    Sets(Vec<usize>),
}

impl Shares {
    fn iter(&self) -> impl Iterator<Item = usize> {
        let shares = match self {
            Shares::One(share) => std::slice::from_ref(share),
            Shares::Sets(shares) => shares,
        };
        shares.iter().copied()
    }
}

/// Each key of an axis with its shares.
fn groups(axis: Option<&Axis>) -> Vec<(Key, Shares)> {
    match axis {
        None => vec![(Key::All, Shares::One(0))],
        Some(axis) if axis.is_acts() => {
            let sets = |act| (0..axis.keys.len()).filter(move |set| unfold_acts(*set).any(|key| key == act));
            let shares = |act| sets(act).map(|set| set * axis.stride).collect();
            (0..8).map(|act| (Key::Code(act as i32), Shares::Sets(shares(act)))).collect()
        }
        Some(axis) => {
            let shares = axis.keys.iter().zip(0..);
            shares.map(|(key, at): (_, usize)| (Key::Code(*key), Shares::One(at * axis.stride))).collect()
        }
    }
}
