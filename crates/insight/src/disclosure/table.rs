//! What is given to disclosure control: visits counted by cell, on fixed axes.

use std::collections::BTreeMap;

use super::axes::{Calendar, Categories, Crossing, Geography};
use super::lattice::Lattice;
use super::{BadTable, Identity};

/// Which series of tables this is, from one issue to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Its name, unlike that of any other series.
    pub name: String,
    /// The operator that the table is about: it may supply all of a cell (R7).
    pub about: Option<i64>,
    /// How often the series was issued anew for this year: 0 at first, then the number of the yearly revision.
    pub revision: u32,
}

/// A finest cell: positions in the lists that the axes were made of. A crossing that the table has not is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Position of the place.
    pub place: usize,
    /// Position of the category.
    pub category: usize,
    /// Positions of the values of the crossings.
    pub crossings: [usize; 2],
    /// Months (or quarters) since the year began.
    pub period: usize,
}

/// What a finest cell counts. Each visit stands in one cell: totals are sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Visits.
    pub visits: u32,
    /// Exclusive or of the random keys of these visits (R4).
    pub key: u64,
    /// Visits that concern each operator; a visit may concern several.
    pub suppliers: Vec<(i64, u32)>,
    /// Visits of which the rate's question is true.
    pub yes: u32,
    /// Exclusive or of the keys of those.
    pub yes_key: u64,
    /// Minutes of the visits that were timed.
    pub minutes: u64,
    /// Visits that were timed.
    pub timed: u32,
}

impl Counts {
    fn add(&mut self, other: &Self) -> Result<(), BadTable> {
        let sum = |a: u32, b: u32| a.checked_add(b).filter(|sum| *sum <= MOST_VISITS).ok_or(BadTable::TooMany);
        self.visits = sum(self.visits, other.visits)?;
        self.yes = sum(self.yes, other.yes)?;
        self.timed = sum(self.timed, other.timed)?;
        self.minutes = self.minutes.checked_add(other.minutes).ok_or(BadTable::TooMany)?;
        self.key ^= other.key;
        self.yes_key ^= other.yes_key;
        for &(operator, visits) in &other.suppliers {
            match self.suppliers.binary_search_by_key(&operator, |supplier| supplier.0) {
                Ok(at) => self.suppliers[at].1 = sum(self.suppliers[at].1, visits)?,
                Err(at) => self.suppliers.insert(at, (operator, visits)),
            }
        }
        Ok(())
    }
}

const MOST_VISITS: u32 = 1 << 28;

/// Whether an axis is summed or told leaf by leaf, where rates and means are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The total of the axis.
    All,
    /// Each of its leaves.
    Finest,
}

/// The one level at which rates and means are told: none contains another, so that none can be subtracted from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatioLevel {
    /// Network or places.
    pub geography: Detail,
    /// All categories or each.
    pub category: Detail,
    /// All values or each, for each crossing.
    pub crossings: [Detail; 2],
    /// The year or its finest periods.
    pub period: Detail,
}

/// A table before disclosure control. It never leaves the team.
pub struct Table {
    pub(super) scope: Scope,
    pub(super) lattice: Lattice,
    pub(super) calendar: Calendar,
    crossings: usize,
    ratios: Vec<Detail>,
    pub(super) cells: BTreeMap<usize, Counts>,
    total: Counts,
}

impl Table {
    /// An empty table. Its axes are those of the series and change with the year only.
    ///
    /// # Errors
    /// [`BadTable::TooManyCrossings`] beyond two; [`BadTable::RevisedEarly`] when a revision is asked before the year is over (R1);
    /// [`BadTable::TooMany`] when the axes make more than 2²⁸ figures.
    pub fn new(
        scope: Scope,
        geography: Geography,
        categories: Categories,
        crossings: Vec<Crossing>,
        calendar: Calendar,
        ratios: RatioLevel,
    ) -> Result<Self, BadTable> {
        if crossings.len() > 2 {
            return Err(BadTable::TooManyCrossings);
        }
        if scope.revision > 0 && calendar.over < calendar.tree.inputs() {
            return Err(BadTable::RevisedEarly);
        }
        let count = crossings.len();
        let mut trees = vec![geography.0, categories.0];
        trees.extend(crossings.into_iter().map(|crossing| crossing.0));
        trees.push(calendar.tree.clone());
        let figures = trees.iter().try_fold(1usize, |size, tree| size.checked_mul(tree.len()));
        if figures.is_none_or(|figures| figures > MOST_VISITS as usize) {
            return Err(BadTable::TooMany);
        }
        let mut levels = vec![ratios.geography, ratios.category];
        levels.extend(&ratios.crossings[..count]);
        levels.push(ratios.period);
        let lattice = Lattice::new(trees);
        Ok(Self {
            scope,
            lattice,
            calendar,
            crossings: count,
            ratios: levels,
            cells: BTreeMap::new(),
            total: Counts::default(),
        })
    }

    /// Adds what a cell counts to what it counted before.
    ///
    /// # Errors
    /// [`BadTable::NoSuchCell`]; [`BadTable::NoSuchPeriod`] when it is not over; [`BadTable::PartsBeyondVisits`] when the timed, the yes or
    /// the visits of an operator are more than the visits; [`BadTable::TooMany`] beyond 2²⁸ visits in all.
    pub fn add(&mut self, at: Address, counts: &Counts) -> Result<(), BadTable> {
        if at.period >= self.calendar.over {
            return Err(BadTable::NoSuchPeriod);
        }
        let parts = counts.suppliers.iter().map(|supplier| supplier.1).chain([counts.yes, counts.timed]);
        if parts.max() > Some(counts.visits) {
            return Err(BadTable::PartsBeyondVisits);
        }
        if at.crossings[self.crossings..].iter().any(|value| *value != 0) {
            return Err(BadTable::NoSuchCell);
        }
        let inputs =
            [at.place, at.category].into_iter().chain(at.crossings.into_iter().take(self.crossings)).chain([at.period]);
        let trees = &self.lattice.trees;
        let nodes = inputs.zip(trees).map(|(input, tree)| (input < tree.inputs()).then(|| tree.leaf(input)));
        let nodes: Option<Vec<usize>> = nodes.collect();
        let cell = self.lattice.figure(nodes.ok_or(BadTable::NoSuchCell)?);
        if counts.visits > 0 {
            self.total.add(&Counts { suppliers: vec![], ..counts.clone() })?;
            self.cells.entry(cell).or_default().add(counts)?;
        }
        Ok(())
    }

    /// The figure at the ratios' level that a cell is part of.
    pub(super) fn ratio_of(&self, cell: usize) -> usize {
        let node = |(axis, detail): (usize, &Detail)| match detail {
            Detail::All => 0,
            Detail::Finest => self.lattice.node(cell, axis),
        };
        self.lattice.figure(self.ratios.iter().enumerate().map(node))
    }

    /// What was counted in the first `over` periods, as one name.
    pub(super) fn identity(&self, over: usize) -> Identity {
        let mut hash = blake3::Hasher::new();
        let mut number = |n: u64| {
            hash.update(&n.to_le_bytes());
        };
        number(u64::from(self.scope.revision));
        number(self.scope.about.map_or(0, |about| about as u64));
        number(u64::from(self.scope.about.is_some()));
        number(over as u64);
        self.ratios.iter().for_each(|detail| number(*detail as u64));
        let period = self.lattice.trees.len() - 1;
        let told = |cell: usize| self.calendar.tree.input_of(self.lattice.node(cell, period)) < over;
        for (&cell, counts) in self.cells.iter().filter(|(cell, _)| told(**cell)) {
            let visits = [cell as u64, u64::from(counts.visits), counts.key, u64::from(counts.yes), counts.yes_key];
            let lengths = [counts.minutes, u64::from(counts.timed), counts.suppliers.len() as u64];
            visits.into_iter().chain(lengths).for_each(&mut number);
            counts.suppliers.iter().for_each(|(operator, visits)| {
                number(*operator as u64);
                number(u64::from(*visits));
            });
        }
        let mut text = |text: &str| {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        text(&self.scope.name);
        for tree in &self.lattice.trees {
            for node in 0..tree.len() {
                text(tree.code(node));
                text(&format!("{:?} {:?}", tree.parent(node), tree.mark(node)));
            }
            text("");
        }
        Identity(*hash.finalize().as_bytes())
    }
}
