//! The counter's page: where a request is recorded while its sheet answers.
//!
//! The page is drawn empty of requests; `frontend/src/counter` fills it from the data written at its end and sends entries to
//! the journal.

use crate::Today;
use catalogue::Favourite;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use std::collections::BTreeMap;
use web::{Text, parts::icon};

/// What the counter starts from.
#[derive(Clone, Debug, Serialize)]
pub struct CounterView {
    /// Where one records.
    pub place: CounterPlace,
    /// Who records.
    pub agent: CounterAgent,
    /// What the team calls the counter at hand, when it is enrolled: « Bureau 2 ».
    pub desk: Option<String>,
    /// The server's clock when the page was made, RFC 3339.
    pub server_now: String,
    /// Where the browser finds the catalogue; an address that changes with it may be kept for ever.
    pub catalogue_url: String,
    /// The style sheet of what is shown after the first view.
    pub late_style: String,
    /// Where it finds all the sheets at once, to have them without a network.
    pub sheets_url: String,
    /// Which life of the server wrote the page.
    pub lineage: String,
    /// The server's key, to which words that wait are sealed.
    pub seal: journal::PublicKey,
    /// Whether it is asked from an enrolled counter of the place, which may bring what any agent did.
    pub enrolled: bool,
    /// Nine at most, in the order of their digits.
    pub favourites: Vec<Favourite>,
    /// How often each theme was recorded here of late, by its code: decides between themes that fit alike.
    pub recent: BTreeMap<String, u32>,
    /// What was already recorded today.
    pub today: Today,
}

/// The place.
#[derive(Clone, Debug, Serialize)]
pub struct CounterPlace {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its time zone (`Europe/Paris`).
    pub zone: String,
}

/// The agent.
#[derive(Clone, Debug, Serialize)]
pub struct CounterAgent {
    /// The account's id.
    pub id: i64,
    /// The account's name.
    pub name: String,
}

/// The icons the script draws, besides those of the favourites.
pub(super) const ICONS: [&str; 14] = [
    "buildings",
    "calendar-blank",
    "flag",
    "hourglass-medium",
    "map-pin",
    "note-pencil",
    "repeat",
    "signpost",
    "storefront",
    "translate",
    "user",
    "user-circle",
    "users",
    "warning-circle-fill",
];

/// The sentences the script shows; it receives them under these keys without their prefix.
const TEXTS: [&str; 101] = [
    "counter-placeholder",
    "counter-placeholder-more",
    "counter-placeholder-then",
    "counter-placeholder-enter",
    "counter-favourite",
    "counter-details-request",
    "counter-details-visit",
    "counter-visit-new",
    "counter-visit-open",
    "counter-elapsed",
    "counter-time",
    "counter-how",
    "counter-how-touch",
    "counter-mend",
    "counter-save",
    "counter-end",
    "counter-chosen",
    "counter-saved",
    "counter-saved-ended",
    "counter-visit-ended",
    "counter-choose-first",
    "counter-nothing-to-repeat",
    "counter-nothing-to-undo",
    "counter-undone",
    "counter-no-favourite",
    "counter-theme-gone",
    "counter-nothing-found",
    "counter-other-request",
    "counter-other-hint",
    "counter-recent-one",
    "counter-recent-other",
    "counter-refused",
    "counter-resume",
    "counter-drop",
    "counter-put-aside",
    "counter-waiting",
    "counter-away-one",
    "counter-away-other",
    "counter-signed-out-one",
    "counter-signed-out-other",
    "counter-stay-open",
    "counter-others-one",
    "counter-others-other",
    "counter-kept-at",
    "counter-note-sealed",
    "counter-renewal",
    "counter-reload",
    "counter-catalogue-away",
    "counter-chip-value",
    "counter-usual",
    "counter-unsaid",
    "counter-field-operator",
    "counter-field-support",
    "counter-field-outcome",
    "counter-field-minutes",
    "counter-field-referral",
    "counter-field-channel",
    "counter-field-age",
    "counter-field-origin",
    "counter-field-language",
    "counter-field-first",
    "counter-field-with",
    "counter-field-note",
    "counter-first-yes",
    "counter-first-no",
    "counter-with-alone",
    "counter-with-family",
    "counter-with-professional",
    "counter-with-other",
    "counter-minutes-one",
    "counter-minutes-other",
    "counter-keys",
    "counter-keys-shown",
    "counter-keys-hidden",
    "counter-sheet",
    "counter-sheet-missing",
    "counter-visits-one",
    "counter-visits-other",
    "counter-requests-one",
    "counter-requests-other",
    "counter-visit-number",
    "counter-queue-arrived",
    "counter-queue-away",
    "counter-queue-busy",
    "counter-queue-call",
    "counter-queue-called",
    "counter-queue-coming",
    "counter-queue-desk",
    "counter-queue-held",
    "counter-queue-hold",
    "counter-queue-leave",
    "counter-queue-name",
    "counter-queue-priority",
    "counter-queue-resume",
    "counter-queue-return",
    "counter-queue-serve",
    "counter-queue-served",
    "counter-queue-unknown",
    "counter-queue-waiting-one",
    "counter-queue-waiting-other",
    "counter-queue-you",
];

/// What the script puts into sentences itself.
const PLACEABLES: [&str; 13] =
    ["acts", "count", "h", "label", "m", "name", "position", "s", "sentence", "since", "time", "value", "words"];

impl CounterView {
    /// The data of the page, for the script; safe inside a `script` element.
    fn data(&self, text: Text) -> String {
        let as_they_are: Vec<_> = PLACEABLES.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        let texts: BTreeMap<&str, String> =
            TEXTS.iter().map(|key| (key.trim_start_matches("counter-"), text.fill(key, &as_they_are))).collect();
        let mut data = serde_json::to_value(self).expect("texts and numbers are always JSON");
        data["texts"] = serde_json::to_value(texts).expect("texts are always JSON");
        data.to_string().replace('<', "\\u003c")
    }
}

/// Draws the counter, `main` element and all. The page links `counter.css` and runs `counter.js`.
pub fn counter(view: &CounterView, text: Text) -> Markup {
    html! {
        main.counter #content {
            (recording(text))
            (guide(text))
            div.side { (queue(view.place.id, text)) (today(&view.today, text)) }
            p.visually-hidden #counter-live role="status" {}
            script type="application/json" #counter-data { (PreEscaped(view.data(text))) }
        }
    }
}

/// What this device keeps, for the page's header; the script says it and shows it.
pub fn kept_here(text: Text) -> Markup {
    html! {
        div.kept-here #counter-state role="status" hidden {
            (icon("cloud-slash"))
            p #counter-state-text {}
            a.button.button-small #counter-sign-in href="/sign-in" target="_blank" rel="noopener" hidden {
                (text.say("counter-sign-in"))
            }
        }
    }
}

fn recording(text: Text) -> Markup {
    html! {
        form.card.recording #counter-form autocomplete="off" novalidate {
            div.recording-head {
                h1 #counter-title { (text.say("counter-visit-new")) }
                span.elapsed #counter-elapsed {}
            }
            p.told #counter-told {
                (icon("check-circle-fill"))
                span #counter-told-text { (text.say("counter-how")) }
                button.button.button-plain.button-small type="button" #counter-undo hidden {
                    (text.say("counter-undo")) " " kbd aria-hidden="true" { "Ctrl Z" }
                }
            }
            noscript { p.notice.notice-danger { (text.say("counter-script-needed")) } }
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

/// Who waits and who is received; the script keeps it as the server tells it.
fn queue(place: i64, text: Text) -> Markup {
    html! {
        section.card.queue #counter-queue aria-labelledby="queue-title" {
            div.card-head {
                h2 #queue-title { (text.say("counter-queue-title")) }
                span.soft.small #queue-count {}
            }
            ol.queue-lines #queue-waiting {}
            p.soft.small #queue-empty { (text.say("counter-queue-empty")) }
            button.button.button-quiet type="button" #queue-arrive {
                (icon("user-plus")) " " (text.say("counter-queue-arrive")) " " kbd aria-hidden="true" { "F2" }
            }
            p.small { a href=(format!("/screen?place={place}")) target="_blank" { (text.say("screen-title")) } }
            div #queue-desks hidden {
                h3 { (text.say("counter-queue-desks")) }
                ol.queue-lines #queue-received {}
            }
        }
    }
}

/// The keys while nothing is asked; the script puts the theme's sheet in their place.
fn guide(text: Text) -> Markup {
    let enter = text.say("counter-enter");
    html! {
        aside.card.guide #counter-guide aria-labelledby="counter-guide-title" {
            div.card-head {
                h2 #counter-guide-title { (text.say("counter-keys")) }
                a.small #counter-sheet-print target="_blank" hidden { (text.say("counter-sheet-print")) }
            }
            div #counter-keys {
                ol.three-keys {
                    li { (keys(&["4"])) (text.say("counter-key-what")) }
                    li { (keys(&["E"])) (text.say("counter-key-did")) }
                    li { (keys(&[&enter])) (text.say("counter-key-done")) }
                }
                dl.keys {
                    div {
                        dt { (keys(&["1"])) " " (text.say("counter-key-or")) " " (keys(&["9"])) }
                        dd { (text.say("counter-key-digit")) }
                    }
                    (key_row(&["a", "b", "c"], &text.say("counter-key-letters")))
                    (key_row(&["I", "E", "O", "A", "M", "D", "V"], &text.say("counter-key-acts")))
                    (key_row(&["/"], &text.say("counter-key-slash")))
                    (key_row(&[&enter], &text.say("counter-key-enter")))
                    (key_row(&["+"], &text.say("counter-key-plus")))
                    (key_row(&["="], &text.say("counter-key-equal")))
                    (key_row(&["Ctrl", "Z"], &text.say("counter-key-undo")))
                    (key_row(&[&text.say("counter-key-back-name")], &text.say("counter-key-back")))
                    (key_row(&[&text.say("counter-key-escape-name")], &text.say("counter-key-escape")))
                    (key_row(&["F2"], &text.say("counter-key-arrive")))
                    (key_row(&["F4"], &text.say("counter-key-call")))
                    (key_row(&["?"], &text.say("counter-key-help")))
                }
            }
            div.sheet #counter-sheet hidden {}
        }
    }
}

fn keys(names: &[&str]) -> Markup {
    html! { @for name in names { kbd { (name) } " " } }
}

fn key_row(names: &[&str], words: &str) -> Markup {
    html! { div { dt { (keys(names)) } dd { (words) } } }
}

fn today(today: &Today, text: Text) -> Markup {
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
