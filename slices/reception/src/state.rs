//! Visits and requests as they stand, and what they weigh in the figures.

use crate::facts::{Defaults, RequestFacts, VisitFacts};
use catalogue::Snapshot;
use jiff::{Timestamp, tz::TimeZone};
use kernel::{AccountId, Day, EntryId};
use tally::{Acts, Age, Branch, Channel, Fact, Kind, Origin, Outcome, Source, Support, Waited};

db::row! {
    /// A visit as stored. Codes are those of `tally`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Visit {
        /// Its name.
        pub id: EntryId,
        /// The day it opened, in its place.
        pub day: Day,
        /// When it opened.
        pub opened: Timestamp,
        /// When it closed.
        pub closed: Option<Timestamp>,
        /// How it came.
        pub channel: Option<u8>,
        /// At which stop.
        pub stop: Option<i64>,
        /// Age band.
        pub age: Option<u8>,
        /// Coarse origin.
        pub origin: Option<u8>,
        /// Language spoken.
        pub language: Option<String>,
        /// Whether it is the first.
        pub first: Option<bool>,
        /// Who came along.
        pub company: Option<String>,
        /// Counter, import or simulation.
        pub source: u8,
        /// Who opened it.
        pub agent: Option<AccountId>,
        /// The entry it was last made from.
        pub entry: EntryId,
        /// Whether it was withdrawn.
        pub withdrawn: bool,
        /// Whether two corrections crossed.
        pub contested: bool,
        /// How long it waited, in milliseconds, once its ticket has ended.
        pub waited: Option<i64>,
        /// How long it stayed at the desk, likewise; nothing when nobody received it.
        pub served: Option<i64>,
    }
}

db::row! {
    /// A request as stored. Codes are those of `tally` and of the catalogue.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Request {
        /// Its name.
        pub id: EntryId,
        /// The visit it belongs to.
        pub visit: EntryId,
        /// The visit's day.
        pub day: Day,
        /// When it was recorded.
        pub at: Timestamp,
        /// The theme.
        pub theme: u16,
        /// The operator.
        pub operator: Option<u16>,
        /// Partner, public or social, on its own date.
        pub branch: u8,
        /// What was done, as bits.
        pub acts: u8,
        /// Who did it.
        pub support: Option<u8>,
        /// What came of it.
        pub outcome: Option<u8>,
        /// Why it was not possible.
        pub reason: Option<String>,
        /// The operator one was sent to.
        pub referred_to: Option<u16>,
        /// How long it took.
        pub minutes: Option<u16>,
        /// What nobody touched, as bits.
        pub defaults: i64,
        /// Who recorded it.
        pub agent: Option<AccountId>,
        /// The entry it was last made from.
        pub entry: EntryId,
        /// Whether it was withdrawn.
        pub withdrawn: bool,
        /// Whether two corrections crossed.
        pub contested: bool,
    }
}

impl Visit {
    /// Writes its facts anew.
    pub fn set(&mut self, facts: VisitFacts) {
        self.channel = facts.channel.map(Channel::code);
        self.stop = facts.stop;
        self.age = facts.age.map(Age::code);
        self.origin = facts.origin.map(Origin::code);
        self.language = facts.language;
        self.first = facts.first;
        self.company = facts.company;
    }

    /// What it weighs: nothing once it is withdrawn.
    pub fn fact(&self, zone: &TimeZone, catalogue: &Snapshot) -> Option<Fact> {
        if self.withdrawn {
            return None;
        }
        let mut fact = self.shared(Kind::Visit, self.opened, zone, catalogue);
        fact.waited = self.waited.map(|waited| Waited::of(minutes(waited)));
        fact.minutes = self
            .at_the_desk()
            .map(|time| u16::try_from(minutes(time)).unwrap_or(Fact::MOST_MINUTES).min(Fact::MOST_MINUTES));
        Some(fact)
    }

    /// Milliseconds at the desk: those of the ticket, during which a desk was taken (time set aside in the hall is not); without
    /// a ticket, all the time the visit lasted.
    fn at_the_desk(&self) -> Option<i64> {
        match self.waited {
            Some(_) => self.served,
            None => self.closed.map(|closed| closed.as_millisecond() - self.opened.as_millisecond()),
        }
    }

    /// The part of a fact that a visit lends to its requests. What was imported without an hour stands at midnight, when no
    /// place receives: no half-hour is claimed for it.
    fn shared(&self, kind: Kind, at: Timestamp, zone: &TimeZone, catalogue: &Snapshot) -> Fact {
        let mut fact = Fact::new(kind, tally::Day(self.day.0), source(self.source));
        fact.slot = slot(at, zone).filter(|slot| *slot != 0 || fact.source != Source::Import);
        fact.channel = self.channel.and_then(Channel::from_code);
        fact.age = self.age.and_then(Age::from_code);
        fact.origin = self.origin.and_then(Origin::from_code);
        fact.language = self.language.as_deref().map_or(0, |tag| catalogue.language(tag));
        fact.first = self.first;
        fact
    }
}

impl Request {
    /// Writes its facts anew; the branch is worked out by the caller, on the request's own date.
    pub fn set(&mut self, facts: RequestFacts, branch: Branch) {
        self.theme = facts.theme;
        self.operator = facts.operator;
        self.branch = branch.code();
        self.acts = facts.acts.bits();
        self.support = facts.support.map(Support::code);
        self.outcome = facts.outcome.map(Outcome::code);
        self.reason = facts.reason;
        self.referred_to = facts.referred_to;
        self.minutes = facts.minutes;
        self.defaults = facts.defaults.bits();
    }

    /// What it weighs, with the facts of its visit: nothing once either is withdrawn.
    pub fn fact(&self, visit: &Visit, zone: &TimeZone, catalogue: &Snapshot) -> Option<Fact> {
        if self.withdrawn || visit.withdrawn {
            return None;
        }
        let defaults = Defaults::from_bits(self.defaults);
        let mut fact = visit.shared(Kind::Request, self.at, zone, catalogue);
        fact.theme = self.theme;
        fact.operator = self.operator.unwrap_or(0);
        fact.branch = Branch::from_code(self.branch);
        fact.acts = Acts::from_bits(self.acts).unwrap_or(Acts::NONE);
        fact.acts_default = defaults.acts;
        fact.support = self.support.and_then(Support::from_code);
        fact.support_default = defaults.support && fact.support.is_some();
        fact.outcome = self.outcome.and_then(Outcome::from_code);
        fact.outcome_default = defaults.outcome && fact.outcome.is_some();
        fact.minutes = self.minutes.map(|minutes| minutes.min(Fact::MOST_MINUTES));
        Some(fact)
    }
}

/// Finished minutes of a number of milliseconds.
fn minutes(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or(0) / 60_000
}

/// The half-hour of the day in the place.
fn slot(at: Timestamp, zone: &TimeZone) -> Option<u8> {
    let time = zone.to_datetime(at).time();
    u8::try_from(time.hour() * 2 + i8::from(time.minute() >= 30)).ok()
}

fn source(code: u8) -> Source {
    Source::from_code(code).unwrap_or(Source::Counter)
}
