//! Lines that say the same, read as one.

use super::draw;
use crate::model::{Item, Note};
use catalogue::fold;
use figures::{Words, span_words};
use kernel::PlaceId;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that say the same, but for capitals, accents and signs.
pub(super) struct Alike<'a> {
    /// The latest first.
    pub notes: Vec<&'a Note>,
}

impl<'a> Alike<'a> {
    /// Puts lines together, given the latest first: what was said most often comes first, then what was said last.
    pub(super) fn of(notes: impl IntoIterator<Item = &'a Note>) -> Vec<Self> {
        let mut together: BTreeMap<String, Vec<&Note>> = BTreeMap::new();
        for note in notes {
            // Of a line that was erased nobody knows what it said.
            let said = note.words.as_deref().map(fold).filter(|said| !said.is_empty());
            together.entry(said.unwrap_or_else(|| note.id.to_string())).or_default().push(note);
        }
        let mut together: Vec<Self> = together.into_values().map(|notes| Self { notes }).collect();
        together.sort_by_key(|one| std::cmp::Reverse((one.notes.len(), one.notes[0].day, one.notes[0].id)));
        together
    }

    /// Them all, as a form names them.
    pub(super) fn value(&self) -> String {
        let items: Vec<String> = self.notes.iter().map(|note| Item::Note(note.place, note.id).to_string()).collect();
        items.join(" ")
    }

    /// As it was last said.
    pub(super) fn line(&self, words: &Words) -> String {
        draw::line(words.text, self.notes[0])
    }

    /// Where and when, once; how often and since when, where it was said more than once.
    pub(super) fn about(&self, words: &Words) -> String {
        let (text, latest) = (words.text, self.notes[0]);
        let [_, .., first] = self.notes[..] else { return draw::about(words, latest) };
        let places: BTreeSet<PlaceId> = self.notes.iter().map(|note| note.place).collect();
        let said = [
            ("times", text.count(self.notes.len() as u64).into()),
            ("places", text.many("figures-places", places.len() as u64).into()),
            ("days", span_words(text, first.day, latest.day).into()),
        ];
        text.fill("need-alike", &said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{AccountId, Day, EntryId};

    fn note(id: u128, day: i32, words: Option<&str>) -> Note {
        let id = EntryId(format!("01936b2e-0000-7000-8000-{id:012x}").parse().unwrap());
        let (place, agent) = (PlaceId(1), Some(AccountId(1)));
        let words = words.map(str::to_owned);
        Note { place, id, day: Day(day), agent, theme: None, need: None, set_aside: false, words }
    }

    #[test]
    fn lines_that_say_the_same_are_one() {
        let notes = [
            note(5, 9, None),
            note(4, 8, Some("Plus de bus…")),
            note(3, 7, Some("Pas de médecin")),
            note(2, 6, Some("plus de  bus")),
            note(1, 5, None),
        ];
        let together = Alike::of(&notes);
        let days: Vec<Vec<i32>> =
            together.iter().map(|one| one.notes.iter().map(|note| note.day.0).collect()).collect();
        assert_eq!(days, [vec![8, 6], vec![9], vec![7], vec![5]]);
        let items: Vec<_> = together[0].value().split(' ').map(Item::read).collect();
        assert_eq!(items, [1, 3].map(|at: usize| Some(Item::Note(PlaceId(1), notes[at].id))));
    }
}
