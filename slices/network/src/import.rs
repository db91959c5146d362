//! Reading a list of places: the public list of the France services network, as published or in the compact form that we ship.
//!
//! `read` is pure: bytes in, one report a row out. A row is *taken* as it stands, *mended* (each mend is told) or *refused* with its
//! reasons; one bad row never harms its neighbours. The external id is stable, so that whoever stores the drafts can make twice
//! the same as once. Deliberately absent: anything that would name a person. A mail address that looks like somebody's own is
//! left out, in its column and in the comments.

mod associations;
mod communes;
mod demo;
mod mail;
mod name;
mod report;
mod row;
mod source;
mod week;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::{InseeCode, PlaceKind, Position, PostCode, Territory};
pub use associations::{AssociationDraft, associations_of};
pub use demo::demo_selection;
pub(crate) use mail::is_address;
pub(crate) use name::{fold, tidy};
pub use report::{Field, FileNote, FileRefusal, Mend, Reason};
pub(crate) use row::telephone;
pub(crate) use source::{decode, is_workbook};

/// A larger file is not a list of places.
pub const MAX_BYTES: usize = 100 * 1024 * 1024;

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// What was remarkable about the file as a whole.
    pub notes: Vec<FileNote>,
    /// One report a row, in the order of the file.
    pub rows: Vec<RowReport>,
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowReport {
    /// The line of the file where the row starts, counted from 1 (a row may run over several).
    pub line: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// As it stood.
    Taken(Box<PlaceDraft>),
    /// With these changes, or these remarks to look into.
    Mended(Box<PlaceDraft>, Vec<Mend>),
    /// Not taken.
    Refused(Vec<Reason>),
}

impl Outcome {
    /// The place, unless the row was refused.
    pub fn draft(&self) -> Option<&PlaceDraft> {
        match self {
            Self::Taken(draft) | Self::Mended(draft, _) => Some(draft),
            Self::Refused(_) => None,
        }
    }
}

/// How the France services list describes a place. `kind` is what we make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// « Fixe ».
    Fixed,
    /// « Fixe_antenne(s) »: a fixed place that has outposts.
    FixedWithOutposts,
    /// « Multisites »: one label over several sites, each with its address and its hours.
    MultiSite,
    /// « Itinérante »: a team that goes from hall to hall.
    Itinerant,
    /// « Bus_équivalent »: a bus, a van, a pirogue.
    Bus,
}

impl Format {
    /// What moves is a `Bus` (it has rounds and stops, whatever carries it). What the list calls « Antenne » is an outpost. All else
    /// has an address where one finds it, several sites or not: it is fixed.
    pub fn kind(self, outpost: bool) -> PlaceKind {
        match self {
            Self::Itinerant | Self::Bus => PlaceKind::Bus,
            Self::Fixed | Self::FixedWithOutposts | Self::MultiSite if outpost => PlaceKind::Outpost,
            Self::Fixed | Self::FixedWithOutposts | Self::MultiSite => PlaceKind::Fixed,
        }
    }
}

/// A place as the list describes it, checked and cleaned.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceDraft {
    /// `fs:62`: the same at every import.
    pub external_id: String,
    /// « France services Pimms Médiation du Narbonnais - Narbonne ».
    pub name: String,
    /// « Pimms Médiation du Narbonnais – Narbonne ».
    pub short_name: String,
    /// What it is for us.
    pub kind: PlaceKind,
    /// What it is for the list.
    pub format: Format,
    /// Whether it belongs to a PIMMS Médiation association, by its name or by its mail address.
    pub is_pimms: bool,
    /// Number and street.
    pub address: String,
    /// Building, floor …
    pub address_more: String,
    /// The commune's name as the list writes it (« Paris 12e »).
    pub commune: String,
    /// The commune, never a municipal district nor a commune that was merged into another.
    pub insee: Option<InseeCode>,
    /// The municipal district of Paris, Lyon or Marseille.
    pub district: Option<InseeCode>,
    /// The post code.
    pub post_code: Option<PostCode>,
    /// Its department or overseas territory: public holidays, school zone, time zone.
    pub territory: &'static Territory,
    /// Where it stands, inside its territory.
    pub position: Option<Position>,
    /// « 04 50 56 87 49 ».
    pub telephone: Option<String>,
    /// The organisation's address, never a person's.
    pub mail: Option<String>,
    /// OSM syntax, normalised. The list says nothing of public holidays, when these public places are closed: « PH off » is added.
    pub hours: Option<String>,
    /// Whether the list says that one may come by appointment.
    pub appointments: bool,
    /// The list's free words, line breaks kept.
    pub comment: String,
    /// Since when it bears the France services label.
    pub labelled_since: Option<Date>,
    /// The list's own grouping of sites.
    pub group: Option<String>,
}

/// Reads a whole list, as published or compact, in UTF-8 or Windows-1252, with commas, semicolons or tabs.
pub fn read(bytes: &[u8]) -> Result<Import, FileRefusal> {
    let table = source::Table::open(bytes)?;
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    let mut rows = Vec::new();
    for record in table.records() {
        let mut outcome = match &record.cells {
            Ok(cells) => row::read(cells),
            Err(reason) => Outcome::Refused(vec![reason.clone()]),
        };
        if let Some(id) = outcome.draft().map(|draft| draft.external_id.clone()) {
            match first_lines.get(&id) {
                Some(first) => outcome = Outcome::Refused(vec![Reason::Duplicate { id, first: *first }]),
                None => {
                    first_lines.insert(id, record.line);
                }
            }
        }
        rows.push(RowReport { line: record.line, outcome });
    }
    if rows.is_empty() { Err(FileRefusal::NoRow) } else { Ok(Import { notes: table.notes, rows }) }
}
