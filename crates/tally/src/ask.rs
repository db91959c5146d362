//! From a question to its answer: plan, fill the grid, put the imported counts in their place.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::block::{Gather, Scratch};
use crate::day::Day;
use crate::grid::{self, Cell, Grid};
use crate::imported::CountedMeasure;
use crate::open_days::open_days;
use crate::places::Place;
use crate::plan::{Axis, Plan, SKIP, day_key};
use crate::question::{Answer, BadQuestion, Dimension, Filter, Key, Measure, Question, Row};
use crate::rows;
use crate::scan::scan;
use crate::tally::Tally;
use crate::waited::Waited;

impl Measure {
    fn counted(self) -> CountedMeasure {
        if self.of_visits() { CountedMeasure::Visits } else { CountedMeasure::Requests }
    }
}

impl Tally {
    /// Answers a question.
    pub fn ask(&self, question: &Question) -> Result<Answer, BadQuestion> {
        if question.measure == Measure::Waiting {
            return self.ask_waiting(question);
        }
        if question.from > question.to {
            return Err(BadQuestion::Backwards);
        }
        if question.by[0].is_some() && question.by[0] == question.by[1] {
            return Err(BadQuestion::CutTwice);
        }
        let places = self.named(question);
        if let Some(last) = places.last().filter(|last| i32::try_from(last.number).is_err()) {
            return Err(BadQuestion::PlaceTooLarge(last.number));
        }
        let Some(days) = extent(question, &places) else { return Ok(Answer::default()) };
        let plan = Plan::new(self, question, days.start().0..days.end().0 + 1, &places)?;
        let mut rows = self.rows(&plan, question.measure, &places, &days);
        let undetailed = imported(&plan, question.measure, &places, &days, &mut rows);
        Ok(Answer { rows, undetailed })
    }

    /// Counts the visits of each class, and sums what the classes stand for: no loop over rows knows of a third cut.
    fn ask_waiting(&self, question: &Question) -> Result<Answer, BadQuestion> {
        let mut sums: BTreeMap<[Key; 2], Row> = BTreeMap::new();
        let mut undetailed = 0;
        for code in 0..=Waited::ALL.len() as u8 {
            let minutes = Waited::from_code(code).map(Waited::minutes);
            let mut of_class = Question { measure: Measure::Visits, ..question.clone() };
            of_class.filters.push(Filter { dimension: Dimension::Waited, codes: vec![code.into()] });
            let answer = self.ask(&of_class)?;
            undetailed = answer.undetailed;
            for Row { keys, n, .. } in answer.rows {
                let sum = sums.entry(keys).or_insert(Row { keys, value: 0, n: 0, known: 0 });
                sum.n += n;
                if let Some(minutes) = minutes {
                    sum.value += n * u64::from(minutes);
                    sum.known += n;
                }
            }
        }
        Ok(Answer { rows: sums.into_values().collect(), undetailed })
    }

    /// The places a question names, in order.
    fn named(&self, question: &Question) -> Vec<Place<'_>> {
        let counted = question.measure.counted();
        let mut places: Vec<_> = match &question.places {
            Some(asked) => asked.iter().filter_map(|place| self.places.get(*place, counted)).collect(),
            None => self.places.all(counted).collect(),
        };
        if question.places.is_some() {
            places.sort_unstable_by_key(|place| place.number);
            places.dedup_by_key(|place| place.number);
        }
        for filter in question.filters.iter().filter(|filter| filter.dimension == Dimension::Place) {
            places.retain(|place| filter.codes.contains(&place.number));
        }
        places
    }

    fn rows(&self, plan: &Plan, measure: Measure, places: &[Place], days: &RangeInclusive<Day>) -> Vec<Row> {
        match measure {
            Measure::Minutes | Measure::Service => self.scanned::<[u64; 2]>(plan, measure, places, days),
            Measure::Visits | Measure::Requests | Measure::Waiting => self.scanned::<u32>(plan, measure, places, days),
            Measure::OpenDays => {
                let fill = |places: &[(Place, u32)], scratch: &mut Scratch, cells: &mut Grid<u32>| {
                    places.iter().for_each(|(place, base)| open_days(plan, place.facts, days, *base, scratch, cells));
                };
                let size = places.iter().map(|place| place.outline.rows as usize).sum();
                rows::read(plan, &grid::fill(plan, places, size, self.threads, fill))
            }
        }
    }

    fn scanned<C: Cell>(&self, plan: &Plan, measure: Measure, places: &[Place], days: &RangeInclusive<Day>) -> Vec<Row>
    where
        for<'a> Grid<'a, C>: Gather,
    {
        let counted = measure.counted();
        let fill = |places: &[(Place, u32)], scratch: &mut Scratch, cells: &mut Grid<C>| {
            for days in plan.windows(days.clone(), size_of::<C>()) {
                gather(plan, counted, places, &days, scratch, cells);
            }
        };
        // About how many rows there may be to read: enough to know whether a second thread is worth its start.
        let read = places.iter().filter(|place| !is_indexed(plan, place, days));
        let size = read.map(|place| place.outline.rows as usize).sum();
        rows::read(plan, &grid::fill(plan, places, size, self.threads, fill))
    }
}

/// Counts these places between two days: by their index alone where it can answer, by their rows elsewhere.
fn gather<G: Gather>(
    plan: &Plan,
    counted: CountedMeasure,
    places: &[(Place, u32)],
    days: &RangeInclusive<Day>,
    scratch: &mut Scratch,
    grid: &mut G,
) {
    if let Some(one) = &plan.one_column {
        let whole = places.iter().filter(|(place, _)| is_indexed(plan, place, days));
        let indexes: Vec<_> = whole.map(|(place, base)| (&place.facts.columns(counted).index, *base)).collect();
        one.gather_totals(&indexes, grid);
    }
    for (place, base) in places {
        let is_indexed = is_indexed(plan, place, days);
        if !is_indexed || place.outline.late {
            let facts = place.facts.columns(counted);
            let sorted = if is_indexed { 0..0 } else { facts.days.between(*days.start(), *days.end()) };
            scan(plan, facts, (days.clone(), sorted), *base, scratch, grid);
        }
    }
}

/// Whether the index alone can say all there is to count of a place, late rows aside: none of its days is left out or apart.
fn is_indexed(plan: &Plan, place: &Place, days: &RangeInclusive<Day>) -> bool {
    let is_whole = |(first, last)| days.contains(&first) && days.contains(&last);
    plan.any_day && plan.one_column.is_some() && place.outline.days.is_none_or(is_whole)
}

/// The part of the question's period in which there is anything to count.
fn extent(question: &Question, places: &[Place]) -> Option<RangeInclusive<Day>> {
    let extents = places.iter().flat_map(|place| [place.outline.days, place.outline.imported]);
    let (first, last) = extents.flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (from, to) = (first.max(question.from), last.min(question.to));
    (from <= to).then_some(from..=to)
}

/// Puts the imported counts among the rows, where the question lets them; says how much they are in all.
fn imported(plan: &Plan, measure: Measure, places: &[Place], days: &RangeInclusive<Day>, rows: &mut Vec<Row>) -> u64 {
    // Days are counted with the visits, once each, unless the cut is finer than the day.
    let already_there = measure == Measure::OpenDays && plan.counts_whole_days();
    let shown = plan.tests.is_empty() && !measure.is_time() && !already_there;
    let mut sums: BTreeMap<[Key; 2], u64> = BTreeMap::new();
    let mut undetailed = 0;
    for place in places.iter().filter(|place| place.outline.imported.is_some()) {
        let counts = place.facts.imported.of(measure.counted(), *days.start(), *days.end());
        for (day, n) in counts.filter(|(day, _)| plan.day_cell(*day) != SKIP) {
            let n = if measure == Measure::OpenDays { 1 } else { u64::from(n) };
            undetailed += n;
            if shown {
                let keys = [0, 1].map(|at| key_of_count(plan.axes[at].as_ref(), place.number, day));
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
