//! What the places of a network have in common, for one thing that they all count: it is what a place is taken to be until its own days
//! tell, and the index that tells a change here from a change everywhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::expected::Expected;
use super::facts::{Facts, Subject};
use super::index::{Index, Restlessness, Tonight};
use super::packed::{self, packed};
use super::ratio::Ratio;

/// From so many places on, the index of the others tells something; a smaller network would absorb its own change.
pub const PEERS: u32 = 8;
/// What a night leaves of what is common, which changes over years: a weekday comes 52 times in one.
const KEEP: f64 = 0.995;
/// What a weekday like any other, and a holiday that changes nothing, are worth beside what was seen, in visits.
const WORTH: f64 = 200.0;
/// Nights that a day of the month like any other is worth.
const MONTH_NIGHTS: f64 = 3.0;

/// What is common, and the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    weekday: [Ratio; 7],
    school: Ratio,
    after_closure: Ratio,
    month: [Ratio; 31],
    hours: Exponent,
    index: Index,
    has_peers: bool,
}

/// The power of the open hours that visits follow: 1 where half the hours bring half the visits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Exponent {
    value: f64,
    information: f64,
}

packed!(Network { weekday, school, after_closure, month, hours, index, has_peers });
packed!(Exponent { value, information });

/// The form of the bytes, to be raised when a state changes its fields.
const FORM: u8 = 1;

impl Exponent {
    /// What the prior of 1 is worth, in visits at hours that differ by a factor of e.
    const WORTH: f64 = 300.0;
}

/// The sums of a night over the places, before anything is said of them: of all, and of those that are past their first growth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gathered {
    all: Sum,
    mature: Sum,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    observed: f64,
    expected: f64,
    places: u32,
}

impl Sum {
    fn add(&mut self, observed: f64, expected: f64, places: u32) {
        self.observed += observed;
        self.expected += expected;
        self.places += places;
    }
}

impl Gathered {
    /// Adds a series; one that begins or is far off says nothing of the others.
    pub fn add(&mut self, observed: f64, expected: &Expected) {
        if expected.is_telling(observed) {
            self.all.add(observed, expected.visits(), 1);
            if expected.is_mature() {
                self.mature.add(observed, expected.visits(), 1);
            }
        }
    }

    /// Adds the sums of other series of the same night.
    pub fn merge(&mut self, other: &Self) {
        self.all.add(other.all.observed, other.all.expected, other.all.places);
        self.mature.add(other.mature.observed, other.mature.expected, other.mature.places);
    }

    /// Those who are heard, and whether only those past their first growth are: they are, as soon as they are enough.
    fn heard(&self) -> (Sum, bool) {
        if self.mature.places >= PEERS { (self.mature, true) } else { (self.all, false) }
    }
}

/// What the series of a night teach about what they have in common. Sums of floating point numbers depend on their order: a replay must
/// bring the series in the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lessons {
    weekday: Ratio,
    school: Ratio,
    after_closure: Ratio,
    hours: (f64, f64),
}

impl Lessons {
    /// Adds the lessons of other series of the same night.
    pub fn merge(&mut self, other: &Self) {
        for (ratio, other) in [
            (&mut self.weekday, other.weekday),
            (&mut self.school, other.school),
            (&mut self.after_closure, other.after_closure),
        ] {
            ratio.learn(1.0, other.observed, other.expected);
        }
        self.hours.0 += other.hours.0;
        self.hours.1 += other.hours.1;
    }

    /// Adds a series that received `seen` visits where `due` were foreseen.
    pub(super) fn add(&mut self, facts: &Facts, expected: &Expected, seen: f64, due: f64) {
        self.weekday.learn(1.0, seen, due / expected.weekday);
        if facts.school_holiday == Some(true) {
            self.school.learn(1.0, seen, due / expected.school);
        }
        if facts.after_closure {
            self.after_closure.learn(1.0, seen, due / expected.after_closure);
        }
        if facts.hours != 1.0 {
            let log = facts.hours.ln();
            self.hours.0 += (seen - due) * log;
            self.hours.1 += due * log * log;
        }
    }
}

impl Network {
    /// A network of which nothing is known.
    #[must_use]
    pub fn new(subject: Subject) -> Self {
        let restlessness = match subject {
            Subject::Category => Restlessness { level: 0.02, shock: 0.04, cycle: 0.05 },
            Subject::Place | Subject::Network => Restlessness { level: 0.004, shock: 0.04, cycle: 0.05 },
        };
        Self {
            weekday: [Ratio::default(); 7],
            school: Ratio::default(),
            after_closure: Ratio::default(),
            month: [Ratio::default(); 31],
            hours: Exponent { value: 1.0, information: 0.0 },
            index: Index::new(restlessness),
            has_peers: false,
        }
    }

    /// The state in few bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        packed::to_bytes(FORM, self)
    }

    /// The state, to the bit; nothing if the bytes are of another form, or damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        packed::from_bytes(FORM, bytes)
    }

    /// The index of the night of `date`; what was gathered decides whether there is one.
    pub fn night(&mut self, date: Date, gathered: &Gathered) -> Tonight {
        let (heard, mature) = gathered.heard();
        self.has_peers = heard.places >= PEERS;
        let foreseen = self.index.foreseen(date);
        let tonight = self.index.night(date, heard.observed, heard.expected, self.has_peers, mature);
        if heard.expected > 0.0 {
            let weight = 0.0016 / (0.0016 + 1.3 / heard.expected);
            let due = heard.expected * foreseen;
            let ratio = (heard.observed + 0.5) / (due + 0.5);
            let day = date.day() as usize - 1;
            let own = self.month_day(day);
            self.month[day].learn(0.97, weight * ratio.clamp(0.5, 2.0) * own, weight);
        }
        tonight
    }

    /// Takes in what the night taught.
    pub fn learn(&mut self, date: Date, lessons: &Lessons) {
        let learn = |ratio: &mut Ratio, lesson: Ratio| {
            if lesson.expected > 0.0 {
                ratio.learn(KEEP, lesson.observed, lesson.expected);
            }
        };
        learn(&mut self.weekday[date.weekday().to_monday_zero_offset() as usize], lessons.weekday);
        learn(&mut self.school, lessons.school);
        learn(&mut self.after_closure, lessons.after_closure);
        let (pull, information) = lessons.hours;
        if information > 0.0 {
            self.hours.information = KEEP * self.hours.information + information;
            self.hours.value += pull / (self.hours.information + Exponent::WORTH);
            self.hours.value = self.hours.value.clamp(0.0, 2.0);
        }
    }

    pub(super) fn weekday(&self, weekday: usize) -> f64 {
        self.weekday[weekday].towards(1.0, WORTH)
    }

    pub(super) fn school(&self) -> f64 {
        self.school.towards(1.0, WORTH)
    }

    pub(super) fn after_closure(&self) -> f64 {
        self.after_closure.towards(1.0, WORTH)
    }

    /// The day of the month, from 0, drawn towards the days beside it.
    pub(super) fn month_day(&self, day: usize) -> f64 {
        let mut near = Ratio::default();
        for (other, weight) in [(day.saturating_sub(1), 0.3), (day, 1.0), ((day + 1).min(30), 0.3)] {
            near.learn(1.0, weight * self.month[other].observed, weight * self.month[other].expected);
        }
        near.towards(1.0, MONTH_NIGHTS)
    }

    /// What a day of so many times the usual hours brings, beside an ordinary one.
    #[must_use]
    pub fn hours(&self, hours: f64) -> f64 {
        if hours == 1.0 { 1.0 } else { hours.powf(self.hours.value) }
    }

    /// Whether enough others are heard for the index to tell something.
    #[must_use]
    pub fn has_peers(&self) -> bool {
        self.has_peers
    }

    /// The index that is foreseen for a day; 1 without peers.
    pub(super) fn foreseen(&self, date: Date) -> f64 {
        if self.has_peers { self.index.foreseen(date) } else { 1.0 }
    }
}
