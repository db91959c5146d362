//! A simulated day, entry by entry.

use crate::simulation::HallDay;
use catalogue::Snapshot;
use jiff::Timestamp;
use journal::Entry;
use kernel::{Day, EntryId};
use network::Place;
use reception::queue::{
    Range, Stage, Step, Ticket,
    expect::{Habits, Passage, Said, Standing},
};
use serde_json::Value;
use std::{collections::HashMap, time::Instant};

/// What a visitor was told, and what happened.
pub(in crate::command::bench) struct Told {
    pub range: Range,
    /// When a desk was free for them, in minutes after they came.
    pub waited: f64,
    /// How many stood in line before them.
    pub before: usize,
    /// How many desks seemed free.
    pub free: usize,
    /// The minute of the day.
    pub minute: u16,
    /// Whether the day is a Monday.
    pub monday: bool,
    /// Whether they gave up.
    pub left: bool,
    /// What the estimate took, in seconds, for so many in line.
    pub seconds: f64,
}

/// Replays a day; answers what each was told, and the day's tickets in the end.
pub(in crate::command::bench) fn replay(
    catalogue: &Snapshot,
    place: &Place,
    day: Day,
    hall: &HallDay,
    habits: Option<&Habits>,
) -> (Vec<Told>, Vec<Ticket>) {
    let mut entries: Vec<&Entry> = hall.entries.iter().collect();
    entries.sort_by_key(|entry| entry.happened);
    let turns: HashMap<EntryId, Timestamp> = hall.turns.iter().copied().collect();
    let mut tickets: Vec<Ticket> = Vec::new();
    let mut numbers: HashMap<EntryId, usize> = HashMap::new();
    let mut told: Vec<(Told, usize)> = Vec::new();
    for entry in entries {
        if entry.kind == "visit.opened" {
            let Some(queue) = entry.body.get("queue") else { continue };
            let ticket = ticket(catalogue, entry, queue, day, tickets.len());
            if let Some(habits) = habits {
                let announced = tell(place, habits, &tickets, &ticket, turns[&entry.id]);
                told.push((announced, tickets.len()));
            }
            numbers.insert(entry.id, tickets.len());
            tickets.push(ticket);
        } else if let Some(ticket) = entry.body.get("visit").and_then(visit).and_then(|visit| numbers.get(&visit)) {
            let ticket = &mut tickets[*ticket];
            if let Some(step) = step(entry) {
                ticket.step(step, entry.happened).expect("a simulated hall takes no wrong step");
            }
        }
    }
    for (told, ticket) in &mut told {
        told.left = tickets[*ticket].stage == Stage::Left;
    }
    (told.into_iter().map(|(told, _)| told).collect(), tickets)
}

fn visit(value: &Value) -> Option<EntryId> {
    value.as_str()?.parse().ok()
}

fn ticket(catalogue: &Snapshot, entry: &Entry, queue: &Value, day: Day, before: usize) -> Ticket {
    let family = queue.get("family").and_then(Value::as_str).and_then(|code| catalogue.family(code));
    Ticket::taken(
        entry.id,
        day,
        before as i64 + 1,
        family.map(|family| family.id),
        queue.get("priority").and_then(Value::as_bool).unwrap_or(false),
        entry.happened,
    )
}

fn step(entry: &Entry) -> Option<Step> {
    Some(match entry.kind.as_str() {
        "visit.called" => {
            let desk = entry.body.get("desk").and_then(Value::as_str).unwrap_or_default().to_owned();
            Step::Call { desk, agent: entry.agent, again: false }
        }
        "visit.served" => Step::Serve(entry.agent),
        "visit.held" => Step::Hold,
        "visit.resumed" => Step::Resume,
        "visit.left" => Step::Leave,
        "visit.closed" => Step::Close,
        _ => return None,
    })
}

fn tell(place: &Place, habits: &Habits, tickets: &[Ticket], ticket: &Ticket, turn: Timestamp) -> Told {
    let start = Instant::now();
    let passages: Vec<Passage> = tickets.iter().map(Passage::from).collect();
    let standing = Standing::at(passages.iter(), ticket.arrived.as_millisecond(), &Said::default(), habits.usual());
    let before = standing.joins(ticket.priority);
    let range = habits.ranges(&standing)[before];
    let clock = place.zone.to_datetime(ticket.arrived);
    Told {
        range,
        waited: (turn.as_millisecond() - ticket.arrived.as_millisecond()) as f64 / 60_000.0,
        before,
        free: standing.free(),
        minute: clock.hour().unsigned_abs() as u16 * 60 + clock.minute().unsigned_abs() as u16,
        monday: clock.date().weekday() == jiff::civil::Weekday::Monday,
        left: false,
        seconds: start.elapsed().as_secs_f64(),
    }
}
