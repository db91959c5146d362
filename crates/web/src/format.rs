//! Numbers, dates and times as a French or English reader writes them.

use crate::Locale;
use jiff::civil::{Date, Time, Weekday};

/// A whole number with its thousands apart: `19 380`, `19,380`.
pub fn number(locale: Locale, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('−');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(if locale == Locale::French { '\u{202f}' } else { ',' });
        }
        text.push(digit);
    }
    text
}

/// A decimal number: `1,8`, `1.8`.
pub fn decimal(locale: Locale, x: f64, places: usize) -> String {
    let text = format!("{x:.places$}").replace('-', "−");
    if locale == Locale::French { text.replace('.', ",") } else { text }
}

/// A share as whole percents: `81 %`, `81%`.
pub fn percent(locale: Locale, share: f64) -> String {
    let space = if locale == Locale::French { "\u{a0}" } else { "" };
    format!("{}{space}%", decimal(locale, share * 100.0, 0))
}

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];
const WEEKDAYS: [[&str; 7]; 2] = [
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

/// The name of a month, 1 to 12.
pub fn month_name(locale: Locale, month: i8) -> &'static str {
    MONTHS[locale as usize][usize::from(month.clamp(1, 12).unsigned_abs()) - 1]
}

/// The name of a weekday.
pub fn weekday_name(locale: Locale, weekday: Weekday) -> &'static str {
    WEEKDAYS[locale as usize][usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

/// A date in words: `mardi 24 novembre 2026`, `Tuesday 24 November 2026`.
pub fn date_words(locale: Locale, date: Date) -> String {
    let day = if locale == Locale::French && date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{} {day} {} {}", weekday_name(locale, date.weekday()), month_name(locale, date.month()), date.year())
}

/// A time of day: `9 h 05`, `9:05`.
pub fn time_words(locale: Locale, time: Time) -> String {
    match locale {
        Locale::French => format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute()),
        Locale::English => format!("{}:{:02}", time.hour(), time.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_read_aloud() {
        assert_eq!(number(Locale::French, 19_380), "19\u{202f}380");
        assert_eq!(number(Locale::French, -1_234_567), "−1\u{202f}234\u{202f}567");
        assert_eq!(number(Locale::English, 100), "100");
        assert_eq!(decimal(Locale::French, 1.84, 1), "1,8");
        assert_eq!(percent(Locale::French, 0.806), "81\u{a0}%");
        assert_eq!(date_words(Locale::French, jiff::civil::date(2026, 12, 1)), "mardi 1er décembre 2026");
        assert_eq!(time_words(Locale::French, jiff::civil::time(9, 5, 0, 0)), "9\u{a0}h\u{a0}05");
    }
}
