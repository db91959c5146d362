//! The tally itself: facts by place, as a multiset.

use std::num::NonZero;
use std::ops::RangeInclusive;

use crate::columns::DayColumns;
use crate::day::Day;
use crate::fact::{BadFact, Fact};
use crate::imported::{CountedMeasure, DailyCount};
use crate::pack::{PACKED_LEN, Packed, column};
use crate::places::{PlaceFacts, Places};

/// Which family each theme belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeFamilies(Vec<u16>);

impl ThemeFamilies {
    /// The family of a theme; 0 when it has none.
    pub fn family(&self, theme: u16) -> u16 {
        self.0.get(usize::from(theme)).copied().unwrap_or(0)
    }
}

/// From (theme, family) pairs; the last wins.
impl FromIterator<(u16, u16)> for ThemeFamilies {
    fn from_iter<I: IntoIterator<Item = (u16, u16)>>(pairs: I) -> Self {
        let mut families = Vec::new();
        for (theme, family) in pairs {
            let theme = usize::from(theme);
            if families.len() <= theme {
                families.resize(theme + 1, 0);
            }
            families[theme] = family;
        }
        ThemeFamilies(families)
    }
}

/// The codes met so far in a two-byte column: they size the dense tables of a question. Never forgets, which only costs empty cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Vec<bool>);

impl Seen {
    fn insert(&mut self, code: u16) {
        let code = usize::from(code);
        if self.0.len() <= code {
            self.0.resize(code + 1, false);
        }
        self.0[code] = true;
    }

    /// In ascending order.
    pub fn codes(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().enumerate().filter(|(_, seen)| **seen).map(|(code, _)| code as u16)
    }
}

/// There is no such fact to take away: whoever follows the journal has lost its thread and must load the place anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

impl std::fmt::Display for NotThere {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "no such fact in this place")
    }
}

impl std::error::Error for NotThere {}

/// Every visit and request in memory, ready to be counted.
#[derive(Clone, Debug)]
pub struct Tally {
    pub(crate) families: ThemeFamilies,
    pub(crate) places: Places,
    pub(crate) themes: Seen,
    pub(crate) operators: Seen,
    pub(crate) threads: usize,
}

impl Tally {
    /// An empty tally, which will use every core for large questions.
    pub fn new(families: ThemeFamilies) -> Tally {
        Tally {
            families,
            places: Places::default(),
            themes: Seen::default(),
            operators: Seen::default(),
            // Asked once: it reads the limits of the process's control group, which takes longer than most questions.
            threads: std::thread::available_parallelism().map_or(1, NonZero::get),
        }
    }

    /// Uses at most this many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: NonZero<usize>) -> Tally {
        self.threads = threads.get();
        self
    }

    /// Replaces the families of the themes: the next question follows them.
    pub fn set_families(&mut self, families: ThemeFamilies) {
        self.families = families;
    }

    /// Adds one fact to a place.
    pub fn add(&mut self, place: u32, fact: &Fact) {
        let (day, row) = (fact.day.clamp(Day::MIN, Day::MAX), Packed::of(fact));
        self.see(&row);
        self.places.change(place, |facts| of_kind(facts, &row).add(day, row));
    }

    /// Takes one fact, equal in every field, away from a place.
    pub fn subtract(&mut self, place: u32, fact: &Fact) -> Result<(), NotThere> {
        let (day, row) = (fact.day.clamp(Day::MIN, Day::MAX), Packed::of(fact));
        self.places.facts(place).ok_or(NotThere)?;
        let was_there = self.places.change(place, |facts| of_kind(facts, &row).subtract(day, row));
        if was_there { Ok(()) } else { Err(NotThere) }
    }

    /// Adds a block of packed facts to a place, all or none.
    pub fn load(&mut self, place: u32, block: &[u8]) -> Result<(), BadFact> {
        let (packed, rest) = block.as_chunks::<PACKED_LEN>();
        if !rest.is_empty() {
            return Err(BadFact::Cut);
        }
        let mut visits = Vec::new();
        let mut requests = Vec::with_capacity(packed.len());
        for bytes in packed {
            let (day, row) = Packed::read(bytes)?;
            if row.is_visit() { visits.push((day, row)) } else { requests.push((day, row)) }
        }
        visits.iter().chain(&requests).for_each(|(_, row)| self.see(row));
        self.places.change(place, |facts| {
            facts.visits.load(visits);
            facts.requests.load(requests);
        });
        Ok(())
    }

    /// Sets, or with 0 takes away, an imported daily count.
    pub fn set_count(&mut self, place: u32, count: DailyCount) {
        self.places.change(place, |facts| facts.imported.set(count));
    }

    /// Takes in the places of another tally, which this one does not hold.
    pub fn join(&mut self, other: Tally) {
        other.places.into_all().for_each(|(place, facts)| self.put(place, facts));
    }

    pub(crate) fn put(&mut self, place: u32, facts: PlaceFacts) {
        for columns in [&facts.visits, &facts.requests] {
            columns.index.values(column::THEME).for_each(|theme| self.themes.insert(theme));
            columns.index.values(column::OPERATOR).for_each(|operator| self.operators.insert(operator));
            columns.tail.iter().for_each(|(_, row)| self.see(row));
        }
        self.places.change(place, |held| *held = facts);
    }

    /// Every fact of a place, visits first.
    pub fn facts(&self, place: u32) -> impl Iterator<Item = Fact> + '_ {
        let facts = self.places.facts(place).into_iter();
        let rows = facts.flat_map(|facts| facts.visits.rows().chain(facts.requests.rows()));
        rows.map(|(day, row)| row.fact(day).expect("only checked rows enter the columns"))
    }

    /// The requests of a place on some days, about these operators or, when none is named, all.
    pub fn requests<'a>(
        &'a self,
        place: u32,
        days: RangeInclusive<Day>,
        operators: &'a [u16],
    ) -> impl Iterator<Item = Fact> {
        let facts = self.places.facts(place).into_iter();
        let rows = facts.flat_map(move |facts| facts.requests.rows_of(days.clone(), operators));
        rows.map(|(day, row)| row.fact(day).expect("only checked rows enter the columns"))
    }

    /// The first day of a place that holds a visit or a request.
    pub fn first_day(&self, place: u32) -> Option<Day> {
        let facts = self.places.facts(place)?;
        facts.visits.first_day().into_iter().chain(facts.requests.first_day()).min()
    }

    /// The first day on which a place recorded a request: before it nothing is known of its themes.
    pub fn first_request(&self, place: u32) -> Option<Day> {
        self.places.facts(place)?.requests.first_day()
    }

    /// The first day of which a place tells anything, imported daily counts of visits included.
    pub fn began(&self, place: u32) -> Option<Day> {
        let imported = self.places.facts(place).and_then(|facts| facts.imported.extent(CountedMeasure::Visits));
        self.first_day(place).into_iter().chain(imported.map(|(first, _)| first)).min()
    }

    /// The places that hold something, in order.
    pub fn places(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.numbers()
    }

    /// How many facts a place holds, imported counts aside.
    pub fn count(&self, place: u32) -> usize {
        self.places.facts(place).map_or(0, |facts| facts.visits.len() + facts.requests.len())
    }

    /// How many facts all places hold.
    pub fn total(&self) -> usize {
        self.places.total()
    }

    /// Bytes held, spare room included.
    pub fn memory_bytes(&self) -> usize {
        self.places.memory()
    }

    fn see(&mut self, row: &Packed) {
        self.themes.insert(row.codes[column::THEME]);
        self.operators.insert(row.codes[column::OPERATOR]);
    }
}

fn of_kind<'a>(facts: &'a mut PlaceFacts, row: &Packed) -> &'a mut DayColumns {
    if row.is_visit() { &mut facts.visits } else { &mut facts.requests }
}
