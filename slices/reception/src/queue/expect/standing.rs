//! The hall at an instant, from what the server knew then.

use super::passage::{At, Passage};
use crate::queue::{Presence, Spot};
use kernel::AccountId;
use std::collections::BTreeMap;

/// People who wait longer than this beside a desk show that nobody sits there.
const NOBODY_SITS: i64 = 8 * 60_000;
/// Who called nobody for so long may have gone home.
const MAY_BE_GONE: i64 = 60 * 60_000;

/// What a desk does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Desk {
    /// Whose it is, once that one called somebody today.
    pub agent: Option<AccountId>,
    pub state: Busy,
    /// Set aside, to come back here: for how long, after how long at the desk (milliseconds).
    pub aside: Vec<(i64, i64)>,
    /// Handed to this agent, who calls them before all others: their place in [`Standing::waiting`].
    pub handed: Vec<usize>,
}

impl Desk {
    fn free(agent: Option<AccountId>, since: i64) -> Self {
        Self { agent, state: Busy::Free(since), aside: Vec::new(), handed: Vec::new() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Busy {
    /// With somebody of this family, for so long (milliseconds).
    With(Option<u16>, i64),
    /// With nobody, for so long.
    Free(i64),
}

/// Somebody who waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Waiter {
    pub number: i64,
    pub family: Option<u16>,
    pub priority: bool,
    /// For how long they have waited.
    pub waited: i64,
}

/// What agents say of themselves, where it says more than their calls do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Who came to a desk not long ago, and for how long they have sat there (milliseconds).
    pub(super) arrived: Vec<(AccountId, i64)>,
    /// Who said that they receive no more: on a break, in the back office, gone.
    pub(super) resting: Vec<AccountId>,
}

impl Said {
    /// From the last word of each agent on the day. Who sits at a desk since long is known by their calls, or may be gone.
    pub fn at(words: &[Presence], instant: i64) -> Self {
        let mut said = Self::default();
        for Presence { agent, spot, since, .. } in words {
            let since = instant - since.as_millisecond();
            match spot {
                Spot::Desk if (0..MAY_BE_GONE / 2).contains(&since) => said.arrived.push((*agent, since)),
                Spot::Desk => {}
                Spot::Break | Spot::Office | Spot::Away => said.resting.push(*agent),
            }
        }
        said
    }
}

/// The hall of a place at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub(super) desks: Vec<Desk>,
    /// In the order of their turns.
    pub(super) waiting: Vec<Waiter>,
}

impl Standing {
    /// From the day's tickets, those that are over included, and what agents said. How many desks receive is judged: the `usual`
    /// number but for those who said that they do not, or fewer when people wait although no more desks work.
    pub fn at<'a>(today: impl Iterator<Item = &'a Passage> + Clone, instant: i64, said: &Said, usual: usize) -> Self {
        let mut waiting: Vec<&Passage> = today.clone().filter(|passage| passage.at(instant) == At::Waiting).collect();
        waiting.sort_by_key(|passage| passage.turn());
        let mut seen = agents(today.clone(), instant);
        // Whoever rests finishes with the visitor at their desk.
        seen.retain(|agent, desk| {
            matches!(desk.state, Busy::With(..)) || agent.is_none_or(|agent| !said.resting.contains(&agent))
        });
        for (agent, since) in &said.arrived {
            seen.entry(Some(*agent)).or_insert_with(|| Desk::free(Some(*agent), *since));
        }
        let working = seen.values().filter(|desk| works(desk)).count();
        let kept_waiting = today.clone().any(|passage| {
            let until = passage.waits_until.min(instant).min(passage.end);
            until > instant - MAY_BE_GONE / 2 && until - passage.arrived >= NOBODY_SITS
        });
        let usual = if kept_waiting { 1 } else { usual.saturating_sub(said.resting.len()) };
        let count = working.max(usual).clamp(1, 60);
        let mut desks: Vec<Desk> = std::mem::take(&mut seen).into_values().collect();
        // Those at work first, then those who were seen last.
        desks.sort_by_key(|desk| match desk.state {
            Busy::With(..) => (0, 0),
            Busy::Free(since) => (1, since),
        });
        let busy = desks.iter().filter(|desk| matches!(desk.state, Busy::With(..))).count();
        desks.truncate(count.max(busy));
        desks.resize(count.max(busy), Desk::free(None, MAY_BE_GONE));
        for (place, waiter) in waiting.iter().enumerate() {
            if let Some(desk) = waiter.agent.and_then(|agent| desks.iter_mut().find(|desk| desk.agent == Some(agent))) {
                desk.handed.push(place);
            }
        }
        let waiter = |passage: &&Passage| Waiter {
            number: passage.number,
            family: passage.family,
            priority: passage.priority,
            waited: instant - passage.arrived,
        };
        Self { waiting: waiting.iter().map(waiter).collect(), desks }
    }

    /// The numbers that wait, in the order of their turns.
    pub fn numbers(&self) -> impl Iterator<Item = i64> {
        self.waiting.iter().map(|waiter| waiter.number)
    }

    /// Where somebody who comes now joins the line: behind all, or with priority behind those who have it too.
    pub fn joins(&self, priority: bool) -> usize {
        if priority { self.waiting.iter().filter(|waiter| waiter.priority).count() } else { self.waiting.len() }
    }

    /// How many desks receive.
    pub fn desks(&self) -> usize {
        self.desks.len()
    }

    /// How many desks are free.
    pub fn free(&self) -> usize {
        self.desks.iter().filter(|desk| matches!(desk.state, Busy::Free(_))).count()
    }
}

/// Whether an agent called somebody not long ago.
fn works(desk: &Desk) -> bool {
    match desk.state {
        Busy::With(..) => true,
        Busy::Free(since) => since < MAY_BE_GONE / 2 || !desk.aside.is_empty(),
    }
}

/// Each agent who received somebody today.
fn agents<'a>(today: impl Iterator<Item = &'a Passage>, instant: i64) -> BTreeMap<Option<AccountId>, Desk> {
    let mut agents: BTreeMap<Option<AccountId>, Desk> = BTreeMap::new();
    for passage in today.filter(|passage| passage.called) {
        let state = passage.at(instant);
        if matches!(state, At::Before | At::Waiting) {
            continue;
        }
        let desk = agents.entry(passage.agent).or_insert_with(|| Desk::free(passage.agent, i64::MAX));
        match (state, desk.state) {
            // Of two at one desk, the one before was left open.
            (At::Desk { taken }, Busy::With(_, known)) if known <= taken => {}
            (At::Desk { taken }, _) => desk.state = Busy::With(passage.family, taken),
            (At::Aside { taken, aside }, _) => desk.aside.push((aside, taken)),
            _ => {}
        }
        if let (Some(left), Busy::Free(since)) = (passage.left_desk(instant), desk.state) {
            desk.state = Busy::Free(since.min(instant - left));
        }
    }
    agents
}
