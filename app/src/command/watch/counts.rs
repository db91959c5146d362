//! Any table of dates and counts, read as people write them.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

/// Years before today beyond which a date is taken for a mistake.
const YEARS: i64 = 30;

/// What a file says, and what was wrong in it.
#[derive(Debug, Default)]
pub struct Counts {
    /// A count for each day; nothing where the cell is empty.
    pub days: BTreeMap<Date, Option<u32>>,
    /// Rows that were left out.
    pub faults: Vec<(u64, Fault)>,
}

/// Why a row was left out.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// What stands there is no date.
    NoDate(String),
    /// What stands there is no count.
    NoCount(String),
    /// The day has not come yet.
    Future(Date),
    /// The day is so long ago that it is a mistake.
    LongAgo(Date),
    /// The day stands in an earlier row already.
    Twice(Date),
}

/// Reads a table whose columns hold, in any order, a date and then a count. `today` is the last day that can have been counted.
pub fn read(bytes: &[u8], today: Date) -> Counts {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b';', b'\t', b','].into_iter().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut counts = Counts::default();
    let mut column = None;
    for (at, row) in reader.records().map_while(Result::ok).enumerate() {
        let line = row.position().map_or(at as u64 + 1, |position| line_of(text, position));
        column = column.or_else(|| row.iter().position(|cell| date(cell).is_some()));
        let cell = row.get(column.unwrap_or(0)).unwrap_or_default();
        let heads = at == 0 && column.is_none();
        if heads || row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // The count stands beside the date: in the next column, or in the first when the date comes last.
        let next = column.map_or(1, |column| if column + 1 < row.len() { column + 1 } else { 0 });
        let taken = counts.take(cell, row.get(next).unwrap_or_default(), today);
        counts.faults.extend(taken.err().map(|fault| (line, fault)));
    }
    counts
}

/// The line of a row. The reader's own is that of the empty lines before it.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let rest = text.as_bytes().get(usize::try_from(position.byte()).unwrap_or(usize::MAX)..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + empty as u64
}

impl Counts {
    fn take(&mut self, day: &str, visits: &str, today: Date) -> Result<(), Fault> {
        let day = date(day).ok_or_else(|| Fault::NoDate(day.trim().to_owned()))?;
        if day > today {
            return Err(Fault::Future(day));
        }
        if day < today.saturating_sub(Span::new().years(YEARS)) {
            return Err(Fault::LongAgo(day));
        }
        let visits = count(visits).ok_or_else(|| Fault::NoCount(visits.trim().to_owned()))?;
        if self.days.contains_key(&day) {
            return Err(Fault::Twice(day));
        }
        self.days.insert(day, visits);
        Ok(())
    }
}

/// `2025-03-04`, with or without an hour; `04/03/2025`, `4.3.2025`, `04-03-2025`.
fn date(cell: &str) -> Option<Date> {
    let cell = cell.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = cell.split(['-', '/', '.']).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let (year, month, day) = if one.len() == 4 { (one, two, three) } else { (three, two, one) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A whole number, its thousands apart or not, with an idle `,0` or none; an empty cell is no count.
#[expect(clippy::option_option, reason = "an empty cell is read well, and holds nothing")]
fn count(cell: &str) -> Option<Option<u32>> {
    let digits: String = cell.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.is_empty() {
        return Some(None);
    }
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((&digits, ""));
    let plain = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    (plain && fraction.bytes().all(|byte| byte == b'0')).then(|| whole.parse().ok()).flatten().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as on;

    #[test]
    fn rows_are_read_as_people_write_them() {
        let file =
            "\u{feff}jour;passages\n2025-03-03;12\n04/03/2025;1\u{202f}204\n5.3.2025;7,0\n2025-03-06 00:00:00;\n";
        let counts = read(file.as_bytes(), on(2026, 1, 1));
        let days: Vec<_> = counts.days.into_iter().collect();
        let read = [(3, Some(12)), (4, Some(1204)), (5, Some(7)), (6, None)];
        assert_eq!(days, read.map(|(day, count)| (on(2025, 3, day), count)));
        assert_eq!(counts.faults, []);
    }

    #[test]
    fn bad_rows_are_named_and_left_out() {
        let file = "date,count\n2025-03-03,12\nhier,4\n2025-03-04,-3\n2025-03-05,beaucoup\n2099-01-01,5\n1900-01-01,5\n\
                    2025-03-03,13\n\n2025-02-30,1\n2025-03-06,2.5\n";
        let counts = read(file.as_bytes(), on(2026, 1, 1));
        let told = |text: &str| Fault::NoCount(text.to_owned());
        let expected = [
            (3, Fault::NoDate("hier".to_owned())),
            (4, told("-3")),
            (5, told("beaucoup")),
            (6, Fault::Future(on(2099, 1, 1))),
            (7, Fault::LongAgo(on(1900, 1, 1))),
            (8, Fault::Twice(on(2025, 3, 3))),
            (10, Fault::NoDate("2025-02-30".to_owned())),
            (11, told("2.5")),
        ];
        assert_eq!(counts.faults, expected);
        assert_eq!(counts.days.len(), 1);
    }
}
