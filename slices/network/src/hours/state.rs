//! Open now, until when; closed now, until when.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

use super::slot::{MINUTES_A_DAY, Slot};
use super::{Agenda, Certainty, Span};

/// How many days ahead a change is looked for: past a year, « closed » says more than a date.
const HORIZON_DAYS: usize = 400;

/// The state of a place at an instant; the instants in it are always later than the one asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Open; `None` when no closing is in sight.
    Open {
        /// When it closes (or becomes uncertain).
        until: Option<ZonedDateTime>,
    },
    /// Closed; `None` when no certain opening is in sight.
    Closed {
        /// When it certainly opens next.
        next: Option<ZonedDateTime>,
    },
    /// No table tells: one had better telephone.
    Unknown {
        /// When it is known again.
        until: Option<ZonedDateTime>,
    },
}

impl Agenda {
    /// The state at an instant, by the place's clock.
    pub fn state_at(&self, instant: Timestamp) -> State {
        let now = instant.to_zoned_datetime(self.time_zone().clone());
        let today = self.day(now.date()).spans;
        let minute = minute_of(&now);
        match today.iter().find(|span| (span.slot.start()..span.slot.end()).contains(&minute)) {
            Some(span) => {
                let until = self.end_of(span, now.date()).and_then(|(date, minute)| later(date, minute, &now));
                match span.certainty {
                    Certainty::Open => State::Open { until },
                    Certainty::Unknown => State::Unknown { until },
                }
            }
            None => State::Closed { next: self.next_opening(&now) },
        }
    }

    /// The end of a span, following it over midnights and over spans that differ only by their comment.
    fn end_of(&self, span: &Span, date: Date) -> Option<(Date, u16)> {
        let certainty = span.certainty;
        let mut end = span.slot.end();
        let mut date = date;
        for _ in 0..HORIZON_DAYS {
            for span in self.day(date).spans {
                if span.slot.start() == end && span.certainty == certainty {
                    end = span.slot.end();
                }
            }
            if end < MINUTES_A_DAY {
                return Some((date, end));
            }
            let tomorrow = date.tomorrow().ok()?;
            let first = self.day(tomorrow).spans.into_iter().next();
            match first.filter(|span| span.slot.start() == 0 && span.certainty == certainty) {
                Some(span) => (date, end) = (tomorrow, span.slot.end()),
                None => return Some((tomorrow, 0)),
            }
        }
        None
    }

    fn next_opening(&self, now: &ZonedDateTime) -> Option<ZonedDateTime> {
        let days = now.date().series(jiff::ToSpan::days(1)).take(HORIZON_DAYS);
        days.flat_map(|date| {
            let open = |span: Span| (span.certainty == Certainty::Open).then_some((date, span.slot));
            self.day(date).spans.into_iter().filter_map(open).collect::<Vec<(Date, Slot)>>()
        })
        .filter(|(date, slot)| *date > now.date() || slot.start() > minute_of(now))
        .find_map(|(date, slot)| later(date, slot.start(), now))
    }
}

fn minute_of(now: &ZonedDateTime) -> u16 {
    // Both parts are never negative and stay below 60.
    u16::from(now.hour().unsigned_abs()) * 60 + u16::from(now.minute().unsigned_abs())
}

/// The first instant after `now` at which the place's clock shows that minute. In the night that an hour comes twice, its second
/// coming counts when the first has gone by.
fn later(date: Date, minute: u16, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let midnight = date.at(0, 0, 0, 0);
    let shown = midnight.checked_add(jiff::Span::new().minutes(i64::from(minute))).ok()?;
    let ambiguous = || now.time_zone().to_ambiguous_zoned_datetime(shown);
    let candidates = [ambiguous().earlier().ok()?, ambiguous().later().ok()?, ambiguous().compatible().ok()?];
    candidates.into_iter().filter(|instant| instant > now).min()
}
