//! What the clock and a place's dates say of an entry, and what is answered when it stands all the same.

use crate::{Answer, Entry, Journal, Status, line::Sent, store};
use db::DbError;
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, Day, PlaceId, Refusal};
use network::Place;
use std::collections::BTreeMap;

/// A device's clock, set right, may still be ahead of ours by this much.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(10);

/// Whether something may be recorded at that instant in that place.
pub(crate) fn allow(now: Timestamp, place: &Place, entry: &Entry) -> Result<(), Refusal> {
    if entry.happened > now + TOLERANCE {
        return Err(Refusal::invalid("entry-future"));
    }
    let day = Day::at(entry.happened, &place.zone);
    if day < place.row.opened {
        return Err(Refusal::invalid("entry-before-opening").with("opened", place.row.opened));
    }
    // What was begun may still end, in the night after the last day as in any other.
    if place.row.closed.is_some_and(|closed| day > closed) && !["visit.closed", "visit.left"].contains(&&*entry.kind) {
        return Err(Refusal::invalid("entry-after-closing"));
    }
    Ok(())
}

impl Journal {
    /// Answers what may not be recorded: it is refused, unless it stands already. A sender who never got its answer sends it
    /// again, and since then the place's dates may have been mended, or a clock. Only entries that their sender may send come
    /// here: to anybody else, what stands is not told. They are read apart, so that those that are written wait for nothing.
    pub(crate) async fn answer_undated(&self, undated: Vec<(Sent, Refusal)>) -> Result<Vec<(usize, Answer)>, DbError> {
        if undated.is_empty() {
            return Ok(Vec::new());
        }
        let mut places: BTreeMap<PlaceId, Vec<(Sent, Refusal)>> = BTreeMap::new();
        for (sent, refusal) in undated {
            places.entry(sent.entry.place).or_default().push((sent, refusal));
        }
        let mut answers = Vec::new();
        let mut tx = self.db.read(&Actor::System("journal")).await?;
        for (place, undated) in places {
            let ids: Vec<_> = undated.iter().map(|(sent, _)| sent.entry.id).collect();
            let standing = store::standing(&mut tx, place, &ids).await?;
            answers.extend(undated.into_iter().map(|(sent, refusal)| {
                let id = sent.entry.id;
                let answer = match standing.get(&id) {
                    Some(found) => sent.compared_with(found),
                    None => Answer::refused(Some(id.to_string()), refusal),
                };
                (sent.position, answer)
            }));
        }
        Ok(answers)
    }
}

impl Sent {
    /// The answer to an entry under whose id another one stands.
    pub(crate) fn compared_with(&self, standing: &store::Standing) -> Answer {
        if standing.digest == self.digest {
            Answer::kept(self.entry.id, Status::Known, standing.sequence)
        } else {
            Answer::conflict(self.entry.id, standing.sequence, standing.body.clone())
        }
    }
}
