//! The life of a place, from the idea to the closed door.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::UnknownCode;

/// Where a place stands in its life. A maturity stage is declared by people, never deduced from figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Studied with partners; nobody is received yet.
    Project,
    /// Decided: premises, recruitment, first agreements.
    Opening,
    /// The door is open, activity grows.
    RampUp,
    /// At its cruising speed.
    Mature,
    /// Closed for good, or a project that was given up.
    Closed,
}

impl Stage {
    /// Every stage, in the order of a life.
    pub const ALL: [Self; 5] = [Self::Project, Self::Opening, Self::RampUp, Self::Mature, Self::Closed];

    /// The stable code of URLs, JSON and the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Opening => "opening",
            Self::RampUp => "ramp-up",
            Self::Mature => "mature",
            Self::Closed => "closed",
        }
    }

    /// The stages that may follow this one. A mature place may grow anew after a move (`RampUp`), a closed one may be opened
    /// again, but nothing that has received people becomes a project.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Project => &[Self::Opening, Self::Closed],
            Self::Opening => &[Self::Project, Self::RampUp, Self::Closed],
            Self::RampUp => &[Self::Mature, Self::Closed],
            Self::Mature => &[Self::RampUp, Self::Closed],
            Self::Closed => &[Self::Opening],
        }
    }

    /// Whether people are received at this stage.
    pub fn receives(self) -> bool {
        matches!(self, Self::RampUp | Self::Mature)
    }
}

impl FromStr for Stage {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|stage| stage.code() == code).ok_or_else(|| UnknownCode(code.to_owned()))
    }
}

/// A stage and its first day, a day of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageSince {
    /// The stage.
    pub stage: Stage,
    /// Its first day.
    pub since: Date,
}

/// Why a place cannot take a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageRefusal {
    /// The place is at that stage already.
    #[error("Le lieu est déjà à cette étape.")]
    Already,
    /// No legal step leads there.
    #[error("Cette étape ne peut pas suivre l’étape actuelle : choisissez l’une de celles qui sont proposées.")]
    NotNext,
    /// The change would come before the present stage began.
    #[error("La date du changement précède le début de l’étape actuelle ({0}) : choisissez une date plus tardive.")]
    TooEarly(Date),
}

impl StageSince {
    /// The place takes the stage `to` on the day `on`.
    pub fn change(self, to: Stage, on: Date) -> Result<Self, StageRefusal> {
        if to == self.stage {
            return Err(StageRefusal::Already);
        }
        if !self.stage.next().contains(&to) {
            return Err(StageRefusal::NotNext);
        }
        if on < self.since {
            return Err(StageRefusal::TooEarly(self.since));
        }
        Ok(Self { stage: to, since: on })
    }
}
