//! Facts in words: labels of the catalogue in the visitor's language, under the names of the record's own date.

use crate::{
    facts::{RequestFacts, VisitFacts},
    label::{self, Labels},
};
use catalogue::{Axes, Labelled, axes};
use kernel::Day;
use network::Place;
use tally::{Act, Age, Channel, Origin, Outcome, Support};
use web::Text;

/// A fact: the key of its name, and its value when something is known.
pub(super) type Said = (&'static str, Option<String>);

/// Says facts in words.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub text: Text,
    pub catalogue: &'a catalogue::Snapshot,
    pub place: &'a Place,
}

impl Words<'_> {
    pub fn labels(&self) -> Labels<'_> {
        Labels { catalogue: self.catalogue }
    }

    pub fn axes(&self) -> &'static Axes {
        axes(self.text.locale)
    }

    /// Everything a request says, in the order of its form.
    pub fn request(&self, facts: &RequestFacts, day: Day) -> Vec<Said> {
        let (axes, labels) = (self.axes(), self.labels());
        let defaults = facts.defaults;
        let acts: Vec<_> = facts.acts.iter().map(|act| label(&axes.acts, act.slug())).collect();
        let support = facts.support.map(|support| label(&axes.supports, support.slug()));
        let outcome = facts.outcome.map(|outcome| label(&axes.outcomes, outcome.slug()));
        vec![
            ("record-theme", Some(labels.theme(facts.theme))),
            ("record-operator", facts.operator.map(|id| labels.operator(id, day))),
            ("record-acts", self.default(Some(acts.join(", ")), defaults.acts)),
            ("record-support", self.default(support, defaults.support)),
            ("record-outcome", self.default(outcome, defaults.outcome)),
            ("record-impossible", facts.reason.clone()),
            ("record-referred", facts.referred_to.map(|id| labels.operator(id, day))),
            ("record-duration", facts.minutes.map(|minutes| self.minutes(minutes))),
        ]
    }

    /// Everything a visit says, in the order of its form.
    pub fn visit(&self, facts: &VisitFacts) -> Vec<Said> {
        let axes = self.axes();
        let language = |tag: &String| label(&axes.languages, tag);
        let company = facts.company.as_deref().and_then(company_key);
        vec![
            ("record-channel", facts.channel.map(|channel| label(&axes.channels, channel.slug()))),
            ("record-stop", facts.stop.map(|id| self.stop(id))),
            ("record-age", facts.age.map(|age| label(&axes.ages, age.slug()))),
            ("record-origin", facts.origin.map(|origin| label(&axes.origins, origin.slug()))),
            ("record-language", facts.language.as_ref().map(language)),
            ("record-first", facts.first.map(|first| self.text.say(first_key(first)))),
            ("record-company", company.map(|key| self.text.say(key))),
        ]
    }

    fn stop(&self, id: i64) -> String {
        self.place.stops.iter().find(|stop| stop.id == id).map_or(id.to_string(), label::stop)
    }

    pub fn minutes(&self, minutes: u16) -> String {
        self.text.fill("record-n-minutes", &[("minutes", minutes.into())])
    }

    fn default(&self, value: Option<String>, untouched: bool) -> Option<String> {
        let words = |value: String| {
            if untouched { self.text.fill("record-by-default", &[("value", value.into())]) } else { value }
        };
        value.filter(|value| !value.is_empty()).map(words)
    }

    /// The acts of a request in few words, for a line.
    pub fn short_acts(&self, facts: &RequestFacts) -> String {
        let acts: Vec<_> = facts.acts.iter().map(|act: Act| short(&self.axes().acts, act.slug())).collect();
        acts.join(", ")
    }

    pub fn short_support(&self, support: Support) -> String {
        short(&self.axes().supports, support.slug())
    }

    pub fn short_outcome(&self, outcome: Outcome) -> String {
        short(&self.axes().outcomes, outcome.slug())
    }

    /// What is worth a mark beside the hour of a visit.
    pub fn visit_marks(&self, facts: &VisitFacts) -> Vec<String> {
        let axes = self.axes();
        // A stop says that it is on a round.
        let usual =
            |channel: &Channel| *channel != Channel::Site && (*channel != Channel::Round || facts.stop.is_none());
        let french = |tag: &&String| tag.as_str() != "fr";
        [
            facts.stop.map(|id| self.stop(id)),
            facts.channel.filter(usual).map(|channel| short(&axes.channels, channel.slug())),
            facts.age.map(|age: Age| label(&axes.ages, age.slug())),
            facts.origin.map(|origin: Origin| short(&axes.origins, origin.slug())),
            facts.language.as_ref().filter(french).map(|tag| label(&axes.languages, tag)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The sentence of who came along.
pub(super) fn company_key(company: &str) -> Option<&'static str> {
    Some(match company {
        "alone" => "record-company-alone",
        "family" => "record-company-family",
        "professional" => "record-company-professional",
        "other" => "record-company-other",
        _ => return None,
    })
}

/// The sentence of a first visit, or of a later one.
pub(super) fn first_key(first: bool) -> &'static str {
    if first { "record-first-yes" } else { "record-first-no" }
}

fn label(list: &[Labelled], code: &str) -> String {
    Axes::label(list, code).to_owned()
}

/// Fewer words, where there are.
fn short(list: &[Labelled], code: &str) -> String {
    let found = list.iter().find(|item| item.code == code);
    found.map_or(code, |item| item.short.as_deref().unwrap_or(&item.label)).to_owned()
}

/// A date or a month that begins a title.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
