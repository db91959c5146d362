//! Arrivals, calls and what follows: what the entries of the queue change.

use super::{
    Change, Stop, Work, difference, named,
    work::{Held, State},
};
use crate::{
    facts::text,
    queue::{Handed, Step, Ticket},
};
use jiff::Timestamp;
use journal::{Entry, malformed, only};
use kernel::{AccountId, Day, EntryId, Refusal, Right};
use serde_json::Value;
use tally::Fact;

/// How long the name of a desk may be: it is that of the counter's device, as it was enrolled.
const LONGEST_DESK: usize = 60;

/// Whether a kind of entry is a step of a ticket.
pub(super) fn is_step(kind: &str) -> bool {
    matches!(
        kind,
        "visit.called"
            | "visit.served"
            | "visit.held"
            | "visit.resumed"
            | "visit.returned"
            | "visit.handed"
            | "visit.left"
    )
}

/// Whether a kind of entry shows its agent at a desk.
pub(super) fn is_at_desk(kind: &str) -> bool {
    matches!(kind, "visit.called" | "visit.served" | "visit.resumed")
}

impl Work<'_> {
    /// Gives a ticket to whoever joins the queue: `"queue": {"family"?, "priority"?}` in the visit's opening.
    pub(super) fn arrive(&mut self, entry: &Entry, day: Day) -> Result<(), Refusal> {
        let queue = match entry.body.get("queue") {
            None | Some(Value::Null) => return Ok(()),
            Some(Value::Object(queue)) => queue,
            Some(_) => return Err(malformed("queue")),
        };
        only(queue, &["family", "priority"])?;
        let family =
            text(queue, "family")?.map(|code| self.catalogue.family(code).ok_or_else(|| malformed("queue.family")));
        let family = family.transpose()?.map(|family| family.id);
        let priority = match queue.get("priority") {
            None | Some(Value::Null) => false,
            Some(priority) => priority.as_bool().ok_or_else(|| malformed("queue.priority"))?,
        };
        let number = self.numbers.entry(day).or_insert(0);
        *number += 1;
        let record = Ticket::taken(entry.id, day, *number, family, priority, entry.happened);
        self.tickets.insert(entry.id, Held { record, state: State::New });
        Ok(())
    }

    /// Moves a ticket one step.
    pub(super) fn step(&mut self, entry: &Entry) -> Result<Change, Stop> {
        let visit = named(entry, "visit").ok_or_else(|| malformed("visit"))?;
        let step = read_step(entry)?;
        if let Step::Hand { to: Some(to), .. } = step
            && !self.may_record(to, Day::at(entry.happened, &self.batch.place.zone))
        {
            return Err(Refusal::invalid("entry-unknown-colleague").into());
        }
        if !self.visits.contains_key(&visit) {
            return Err(Stop::Retry);
        }
        let before = self.weight_of(visit);
        self.move_ticket(visit, step, entry.happened, entry.agent)?;
        self.seen_at_desk(entry);
        Ok(difference(before, self.weight_of(visit)))
    }

    /// Whether somebody receives people here on a day: a ticket that waited for anybody else would wait for ever.
    fn may_record(&self, agent: AccountId, day: Day) -> bool {
        let here = self.batch.place.whereabouts();
        self.grants.get(&agent).is_some_and(|grants| grants.iter().any(|grant| grant.gives(Right::Record, day, here)))
    }

    /// The visit is over. How long its last stage lasted is known on its own day only: what was left open overnight is closed
    /// without a made-up duration.
    pub(super) fn end_ticket(&mut self, visit: EntryId, at: Timestamp) {
        let Some(held) = self.tickets.get(&visit) else { return };
        if Day::at(at, &self.batch.place.zone) != held.record.day {
            return self.lapse_ticket(visit);
        }
        // A closing is never refused: the first end stands.
        let _ = self.move_ticket(visit, Step::Close, at, None);
    }

    /// Moves a ticket. With its end, its visit knows how long it waited and how long it was received; until then it does not.
    fn move_ticket(
        &mut self,
        visit: EntryId,
        step: Step,
        at: Timestamp,
        agent: Option<AccountId>,
    ) -> Result<(), Refusal> {
        let lapsed = self.lapsed(visit);
        let withdrawn = self.visits.get(&visit).is_some_and(|held| held.record.withdrawn);
        let ticket = self.tickets.get_mut(&visit).ok_or_else(|| Refusal::invalid("entry-no-ticket"))?;
        let was_over = ticket.record.stage.is_over();
        let same_day = Day::at(at, &self.batch.place.zone) == ticket.record.day;
        let ends = matches!(step, Step::Close | Step::Leave);
        if was_over && !ends && (withdrawn || !same_day || matches!(step, Step::Call { .. })) {
            return Err(Refusal::invalid("entry-ticket-over"));
        }
        if lapsed && !withdrawn && same_day {
            // A device without a network tells the next day what it saw on the day itself.
            match step {
                Step::Serve(_) if ticket.record.unlapse() => {}
                _ => return Ok(()),
            }
        }
        if ticket.record.is_with_another(agent) && matches!(step, Step::Return | Step::Hold | Step::Leave) {
            // Two desks without a network took the same number: the one who sits with the visitor says what becomes of them.
            return Ok(());
        }
        ticket.record.step(step, at)?;
        ticket.touch();
        let is_over = ticket.record.stage.is_over();
        if is_over != was_over
            && let Some(visit) = self.visits.get_mut(&visit)
        {
            let lasted = is_over.then_some(ticket.record.lasted);
            visit.record.waited = lasted.map(|lasted| lasted.waited);
            visit.record.served = lasted.map(|lasted| lasted.served).filter(|served| *served > 0);
            visit.touch();
        }
        Ok(())
    }

    /// Whether the ticket of a visit ended without anybody seeing when.
    pub(super) fn lapsed(&self, visit: EntryId) -> bool {
        let is_over = self.tickets.get(&visit).is_some_and(|held| held.record.stage.is_over());
        is_over && self.visits.get(&visit).is_some_and(|held| held.record.waited.is_none())
    }

    /// What a visit weighs by itself.
    pub(super) fn weight_of(&self, visit: EntryId) -> Option<Fact> {
        self.visits.get(&visit)?.record.fact(&self.batch.place.zone, &self.catalogue)
    }

    /// Ends a ticket whose last stage nobody can time.
    pub(super) fn lapse_ticket(&mut self, visit: EntryId) {
        if let Some(held) = self.tickets.get_mut(&visit)
            && held.record.lapse()
        {
            held.touch();
        }
    }
}

fn read_step(entry: &Entry) -> Result<Step, Refusal> {
    let kind = entry.kind.as_str();
    only(
        &entry.body,
        match kind {
            "visit.called" => &["visit", "desk", "again"],
            "visit.handed" => &["visit", "to"],
            _ => &["visit"],
        },
    )?;
    Ok(match kind {
        "visit.called" => {
            let desk = desk(entry)?.ok_or_else(|| malformed("desk"))?;
            let again = match entry.body.get("again") {
                None => false,
                Some(again) => again.as_bool().ok_or_else(|| malformed("again"))?,
            };
            Step::Call { desk, agent: entry.agent, again }
        }
        "visit.served" => Step::Serve(entry.agent),
        "visit.held" => Step::Hold,
        "visit.resumed" => Step::Resume,
        "visit.returned" => Step::Return,
        "visit.handed" => Step::Hand { to: receiver(entry)?, handed: Handed { entry: entry.id, by: entry.agent } },
        _ => Step::Leave,
    })
}

/// The name of a desk, when one is said.
pub(super) fn desk(entry: &Entry) -> Result<Option<String>, Refusal> {
    let Some(desk) = text(&entry.body, "desk")?.map(str::trim) else { return Ok(None) };
    if desk.is_empty() || desk.chars().count() > LONGEST_DESK {
        return Err(malformed("desk"));
    }
    Ok(Some(desk.to_owned()))
}

/// The colleague to whom somebody is handed over, when one is named.
pub(super) fn receiver(entry: &Entry) -> Result<Option<AccountId>, Refusal> {
    match entry.body.get("to") {
        None | Some(Value::Null) => Ok(None),
        Some(to) => Ok(Some(AccountId(to.as_i64().ok_or_else(|| malformed("to"))?))),
    }
}
