//! What happens around places and may explain a figure: a strike, a market day, a line that closed. Pure.
//!
//! An event opens and closes nothing: hours are for exceptions to say.

use jiff::Timestamp;
use jiff::civil::Weekday;
use kernel::{AccountId, Day, Refusal, Scope};
use std::str::FromStr;

/// What kind of thing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A market day, a fair.
    Market,
    /// A strike.
    Strike,
    /// A tax campaign.
    Tax,
    /// A line that closed, roadworks.
    Transport,
    /// Snow, a heat wave.
    Weather,
    /// What was told to people: a poster, an article, a letter.
    Campaign,
    /// A counter that closes or opens nearby.
    Partner,
    /// Anything else.
    Other,
}

impl EventKind {
    /// Every kind, in the order of a form.
    pub const ALL: [Self; 8] = [
        Self::Market,
        Self::Strike,
        Self::Tax,
        Self::Transport,
        Self::Weather,
        Self::Campaign,
        Self::Partner,
        Self::Other,
    ];

    /// The stable code of URLs, JSON and the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Strike => "strike",
            Self::Tax => "tax",
            Self::Transport => "transport",
            Self::Weather => "weather",
            Self::Campaign => "campaign",
            Self::Partner => "partner",
            Self::Other => "other",
        }
    }
}

impl FromStr for EventKind {
    type Err = crate::model::UnknownCode;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|kind| kind.code() == code);
        known.ok_or_else(|| crate::model::UnknownCode(code.to_owned()))
    }
}

/// Something that is to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The places that it concerns.
    pub scope: Scope,
    /// Its first day.
    pub from: Day,
    /// Its last day; none while it goes on.
    pub to: Option<Day>,
    /// The one day of each week on which it happens.
    pub weekday: Option<Weekday>,
    /// Its kind.
    pub kind: EventKind,
    /// « Grève SNCF ».
    pub title: String,
}

/// Something that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number, given once.
    pub id: i64,
    /// The places that it concerns.
    pub scope: Scope,
    /// Its first day.
    pub from: Day,
    /// Its last day; none while it goes on.
    pub to: Option<Day>,
    /// The one day of each week on which it happens.
    pub weekday: Option<Weekday>,
    /// Its kind.
    pub kind: EventKind,
    /// « Grève SNCF ».
    pub title: String,
    /// Who noted it; nobody when the program did.
    pub made_by: Option<AccountId>,
    /// When it was noted.
    pub made_at: Timestamp,
}

/// What a title may weigh, in letters.
pub const LONGEST_TITLE: usize = 120;

impl NewEvent {
    /// Something that may have happened: its days are in order, and one of them is the weekday it names.
    pub fn checked(self) -> Result<Self, Refusal> {
        if self.to.is_some_and(|to| to < self.from) {
            return Err(Refusal::invalid("event-backwards").field("to"));
        }
        if !happens((self.from, self.to, self.weekday), self.from, self.to.unwrap_or(self.from.plus(6))) {
            return Err(Refusal::invalid("event-weekday").field("weekday"));
        }
        Ok(self)
    }
}

impl Event {
    /// Whether it happens on some day between two, both included.
    pub fn happens(&self, first: Day, last: Day) -> bool {
        happens((self.from, self.to, self.weekday), first, last)
    }

    /// Whether it is over on a day.
    pub fn is_over(&self, day: Day) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

fn happens((from, to, weekday): (Day, Option<Day>, Option<Weekday>), first: Day, last: Day) -> bool {
    let (first, last) = (first.max(from), to.map_or(last, |to| last.min(to)));
    let on = |weekday: Weekday| {
        let ahead = weekday.since(first.date().weekday());
        first.plus(i32::from(ahead)) <= last
    };
    first <= last && weekday.is_none_or(on)
}
