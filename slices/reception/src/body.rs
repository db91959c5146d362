//! Facts written back as the body they were read from: what a correction starts from, and what it sends.

use crate::{
    Request, Visit,
    facts::{Defaults, RequestFacts, VisitFacts},
};
use catalogue::Snapshot;
use serde_json::{Map, Value, json};
use tally::{Act, Acts, Age, Channel, Origin, Outcome, Support};

impl From<&Request> for RequestFacts {
    fn from(request: &Request) -> Self {
        Self {
            visit: request.visit,
            theme: request.theme,
            operator: request.operator,
            acts: Acts::from_bits(request.acts).unwrap_or(Acts::NONE),
            support: request.support.and_then(Support::from_code),
            outcome: request.outcome.and_then(Outcome::from_code),
            reason: request.reason.clone(),
            referred_to: request.referred_to,
            minutes: request.minutes,
            defaults: Defaults::from_bits(request.defaults),
        }
    }
}

impl From<&Visit> for VisitFacts {
    fn from(visit: &Visit) -> Self {
        Self {
            channel: visit.channel.and_then(Channel::from_code),
            stop: visit.stop,
            age: visit.age.and_then(Age::from_code),
            origin: visit.origin.and_then(Origin::from_code),
            language: visit.language.clone(),
            first: visit.first,
            company: visit.company.clone(),
        }
    }
}

impl RequestFacts {
    /// The body that reads as these facts.
    pub fn body(&self, catalogue: &Snapshot) -> Map<String, Value> {
        let operator = |id: Option<u16>| Some(catalogue.operator_by_id(id?)?.code.clone());
        let defaults =
            [("acts", self.defaults.acts), ("support", self.defaults.support), ("outcome", self.defaults.outcome)];
        let defaults: Vec<_> = defaults.into_iter().filter(|(_, untouched)| *untouched).map(|(name, _)| name).collect();
        said([
            ("visit", json!(self.visit)),
            ("theme", json!(catalogue.theme_by_id(self.theme).map(|theme| &theme.code))),
            ("operator", json!(operator(self.operator))),
            ("acts", json!(self.acts.iter().map(Act::slug).collect::<Vec<_>>())),
            ("support", json!(self.support.map(Support::slug))),
            ("outcome", json!(self.outcome.map(Outcome::slug))),
            ("reason", json!(self.reason)),
            ("referred_to", json!(operator(self.referred_to))),
            ("minutes", json!(self.minutes)),
            ("defaults", if defaults.is_empty() { Value::Null } else { json!(defaults) }),
        ])
    }

    /// These facts as somebody corrected them: what they changed was looked at, what they left as it was remains a default.
    pub fn corrected_from(mut self, before: &RequestFacts) -> Self {
        self.defaults = Defaults {
            acts: before.defaults.acts && before.acts == self.acts,
            support: before.defaults.support && before.support == self.support,
            outcome: before.defaults.outcome && before.outcome == self.outcome,
        };
        self
    }
}

impl VisitFacts {
    /// The body that reads as these facts.
    pub fn body(&self) -> Map<String, Value> {
        said([
            ("channel", json!(self.channel.map(Channel::slug))),
            ("stop", json!(self.stop)),
            ("age", json!(self.age.map(Age::slug))),
            ("origin", json!(self.origin.map(Origin::slug))),
            ("language", json!(self.language)),
            ("first", json!(self.first)),
            ("with", json!(self.company)),
        ])
    }
}

/// The members that say something.
fn said<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::COMPANY, test_catalogue::CATALOGUE};
    use kernel::EntryId;
    use proptest::{option, prelude::*, sample::select};

    prop_compose! {
        fn request()(
            visit in any::<u128>(), theme in select(CATALOGUE.themes().map(|theme| theme.id).collect::<Vec<_>>()),
            operators in [operator(), operator()], acts in 1..128_u8, support in option::of(select(Support::ALL)),
            outcome in option::of(select(Outcome::ALL)), reason in option::of("[a-z-]{1,24}"),
            minutes in option::of(0..=1440_u16), defaults in 0..8_i64,
        ) -> RequestFacts {
            let acts = Acts::from_bits(acts).unwrap();
            let [operator, referred_to] = operators;
            let defaults = Defaults::from_bits(defaults);
            let visit = EntryId(uuid::Uuid::from_u128(visit));
            RequestFacts { visit, theme, operator, acts, support, outcome, reason, referred_to, minutes, defaults }
        }
    }

    prop_compose! {
        fn visit()(
            channel in option::of(select(Channel::ALL)), age in option::of(select(Age::ALL)), first in any::<Option<bool>>(),
            origin in option::of(select(Origin::ALL)), language in option::of("[a-z]{2,3}(-[A-Z]{2})?"),
            company in option::of(select(&COMPANY[..])),
        ) -> VisitFacts {
            VisitFacts { channel, stop: None, age, origin, language, first, company: company.map(str::to_owned) }
        }
    }

    fn operator() -> impl Strategy<Value = Option<u16>> {
        option::of(select(CATALOGUE.operators().map(|operator| operator.id).collect::<Vec<_>>()))
    }

    proptest! {
        #[test]
        fn a_body_reads_as_it_was_written(request in request(), visit in visit()) {
            prop_assert_eq!(RequestFacts::read(&request.body(&CATALOGUE), &CATALOGUE), Ok(request));
            prop_assert_eq!(VisitFacts::read(&visit.body(), &[]), Ok(visit));
        }
    }
}
