//! The pieces that several pages of needs draw.

use super::list::Known;
use crate::model::{Need, Note, Observation, Source, Stage, Step};
use figures::{Words, short_day};
use maud::{Markup, html};
use tally::{Dimension, Key};
use web::{Text, date_words};

/// How far a need has come, as a mark.
pub(super) fn stage(text: Text, stage: Stage) -> Markup {
    let class = match stage {
        Stage::Seen => "tag",
        Stage::Studied => "tag tag-accent",
        Stage::Answered => "tag tag-ok",
    };
    html! { span class=(class) { (text.say(&format!("need-stage-{}", stage.slug()))) } }
}

/// « 7 signalements dans 4 lieux · 1 observation ».
pub(super) fn sources(words: &Words, need: &Need) -> String {
    let text = words.text;
    let mut said = Vec::new();
    if need.notes > 0 {
        let places = text.many("figures-places", need.places);
        said.push(text.fill(
            "need-notes-in",
            &[("notes", text.many("need-notes", need.notes).into()), ("places", places.into())],
        ));
    }
    if need.said > 0 {
        said.push(text.many("need-observations", need.said));
    }
    if need.theme.is_some() || need.words.is_some() {
        said.push(text.say("need-from-rise"));
    }
    if said.is_empty() { text.say("need-from-union") } else { said.join(" · ") }
}

/// What a line says, or that it was erased.
pub(super) fn line(text: Text, note: &Note) -> String {
    note.words.clone().unwrap_or_else(|| text.say("need-words-gone"))
}

/// Words as somebody wrote them.
pub(super) fn quoted(text: Text, words: &str) -> String {
    text.fill("need-quoted", &[("words", words.into())])
}

/// « Rennes Villejean · 12 mars · Facture à comprendre ».
pub(super) fn about(words: &Words, note: &Note) -> String {
    let place = words.network.place(note.place).map(|place| place.row.short_name.clone());
    let theme = note.theme.map(|theme| words.label(Dimension::Theme, Key::Code(theme.into())));
    let parts = place.into_iter().chain([short_day(words.text, note.day)]).chain(theme);
    parts.collect::<Vec<_>>().join(" · ")
}

/// « EDF », « Préfecture du Rhône · État ».
pub(super) fn whose(words: &Words, said: &Observation) -> String {
    let text = words.text;
    match (said.source, said.operator) {
        (Source::Partner, Some(operator)) => {
            let name = words.catalogue.operator_name(operator, said.day).to_owned();
            if said.who.is_empty() { name } else { format!("{name} · {}", said.who) }
        }
        (source, _) => {
            let kind = text.say(&format!("need-source-{}", source.slug()));
            if said.who.is_empty() { kind } else { format!("{} · {kind}", said.who) }
        }
    }
}

/// A step of a need, as everybody reads it.
pub(super) fn step(text: Text, step: &Step, by: Option<&str>) -> Markup {
    let day = date_words(text.locale, catalogue::today(step.said).date());
    html! {
        (stage(text, step.stage)) " "
        (step.words)
        small { @if let Some(by) = by { (by) ", " } (day) }
    }
}

/// A line with where it was noted and what became of it.
pub(super) fn raised(words: &Words, note: &Note, known: &Known) -> Markup {
    let text = words.text;
    html! {
        (quoted(text, &line(text, note)))
        small { (about(words, note)) }
        (fate(words, (known.of(note.need), note.set_aside), true))
    }
}

/// What became of something that was raised: nobody sorted it yet, it is no need of its own, or where its need stands.
pub(super) fn fate(words: &Words, (gathered, set_aside): (Option<(&Need, Option<&Step>)>, bool), link: bool) -> Markup {
    let text = words.text;
    html! {
        @match gathered {
            None if set_aside => small { (text.say("need-set-aside-told")) },
            None => small { (text.say("need-not-sorted")) },
            Some((need, last)) => {
                p {
                    (stage(text, need.stage)) " "
                    @if link { a href=(format!("/needs/{}", need.id)) { (need.title) } } @else { (need.title) }
                }
                @if let Some(last) = last.filter(|last| !last.words.is_empty()) {
                    p { (last.words) " " span.soft.small { (date_words(text.locale, catalogue::today(last.said).date())) } }
                }
            }
        }
    }
}
