//! From a question to its answer: plan, fill the grid, put the imported counts in their place.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::columns::DayColumns;
use crate::day::Day;
use crate::grid::{self, Cell, Grid};
use crate::imported::CountedMeasure;
use crate::open_days::open_days;
use crate::plan::{Axis, Plan, SKIP, day_key};
use crate::question::{Answer, BadQuestion, Dimension, Key, Measure, Question, Row};
use crate::rows;
use crate::scan::{Gather, Scratch, scan};
use crate::tally::{PlaceFacts, Tally};

impl Measure {
    fn columns(self, facts: &PlaceFacts) -> &DayColumns {
        match self {
            Measure::Visits | Measure::OpenDays => &facts.visits,
            Measure::Requests | Measure::Minutes => &facts.requests,
        }
    }

    fn imported(self) -> CountedMeasure {
        match self {
            Measure::Visits | Measure::OpenDays => CountedMeasure::Visits,
            Measure::Requests | Measure::Minutes => CountedMeasure::Requests,
        }
    }
}

impl Tally {
    /// Answers a question.
    pub fn ask(&self, question: &Question) -> Result<Answer, BadQuestion> {
        if question.from > question.to {
            return Err(BadQuestion::Backwards);
        }
        if question.by[0].is_some() && question.by[0] == question.by[1] {
            return Err(BadQuestion::CutTwice);
        }
        let (numbers, places): (Vec<u32>, Vec<&PlaceFacts>) = self.named(question).into_iter().unzip();
        if let Some(place) = numbers.last().filter(|place| i32::try_from(**place).is_err()) {
            return Err(BadQuestion::PlaceTooLarge(*place));
        }
        let Some(days) = extent(question, &places) else { return Ok(Answer::default()) };
        let plan = Plan::new(self, question, days.start().0..days.end().0 + 1, &numbers)?;
        let mut rows = self.rows(&plan, question.measure, &places, &days);
        let undetailed = imported(&plan, question.measure, &numbers, &places, &days, &mut rows);
        Ok(Answer { rows, undetailed })
    }

    /// The places a question names, in order.
    fn named(&self, question: &Question) -> Vec<(u32, &PlaceFacts)> {
        let mut places: Vec<_> = match &question.places {
            Some(asked) => asked.iter().filter_map(|place| Some((*place, self.places.get(place)?))).collect(),
            None => self.places.iter().map(|(place, facts)| (*place, facts)).collect(),
        };
        places.sort_unstable_by_key(|(place, _)| *place);
        places.dedup_by_key(|(place, _)| *place);
        for filter in question.filters.iter().filter(|filter| filter.dimension == Dimension::Place) {
            places.retain(|(place, _)| filter.codes.contains(place));
        }
        places
    }

    fn rows(&self, plan: &Plan, measure: Measure, places: &[&PlaceFacts], days: &RangeInclusive<Day>) -> Vec<Row> {
        match measure {
            Measure::Minutes => self.scanned::<[u64; 2]>(plan, measure, places, days),
            Measure::Visits | Measure::Requests => self.scanned::<u32>(plan, measure, places, days),
            Measure::OpenDays => {
                let fill = |place: &PlaceFacts, base, scratch: &mut Scratch, cells: &mut Grid<u32>| {
                    open_days(plan, place, days, base, scratch, cells);
                };
                rows::read(plan, &grid::fill(plan, places, size(plan, measure, places, days), self.threads, fill))
            }
        }
    }

    fn scanned<C: Cell>(
        &self,
        plan: &Plan,
        measure: Measure,
        places: &[&PlaceFacts],
        days: &RangeInclusive<Day>,
    ) -> Vec<Row>
    where
        for<'a> Grid<'a, C>: Gather,
    {
        let fill = |place: &PlaceFacts, base, scratch: &mut Scratch, cells: &mut Grid<C>| {
            let facts = measure.columns(place);
            let spans = facts.between(*days.start(), *days.end());
            scan(plan, facts, (days.clone(), spans), base, scratch, cells);
        };
        rows::read(plan, &grid::fill(plan, places, size(plan, measure, places, days), self.threads, fill))
    }
}

/// About how many rows there may be to read: enough to know whether a second thread is worth its start. Places that the index answers
/// whole have none.
fn size(plan: &Plan, measure: Measure, places: &[&PlaceFacts], days: &RangeInclusive<Day>) -> usize {
    let whole =
        |facts: &DayColumns| facts.extent().is_none_or(|(first, last)| days.contains(&first) && days.contains(&last));
    let indexed = plan.any_day && plan.one_column.is_some();
    let facts = places.iter().map(|place| measure.columns(place));
    facts.filter(|facts| !(indexed && whole(facts))).map(DayColumns::len).sum()
}

/// The part of the question's period in which there is anything to count.
fn extent(question: &Question, places: &[&PlaceFacts]) -> Option<RangeInclusive<Day>> {
    let extents = places.iter().flat_map(|place| {
        [question.measure.columns(place).extent(), place.imported.extent(question.measure.imported())]
    });
    let (first, last) = extents.flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (from, to) = (first.max(question.from), last.min(question.to));
    (from <= to).then_some(from..=to)
}

/// Puts the imported counts among the rows, where the question lets them; says how much they are in all.
fn imported(
    plan: &Plan,
    measure: Measure,
    numbers: &[u32],
    places: &[&PlaceFacts],
    days: &RangeInclusive<Day>,
    rows: &mut Vec<Row>,
) -> u64 {
    // Days are counted with the visits, once each, unless the cut is finer than the day.
    let already_there = measure == Measure::OpenDays && plan.counts_whole_days();
    let shown = plan.tests.is_empty() && measure != Measure::Minutes && !already_there;
    let mut sums: BTreeMap<[Key; 2], u64> = BTreeMap::new();
    let mut undetailed = 0;
    for (number, place) in numbers.iter().zip(places) {
        let counts = place.imported.of(measure.imported(), *days.start(), *days.end());
        for (day, n) in counts.filter(|(day, _)| plan.day_cell(*day) != SKIP) {
            let n = if measure == Measure::OpenDays { 1 } else { u64::from(n) };
            undetailed += n;
            if shown {
                let keys = [0, 1].map(|at| key_of_count(plan.axes[at].as_ref(), *number, day));
                *sums.entry(keys).or_default() += n;
            }
        }
    }
    if !sums.is_empty() {
        rows.extend(sums.into_iter().map(|(keys, n)| Row { keys, value: n, n, known: n }));
        rows.sort_unstable();
        rows.dedup_by(|later, kept| {
            let same = later.keys == kept.keys;
            if same {
                kept.value += later.value;
                kept.n += later.n;
                kept.known += later.known;
            }
            same
        });
    }
    undetailed
}

fn key_of_count(axis: Option<&Axis>, place: u32, day: Day) -> Key {
    match axis.map(|axis| axis.dimension) {
        None => Key::All,
        Some(Dimension::Place) => Key::Code(place as i32),
        Some(dimension) if dimension.of_the_day() => Key::Code(day_key(dimension, day)),
        Some(_) => Key::Undetailed,
    }
}
