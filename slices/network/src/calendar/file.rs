//! Reading a table of school holidays: our own, or the one that the Ministry of Education publishes.
//!
//! Pure: bytes in, days of zones out. A line that cannot be read is told by its number and harms no other. Sentences are refusals, said in the reader's language.

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;
use kernel::Refusal;

use super::runs::meet;
use super::{SchoolDays, official, table};
use crate::import::{FileNote, decode, fold, is_workbook, tidy};

/// A larger file is not a school calendar: all that the Ministry ever published weighs half a megabyte.
const MAX_BYTES: usize = 3 * 1024 * 1024;
/// The years that a table may speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// No holidays last longer; a wrong year in one of the two dates makes some that do.
const LONGEST: i32 = 100;
/// What a name may weigh, in letters.
pub(crate) const LONGEST_NAME: usize = 80;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolFile {
    /// What was remarkable about the file as a whole.
    pub notes: Vec<FileNote>,
    /// Days of zones, in order; named ones share no day within a zone.
    pub days: Vec<SchoolDays>,
    /// The lines that were left out.
    pub left: Vec<LeftOut>,
    /// How many lines are for teachers, whose calendar is not the pupils'.
    pub for_teachers: usize,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Counted from 1.
    pub line: u64,
    /// Why.
    pub why: Refusal,
}

/// The cells of a line, by column.
pub(super) struct Line<'a> {
    pub number: u64,
    pub cells: [&'a str; 4],
    /// `annee_scolaire`, or nothing.
    pub year: &'a str,
    /// For whom.
    pub population: &'a str,
}

/// Where the columns of one of the two forms stand.
struct Columns {
    official: bool,
    places: [usize; 4],
    year: Option<usize>,
    population: Option<usize>,
}

/// Reads a whole file, in UTF-8, UTF-16 or Windows-1252, with semicolons, commas or tabs.
pub fn read(bytes: &[u8]) -> Result<SchoolFile, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::invalid("calendar-file-large").field("file"));
    }
    if is_workbook(bytes) {
        return Err(Refusal::invalid("calendar-file-workbook").field("file"));
    }
    let (text, note) = decode(bytes);
    if text.trim().is_empty() {
        return Err(Refusal::invalid("calendar-file-empty").field("file"));
    }
    let forms = [b';', b',', b'\t'].into_iter();
    let found = forms.filter_map(|separator| Some((separator, Columns::of(&header(&text, separator))?))).next();
    let (separator, columns) = found.ok_or_else(|| Refusal::invalid("calendar-file-columns").field("file"))?;
    let mut file =
        SchoolFile { notes: note.into_iter().collect(), days: Vec::new(), left: Vec::new(), for_teachers: 0 };
    let mut official = official::Years::default();
    let reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut after = 1;
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(after, csv::Position::line);
                file.left.push(LeftOut { line, why: Refusal::invalid("calendar-line") });
                continue;
            }
        };
        let line = columns.line(&record, after);
        after = line.number + 1;
        if line.cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if fold(line.population).contains("enseignant") && !fold(line.population).contains("eleve") {
            file.for_teachers += 1;
            continue;
        }
        let taken = if columns.official { official.take(&line) } else { own(&line).and_then(|days| file.add(days)) };
        if let Err(why) = taken {
            file.left.push(LeftOut { line: line.number, why });
        }
    }
    for (line, days) in official.days() {
        if let Err(why) = file.add(days) {
            file.left.push(LeftOut { line, why });
        }
    }
    file.left.sort_by_key(|left| left.line);
    if file.days.is_empty() && file.left.is_empty() && file.for_teachers == 0 {
        return Err(Refusal::invalid("calendar-file-nothing").field("file"));
    }
    file.days.sort();
    file.days.dedup();
    Ok(file)
}

impl SchoolFile {
    /// Takes the days of a line, zone by zone: the same twice is once, and of two that contradict one another the first stands.
    fn add(&mut self, lines: Vec<SchoolDays>) -> Result<(), Refusal> {
        let mut refused = None;
        for days in lines {
            let other = self.days.iter().find(|other| {
                let both = other.zone == days.zone && other.name.is_some() && days.name.is_some();
                both && meet((other.first, other.last), (days.first, days.last))
            });
            match other {
                Some(other) if (other.first, other.last) != (days.first, days.last) => {
                    let name = other.name.clone().unwrap_or_default();
                    refused = Some(Refusal::invalid("calendar-line-overlaps").with("name", name));
                }
                Some(_) => {}
                None => self.days.push(days),
            }
        }
        refused.map_or(Ok(()), Err)
    }
}

/// A line of our own table.
fn own(line: &Line<'_>) -> Result<Vec<SchoolDays>, Refusal> {
    let [zones, first, last, name] = line.cells;
    let zones = table::zones(zones).ok_or_else(|| unknown_zone(zones))?;
    let (first, last) = (day(first)?, day(last)?);
    let name = name_of(name);
    checked(first, last, name.is_some())?;
    Ok(SchoolDays::each(&zones, first, last, name.as_deref()))
}

pub(super) fn unknown_zone(zones: &str) -> Refusal {
    Refusal::invalid("calendar-line-zone").with("zone", shown(zones))
}

/// A name as it is kept, or none.
pub(super) fn name_of(text: &str) -> Option<String> {
    let name: String = tidy(text, false).replace('\'', "’").chars().take(LONGEST_NAME).collect();
    Some(name).filter(|name| !name.is_empty())
}

/// Days in order, of years that a calendar may speak of, and not too many of them when they are holidays.
pub(crate) fn checked(first: Date, last: Date, named: bool) -> Result<(), Refusal> {
    if last < first {
        return Err(Refusal::invalid("calendar-line-backwards"));
    }
    if !YEARS.contains(&first.year()) || !YEARS.contains(&last.year()) {
        return Err(Refusal::invalid("calendar-line-years"));
    }
    let days = first.until(last).map_or(i32::MAX, |span| span.get_days());
    if named && days >= LONGEST { Err(Refusal::invalid("calendar-line-long")) } else { Ok(()) }
}

/// « 2026-10-17 », « 17/10/2026 ».
pub(super) fn day(text: &str) -> Result<Date, Refusal> {
    let french = || {
        let mut parts = text.split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    // jiff would also take the date out of a longer text.
    let plain = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    plain.or_else(french).ok_or_else(|| Refusal::invalid("calendar-line-date").with("date", shown(text)))
}

/// A cell as a sentence quotes it.
pub(super) fn shown(text: &str) -> String {
    tidy(text, false).chars().take(40).collect()
}

fn header(text: &str, separator: u8) -> StringRecord {
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    reader.headers().cloned().unwrap_or_default()
}

impl Columns {
    fn of(header: &StringRecord) -> Option<Self> {
        let cells: Vec<_> = header.iter().map(fold).collect();
        let place = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.as_str()));
        let places = |columns: [&[&str]; 4]| {
            let found: Vec<_> = columns.into_iter().filter_map(place).collect();
            <[usize; 4]>::try_from(found).ok()
        };
        let own: [&[&str]; 4] = [&["zones", "zone"], &["first"], &["last"], &["name"]];
        let official: [&[&str]; 4] =
            [&["zones", "zone"], &["datededebut", "startdate"], &["datedefin", "enddate"], &["description"]];
        let (year, population) = (place(&["anneescolaire"]), place(&["population"]));
        let of = |official, places| Self { official, places, year, population };
        places(own).map(|places| of(false, places)).or_else(|| places(official).map(|places| of(true, places)))
    }

    fn line<'a>(&self, record: &'a StringRecord, after: u64) -> Line<'a> {
        let cell = |place: usize| record.get(place).unwrap_or_default().trim();
        Line {
            number: record.position().map_or(after, csv::Position::line),
            cells: self.places.map(cell),
            year: self.year.map_or("", cell),
            population: self.population.map_or("", cell),
        }
    }
}
