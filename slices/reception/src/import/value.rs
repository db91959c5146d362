//! Dates, times and durations as people write them in French spreadsheets.

use catalogue::fold;
use jiff::civil::{Date, Time};

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// A date, with the time that some programs write after it: « 24/11/2026 », « 24-11-26 », « 2026-11-24 10:21 »,
/// « mardi 24 nov. 2026 », « 1er décembre 2026 ». Two digits of a year are of this century.
pub fn date(cell: &str) -> Option<(Date, Option<Time>)> {
    let cell = cell.trim();
    let (day, rest) = match cell.split_once(['T', ' ']) {
        Some((day, rest)) if day.contains(|c: char| c.is_ascii_digit()) && day.contains(['/', '-', '.']) => {
            (day, rest.trim())
        }
        _ => (cell, ""),
    };
    let date = numeric_date(day).or_else(|| worded_date(cell))?;
    if rest.is_empty() || numeric_date(day).is_none() {
        return Some((date, None));
    }
    Some((date, Some(time(rest)?)))
}

fn numeric_date(text: &str) -> Option<Date> {
    let separator = ['/', '-', '.'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<_> = text.split(separator).map(str::trim).collect();
    let [first, month, last] = parts[..] else { return None };
    if first.len() == 4 { civil(first, number(month)?, last) } else { civil(last, number(month)?, first) }
}

fn worded_date(text: &str) -> Option<Date> {
    let folded = fold(text);
    let words: Vec<_> = folded.split(' ').collect();
    let [.., day, month, year] = words[..] else { return None };
    // A weekday may stand before; anything else is not a date.
    if words.len() > 4 {
        return None;
    }
    let name = |full: &str| full == month || (month.len() >= 3 && full.starts_with(month));
    let month = MONTHS.into_iter().position(name)?;
    civil(year, i8::try_from(month + 1).ok()?, day.strip_suffix("er").unwrap_or(day))
}

fn civil(year: &str, month: i8, day: &str) -> Option<Date> {
    let number_of_year: i16 = digits(year)?.parse().ok()?;
    let year = match year.len() {
        2 => 2000 + number_of_year,
        4 => number_of_year,
        _ => return None,
    };
    Date::new(year, month, number(day)?).ok()
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn number(text: &str) -> Option<i8> {
    digits(text).filter(|text| text.len() <= 2)?.parse().ok()
}

/// A time: « 10h21 », « 10 h 21 », « 10h », « 10:21 », « 10:21:30 ».
pub fn time(cell: &str) -> Option<Time> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let mut parts = plain.split(['h', ':']);
    let hour = number(parts.next()?)?;
    let minute = match parts.next()?.trim_end_matches("min") {
        "" if plain.ends_with('h') => 0,
        minute => number(minute)?,
    };
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

/// A number of minutes, rounded: « 15 », « 7,5 », « 15 min », « 1h05 », « 0:20 ».
pub fn minutes(cell: &str) -> Option<u16> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let bare = ["minutes", "minute", "mins", "min", "mn", "'", "’"].iter().find_map(|unit| plain.strip_suffix(unit));
    if let Some(time) = plain.contains(['h', ':']).then(|| time(cell)).flatten() {
        return Some(time.hour().unsigned_abs() as u16 * 60 + u16::from(time.minute().unsigned_abs()));
    }
    let text = bare.unwrap_or(&plain).replace(',', ".");
    let plausible = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let minutes: f64 = text.parse().ok().filter(|_| plausible)?;
    // Checked right here: the cast cannot cut anything.
    (minutes <= 1440.0).then_some(minutes.round() as u16)
}

/// A count: « 12 », « 1 204 », « 12,0 ».
pub fn count(cell: &str) -> Option<u32> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = plain
        .split_once([',', '.'])
        .map_or(Some(plain.as_str()), |(whole, rest)| rest.bytes().all(|byte| byte == b'0').then_some(whole))?;
    digits(whole)?.parse().ok().filter(|count| *count <= 100_000)
}

/// A yes or a no.
pub fn yes(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "oui" | "o" | "1" | "vrai" | "x" | "yes" => Some(true),
        "non" | "n" | "0" | "faux" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn dates_as_they_are_written() {
        let day = civil::date(2026, 11, 24);
        for text in [
            "24/11/2026",
            "24-11-26",
            "2026-11-24",
            "24.11.2026",
            " 24/11/26 ",
            "24 nov. 2026",
            "24 novembre 2026",
            "mardi 24 Novembre 2026",
            "Mar. 24 nov. 2026",
        ] {
            assert_eq!(date(text), Some((day, None)), "{text}");
        }
        for text in ["2026-11-24 10:21", "24/11/2026 10h21", "2026-11-24T10:21:00"] {
            assert_eq!(date(text), Some((day, Some(civil::time(10, 21, 0, 0)))), "{text}");
        }
        assert_eq!(date("1er décembre 2026"), Some((civil::date(2026, 12, 1), None)));
        assert_eq!(date("3 févr. 2026"), Some((civil::date(2026, 2, 3), None)));
        for text in [
            "",
            "31/02/2026",
            "24/11",
            "24/13/2026",
            "11/24/2026",
            "demain",
            "24 ju 2026",
            "202-11-24",
            "1/2/3/4",
            "24/11/2026 midi",
            "total du 24 novembre 2026",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_and_durations_as_they_are_written() {
        for text in ["10h21", "10:21", "10 h 21", "10:21:00", "10H21"] {
            assert_eq!(time(text), Some(civil::time(10, 21, 0, 0)), "{text}");
        }
        assert_eq!(time("9h"), Some(civil::time(9, 0, 0, 0)));
        for text in ["", "25h", "10h61", "matin", "1021", "10:", ":10", "10:21:30:1"] {
            assert_eq!(time(text), None, "{text}");
        }
        let table = [("15", 15), ("7,5", 8), ("15 min", 15), ("1h05", 65), ("0:20", 20), ("2,4 mn", 2), ("20’", 20)];
        for (text, expected) in table {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "long", "-3", "1441", "1e3", "inf", "nan"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn counts_and_answers_as_they_are_written() {
        assert_eq!(
            [count("12"), count("1 204"), count("12,0"), count("12,5"), count("-1"), count("")],
            [Some(12), Some(1204), Some(12), None, None, None]
        );
        assert_eq!([yes("Oui"), yes("x"), yes("NON"), yes("?")], [Some(true), Some(true), Some(false), None]);
    }
}
