//! From bytes to rows: encoding, separator, header.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::MAX_BYTES;
use super::report::{FileNote, FileRefusal, Reason};

/// The columns of the list that the product reads.
pub(super) const COLUMNS: [Column; 24] = {
    use Column::*;
    [
        Id,
        Department,
        Name,
        Address,
        AddressMore,
        Insee,
        PostCode,
        Commune,
        Latitude,
        Longitude,
        Mail,
        Telephone,
        Monday,
        Tuesday,
        Wednesday,
        Thursday,
        Friday,
        Saturday,
        Appointments,
        Comment,
        Type,
        Format,
        Group,
        Label,
    ]
};

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Department,
    Name,
    Address,
    AddressMore,
    Insee,
    PostCode,
    Commune,
    Latitude,
    Longitude,
    Mail,
    Telephone,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Appointments,
    Comment,
    Type,
    Format,
    Group,
    Label,
}

impl Column {
    fn header(self) -> &'static str {
        match self {
            Self::Id => "id_fs",
            Self::Department => "insee_dep",
            Self::Name => "lib_fs",
            Self::Address => "adresse",
            Self::AddressMore => "complement_adresse",
            Self::Insee => "insee_com",
            Self::PostCode => "code_postal",
            Self::Commune => "lib_com",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Mail => "mail",
            Self::Telephone => "telephone",
            Self::Monday => "h_lundi",
            Self::Tuesday => "h_mardi",
            Self::Wednesday => "h_mercredi",
            Self::Thursday => "h_jeudi",
            Self::Friday => "h_vendredi",
            Self::Saturday => "h_samedi",
            Self::Appointments => "prise_rdv",
            Self::Comment => "commentaire",
            Self::Type => "type_fs",
            Self::Format => "format_fs",
            Self::Group => "groupe_fs",
            Self::Label => "labellisation_fs",
        }
    }

    /// Without the others a place is poorer but still a place.
    fn required(self) -> bool {
        !matches!(
            self,
            Self::Department
                | Self::AddressMore
                | Self::Mail
                | Self::Telephone
                | Self::Appointments
                | Self::Comment
                | Self::Group
                | Self::Label
        )
    }
}

/// The cells of one row, by column.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    record: StringRecord,
    places: &'a [Option<usize>; COLUMNS.len()],
}

impl Cells<'_> {
    /// The cell, empty when the file has no such column.
    pub fn get(&self, column: Column) -> &str {
        self.places[column as usize].and_then(|place| self.record.get(place)).unwrap_or_default()
    }
}

pub(super) struct Record<'a> {
    pub line: u64,
    pub cells: Result<Cells<'a>, Reason>,
}

/// A file whose header is understood.
pub(super) struct Table {
    text: String,
    separator: u8,
    width: usize,
    places: [Option<usize>; COLUMNS.len()],
    pub notes: Vec<FileNote>,
}

impl Table {
    pub fn open(bytes: &[u8]) -> Result<Self, FileRefusal> {
        if bytes.len() > MAX_BYTES {
            return Err(FileRefusal::TooLarge);
        }
        if is_workbook(bytes) {
            return Err(FileRefusal::Workbook);
        }
        let (text, note) = decode(bytes);
        if text.trim().is_empty() {
            return Err(FileRefusal::Empty);
        }
        let known = |separator: u8| places(&header(&text, separator)).iter().flatten().count();
        let separator = [b';', b'\t', b','].into_iter().max_by_key(|separator| known(*separator)).unwrap_or(b',');
        let header = header(&text, separator);
        let places = places(&header);
        let missing: Vec<_> = COLUMNS
            .into_iter()
            .filter(|column| column.required() && places[*column as usize].is_none())
            .map(Column::header)
            .collect();
        if !missing.is_empty() {
            return Err(FileRefusal::MissingColumns(missing));
        }
        Ok(Self { text, separator, width: header.len(), places, notes: note.into_iter().collect() })
    }

    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let reader = ReaderBuilder::new().delimiter(self.separator).flexible(true).from_reader(self.text.as_bytes());
        let mut after = 1;
        reader.into_records().map(move |record| match record {
            Ok(record) => {
                let line = record.position().map_or(after, csv::Position::line);
                after = line + 1;
                let found = record.len();
                let shape = Reason::Shape { expected: self.width, found };
                let cells = if found == self.width { Ok(Cells { record, places: &self.places }) } else { Err(shape) };
                Record { line, cells }
            }
            Err(error) => {
                Record { line: error.position().map_or(after, csv::Position::line), cells: Err(Reason::Unreadable) }
            }
        })
    }
}

/// A spreadsheet's own format, which is no text.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// A byte order mark decides, then validity: text that is not UTF-8 comes from an old spreadsheet.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<FileNote>) {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 => decode_unmarked(&bytes[length..]),
        Some((encoding, length)) => {
            (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), Some(FileNote::Utf16))
        }
        None => decode_unmarked(bytes),
    }
}

fn decode_unmarked(bytes: &[u8]) -> (String, Option<FileNote>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Some(FileNote::Windows1252)),
    }
}

fn header(text: &str, separator: u8) -> StringRecord {
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    reader.headers().cloned().unwrap_or_default()
}

fn places(header: &StringRecord) -> [Option<usize>; COLUMNS.len()] {
    COLUMNS.map(|column| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(column.header())))
}
