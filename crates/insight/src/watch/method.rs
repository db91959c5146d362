//! The numbers of the method (METHOD §1).

/// Lengths of the windows that are compared with what was expected, in open days.
pub const WINDOWS: [usize; 10] = [1, 2, 3, 5, 7, 10, 14, 21, 28, 42];
/// The longest of them.
pub const LONGEST: usize = 42;

/// The numbers of the method. There is one set of them, [`Method::ADOPTED`]; `bench/WATCH.md` tells what they give.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Method {
    /// Half-life of the level of a series, in open days.
    pub level: f64,
    /// The same for a series that begins; it grows to `level` over `settled` open days.
    pub level_young: f64,
    /// Open days after which a series is no longer young.
    pub settled: f64,
    /// Half-life of the level that the forecast rests on.
    pub level_forecast: f64,
    /// Half-life of a weekday's share, in occurrences.
    pub weekday: f64,
    /// What the network's weekday is worth, in visits.
    pub weekday_worth: f64,
    /// What the network's school holiday is worth, in visits.
    pub school_worth: f64,
    /// Relative spread of a day before anything is learnt (variance beyond Poisson over squared mean).
    pub spread: f64,
    /// What that is worth, in days.
    pub spread_worth: f64,
    /// What a night leaves of the past dispersion.
    pub spread_keep: f64,
    /// Variance of the slow noise of a place, before anything is learnt (relative).
    pub serial: f64,
    /// What that is worth: one over its variance between places.
    pub serial_worth: f64,
    /// Correlation of the slow noise from one open day to the next.
    pub serial_decay: f64,
    /// Relative standard deviation of what a level does by itself, for the shortest and the longest window.
    pub wander: [f64; 2],
    /// What the wander of a network series is multiplied by: it has no peers.
    pub wander_network: f64,
    /// The same for a category.
    pub wander_category: f64,
    /// Open days over which a place is thought to grow.
    pub grows: f64,
    /// Gain of its growth, over the squared gain of its level.
    pub growth_gain: f64,
    /// What a night leaves of the rate of growth.
    pub growth_damping: f64,
    /// Relative standard deviation of a level's growth, by open day, while it is all before a place.
    pub growth_doubt: f64,
    /// Power by which days beyond 2.58 standard deviations weigh less.
    pub robust: f64,
    /// Thresholds of a place for rises, by window, in standard deviations.
    pub place_up: [f64; 10],
    /// The same for falls.
    pub place_down: [f64; 10],
    /// Thresholds of a category for rises.
    pub category_up: [f64; 10],
    /// The same for falls.
    pub category_down: [f64; 10],
    /// Threshold of a network series.
    pub network: f64,
    /// Threshold of an outage: under half of what was expected on two to five days.
    pub outage: f64,
    /// Threshold of the weekday profile.
    pub profile: f64,
    /// Open days after which a confirmed step becomes the level.
    pub rebaseline: u32,
    /// Relative standard deviation that a forecast takes on beside that of a day and of the level.
    pub foresight: f64,
    /// Past days are clipped to so many standard deviations in windows of five days and more.
    pub clip: f64,
}

impl Method {
    /// METHOD §1.
    pub const ADOPTED: Self = Self {
        level: 70.0,
        level_young: 12.0,
        settled: 150.0,
        level_forecast: 24.0,
        weekday: 40.0,
        weekday_worth: 40.0,
        school_worth: 150.0,
        spread: 0.018,
        spread_worth: 30.0,
        spread_keep: 0.995,
        serial: 0.0018,
        serial_worth: 4e5,
        serial_decay: 0.72,
        wander: [0.012, 0.015],
        wander_network: 1.7,
        wander_category: 2.0,
        grows: 600.0,
        growth_gain: 0.6,
        growth_damping: 0.995,
        growth_doubt: 0.002,
        robust: 4.0,
        place_up: [3.15, 3.9, 3.7, 3.3, 3.0, 2.9, 2.95, 3.0, 3.05, 2.95],
        place_down: [3.5, 3.9, 3.6, 3.2, 3.0, 2.9, 2.95, 3.0, 3.05, 2.95],
        category_up: [4.4, 4.2, 3.8, 3.4, 3.2, 3.1, 3.1, 3.3, 3.4, 3.7],
        category_down: [4.8; 10],
        network: 4.2,
        outage: 2.9,
        profile: 4.0,
        rebaseline: 25,
        foresight: 0.06,
        clip: 4.0,
    };
}

impl Default for Method {
    fn default() -> Self {
        Self::ADOPTED
    }
}
