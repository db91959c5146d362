//! All places, and close together what every question asks of each.
//!
//! A question about a whole network looks at thousands of places whose facts lie far apart: every look is a wait for memory. What it
//! asks of all of them before it reads any (which days, how many rows, whether some came late or were imported) therefore stands in one
//! dense list, read from end to end.
//!
//! # Invariants
//! - The list is sorted by number; the facts themselves stay in the order in which their places came, so that a new place moves none.
//! - An outline always equals [`Outline::of`] its place: [`Places::change`] is the only way to a place's facts, and works it out anew.

use crate::columns::DayColumns;
use crate::day::Day;
use crate::imported::{CountedMeasure, Imported};
use crate::values::push;

/// All that is known of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceFacts {
    pub visits: DayColumns,
    pub requests: DayColumns,
    pub imported: Imported,
}

impl PlaceFacts {
    pub fn columns(&self, counted: CountedMeasure) -> &DayColumns {
        match counted {
            CountedMeasure::Visits => &self.visits,
            CountedMeasure::Requests => &self.requests,
        }
    }

    fn memory(&self) -> usize {
        self.visits.memory() + self.requests.memory() + self.imported.memory()
    }
}

/// What every question asks of the visits, or of the requests, of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The first and last day that hold or held a fact.
    pub days: Option<(Day, Day)>,
    /// The first and last day that hold an imported count.
    pub imported: Option<(Day, Day)>,
    pub rows: u32,
    /// Some rows wait in the tail, which the index does not know.
    pub late: bool,
}

impl Outline {
    fn of(facts: &PlaceFacts, counted: CountedMeasure) -> Outline {
        let columns = facts.columns(counted);
        Outline {
            days: columns.extent(),
            imported: facts.imported.extent(counted),
            rows: columns.len() as u32,
            late: !columns.tail.is_empty(),
        }
    }
}

#[derive(Clone, Debug)]
struct Entry {
    number: u32,
    /// Where its facts are.
    at: u32,
    outlines: [Outline; CountedMeasure::ALL.len()],
}

/// One place as a question sees it: the outline is that of what the question counts.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub number: u32,
    pub outline: &'a Outline,
    pub facts: &'a PlaceFacts,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    entries: Vec<Entry>,
    facts: Vec<PlaceFacts>,
}

impl Places {
    /// Every place, in order.
    pub fn all(&self, counted: CountedMeasure) -> impl Iterator<Item = Place<'_>> {
        self.entries.iter().map(move |entry| self.place(entry, counted))
    }

    pub fn get(&self, number: u32, counted: CountedMeasure) -> Option<Place<'_>> {
        self.position(number).ok().map(|at| self.place(&self.entries[at], counted))
    }

    pub fn facts(&self, number: u32) -> Option<&PlaceFacts> {
        self.position(number).ok().map(|at| &self.facts[self.entries[at].at as usize])
    }

    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().map(|entry| entry.number)
    }

    /// How many facts all places hold.
    pub fn total(&self) -> usize {
        self.entries.iter().flat_map(|entry| &entry.outlines).map(|outline| outline.rows as usize).sum()
    }

    /// Changes the facts of a place, which is there from now on.
    pub fn change<R>(&mut self, number: u32, change: impl FnOnce(&mut PlaceFacts) -> R) -> R {
        let at = self.position(number).unwrap_or_else(|at| {
            push(&mut self.facts, PlaceFacts::default());
            let facts = &self.facts[self.facts.len() - 1];
            self.entries.insert(at, Entry { number, at: self.facts.len() as u32 - 1, outlines: outlines(facts) });
            at
        });
        let entry = &mut self.entries[at];
        let facts = &mut self.facts[entry.at as usize];
        let result = change(facts);
        entry.outlines = outlines(facts);
        result
    }

    /// Every place with all its facts, in order.
    pub fn into_all(self) -> impl Iterator<Item = (u32, PlaceFacts)> {
        let Places { entries, mut facts } = self;
        entries.into_iter().map(move |entry| (entry.number, std::mem::take(&mut facts[entry.at as usize])))
    }

    /// Bytes held, spare room included.
    pub fn memory(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + self.facts.capacity() * size_of::<PlaceFacts>()
            + self.facts.iter().map(PlaceFacts::memory).sum::<usize>()
    }

    fn position(&self, number: u32) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&number, |entry| entry.number)
    }

    fn place<'a>(&'a self, entry: &'a Entry, counted: CountedMeasure) -> Place<'a> {
        let outline = &entry.outlines[usize::from(counted.code()) - 1];
        Place { number: entry.number, outline, facts: &self.facts[entry.at as usize] }
    }
}

/// In the order of the codes.
fn outlines(facts: &PlaceFacts) -> [Outline; CountedMeasure::ALL.len()] {
    std::array::from_fn(|at| Outline::of(facts, CountedMeasure::ALL[at]))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::codes::{Kind, Source};
    use crate::fact::Fact;
    use crate::imported::DailyCount;
    use crate::tally::{Tally, ThemeFamilies};

    proptest! {
        #[test]
        fn an_outline_is_always_that_of_its_place(
            steps in vec((0u32..40, 0usize..4, 9_800i32..9_810, 0usize..2, 0u32..3), 0..200)
        ) {
            let mut tally = Tally::new(ThemeFamilies::default());
            for (place, step, day, kind, n) in steps {
                let fact = Fact::new(Kind::ALL[kind], Day(day), Source::Counter);
                match step {
                    0 => tally.add(place, &fact),
                    1 => tally.load(place, &fact.pack().repeat(n as usize)).expect("packed facts load"),
                    2 => tally.subtract(place, &fact).unwrap_or_default(),
                    _ => tally.set_count(place, DailyCount { day: Day(day), measure: CountedMeasure::ALL[kind], n }),
                }
                let Places { entries, facts } = &tally.places;
                prop_assert!(entries.is_sorted_by(|one, next| one.number < next.number));
                prop_assert_eq!(entries.len(), facts.len());
                for entry in entries {
                    prop_assert_eq!(entry.outlines, outlines(&facts[entry.at as usize]));
                }
            }
        }
    }
}
