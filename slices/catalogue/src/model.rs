//! What the catalogue is made of.

use kernel::{AssociationId, Day};
use tally::{Acts, Branch, Support};

/// Themes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What the tally groups by.
    pub id: u16,
    /// Its stable slug.
    pub code: String,
    /// « Électricité et gaz ».
    pub label: String,
    /// « Énergie ».
    pub short: String,
    /// A Phosphor icon, without its weight.
    pub icon: String,
    /// The branch most of its themes are of.
    pub branch: Branch,
}

/// What somebody comes for.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// What facts carry.
    pub id: u16,
    /// Its stable slug: `famille.rsa`.
    pub code: String,
    /// Its family's id.
    pub family: u16,
    /// Read after its operator or its family: « CAF · Prime d’activité ».
    pub label: String,
    /// Whose business it is when no operator is known.
    pub branch: Branch,
    /// What is usually done.
    pub acts: Acts,
    /// Who usually does it.
    pub support: Option<Support>,
    /// How long it usually takes.
    pub minutes: u16,
    /// How frequent it is in the simulated network; no figure comes from it.
    pub weight: f64,
    /// What people type and say.
    pub synonyms: Vec<String>,
    /// The operators it may concern, the most usual first.
    pub operators: Vec<u16>,
    /// The first version it stands in.
    pub since: i64,
    /// The version that ended it.
    pub until: Option<i64>,
}

impl Theme {
    /// Whether the theme stands in a version.
    pub fn stands_in(&self, version: i64) -> bool {
        self.since <= version && self.until.is_none_or(|until| version < until)
    }
}

/// What an operator is, which decides the branch of a request when it is no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorKind {
    /// A company.
    Company,
    /// A national public body.
    Public,
    /// A local authority or its services.
    Local,
    /// An association or another body of the social bond.
    Social,
}

impl OperatorKind {
    /// Every kind.
    pub const ALL: [OperatorKind; 4] =
        [OperatorKind::Company, OperatorKind::Public, OperatorKind::Local, OperatorKind::Social];

    /// The word in the database and in forms.
    pub fn slug(self) -> &'static str {
        match self {
            OperatorKind::Company => "company",
            OperatorKind::Public => "public",
            OperatorKind::Local => "local",
            OperatorKind::Social => "social",
        }
    }

    /// The kind of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The branch of a request to an operator that is not a partner.
    pub fn branch(self) -> Branch {
        match self {
            OperatorKind::Public | OperatorKind::Local => Branch::Public,
            OperatorKind::Company | OperatorKind::Social => Branch::Social,
        }
    }
}

/// The body a request concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What facts carry.
    pub id: u16,
    /// Its stable slug: `france-travail`.
    pub code: String,
    /// Its name where room is short.
    pub short: String,
    /// What it is.
    pub kind: OperatorKind,
    /// Its names, each with the day it took it; the first one holds since always.
    pub names: Vec<(Day, String)>,
    /// What people type and say.
    pub synonyms: Vec<String>,
}

impl Operator {
    /// Its name on a day.
    pub fn name(&self, day: Day) -> &str {
        let past = self.names.iter().rev().find(|(from, _)| *from <= day);
        past.or(self.names.first()).map_or(self.short.as_str(), |(_, name)| name)
    }
}

/// A dated state of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Versions are counted from 1.
    pub number: i64,
    /// `2026.1` when it came with the product; the date it holds from when the Union made it.
    pub code: String,
    /// Its first day; it holds until the next one's.
    pub from: Day,
    /// What changed, in words.
    pub note: String,
}

/// An operator that signed with an association, for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partnership {
    /// With whom it signed.
    pub association: AssociationId,
    /// Who signed.
    pub operator: u16,
    /// Its first day.
    pub from: Day,
    /// Its last day, when it has one.
    pub to: Option<Day>,
}

impl Partnership {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}
