//! What one may ask of the tally, and the shape of its answer.

use crate::codes::codes;
use crate::day::Day;

codes! {
    /// What is counted.
    Measure {
        /// Visits, imported daily counts included.
        Visits = "visits",
        /// Requests, imported daily counts included.
        Requests = "requests",
        /// Sum of the known minutes of requests.
        Minutes = "minutes",
        /// Distinct (place, day) with a visit. Under a filter: with a visit that passes it. In a group: with a visit in that group, so that
        /// groups finer than the day do not add up. A day known only by an imported count of visits is open too.
        OpenDays = "open-days",
        /// Sum of the known minutes of visits: the time at the desk.
        Service = "service",
        /// Sum of the minutes that visits waited, each taken for [`Waited::minutes`](crate::Waited::minutes) of its class.
        Waiting = "waiting",
    }
}

impl Measure {
    /// Whether it looks at visits; the others look at requests.
    pub const fn of_visits(self) -> bool {
        !matches!(self, Measure::Requests | Measure::Minutes)
    }

    /// Whether it sums minutes, which not every visit or request has, and no imported daily count.
    pub const fn is_time(self) -> bool {
        matches!(self, Measure::Minutes | Measure::Service | Measure::Waiting)
    }
}

codes! {
    /// How an answer is cut, and what a filter tests. The text says the key of each; all else, SQL included, must give the same.
    Dimension {
        /// The place's number.
        Place = "place",
        /// Days since 2000-01-01.
        Day = "day",
        /// ISO week: its Monday, in days since 2000-01-01.
        Week = "week",
        /// `year × 12 + month − 1`.
        Month = "month",
        /// The year.
        Year = "year",
        /// 0 Monday … 6 Sunday.
        Weekday = "weekday",
        /// 0 to 23; 24 when the slot is not known.
        Hour = "hour",
        /// Half-hour, 0 to 47; 48 when not known.
        Slot = "slot",
        /// The family of the theme; 0 when there is no theme or it has no family.
        Family = "family",
        /// The theme; 0 none.
        Theme = "theme",
        /// The operator; 0 none.
        Operator = "operator",
        /// [`Branch`](crate::Branch) code; 0 not known.
        Branch = "branch",
        /// [`Act`](crate::Act) code; 0 no act. A request counts under each of its acts: see [`Dimension::additive`].
        /// A filter passes a request that has at least one of the acts named.
        Act = "act",
        /// [`Support`](crate::Support) code; 0 not known.
        Support = "support",
        /// 0 no support known, 1 confirmed, 2 default.
        SupportConfirmed = "support-confirmed",
        /// [`Outcome`](crate::Outcome) code; 0 not known.
        Outcome = "outcome",
        /// 0 no outcome known, 1 confirmed, 2 default.
        OutcomeConfirmed = "outcome-confirmed",
        /// 0 no act, 1 confirmed, 2 default.
        ActsConfirmed = "acts-confirmed",
        /// [`Channel`](crate::Channel) code; 0 not known.
        Channel = "channel",
        /// [`Age`](crate::Age) code; 0 not known.
        Age = "age",
        /// [`Origin`](crate::Origin) code; 0 not known.
        Origin = "origin",
        /// Dictionary code; 0 not known.
        Language = "language",
        /// 0 not known, 1 first visit, 2 not the first.
        First = "first",
        /// [`Source`](crate::Source) code, never 0.
        Source = "source",
        /// [`Waited`](crate::Waited) code; 0 not known, as it is of every request.
        Waited = "waited",
    }
}

impl Dimension {
    /// Whether the counts of its groups add up to the total: only acts do not, since a request may have several.
    pub const fn additive(self) -> bool {
        !matches!(self, Dimension::Act)
    }

    /// Whether an imported daily count can be put under it: the place, the day, and what follows from the day.
    pub const fn of_the_day(self) -> bool {
        use Dimension::{Day, Month, Place, Week, Weekday, Year};
        matches!(self, Place | Day | Week | Month | Year | Weekday)
    }
}

/// Keeps what has one of these codes; no code at all keeps nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is tested.
    pub dimension: Dimension,
    /// Keys of the dimension.
    pub codes: Vec<u32>,
}

/// One question. Filters are joined by *and*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is counted.
    pub measure: Measure,
    /// How the answer is cut.
    pub by: [Option<Dimension>; 2],
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Only these places; `None` for all.
    pub places: Option<Vec<u32>>,
    /// Only what passes them all.
    pub filters: Vec<Filter>,
}

impl Question {
    /// The plain total of a period over all places, to be narrowed by `..`.
    pub const fn new(measure: Measure, from: Day, to: Day) -> Question {
        Question { measure, by: [None, None], from, to, places: None, filters: Vec::new() }
    }
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadQuestion {
    /// The first day is after the last.
    Backwards,
    /// Both cuts are the same.
    CutTwice,
    /// The two cuts together may give more rows than [`BadQuestion::MOST_GROUPS`].
    TooManyGroups,
    /// A place's number does not fit a [`Key`].
    PlaceTooLarge(u32),
}

impl BadQuestion {
    /// 2,845 places by every day of three years fit; both together with anything finer do not.
    pub const MOST_GROUPS: usize = 1 << 22;
}

impl std::fmt::Display for BadQuestion {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadQuestion::Backwards => write!(out, "the period ends before it begins"),
            BadQuestion::CutTwice => write!(out, "both cuts are the same"),
            BadQuestion::TooManyGroups => write!(out, "more than {} groups", Self::MOST_GROUPS),
            BadQuestion::PlaceTooLarge(place) => write!(out, "place {place} is too large a number"),
        }
    }
}

impl std::error::Error for BadQuestion {}

/// The key of a group. Sorts as written: all, then codes, then what is not detailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The question does not cut here.
    All,
    /// The key documented on [`Dimension`].
    Code(i32),
    /// Imported daily counts under a cut finer than the day.
    Undetailed,
}

impl Key {
    /// The code, when there is one.
    pub const fn code(self) -> Option<i32> {
        match self {
            Key::Code(code) => Some(code),
            Key::All | Key::Undetailed => None,
        }
    }
}

/// One group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// In the order of [`Question::by`].
    pub keys: [Key; 2],
    /// What was asked: visits, requests, days or minutes.
    pub value: u64,
    /// How many visits, requests or days were looked at.
    pub n: u64,
    /// How many of them have a known value: fewer than `n` only where minutes are summed.
    pub known: u64,
}

/// Groups where something was counted, sorted by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The groups.
    pub rows: Vec<Row>,
    /// Imported daily counts of the places, the period and the filters on place or day: visits, requests, or days for
    /// [`Measure::OpenDays`]. They are in `rows` too, except for minutes (they have none) and when a filter tests what they cannot say.
    pub undetailed: u64,
}
