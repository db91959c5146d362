//! When a place is open: a weekly rule in OSM syntax, public and school holidays, and dated exceptions laid over them.
//!
//! The `opening-hours` crate reads and evaluates the rule. Its French public holidays hold for metropolitan France only and it has no
//! French school holidays, so both come from our `calendar`. A holiday that no table knows makes an hour *unknown* only where it
//! would change the answer: the rule is evaluated with and without it, and what both agree on stands.
//! Times of a day are minutes from its midnight, on the place's clock. Deliberately absent: sunrise rules by position.

mod exception;
pub mod french;
mod holidays;
mod rule;
mod slot;
mod state;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

pub use exception::{Exception, ExceptionHours, ExceptionRefusal};
pub use holidays::Holidays;
pub use rule::{Rule, RuleError};
pub use slot::{MINUTES_A_DAY, Slot, SlotError};
pub use state::State;

/// What is known of a span of a day; the rest of the day is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The place is open.
    Open,
    /// It may be open: the rule says « unknown », or depends on holidays that no table knows.
    Unknown,
}

/// A run of minutes of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// From when to when.
    pub slot: Slot,
    /// Whether it is certain.
    pub certainty: Certainty,
    /// The rule's own words about it (« sur rendez-vous »), or none.
    pub comment: String,
}

/// One day of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// In order, apart from one another.
    pub spans: Vec<Span>,
    /// Why the day is not like the others: the reason of an exception, or the name of the public holiday.
    pub note: Option<String>,
}

/// All that decides whether a place is open.
#[derive(Clone, Debug)]
pub struct Agenda {
    rule: Rule,
    evaluators: Vec<opening_hours::OpeningHours>,
    holidays: Holidays,
    exceptions: Vec<Exception>,
    time_zone: TimeZone,
}

impl Agenda {
    /// Lays exceptions over a rule. Where several exceptions cover a day the shortest one holds (the closing of August gives way to
    /// the open day of the 20th), then the last one given.
    pub fn new(rule: Rule, holidays: &Holidays, exceptions: Vec<Exception>, time_zone: TimeZone) -> Self {
        let evaluators = holidays.evaluators(&rule);
        Self { rule, evaluators, holidays: holidays.clone(), exceptions, time_zone }
    }

    /// The weekly rule.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The place's clock.
    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// One day, exceptions included.
    pub fn day(&self, date: Date) -> Day {
        if let Some(exception) = self.exception_on(date) {
            let note = Some(exception.reason.clone()).filter(|reason| !reason.is_empty());
            return Day { date, spans: exception.spans(), note };
        }
        let note = self.holidays.public_name(date).map(str::to_owned);
        Day { date, spans: rule::spans_on(&self.evaluators, date), note }
    }

    /// The seven days, from Monday, of the week of a date. Near the end of the calendar (year 9999) it has fewer.
    pub fn week(&self, date: Date) -> Vec<Day> {
        let since_monday = i64::from(date.weekday().since(Weekday::Monday));
        let Ok(monday) = date.checked_sub(since_monday.days()) else { return Vec::new() };
        (0..7_i64).filter_map(|days| monday.checked_add(days.days()).ok()).map(|date| self.day(date)).collect()
    }

    /// How many minutes of that day the place is certainly open, by its clock (the hour that a night in March loses is counted).
    pub fn open_minutes(&self, date: Date) -> u32 {
        let open = |span: &Span| if span.certainty == Certainty::Open { u32::from(span.slot.minutes()) } else { 0 };
        self.day(date).spans.iter().map(open).sum()
    }

    fn exception_on(&self, date: Date) -> Option<&Exception> {
        self.exceptions.iter().rev().filter(|exception| exception.covers(date)).min_by_key(|exception| exception.days())
    }
}
