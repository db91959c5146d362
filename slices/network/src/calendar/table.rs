//! The two tables as text.

use jiff::civil::{Date, date};

use super::SchoolDays;
use crate::import::fold;
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

pub(super) fn school(csv: &str) -> Result<Vec<SchoolDays>, TableError> {
    let mut days = Vec::new();
    for (index, text) in csv.lines().enumerate().skip(1).filter(|(_, text)| !text.trim().is_empty()) {
        days.extend(school_line(text).ok_or_else(|| TableError { line: index + 1, text: text.to_owned() })?);
    }
    Ok(days)
}

fn school_line(text: &str) -> Option<Vec<SchoolDays>> {
    let mut cells = text.split(';').map(str::trim);
    let zones = zones(cells.next()?)?;
    let first: Date = cells.next()?.parse().ok()?;
    let last: Date = cells.next()?.parse().ok()?;
    let name = cells.next().filter(|name| !name.is_empty());
    (first <= last).then(|| SchoolDays::each(&zones, first, last, name))
}

/// The zones of a cell: letters together (`ABC`), or names apart (`A corse guadeloupe`, « Zone A, Corse »).
pub(super) fn zones(cell: &str) -> Option<Vec<SchoolZone>> {
    let mut zones = Vec::new();
    // A name may hold spaces: a cell that is one zone is tried whole.
    match zone(cell) {
        Some(zone) => zones.push(zone),
        None => {
            for word in cell.split([' ', ',', '/', '+']).filter(|word| !word.is_empty() && fold(word) != "zone") {
                match zone(word) {
                    Some(zone) => zones.push(zone),
                    None => zones.extend(word.chars().map(SchoolZone::of_letter).collect::<Option<Vec<_>>>()?),
                }
            }
        }
    }
    zones.sort_unstable();
    zones.dedup();
    (!zones.is_empty()).then_some(zones)
}

/// A zone by its code or by its name, as any of the sources writes it: « Zone A », « Réunion », « Saint Pierre et Miquelon ».
fn zone(words: &str) -> Option<SchoolZone> {
    let words = fold(words);
    let words = words.strip_prefix("zone").unwrap_or(&words);
    let bears = |name: &str| {
        let name = fold(name);
        words == name || name.strip_prefix("la").is_some_and(|name| words == name)
    };
    // « Polynésie » is its code; its name goes on with « française ».
    SchoolZone::ALL.into_iter().find(|zone| bears(zone.name()) || bears(zone.code()))
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
