//! The team: where one is, at which desk, who else is there, and to whom somebody may be handed over.

use super::CounterView;
use maud::{Markup, html};
use web::Text;

/// Where the agent is, at which desk, and who else is there; the script shows it once it knows.
pub(super) fn team(view: &CounterView, text: Text) -> Markup {
    html! {
        div.team #counter-team hidden {
            h3 { (text.say("counter-queue-team")) }
            div.team-me role="group" aria-label=(text.say("counter-queue-where")) {
                @for spot in ["desk", "break", "office"] {
                    button.button.button-small.button-quiet type="button" data-spot=(spot) {
                        (text.say(&format!("counter-queue-at-{spot}"))) " " kbd aria-hidden="true" { "F9" }
                    }
                }
            }
            @if view.desk.is_none() { (seat(text)) }
            ul.team-lines #team-lines {}
        }
    }
}

/// An enrolled counter bears the name of its desk. On another computer the agent says it once, so that the screen does not send
/// two visitors to one desk.
fn seat(text: Text) -> Markup {
    html! {
        div.seat {
            label for="queue-seat" { (text.say("counter-queue-seat")) }
            input.field id="queue-seat" value=(text.say("counter-queue-desk")) maxlength="30" autocomplete="off" aria-describedby="queue-seat-hint";
            p.soft.small #queue-seat-hint { (text.say("counter-queue-seat-hint")) }
            p.notice.notice-warn.small #queue-seat-shared role="status" hidden { (text.say("counter-queue-seat-shared")) }
        }
    }
}

/// To whom one hands somebody over, with a word; the script opens it, and puts in who may receive.
pub(super) fn handing(text: Text) -> Markup {
    html! {
        dialog.handing #handing aria-labelledby="handing-title" {
            h2 #handing-title {}
            label for="handing-word" { (text.say("counter-queue-hand-word")) }
            textarea.field #handing-word rows="2" maxlength="500" autocomplete="off" aria-describedby="handing-warning" {}
            p.form-error #handing-warning role="alert" hidden {}
            h3 #handing-to { (text.say("counter-queue-hand-to")) }
            div.handing-to #handing-choices role="group" aria-labelledby="handing-to" {}
            form method="dialog" { button.button.button-plain { (text.say("counter-queue-cancel")) } }
        }
    }
}
