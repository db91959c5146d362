//! A run of minutes within one day.

use std::fmt;
use std::str::FromStr;

/// 24:00.
pub const MINUTES_A_DAY: u16 = 24 * 60;

/// From `start` until just before `end`, in minutes from midnight: never empty, never past 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    start: u16,
    end: u16,
}

/// Why hours of a day were not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// Not two times.
    #[error("« {0} » ne se lit pas : écrivez une plage comme « 09:00-12:00 ».")]
    Unreadable(String),
    /// It ends before it starts, or at once.
    #[error("La plage « {0} » finit avant d’avoir commencé : vérifiez ses deux heures.")]
    Backwards(String),
    /// Two runs share minutes.
    #[error("Les plages « {0} » et « {1} » se chevauchent : réunissez-les en une seule.")]
    Overlap(Slot, Slot),
}

impl Slot {
    /// A slot of at least a minute, within the day.
    pub fn new(start: u16, end: u16) -> Option<Self> {
        (start < end && end <= MINUTES_A_DAY).then_some(Self { start, end })
    }

    /// The first minute.
    pub fn start(self) -> u16 {
        self.start
    }

    /// The minute after the last.
    pub fn end(self) -> u16 {
        self.end
    }

    /// Its length.
    pub fn minutes(self) -> u16 {
        self.end - self.start
    }

    /// Reads `09:00-12:00,14:00-17:00`, in any order; slots that touch become one.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, SlotError> {
        let mut slots = text.split(',').map(str::parse).collect::<Result<Vec<Self>, _>>()?;
        slots.sort();
        if let Some(pair) = slots.windows(2).find(|pair| pair[0].end > pair[1].start) {
            return Err(SlotError::Overlap(pair[0], pair[1]));
        }
        Ok(Self::union(slots))
    }

    /// The same minutes in as few slots as may be, in order.
    pub fn union(mut slots: Vec<Self>) -> Vec<Self> {
        slots.sort();
        let mut united: Vec<Self> = Vec::with_capacity(slots.len());
        for slot in slots {
            match united.last_mut() {
                Some(last) if slot.start <= last.end => last.end = last.end.max(slot.end),
                _ => united.push(slot),
            }
        }
        united
    }

    /// The slots as OSM writes them.
    pub fn list(slots: &[Self]) -> String {
        slots.iter().map(Self::to_string).collect::<Vec<_>>().join(",")
    }
}

impl FromStr for Slot {
    type Err = SlotError;

    fn from_str(text: &str) -> Result<Self, SlotError> {
        let unreadable = || SlotError::Unreadable(text.trim().to_owned());
        let (start, end) = text.split_once('-').ok_or_else(unreadable)?;
        let start = minutes(start.trim()).ok_or_else(unreadable)?;
        let end = minutes(end.trim()).ok_or_else(unreadable)?;
        Self::new(start, end).ok_or_else(|| SlotError::Backwards(text.trim().to_owned()))
    }
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hours) || minutes.len() != 2 || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= MINUTES_A_DAY).then_some(total)
}

impl fmt::Display for Slot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", self.start / 60, self.start % 60, self.end / 60, self.end % 60)
    }
}
