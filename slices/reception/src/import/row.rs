//! One row of requests: from cells to the bodies of entries.

use super::{
    map::{ColumnMap, Field, UnknownRule},
    report::Reason,
    value,
    vocabulary::Vocabulary,
};
use jiff::civil::{Date, Time};
use serde_json::{Map, Value, json};

/// What a row says, in codes.
#[derive(Debug)]
pub(super) struct ReadRow {
    pub date: Date,
    pub time: Option<Time>,
    /// What ties it to the rows of the same visit.
    pub visit: String,
    /// The facts of the visit, as its body says them.
    pub visit_body: Map<String, Value>,
    /// The facts of the request, but for the visit's name.
    pub request_body: Map<String, Value>,
    pub minutes: Option<u16>,
    pub note: Option<String>,
}

/// What was said of the words met, for the preview.
pub(super) enum Said<'a> {
    Known(Field, &'a str, Option<&'a str>),
    Unknown(Field, &'a str),
}

pub(super) struct Reader<'a> {
    pub map: &'a ColumnMap,
    pub vocabulary: &'a Vocabulary,
    /// The cell of a field; nothing when the file has no such column.
    pub cell: &'a dyn Fn(Field) -> &'a str,
}

impl<'a> Reader<'a> {
    /// Reads the row; everything that is wrong with it is told at once.
    pub fn read(&self, said: &mut dyn FnMut(Said<'a>)) -> Result<ReadRow, Vec<Reason>> {
        let mut reasons = Vec::new();
        let day = match self.text(Field::Date) {
            None => Err(Reason::NoDate),
            Some(text) => value::date(text).ok_or_else(|| Reason::Date(shown(text))),
        };
        let mut time = day.as_ref().ok().and_then(|(_, time)| *time);
        if let Some(text) = self.text(Field::Time) {
            match value::time(text) {
                Some(read) => time = Some(read),
                None => reasons.push(Reason::Time(shown(text))),
            }
        }
        let (visit_body, request_body, minutes) = self.bodies(&mut reasons, said);
        let (date, _) = match day {
            Ok(day) => day,
            Err(reason) => {
                reasons.insert(0, reason);
                return Err(reasons);
            }
        };
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let note = self.text(Field::Note).map(str::to_owned);
        let visit = self.text(Field::Visit).unwrap_or_default().to_owned();
        Ok(ReadRow { date, time, visit, visit_body, request_body, minutes, note })
    }

    fn bodies(
        &self,
        reasons: &mut Vec<Reason>,
        said: &mut dyn FnMut(Said<'a>),
    ) -> (Map<String, Value>, Map<String, Value>, Option<u16>) {
        let (mut visit, mut request) = (Map::new(), Map::new());
        for (field, name) in [
            (Field::Channel, "channel"),
            (Field::Age, "age"),
            (Field::Origin, "origin"),
            (Field::Language, "language"),
            (Field::With, "with"),
        ] {
            put(&mut visit, name, self.code(field, reasons, said));
        }
        if let Some(text) = self.text(Field::First) {
            match value::yes(self.map.value(Field::First, text).unwrap_or(text)) {
                Some(first) => put(&mut visit, "first", Some(first)),
                None => self.unless_left_out(reasons, Reason::Answer(shown(text))),
            }
        }
        for (field, name) in [
            (Field::Theme, "theme"),
            (Field::Operator, "operator"),
            (Field::Support, "support"),
            (Field::Outcome, "outcome"),
            (Field::ReferredTo, "referred_to"),
        ] {
            put(&mut request, name, self.code(field, reasons, said));
        }
        let theme_is_there = self.text(Field::Theme).is_some();
        if !request.contains_key("theme") && !theme_is_there {
            reasons.push(Reason::NoTheme);
        }
        let mut minutes = None;
        if let Some(text) = self.text(Field::Minutes) {
            minutes = value::minutes(text);
            if minutes.is_none() {
                self.unless_left_out(reasons, Reason::Minutes(shown(text)));
            }
        }
        put(&mut request, "minutes", minutes);
        let acts = self.acts(reasons, said);
        if acts.is_empty() {
            // A spreadsheet that says nothing of what was done leaves it as a default, which is not an observation.
            request.insert("acts".into(), json!(["inform"]));
            request.insert("defaults".into(), json!(["acts"]));
        } else {
            request.insert("acts".into(), json!(acts));
        }
        (visit, request, minutes)
    }

    fn text(&self, field: Field) -> Option<&'a str> {
        Some((self.cell)(field)).filter(|text| !text.is_empty())
    }

    fn unless_left_out(&self, reasons: &mut Vec<Reason>, reason: Reason) {
        if self.map.unknown == UnknownRule::Refuse {
            reasons.push(reason);
        }
    }

    /// The code of a cell, or the default one; nothing when it is left out.
    fn code(&self, field: Field, reasons: &mut Vec<Reason>, said: &mut dyn FnMut(Said<'a>)) -> Option<&'a str> {
        let Some(text) = self.text(field) else { return self.map.default(field) };
        match self.meaning(field, text) {
            Meaning::Code(code) => {
                said(Said::Known(field, text, Some(code)));
                Some(code)
            }
            Meaning::LeftOut => {
                said(Said::Known(field, text, None));
                if field == Field::Theme {
                    reasons.push(Reason::NoTheme);
                }
                None
            }
            Meaning::Unknown => {
                said(Said::Unknown(field, text));
                let reason = Reason::Unknown(field, shown(text));
                if field == Field::Theme {
                    reasons.push(reason)
                } else {
                    self.unless_left_out(reasons, reason)
                }
                None
            }
        }
    }

    fn meaning(&self, field: Field, text: &str) -> Meaning<'a> {
        match self.map.value(field, text) {
            Some("") => Meaning::LeftOut,
            Some(code) => Meaning::Code(code),
            None => match self.vocabulary.code(field, text) {
                Some(code) => Meaning::Code(code),
                None if field == Field::Age => age_band(text).map_or(Meaning::Unknown, Meaning::Code),
                None => Meaning::Unknown,
            },
        }
    }

    /// A cell may name several acts: « informer, orienter ».
    fn acts(&self, reasons: &mut Vec<Reason>, said: &mut dyn FnMut(Said<'a>)) -> Vec<&'a str> {
        let Some(text) = self.text(Field::Act) else { return self.map.default(Field::Act).into_iter().collect() };
        let whole = !matches!(self.meaning(Field::Act, text), Meaning::Unknown);
        let parts = if whole { vec![text] } else { text.split([',', ';', '+', '/']).map(str::trim).collect() };
        let mut acts = Vec::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            match self.meaning(Field::Act, part) {
                Meaning::Code(code) => {
                    said(Said::Known(Field::Act, part, Some(code)));
                    acts.push(code);
                }
                Meaning::LeftOut => said(Said::Known(Field::Act, part, None)),
                Meaning::Unknown => {
                    said(Said::Unknown(Field::Act, part));
                    self.unless_left_out(reasons, Reason::Unknown(Field::Act, shown(part)));
                }
            }
        }
        acts
    }
}

enum Meaning<'a> {
    Code(&'a str),
    LeftOut,
    Unknown,
}

fn put<T: Into<Value>>(body: &mut Map<String, Value>, name: &str, value: Option<T>) {
    if let Some(value) = value {
        body.insert(name.to_owned(), value.into());
    }
}

/// The band of an age in years.
fn age_band(text: &str) -> Option<&'static str> {
    let years = text.trim().trim_end_matches("ans").trim();
    let bands = [(12, "0-11"), (18, "12-17"), (25, "18-24"), (40, "25-39"), (60, "40-59"), (70, "60-69"), (121, "70+")];
    let years: u8 = years.parse().ok()?;
    bands.into_iter().find(|(before, _)| years < *before).map(|(_, band)| band)
}

/// A cell, short enough for a sentence.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
