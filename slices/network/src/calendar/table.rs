//! The two tables as text.

use jiff::civil::{Date, date};

use crate::model::{HolidayZone, SchoolZone};

/// Why a table of school holidays was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Ligne {line} : « {text} » ne se lit pas. Écrivez les zones (A, B, C), le premier jour, le dernier jour et le nom, \
     par exemple « AB;2026-10-17;2026-11-01;Vacances de la Toussaint »."
)]
pub struct TableError {
    /// Counted from 1.
    pub line: usize,
    /// The line as it was.
    pub text: String,
}

pub(super) struct SchoolLine {
    pub zones: Vec<SchoolZone>,
    pub first: Date,
    pub last: Date,
    pub name: Option<String>,
}

pub(super) fn school(csv: &str) -> Result<Vec<SchoolLine>, TableError> {
    csv.lines()
        .enumerate()
        .skip(1)
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(index, text)| school_line(text).ok_or_else(|| TableError { line: index + 1, text: text.to_owned() }))
        .collect()
}

fn school_line(text: &str) -> Option<SchoolLine> {
    let mut cells = text.split(';').map(str::trim);
    let zones: Vec<_> = cells.next()?.chars().map(SchoolZone::of_letter).collect::<Option<_>>()?;
    let first: Date = cells.next()?.parse().ok()?;
    let last: Date = cells.next()?.parse().ok()?;
    let name = cells.next().filter(|name| !name.is_empty()).map(str::to_owned);
    (!zones.is_empty() && first <= last).then_some(SchoolLine { zones, first, last, name })
}

/// Each line is `name;zone;dates`; zone `*` is every zone; a date is `2026-04-03`, or `05-01 2006-2031` for the same day of each year.
pub(super) fn public() -> [Vec<(Date, &'static str)>; 13] {
    let mut zones: [Vec<(Date, &'static str)>; 13] = Default::default();
    for line in include_str!("../../data/public-holidays.csv").lines().skip(1) {
        let mut cells = line.splitn(3, ';');
        let (Some(name), Some(zone), Some(dates)) = (cells.next(), cells.next(), cells.next()) else { continue };
        for day in dates.split(',').flat_map(days) {
            match zone.parse::<HolidayZone>() {
                Ok(zone) => zones[zone as usize].push((day, name)),
                Err(_) => zones.iter_mut().for_each(|days| days.push((day, name))),
            }
        }
    }
    // Ascension met the First of May in 2008: the older holiday, first in the table, gives its name to the day.
    for days in &mut zones {
        days.sort_by_key(|(day, _)| *day);
        days.dedup_by_key(|(day, _)| *day);
    }
    zones
}

fn days(text: &str) -> Vec<Date> {
    let Some((month_day, years)) = text.split_once(' ') else {
        return text.parse().into_iter().collect();
    };
    let numbers = || {
        let (month, day) = month_day.split_once('-')?;
        let (first, last) = years.split_once('-')?;
        let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        Some((first.parse().ok()?..=last.parse().ok()?).map(move |year| date(year, month, day)).collect())
    };
    numbers().unwrap_or_default()
}
