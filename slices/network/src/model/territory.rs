//! Departments and overseas territories, and what follows from them: public holidays, school zone, time zone, bounds.

use std::str::FromStr;
use std::sync::LazyLock;

use serde::Serialize;

use super::{InseeCode, PostCode, SchoolZone, UnknownCode};

/// Where the same public holidays hold. Each one is covered by the table of `calendar`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayZone {
    /// European France but Alsace and Moselle.
    Metropole,
    /// Bas-Rhin, Haut-Rhin, Moselle: Good Friday and 26 December besides.
    AlsaceMoselle,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Saint-Martin.
    SaintMartin,
    /// Saint-Pierre-et-Miquelon.
    SaintPierreEtMiquelon,
    /// Wallis-et-Futuna.
    WallisEtFutuna,
    /// Polynésie française.
    Polynesie,
    /// Nouvelle-Calédonie.
    NouvelleCaledonie,
}

impl HolidayZone {
    /// Every zone.
    pub const ALL: [Self; 13] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintBarthelemy,
        Self::SaintMartin,
        Self::SaintPierreEtMiquelon,
        Self::WallisEtFutuna,
        Self::Polynesie,
        Self::NouvelleCaledonie,
    ];

    /// The stable code of URLs, JSON and the tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace-moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::Guyane => "guyane",
            Self::Reunion => "reunion",
            Self::Mayotte => "mayotte",
            Self::SaintBarthelemy => "saint-barthelemy",
            Self::SaintMartin => "saint-martin",
            Self::SaintPierreEtMiquelon => "saint-pierre-et-miquelon",
            Self::WallisEtFutuna => "wallis-et-futuna",
            Self::Polynesie => "polynesie",
            Self::NouvelleCaledonie => "nouvelle-caledonie",
        }
    }
}

impl FromStr for HolidayZone {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|zone| zone.code() == code).ok_or_else(|| UnknownCode(code.to_owned()))
    }
}

/// A point in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl Position {
    /// A point of the globe, or nothing.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_globe.then_some(Self { latitude, longitude })
    }

    /// The same numbers taken the other way round, a usual slip.
    pub fn swapped(self) -> Option<Self> {
        Self::new(self.longitude, self.latitude)
    }
}

/// A department or an overseas territory of France.
#[derive(Debug, PartialEq)]
pub struct Territory {
    /// `01` … `95`, `2A`, `2B`, `971` … `988`.
    pub code: &'static str,
    /// Its name, in French.
    pub name: &'static str,
    /// Its public holidays.
    pub holidays: HolidayZone,
    /// Its school zone; that of the mainland since September 2015. Saint-Barthélemy and Saint-Martin are in none of those that the
    /// Ministry publishes.
    pub school: Option<SchoolZone>,
    /// Its time zone, an IANA name. (The Marquesas and Gambier islands keep another one than Tahiti: a place can say so.)
    pub time_zone: &'static str,
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

/// Outlines are simplified and some places stand on a bank or a pier: about 5 km are forgiven.
const MARGIN: f64 = 0.05;

static TERRITORIES: LazyLock<Vec<Territory>> =
    LazyLock::new(|| include_str!("../../data/departments.csv").lines().skip(1).filter_map(parse_line).collect());

fn parse_line(line: &'static str) -> Option<Territory> {
    let mut cells = line.split(';');
    Some(Territory {
        code: cells.next()?,
        name: cells.next()?,
        holidays: cells.next()?.parse().ok()?,
        school: cells.next()?.parse().ok(),
        time_zone: cells.next()?,
        south: cells.next()?.parse().ok()?,
        north: cells.next()?.parse().ok()?,
        west: cells.next()?.parse().ok()?,
        east: cells.next()?.parse().ok()?,
    })
}

impl Territory {
    /// All 107 territories, by code.
    pub fn all() -> &'static [Self] {
        &TERRITORIES
    }

    /// The territory of a department's code.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        Self::all().iter().find(|territory| territory.code == code)
    }

    /// The territory of a commune. Before 2007 Saint-Barthélemy and Saint-Martin were communes of Guadeloupe, and lists remember.
    pub fn of_insee(insee: &InseeCode) -> Option<&'static Self> {
        let code = insee.as_str();
        match code {
            "97123" => Self::of_code("977"),
            "97127" => Self::of_code("978"),
            _ => Self::of_prefix(code),
        }
    }

    /// The territory of a post code. A few post codes serve a commune across a department's border: prefer the INSEE code.
    pub fn of_post_code(post_code: &PostCode) -> Option<&'static Self> {
        let code = post_code.as_str();
        match &code[..3] {
            _ if code == "97133" => Self::of_code("977"),
            _ if code == "97150" => Self::of_code("978"),
            "200" | "201" => Self::of_code("2A"),
            "202" | "206" => Self::of_code("2B"),
            _ => Self::of_prefix(code),
        }
    }

    fn of_prefix(code: &str) -> Option<&'static Self> {
        let length = if code.starts_with("97") || code.starts_with("98") { 3 } else { 2 };
        Self::of_code(&code[..length])
    }

    /// Whether a point lies in the territory, as far as its bounding box tells.
    pub fn contains(&self, position: Position) -> bool {
        (self.south - MARGIN..=self.north + MARGIN).contains(&position.latitude)
            && (self.west - MARGIN..=self.east + MARGIN).contains(&position.longitude)
    }
}
