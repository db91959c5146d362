//! What the public pages share: their header with the menu of languages, their footer, the language they are written in.

use crate::words::french_words;
use axum::http::{HeaderMap, header};
use maud::{Markup, html};
use web::{Fields, Language, PublicText, parts::icon};

/// The language that a reader asked for by a link, or else the one their browser wishes.
pub(crate) fn language(query: &Fields, headers: &HeaderMap) -> Language {
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Language::of_tag(query.get("lang")).unwrap_or_else(|| Language::preferred(accepted()))
}

/// Whose page it is, in which languages. `address` is the page's own, ready to take one more parameter.
pub(crate) fn header(text: PublicText, home: &str, name: &str, address: &str, simulated: bool) -> Markup {
    html! {
        header {
            div.public-header {
                div.public-width {
                    a.brand href=(home) { span.brand-mark { (icon("handshake-fill")) } span { (french_words(name)) } }
                    (languages(text, address))
                }
            }
            @if simulated { p.demonstration role="note" { (text.say("public-demonstration")) } }
        }
    }
}

/// Every language under its own name, in its own letters.
fn languages(text: PublicText, address: &str) -> Markup {
    html! {
        nav.public-languages aria-label=(text.say("public-language")) {
            @for language in Language::ALL {
                @let tag = language.tag();
                a href=(format!("{address}lang={tag}")) lang=(tag) hreflang=(tag) dir=(language.direction())
                    aria-current=[(language == text.language).then_some("true")] { (language.own_name()) }
            }
        }
    }
}

pub(crate) fn footer(text: PublicText) -> Markup {
    html! {
        footer.public-footer {
            div.public-width {
                p { (text.say("public-footer")) }
                p { a href=(all_places(text)) { (text.say("public-all-places")) } }
                p { a href="/donnees" { (text.say("public-open-data")) } }
                p { a href="/about" { (text.say("public-about")) } }
            }
        }
    }
}

/// The list of all places, in the reader's language.
pub(crate) fn all_places(text: PublicText) -> String {
    format!("/lieux?lang={}", text.language.tag())
}
