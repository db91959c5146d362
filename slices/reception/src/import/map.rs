//! The map of a file: which column says what, and what its words mean here.

use super::report::FileRefusal;
use catalogue::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The day.
    Date,
    /// The time of day.
    Time,
    /// What ties the rows of one visit together.
    Visit,
    /// What somebody came for.
    Theme,
    /// The body it concerns.
    Operator,
    /// What was done.
    Act,
    /// Who did it.
    Support,
    /// What came of it.
    Outcome,
    /// The operator one was sent to.
    ReferredTo,
    /// How long it took.
    Minutes,
    /// How the visit came.
    Channel,
    /// The visitor's age, in years or as a band.
    Age,
    /// Where they live.
    Origin,
    /// The language spoken.
    Language,
    /// Whether they came for the first time.
    First,
    /// Who came along.
    With,
    /// Words.
    Note,
    /// How many visits, in a file of daily counts.
    Visits,
    /// How many requests, in a file of daily counts.
    Requests,
}

impl Field {
    /// As the map writes it.
    pub fn slug(self) -> &'static str {
        match self {
            Field::Date => "date",
            Field::Time => "time",
            Field::Visit => "visit",
            Field::Theme => "theme",
            Field::Operator => "operator",
            Field::Act => "act",
            Field::Support => "support",
            Field::Outcome => "outcome",
            Field::ReferredTo => "referred-to",
            Field::Minutes => "minutes",
            Field::Channel => "channel",
            Field::Age => "age",
            Field::Origin => "origin",
            Field::Language => "language",
            Field::First => "first",
            Field::With => "with",
            Field::Note => "note",
            Field::Visits => "visits",
            Field::Requests => "requests",
        }
    }
}

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// One request a row.
    Requests,
    /// One day a row, with how many visits or requests it had.
    Daily,
}

/// What makes a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum VisitRule {
    /// Each row is a visit of its own.
    #[default]
    #[serde(rename = "each row")]
    EachRow,
    /// Rows of a day with the same cell in the column `visit` are one visit.
    #[serde(rename = "column")]
    Column,
}

/// What becomes of a value that is not known, in a column other than the theme's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum UnknownRule {
    /// The row is refused: somebody completes the map.
    #[default]
    #[serde(rename = "refuse")]
    Refuse,
    /// The value alone is left out, and counted in the preview.
    #[serde(rename = "leave out")]
    LeaveOut,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    kind: RowKind,
    #[serde(default)]
    visit: VisitRule,
    #[serde(default)]
    unknown: UnknownRule,
    place: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    source: Source,
    columns: BTreeMap<Field, String>,
    #[serde(default)]
    values: BTreeMap<Field, BTreeMap<String, String>>,
    #[serde(default)]
    defaults: BTreeMap<Field, String>,
}

/// A map, read and coherent.
#[derive(Debug)]
pub struct ColumnMap {
    /// What the file is called; the names of its entries come from it.
    pub source: String,
    /// What the rows are.
    pub kind: RowKind,
    /// What makes a visit.
    pub visit: VisitRule,
    /// What becomes of unknown values.
    pub unknown: UnknownRule,
    /// The place, when the map says it.
    pub place: Option<i64>,
    /// The columns and their names in the file.
    pub columns: Vec<(Field, String)>,
    values: HashMap<(Field, String), String>,
    /// The same words folded, but for those that fold alike and mean different things (« < 12 », « > 12 »).
    folded: HashMap<(Field, String), Option<String>>,
    defaults: BTreeMap<Field, String>,
}

/// What is wrong with a map, and on which line. The reader of TOML speaks English only.
fn wrong(text: &str, error: &toml::de::Error) -> String {
    let word = || error.message().split('`').nth(1).unwrap_or_default();
    let what = match error.message() {
        told if told.starts_with("unknown field") => format!("« {} » n’est pas attendu ici", word()),
        told if told.starts_with("unknown variant") => format!("« {} » n’est pas une des valeurs possibles", word()),
        told if told.starts_with("missing field") => format!("il manque « {} »", word()),
        told if told.starts_with("duplicate") => "ce nom y figure deux fois".into(),
        told if told.starts_with("invalid") && told.contains("expected") => {
            "cette valeur n’est pas de la bonne sorte".into()
        }
        _ => "ce n’est pas du TOML (nom = \"valeur\", sous un titre entre crochets)".into(),
    };
    let line =
        error.span().map(|span| text.as_bytes()[..span.start.min(text.len())].split(|byte| *byte == b'\n').count());
    line.map_or_else(|| format!("{what}."), |line| format!("ligne {line}, {what}."))
}

impl ColumnMap {
    /// Reads a map.
    pub fn read(text: &str) -> Result<Self, FileRefusal> {
        let written: Written = toml::from_str(text).map_err(|error| FileRefusal::Map(wrong(text, &error)))?;
        let Written { source, columns, values, defaults } = written;
        if source.name.trim().is_empty() {
            return Err(FileRefusal::Map("[source] name est vide.".into()));
        }
        let needs: &[Field] = match source.kind {
            RowKind::Requests => &[Field::Date, Field::Theme],
            RowKind::Daily => &[Field::Date],
        };
        for field in needs {
            let said = columns.contains_key(field) || (*field == Field::Theme && defaults.contains_key(field));
            if !said {
                return Err(FileRefusal::MapLacks(field.slug()));
            }
        }
        if source.kind == RowKind::Daily
            && ![Field::Visits, Field::Requests].iter().any(|field| columns.contains_key(field))
        {
            return Err(FileRefusal::MapLacks("visits ou requests"));
        }
        if source.visit == VisitRule::Column && !columns.contains_key(&Field::Visit) {
            return Err(FileRefusal::MapLacks("visit"));
        }
        let values = values.into_iter().flat_map(|(field, words)| {
            words.into_iter().map(move |(word, code)| ((field, word.trim().to_owned()), code.trim().to_owned()))
        });
        let values: HashMap<_, _> = values.collect();
        let mut folded: HashMap<_, Option<String>> = HashMap::new();
        for ((field, word), code) in &values {
            let same = folded.entry((*field, fold(word))).or_insert_with(|| Some(code.clone()));
            if same.as_ref() != Some(code) {
                *same = None;
            }
        }
        Ok(Self {
            source: source.name.trim().to_owned(),
            kind: source.kind,
            visit: source.visit,
            unknown: source.unknown,
            place: source.place,
            columns: columns.into_iter().collect(),
            values,
            folded,
            defaults,
        })
    }

    /// What the map says of a word.
    pub fn value(&self, field: Field, word: &str) -> Option<&str> {
        let exact = self.values.get(&(field, word.trim().to_owned()));
        exact.or_else(|| self.folded.get(&(field, fold(word)))?.as_ref()).map(String::as_str)
    }

    /// Every code the map names, with its field: each must exist.
    pub fn codes(&self) -> impl Iterator<Item = (Field, &str)> {
        let values = self.values.iter().map(|((field, _), code)| (*field, code.as_str()));
        values
            .chain(self.defaults.iter().map(|(field, code)| (*field, code.as_str())))
            .filter(|(_, code)| !code.is_empty())
    }

    /// What stands where the cell is empty, or where there is no such column.
    pub fn default(&self, field: Field) -> Option<&str> {
        self.defaults.get(&field).map(String::as_str).filter(|code| !code.is_empty())
    }
}
