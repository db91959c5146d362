//! Which tables there are.

/// A series of tables: one a year, told quarter by quarter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// Every visit, by the family of its first request: open data.
    Network,
    /// The visits that concern one operator, by the theme of their first request to it: for that partner.
    Operator(String),
}

impl Series {
    /// Its name in addresses and in the database.
    pub fn code(&self) -> String {
        match self {
            Series::Network => "network".into(),
            Series::Operator(code) => format!("operator-{code}"),
        }
    }

    /// The series of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.strip_prefix("operator-") {
            Some(operator) if !operator.is_empty() => Some(Series::Operator(operator.into())),
            None if code == "network" => Some(Series::Network),
            _ => None,
        }
    }
}

/// Themes that are told for the network and the year only (METHOD §3, R1): over-indebtedness, the right to stay, violence at home among other
/// emergencies, what is confided.
pub(crate) const SENSITIVE: [&str; 4] = ["banque.surendettement", "papiers.sejour", "famille.urgence", "lien.ecoute"];
