//! Who is there: what agents say of themselves, and what calling or receiving somebody says of them.

use super::{
    Stop, Work, queueing,
    work::{Held, State},
};
use crate::{
    facts::text,
    queue::{Presence, Spot},
};
use journal::{Entry, malformed, only};
use kernel::{Day, Refusal};

impl Work<'_> {
    /// `{"state": "desk" | "break" | "office" | "away", "desk"?}`, said by the agent of the entry.
    pub(super) fn present(&mut self, entry: &Entry) -> Result<(), Stop> {
        only(&entry.body, &["state", "desk"])?;
        if entry.note.is_some() {
            // Why somebody is on a break is nobody's business.
            return Err(malformed("note").into());
        }
        let spot = text(&entry.body, "state")?.and_then(Spot::from_slug).ok_or_else(|| malformed("state"))?;
        let desk = queueing::desk(entry)?;
        if desk.is_some() && spot != Spot::Desk {
            return Err(malformed("desk").into());
        }
        if entry.agent.is_none() {
            return Err(Refusal::invalid("entry-no-agent").into());
        }
        self.hear(entry, spot, desk);
        Ok(())
    }

    /// Whoever calls or receives somebody is at a desk, and need not say so.
    pub(super) fn seen_at_desk(&mut self, entry: &Entry) {
        if queueing::is_at_desk(&entry.kind) {
            let desk = queueing::desk(entry).ok().flatten();
            self.hear(entry, Spot::Desk, desk);
        }
    }

    fn hear(&mut self, entry: &Entry, spot: Spot, desk: Option<String>) {
        let Some(agent) = entry.agent else { return };
        let day = Day::at(entry.happened, &self.batch.place.zone);
        let word = Presence { agent, day, spot, since: entry.happened, desk };
        match self.presences.get_mut(&agent) {
            Some(known) => {
                if known.record.hear(word) {
                    known.touch();
                }
            }
            None => {
                self.presences.insert(agent, Held { record: word, state: State::New });
            }
        }
    }
}
