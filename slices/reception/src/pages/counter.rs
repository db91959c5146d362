//! The counter's page: where a request is recorded while its sheet answers.
//!
//! The page is drawn empty of requests; `frontend/src/counter` fills it from the data written at its end and sends entries to
//! the journal.

mod guide;
mod recording;
mod round;
mod side;
mod team;
pub(super) mod words;

pub(super) use round::round;

use crate::{Tiding, Today};
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
    /// The others who may receive here, by name: somebody may be handed over to them.
    pub colleagues: Vec<CounterAgent>,
    /// What the team calls the counter at hand, when it is enrolled: « Bureau 2 ».
    pub desk: Option<String>,
    /// The server's clock when the page was made, RFC 3339.
    pub server_now: String,
    /// Where the browser finds the catalogue; an address that changes with it may be kept for ever.
    pub catalogue_url: String,
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
    /// Said first of all, when the place is closed for good.
    #[serde(skip)]
    pub shut: Option<String>,
    /// Said when it soon will be.
    #[serde(skip)]
    pub closing: Option<String>,
    /// Something that this agent has not read yet.
    #[serde(skip)]
    pub tiding: Option<Tiding>,
    /// Where a bus stands, today and on the days that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<round::Round>,
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

impl CounterView {
    /// The data of the page, for the script; safe inside a `script` element.
    fn data(&self, text: Text) -> String {
        let mut data = serde_json::to_value(self).expect("texts and numbers are always JSON");
        data["texts"] = serde_json::to_value(words::first(text)).expect("texts are always JSON");
        data["late"] = serde_json::json!({
            "style": web::asset("counter-late.css"),
            "words": words::late(text).url("/api/v1/counter/words"),
        });
        data.to_string().replace('<', "\\u003c")
    }
}

/// Draws the counter, `main` element and all. The page links `counter.css` and runs `counter.js`.
pub fn counter(view: &CounterView, text: Text) -> Markup {
    html! {
        main.counter #content {
            (recording::recording(view, text))
            (guide::guide(text))
            div.side { (side::queue(view, text)) (side::today(&view.today, text)) }
            (team::handing(text))
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
