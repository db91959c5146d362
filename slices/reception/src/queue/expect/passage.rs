//! A ticket as times: when it waited, when it held a desk, when it was set aside.

use crate::queue::{Stage, Ticket};
use kernel::{AccountId, Day};

/// The times of a ticket, in milliseconds since 1970; what has not ended yet ends never.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The place's day.
    pub day: Day,
    pub(super) family: Option<u16>,
    pub(super) priority: bool,
    pub(super) number: i64,
    /// Who receives; who is waited for, while it waits.
    pub(super) agent: Option<AccountId>,
    pub(super) arrived: i64,
    /// Called, or gone.
    pub(super) waits_until: i64,
    /// Set aside, from when to when.
    pub(super) held: (i64, i64),
    pub(super) end: i64,
    /// Whether a desk called it.
    pub(super) called: bool,
    /// Whether it sat down at one.
    pub(super) served: bool,
    /// Whether its end was seen.
    pub(super) timed: bool,
}

/// Has not happened.
pub(super) const NEVER: i64 = i64::MAX / 4;

/// Where a passage stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum At {
    /// Not come yet.
    Before,
    Waiting,
    /// At a desk for so long in all, since an instant.
    Desk {
        taken: i64,
    },
    /// Set aside for so long, after so long at a desk.
    Aside {
        taken: i64,
        aside: i64,
    },
    /// Gone; the desk was left then.
    Gone,
}

impl From<&Ticket> for Passage {
    /// Where a ticket was set aside in the middle, the journal's totals say for how long: the middle of its time at the desk is
    /// taken for when.
    fn from(ticket: &Ticket) -> Self {
        let lasted = ticket.lasted;
        let (arrived, since) = (ticket.arrived.as_millisecond(), ticket.since.as_millisecond());
        let over = ticket.stage.is_over();
        let called = lasted.called + lasted.served + lasted.held > 0
            || matches!(ticket.stage, Stage::Called | Stage::Served | Stage::Held)
            || (over && ticket.desk.is_some());
        let waits_until = if ticket.stage == Stage::Waiting { NEVER } else { arrived + lasted.waited };
        let held = match ticket.stage {
            Stage::Held => (since, NEVER),
            Stage::Closed | Stage::Left if lasted.held > 0 => {
                let from = waits_until + lasted.called + lasted.served / 2;
                (from, from + lasted.held)
            }
            // Before what lasts now, wherever it was.
            _ => (waits_until, waits_until.saturating_add(lasted.held)),
        };
        Self {
            day: ticket.day,
            family: ticket.family,
            priority: ticket.priority,
            number: ticket.number,
            agent: ticket.agent,
            arrived,
            waits_until,
            held,
            end: if over { since } else { NEVER },
            called,
            served: lasted.served > 0 || matches!(ticket.stage, Stage::Served | Stage::Held),
            timed: over && (ticket.stage == Stage::Left || lasted.served > 0),
        }
    }
}

impl Passage {
    pub(super) fn at(&self, instant: i64) -> At {
        let (from, to) = self.held;
        if instant < self.arrived {
            At::Before
        } else if instant >= self.end {
            At::Gone
        } else if instant < self.waits_until {
            At::Waiting
        } else if instant >= to {
            At::Desk { taken: instant - self.waits_until - (to - from) }
        } else if instant >= from {
            At::Aside { taken: from - self.waits_until, aside: instant - from }
        } else {
            At::Desk { taken: instant - self.waits_until }
        }
    }

    /// How long it held a desk in all.
    pub(super) fn taken(&self) -> i64 {
        (self.end - self.waits_until - (self.held.1 - self.held.0)).max(0)
    }

    /// The last instant, up to one, at which it left a desk; nothing while it holds one or never did.
    pub(super) fn left_desk(&self, by: i64) -> Option<i64> {
        if !self.called {
            return None;
        }
        match self.at(by) {
            At::Gone => Some(self.end),
            At::Aside { .. } => Some(self.held.0),
            _ => None,
        }
    }

    /// Whether it was received at a desk, to an end that was seen.
    pub(super) fn received(&self) -> bool {
        self.called && self.timed && self.served
    }

    /// The order of calling, for whoever is free.
    pub(super) fn turn(&self) -> (bool, i64, i64) {
        (!self.priority, self.arrived, self.number)
    }

    /// How long it waited, once it was called.
    pub(super) fn waited(&self) -> Option<f64> {
        (self.called && self.waits_until < NEVER).then(|| super::minutes(self.waits_until - self.arrived))
    }
}
