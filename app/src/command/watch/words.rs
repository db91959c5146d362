//! What the commands of the watch say, in words that a newcomer understands.

use std::path::Path;

use insight::watch::{Episode, Foreseen, Kind};
use jiff::civil::Date;
use std::time::Duration;
use watch::Night;
use web::{Locale, Text};

use super::counts::Fault;

const FRENCH: Locale = Locale::French;
const TEXT: Text = Text { locale: FRENCH };

fn on(date: Date) -> String {
    web::date_words(FRENCH, date)
}

fn whole(number: f64) -> String {
    TEXT.count(number.round().max(0.0) as u64)
}

/// A line of a case file that is not as it should be.
pub fn unread(file: &Path, line: u64) -> String {
    TEXT.fill("watch-unread", &[("file", file.display().to_string().into()), ("line", line.to_string().into())])
}

/// What a replay of cases did.
pub fn scored(series: usize, nights: usize, signals: usize, seconds: f64) -> String {
    let counts = [("series", series), ("nights", nights), ("signals", signals)];
    let mut said: Vec<_> = counts.map(|(name, count)| (name, TEXT.count(count as u64).into())).to_vec();
    said.push(("seconds", web::decimal(FRENCH, seconds, 1).into()));
    TEXT.fill("watch-scored", &said)
}

/// What came of running nights.
pub fn nights(nights: usize, last: &Night, took: Duration) -> String {
    let counts =
        [("nights", nights as u64), ("series", last.series.unsigned_abs()), ("signals", last.signals.unsigned_abs())];
    let mut said: Vec<_> = counts.map(|(name, count)| (name, TEXT.count(count).into())).to_vec();
    said.push(("day", on(last.day.date()).into()));
    said.push(("seconds", web::decimal(FRENCH, took.as_secs_f64(), 1).into()));
    TEXT.fill("watch-nights-run", &said)
}

/// Why a row was left out.
pub fn fault(line: u64, fault: &Fault) -> String {
    let (key, what) = match fault {
        Fault::NoDate(cell) => ("watch-fault-date", cell.clone()),
        Fault::NoCount(cell) => ("watch-fault-count", cell.clone()),
        Fault::Future(date) => ("watch-fault-future", on(*date)),
        Fault::LongAgo(date) => ("watch-fault-long-ago", on(*date)),
        Fault::Twice(date) => ("watch-fault-twice", on(*date)),
    };
    TEXT.fill(key, &[("line", line.to_string().into()), ("what", what.into())])
}

/// A sentence that counts something.
pub fn many(key: &str, count: usize) -> String {
    TEXT.many(key, count as u64)
}

/// The days that were read.
pub fn span(first: Date, last: Date) -> String {
    TEXT.fill("watch-span", &[("first", on(first).into()), ("last", on(last).into())])
}

/// A sentence without anything in it.
pub fn say(key: &str) -> String {
    TEXT.say(key)
}

/// An episode of signals: what, since when, observed against expected.
pub fn episode(episode: &Episode) -> String {
    let signal = &episode.strongest;
    let what = watch::words::kind_words(TEXT, signal);
    let said = [("what", what.into()), ("seen", on(episode.first).into()), ("since", on(signal.since).into())];
    if signal.kind == Kind::Weekday {
        return TEXT.fill("watch-episode-weekday", &said);
    }
    let share = signal.observed / signal.expected.max(1e-9) - 1.0;
    let sign = if share > 0.0 { "+" } else { "" };
    let change = format!("{sign}{}", web::percent(FRENCH, share));
    let mut said = said.to_vec();
    said.extend([
        ("n", f64::from(signal.open_days).into()),
        ("observed", whole(signal.observed).into()),
        ("expected", whole(signal.expected).into()),
        ("change", change.into()),
    ]);
    TEXT.fill("watch-episode", &said)
}

/// A day that is foreseen.
pub fn foreseen(day: &Foreseen) -> String {
    let bounds = [
        ("expected", day.expected),
        ("low80", day.low80),
        ("high80", day.high80),
        ("low95", day.low95),
        ("high95", day.high95),
    ];
    let mut said: Vec<_> = bounds.map(|(name, bound)| (name, whole(bound).into())).to_vec();
    said.push(("day", on(day.date).into()));
    TEXT.fill("watch-foreseen", &said)
}

/// The days that are foreseen, together.
pub fn total(days: &[Foreseen]) -> String {
    let total = days.iter().map(|day| day.expected).sum();
    TEXT.fill("watch-foreseen-total", &[("total", whole(total).into()), ("n", (days.len() as f64).into())])
}
