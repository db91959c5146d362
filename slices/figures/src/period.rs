//! The period a figure is about, as it stands in the address and as one says it.

use jiff::{Span, ToSpan, civil::Date};
use kernel::Day;
use web::{Locale, Text, month_name};

/// A period. All but `LastYear` say the same days for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Month(i16, i8),
    Quarter(i16, i8),
    Year(i16),
    /// The twelve months up to today.
    LastYear,
    Days(Day, Day),
}

/// Years that a civil day is believed in.
const YEARS: std::ops::Range<i16> = 1900..2200;

impl Period {
    /// `2026-10`, `2026-q3`, `2026`, `12m`.
    pub fn read(text: &str) -> Option<Self> {
        if text == "12m" {
            return Some(Self::LastYear);
        }
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
        match rest.strip_prefix('q') {
            Some(quarter) => {
                quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter)).map(|q| Self::Quarter(year, q))
            }
            None if rest.is_empty() => (!text.contains('-')).then_some(Self::Year(year)),
            None => rest.parse().ok().filter(|month| (1..=12).contains(month)).map(|month| Self::Month(year, month)),
        }
    }

    /// Days as a date field gives them.
    pub fn days(from: &str, to: &str) -> Option<Self> {
        let day = |text: &str| text.parse::<Date>().ok().filter(|date| YEARS.contains(&date.year())).map(Day::of);
        let (from, to) = (day(from)?, day(to)?);
        (from <= to).then_some(Self::Days(from, to))
    }

    /// The month of a day.
    pub fn month_of(day: Day) -> Self {
        Self::Month(day.date().year(), day.date().month())
    }

    /// As it stands in the address.
    pub fn slug(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year}-q{quarter}"),
            Self::Year(year) => year.to_string(),
            Self::LastYear => "12m".into(),
            Self::Days(..) => "dates".into(),
        }
    }

    /// Its first and last day.
    pub fn bounds(self, today: Day) -> (Day, Day) {
        let first = |year, month| Date::new(year, month, 1).unwrap_or(today.date());
        match self {
            Self::Month(year, month) => (Day::of(first(year, month)), Day::of(first(year, month).last_of_month())),
            Self::Quarter(year, quarter) => {
                let start = first(year, quarter * 3 - 2);
                (Day::of(start), Day::of(first(year, quarter * 3).last_of_month()))
            }
            Self::Year(year) => (Day::of(first(year, 1)), Day::of(first(year, 12).last_of_month())),
            Self::LastYear => (year_before(today).plus(1), today),
            Self::Days(from, to) => (from, to),
        }
    }

    /// « Octobre 2026 », « 3e trimestre 2026 », « Du 3 au 12 octobre 2026 ».
    pub fn words(self, text: Text, today: Day) -> String {
        match self {
            Self::Month(year, month) => capital(&format!("{} {year}", month_name(text.locale, month))),
            Self::Quarter(year, quarter) => {
                let key = if quarter == 1 { "figures-quarter-first" } else { "figures-quarter" };
                text.fill(key, &[("quarter", f64::from(quarter).into()), ("year", year.to_string().into())])
            }
            Self::Year(year) => text.fill("figures-year", &[("year", year.to_string().into())]),
            Self::LastYear | Self::Days(..) => {
                let (from, to) = self.bounds(today);
                capital(&span_words(text, from, to))
            }
        }
    }
}

/// The same day a year earlier; 29 February becomes the 28th.
pub fn year_before(day: Day) -> Day {
    Day::of(day.date().saturating_sub(Span::new().years(1)))
}

/// The first day of the month that lies a number of months before a day's.
pub fn months_before(day: Day, months: i32) -> Day {
    Day::of(day.date().first_of_month().saturating_sub(months.months()))
}

/// « du 1er au 24 novembre 2026 », « le 3 octobre 2026 ».
pub fn span_words(text: Text, from: Day, to: Day) -> String {
    let (start, end) = (from.date(), to.date());
    let full =
        |date: Date| format!("{} {} {}", number(text.locale, date), month_name(text.locale, date.month()), date.year());
    if from == to {
        return text.fill("figures-on", &[("day", full(start).into())]);
    }
    let short = match (start.year() == end.year(), start.month() == end.month()) {
        (true, true) => number(text.locale, start),
        (true, false) => format!("{} {}", number(text.locale, start), month_name(text.locale, start.month())),
        _ => full(start),
    };
    text.fill("figures-from-to", &[("from", short.into()), ("to", full(end).into())])
}

/// « 24 novembre ».
pub fn day_words(text: Text, day: Day) -> String {
    format!("{} {}", number(text.locale, day.date()), month_name(text.locale, day.date().month()))
}

fn number(locale: Locale, date: Date) -> String {
    if locale == Locale::French && date.day() == 1 { "1er".into() } else { date.day().to_string() }
}

/// With a capital first letter.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of(text.parse().unwrap())
    }

    #[test]
    fn a_period_is_read_as_it_is_written() {
        let today = day("2026-11-24");
        for (text, from, to, words) in [
            ("2026-10", "2026-10-01", "2026-10-31", "Octobre 2026"),
            ("2024-02", "2024-02-01", "2024-02-29", "Février 2024"),
            ("2026-q3", "2026-07-01", "2026-09-30", "3e trimestre 2026"),
            ("2025", "2025-01-01", "2025-12-31", "Année 2025"),
            ("12m", "2025-11-25", "2026-11-24", "Du 25 novembre 2025 au 24 novembre 2026"),
        ] {
            let period = Period::read(text).unwrap();
            assert_eq!(period.slug(), text);
            assert_eq!(period.bounds(today), (day(from), day(to)), "{text}");
            assert_eq!(period.words(Text { locale: Locale::French }, today), words);
        }
        let english = Text { locale: Locale::English };
        assert_eq!(Period::Quarter(2026, 2).words(english, today), "2nd quarter 2026");
        for wrong in ["", "2026-13", "2026-q5", "26", "2026-", "2026-10-01", "x", "-2026", "9999999999", "2026-0"] {
            assert_eq!(Period::read(wrong), None, "{wrong}");
        }
        assert_eq!(Period::days("2026-10-02", "2026-10-01"), None);
        assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
    }
}
