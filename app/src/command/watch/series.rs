//! `parvis watch series`: anybody's table of dates and counts, its signals and its next 28 days.
//!
//! No calendar comes with it: open days are taken from the counts themselves, public holidays from the table that Parvis ships, school holidays from
//! the zone if one is named.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use insight::watch::{Facts, Member, Method, Network, Observed, SILENT, Series, Subject, episodes, night};
use jiff::{Span, civil::Date};
use kernel::{Clock, SystemClock};
use network::{
    calendar::{Calendar, School},
    model::{HolidayZone, SchoolZone},
};

use super::{
    counts::{self, Counts},
    words,
};
use crate::Trouble;

/// Faults that are told one by one; the rest are counted.
const TOLD: usize = 20;
/// Days that the forecast reaches.
const AHEAD: i64 = 28;

/// Reads a table of dates and counts.
#[derive(Args)]
pub struct File {
    /// Tableau (CSV) : une date et un compte par ligne
    file: PathBuf,
    /// Zone des vacances scolaires
    #[arg(long, value_enum)]
    zone: Option<Zone>,
}

/// A school zone, as one types it.
#[derive(Clone, Copy, ValueEnum)]
enum Zone {
    A,
    B,
    C,
}

/// The days of a table, and on which weekdays its place opens.
struct Week {
    counts: Counts,
    opens: [bool; 7],
    zone: Option<SchoolZone>,
}

impl File {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let bytes = std::fs::read(&self.file).map_err(|error| Trouble::File { file: self.file.clone(), error })?;
        let today = SystemClock.now().to_zoned_datetime(jiff::tz::TimeZone::system()).date();
        let counts = counts::read(&bytes, today);
        for (line, fault) in counts.faults.iter().take(TOLD) {
            say!("{}", words::fault(*line, fault));
        }
        if counts.faults.len() > TOLD {
            say!("{}", words::many("watch-more-faults", counts.faults.len() - TOLD));
        }
        let days = || counts.days.keys().copied();
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Err(Trouble::Refused(words::say("watch-nothing-read")));
        };
        let zone = self.zone.map(|zone| match zone {
            Zone::A => SchoolZone::A,
            Zone::B => SchoolZone::B,
            Zone::C => SchoolZone::C,
        });
        say!("{} {}", words::many("watch-days-read", counts.days.len()), words::span(first, last));
        Week::new(counts, zone).tell(first, last);
        Ok(())
    }
}

impl Week {
    /// A weekday is one of opening when somebody came on a quarter of its dates at least.
    fn new(counts: Counts, zone: Option<SchoolZone>) -> Self {
        let (mut seen, mut dates) = ([0; 7], [0; 7]);
        for (date, count) in &counts.days {
            seen[weekday(*date)] += usize::from(count.is_some_and(|count| count > 0));
        }
        if let (Some((first, _)), Some((last, _))) = (counts.days.first_key_value(), counts.days.last_key_value()) {
            first
                .series(Span::new().days(1))
                .take_while(|date| date <= last)
                .for_each(|date| dates[weekday(date)] += 1);
        }
        Self { counts, opens: std::array::from_fn(|day| seen[day] > 0 && 4 * seen[day] >= dates[day]), zone }
    }

    fn is_usually_open(&self, date: Date) -> bool {
        self.opens[weekday(date)] && Calendar::shipped().public_holiday(HolidayZone::Metropole, date).is_none()
    }

    /// A row with visits is an open day; a row of 0, or an empty one, only when the place is usually open.
    fn observed(&self, date: Date) -> Observed {
        match self.counts.days.get(&date) {
            Some(Some(visits)) if *visits > 0 || self.is_usually_open(date) => Observed::Visits(*visits),
            Some(None) if self.is_usually_open(date) => Observed::Blank,
            _ => Observed::Closed,
        }
    }

    fn facts(&self, date: Date, after_closure: bool) -> Facts {
        let school_holiday = match self.zone.map(|zone| Calendar::shipped().school(Some(zone), date)) {
            None | Some(School::Term) => Some(false),
            Some(School::Holiday(_)) => Some(true),
            Some(School::Unknown) => None,
        };
        Facts { school_holiday, after_closure, ..Facts::ordinary(date) }
    }

    /// Whether the place was shut the day before; beyond `last`, whether it will be.
    fn was_shut(&self, date: Date, last: Date) -> bool {
        let before = date.saturating_sub(Span::new().days(1));
        let open = if before > last { self.is_usually_open(before) } else { self.observed(before) != Observed::Closed };
        self.opens[weekday(before)] && !open
    }

    fn tell(&self, first: Date, last: Date) {
        let method = Method::ADOPTED;
        let (mut series, mut network) = (Series::new(Subject::Place), Network::new(Subject::Place));
        let (mut told, mut missing, mut zeros) = (Vec::new(), 0, 0);
        for date in first.series(Span::new().days(1)).take_while(|date| *date <= last) {
            let observed = self.observed(date);
            missing += usize::from(self.is_usually_open(date) && !self.counts.days.contains_key(&date));
            zeros += usize::from(observed == Observed::Visits(0));
            let facts = self.facts(date, date > first && self.was_shut(date, last));
            let mut tonight = [Member { series: &mut series, facts, observed }];
            let signals = night(date, &mut tonight, &mut network, &method);
            told.extend(signals.into_iter().map(|(_, signal)| (date, signal)));
        }
        for (key, count) in [("watch-missing-days", missing), ("watch-zeros", zeros)] {
            if count > 0 {
                say!("{}", words::many(key, count));
            }
        }
        if self.zone.is_none() {
            say!("{}", words::say("watch-no-zone"));
        }
        say!("");
        let episodes = episodes(&told);
        if series.open_days() <= SILENT {
            say!("{}", words::many("watch-too-young", series.open_days() as usize));
        } else if episodes.is_empty() {
            say!("{}", words::say("watch-calm"));
        }
        for episode in &episodes {
            say!("{}", words::episode(episode));
        }
        let ahead = (1..=AHEAD).map(|ahead| last.saturating_add(Span::new().days(ahead)));
        let ahead: Vec<Facts> = ahead
            .filter(|date| self.is_usually_open(*date))
            .map(|date| self.facts(date, self.was_shut(date, last)))
            .collect();
        let forecast = series.forecast(&ahead, &network, &method);
        if !forecast.is_empty() {
            say!("\n{}", words::total(&forecast));
        }
        for day in &forecast {
            say!("{}", words::foreseen(day));
        }
    }
}

fn weekday(date: Date) -> usize {
    date.weekday().to_monday_zero_offset() as usize
}
