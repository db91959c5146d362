//! The axes of a table, each a fixed list that the reader cannot change (R1): where, what, two crossings at most, and when.
//!
//! No day, filter or sum of one's own can be written with these types: a figure is a node of each axis, and nothing else.

use super::BadTable;
use super::tree::Tree;

/// A place and what it lies in, by their codes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Code of the place.
    pub code: &'a str,
    /// Code of its département.
    pub departement: &'a str,
    /// Code of its région.
    pub region: &'a str,
    /// Whether one agent only works there: the place is then told by the year and no finer (R7).
    pub single_agent: bool,
}

/// The network, its régions, their départements and the places: each of them is a figure's "where".
pub struct Geography(pub(super) Tree);

impl Geography {
    /// A geography of these places, in any order.
    ///
    /// # Errors
    /// [`BadTable::Empty`] without a place, [`BadTable::Twice`] when a code names two things.
    pub fn new(network: &str, places: &[Place<'_>]) -> Result<Self, BadTable> {
        let paths: Vec<_> = places.iter().map(|place| vec![place.region, place.departement, place.code]).collect();
        Tree::new(network, &paths, &places.iter().map(|place| place.single_agent).collect::<Vec<_>>()).map(Self)
    }
}

/// One category of the list.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    /// Its code.
    pub code: &'a str,
    /// The group whose total is told too.
    pub group: Option<&'a str>,
    /// Told for the network and the year only (R1): violence at home, asylum, over-indebtedness.
    pub sensitive: bool,
}

/// All categories, their groups if any, and each category.
pub struct Categories(pub(super) Tree);

impl Categories {
    /// The list of a table, in any order; `all` is the code of its total.
    ///
    /// # Errors
    /// [`BadTable::Empty`] without a category, [`BadTable::Twice`] when a code names two things.
    pub fn new(all: &str, categories: &[Category<'_>]) -> Result<Self, BadTable> {
        let paths: Vec<_> =
            categories.iter().map(|category| category.group.into_iter().chain([category.code]).collect()).collect();
        Tree::new(all, &paths, &categories.iter().map(|category| category.sensitive).collect::<Vec<_>>()).map(Self)
    }
}

/// A further cut: age bands, modes, outcomes. Its total and each of its values are told.
pub struct Crossing(pub(super) Tree);

impl Crossing {
    /// A crossing of these values; `all` is the code of its total.
    ///
    /// # Errors
    /// [`BadTable::Empty`] without a value, [`BadTable::Twice`] when a code names two things.
    pub fn new(all: &str, values: &[&str]) -> Result<Self, BadTable> {
        let paths: Vec<_> = values.iter().map(|value| vec![*value]).collect();
        Tree::new(all, &paths, &vec![false; values.len()]).map(Self)
    }
}

/// The finest period that a table tells; what is longer is told as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Months, quarters, the year.
    Month,
    /// Quarters and the year.
    Quarter,
    /// The year alone.
    Year,
}

impl Grain {
    /// How many of it make a year.
    #[must_use]
    pub fn a_year(self) -> usize {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }
}

/// A civil year and as much of it as is over. Periods that are not over are not told.
pub struct Calendar {
    pub(super) tree: Tree,
    pub(super) over: usize,
}

impl Calendar {
    /// The first `over` periods of `year`, counted in `grain`. The codes are `2026`, `2026-T1`, `2026-01`.
    ///
    /// # Errors
    /// [`BadTable::NoSuchPeriod`] when none is over, or more than a year has.
    pub fn new(year: i16, grain: Grain, over: usize) -> Result<Self, BadTable> {
        if over == 0 || over > grain.a_year() {
            return Err(BadTable::NoSuchPeriod);
        }
        let quarter = |n: usize| format!("{year}-T{}", n + 1);
        let paths: Vec<Vec<String>> = match grain {
            Grain::Month => (0..12).map(|month| vec![quarter(month / 3), format!("{year}-{:02}", month + 1)]).collect(),
            Grain::Quarter => (0..4).map(|n| vec![quarter(n)]).collect(),
            Grain::Year => vec![vec![]],
        };
        let paths: Vec<Vec<&str>> = paths.iter().map(|path| path.iter().map(String::as_str).collect()).collect();
        let tree = Tree::new(&year.to_string(), &paths, &vec![false; paths.len()])?;
        Ok(Self { tree, over })
    }

    /// Whether a period is over after the first `over` ones.
    pub(super) fn is_over(&self, node: usize, over: usize) -> bool {
        self.tree.leaves_under(node).iter().all(|leaf| self.tree.input_of(*leaf) < over)
    }
}
