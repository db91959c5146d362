//! From bytes to rows: encoding, separator, the line of titles.

use super::report::{FileRefusal, Reason};
use catalogue::fold;
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A larger file is not a place's spreadsheet.
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// Titles and remarks often stand above the line of column names, never more than this.
const LINES_ABOVE: usize = 20;

/// A spreadsheet whose columns are found.
#[derive(Debug)]
pub struct Table {
    /// How its letters were written.
    pub encoding: &'static str,
    /// What stands between its cells.
    pub separator: char,
    /// Its rows under the column names; empty ones are left out.
    pub rows: Vec<Row>,
    /// Where each wanted column stands.
    positions: Vec<usize>,
    /// How many column names there are.
    width: usize,
}

/// A row as it stands in the file.
#[derive(Debug)]
pub struct Row {
    /// Its line, counted from 1.
    pub line: u64,
    cells: StringRecord,
}

impl Table {
    /// Reads a file and finds the wanted columns by their names.
    pub fn read(bytes: &[u8], wanted: &[&str]) -> Result<Self, FileRefusal> {
        if bytes.len() > MOST_BYTES {
            return Err(FileRefusal::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(FileRefusal::Workbook);
        }
        let (text, encoding) = decode(bytes);
        // One way to end a line, so that lines are counted as people count them.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if text.trim().is_empty() {
            return Err(FileRefusal::Empty);
        }
        let mut nearest: Option<(Vec<String>, usize)> = None;
        for separator in [';', '\t', ','] {
            let mut records = records(&text, separator);
            for _ in 0..LINES_ABOVE {
                let Some((_, titles)) = records.next() else { break };
                let titles: Vec<_> = titles.iter().map(fold).collect();
                let missing: Vec<_> = wanted.iter().filter(|name| !titles.contains(&fold(name))).collect();
                if missing.is_empty() {
                    let find = |name: &&str| titles.iter().position(|title| *title == fold(name));
                    let positions = wanted.iter().filter_map(find).collect();
                    let rows = records.map(|(line, cells)| Row { line, cells });
                    let rows = rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())).collect();
                    return Ok(Self { encoding, separator, rows, positions, width: titles.len() });
                }
                let found = wanted.len() - missing.len();
                if found > 0 && nearest.as_ref().is_none_or(|(_, most)| found > *most) {
                    nearest = Some((missing.iter().map(|name| (**name).to_owned()).collect(), found));
                }
            }
        }
        let missing =
            nearest.map_or_else(|| wanted.iter().map(|name| (*name).to_owned()).collect(), |(missing, _)| missing);
        Err(FileRefusal::MissingColumns(missing))
    }

    /// Refuses a row that says more than the column names: what it says may not stand under the right ones.
    pub fn check_width(&self, row: &Row) -> Result<(), Reason> {
        let said = |index: &usize| !row.cells[*index].trim().is_empty();
        let cells = (0..row.cells.len()).rev().find(said).map_or(0, |last| last + 1);
        if cells > self.width { Err(Reason::Surplus { titles: self.width, cells }) } else { Ok(()) }
    }

    /// The cell of a row under the `index`-th wanted column; empty when the row is too short.
    pub fn cell<'a>(&self, row: &'a Row, index: usize) -> &'a str {
        self.positions.get(index).and_then(|position| row.cells.get(*position)).unwrap_or_default().trim()
    }
}

impl Row {
    /// The whole row, for its name: what stands in it and nothing of where it stands.
    pub fn content(&self) -> String {
        let cells: Vec<_> = self.cells.iter().map(str::trim).collect();
        cells.join("\u{1f}").trim_end_matches('\u{1f}').to_owned()
    }
}

fn decode(bytes: &[u8]) -> (String, &'static str) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), encoding.name());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), UTF_8.name()),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), WINDOWS_1252.name()),
    }
}

fn records(text: &str, separator: char) -> impl Iterator<Item = (u64, StringRecord)> + '_ {
    let separator = u8::try_from(separator).unwrap_or(b';');
    let reader =
        ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
    // Text was decoded before: reading it can no longer fail.
    reader.into_records().map_while(Result::ok).map(|record| (record.position().map_or(0, csv::Position::line), record))
}
