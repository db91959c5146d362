//! What arrived in a month after it was closed. It is kept, since a counter may have been offline and nothing is lost; but a figure
//! that was read and perhaps sent has changed, so whoever looks at the month is told, day by day.

use super::day_path;
use crate::store;
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{Day, EntryId, PlaceId};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashSet};
use web::{Text, date_words, parts::icon};

/// The visits and requests of a month that arrived once it was closed, and still stand.
#[derive(Default)]
pub(super) struct Late {
    records: HashSet<EntryId>,
    days: BTreeMap<Day, usize>,
}

impl Late {
    /// Those of a place between two days, after an instant.
    pub async fn read(tx: &mut Tx, place: PlaceId, from: Day, to: Day, closed: Timestamp) -> Result<Self, DbError> {
        let days = store::records(tx, place, from, to).await?;
        let ids: Vec<_> = days.iter().map(|(id, _)| *id).collect();
        let mut late = Self { records: journal::received_after(tx, place, &ids, closed).await?, days: BTreeMap::new() };
        for (_, day) in days.iter().filter(|(id, _)| late.records.contains(id)) {
            *late.days.entry(*day).or_default() += 1;
        }
        Ok(late)
    }

    /// « 3 saisies arrivées après la clôture : 12 octobre (2), 14 octobre (1) ».
    pub fn draw(&self, text: Text, place: PlaceId) -> Markup {
        html! {
            @if !self.days.is_empty() {
                div.notice.notice-warn role="note" {
                    (icon("warning"))
                    p {
                        (text.fill("activity-late", &[("count", self.records.len().into())]))
                        @for (position, (day, count)) in self.days.iter().enumerate() {
                            @if position > 0 { ", " }
                            a href=(day_path(place, *day)) { (day_words(text, *day)) } " (" (count) ")"
                        }
                    }
                }
            }
        }
    }

    /// The mark of a visit that is among them.
    pub fn visit_mark(&self, text: Text, visit: EntryId) -> Markup {
        html! { @if self.records.contains(&visit) { span.tag.tag-warn { (icon("clock")) (text.say("record-mark-late")) } } }
    }

    /// The mark of a request that is among them. What came with its visit needs no second word.
    pub fn request_mark(&self, text: Text, visit: EntryId, request: EntryId) -> Markup {
        if self.records.contains(&visit) {
            html! {}
        } else {
            self.visit_mark(text, request)
        }
    }
}

/// « lundi 12 octobre »: the year stands above.
fn day_words(text: Text, day: Day) -> String {
    let words = date_words(text.locale, day.date());
    words.rsplit_once(' ').map_or(words.clone(), |(day, _)| day.to_owned())
}
