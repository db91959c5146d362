//! How often one may try, by sliding window, in memory: after a restart everybody starts anew, which is well.
//!
//! A try is counted before it is known to be wrong, so that a hundred at once count as a hundred; a right one is taken back.

use jiff::{SignedDuration, Timestamp};
use kernel::{Refusal, RefusalKind};
use std::{
    collections::{HashMap, VecDeque},
    sync::Mutex,
};

/// How many tries within how long.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Tries.
    pub tries: usize,
    /// Minutes.
    pub minutes: i64,
}

/// Whoever tries: one account from anywhere, or one client for any account. Names are hashed; nothing typed is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

impl Key {
    /// The key of a name within a family of tries.
    pub fn of(family: &str, name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(family.as_bytes()).update(b"\0").update(name.as_bytes());
        let mut key = [0; 16];
        hasher.finalize_xof().fill(&mut key);
        Self(key)
    }
}

/// The tries of the last minutes.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Key, VecDeque<Timestamp>>>);

/// The most keys that are remembered: some megabytes.
const MOST: usize = 50_000;

impl Throttle {
    /// Counts a try, or says when to come back.
    pub fn try_once(&self, key: Key, allowance: Allowance, now: Timestamp) -> Result<(), Refusal> {
        let mut table = self.0.lock().expect("nobody panics while they hold the throttle");
        if table.len() >= MOST && !table.contains_key(&key) {
            make_room(&mut table, now);
        }
        let window = SignedDuration::from_mins(allowance.minutes);
        let tries = table.entry(key).or_default();
        while tries.front().is_some_and(|first| now.duration_since(*first) >= window) {
            tries.pop_front();
        }
        match tries.front() {
            Some(first) if tries.len() >= allowance.tries => {
                let left = window - now.duration_since(*first);
                let minutes = (left.as_secs() + 59).div_euclid(60).max(1);
                Err(Refusal::new("too-many-tries", RefusalKind::TooMany).with("minutes", minutes))
            }
            _ => {
                tries.push_back(now);
                Ok(())
            }
        }
    }

    /// Takes back one try: it was right.
    pub fn take_back(&self, key: Key) {
        let mut table = self.0.lock().expect("nobody panics while they hold the throttle");
        if let Some(tries) = table.get_mut(&key) {
            tries.pop_back();
        }
    }

    /// Forgets every try of a key.
    pub fn forget(&self, key: Key) {
        self.0.lock().expect("nobody panics while they hold the throttle").remove(&key);
    }
}

/// Drops what no window can still hold; under a flood of names, the half that tried longest ago.
fn make_room(table: &mut HashMap<Key, VecDeque<Timestamp>>, now: Timestamp) {
    let last = |tries: &VecDeque<Timestamp>| tries.back().copied().unwrap_or(Timestamp::MIN);
    table.retain(|_, tries| now.duration_since(last(tries)) < SignedDuration::from_hours(1));
    if table.len() >= MOST {
        let mut ages: Vec<_> = table.values().map(last).collect();
        let (_, median, _) = ages.select_nth_unstable(MOST / 2);
        let median = *median;
        table.retain(|_, tries| last(tries) > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: Allowance = Allowance { tries: 3, minutes: 15 };

    #[test]
    fn a_window_slides() {
        let throttle = Throttle::default();
        let key = Key::of("test", "a");
        let start: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        let at = |minutes| start + SignedDuration::from_mins(minutes);
        for minute in [0, 5, 10] {
            assert!(throttle.try_once(key, THREE, at(minute)).is_ok());
        }
        let refused = throttle.try_once(key, THREE, at(11)).unwrap_err();
        assert_eq!(refused.arguments, [("minutes", "4".to_owned())]);
        assert!(throttle.try_once(Key::of("test", "b"), THREE, at(11)).is_ok());
        assert!(throttle.try_once(key, THREE, at(15)).is_ok());
        assert!(throttle.try_once(key, THREE, at(16)).is_err());
        throttle.take_back(key);
        assert!(throttle.try_once(key, THREE, at(16)).is_ok());
    }

    #[test]
    fn a_flood_of_names_is_bounded() {
        let throttle = Throttle::default();
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        for name in 0..MOST + 10 {
            assert!(throttle.try_once(Key::of("test", &name.to_string()), THREE, now).is_ok());
        }
        assert!(throttle.0.lock().unwrap().len() <= MOST);
    }
}
