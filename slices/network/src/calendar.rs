//! Public holidays by zone and school holidays by zone, from the tables the product ships and from what a network adds.
//!
//! Invariant: what no table covers is *unknown*, never "no holidays". Zones A, B and C were redrawn for the school year 2015–16, so
//! the table starts there: applied to an earlier year, today's map would be wrong. Deliberately absent: the rule of Easter
//! (the dates are facts of the source) and the holidays that a municipality adds.

mod change;
mod file;
mod official;
mod runs;
mod table;
mod year;

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::{HolidayZone, SchoolZone};
pub use change::{Change, Contradiction};
pub(crate) use file::{LONGEST_NAME, checked};
pub use file::{LeftOut, SchoolFile, read};
use runs::{union, without};
pub use table::TableError;
pub use year::{Known, SchoolYear};

/// What the school calendar says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum School<'a> {
    /// A day of the named holidays.
    Holiday(&'a str),
    /// A day of the school year, week-ends included.
    Term,
    /// No table covers that day for that zone.
    Unknown,
}

/// A run of days with one name; both ends count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// « Vacances d’hiver ».
    pub name: String,
}

impl Period {
    fn contains(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }
}

/// A line of a table of school holidays, for one zone. Both ends count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolDays {
    /// Where.
    pub zone: SchoolZone,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The holidays' name; without one, these are days that a table covers.
    pub name: Option<String>,
}

impl SchoolDays {
    /// The same line for several zones.
    pub fn each(zones: &[SchoolZone], first: Date, last: Date, name: Option<&str>) -> Vec<Self> {
        let name = name.map(str::to_owned);
        zones.iter().map(|zone| Self { zone: *zone, first, last, name: name.clone() }).collect()
    }
}

/// Every holiday that is known. A value, so that a network may extend the shipped one with the years that it enters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Sorted by day, for each zone in the order of `HolidayZone::ALL`.
    public: [Vec<(Date, &'static str)>; 13],
    /// In the order of `SchoolZone::ALL`.
    school: [SchoolTable; 13],
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SchoolTable {
    /// Apart from one another, in order.
    covered: Vec<(Date, Date)>,
    /// In order; none shares a day with another.
    holidays: Vec<Period>,
}

static SHIPPED: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar { public: table::public(), ..Calendar::default() };
    calendar
        .add_school_table(include_str!("../data/school-holidays.csv"))
        .expect("the shipped table of school holidays is read by a test");
    calendar
});

/// The years whose public holidays the shipped table knows.
const PUBLIC_YEARS: std::ops::RangeInclusive<i16> = 2006..=2031;

impl Calendar {
    /// The calendar that comes with the product: public holidays 2006–2031, school holidays from 2015-09-01 to 2026-08-30.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The shipped calendar, and what a network adds to it.
    pub fn with(own: &[SchoolDays]) -> Self {
        let mut calendar = Self::shipped().clone();
        calendar.lay(own);
        calendar
    }

    /// Adds school holidays, as `zones;first;last;name` lines under a header: a line without a name says which days the table
    /// covers. Nothing is added when a line cannot be read.
    pub fn add_school_table(&mut self, csv: &str) -> Result<(), TableError> {
        self.lay(&table::school(csv)?);
        Ok(())
    }

    /// Lays a table over what is known: of the days that it covers or names, it alone speaks from now on. Twice is the same as once.
    pub fn lay(&mut self, days: &[SchoolDays]) {
        for (zone, table) in SchoolZone::ALL.into_iter().zip(&mut self.school) {
            let (named, covered): (Vec<_>, Vec<_>) =
                days.iter().filter(|days| days.zone == zone).partition(|days| days.name.is_some());
            let spoken = union(covered.iter().chain(&named).map(|days| (days.first, days.last)).collect());
            if spoken.is_empty() {
                continue;
            }
            let mut holidays: Vec<Period> = Vec::new();
            for period in std::mem::take(&mut table.holidays) {
                let left = without((period.first, period.last), &spoken).into_iter();
                holidays.extend(left.map(|(first, last)| Period { first, last, name: period.name.clone() }));
            }
            for days in named {
                // Of two lines that share days, the first one speaks of them.
                let name = days.name.clone().unwrap_or_default();
                let before = union(holidays.iter().map(|period| (period.first, period.last)).collect());
                let left = without((days.first, days.last), &before).into_iter();
                holidays.extend(left.map(|(first, last)| Period { first, last, name: name.clone() }));
            }
            holidays.sort_by_key(|period| period.first);
            table.holidays = holidays;
            table.covered = union(table.covered.iter().copied().chain(spoken).collect());
        }
    }

    /// The public holiday of that day, if it is one. Outside `knows_public` nothing is said.
    pub fn public_holiday(&self, zone: HolidayZone, date: Date) -> Option<&'static str> {
        let days = &self.public[zone as usize];
        let found = days.binary_search_by_key(&date, |(day, _)| *day).ok()?;
        Some(days[found].1)
    }

    /// Whether the public holidays of that day's year are known.
    pub fn knows_public(&self, date: Date) -> bool {
        PUBLIC_YEARS.contains(&date.year())
    }

    /// What the school calendar says of a day; `None` is where no zone is known.
    pub fn school(&self, zone: Option<SchoolZone>, date: Date) -> School<'_> {
        let Some(zone) = zone else { return School::Unknown };
        let table = &self.school[zone as usize];
        if let Some(period) = table.holidays.iter().find(|period| period.contains(date)) {
            return School::Holiday(&period.name);
        }
        if table.covered.iter().any(|(first, last)| (*first..=*last).contains(&date)) {
            School::Term
        } else {
            School::Unknown
        }
    }

    /// The public holidays between two days, both included, in order.
    pub fn public_between(&self, zone: HolidayZone, first: Date, last: Date) -> &[(Date, &'static str)] {
        let days = &self.public[zone as usize];
        let start = days.partition_point(|(day, _)| *day < first);
        let end = days.partition_point(|(day, _)| *day <= last);
        days.get(start..end).unwrap_or_default()
    }

    /// The school holidays that touch the days between two days, both included, in order and whole.
    pub fn school_between(&self, zone: SchoolZone, first: Date, last: Date) -> impl Iterator<Item = &Period> {
        self.school[zone as usize].holidays.iter().filter(move |period| period.first <= last && period.last >= first)
    }

    /// The runs of days that a zone's tables cover.
    pub fn covered(&self, zone: SchoolZone) -> &[(Date, Date)] {
        &self.school[zone as usize].covered
    }
}
