//! A small network made of a seed, and a reader who knows every rule and solves linear programs against what was published.

use std::collections::BTreeSet;

use insight::disclosure::*;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

pub const SECRET: [u8; 32] = *b"a secret of the tests, 32 bytes.";

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Seeded(pub u64);

impl Seeded {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.unit()).ln()
    }

    pub fn poisson(&mut self, mean: f64) -> u32 {
        let mut left = mean;
        let mut count = 0;
        loop {
            left -= self.exponential();
            if left < 0.0 {
                return count;
            }
            count += 1;
        }
    }
}

#[derive(Clone, Debug)]
pub struct World {
    pub places: Vec<(String, String, String, bool)>,
    pub categories: Vec<(String, Option<String>, bool)>,
    pub grain: Grain,
    pub over: usize,
    pub cells: Vec<(Address, Counts)>,
}

/// How large a world is, and how many visits a cell has about.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub places: usize,
    pub departement: usize,
    pub categories: usize,
    pub grain: Grain,
    pub mean: f64,
}

impl World {
    /// Places of unlike sizes and categories of unlike weights, as in the method's own script.
    pub fn new(seed: u64, size: Size) -> Self {
        let mut seeded = Seeded(seed);
        let place = |n: usize| {
            let departement = n / size.departement;
            (format!("p{n}"), format!("d{departement}"), format!("r{}", departement / 3), n % 7 == 3)
        };
        let category = |n: usize| (format!("c{n}"), (size.categories > 4).then(|| format!("g{}", n % 2)), n == 5);
        let places: Vec<_> = (0..size.places).map(place).collect();
        let sizes: Vec<f64> = places.iter().map(|_| 0.3 + 0.7 * seeded.exponential()).collect();
        let weights: Vec<f64> = (0..size.categories).map(|_| 0.2 + 0.8 * seeded.exponential()).collect();
        let mut cells = vec![];
        for (place, size_of_place) in sizes.iter().enumerate() {
            for (category, weight) in weights.iter().enumerate() {
                for period in 0..size.grain.a_year() {
                    let visits = seeded.poisson(size.mean * size_of_place * weight);
                    let key = seeded.next();
                    let most = visits * (50 + seeded.below(46) as u32) / 100;
                    let yes = visits * seeded.below(101) as u32 / 100;
                    let suppliers = vec![(seeded.below(3) as i64, most), (3, visits - most)];
                    let counts = Counts {
                        visits,
                        key,
                        suppliers,
                        yes,
                        yes_key: seeded.next(),
                        minutes: u64::from(visits) * 9,
                        timed: visits,
                    };
                    cells.push((Address { place, category, crossings: [0, 0], period }, counts));
                }
            }
        }
        let categories = (0..size.categories).map(category).collect();
        Self { places, categories, grain: size.grain, over: size.grain.a_year(), cells }
    }

    pub fn table(&self, revision: u32) -> Table {
        let places: Vec<_> = self
            .places
            .iter()
            .map(|(code, departement, region, single)| Place { code, departement, region, single_agent: *single })
            .collect();
        let categories: Vec<_> = self
            .categories
            .iter()
            .map(|(code, group, sensitive)| Category { code, group: group.as_deref(), sensitive: *sensitive })
            .collect();
        let scope = Scope { name: "partner 3".into(), about: Some(3), revision };
        let ratios = RatioLevel {
            geography: Detail::Finest,
            category: Detail::All,
            crossings: [Detail::All; 2],
            period: Detail::Finest,
        };
        let calendar = Calendar::new(2026, self.grain, self.over).unwrap();
        let geography = Geography::new("network", &places).unwrap();
        let mut table =
            Table::new(scope, geography, Categories::new("all", &categories).unwrap(), vec![], calendar, ratios)
                .unwrap();
        for (at, counts) in self.cells.iter().filter(|(at, _)| at.period < self.over) {
            table.add(*at, counts).unwrap();
        }
        table
    }

    pub fn release(&self) -> Release {
        release(self.table(0), &Policy::METHOD, &Secret::new(SECRET), None).unwrap()
    }

    pub fn visits(&self, cells: &BTreeSet<usize>) -> u32 {
        cells.iter().map(|cell| self.cells[*cell].1.visits).sum()
    }

    /// Which of the cells a figure sums, worked out from the codes alone.
    pub fn cells_of(&self, at: &[&str]) -> BTreeSet<usize> {
        let [place, category, period] = at else { panic!("three axes") };
        let quarter = |month: usize| if self.grain == Grain::Month { month / 3 } else { month };
        let inside = |address: &Address| {
            let (code, departement, region, _) = &self.places[address.place];
            let (what, group, _) = &self.categories[address.category];
            let year = *period == "2026" || *period == format!("2026-T{}", quarter(address.period) + 1);
            ["network", code, departement, region].contains(place)
                && (*category == "all" || category == what || group.as_deref() == Some(*category))
                && (year || *period == format!("2026-{:02}", address.period + 1))
        };
        (0..self.cells.len()).filter(|cell| inside(&self.cells[*cell].0)).collect()
    }
}

/// One figure as a reader sees it: what it sums, what is known of it, and whether it must be protected.
pub struct Known {
    pub at: Vec<String>,
    pub cells: BTreeSet<usize>,
    pub low: f64,
    pub high: f64,
    pub withheld: bool,
}

/// All that a reader of the release can write down.
pub fn known(world: &World, release: &Release) -> Vec<Known> {
    let alone: BTreeSet<usize> =
        (0..world.cells.len()).filter(|cell| world.places[world.cells[*cell].0.place].3).collect();
    let known = |figure: Figure<'_>| {
        let cells = world.cells_of(&figure.at);
        let could_be_idle = figure.at[2] != "2026" && !cells.is_disjoint(&alone);
        let (low, high, withheld) = match figure.answer {
            Answer::Released(0) => (0.0, 0.0, false),
            Answer::Released(told) => ((f64::from(told) - 4.0).max(11.0), f64::from(told) + 4.0, false),
            Answer::Withheld(Why::Protected) if !could_be_idle => (1.0, f64::INFINITY, true),
            Answer::Withheld(_) => (0.0, f64::INFINITY, true),
        };
        Known { cells, at: figure.at.iter().map(|code| (*code).to_owned()).collect(), low, high, withheld }
    };
    release.figures().map(known).collect()
}

/// The interval of the sum of `cells`, exactly, by linear programming over all that is known.
pub fn interval(known: &[Known], size: usize, cells: &BTreeSet<usize>) -> (f64, f64) {
    let bound = |direction| {
        let mut problem = Problem::new(direction);
        let mut bounds = vec![(0.0f64, f64::INFINITY); size];
        for figure in known.iter().filter(|figure| figure.cells.len() == 1) {
            let cell = *figure.cells.first().unwrap();
            bounds[cell] = (bounds[cell].0.max(figure.low), bounds[cell].1.min(figure.high));
        }
        let counts: Vec<_> = (0..size)
            .map(|cell| problem.add_var(if cells.contains(&cell) { 1.0 } else { 0.0 }, bounds[cell]))
            .collect();
        let mut sums = BTreeSet::new();
        for figure in known.iter().filter(|figure| figure.cells.len() > 1) {
            let sum: Vec<_> = figure.cells.iter().map(|cell| (counts[*cell], 1.0)).collect();
            if figure.high.is_finite() && sums.insert((&figure.cells, figure.low as u64, figure.high as u64)) {
                problem.add_constraint(&sum, ComparisonOp::Le, figure.high);
            }
            if figure.low > 1.0 {
                problem.add_constraint(&sum, ComparisonOp::Ge, figure.low);
            }
        }
        match problem.solve() {
            Ok(solved) => solved.into_solution().unwrap().objective(),
            Err(microlp::Error::Unbounded) => f64::INFINITY,
            Err(error) => panic!("{error}"),
        }
    };
    (bound(OptimizationDirection::Minimize), bound(OptimizationDirection::Maximize))
}

/// Whether a figure must be protected: it is withheld, and not all of it lies within figures told to be 0.
pub fn protected(known: &[Known], figure: &Known) -> bool {
    let told_empty = |cell| known.iter().any(|total| total.high == 0.0 && total.cells.contains(cell));
    figure.withheld && !(figure.low == 0.0 && figure.cells.iter().all(told_empty))
}

/// Widths of all withheld figures, by linear programming; without bound for those that hold nobody.
pub fn widths(known: &[Known], size: usize) -> Vec<f64> {
    let width = |figure: &Known| {
        if !protected(known, figure) {
            return f64::INFINITY;
        }
        let (low, high) = interval(known, size, &figure.cells);
        high - low
    };
    known.iter().filter(|figure| figure.withheld).map(width).collect()
}
