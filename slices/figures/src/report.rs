//! Every number of a page, asked on one state of the tally.

pub(crate) mod past;

use crate::{
    changes::number,
    opening::{Coverage, Days, Openings},
    period::months_before,
    selection::Selection,
};
use kernel::{Day, PlaceId};
pub(crate) use past::Change;
pub(crate) use past::Past;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use tally::{Answer, BadQuestion, Dimension, Key, Measure, Tally};

/// Groups with their numbers.
pub(crate) type Cut = Vec<(Key, u64)>;

/// A number with its change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Figure {
    pub n: u64,
    pub change: Option<Change>,
}

/// One point of the trend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// The Monday of a week, or the first of a month.
    pub start: Day,
    pub visits: u64,
    pub requests: u64,
}

/// How a value that may be a default was come by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Confirmed {
    pub confirmed: u64,
    pub default: u64,
}

impl Confirmed {
    pub fn known(self) -> u64 {
        self.confirmed + self.default
    }
}

/// See the module.
pub(crate) struct Report {
    pub visits: Figure,
    pub requests: Figure,
    pub sources: Cut,
    /// Days of a place with a visit.
    pub open_days: u64,
    pub coverage: Coverage,
    pub by_week: bool,
    pub trend: Vec<Point>,
    /// The thirteen months up to the period's last.
    pub months: Vec<Point>,
    pub branches: Cut,
    pub families: Vec<(Key, Figure)>,
    /// By family, a number a week, from the week of that Monday.
    pub first_week: Day,
    pub by_family_and_week: BTreeMap<Key, Vec<u64>>,
    pub themes: Cut,
    pub operators: Cut,
    pub acts: Cut,
    pub support: Cut,
    pub outcomes: Cut,
    pub acts_confirmed: Confirmed,
    pub support_confirmed: Confirmed,
    pub outcome_confirmed: Confirmed,
    /// (weekday, hour) of visits, or of requests when the page is about requests.
    pub hours: BTreeMap<(i32, i32), u64>,
    /// By place: visits, requests, days open.
    pub places: Vec<(PlaceId, u64, u64, u64)>,
}

/// The longest period that is shown by week.
const MOST_WEEKS: i32 = 66;
/// Weeks of the small multiples.
const FEW_WEEKS: i32 = 26;

impl Report {
    /// Asks everything a page shows.
    pub fn ask(
        tally: &Tally,
        selection: &Selection,
        network: &Arc<network::Snapshot>,
        catalogue: &catalogue::Snapshot,
        openings: &Openings,
    ) -> Result<Report, BadQuestion> {
        let asker = Asker { tally, selection };
        let (from, to) = (selection.bounds.0, selection.to());
        let past = Past::of(&asker)?;

        let main = if selection.about_requests() { Measure::Requests } else { Measure::Visits };
        let by_source = |measure| asker.cut(measure, Dimension::Source, from, to);
        let (visit_sources, request_sources) = (by_source(Measure::Visits)?, by_source(Measure::Requests)?);
        let mut sources: BTreeMap<Key, u64> = request_sources.iter().copied().collect();
        if !selection.about_requests() {
            visit_sources.iter().for_each(|(key, n)| *sources.entry(*key).or_default() += n);
        }

        let (recorded, coverage) = asker.coverage(network, openings)?;

        let span = to.0 - from.0 + 1;
        let by_week = span <= MOST_WEEKS * 7;
        let trend = if by_week { asker.weeks(from, to)? } else { asker.months(months_before(from, 0), to)? };
        let (first_week, by_family_and_week) = asker.families_by_week(to)?;
        let cut = |dimension| asker.cut(Measure::Requests, dimension, from, to);
        let confirmed = |dimension| {
            let found: HashMap<_, _> = cut(dimension)?.into_iter().collect();
            let of = |code| found.get(&Key::Code(code)).copied().unwrap_or(0);
            Ok(Confirmed { confirmed: of(1), default: of(2) })
        };
        let hours = asker.rows(main, [Some(Dimension::Weekday), Some(Dimension::Hour)], from, to, true)?;
        Ok(Report {
            visits: Figure { n: sum(&visit_sources), change: past.change(&asker, Measure::Visits)? },
            requests: Figure { n: sum(&request_sources), change: past.change(&asker, Measure::Requests)? },
            sources: sources.into_iter().collect(),
            open_days: recorded.count(),
            coverage,
            by_week,
            trend,
            months: asker.months(months_before(to, 12), to)?,
            branches: cut(Dimension::Branch)?,
            families: past.families(&asker)?,
            first_week,
            by_family_and_week,
            themes: by_size(comparable(cut(Dimension::Theme)?, catalogue)),
            operators: by_size(cut(Dimension::Operator)?),
            acts: by_size(cut(Dimension::Act)?),
            support: unknown_last(cut(Dimension::Support)?),
            outcomes: by_size(cut(Dimension::Outcome)?),
            acts_confirmed: confirmed(Dimension::ActsConfirmed)?,
            support_confirmed: confirmed(Dimension::SupportConfirmed)?,
            outcome_confirmed: confirmed(Dimension::OutcomeConfirmed)?,
            hours: hours
                .rows
                .iter()
                .filter_map(|row| Some(((row.keys[0].code()?, row.keys[1].code()?), row.n)))
                .collect(),
            places: asker.by_place(&recorded, from, to)?,
        })
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.visits.n == 0 && self.requests.n == 0
    }
}

pub(crate) fn place(key: Key) -> Option<PlaceId> {
    key.code().map(|code| PlaceId(code.into()))
}

pub(crate) fn sum(cut: &Cut) -> u64 {
    cut.iter().map(|(_, n)| n).sum()
}

/// Themes of every version under what they have become.
pub(crate) fn comparable(cut: Cut, catalogue: &catalogue::Snapshot) -> Cut {
    let mut merged: BTreeMap<Key, u64> = BTreeMap::new();
    for (key, n) in cut {
        let theme = key.code().and_then(|code| u16::try_from(code).ok()).map(|theme| catalogue.comparable(theme));
        *merged.entry(theme.map_or(key, |theme| Key::Code(theme.into()))).or_default() += n;
    }
    merged.into_iter().collect()
}

/// Whether a key says nothing of what was asked.
pub(crate) fn is_hollow(key: Key) -> bool {
    matches!(key, Key::Undetailed | Key::Code(0))
}

/// The largest first, what is not known last.
fn by_size(mut cut: Cut) -> Cut {
    cut.sort_by_key(|(key, n)| (is_hollow(*key), std::cmp::Reverse(*n), *key));
    cut
}

/// In the order of the codes, what is not known last.
fn unknown_last(mut cut: Cut) -> Cut {
    cut.sort_by_key(|(key, _)| (is_hollow(*key), *key));
    cut
}

/// Puts questions about a selection.
pub(crate) struct Asker<'a> {
    pub tally: &'a Tally,
    pub selection: &'a Selection,
}

impl Asker<'_> {
    /// The days of the selection with a visit, and how much of its opening days they are; the day that is not over is left out.
    pub fn coverage(
        &self,
        network: &Arc<network::Snapshot>,
        openings: &Openings,
    ) -> Result<(Days, Coverage), BadQuestion> {
        let selection = self.selection;
        let (from, to) = (selection.bounds.0, selection.to());
        let days = self.rows(Measure::Visits, [Some(Dimension::Place), Some(Dimension::Day)], from, to, false)?;
        let days: Vec<(PlaceId, Day)> =
            days.rows.iter().filter_map(|row| Some((place(row.keys[0])?, Day(row.keys[1].code()?)))).collect();
        let recorded: Days = days.iter().copied().collect();
        let whole = if selection.is_under_way() { selection.today.plus(-1) } else { to };
        // In order of days: the first of each place comes last, and stays.
        let in_period: HashMap<PlaceId, Day> = days.into_iter().rev().collect();
        let since = |place: PlaceId| {
            let first = self.tally.first_day(number(place)).map(|day| Day(day.0));
            first.into_iter().chain(in_period.get(&place).copied()).min()
        };
        let coverage = openings.coverage(network, &selection.places, (from, whole), &recorded, since);
        Ok((recorded, coverage))
    }

    /// Without the filters, a day is open whatever was asked on it.
    pub fn rows(
        &self,
        measure: Measure,
        by: [Option<Dimension>; 2],
        from: Day,
        to: Day,
        filtered: bool,
    ) -> Result<Answer, BadQuestion> {
        let mut question = self.selection.question(measure, by, from, to.max(from));
        if !filtered {
            question.filters.clear();
        }
        self.tally.ask(&question)
    }

    pub fn cut(&self, measure: Measure, dimension: Dimension, from: Day, to: Day) -> Result<Cut, BadQuestion> {
        let answer = self.rows(measure, [Some(dimension), None], from, to, true)?;
        Ok(answer.rows.iter().map(|row| (row.keys[0], row.value)).collect())
    }

    /// The whole weeks of about a year up to a day; those before the first record are left out.
    fn weeks(&self, from: Day, to: Day) -> Result<Vec<Point>, BadQuestion> {
        let last = last_whole_week(to, self.selection.is_under_way());
        let first = Day(tally::Day(from.0).monday().0).min(last.plus(-52 * 7));
        let starts = (0..=(last.0 - first.0) / 7).map(|week| first.plus(week * 7));
        self.points(Dimension::Week, starts.map(|day| (day.0, day)).collect(), first, last.plus(6))
    }

    fn months(&self, first: Day, to: Day) -> Result<Vec<Point>, BadQuestion> {
        let number = |day: Day| tally::Day(day.0).month();
        let starts = (0..=number(to) - number(first)).map(|month| months_before(first, -month));
        self.points(Dimension::Month, starts.map(|day| (number(day), day)).collect(), first, to)
    }

    fn points(&self, by: Dimension, starts: Vec<(i32, Day)>, from: Day, to: Day) -> Result<Vec<Point>, BadQuestion> {
        let count = |measure| -> Result<HashMap<Key, u64>, BadQuestion> {
            Ok(self.cut(measure, by, from, to)?.into_iter().collect())
        };
        let (visits, requests) = (count(Measure::Visits)?, count(Measure::Requests)?);
        let of = |counts: &HashMap<Key, u64>, key| counts.get(&Key::Code(key)).copied().unwrap_or(0);
        let points = starts.into_iter().map(|(key, start)| Point {
            start,
            visits: of(&visits, key),
            requests: of(&requests, key),
        });
        Ok(points.skip_while(|point| point.visits == 0 && point.requests == 0).collect())
    }

    fn families_by_week(&self, to: Day) -> Result<(Day, BTreeMap<Key, Vec<u64>>), BadQuestion> {
        let last = last_whole_week(to, self.selection.is_under_way());
        let first = last.plus(-7 * (FEW_WEEKS - 1));
        let by = [Some(Dimension::Family), Some(Dimension::Week)];
        let mut series: BTreeMap<Key, Vec<u64>> = BTreeMap::new();
        for row in self.rows(Measure::Requests, by, first, last.plus(6), true)?.rows {
            let week = row.keys[1].code().and_then(|monday| usize::try_from((monday - first.0) / 7).ok());
            let weeks = series.entry(row.keys[0]).or_insert_with(|| vec![0; FEW_WEEKS as usize]);
            if let Some(n) = week.and_then(|week| weeks.get_mut(week)) {
                *n = row.value;
            }
        }
        Ok((first, series))
    }

    fn by_place(&self, recorded: &Days, from: Day, to: Day) -> Result<Vec<(PlaceId, u64, u64, u64)>, BadQuestion> {
        let count = |measure| -> Result<HashMap<Key, u64>, BadQuestion> {
            Ok(self.cut(measure, Dimension::Place, from, to)?.into_iter().collect())
        };
        let (visits, requests) = (count(Measure::Visits)?, count(Measure::Requests)?);
        let days = recorded.by_place();
        let mut places: Vec<_> = self
            .selection
            .places
            .iter()
            .map(|place| {
                let (id, key) = (place.row.id, Key::Code(number(place.row.id) as i32));
                let of = |counts: &HashMap<Key, u64>| counts.get(&key).copied().unwrap_or(0);
                (id, of(&visits), of(&requests), days.get(&id).copied().unwrap_or(0))
            })
            .collect();
        let about_requests = self.selection.about_requests();
        places.sort_by_key(|(id, visits, requests, _)| {
            (std::cmp::Reverse(if about_requests { *requests } else { *visits }), *id)
        });
        Ok(places)
    }
}

/// The Monday of the last week that is over on a day, or of the day's own week when the period ended with it.
fn last_whole_week(to: Day, under_way: bool) -> Day {
    let monday = Day(tally::Day(to.0).monday().0);
    if under_way && to.0 - monday.0 < 6 { monday.plus(-7) } else { monday }
}
