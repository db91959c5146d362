//! Forms: what was typed is kept as it was typed, what is wrong is said beside its field, and nothing is lost.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use kernel::Refusal;
use std::collections::BTreeMap;

use crate::{Error, Text};

/// The fields of a posted form, as they were typed. A name given several times keeps every value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Vec<String>>);

/// The longest text a field takes, in bytes; longer ones are cut nowhere and refused by the body limit or the field's rule.
const LONGEST: usize = 10_000;

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. Bytes that are no text are replaced, never an error.
    pub fn parse(encoded: &[u8]) -> Self {
        let mut fields = Self::default();
        for pair in encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default());
            let value = decode(halves.next().unwrap_or_default());
            fields.push(name, value);
        }
        fields
    }

    /// Adds a value.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }

    /// Replaces the values of a name by one.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }

    /// What was typed in a field, without the spaces around it; nothing when absent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.last()).map_or("", |value| value.trim())
    }

    /// What was typed, exactly: for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.last()).map_or("", String::as_str)
    }

    /// What was typed, or nothing when the field is empty.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a name.
    pub fn every(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names that were given.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Replaces the values of a name by these.
    pub(crate) fn put(&mut self, name: &str, values: Vec<String>) {
        self.0.insert(name.to_owned(), values);
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.every(name).is_empty()
    }
}

/// Whether a path is text once its escapes are read.
pub(crate) fn is_text(path: &str) -> bool {
    std::str::from_utf8(&unescape(path.as_bytes())).is_ok()
}

fn decode(encoded: &[u8]) -> String {
    // No engine stores a zero byte in a text.
    String::from_utf8_lossy(&unescape(encoded)).replace('\0', "")
}

fn unescape(encoded: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let pair: Vec<u8> = rest.clone().take(2).copied().collect();
                let hex = std::str::from_utf8(&pair).ok().filter(|pair| pair.len() == 2);
                match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                    Some(value) => {
                        bytes.push(value);
                        rest.nth(1);
                    }
                    None => bytes.push(b'%'),
                }
            }
            other => bytes.push(*other),
        }
    }
    bytes
}

/// Refuses a text with invisible marks that change how it is read. Joiners stay: some scripts are written with them.
pub fn legible(text: &str) -> Result<(), Refusal> {
    let hidden = |letter: char| match letter {
        '\n' | '\r' | '\t' => false,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        other => other.is_control(),
    };
    if text.contains(hidden) { Err(Refusal::invalid("hidden-letters")) } else { Ok(()) }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Error::Refused(Refusal::new("too-large", kernel::RefusalKind::TooLarge)))?;
        Ok(Self::parse(&bytes))
    }
}

/// What is wrong with a form, field by field, and with the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors {
    refusals: Vec<Refusal>,
    /// What stands now in the fields that were saved otherwise since the form was opened.
    standing: Fields,
}

impl FormErrors {
    /// Notes a refusal.
    pub fn push(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }

    /// Notes what stands now in fields that were saved otherwise since the form was opened.
    pub(crate) fn stands(&mut self, standing: Fields) {
        self.standing = standing;
    }

    /// What stands now in a field, when it was saved otherwise since the form was opened.
    pub fn standing(&self, field: &str) -> Option<&[String]> {
        self.standing.0.get(field).map(Vec::as_slice)
    }

    /// Keeps the value, or notes why there is none.
    pub fn take<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.push(refusal)).ok()
    }

    /// A text that must be there and fit.
    pub fn required(&mut self, fields: &Fields, name: &'static str, longest: usize) -> String {
        let value = fields.get(name);
        if value.is_empty() {
            self.push(Refusal::invalid("empty").field(name));
        } else if value.len() > longest.min(LONGEST) {
            self.push(Refusal::invalid("too-long").field(name).with("longest", longest));
        }
        self.legible(value, name);
        value.to_owned()
    }

    /// Notes a text whose letters would not be read as they stand: control characters, and those that turn the direction of
    /// writing round, by which a name is made to look like another.
    pub fn legible(&mut self, text: &str, name: &'static str) {
        self.take(legible(text).map_err(|refusal| refusal.field(name)));
    }

    /// A date as `<input type=date>` gives it.
    pub fn date(&mut self, fields: &Fields, name: &'static str) -> Option<kernel::Day> {
        let value = fields.optional(name)?;
        match value.parse::<jiff::civil::Date>() {
            Ok(date) if (1900..2200).contains(&date.year()) => Some(kernel::Day::of(date)),
            _ => {
                self.push(Refusal::invalid("not-a-date").field(name));
                None
            }
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.refusals.is_empty()
    }

    /// Whether one of the refusals is this one.
    pub fn tells(&self, code: &str) -> bool {
        self.refusals.iter().any(|refusal| refusal.code == code)
    }

    /// The sentence about one field.
    pub fn about(&self, field: &str, text: Text) -> Option<String> {
        self.about_choice(field, text, str::to_owned)
    }

    /// The sentence about a field whose values are codes; `words` says one as the reader knows it.
    pub fn about_choice(&self, field: &str, text: Text, words: impl Fn(&str) -> String) -> Option<String> {
        if let Some(refusal) = self.refusals.iter().find(|refusal| refusal.field == Some(field)) {
            return Some(text.refusal(refusal));
        }
        let values: Vec<_> = self.standing(field)?.iter().map(|value| words(value)).collect();
        let now = values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(", ");
        Some(match now.is_empty() {
            true => text.say("changed-to-nothing"),
            false => text.fill("changed-now", &[("now", now.into())]),
        })
    }

    /// The sentences about the form as a whole.
    pub fn general(&self, text: Text) -> Vec<String> {
        self.refusals.iter().filter(|refusal| refusal.field.is_none()).map(|refusal| text.refusal(refusal)).collect()
    }
}

impl From<Refusal> for FormErrors {
    fn from(refusal: Refusal) -> Self {
        Self { refusals: vec![refusal], standing: Fields::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_reads_otherwise_than_it_is_written_is_refused() {
        for plain in ["Bureau 2", "Café\u{a0}: l’entrée", "مكتب", "a\u{200d}b", "deux\nlignes"] {
            assert!(legible(plain).is_ok(), "{plain:?}");
        }
        for turned in ["Bureau \u{202e}2", "a\u{7}", "\u{feff}a", "a\u{2066}b", "a\u{200b}b", "\u{9b}31m"] {
            assert!(legible(turned).is_err(), "{turned:?}");
        }
        let mut errors = FormErrors::default();
        errors.required(&Fields::parse(b"name=a%E2%80%AEb"), "name", 60);
        assert!(!errors.is_empty());
    }

    #[test]
    fn a_form_keeps_what_was_typed() {
        let fields = Fields::parse(b"name=Caf%C3%A9+de+l%27angle&act=inform&act=refer&broken=%zz&zero=a%00b");
        assert_eq!(fields.get("name"), "Café de l'angle");
        assert_eq!(fields.every("act"), ["inform", "refer"]);
        assert_eq!(fields.get("broken"), "%zz");
        assert_eq!(fields.get("zero"), "ab");
        assert_eq!(fields.get("absent"), "");
    }
}
