//! What happens to a simulated place now and then, and lasts: the watch has something to see.
//!
//! Ten weeks after ten weeks, one place in three has its news: a street that is barred, an office that closes beside it, a counter that breaks.
//! It follows from the place and the day alone, so a day is the same whenever it is made.

use super::Chance;
use kernel::{Day, PlaceId};

/// Days of a period, in which a place has one piece of news at the most.
const PERIOD: i32 = 70;
/// One place in so many has some.
const ONE_IN: usize = 3;

/// How many times more people come for the theme that rises.
const RISE: f64 = 1.7;

/// The theme of which the whole network is asked more on a day, by its position among so many, and how much more: six weeks of every ten.
pub(super) fn rise(seed: u64, day: Day, themes: usize) -> Option<(usize, f64)> {
    let (period, since) = (day.0.div_euclid(PERIOD), day.0.rem_euclid(PERIOD));
    let mut chance = Chance::of(&[seed, 0x7269_7365, period.unsigned_abs().into()]);
    let theme = chance.below(themes.max(1));
    (since >= PERIOD - 42).then_some((theme, RISE))
}

/// The factor of the visits that a place receives on a day.
pub(super) fn factor(seed: u64, place: PlaceId, day: Day) -> f64 {
    let period = day.0.div_euclid(PERIOD);
    let mut chance = Chance::of(&[seed, 0x6e65_7773, place.0.unsigned_abs(), period.unsigned_abs().into()]);
    if chance.below(ONE_IN) > 0 {
        return 1.0;
    }
    let since = day.0.rem_euclid(PERIOD) - chance.below(28) as i32;
    match chance.below(4) {
        // Works in the street.
        0 if (0..35).contains(&since) => 0.6,
        // The office beside it closed.
        1 | 2 if (0..42).contains(&since) => 1.4,
        // The counter broke, for two or three days.
        3 if (0..3).contains(&since) => 0.0,
        _ => 1.0,
    }
}
