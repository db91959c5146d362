//! What is said of a file, of its rows and of their values: French sentences for the person who can act on them.

use super::map::Field;
use kernel::PlaceId;
use std::fmt;

/// Why a whole file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// Too many bytes.
    #[error("le fichier dépasse 50 Mo. Découpez-le, par exemple par année.")]
    TooLarge,
    /// A workbook of a spreadsheet program.
    #[error(
        "c’est un classeur. Dans votre tableur, choisissez « Enregistrer sous », puis « CSV (séparateur point-virgule) »."
    )]
    Workbook,
    /// Nothing in it.
    #[error("le fichier est vide.")]
    Empty,
    /// Columns that the map names are not there.
    #[error(
        "ces colonnes du plan de correspondance ne sont pas dans le fichier : {}. Vérifiez leurs noms dans la ligne de titres.",
        .0.join(", ")
    )]
    MissingColumns(Vec<String>),
    /// The map is not TOML, or not a map.
    #[error("le plan de correspondance ne se lit pas : {0}")]
    Map(String),
    /// The map does not say where something indispensable is.
    #[error("le plan de correspondance ne dit pas quelle colonne contient « {0} ».")]
    MapLacks(&'static str),
    /// The map gives codes that do not exist.
    #[error(
        "le plan de correspondance cite des codes inconnus : {}. Les codes sont ceux du catalogue (page Catalogue).",
        .0.join(", ")
    )]
    MapCodes(Vec<String>),
    /// No place bears the number.
    #[error(
        "aucun lieu ne porte le numéro {0}. Vérifiez --place, ou la ligne « place » du plan : le numéro est dans l’adresse de la page du lieu."
    )]
    UnknownPlace(PlaceId),
    /// The place is not said.
    #[error("indiquez le lieu : --place NUMÉRO (le numéro est dans l’adresse de la page du lieu).")]
    NoPlace,
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// More cells than there are titles: a separator or a quote stands where it should not.
    Surplus {
        /// How many titles.
        titles: usize,
        /// How many cells.
        cells: usize,
    },
    /// No date.
    NoDate,
    /// The date is none.
    Date(String),
    /// The time is none.
    Time(String),
    /// No theme, and no default one.
    NoTheme,
    /// A word that has no code yet.
    Unknown(Field, String),
    /// A duration that is none.
    Minutes(String),
    /// A count that is none.
    Count(String),
    /// Neither yes nor no.
    Answer(String),
    /// After today.
    Future(String),
    /// Before the place opened.
    BeforeOpening(String),
    /// After the place closed.
    AfterClosing(String),
    /// The day is counted as a whole already.
    AlreadyCounted(String),
    /// Daily counts stop where requests are recorded one by one.
    Detailed(String),
    /// The day stands twice in the file.
    Twice(String),
    /// Another import says how many the day had.
    OtherSource(String),
    /// The words look like what must never be written.
    Secret,
    /// The words are too long.
    LongNote,
    /// The row was recorded before, as the map read it then.
    Changed,
    /// Refused by the journal for another reason, told by its code.
    Journal(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Surplus { titles, cells } => write!(
                out,
                "elle a {cells} cellules pour {titles} titres de colonnes : un séparateur ou un guillemet est mal placé."
            ),
            Reason::NoDate => write!(out, "la date manque."),
            Reason::Date(text) => write!(out, "« {text} » n’est pas une date (jour/mois/année)."),
            Reason::Time(text) => write!(out, "« {text} » n’est pas une heure (10h21 ou 10:21)."),
            Reason::NoTheme => write!(out, "le thème manque."),
            Reason::Unknown(field, text) => {
                write!(out, "« {text} » n’a pas de correspondance : ajoutez-la sous [values.{}].", field.slug())
            }
            Reason::Minutes(text) => write!(out, "« {text} » n’est pas une durée en minutes (0 à 1440)."),
            Reason::Count(text) => write!(out, "« {text} » n’est pas un nombre entier."),
            Reason::Answer(text) => write!(out, "« {text} » n’est ni oui ni non."),
            Reason::Future(day) => write!(out, "le {day} est dans l’avenir."),
            Reason::BeforeOpening(day) => write!(out, "le lieu n’était pas encore ouvert le {day}."),
            Reason::AfterClosing(day) => write!(out, "le lieu était déjà fermé le {day}."),
            Reason::AlreadyCounted(day) => {
                write!(out, "le {day} est déjà compté en bloc : ses demandes seraient comptées deux fois.")
            }
            Reason::Detailed(day) => {
                write!(out, "le {day} est enregistré demande par demande : il serait compté deux fois.")
            }
            Reason::Twice(day) => write!(out, "le {day} figure plusieurs fois dans le fichier."),
            Reason::OtherSource(source) => write!(out, "ce jour est déjà compté par la reprise « {source} »."),
            Reason::Secret => {
                write!(
                    out,
                    "la note ressemble à un mot de passe, à un numéro de sécurité sociale ou à un IBAN : retirez-le."
                )
            }
            Reason::LongNote => write!(out, "la note dépasse 2000 caractères."),
            Reason::Changed => write!(
                out,
                "cette ligne est déjà enregistrée, lue autrement : ce qui est enregistré reste. Corrigez-le dans le journal du lieu."
            ),
            Reason::Journal(code) => write!(out, "le journal refuse cette ligne ({code})."),
        }
    }
}

/// A row that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its line in the file.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

/// What a word of the file becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// In which column.
    pub field: Field,
    /// As it stands in the file.
    pub word: String,
    /// Its code; none when it is left out on purpose.
    pub code: Option<String>,
    /// How many rows say it.
    pub count: usize,
}

/// A word that has no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// In which column.
    pub field: Field,
    /// As it stands in the file.
    pub word: String,
    /// How many rows say it.
    pub count: usize,
    /// The code whose words are nearest.
    pub nearest: Option<String>,
}
