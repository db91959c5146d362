//! The calendar as the Ministry of Education publishes it: a line a zone, an academy and a period, where `Date de fin` is the day
//! classes resume.
//!
//! It never says which days it covers. A school year is covered from its first day of classes (the end of the summer before it, in
//! this file; else the first of September, and overseas its first holidays) to the end of its last holidays. A year without its autumn
//! holidays was cut, and is covered from its first holidays on. « Début des vacances
//! d’été » is a day without an end: the year is covered to its eve, and that summer stays unknown until the file tells its end.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use kernel::Refusal;

use super::file::{Line, checked, day, name_of, shown, unknown_zone};
use super::{SchoolDays, table};
use crate::import::fold;
use crate::model::SchoolZone;

/// The names that the shipped table gives; the Ministry writes them in several ways.
const NAMES: [&str; 6] = [
    "Vacances de la Toussaint",
    "Vacances de Noël",
    "Vacances d’hiver",
    "Vacances de printemps",
    "Pont de l’Ascension",
    "Vacances d’été",
];

/// The lines of a file, by zone and school year.
#[derive(Default)]
pub(super) struct Years(BTreeMap<(SchoolZone, i16), Year>);

#[derive(Default)]
struct Year {
    /// The line, the days, the name.
    holidays: Vec<(u64, Date, Date, String)>,
    /// The first day of classes.
    starts: Option<Date>,
    /// The first day of a summer whose end is not told.
    summer: Option<Date>,
}

impl Years {
    /// Takes a line.
    pub fn take(&mut self, line: &Line<'_>) -> Result<(), Refusal> {
        let [zones, first, end, description] = line.cells;
        let zones = table::zones(zones).ok_or_else(|| unknown_zone(zones))?;
        let name = name_of(description).ok_or_else(|| Refusal::invalid("calendar-line-name"))?;
        let words = fold(&name);
        for zone in zones {
            let (first, resumes) = (instant(first, zone)?, instant(end, zone)?);
            let last = resumes.saturating_sub(1.day());
            checked(first, last.max(first), true)?;
            let year = self.0.entry((zone, year_of(line.year, first))).or_default();
            if words.contains("prerentree") || words.contains("enseignant") {
                // Teachers are there before their pupils.
            } else if words.contains("rentree") {
                year.starts = Some(first.max(resumes));
            } else if resumes > first {
                let known = NAMES.into_iter().find(|known| fold(known) == words);
                year.holidays.push((line.number, first, last, known.map_or_else(|| name.clone(), str::to_owned)));
            } else if resumes == first && words.contains("debut") && words.ends_with("ete") {
                year.summer = Some(first);
            } else {
                return Err(Refusal::invalid(if resumes < first {
                    "calendar-line-backwards"
                } else {
                    "calendar-line-instant"
                }));
            }
        }
        Ok(())
    }

    /// The days that these lines name and cover, each with its line.
    pub fn days(&self) -> Vec<(u64, Vec<SchoolDays>)> {
        let mut days = Vec::new();
        for ((zone, number), year) in &self.0 {
            let of_year = |first: Date, last: Date, name: Option<&str>| SchoolDays::each(&[*zone], first, last, name);
            for (line, first, last, name) in &year.holidays {
                days.push((*line, of_year(*first, *last, Some(name))));
            }
            let before = self.0.get(&(*zone, number - 1)).and_then(Year::summer_over);
            if let (Some(first), Some(last)) = (year.first(*zone, *number, before), year.last())
                && first <= last
            {
                days.push((0, of_year(first, last, None)));
            }
        }
        days
    }
}

impl Year {
    /// The first day of classes after the summer that ends this year, when it is told.
    fn summer_over(&self) -> Option<Date> {
        let (_, first, last, _) = self.holidays.iter().max_by_key(|(_, first, ..)| *first)?;
        (first.month() >= 6 && last.month() >= 8).then(|| last.saturating_add(1.day()))
    }

    fn first(&self, zone: SchoolZone, number: i16, before: Option<Date>) -> Option<Date> {
        let own = self.holidays.iter().map(|(_, first, ..)| *first).min()?;
        let usual = (zone.is_lettered() || zone == SchoolZone::Corse).then(|| date(number.clamp(1, 9998), 9, 1));
        // A year whose autumn the file does not hold was cut: of the days before its first holidays it says nothing.
        let whole = (9..=11).contains(&own.month());
        Some(before.or(self.starts).or(usual).filter(|known| whole && *known < own).unwrap_or(own))
    }

    fn last(&self) -> Option<Date> {
        let own = self.holidays.iter().map(|(_, _, last, _)| *last).max();
        let eve = self.summer.map(|summer| summer.saturating_sub(1.day()));
        own.max(eve)
    }
}

/// The first year of « 2026-2027 »; without it, a summer belongs to the year that it ends.
fn year_of(written: &str, first: Date) -> i16 {
    let written = written.get(..4).and_then(|year| year.parse().ok()).filter(|year| (1990..=2100).contains(year));
    written.unwrap_or_else(|| if first.month() >= 8 { first.year() } else { first.year() - 1 })
}

/// The day that an instant begins. Files are written in UTC or on the clock of Paris, sometimes of the zone itself, sometimes
/// without a clock: what is midnight as it is written, in the zone or in Paris is a day; else the nearest midnight of the zone is.
fn instant(text: &str, zone: SchoolZone) -> Result<Date, Refusal> {
    let unreadable = || Refusal::invalid("calendar-line-date").with("date", shown(text));
    if text.len() <= 10 {
        return day(text);
    }
    // A civil time that ends in Z is none, for jiff.
    let text_of_instant = text.replace('Z', "+00:00");
    let written: DateTime = text_of_instant.parse().map_err(|_| unreadable())?;
    let Some(instant) = text_of_instant.parse::<Timestamp>().ok().filter(|_| written.time() != Time::midnight()) else {
        return Ok(written.saturating_add(12.hours()).date());
    };
    let at = |name: &str| TimeZone::get(name).map(|clock| instant.to_zoned_datetime(clock).datetime());
    let there = at(zone.time_zone()).map_err(|_| unreadable())?;
    let paris = at("Europe/Paris").map_err(|_| unreadable())?;
    let midnight = [there, paris].into_iter().find(|told| told.time() == Time::midnight());
    Ok(midnight.unwrap_or_else(|| there.saturating_add(12.hours())).date())
}
