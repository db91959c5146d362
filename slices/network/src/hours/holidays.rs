//! Our holidays, in the form that the evaluator of rules wants.

use std::sync::Arc;

use chrono::NaiveDate;
use compact_calendar::CompactCalendar;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use opening_hours::{Context, ContextHolidays, OpeningHours};

use super::rule::Rule;
use crate::calendar::{Calendar, School};
use crate::model::{HolidayZone, SchoolZone};

/// The days for which an absent table makes a rule uncertain; outside, a rule is taken as if there were no holidays.
const FIRST: Date = date(2006, 1, 1);
const LAST: Date = date(2045, 12, 31);

/// Public and school holidays of the places that share their zones. Build it once for each pair of zones: it lists some
/// fifteen thousand days, and copies share them.
#[derive(Clone, Debug)]
pub struct Holidays {
    names: Arc<[(Date, &'static str)]>,
    public: Days,
    school: Days,
}

#[derive(Clone, Debug, Default)]
struct Days {
    known: Arc<CompactCalendar>,
    /// The known ones and every day that no table covers.
    possible: Arc<CompactCalendar>,
}

impl Holidays {
    /// The holidays of two zones; without a school zone every school holiday is unknown.
    pub fn new(calendar: &Calendar, zone: HolidayZone, school: Option<SchoolZone>) -> Self {
        let names = calendar.public_between(zone, FIRST, LAST).into();
        let public = Days::collect(|date| match calendar.public_holiday(zone, date) {
            Some(_) => Some(true),
            None => calendar.knows_public(date).then_some(false),
        });
        let school = Days::collect(|date| match calendar.school(school, date) {
            School::Holiday(_) => Some(true),
            School::Term => Some(false),
            School::Unknown => None,
        });
        Self { names, public, school }
    }

    /// The name of the public holiday of that day.
    pub fn public_name(&self, date: Date) -> Option<&'static str> {
        let found = self.names.binary_search_by_key(&date, |(day, _)| *day).ok()?;
        Some(self.names[found].1)
    }

    /// The rule under each set of holidays that may turn out to be true: one evaluator where the rule names no holiday.
    pub(super) fn evaluators(&self, rule: &Rule) -> Vec<OpeningHours> {
        let publics = self.public.cases(rule.names_public_holidays());
        let schools = self.school.cases(rule.names_school_holidays());
        let cases = publics.iter().flat_map(|public| schools.iter().map(move |school| (public, school)));
        cases
            .map(|(public, school)| {
                let holidays = ContextHolidays::new(Arc::clone(public), Arc::clone(school));
                rule.expression().clone().with_context(Context::default().with_holidays(holidays))
            })
            .collect()
    }
}

impl Days {
    fn collect(is_holiday: impl Fn(Date) -> Option<bool>) -> Self {
        let (mut known, mut possible) = (CompactCalendar::default(), CompactCalendar::default());
        for date in FIRST.series(1.day()).take_while(|date| *date <= LAST) {
            let Some(day) = chrono_date(date) else { continue };
            match is_holiday(date) {
                Some(true) => {
                    known.insert(day);
                    possible.insert(day);
                }
                None => {
                    possible.insert(day);
                }
                Some(false) => {}
            }
        }
        Self { known: Arc::new(known), possible: Arc::new(possible) }
    }

    fn cases(&self, named: bool) -> Vec<&Arc<CompactCalendar>> {
        if named { vec![&self.known, &self.possible] } else { vec![&self.known] }
    }
}

/// The evaluator speaks chrono.
pub(super) fn chrono_date(date: Date) -> Option<NaiveDate> {
    let (month, day) = (u32::try_from(date.month()).ok()?, u32::try_from(date.day()).ok()?);
    NaiveDate::from_ymd_opt(i32::from(date.year()), month, day)
}
