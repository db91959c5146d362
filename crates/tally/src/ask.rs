//! From a question to its answer: plan, fill the grid, put the imported counts in their place.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::columns::DayColumns;
use crate::day::Day;
use crate::grid;
use crate::imported::CountedMeasure;
use crate::open_days::open_days;
use crate::plan::{Axis, Plan, SKIP, day_key, named};
use crate::question::{Answer, BadQuestion, Dimension, Key, Measure, Question, Row};
use crate::scan::{Scratch, scan};
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
        let (from, to) = (*days.start(), *days.end());
        let in_period = |place: &&PlaceFacts| {
            let spans = measure.columns(place).between(from, to);
            let rows = |span: &crate::columns::Span| span.rows();
            spans.last().map_or(0, |last| rows(last).end - spans.first().map_or(0, |first| rows(first).start))
        };
        let size = places.iter().map(in_period).sum();
        let columns = |place| measure.columns(place);
        match measure {
            Measure::Minutes => {
                let fill = |place: &PlaceFacts, base, scratch: &mut Scratch, cells: &mut [[u64; 2]]| {
                    let facts = columns(place);
                    scan(plan, facts, (days.clone(), facts.between(from, to)), base, scratch, cells);
                };
                grid::read(plan, &grid::fill(plan, places, size, self.threads, fill))
            }
            Measure::Visits | Measure::Requests => {
                let fill = |place: &PlaceFacts, base, scratch: &mut Scratch, cells: &mut [u32]| {
                    let facts = columns(place);
                    scan(plan, facts, (days.clone(), facts.between(from, to)), base, scratch, cells);
                };
                grid::read(plan, &grid::fill(plan, places, size, self.threads, fill))
            }
            Measure::OpenDays => {
                let fill = |place: &PlaceFacts, base, scratch: &mut Scratch, cells: &mut [u32]| {
                    open_days(plan, place, days, base, scratch, cells);
                };
                grid::read(plan, &grid::fill(plan, places, size, self.threads, fill))
            }
        }
    }
}
