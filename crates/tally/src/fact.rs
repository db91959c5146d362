//! What one visit or one request weighs in a figure.

use crate::codes::{Acts, Age, Branch, Channel, Kind, Origin, Outcome, Source, Support};
use crate::day::Day;
use crate::waited::Waited;

/// One visit or one request, without a name, a word or a minute of the day.
///
/// A value the counter proposed and nobody touched carries its `…_default` flag: figures show the confirmed share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// A visit or a request.
    pub kind: Kind,
    /// The place's day on which the visit opened, between [`Day::MIN`] and [`Day::MAX`].
    pub day: Day,
    /// Half-hour of the day, 0 to 47.
    pub slot: Option<u8>,
    /// Code of the theme; 0: none, or not applicable.
    pub theme: u16,
    /// Code of the operator; 0: none.
    pub operator: u16,
    /// Whose business it is.
    pub branch: Option<Branch>,
    /// What was done.
    pub acts: Acts,
    /// The acts were proposed and nobody touched them.
    pub acts_default: bool,
    /// Who did it.
    pub support: Option<Support>,
    /// The support was proposed and nobody touched it.
    pub support_default: bool,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The outcome was proposed and nobody touched it.
    pub outcome_default: bool,
    /// Where the person was met.
    pub channel: Option<Channel>,
    /// The person's age band.
    pub age: Option<Age>,
    /// Where the person lives.
    pub origin: Option<Origin>,
    /// Dictionary code of the language, 1 to 31; 0: not known.
    pub language: u8,
    /// Whether it was the person's first visit.
    pub first: Option<bool>,
    /// How the fact came in.
    pub source: Source,
    /// Time it took, at most [`Fact::MOST_MINUTES`]: a visit's at the desk.
    pub minutes: Option<u16>,
    /// How long a visit waited; nothing of a request.
    pub waited: Option<Waited>,
}

impl Fact {
    /// The longest time a fact can say; the caller clamps what is longer.
    pub const MOST_MINUTES: u16 = 1022;

    /// A fact of which only the kind, the day and the source are known.
    pub const fn new(kind: Kind, day: Day, source: Source) -> Fact {
        Fact {
            kind,
            day,
            slot: None,
            theme: 0,
            operator: 0,
            branch: None,
            acts: Acts::NONE,
            acts_default: false,
            support: None,
            support_default: false,
            outcome: None,
            outcome_default: false,
            channel: None,
            age: None,
            origin: None,
            language: 0,
            first: None,
            source,
            minutes: None,
            waited: None,
        }
    }
}

/// Sixteen bytes that no [`Fact`] packs to; or bytes that do not come by sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadFact {
    /// The last byte names another format.
    Format(u8),
    /// This field holds a value outside its list.
    Field(&'static str),
    /// A block ends in the middle of a fact.
    Cut,
}

impl std::fmt::Display for BadFact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadFact::Format(format) => write!(out, "unknown packed format {format}"),
            BadFact::Field(field) => write!(out, "packed fact with an impossible {field}"),
            BadFact::Cut => write!(out, "a block of packed facts is cut short"),
        }
    }
}

impl std::error::Error for BadFact {}
