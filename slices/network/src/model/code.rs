//! The two codes of an address: INSEE for the commune, post code for the mail.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// Why a code was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// Not the shape of an INSEE code.
    #[error("Un code INSEE de commune a cinq chiffres (2A ou 2B au début pour la Corse) : « {0} » n’en est pas un.")]
    Insee(String),
    /// Not the shape of a post code.
    #[error("Un code postal a cinq chiffres : « {0} » n’en est pas un.")]
    Post(String),
}

/// The INSEE code of a commune or of a municipal district; its shape is checked, not its existence.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct InseeCode(String);

/// A French post code; its shape is checked, not its existence (business codes are not in any open list).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct PostCode(String);

impl InseeCode {
    /// The five characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The commune of a municipal district of Paris, Lyon or Marseille.
    pub fn city_of_district(&self) -> Option<Self> {
        let number: u32 = self.0.parse().ok()?;
        let city = match number {
            13201..=13216 => "13055",
            69381..=69389 => "69123",
            75101..=75120 => "75056",
            _ => return None,
        };
        Some(Self(city.to_owned()))
    }
}

impl PostCode {
    /// The five digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for InseeCode {
    type Err = CodeRefusal;

    fn from_str(text: &str) -> Result<Self, CodeRefusal> {
        let code = text.trim().to_ascii_uppercase();
        let bytes = code.as_bytes();
        let corsican = matches!(bytes, [b'2', b'A' | b'B', ..]);
        let digits = if corsican { &bytes[2..] } else { bytes };
        if bytes.len() == 5 && digits.iter().all(u8::is_ascii_digit) {
            Ok(Self(code))
        } else {
            Err(CodeRefusal::Insee(text.to_owned()))
        }
    }
}

impl FromStr for PostCode {
    type Err = CodeRefusal;

    fn from_str(text: &str) -> Result<Self, CodeRefusal> {
        let code = text.trim();
        if code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(code.to_owned()))
        } else {
            Err(CodeRefusal::Post(text.to_owned()))
        }
    }
}

impl fmt::Display for InseeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for PostCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
