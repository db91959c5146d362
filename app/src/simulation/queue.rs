//! A day of a place that gives tickets, as entries: everybody's way through the hall, and what was recorded at the desk.

use super::{
    Chance, Simulation,
    day::{instant, name, visit_body},
    hall::{self, Comer, Course, Shift},
};
use jiff::{SignedDuration, Timestamp};
use journal::Entry;
use kernel::{AccountId, Day, EntryId};
use network::Place;
use serde_json::{Map, Value, json};

/// A simulated day, and what nobody there could know.
pub struct HallDay {
    /// What was recorded, a visit after the other in the order of arrival.
    pub entries: Vec<Entry>,
    /// When a desk was free for each who took a ticket, or would have been had they stayed.
    pub turns: Vec<(EntryId, Timestamp)>,
}

/// What somebody comes with.
struct Errand {
    comer: Comer,
    body: Map<String, Value>,
    requests: Vec<Map<String, Value>>,
    chance: Chance,
}

/// Nobody waits for ever: half of those who come have left after this many minutes.
const PATIENCE: f64 = 50.0;
/// From how many minutes on a person is set up at a workstation and left to it for a while.
const LONG: u16 = 15;

impl Simulation {
    /// The day of a place where people take a ticket; its chance was drawn as far as the arrivals.
    pub(super) fn hall_day(
        &self,
        place: &Place,
        agents: &[AccountId],
        day: Day,
        (arrivals, spans): (&[u16], &[(u16, u16)]),
        shift: Option<Shift>,
        chance: &mut Chance,
    ) -> HallDay {
        let slower = if let Some(Shift::Slower { percent }) = shift { f64::from(percent) / 100.0 } else { 1.0 };
        let mut errands: Vec<_> = arrivals
            .iter()
            .map(|minute| {
                let arrived = i64::from(*minute) * 60 + chance.below(60) as i64;
                self.errand(place, day, arrived, slower, Chance::of(&[chance.draw()]))
            })
            .collect();
        errands.sort_by_key(|errand| errand.comer.arrived);
        let comers: Vec<_> = errands.iter().map(|errand| errand.comer.clone()).collect();
        let courses = hall::run(&comers, agents.len(), spans, shift, Chance::of(&[chance.draw()]));
        let midnight = instant(place, day, 720, 0).saturating_sub(SignedDuration::from_hours(12));
        let midnight = midnight.unwrap_or(Timestamp::UNIX_EPOCH);
        let clock = |second: i64| midnight + SignedDuration::from_secs(second);
        let mut made = HallDay { entries: Vec::with_capacity(errands.len() * 6), turns: Vec::new() };
        for (errand, course) in errands.into_iter().zip(courses) {
            let waits = errand.comer.waits;
            let first = made.entries.len();
            self.write(place, agents, errand, &course, &clock, &mut made.entries);
            if waits {
                made.turns.push((made.entries[first].id, clock(course.turn)));
            }
        }
        made
    }

    fn errand(&self, place: &Place, day: Day, arrived: i64, slower: f64, mut chance: Chance) -> Errand {
        let mut body = visit_body(place, &mut chance);
        let waits = body.get("channel").is_some_and(|channel| channel == "site");
        let (mut requests, mut minutes, mut alone) = (Vec::new(), 0.0, 0.0);
        for _ in 0..Self::how_many(&mut chance) {
            let (request, length) = self.request_body(None, day, &mut chance);
            // The minutes are the visitor's: whoever does it alone, or learns to, has the agent for part of them.
            let share = match request.get("support").and_then(Value::as_str) {
                Some("self") => 0.85,
                Some("with") if length >= LONG => 0.65,
                _ => 0.0,
            };
            alone += f64::from(length) * share;
            minutes += f64::from(length);
            requests.push(request);
        }
        if alone < 5.0 {
            alone = 0.0;
        }
        let priority = waits && chance.happens(0.08);
        if waits {
            let mut queue = Map::new();
            let theme = requests.first().and_then(|request| request.get("theme")).and_then(Value::as_str);
            let family = theme.and_then(|theme| theme.split_once('.')).map(|(family, _)| family);
            if let Some(family) = family.filter(|_| chance.happens(0.7)) {
                queue.insert("family".into(), json!(family));
            }
            if priority {
                queue.insert("priority".into(), json!(true));
            }
            body.insert("queue".into(), queue.into());
        }
        let seconds = |minutes: f64| (minutes * 60.0 * slower) as i64;
        let comer = Comer {
            arrived,
            waits,
            priority,
            patience: (PATIENCE * 60.0 * (0.5 * chance.normal()).exp()) as i64,
            silent: chance.happens(0.4),
            work: seconds((minutes - alone).max(2.0)),
            alone: seconds(alone),
        };
        Errand { comer, body, requests, chance }
    }

    fn write(
        &self,
        place: &Place,
        agents: &[AccountId],
        mut errand: Errand,
        course: &Course,
        clock: &dyn Fn(i64) -> Timestamp,
        entries: &mut Vec<Entry>,
    ) {
        let Errand { comer, body, requests, ref mut chance } = errand;
        let agent = agents[course.agent.unwrap_or_else(|| chance.below(agents.len()))];
        let mut make = |kind: &str, second: i64, body: Map<String, Value>| {
            let at = clock(second);
            Entry {
                id: name(at, chance),
                version: if kind == "visit.opened" { 2 } else { 1 },
                place: place.row.id,
                kind: kind.to_owned(),
                happened: at,
                clock_offset: 0,
                utc_offset: place.zone.to_offset(at).seconds() / 60,
                agent: Some(agent),
                device: None,
                door: None,
                corrects_any: false,
                body,
                note: None,
            }
        };
        let opened = make("visit.opened", if comer.waits { comer.arrived } else { course.turn }, body);
        let visit = opened.id;
        entries.push(opened);
        let named = || Map::from_iter([("visit".to_owned(), json!(visit))]);
        if let Some(called) = course.called {
            let mut body = named();
            body.insert("desk".into(), json!(format!("Bureau {}", course.agent.unwrap_or(0) + 1)));
            entries.push(make("visit.called", called, body));
        }
        let Some(served) = course.served else {
            entries.push(make("visit.left", course.ended, named()));
            return;
        };
        if comer.waits {
            entries.push(make("visit.served", served, named()));
        }
        if let Some((from, to)) = course.held {
            entries.push(make("visit.held", from, named()));
            entries.push(make("visit.resumed", to, named()));
        }
        // Requests are recorded towards the end, one after the other.
        let last = (course.ended - 20).max(served);
        let from = course.held.map_or(served, |(_, to)| to).min(last);
        let count = requests.len() as i64;
        for (number, mut request) in requests.into_iter().enumerate() {
            request.insert("visit".into(), json!(visit));
            entries.push(make("request.recorded", from + (last - from) * (number as i64 + 1) / count, request));
        }
        entries.push(make("visit.closed", course.ended, named()));
    }
}
