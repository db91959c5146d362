//! What stands beside a finding: the days of its series, what the network did meanwhile, and which themes, operators or places carry the difference.

use crate::{
    Watch,
    reading::Finding,
    store::{self, Common},
    watched::Watched,
};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx};
use insight::watch::{OpenDay, Way};
use jiff::civil::Date;
use kernel::{Day, PlaceId};
use std::collections::HashMap;
use tally::{Dimension, Filter, Measure, Question, Tally};

/// Days before a finding that tell how its requests are usually shared out: twelve weeks.
const USUAL: i32 = 84;
/// Of each kind, this many are named at the most.
const NAMED: usize = 3;
/// What carries less of the difference than this is not named, nor what differs by less than so many.
const LEAST_SHARE: f64 = 0.1;
const LEAST: f64 = 3.0;

/// What stands beside a finding.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// The last open days of its series, in order.
    pub days: Vec<OpenDay>,
    /// By how much of what was expected the whole network differed on the same days.
    pub network: Option<f64>,
    /// What carries the difference, the most first.
    pub carriers: Vec<Carrier>,
}

/// A theme, an operator or a place that carries a part of the difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Carrier {
    /// [`Dimension::Theme`], [`Dimension::Operator`] or [`Dimension::Place`].
    pub dimension: Dimension,
    pub id: i64,
    pub observed: u64,
    pub expected: f64,
}

impl Carrier {
    pub fn difference(&self) -> f64 {
        self.observed as f64 - self.expected
    }
}

/// The days that a finding is about, both included.
pub(crate) fn span(finding: &Finding) -> (Day, Day) {
    (Day::of(finding.episode.strongest.since), Day::of(finding.episode.night))
}

impl Watch {
    /// What stands beside a finding after a night.
    pub(crate) async fn evidence(
        &self,
        tx: &mut Tx,
        finding: &Finding,
        night: Day,
        common: &Common,
    ) -> Result<Evidence, DbError> {
        let days = series_days(tx, (finding.place, finding.watched), night, common).await?;
        let network = match finding.place {
            None => None,
            Some(_) => {
                let network = series_days(tx, (None, finding.watched), night, common).await?;
                change(network.iter().filter(|day| is_about(finding, day.date)))
            }
        };
        let carriers = self.figures.look(|tally| carriers(tally, &self.catalogue.now(), finding));
        Ok(Evidence { days, network, carriers })
    }
}

/// The last open days of a series after a night, in order; none when its state is not there or cannot be read.
pub(crate) async fn series_days(
    tx: &mut Tx,
    (place, watched): (Option<PlaceId>, Watched),
    night: Day,
    (shared, own): &Common,
) -> Result<Vec<OpenDay>, DbError> {
    let newest_first: Option<Vec<OpenDay>> = match place {
        None => own.iter().find(|own| own.watched == watched).map(|own| own.series.recent().copied().collect()),
        Some(place) => store::place(tx, place, night).await?.and_then(|shelf| {
            let things: Vec<Watched> = shared.iter().map(|(watched, _)| *watched).collect();
            let at = things.iter().position(|thing| *thing == watched)?;
            Some(shelf.series(&things).ok()?.get(at)?.recent().copied().collect())
        }),
    };
    let mut days = newest_first.unwrap_or_default();
    days.reverse();
    Ok(days)
}

/// By how much of what was expected some days differed.
fn change<'a>(days: impl Iterator<Item = &'a OpenDay>) -> Option<f64> {
    let (seen, due) = days.fold((0.0, 0.0), |(seen, due), day| (seen + f64::from(day.visits), due + day.mean()));
    (due > 0.0).then(|| seen / due - 1.0)
}

/// What carries the difference. Usual shares are those of the twelve weeks before; what was expected of the whole is shared out by them.
fn carriers(tally: &Tally, catalogue: &Catalogue, finding: &Finding) -> Vec<Carrier> {
    let signal = &finding.episode.strongest;
    let Some(way) = signal.kind.way() else { return Vec::new() };
    let (from, to) = span(finding);
    let before = (from.plus(-USUAL), from.plus(-1));
    let places = finding.place.and_then(|PlaceId(id)| u32::try_from(id).ok()).map(|id| vec![id]);
    let (whole, filter) = finding.watched.question(catalogue);
    let filters: Vec<Filter> = filter.into_iter().collect();
    let ask = |measure, by: Option<Dimension>, (from, to): (Day, Day)| {
        let (from, to) = (tally::Day(from.0), tally::Day(to.0));
        let question = Question {
            by: [by, None],
            places: places.clone(),
            filters: filters.clone(),
            ..Question::new(measure, from, to)
        };
        tally.ask(&question).map(|answer| answer.rows).unwrap_or_default()
    };
    let usual: u64 = ask(whole, None, before).iter().map(|row| row.value).sum();
    if usual == 0 {
        return Vec::new();
    }
    let grown = signal.expected / usual as f64;
    let cuts: &[Dimension] = match (finding.place, finding.watched) {
        (None, Watched::Visits) => &[Dimension::Place, Dimension::Theme, Dimension::Operator],
        (None, _) => &[Dimension::Place],
        (Some(_), Watched::Visits) => &[Dimension::Theme, Dimension::Operator],
        (Some(_), Watched::Theme(_)) => &[Dimension::Operator],
        (Some(_), Watched::Operator(_)) => &[Dimension::Theme],
    };
    let mut carriers = Vec::new();
    for dimension in cuts {
        let measure = if *dimension == Dimension::Place { whole } else { Measure::Requests };
        let key = |row: &tally::Row| row.keys[0].code().map(i64::from).filter(|id| *id > 0);
        let now: HashMap<i64, u64> =
            ask(measure, Some(*dimension), (from, to)).iter().filter_map(|row| Some((key(row)?, row.value))).collect();
        let before: HashMap<i64, u64> =
            ask(measure, Some(*dimension), before).iter().filter_map(|row| Some((key(row)?, row.value))).collect();
        let all: f64 = now.values().sum::<u64>() as f64 - before.values().sum::<u64>() as f64 * grown;
        let ids = now.keys().chain(before.keys().filter(|id| !now.contains_key(id)));
        let each = ids.map(|id| Carrier {
            dimension: *dimension,
            id: *id,
            observed: now.get(id).copied().unwrap_or(0),
            expected: before.get(id).copied().unwrap_or(0) as f64 * grown,
        });
        let towards = |carrier: &Carrier| if way == Way::Up { carrier.difference() } else { -carrier.difference() };
        let mut each: Vec<Carrier> =
            each.filter(|carrier| towards(carrier) >= LEAST.max(LEAST_SHARE * all.abs())).collect();
        each.sort_by(|one, other| towards(other).total_cmp(&towards(one)).then(one.id.cmp(&other.id)));
        carriers.extend(each.into_iter().take(NAMED));
    }
    carriers
}

/// Whether a day is one of those that a finding is about.
pub(crate) fn is_about(finding: &Finding, date: Date) -> bool {
    let (from, to) = span(finding);
    (from.date()..=to.date()).contains(&date)
}
