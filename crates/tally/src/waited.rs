//! How long a visit waited: four bits of a fact, fifteen classes of finished minutes.

use crate::codes::codes;

codes! {
    /// Finished minutes between the arrival and the call, by classes that widen as fewer people wait that long.
    Waited {
        Under1 = "0",
        From1 = "1",
        From2 = "2",
        From3 = "3-4",
        From5 = "5-6",
        From7 = "7-9",
        From10 = "10-14",
        From15 = "15-19",
        From20 = "20-24",
        From25 = "25-29",
        From30 = "30-39",
        From40 = "40-49",
        From50 = "50-59",
        From60 = "60-89",
        From90 = "90+",
    }
}

/// The first minute of each class, and what a wait of the class is taken for: its middle, or a little less where the class is
/// wide, since short waits are the more frequent.
const CLASSES: [(u16, u16); Waited::ALL.len()] = [
    (0, 0),
    (1, 1),
    (2, 2),
    (3, 3),
    (5, 5),
    (7, 8),
    (10, 12),
    (15, 17),
    (20, 22),
    (25, 27),
    (30, 34),
    (40, 44),
    (50, 54),
    (60, 72),
    (90, 105),
];

impl Waited {
    /// The class of a number of finished minutes.
    pub fn of(minutes: u64) -> Waited {
        let after = CLASSES.partition_point(|(first, _)| u64::from(*first) <= minutes);
        Waited::ALL[after.saturating_sub(1)]
    }

    /// The first minute of the class.
    pub const fn first(self) -> u16 {
        CLASSES[self as usize].0
    }

    /// What a wait of the class is taken for in a sum.
    pub const fn minutes(self) -> u16 {
        CLASSES[self as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_holds_the_minutes_that_its_slug_says() {
        for minutes in 0..200 {
            let class = Waited::of(minutes);
            let (first, last) = class.slug().split_once('-').unwrap_or((class.slug().trim_end_matches('+'), ""));
            let first: u64 = first.parse().unwrap();
            let last = if class == Waited::From90 { u64::MAX } else { last.parse().unwrap_or(first) };
            assert!((first..=last).contains(&minutes), "{minutes} in {class:?}");
            assert!((first..=last).contains(&u64::from(class.minutes())), "{class:?}");
            assert_eq!(u64::from(class.first()), first);
        }
        assert_eq!(Waited::of(u64::MAX), Waited::From90);
    }
}
