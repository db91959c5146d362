//! A file of daily counts, row by row.

use super::{
    map::{ColumnMap, Field},
    plan::{Ground, Plan, check_day, french},
    report::{Reason, RefusedRow},
    row::shown,
    table::Table,
    value,
};
use kernel::Day;
use std::collections::{BTreeMap, BTreeSet};
use tally::{CountedMeasure, DailyCount};

/// Adds to the plan what the rows count; a day counts once.
pub(super) fn daily(plan: &mut Plan, table: &Table, map: &ColumnMap, ground: &Ground) {
    let column = |field: Field| map.columns.iter().position(|(known, _)| *known == field);
    let (date, measures) =
        (column(Field::Date), [(Field::Visits, CountedMeasure::Visits), (Field::Requests, CountedMeasure::Requests)]);
    let mut counts: BTreeMap<(Day, CountedMeasure), u32> = BTreeMap::new();
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for row in &table.rows {
        let text = date.map_or("", |index| table.cell(row, index));
        let read = || -> Result<(Day, Vec<(CountedMeasure, u32)>), Reason> {
            table.check_width(row)?;
            if text.is_empty() {
                return Err(Reason::NoDate);
            }
            let (date, _) = value::date(text).ok_or_else(|| Reason::Date(shown(text)))?;
            let day = Day::of(date);
            check_day(day, ground)?;
            if ground.detailed_from.is_some_and(|from| day >= from) {
                return Err(Reason::Detailed(french(day)));
            }
            if let Some(other) =
                ground.counted.get(&day).and_then(|sources| sources.iter().find(|other| **other != map.source))
            {
                return Err(Reason::OtherSource(other.clone()));
            }
            let mut said = Vec::new();
            for (field, measure) in measures {
                let cell = column(field).map_or("", |index| table.cell(row, index));
                if !cell.is_empty() {
                    said.push((measure, value::count(cell).ok_or_else(|| Reason::Count(shown(cell)))?));
                }
            }
            if days.contains(&day) { Err(Reason::Twice(french(day))) } else { Ok((day, said)) }
        };
        match read() {
            Ok((day, said)) => {
                days.insert(day);
                counts.extend(said.into_iter().map(|(measure, n)| ((day, measure), n)));
            }
            Err(reason) => plan.refused.push(RefusedRow { line: row.line, reason }),
        }
    }
    let counts = counts.into_iter().filter(|(_, n)| *n > 0);
    plan.counts = counts.map(|((day, measure), n)| DailyCount { day: tally::Day(day.0), measure, n }).collect();
}
