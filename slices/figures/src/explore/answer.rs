//! The answer: groups, the whole, what it is compared with, and what it rests on.

use super::asked::{Asked, Comparison, is_mean, is_time};
use crate::{
    api::present,
    opening::{Coverage, Openings},
    report::{Asker, Change, Cut, Past, past::FEWEST},
    selection::Selection,
};
use kernel::{Day, PlaceId};
use network::Place;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};
use tally::{BadQuestion, Dimension, Key, Measure, Row, Tally};

/// A group: its number, and the one it is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub row: Row,
    /// The figure of the other period, or of the network.
    pub then: Option<f64>,
    /// .09 for nine percent more.
    pub change: Option<f64>,
}

/// See the module.
pub(crate) struct Answered {
    pub lines: Vec<Line>,
    pub whole: Line,
    /// How the change of the whole was worked out.
    pub change: Option<Change>,
    /// The days compared with.
    pub then_days: Option<(Day, Day)>,
    /// The whole of the network, for shares.
    pub network: Option<Row>,
    /// The figures of the other period, under the keys of this one.
    pub before: BTreeMap<[Key; 2], f64>,
    pub undetailed: u64,
    pub sources: Cut,
    pub coverage: Coverage,
    /// Places by a number, where that may be drawn: of the whole question, by place.
    pub by_place: Vec<(Arc<Place>, Row)>,
}

/// The number one reads of a group: a count, minutes, or the mean of those that are known.
pub(crate) fn figure(measure: Measure, row: &Row) -> f64 {
    if is_mean(measure) { row.value as f64 / row.known.max(1) as f64 } else { row.value as f64 }
}

/// Asks everything the page shows.
pub(crate) fn answer(
    tally: &Tally,
    asked: &Asked,
    network: &Arc<network::Snapshot>,
    everything: &Selection,
    catalogue: &catalogue::Snapshot,
    openings: &Openings,
) -> Result<Answered, BadQuestion> {
    let selection = &asked.selection;
    let asker = Asker { tally, selection };
    let (from, to) = (selection.bounds.0, selection.to());
    let ask = |by: [Option<Dimension>; 2], (from, to): (Day, Day)| -> Result<_, BadQuestion> {
        Ok(present(asker.rows(asked.measure, by, from, to, true)?, by, catalogue))
    };
    let (rows, undetailed) = ask(asked.by, (from, to))?;
    let whole = whole_of(&ask([None, None], (from, to))?.0);
    let plain = |row: Row| Line { row, then: None, change: None };
    let (_, coverage) = asker.coverage(network, openings)?;
    let records = if asked.measure.of_visits() { Measure::Visits } else { Measure::Requests };
    let mut answered = Answered {
        lines: rows.into_iter().map(plain).collect(),
        whole: plain(whole),
        change: None,
        then_days: asked.days_before().filter(|days| days.0 <= days.1),
        network: None,
        before: BTreeMap::new(),
        undetailed,
        sources: asker.cut(records, Dimension::Source, from, to)?,
        coverage,
        by_place: Vec::new(),
    };
    if asked.by.contains(&Some(Dimension::Place)) {
        answered.by_place = by_place(selection, &ask([Some(Dimension::Place), None], (from, to))?.0);
    }
    if let Some(then) = answered.then_days {
        let days_now = selection.whole_days();
        let rows = ask(asked.by, then)?.0;
        let before = whole_of(&ask([None, None], then)?.0);
        compare_periods(&mut answered, asked, &rows, before, (days_now, then));
        if !is_mean(asked.measure) && asked.measure != Measure::OpenDays {
            scale(&mut answered, asked, &asker, (days_now, then), catalogue)?;
        } else {
            let now = whole_of(&ask([None, None], days_now)?.0);
            answered.whole.change = ratio(asked.measure, &now, &before);
        }
    }
    if asked.compare == Some(Comparison::Network) {
        let wide = Asker { tally, selection: everything };
        let by = asked.by;
        let rows = present(wide.rows(asked.measure, by, from, to, true)?, by, catalogue).0;
        let all = whole_of(&wide.rows(asked.measure, [None, None], from, to, true)?.rows);
        answered.whole.then = Some(figure(asked.measure, &all));
        let there: HashMap<[Key; 2], f64> =
            rows.iter().map(|row| (row.keys, share_or_mean(asked.measure, row, &all))).collect();
        answered.lines.iter_mut().for_each(|line| line.then = there.get(&line.row.keys).copied());
        answered.network = Some(all);
    }
    Ok(answered)
}

/// What part a group is of the whole; the mean itself, where one is read.
pub(crate) fn share_or_mean(measure: Measure, row: &Row, whole: &Row) -> f64 {
    if is_mean(measure) { figure(measure, row) } else { row.value as f64 / whole.value.max(1) as f64 }
}

fn whole_of(rows: &[Row]) -> Row {
    let nothing = Row { keys: [Key::All, Key::All], value: 0, n: 0, known: 0 };
    rows.iter().fold(nothing, |sum, row| Row {
        value: sum.value + row.value,
        n: sum.n + row.n,
        known: sum.known + row.known,
        ..sum
    })
}

fn by_place(selection: &Selection, rows: &[Row]) -> Vec<(Arc<Place>, Row)> {
    let rows: HashMap<PlaceId, Row> =
        rows.iter().filter_map(|row| Some((PlaceId(row.keys[0].code()?.into()), *row))).collect();
    selection.places.iter().filter_map(|place| Some((place.clone(), *rows.get(&place.row.id)?))).collect()
}

/// Two figures, where both rest on enough records.
fn ratio(measure: Measure, now: &Row, then: &Row) -> Option<f64> {
    (now.known >= FEWEST && then.known >= FEWEST).then(|| figure(measure, now) / figure(measure, then) - 1.0)
}

/// Puts beside each group the one of the other period: the same key, or on a line of time the point as far from its beginning.
fn compare_periods(
    answered: &mut Answered,
    asked: &Asked,
    rows: &[Row],
    before: Row,
    (now, then): ((Day, Day), (Day, Day)),
) {
    let shift = asked.time().map_or(0, |time| position(time, now.0) - position(time, then.0));
    let steps = if asked.time() == Some(Dimension::Week) { 7 } else { 1 };
    let moved = |keys: [Key; 2]| match keys[0] {
        Key::Code(code) if shift != 0 => [Key::Code(code + shift * steps), keys[1]],
        _ => keys,
    };
    let rows: BTreeMap<[Key; 2], Row> = rows.iter().map(|row| (moved(row.keys), *row)).collect();
    answered.before = rows.iter().map(|(keys, row)| (*keys, figure(asked.measure, row))).collect();
    for line in &mut answered.lines {
        if let Some(row) = rows.get(&line.row.keys) {
            line.then = Some(figure(asked.measure, row));
            // A line of time, and the day that is not over, have no change of their own.
            if is_mean(asked.measure) && asked.time().is_none() {
                line.change = ratio(asked.measure, &line.row, row);
            }
        }
    }
    answered.whole.then = Some(figure(asked.measure, &before));
}

/// Where a day stands among those of its kind.
fn position(time: Dimension, day: Day) -> i32 {
    let day = tally::Day(day.0);
    match time {
        Dimension::Week => day.monday().0.div_euclid(7),
        Dimension::Month => day.month(),
        Dimension::Year => day.year(),
        _ => day.0,
    }
}

/// The change of the whole and of each group of one cut, every place against itself and for as many open days.
fn scale(
    answered: &mut Answered,
    asked: &Asked,
    asker: &Asker,
    (now, then): ((Day, Day), (Day, Day)),
    catalogue: &catalogue::Snapshot,
) -> Result<(), BadQuestion> {
    let past = Past::between(asker, now, then)?;
    answered.change = past.changes(asker, asked.measure, None)?.remove(&Key::All);
    answered.whole.change = answered.change.map(|change| change.share);
    let [Some(cut), None] = asked.by else { return Ok(()) };
    if is_time(cut) {
        return Ok(());
    }
    let changes = past.changes(asker, asked.measure, Some(cut))?;
    // A theme under which another one counts by now has no change of its own.
    let merged: HashSet<u16> = catalogue
        .themes()
        .map(|theme| (theme.id, catalogue.comparable(theme.id)))
        .filter(|(id, now)| id != now)
        .map(|(_, now)| now)
        .collect();
    let is_merged = |key: Key| {
        cut == Dimension::Theme
            && key.code().and_then(|code| u16::try_from(code).ok()).is_some_and(|id| merged.contains(&id))
    };
    for line in answered.lines.iter_mut().filter(|line| !is_merged(line.row.keys[0])) {
        line.change = changes.get(&line.row.keys[0]).map(|change| change.share);
    }
    Ok(())
}
