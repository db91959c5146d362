//! Requests sorted into the categories of a frame, in one pass over the facts of places.

use crate::frame::Sorter;
use kernel::{Day, PlaceId};
use std::collections::BTreeMap;
use tally::{Support, Tally};

/// What is sorted.
pub struct Wanted<'a> {
    /// In these places.
    pub places: &'a [PlaceId],
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Only requests for these operators; all when empty.
    pub operators: &'a [u16],
}

/// Supports, not known first.
pub const SUPPORTS: usize = Support::ALL.len() + 1;

/// What one category holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// Requests by support; the first are those whose support is not known.
    pub by_support: [u64; SUPPORTS],
    /// Requests by month (`year × 12 + month − 1`).
    pub by_month: BTreeMap<i32, u64>,
}

impl Category {
    /// All its requests.
    pub fn n(&self) -> u64 {
        self.by_support.iter().sum()
    }
}

/// Every request of the period in its category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// In the order of the frame.
    pub categories: Vec<Category>,
    /// What no rule takes.
    pub fallen: Category,
    /// What that is: requests by (theme, operator).
    pub fallen_as: BTreeMap<(u16, u16), u64>,
}

impl Sorted {
    /// Sorts. Two threads share the places: a year of the whole network is some nine million facts.
    pub fn of(tally: &Tally, sorter: &Sorter, wanted: &Wanted) -> Self {
        let (left, right) = wanted.places.split_at(wanted.places.len() / 2);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| Self::some(tally, sorter, &Wanted { places: left, ..*wanted }));
            let mut sorted = Self::some(tally, sorter, &Wanted { places: right, ..*wanted });
            sorted.add(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            sorted
        })
    }

    fn some(tally: &Tally, sorter: &Sorter, wanted: &Wanted) -> Self {
        let (from, to) = (tally::Day(wanted.from.0), tally::Day(wanted.to.0));
        let first = month_of(from);
        let months = usize::try_from(month_of(to) - first + 1).unwrap_or(0);
        let fallen = sorter.categories().len();
        // One row a category and one for what falls: its supports, then its months.
        let width = SUPPORTS + months;
        let mut counts = vec![0_u64; (fallen + 1) * width];
        let mut fallen_as: BTreeMap<(u16, u16), u64> = BTreeMap::new();
        for place in wanted.places {
            let (mut day, mut month) = (tally::Day(i32::MIN), 0);
            let number = u32::try_from(place.0).unwrap_or(u32::MAX);
            for fact in tally.requests(number, from..=to, wanted.operators) {
                if fact.day != day {
                    (day, month) = (fact.day, usize::try_from(month_of(fact.day) - first).unwrap_or(0));
                }
                let category = sorter.sort(*place, &fact).map_or(fallen, usize::from);
                if category == fallen {
                    *fallen_as.entry((fact.theme, fact.operator)).or_default() += 1;
                }
                let row = &mut counts[category * width..][..width];
                row[fact.support.map_or(0, |support| usize::from(support.code()))] += 1;
                row[SUPPORTS + month] += 1;
            }
        }
        let mut categories = counts.chunks_exact(width).map(|row| {
            let by_month = (first..).zip(&row[SUPPORTS..]).filter(|(_, n)| **n > 0).map(|(month, n)| (month, *n));
            Category { by_support: std::array::from_fn(|at| row[at]), by_month: by_month.collect() }
        });
        let fallen = categories.next_back().unwrap_or_default();
        Self { categories: categories.collect(), fallen, fallen_as }
    }

    fn add(&mut self, other: Self) {
        for (mine, theirs) in self.all_mut().zip(other.categories.iter().chain([&other.fallen])) {
            mine.by_support.iter_mut().zip(theirs.by_support).for_each(|(mine, theirs)| *mine += theirs);
            theirs.by_month.iter().for_each(|(month, n)| *mine.by_month.entry(*month).or_default() += n);
        }
        other.fallen_as.into_iter().for_each(|(as_what, n)| *self.fallen_as.entry(as_what).or_default() += n);
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Category> {
        self.categories.iter_mut().chain([&mut self.fallen])
    }

    /// All requests.
    pub fn n(&self) -> u64 {
        self.categories.iter().map(Category::n).sum::<u64>() + self.fallen.n()
    }
}

/// `year × 12 + month − 1`.
pub fn month_of(day: tally::Day) -> i32 {
    let date = Day(day.0).date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}
