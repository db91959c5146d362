//! Corrections and withdrawals: who may change what, and what the figures lose and gain by it.

use super::{Change, Stop, Work, difference, named};
use crate::{
    facts::{RequestFacts, VisitFacts, text},
    state::{Request, Visit},
    store,
};
use journal::{Entry, malformed, only};
use kernel::{Day, EntryId, Refusal, Right};
use tally::Fact;

impl Work<'_> {
    pub(super) fn correct(&mut self, entry: &Entry) -> Result<Change, Stop> {
        only(&entry.body, &["target", "replaces", "facts", "reason"])?;
        let target = entry.target().ok_or_else(|| malformed("target"))?;
        let replaces = named(entry, "replaces").ok_or_else(|| malformed("replaces"))?;
        let Some(serde_json::Value::Object(facts)) = entry.body.get("facts") else {
            return Err(malformed("facts").into());
        };
        if self.requests.contains_key(&target) {
            let facts = RequestFacts::read(facts, &self.catalogue)?;
            self.may_change(entry, target)?;
            let record = &self.requests[&target].record;
            if record.visit != facts.visit {
                return Err(Refusal::invalid("entry-other-visit").into());
            }
            let branch = self.branch(&facts, record.day);
            Ok(self.change_request(target, |request| {
                // Whoever corrects what they have seen settles what crossed before.
                request.contested = request.entry != replaces;
                request.entry = entry.id;
                request.set(facts, branch);
            }))
        } else if self.visits.contains_key(&target) {
            if facts.contains_key("queue") {
                return Err(Refusal::invalid("entry-unknown-member").with("name", "queue").into());
            }
            let facts = VisitFacts::read(facts, &self.batch.place.stops)?;
            self.may_change(entry, target)?;
            Ok(self.change_visit(target, |visit| {
                visit.contested = visit.entry != replaces;
                visit.entry = entry.id;
                visit.set(facts);
            }))
        } else {
            Err(Stop::Retry)
        }
    }

    pub(super) fn withdraw(&mut self, entry: &Entry) -> Result<Change, Stop> {
        only(&entry.body, &["target", "reason"])?;
        let target = entry.target().ok_or_else(|| malformed("target"))?;
        if self.requests.contains_key(&target) {
            self.may_change(entry, target)?;
            Ok(self.change_request(target, |request| {
                request.withdrawn = true;
                request.entry = entry.id;
            }))
        } else if self.visits.contains_key(&target) {
            self.may_change(entry, target)?;
            self.lapse_ticket(target);
            Ok(self.change_visit(target, |visit| {
                visit.withdrawn = true;
                visit.entry = entry.id;
            }))
        } else {
            Err(Stop::Retry)
        }
    }

    /// What one recorded oneself may be changed; what others recorded wants the right to correct; a closed month wants a
    /// reason; what was withdrawn stays so.
    fn may_change(&self, entry: &Entry, target: EntryId) -> Result<(), Refusal> {
        let (agent, day, withdrawn) = match (self.requests.get(&target), self.visits.get(&target)) {
            (Some(held), _) => (held.record.agent, held.record.day, held.record.withdrawn),
            (None, Some(held)) => (held.record.agent, held.record.day, held.record.withdrawn),
            (None, None) => return Err(Refusal::missing()),
        };
        if withdrawn {
            return Err(Refusal::invalid("entry-withdrawn"));
        }
        let today = Day::at(entry.happened, &self.batch.place.zone);
        let may_correct_any = entry.agent.and_then(|agent| self.grants.get(&agent)).is_some_and(|grants| {
            let here = self.batch.place.whereabouts();
            grants.iter().any(|grant| grant.gives(Right::CorrectAny, today, here))
        });
        // Whoever receives somebody completes what a colleague or a kiosk opened.
        let receives = self
            .tickets
            .get(&target)
            .is_some_and(|held| held.record.agent.is_some() && held.record.agent == entry.agent);
        if agent != entry.agent && !receives && !(may_correct_any && entry.corrects_any) {
            return Err(Refusal::invalid("entry-not-yours"));
        }
        let reason = text(&entry.body, "reason")?.unwrap_or_default().trim();
        if reason.chars().count() > 300 {
            return Err(malformed("reason"));
        }
        if journal::looks_secret(reason) {
            return Err(Refusal::invalid("entry-note-secret"));
        }
        if self.closed_months.contains(&store::month_of(day)) && reason.is_empty() {
            return Err(Refusal::invalid("entry-month-closed"));
        }
        Ok(())
    }

    fn change_request(&mut self, target: EntryId, change: impl FnOnce(&mut Request)) -> Change {
        let (zone, catalogue) = (&self.batch.place.zone, &*self.catalogue);
        let held = self.requests.get_mut(&target).expect("the caller found it");
        let visit = &self.visits.get(&held.record.visit).expect("a request's visit is read with it").record;
        let before = held.record.fact(visit, zone, catalogue);
        change(&mut held.record);
        held.touch();
        difference(before, held.record.fact(visit, zone, catalogue))
    }

    /// A visit's facts are copied on its requests: theirs change with it.
    fn change_visit(&mut self, target: EntryId, change: impl FnOnce(&mut Visit)) -> Change {
        let before = self.facts_of(target);
        let held = self.visits.get_mut(&target).expect("the caller found it");
        change(&mut held.record);
        held.touch();
        let after = self.facts_of(target);
        let mut whole = Change::default();
        for (before, after) in before.into_iter().zip(after) {
            let Change { removed, added } = difference(before, after);
            whole.removed.extend(removed);
            whole.added.extend(added);
        }
        whole
    }

    /// What a visit and its requests weigh, in a fixed order.
    fn facts_of(&self, visit: EntryId) -> Vec<Option<Fact>> {
        let (zone, catalogue) = (&self.batch.place.zone, &*self.catalogue);
        let visit = &self.visits[&visit].record;
        let requests = self.of_visit.get(&visit.id).into_iter().flatten();
        std::iter::once(visit.fact(zone, catalogue))
            .chain(requests.map(|id| self.requests[id].record.fact(visit, zone, catalogue)))
            .collect()
    }
}
