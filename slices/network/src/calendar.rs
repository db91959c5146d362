//! Public holidays by zone and school holidays by zone, from the tables the product ships and from what a network adds.
//!
//! Invariant: what no table covers is *unknown*, never "no holidays". Zones A, B and C were redrawn for the school year 2015–16, so
//! the table starts there: applied to an earlier year, today's map would be wrong. Deliberately absent: the rule of Easter
//! (the dates are facts of the source) and the holidays that a municipality adds.

mod table;

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::{HolidayZone, SchoolZone};
pub use table::TableError;

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

/// Every holiday that is known. A value, so that a network may extend the shipped one with the years that it enters.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Sorted by day, for each zone in the order of `HolidayZone::ALL`.
    public: [Vec<(Date, &'static str)>; 13],
    school: [SchoolTable; 3],
}

#[derive(Clone, Debug, Default)]
struct SchoolTable {
    covered: Vec<(Date, Date)>,
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

    /// Adds school holidays, as `zones;first;last;name` lines under a header: a line without a name says which days the table
    /// covers. Nothing is added when a line cannot be read.
    pub fn add_school_table(&mut self, csv: &str) -> Result<(), TableError> {
        let lines = table::school(csv)?;
        for line in lines {
            for zone in line.zones {
                let table = &mut self.school[zone as usize];
                match &line.name {
                    None => table.covered.push((line.first, line.last)),
                    Some(name) => {
                        let period = Period { first: line.first, last: line.last, name: name.clone() };
                        if !table.holidays.contains(&period) {
                            table.holidays.push(period);
                        }
                    }
                }
            }
        }
        for table in &mut self.school {
            table.holidays.sort_by_key(|period| period.first);
        }
        Ok(())
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

    /// What the school calendar says of a day; `None` is the zone of Corsica and of the overseas academies.
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
}
