//! A clock that moves when told, a randomness that repeats itself.

use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, Randomness};
use std::sync::Mutex;

/// A clock that stands still until it is moved.
pub struct StillClock(Mutex<Timestamp>);

impl StillClock {
    /// Stands at an instant written in RFC 3339.
    pub fn at(instant: &str) -> Self {
        Self(Mutex::new(instant.parse().expect("a test writes its instants well")))
    }

    /// Moves forward by seconds (or back, when negative).
    pub fn advance(&self, seconds: i64) {
        let mut now = self.0.lock().expect("no test panics while it moves the clock");
        *now += SignedDuration::from_secs(seconds);
    }

    /// Goes to an instant.
    pub fn set(&self, instant: &str) {
        let instant = instant.parse().expect("a test writes its instants well");
        *self.0.lock().expect("no test panics while it moves the clock") = instant;
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no test panics while it moves the clock")
    }
}

/// The same bytes in every run (splitmix64).
pub struct SeededRandomness(Mutex<u64>);

impl SeededRandomness {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().expect("filling does not panic");
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
