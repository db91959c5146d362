//! The form: the field that always has the focus, favourites, acts, details, note.

use super::CounterView;
use maud::{Markup, html};
use web::{Text, parts::icon};

pub(super) fn recording(view: &CounterView, text: Text) -> Markup {
    html! {
        form.card.recording #counter-form autocomplete="off" novalidate {
            div.recording-head {
                h1 #counter-title { (text.say("counter-visit-new")) }
                span.elapsed #counter-elapsed {}
            }
            @if view.round.is_some() { (stop(text)) }
            p.told #counter-told {
                (icon("check-circle-fill"))
                span #counter-told-text { (text.say("counter-how")) }
                button.button.button-plain.button-small type="button" #counter-undo hidden {
                    (text.say("counter-undo")) " " kbd aria-hidden="true" { "Ctrl Z" }
                }
            }
            noscript { p.notice.notice-danger { (text.say("counter-script-needed")) } }
            @if let Some(shut) = &view.shut { p.notice.notice-danger role="alert" { (icon("prohibit")) " " (shut) } }
            @if let Some(closing) = &view.closing { div.notice.notice-warn { (icon("calendar-blank")) p { (closing) } } }
            @if let Some(tiding) = &view.tiding { div.notice { (icon("lightbulb")) p { (tiding.words) " " a href=(tiding.path) { (text.say("counter-tiding")) } } } }
            div #counter-renewal role="status" {}
            div.notices #counter-notices {}
            (command(text))
            div.favourites #counter-favourites role="group" aria-label=(text.say("counter-favourites")) {}
            fieldset.acts { legend { (text.say("counter-acts")) } div #counter-acts {} }
            div.details #counter-details {}
            (note(text))
            div.recording-actions {
                button.button type="submit" {
                    span {
                        span #counter-save-text { (text.say("counter-save")) } " "
                        span.long #counter-save-rest { (text.say("counter-save-rest")) }
                    }
                    " " kbd aria-hidden="true" { (text.say("counter-enter")) }
                }
                button.button.button-quiet type="button" #counter-more {
                    (text.say("counter-more")) " " kbd aria-hidden="true" { "+" }
                }
                button.button.button-plain.push.repeat type="button" #counter-repeat {
                    (icon("repeat")) " " span { (text.say("counter-repeat")) } " " kbd aria-hidden="true" { "=" }
                }
            }
        }
    }
}

/// Where a bus stands; the script shows it once it knows.
fn stop(text: Text) -> Markup {
    html! {
        div.stop #counter-round hidden {
            (icon("map-pin"))
            label for="round-stop" { (text.say("counter-round-stop")) }
            select.field #round-stop autocomplete="off" {}
            button.button.button-small type="button" #round-confirm { (text.say("counter-round-confirm")) }
            p #round-told role="status" {}
        }
    }
}

/// The field that always has the focus.
fn command(text: Text) -> Markup {
    html! {
        div.command {
            label for="counter-field" { (text.say("counter-field")) }
            div.command-box {
                (icon("magnifying-glass"))
                span.command-line {
                    span.tokens #counter-tokens {}
                    input #counter-field type="text" role="combobox" aria-expanded="false" aria-controls="counter-list"
                        aria-autocomplete="list" aria-describedby="counter-tokens" autocomplete="off" autocapitalize="none"
                        spellcheck="false" enterkeyhint="done" placeholder=(text.say("counter-placeholder")) disabled;
                }
                button.button.button-plain.clear type="button" #counter-clear hidden {
                    (icon("x")) span.visually-hidden { (text.say("counter-clear")) }
                }
            }
            ul.suggestions #counter-list role="listbox" aria-label=(text.say("counter-field")) hidden {}
        }
    }
}

fn note(text: Text) -> Markup {
    html! {
        div.note #counter-note-row hidden {
            label for="counter-note" { (text.say("counter-field-note")) }
            p.form-hint #counter-note-hint { (text.say("counter-note-hint")) }
            textarea.field #counter-note rows="2" maxlength="2000" autocomplete="off"
                aria-describedby="counter-note-hint counter-note-warning" {}
            p.form-error #counter-note-warning role="alert" hidden { (text.say("counter-note-warning")) }
        }
    }
}
