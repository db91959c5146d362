//! What is told of a file and of its rows; the French sentence of each finding stands beside it, and nowhere else.
//!
//! The spaces inside « » and before a colon are no-break spaces, typed as such.

use std::fmt;

use jiff::civil::Weekday;

use super::MAX_BYTES;
use crate::hours::french::weekday;
use crate::model::{InseeCode, PostCode};

/// A part of a row, as the report names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `lib_fs`.
    Name,
    /// `adresse`.
    Address,
    /// `complement_adresse`.
    AddressMore,
    /// `lib_com`.
    Commune,
    /// `commentaire`.
    Comment,
}

impl Field {
    fn french(self) -> &'static str {
        match self {
            Self::Name => "le nom",
            Self::Address => "l’adresse",
            Self::AddressMore => "le complément d’adresse",
            Self::Commune => "la commune",
            Self::Comment => "le commentaire",
        }
    }
}

/// Something that was changed in a row, or left as it was and deserves a look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mend {
    /// Doubled or non-breaking spaces, stray line breaks.
    Spaces(Field),
    /// More characters than a page can show.
    Cut(Field),
    /// `00:00 - 00:00`.
    EmptySlot(Weekday),
    /// Slots that share minutes became one.
    Overlap(Weekday),
    /// A slot that cannot be read was left out.
    SlotUnreadable {
        /// Its day.
        day: Weekday,
        /// As written.
        written: String,
    },
    /// No hours at all.
    NoHours,
    /// The post code is not one of the commune, which has only one.
    PostCode {
        /// As written.
        written: String,
        /// The commune's.
        kept: PostCode,
    },
    /// The post code is not one of the commune, which has several: kept as written.
    PostCodeDoubtful {
        /// As written.
        written: PostCode,
        /// The commune.
        commune: InseeCode,
    },
    /// The post code cannot be one of the commune, which has several: left out.
    PostCodeDropped {
        /// As written.
        written: String,
    },
    /// The commune was merged into another.
    MergedCommune {
        /// The old code.
        written: InseeCode,
        /// The commune of today.
        kept: InseeCode,
    },
    /// The code is that of a municipal district.
    District {
        /// The district, kept apart.
        written: InseeCode,
        /// The city.
        kept: InseeCode,
    },
    /// No commune bears that code.
    UnknownCommune(InseeCode),
    /// The INSEE code cannot be read; the post code told the department.
    InseeUnreadable(String),
    /// The department's column contradicts the commune.
    Department {
        /// As written.
        written: String,
        /// The commune's.
        kept: &'static str,
    },
    /// No position, or one that is not made of two numbers.
    PositionMissing,
    /// Latitude and longitude had changed places.
    PositionSwapped,
    /// The position lies outside the department: left out.
    PositionOutside,
    /// Left out.
    TelephoneUnreadable(String),
    /// Several addresses; the first one that is an organisation's was kept.
    SeveralMails,
    /// An address that looks like a person's was left out.
    PersonalMail,
    /// Left out.
    MailUnreadable,
    /// The date of the label cannot be read.
    LabelDateUnreadable(String),
}

impl fmt::Display for Mend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spaces(field) => write!(formatter, "Des espaces en trop ont été retirées dans {}.", field.french()),
            Self::Cut(field) => write!(formatter, "Un texte trop long a été coupé dans {}.", field.french()),
            Self::EmptySlot(day) => {
                write!(formatter, "Une plage vide (00:00 - 00:00) a été retirée le {}.", weekday(*day))
            }
            Self::Overlap(day) => {
                write!(formatter, "Des plages qui se chevauchent ont été réunies le {}.", weekday(*day))
            }
            Self::SlotUnreadable { day, written } => {
                write!(
                    formatter,
                    "La plage « {written} » du {} ne se lit pas : elle a été laissée de côté.",
                    weekday(*day)
                )
            }
            Self::NoHours => write!(formatter, "Aucun horaire : saisissez-les sur la page du lieu."),
            Self::PostCode { written, kept } => write!(
                formatter,
                "Le code postal « {written} » n’est pas celui de la commune, qui n’en a qu’un : {kept} a été retenu."
            ),
            Self::PostCodeDoubtful { written, commune } => write!(
                formatter,
                "Le code postal {written} n’est pas un de ceux de la commune {commune} : il a été gardé, vérifiez-le."
            ),
            Self::PostCodeDropped { written } => write!(
                formatter,
                "Le code postal « {written} » ne peut pas être celui de la commune, qui en a plusieurs : choisissez le bon."
            ),
            Self::MergedCommune { written, kept } => {
                write!(formatter, "La commune {written} a fusionné : le lieu est rattaché à la commune {kept}.")
            }
            Self::District { written, kept } => {
                write!(
                    formatter,
                    "Le code {written} est celui d’un arrondissement : le lieu est rattaché à la commune {kept}."
                )
            }
            Self::UnknownCommune(code) => {
                write!(formatter, "Aucune commune ne porte le code INSEE {code} : il a été gardé, vérifiez-le.")
            }
            Self::InseeUnreadable(written) => {
                write!(formatter, "Le code INSEE « {written} » ne se lit pas : le département vient du code postal.")
            }
            Self::Department { written, kept } => {
                write!(formatter, "Le département « {written} » contredit la commune : {kept} a été retenu.")
            }
            Self::PositionMissing => write!(formatter, "Aucune position sur la carte : placez le lieu sur sa page."),
            Self::PositionSwapped => write!(
                formatter,
                "La latitude et la longitude étaient interverties : elles ont été remises à leur place."
            ),
            Self::PositionOutside => {
                write!(
                    formatter,
                    "La position est hors du département : elle a été laissée de côté, placez le lieu sur sa page."
                )
            }
            Self::TelephoneUnreadable(written) => {
                write!(
                    formatter,
                    "Le numéro de téléphone « {written} » n’a pas dix chiffres : il a été laissé de côté."
                )
            }
            Self::SeveralMails => write!(formatter, "Plusieurs adresses électroniques : une seule a été gardée."),
            Self::PersonalMail => write!(
                formatter,
                "Une adresse électronique qui semble celle d’une personne a été laissée de côté : donnez celle de l’organisme."
            ),
            Self::MailUnreadable => {
                write!(formatter, "L’adresse électronique ne se lit pas : elle a été laissée de côté.")
            }
            Self::LabelDateUnreadable(written) => {
                write!(formatter, "La date de labellisation « {written} » ne se lit pas : elle a été laissée de côté.")
            }
        }
    }
}

/// Why a row was not taken, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// A row with more or fewer cells than the header.
    #[error("La ligne a {found} cellules et l’en-tête {expected} : un séparateur ou un guillemet est mal placé.")]
    Shape {
        /// As many as the header.
        expected: usize,
        /// As many as the row.
        found: usize,
    },
    /// The csv reader gave up on the row.
    #[error("La ligne ne se lit pas comme du CSV.")]
    Unreadable,
    /// No usable identifier.
    #[error("L’identifiant (id_fs) « {0} » est vide ou mal formé : il faut des lettres et des chiffres, 32 au plus.")]
    Id(String),
    /// The identifier came before.
    #[error("L’identifiant {id} est déjà celui de la ligne {first} : gardez une seule des deux lignes.")]
    Duplicate {
        /// The external id.
        id: String,
        /// The line that bore it first.
        first: u64,
    },
    /// No name.
    #[error("Le lieu n’a pas de nom (lib_fs).")]
    NoName,
    /// No known department.
    #[error("Ni le code INSEE « {insee} » ni le code postal « {post_code} » ne désignent un département français.")]
    NoTerritory {
        /// As written.
        insee: String,
        /// As written.
        post_code: String,
    },
    /// None of the five formats of the list.
    #[error("Le format « {0} » est inconnu : écrivez Fixe, Fixe_antenne(s), Multisites, Itinérante ou Bus_équivalent.")]
    Format(String),
}

/// Why a whole file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// Larger than any list.
    #[error("Le fichier dépasse {}\u{a0}Mo : une liste de lieux est bien plus petite. Vérifiez que c’est le bon fichier.", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// Nothing in it.
    #[error("Le fichier est vide.")]
    Empty,
    /// A header and nothing else.
    #[error("Le fichier n’a que son en-tête : il n’y a aucun lieu à importer.")]
    NoRow,
    /// A spreadsheet's own format.
    #[error("C’est un classeur de tableur : enregistrez-le au format CSV (UTF-8), puis importez ce nouveau fichier.")]
    Workbook,
    /// Columns that nothing can replace.
    #[error("Il manque {} {}. Gardez la ligne d’en-tête de la liste France services.", if .0.len() == 1 { "la colonne" } else { "les colonnes" }, .0.join(", "))]
    MissingColumns(Vec<&'static str>),
}

/// Something to know about a whole file that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileNote {
    /// It was not UTF-8.
    Windows1252,
    /// It was UTF-16, as spreadsheets write « Texte Unicode ».
    Utf16,
}

impl fmt::Display for FileNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Windows1252 => {
                "Le fichier n’est pas en UTF-8 : il a été lu comme du Windows-1252. Vérifiez les accents."
            }
            Self::Utf16 => "Le fichier est en UTF-16 : il a été converti.",
        })
    }
}
