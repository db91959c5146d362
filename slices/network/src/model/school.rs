//! Zones of the school calendars: the three of the mainland, Corsica's, and those of the overseas territories that have one.

use std::str::FromStr;

use serde::Serialize;

use super::{Territory, UnknownCode};

/// Where the same school calendar holds. The shipped table covers the first three; a network adds the others, as the Ministry
/// publishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum SchoolZone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
    /// Corse.
    Corse,
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
    /// Saint-Pierre-et-Miquelon.
    SaintPierreEtMiquelon,
    /// Wallis-et-Futuna.
    WallisEtFutuna,
    /// Polynésie française.
    Polynesie,
    /// Nouvelle-Calédonie.
    NouvelleCaledonie,
}

impl SchoolZone {
    /// Every zone.
    pub const ALL: [Self; 13] = [
        Self::A,
        Self::B,
        Self::C,
        Self::Corse,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintPierreEtMiquelon,
        Self::WallisEtFutuna,
        Self::Polynesie,
        Self::NouvelleCaledonie,
    ];

    /// The zones of the mainland, which take turns.
    pub const LETTERED: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The stable code of the tables and of the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::Corse => "corse",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::Guyane => "guyane",
            Self::Reunion => "reunion",
            Self::Mayotte => "mayotte",
            Self::SaintPierreEtMiquelon => "saint-pierre-et-miquelon",
            Self::WallisEtFutuna => "wallis-et-futuna",
            Self::Polynesie => "polynesie",
            Self::NouvelleCaledonie => "nouvelle-caledonie",
        }
    }

    /// Its own name: a letter, or that of the territory.
    pub fn name(self) -> &'static str {
        match self {
            Self::A | Self::B | Self::C => self.code(),
            Self::Corse => "Corse",
            _ => self.territory().map_or(self.code(), |territory| territory.name),
        }
    }

    /// Whether it is one of the three of the mainland.
    pub fn is_lettered(self) -> bool {
        Self::LETTERED.contains(&self)
    }

    /// The zone of a letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::LETTERED.into_iter().find(|zone| zone.code().starts_with(letter))
    }

    /// The time zone in which its days begin, an IANA name.
    pub fn time_zone(self) -> &'static str {
        self.territory().map_or("Europe/Paris", |territory| territory.time_zone)
    }

    fn territory(self) -> Option<&'static Territory> {
        Territory::all().iter().find(|territory| territory.school == Some(self))
    }
}

impl FromStr for SchoolZone {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|zone| zone.code() == code).ok_or_else(|| UnknownCode(code.to_owned()))
    }
}
