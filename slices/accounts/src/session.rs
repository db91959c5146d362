//! How long a session lives and when its token changes. Pure.

use crate::store::session::Found;
use jiff::{SignedDuration, Timestamp};

/// A session that does not serve for so long ends.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends after so long, whatever it serves.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// The same on an enrolled device, which several people share: a working day.
pub const ABSOLUTE_SHARED: SignedDuration = SignedDuration::from_hours(12);
/// A token serves so long before it is changed.
pub const ROTATE: SignedDuration = SignedDuration::from_mins(15);
/// The token before is honoured so long after the new one was first shown.
pub const GRACE: SignedDuration = SignedDuration::from_secs(60);
/// « Seen » is written so often at the most.
pub const SEEN: SignedDuration = SignedDuration::from_secs(60);

/// What the layer does with the session it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is over, or the token is not to be honoured any more.
    Over,
    /// It serves.
    Serve,
    /// It serves, and that is written.
    See,
    /// It serves with a new token.
    Rotate,
}

impl Found {
    /// When the session ends at the latest.
    pub fn ends_at(&self, shared: bool) -> Timestamp {
        self.created_at + if shared { ABSOLUTE_SHARED } else { ABSOLUTE }
    }

    /// What becomes of the session, shown with its present token or the one before, on a shared device or not.
    pub fn fate(&self, now: Timestamp, present: bool, shared: bool) -> Fate {
        if now >= self.ends_at(shared) || now.duration_since(self.seen_at) >= IDLE {
            return Fate::Over;
        }
        let age = now.duration_since(self.rotated_at);
        if present {
            return match self.confirmed_at {
                _ if age >= ROTATE => Fate::Rotate,
                None => Fate::See,
                _ if now.duration_since(self.seen_at) >= SEEN => Fate::See,
                _ => Fate::Serve,
            };
        }
        match self.confirmed_at {
            Some(first) if now.duration_since(first) >= GRACE => Fate::Over,
            // The answer that carried the new token was lost on its way: without another one, a bus under a bridge would be
            // signed out. A moment is left to the answers that are still under way.
            None if age >= GRACE => Fate::Rotate,
            _ => Fate::Serve,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Fate::*;
    use kernel::AccountId;

    #[test]
    fn the_fate_of_a_session() {
        let start: Timestamp = "2026-11-24T08:00:00Z".parse().unwrap();
        let after = |minutes: i64| start + SignedDuration::from_mins(minutes);
        // (now, seen, rotated, confirmed; in minutes), present token, shared, fate
        let table = [
            ((0, 0, 0, Some(0)), true, false, Serve),
            ((1, 0, 0, Some(0)), true, false, See),
            ((15, 14, 0, Some(0)), true, false, Rotate),
            ((16, 15, 15, None), true, false, See),
            ((16, 16, 15, Some(16)), false, false, Serve),
            ((17, 16, 15, Some(16)), false, false, Over),
            ((15, 15, 15, None), false, false, Serve),
            ((17, 15, 15, None), false, false, Rotate),
            ((719, 0, 0, Some(0)), true, false, Rotate),
            ((720, 0, 0, Some(0)), true, false, Over),
            ((720, 719, 715, Some(716)), true, false, See),
            ((720, 719, 715, Some(716)), true, true, Over),
            ((30 * 1440 - 1, 30 * 1440 - 1, 30 * 1440 - 2, Some(30 * 1440 - 1)), true, false, Serve),
            ((30 * 1440, 30 * 1440 - 1, 30 * 1440 - 2, Some(30 * 1440 - 1)), true, false, Over),
        ];
        for ((now, seen, rotated, confirmed), present, shared, fate) in table {
            let found = Found {
                id: uuid::Uuid::nil(),
                token_hash: Vec::new(),
                account: AccountId(1),
                device: None,
                by_pin: false,
                created_at: start,
                seen_at: after(seen),
                rotated_at: after(rotated),
                confirmed_at: confirmed.map(after),
                name: String::new(),
                locale: "fr".into(),
            };
            assert_eq!(found.fate(after(now), present, shared), fate, "{now} {seen} {rotated} {confirmed:?}");
        }
    }
}
