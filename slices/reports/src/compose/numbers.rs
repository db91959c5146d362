//! What several sections of a document need, asked once.

use super::Composer;
use crate::sorted::{Sorted, Wanted, month_of};
use figures::{months_before, year_before};
use kernel::{Day, PlaceId};
use std::collections::BTreeMap;
use tally::{BadQuestion, Dimension, Measure, Source};

/// What several sections need.
pub(super) struct Numbers {
    pub visits: u64,
    pub requests: u64,
    pub open_days: u64,
    /// Imported counts without detail.
    pub undetailed: u64,
    pub simulated: u64,
    /// Requests of the same days a year before, where all places had begun.
    pub a_year_before: Option<u64>,
    /// (visits, requests) by month.
    pub months: BTreeMap<i32, [u64; 2]>,
    pub sorted: Sorted,
}

impl Numbers {
    pub fn ask(composer: &Composer) -> Result<Self, BadQuestion> {
        let Composer { asked, tally, sorter, operator, .. } = composer;
        let mut months: BTreeMap<i32, [u64; 2]> = BTreeMap::new();
        let (mut month, last) = (months_before(asked.from, 0), asked.to);
        while month <= last {
            months.insert(month_of(tally::Day(month.0)), [0; 2]);
            month = months_before(month, -1);
        }
        let mut totals = [0; 2];
        let mut undetailed = 0;
        let measures = [Measure::Visits, Measure::Requests];
        for (at, measure) in measures.into_iter().enumerate().skip(usize::from(operator.is_some())) {
            let answer = tally.ask(&composer.question(measure, [Some(Dimension::Month), None]))?;
            undetailed += answer.undetailed;
            for row in &answer.rows {
                totals[at] += row.value;
                let month = row.keys[0].code().and_then(|month| months.get_mut(&month));
                month.into_iter().for_each(|both| both[at] += row.value);
            }
        }
        let simulated = i32::from(Source::Simulated.code());
        let by_source = composer.cut(Measure::Requests, Dimension::Source)?;
        let simulated = by_source.iter().filter(|(key, _)| key.code() == Some(simulated)).map(|(_, n)| n).sum();
        let open_days: u64 = match operator {
            Some(_) => 0,
            None => composer.cut(Measure::OpenDays, Dimension::Place)?.iter().map(|(_, days)| days).sum(),
        };
        let wanted = Wanted { places: &asked.places, from: asked.from, to: asked.to, operators: operator.as_slice() };
        Ok(Self {
            visits: totals[0],
            requests: totals[1],
            open_days,
            undetailed,
            simulated,
            a_year_before: composer.a_year_before()?,
            months,
            sorted: Sorted::of(tally, sorter, &wanted),
        })
    }
}

impl Composer<'_> {
    /// Only where each place had opened by then: a network that grows is not compared with itself.
    fn a_year_before(&self) -> Result<Option<u64>, BadQuestion> {
        let (from, to) = (year_before(self.asked.from), year_before(self.asked.to));
        let began = |place: &PlaceId| {
            let first = self.tally.first_day(u32::try_from(place.0).unwrap_or(u32::MAX));
            first.is_some_and(|day| Day(day.0) <= from)
        };
        if !self.asked.places.iter().all(began) {
            return Ok(None);
        }
        let mut question = self.question(Measure::Requests, [None, None]);
        (question.from, question.to) = (tally::Day(from.0), tally::Day(to.0));
        Ok(Some(self.tally.ask(&question)?.rows.iter().map(|row| row.value).sum()))
    }
}
