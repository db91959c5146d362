//! Beside the form: who waits and who is received, and what was done today.

use super::{CounterView, team};
use crate::Today;
use maud::{Markup, html};
use web::{Text, parts::icon};

/// Who waits and who is received; the script keeps it as the server tells it.
pub(super) fn queue(view: &CounterView, text: Text) -> Markup {
    let place = view.place.id;
    html! {
        section.card.queue #counter-queue aria-labelledby="queue-title" {
            div.card-head {
                h2 #queue-title { (text.say("counter-queue-title")) }
                span.soft.small #queue-count {}
            }
            p.notice.notice-warn.small #queue-cut role="status" hidden { (icon("cloud-slash")) " " (text.say("counter-queue-cut")) }
            ol.queue-lines #queue-waiting {}
            p.soft.small #queue-empty { (text.say("counter-queue-empty")) }
            button.button.button-quiet type="button" #queue-arrive {
                (icon("user-plus")) " " (text.say("counter-queue-arrive")) " " kbd aria-hidden="true" { "F2" }
            }
            a.button.button-plain.button-small href=(format!("/screen?place={place}")) target="_blank" { (text.say("screen-title")) }
            div #queue-desks hidden {
                h3 { (text.say("counter-queue-desks")) }
                ol.queue-lines #queue-received {}
            }
            (team::team(view, text))
        }
    }
}

pub(super) fn today(today: &Today, text: Text) -> Markup {
    html! {
        section.card.today aria-labelledby="counter-today-title" {
            div.card-head { h2 #counter-today-title { (text.say("counter-today")) } }
            dl.day-figures {
                div {
                    dt #counter-visits-name { (text.say("counter-visits-other")) }
                    dd #counter-visits { (today.visits) }
                }
                div {
                    dt #counter-requests-name { (text.say("counter-requests-other")) }
                    dd #counter-requests { (today.requests) }
                }
            }
            ol.day-lines #counter-today {}
            p.soft.small #counter-today-empty hidden { (text.say("counter-today-empty")) }
        }
    }
}
