//! What each figure of a table is, and by itself must be withheld.

use super::policy::{Policy, Secret};
use super::release::Cause;
use super::table::Table;
use super::tree::Mark;

pub(super) struct Sums {
    pub visits: Vec<i32>,
    key: Vec<u64>,
    /// The most visits that one other operator supplies.
    other: Vec<u32>,
}

impl Sums {
    pub fn of(table: &Table) -> Self {
        let size = table.lattice.size;
        let mut sums = Self { visits: vec![0; size], key: vec![0; size], other: vec![0; size] };
        let mut supplied: Vec<(i64, usize, u32)> = vec![];
        for (&cell, counts) in &table.cells {
            for figure in table.lattice.above(cell) {
                sums.visits[figure] += counts.visits as i32;
                sums.key[figure] ^= counts.key;
            }
            let others = counts.suppliers.iter().filter(|supplier| Some(supplier.0) != table.scope.about);
            supplied.extend(others.map(|&(operator, visits)| (operator, cell, visits)));
        }
        supplied.sort_unstable();
        let mut by_one = vec![0; size];
        for one in supplied.chunk_by(|a, b| a.0 == b.0) {
            for &(_, cell, visits) in one {
                for figure in table.lattice.above(cell) {
                    by_one[figure] += visits;
                    sums.other[figure] = sums.other[figure].max(by_one[figure]);
                }
            }
            one.iter().flat_map(|(_, cell, _)| table.lattice.above(*cell)).for_each(|figure| by_one[figure] = 0);
        }
        sums
    }

    /// R4.
    pub fn rounded(&self, figure: usize, policy: &Policy, secret: &Secret) -> u32 {
        secret.round(self.visits[figure] as u32, self.key[figure], policy.base)
    }

    /// Why a figure is withheld whatever its neighbours (R1, R2, R7).
    pub fn cause(&self, table: &Table, figure: usize, policy: &Policy) -> Option<Cause> {
        let lattice = &table.lattice;
        let node = |axis: usize| lattice.node(figure, axis);
        let period = lattice.trees.len() - 1;
        let beyond_network_and_year = lattice.axes().any(|axis| axis != 1 && node(axis) != 0);
        let visits = self.visits[figure] as u32;
        if lattice.trees[1].mark(node(1)) != Mark::None && beyond_network_and_year {
            return Some(Cause::Sensitive);
        }
        if lattice.trees[0].mark(node(0)) == Mark::Single && node(period) != 0 {
            return Some(Cause::SingleAgent);
        }
        if visits == 0 {
            return lattice.tells_of_an_agent(figure).then_some(Cause::Idle);
        }
        if visits < policy.threshold {
            return Some(Cause::Few);
        }
        (u64::from(self.other[figure]) * 100 > u64::from(policy.dominance_percent) * u64::from(visits))
            .then_some(Cause::Dominated)
    }
}
