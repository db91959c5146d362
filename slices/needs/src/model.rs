//! What a need is made of.

use jiff::Timestamp;
use kernel::{AccountId, Day, EntryId, PlaceId};

/// How far a need has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Somebody read it, and gathered what speaks of it.
    Seen,
    /// Somebody looks for what could be done.
    Studied,
    /// What was decided or done is told to those who raised it.
    Answered,
}

impl Stage {
    /// Every stage, in their order.
    pub const ALL: [Self; 3] = [Self::Seen, Self::Studied, Self::Answered];

    /// The word in the database and in a form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Studied => "studied",
            Self::Answered => "answered",
        }
    }

    /// The stage of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.slug() == slug)
    }
}

/// Whose observation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A partner: an operator of the catalogue.
    Partner,
    /// The State and its services.
    State,
    /// A local authority.
    Local,
    /// Anybody else.
    Other,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 4] = [Self::Partner, Self::State, Self::Local, Self::Other];

    /// The word in the database and in a form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::State => "state",
            Self::Local => "local",
            Self::Other => "other",
        }
    }

    /// The source of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.slug() == slug)
    }
}

/// A line noted at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: PlaceId,
    /// Its entry.
    pub id: EntryId,
    /// When.
    pub day: Day,
    /// By whom; known to the program, shown to nobody but themselves.
    pub agent: Option<AccountId>,
    /// The theme that was being recorded then.
    pub theme: Option<u16>,
    /// The need it belongs to.
    pub need: Option<i64>,
    /// Whether it was read and belongs to none.
    pub set_aside: bool,
    /// In the agent's words; none where they were purged.
    pub words: Option<String>,
}

/// What a body said, as the Union entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub source: Source,
    /// The partner's operator.
    pub operator: Option<u16>,
    /// Who said it, in words.
    pub who: String,
    /// What they said.
    pub words: String,
    /// When.
    pub day: Day,
    /// The need it belongs to.
    pub need: Option<i64>,
    /// Whether it was read and belongs to none.
    pub set_aside: bool,
}

/// Something that raises a need, as a form names it: `note:12:0193…`, `said:7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A line from a counter.
    Note(PlaceId, EntryId),
    /// An observation.
    Said(i64),
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Note(place, id) => write!(f, "note:{place}:{id}"),
            Self::Said(id) => write!(f, "said:{id}"),
        }
    }
}

impl Item {
    /// What a form names.
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("note", rest) => {
                let (place, id) = rest.split_once(':')?;
                Some(Self::Note(place.parse().ok()?, id.parse().ok()?))
            }
            ("said", id) => Some(Self::Said(id.parse().ok()?)),
            _ => None,
        }
    }
}

/// A need, with how much speaks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its number.
    pub id: i64,
    /// In a few words.
    pub title: String,
    /// The theme that rose.
    pub theme: Option<u16>,
    /// The words of « Autre » that came back, folded.
    pub words: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// When something was last said of it.
    pub moved: Timestamp,
    /// Lines from counters that speak of it.
    pub notes: u64,
    /// In how many places they were noted.
    pub places: u64,
    /// Observations that speak of it.
    pub said: u64,
}

/// Something said of a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub said: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// How far the need had come with it.
    pub stage: Stage,
    /// What.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_names_is_read_as_it_was_written() {
        let id: EntryId = "01936b2e-0000-7000-8000-000000000001".parse().unwrap();
        for item in [Item::Note(PlaceId(12), id), Item::Said(7)] {
            assert_eq!(Item::read(&item.to_string()), Some(item));
        }
        for text in ["", "note", "note:1", "note:x:01936b2e-0000-7000-8000-000000000001", "said:", "said:x", "other:1"]
        {
            assert_eq!(Item::read(text), None, "{text}");
        }
    }
}
