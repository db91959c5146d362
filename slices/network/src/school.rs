//! A table of school holidays brought to the network: written at once or not at all, and told in words, for the page and the command.

use crate::{
    calendar::{Change, SchoolDays, SchoolFile},
    import::FileNote,
    model::SchoolZone,
    pages::words,
    store,
};
use db::{DbError, Tx};
use jiff::civil::Date;
use kernel::Day;
use std::collections::BTreeMap;
use web::Text;

/// Takes days of zones in; what the network had said of these days goes.
pub async fn bring_school_days(tx: &mut Tx, brought: &[SchoolDays]) -> Result<Change, DbError> {
    store::hold_calendar(tx).await?;
    let change = Change::of(&store::school_days(tx).await?, brought);
    store::replace_school_days(tx, &change.gone, &change.added).await?;
    Ok(change)
}

/// What a file holds that was not taken, then what it changes.
pub fn school_words(text: Text, file: &SchoolFile, change: &Change) -> Vec<String> {
    let notes = file.notes.iter().map(|note| match note {
        FileNote::Windows1252 => text.say("calendar-note-windows"),
        FileNote::Utf16 => text.say("calendar-note-utf16"),
    });
    let left = file.left.iter().map(|left| {
        text.fill("calendar-left-out", &[("line", left.line.into()), ("why", text.refusal(&left.why).into())])
    });
    let teachers =
        (file.for_teachers > 0).then(|| words::count(text, "calendar-for-teachers", file.for_teachers)).into_iter();
    let change =
        if file.days.is_empty() { vec![text.say("calendar-nothing-read")] } else { change_words(text, change) };
    notes.chain(left).chain(teachers).chain(change).collect()
}

/// What a change adds, takes away, and contradicts.
fn change_words(text: Text, change: &Change) -> Vec<String> {
    let told = |key: &'static str, days: &[SchoolDays]| {
        let lines = together(days).into_iter();
        lines.map(move |days| text.fill(key, &[("days", days.words(text).into())])).collect::<Vec<_>>()
    };
    let mut lines = told("calendar-adds", &change.added);
    lines.extend(told("calendar-takes-away", &change.gone));
    lines.extend(contradictions(text, change));
    if change.is_empty() {
        lines.push(text.say("calendar-nothing-new"));
    }
    lines
}

/// Where the shipped table says otherwise than a change.
pub(crate) fn contradictions(text: Text, change: &Change) -> Vec<String> {
    let mut groups: BTreeMap<(Date, Date, Option<&str>), Vec<SchoolZone>> = BTreeMap::new();
    for one in &change.contradictions {
        groups.entry((one.first, one.last, one.shipped.as_deref())).or_default().push(one.zone);
    }
    let line = |((first, last, shipped), zones): ((Date, Date, Option<&str>), Vec<SchoolZone>)| {
        let shipped = shipped.map_or_else(|| text.say("calendar-term"), str::to_owned);
        let arguments = [
            ("zones", words::school_zones(text, &zones).into()),
            ("days", words::a_day_or_days(text, Day::of(first), Day::of(last)).into()),
            ("shipped", shipped.into()),
        ];
        text.fill("calendar-contradicts", &arguments)
    };
    groups.into_iter().map(line).collect()
}

/// The same days of several zones.
pub(crate) struct Together<'a> {
    pub zones: Vec<SchoolZone>,
    pub first: Date,
    pub last: Date,
    pub name: Option<&'a str>,
}

impl Together<'_> {
    /// The holidays' name, or that these days are known.
    pub fn what(&self, text: Text) -> String {
        self.name.map_or_else(|| text.say("calendar-covered"), str::to_owned)
    }

    /// « Vacances de la Toussaint, du 17 octobre au 1er novembre 2026 (zones A, B et C) ».
    pub fn words(&self, text: Text) -> String {
        let arguments = [
            ("what", self.what(text).into()),
            ("days", words::a_day_or_days(text, Day::of(self.first), Day::of(self.last)).into()),
            ("zones", words::school_zones(text, &self.zones).into()),
        ];
        text.fill("calendar-days-of", &arguments)
    }
}

/// Days of zones, with those of several told once, in order.
pub(crate) fn together(days: &[SchoolDays]) -> Vec<Together<'_>> {
    let mut groups: BTreeMap<(Date, Date, Option<&str>), Vec<SchoolZone>> = BTreeMap::new();
    for days in days {
        groups.entry((days.first, days.last, days.name.as_deref())).or_default().push(days.zone);
    }
    groups.into_iter().map(|((first, last, name), zones)| Together { zones, first, last, name }).collect()
}
