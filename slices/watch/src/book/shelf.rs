//! The states of one place, open or packed.

use crate::watched::Watched;
use insight::watch::Series;

/// What was stored cannot be read: of another form, or damaged. A replay makes it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a state that was stored cannot be read")]
pub struct Torn;

/// The states of one place, in the order of what is counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shelf {
    Open(Vec<Series>),
    Packed(Vec<u8>),
}

impl Default for Shelf {
    fn default() -> Self {
        Self::Open(Vec::new())
    }
}

impl Shelf {
    /// As it is stored.
    pub fn packed(&self) -> Vec<u8> {
        match self {
            Self::Open(series) => pack(series),
            Self::Packed(bytes) => bytes.clone(),
        }
    }

    /// Unpacks it, to stay so.
    pub fn open(&mut self) -> Result<(), Torn> {
        if let Self::Packed(bytes) = self {
            *self = Self::Open(unpack(bytes)?);
        }
        Ok(())
    }

    /// The series, in the order of what is counted; what came since begins.
    pub fn series(&self, things: &[Watched]) -> Result<Vec<Series>, Torn> {
        let mut series = match self {
            Self::Open(series) => series.clone(),
            Self::Packed(bytes) => unpack(bytes)?,
        };
        begin(&mut series, things);
        Ok(series)
    }

    /// Looks at the series.
    pub fn read<R>(&mut self, things: &[Watched], look: impl FnOnce(&[Series]) -> R) -> Result<R, Torn> {
        match self {
            Self::Open(series) => {
                begin(series, things);
                Ok(look(series))
            }
            Self::Packed(_) => Ok(look(&self.series(things)?)),
        }
    }

    /// Changes the series, and leaves them open or packed as they were.
    pub fn change(&mut self, things: &[Watched], change: impl FnOnce(&mut [Series])) -> Result<(), Torn> {
        match self {
            Self::Open(series) => {
                begin(series, things);
                change(series);
            }
            Self::Packed(bytes) => {
                let mut series = unpack(bytes)?;
                begin(&mut series, things);
                change(&mut series);
                *bytes = pack(&series);
            }
        }
        Ok(())
    }
}

fn begin(series: &mut Vec<Series>, things: &[Watched]) {
    let missing = things.iter().skip(series.len());
    series.extend(missing.map(|thing| Series::new(super::subject(*thing))));
}

fn pack(series: &[Series]) -> Vec<u8> {
    let mut whole = Vec::new();
    series.iter().for_each(|series| put_part(&mut whole, &series.to_bytes()));
    whole
}

fn unpack(packed: &[u8]) -> Result<Vec<Series>, Torn> {
    parts(packed)?.into_iter().map(|part| Series::from_bytes(part).ok_or(Torn)).collect()
}

/// Adds bytes after their length.
pub(crate) fn put_part(whole: &mut Vec<u8>, part: &[u8]) {
    let length = u32::try_from(part.len()).expect("a state is a few kilobytes");
    whole.extend(length.to_le_bytes());
    whole.extend(part);
}

/// The parts of what was packed.
pub(crate) fn parts(mut packed: &[u8]) -> Result<Vec<&[u8]>, Torn> {
    let mut parts = Vec::new();
    while !packed.is_empty() {
        let (length, after) = packed.split_first_chunk().ok_or(Torn)?;
        let (part, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(Torn)?;
        parts.push(part);
        packed = after;
    }
    Ok(parts)
}
