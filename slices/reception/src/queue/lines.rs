//! How many streams one client holds at once. A stream costs memory for as long as it lasts, and nothing else bounds it: whoever
//! opens them by the thousand would take the queue from everybody.
//!
//! A browser holds one, whatever its tabs. A network that dies leaves its stream here until it is a quarter of an hour old, while the
//! page opens another every forty seconds: that makes some twenty that nobody reads, and [`MOST`] lets them be. Who stands in
//! a hall is known by their ticket, behind the one address of its Wi-Fi or of a telephone network: [`MOST_BEHIND`] is a
//! crowded hall in which everybody looks. Screens, kiosks and counters are told apart by their device, however many they are.

use accounts::{Key, Visitor};
use kernel::{Actor, EntryId, Refusal, RefusalKind};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Of one device, one session, or one ticket.
const MOST: usize = 32;
/// Of all the tickets behind one address.
const MOST_BEHIND: usize = 600;

/// Every stream, by those who hold it. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<HashMap<Key, usize>>>);

/// One stream, counted until it ends.
pub struct Line {
    lines: Lines,
    holders: Vec<Key>,
}

impl Lines {
    /// The stream of a desk or of a hall's device.
    pub fn of_staff(&self, actor: &Actor, visitor: &Visitor) -> Result<Line, Refusal> {
        let holder = match (actor.device(), visitor.current) {
            (Some(device), _) => Key::of("line-device", &device.id.to_string()),
            (None, Some(session)) => Key::of("line-session", &session.id.to_string()),
            (None, None) => Key::of("line-client", &visitor.client),
        };
        self.take([(holder, MOST)])
    }

    /// The stream of whoever follows their ticket.
    pub fn of_ticket(&self, visit: EntryId, client: &str) -> Result<Line, Refusal> {
        let ticket = Key::of("line-ticket", &visit.to_string());
        self.take([(ticket, MOST), (Key::of("line-address", client), MOST_BEHIND)])
    }

    fn take<const HOLDERS: usize>(&self, holders: [(Key, usize); HOLDERS]) -> Result<Line, Refusal> {
        let mut held = self.held();
        if holders.iter().any(|(holder, most)| held.get(holder).is_some_and(|held| held >= most)) {
            return Err(Refusal::new("queue-too-many-lines", RefusalKind::TooMany));
        }
        for (holder, _) in &holders {
            *held.entry(*holder).or_default() += 1;
        }
        Ok(Line { lines: self.clone(), holders: holders.map(|(holder, _)| holder).to_vec() })
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Key, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut held = self.lines.held();
        for holder in &self.holders {
            if let Some(count) = held.get_mut(holder) {
                *count -= 1;
                if *count == 0 {
                    held.remove(holder);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(number: u128) -> EntryId {
        EntryId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn one_holds_so_many_and_gives_back_what_ends() {
        let lines = Lines::default();
        let mut held: Vec<_> = (0..MOST).map(|_| lines.of_ticket(ticket(1), "192.0.2.1").unwrap()).collect();
        let refused = lines.of_ticket(ticket(1), "192.0.2.9").err().expect("one ticket, from wherever");
        assert_eq!((refused.code, refused.kind), ("queue-too-many-lines", RefusalKind::TooMany));
        held.pop();
        held.push(lines.of_ticket(ticket(1), "192.0.2.1").unwrap());
        drop(held);
        assert!(lines.held().is_empty(), "nothing is remembered of those who left");
    }

    #[test]
    fn a_hall_behind_one_address_follows_and_one_ticket_does_not_take_it_all() {
        let lines = Lines::default();
        let mut hall: Vec<_> =
            (0..MOST_BEHIND).map(|number| lines.of_ticket(ticket(number as u128), "192.0.2.1").unwrap()).collect();
        assert!(lines.of_ticket(ticket(9_999), "192.0.2.1").is_err());
        hall.push(lines.of_ticket(ticket(9_999), "192.0.2.2").unwrap());
        assert!(lines.of_ticket(ticket(3), "192.0.2.1").is_err());
    }
}
