//! What the calendar offers to whoever wonders at a figure of a place: holidays, closings, and what happened around it.

use crate::{Event, EventKind, ExceptionRow, Place, Snapshot, calendar::SchoolYear, pages::words};
use kernel::Day;
use web::{Text, weekday_name};

/// Something that may explain a figure of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Explanation<'a> {
    /// A public holiday.
    PublicHoliday {
        /// Its day.
        day: Day,
        /// « Noël ».
        name: &'static str,
    },
    /// School holidays, whole.
    SchoolHoliday {
        /// Their first day.
        first: Day,
        /// Their last day.
        last: Day,
        /// « Vacances de la Toussaint ».
        name: &'a str,
    },
    /// Nobody entered the calendar of that school year: there may be holidays.
    SchoolUnknown {
        /// The year.
        year: SchoolYear,
    },
    /// A closing, or special hours.
    Exception(&'a ExceptionRow),
    /// What somebody noted.
    Event(&'a Event),
}

/// What happens every week explains nothing over more days than these.
const FEW_DAYS: i32 = 3;

/// Everything that the calendar offers for a place and the days between two, both included: holidays first, then what was
/// announced, then events.
pub fn explanations<'a>(snapshot: &'a Snapshot, place: &'a Place, from: Day, to: Day) -> Vec<Explanation<'a>> {
    let calendar = snapshot.calendar();
    let (first, last) = (from.date(), to.date());
    let public = calendar.public_between(place.holiday_zone(), first, last).iter();
    let mut found: Vec<_> = public.map(|(day, name)| Explanation::PublicHoliday { day: Day::of(*day), name }).collect();
    let school = place.school_zone().into_iter().flat_map(|zone| calendar.school_between(zone, first, last));
    found.extend(school.map(|period| Explanation::SchoolHoliday {
        first: Day::of(period.first),
        last: Day::of(period.last),
        name: &period.name,
    }));
    let unknown = calendar.unknown_years(place.school_zone(), first, last);
    found.extend(unknown.into_iter().map(|year| Explanation::SchoolUnknown { year }));
    let exceptions = place.exceptions.iter().filter(|exception| exception.from <= to && exception.to >= from);
    found.extend(exceptions.map(Explanation::Exception));
    let few = to.0.saturating_sub(from.0) < FEW_DAYS;
    let events = snapshot.events_on(place, from, to).filter(|event| few || event.weekday.is_none());
    found.extend(events.map(Explanation::Event));
    found
}

impl Explanation<'_> {
    /// In a few words: « Vacances de la Toussaint, du 17 octobre au 2 novembre », « Grève SNCF, le 12 mars ».
    pub fn words(&self, text: Text) -> String {
        let (what, when) = match self {
            Self::PublicHoliday { day, name } => ((*name).to_owned(), words::on_days(text, *day, *day)),
            Self::SchoolHoliday { first, last, name } => ((*name).to_owned(), words::on_days(text, *first, *last)),
            Self::SchoolUnknown { year } => {
                return text.fill("explanation-school-unknown", &[("year", year.to_string().into())]);
            }
            Self::Exception(row) => (of_exception(text, row), words::on_days(text, row.from, row.to)),
            Self::Event(event) => (event.title.clone(), event.when(text)),
        };
        text.fill("explanation-what-when", &[("what", what.into()), ("when", when.into())])
    }
}

fn of_exception(text: Text, row: &ExceptionRow) -> String {
    let key = if row.hours.is_none() { "explanation-closed" } else { "explanation-special-hours" };
    match row.reason.as_str() {
        "" => text.say(key),
        reason => text.fill("explanation-because", &[("what", text.say(key).into()), ("reason", reason.into())]),
    }
}

impl EventKind {
    /// « Grève ».
    pub fn words(self, text: Text) -> String {
        text.say(match self {
            Self::Market => "event-kind-market",
            Self::Strike => "event-kind-strike",
            Self::Tax => "event-kind-tax",
            Self::Transport => "event-kind-transport",
            Self::Weather => "event-kind-weather",
            Self::Campaign => "event-kind-campaign",
            Self::Partner => "event-kind-partner",
            Self::Other => "event-kind-other",
        })
    }
}

impl Event {
    /// « le 12 mars », « du 3 au 5 mars », « depuis le 3 mars 2026 », « chaque mardi jusqu’au 30 juin 2027 ».
    pub fn when(&self, text: Text) -> String {
        let name = |weekday| weekday_name(text.locale, weekday).into();
        match (self.weekday, self.to) {
            (None, Some(to)) => words::on_days(text, self.from, to),
            (None, None) => text.fill("explanation-since", &[("day", words::day(text, self.from).into())]),
            (Some(weekday), None) => {
                let day = words::day(text, self.from).into();
                text.fill("explanation-each-since", &[("weekday", name(weekday)), ("day", day)])
            }
            (Some(weekday), Some(to)) => {
                let days = words::days(text, self.from, to).into();
                text.fill("explanation-each-between", &[("weekday", name(weekday)), ("days", days)])
            }
        }
    }
}
