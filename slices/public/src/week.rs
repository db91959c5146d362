//! The usual week of a place, and the coming days that leave it. Pure.

use jiff::{ToSpan, civil::Date};
use network::hours::{Agenda, Day, Span};

/// How far ahead a day that is not like the others is told.
const AHEAD: i64 = 63;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Week {
    /// From Monday.
    pub usual: [Vec<Span>; 7],
    /// In order, neighbours with the same hours and the same reason together.
    pub apart: Vec<Apart>,
}

/// A run of days that are not like the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    pub from: Date,
    pub to: Date,
    pub spans: Vec<Span>,
    /// The reason of an exception, or the name of the public holiday.
    pub note: Option<String>,
}

impl Week {
    /// What an agenda says of the nine weeks from a day on.
    pub fn of(agenda: &Agenda, today: Date) -> Self {
        let days: Vec<Day> =
            (0..AHEAD).filter_map(|ahead| today.checked_add(ahead.days()).ok()).map(|date| agenda.day(date)).collect();
        let usual = std::array::from_fn(|weekday| usual(&days, weekday));
        let mut apart: Vec<Apart> = Vec::new();
        for day in days {
            let weekday = weekday(day.date);
            if day.spans == usual[weekday] {
                // A closed Sunday within a week of holidays does not cut it in two; a reason alone changes nothing.
                continue;
            }
            match apart.last_mut() {
                Some(last) if last.spans == day.spans && last.note == day.note && joins(&usual, last.to, day.date) => {
                    last.to = day.date;
                }
                _ => apart.push(Apart { from: day.date, to: day.date, spans: day.spans, note: day.note }),
            }
        }
        Self { usual, apart }
    }

    /// Without the days on which the place will have closed for good.
    pub fn until(mut self, last: Option<Date>) -> Self {
        self.apart.retain(|apart| last.is_none_or(|last| apart.from <= last));
        self
    }

    /// How many minutes of an hour of the usual week the place is open, or may be.
    pub fn open_minutes(&self, weekday: usize, hour: u16) -> u16 {
        let (start, end) = (hour * 60, hour * 60 + 60);
        let within = |span: &Span| span.slot.end().min(end).saturating_sub(span.slot.start().max(start));
        self.usual[weekday].iter().map(within).sum()
    }

    /// Whether nothing opens in a usual week.
    pub fn is_closed(&self) -> bool {
        self.usual.iter().all(Vec::is_empty)
    }
}

/// Days from Monday.
pub(crate) fn weekday(date: Date) -> usize {
    usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())
}

/// What that weekday says most often when nothing special is noted; the earliest of equals.
fn usual(days: &[Day], of: usize) -> Vec<Span> {
    let plain: Vec<_> = days.iter().filter(|day| weekday(day.date) == of && day.note.is_none()).collect();
    let often = |spans: &[Span]| plain.iter().filter(|day| day.spans == spans).count();
    plain.iter().rev().max_by_key(|day| often(&day.spans)).map_or_else(Vec::new, |day| day.spans.clone())
}

/// Whether only days that are closed anyway stand between two.
fn joins(usual: &[Vec<Span>; 7], last: Date, next: Date) -> bool {
    let between = last.series(1.day()).skip(1).take_while(|date| *date < next);
    between.take(7).all(|date| usual[weekday(date)].is_empty()) && last.until(next).is_ok_and(|gap| gap.get_days() <= 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use network::hours::{Exception, ExceptionHours, Holidays, Slot};

    fn week(rule: &str, exceptions: Vec<Exception>) -> Week {
        let holidays = Holidays::new(
            network::calendar::Calendar::shipped(),
            network::model::HolidayZone::Metropole,
            Some(network::model::SchoolZone::B),
        );
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let agenda = Agenda::new(rule.parse().unwrap(), &holidays, exceptions, zone);
        Week::of(&agenda, date(2026, 11, 24))
    }

    fn slots(spans: &[Span]) -> String {
        Slot::list(&spans.iter().map(|span| span.slot).collect::<Vec<_>>())
    }

    #[test]
    fn a_holiday_and_a_closing_are_told_apart_from_the_usual_week() {
        let closing = Exception::new(date(2026, 12, 28), date(2027, 1, 5), ExceptionHours::Closed, "Congés").unwrap();
        let evening = ExceptionHours::Open(Slot::parse_list("17:00-20:00").unwrap());
        let evening = Exception::new(date(2026, 11, 26), date(2026, 11, 26), evening, "").unwrap();
        let found = week("Mo-Fr 09:00-12:00; We off; PH off", vec![closing, evening]);
        assert_eq!(
            found.usual.each_ref().map(|spans| slots(spans)).join("|"),
            "09:00-12:00|09:00-12:00||09:00-12:00|09:00-12:00||"
        );
        let told: Vec<_> = found
            .apart
            .iter()
            .map(|apart| format!("{} {} {:?} {}", apart.from, apart.to, apart.note, slots(&apart.spans)))
            .collect();
        assert_eq!(
            told,
            [
                "2026-11-26 2026-11-26 None 17:00-20:00",
                "2026-12-25 2026-12-25 Some(\"Noël\") ",
                "2026-12-28 2027-01-05 Some(\"Congés\") ",
            ]
        );
    }

    #[test]
    fn what_never_opens_is_a_closed_week() {
        assert!(week("off", Vec::new()).is_closed());
        assert!(!week("24/7", Vec::new()).is_closed());
    }
}
