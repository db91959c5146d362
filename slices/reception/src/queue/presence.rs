//! Who is there: at a desk, on a break, or elsewhere in the house. Pure.
//!
//! It says to whom a visitor may be handed over, and how many desks receive. It is never used to time, rank or compare
//! anybody: no figure shows it, nothing adds it up, and the table keeps the last word of each agent, for its day only.

use jiff::Timestamp;
use kernel::{AccountId, Day};

/// Where an agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Gone.
    Away,
    /// At a desk, receiving.
    Desk,
    /// On a break.
    Break,
    /// In the back office: there, not receiving.
    Office,
}

impl Spot {
    const ALL: [Spot; 4] = [Spot::Away, Spot::Desk, Spot::Break, Spot::Office];

    /// As stored.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// From what is stored.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The word in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Spot::Away => "away",
            Spot::Desk => "desk",
            Spot::Break => "break",
            Spot::Office => "office",
        }
    }

    /// From the word in JSON.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|spot| spot.slug() == slug)
    }
}

/// The last word of an agent in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Who.
    pub agent: AccountId,
    /// The place's day: with it, presence ends.
    pub day: Day,
    /// Where.
    pub spot: Spot,
    /// Since when.
    pub since: Timestamp,
    /// The desk they were at last on that day.
    pub desk: Option<String>,
}

impl Presence {
    /// Takes another word. One that is older, and was on its way, changes nothing; nor does the same one again, whose beginning
    /// stands. Answers whether anything changed.
    pub fn hear(&mut self, word: Presence) -> bool {
        let today = word.day == self.day;
        let same = today && word.spot == self.spot && (word.desk.is_none() || word.desk == self.desk);
        if word.since < self.since || same {
            return false;
        }
        let desk = if today { word.desk.or_else(|| self.desk.take()) } else { word.desk };
        *self = Presence { desk, ..word };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(minute: i64, spot: Spot, desk: Option<&str>) -> Presence {
        let since = Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap();
        Presence { agent: AccountId(7), day: Day(9_000), spot, since, desk: desk.map(str::to_owned) }
    }

    #[test]
    fn the_last_word_holds_whatever_the_order_of_arrival() {
        let mut known = word(10, Spot::Desk, Some("Bureau 2"));
        assert!(!known.hear(word(5, Spot::Break, None)), "an older word changes nothing");
        assert!(!known.hear(word(12, Spot::Desk, None)), "nor does the same again");
        assert_eq!(known.since, word(10, Spot::Desk, None).since);
        assert!(known.hear(word(20, Spot::Break, None)));
        assert!(known.hear(word(30, Spot::Desk, None)));
        assert_eq!(known.desk.as_deref(), Some("Bureau 2"), "back from a break, at the same desk");
        assert!(known.hear(word(40, Spot::Desk, Some("Bureau 3"))));
        let tomorrow = Presence { day: Day(9_001), ..word(2_000, Spot::Desk, None) };
        assert!(known.hear(tomorrow));
        assert_eq!(known.desk, None, "another day, another desk");
    }

    #[test]
    fn words_and_codes_lead_back() {
        for spot in Spot::ALL {
            assert_eq!(Spot::from_code(spot.code()), Some(spot));
            assert_eq!(Spot::from_slug(spot.slug()), Some(spot));
        }
        assert_eq!((Spot::from_code(4), Spot::from_slug("")), (None, None));
    }
}
