//! What the visitor's own page says: the number, how many come before, where to go; and the form where a code is typed.

use crate::{
    hero::address,
    line, shell,
    words::{colon, french_words},
};
use axum::response::Response;
use maud::{Markup, html};
use network::Place;
use reception::queue::{Code, Stage, Standing};
use web::{Context, PublicPage, PublicText, parts::encode, parts::icon};

/// A browser without script asks again after so many seconds.
const AGAIN: u32 = 30;
/// What a later state is drawn with.
const LATER: [&str; 5] =
    ["users-three", "bell-ringing-duotone", "door-open-duotone", "hourglass-medium-duotone", "check-circle-fill"];

/// Why a code leads nowhere.
pub(super) enum Trouble {
    /// Wrong, never given, or of another day: nobody is told which.
    Unknown,
    /// Too many wrong ones; the minutes until the next.
    TooMany(i64),
}

pub(super) fn page(context: &Context, text: PublicText, place: &Place, code: &Code, standing: &Standing) -> Response {
    let number = text.fill("public-ticket-number", &[("number", standing.number.into())]);
    let title = format!("{number} – {}", place.row.short_name);
    let path = super::path(code);
    let icons = LATER.map(str::to_owned);
    let mut page = PublicPage::new(text, &title, "").style("public.css").style("ticket.css").fresh();
    if !standing.stage.is_over() {
        page = page.script("ticket.js", &icons).refreshed_every(AGAIN);
    }
    let home = format!("{}?lang={}", place.public_path(), text.language.tag());
    let simulated = place.row.simulated || context.demonstration;
    page.draw(html! {
        (shell::header(text, &home, &place.row.short_name, &format!("{path}?"), simulated))
        main #content {
            div.public-hero {
                div.public-width.ticket {
                    h1 { (number) }
                    div.ticket-now #ticket-now role="status" { (self::standing(text, standing)) }
                    p.ticket-away #ticket-away role="alert" hidden { (text.say("public-ticket-away")) }
                }
            }
            div.public-width.ticket-below {
                @if standing.may_leave() { (leaving(text, &path)) }
                p { (text.say("public-ticket-code")) (colon(text.language)) b.ticket-code { bdi dir="ltr" { (code) } } br; span.soft { (text.say("public-ticket-valid")) } }
                @if let Some(address) = address(place) { p.ticket-where { (icon("map-pin-duotone")) span { (french_words(&address)) } } }
                noscript { p { a.button.button-quiet href=(format!("{path}?lang={}", text.language.tag())) { (text.say("public-ticket-refresh")) } } }
            }
        }
        (shell::footer(text))
    })
}

/// How things stand: the part of the page that changes.
pub(super) fn standing(text: PublicText, standing: &Standing) -> Markup {
    let (picture, key) = match standing.stage {
        stage if standing.shut && !stage.is_over() => ("prohibit", "public-stage-closed"),
        Stage::Waiting => ("users-three", "public-ticket-waiting"),
        Stage::Called => ("bell-ringing-duotone", "public-ticket-called"),
        Stage::Served => ("door-open-duotone", "public-ticket-served"),
        Stage::Held => ("hourglass-medium-duotone", "public-ticket-held"),
        Stage::Closed => ("check-circle-fill", "public-ticket-over"),
        Stage::Left => ("check-circle-fill", "public-ticket-left"),
    };
    let desk = standing.desk.as_deref().filter(|_| matches!(standing.stage, Stage::Called | Stage::Served));
    html! {
        div.ticket-state data-stage=(standing.stage.slug()) data-number=(standing.number) {
            (icon(picture))
            div {
                p.ticket-main { (text.say(key)) }
                @if let Some(desk) = desk { p.ticket-desk { (french_words(desk)) } }
                @for words in line::words(text, standing) { p.ticket-line { (words) } }
                @if standing.stage == Stage::Waiting && !standing.shut { p.soft { (text.say("public-ticket-order")) } }
            }
        }
    }
}

/// Leaving takes two touches, so that no pocket does it.
fn leaving(text: PublicText, path: &str) -> Markup {
    html! {
        details.ticket-leave #ticket-leave {
            summary.button.button-quiet { (text.say("public-ticket-leave")) }
            form method="post" action=(format!("{path}/departure?lang={}", text.language.tag())) {
                p { (text.say("public-ticket-leave-sure")) }
                button.button type="submit" { (text.say("public-ticket-leave-yes")) }
            }
        }
    }
}

pub(super) fn form(context: &Context, text: PublicText, typed: &str, trouble: Option<&Trouble>) -> Response {
    let heading = text.say("public-ticket-find");
    let title = format!("{heading} – {}", context.network);
    let page = PublicPage::new(text, &title, "").style("public.css").style("ticket.css").fresh();
    let sentence = trouble.map(|trouble| match trouble {
        Trouble::Unknown => text.say("public-ticket-unknown"),
        Trouble::TooMany(minutes) => text.fill("public-ticket-too-many", &[("minutes", (*minutes).into())]),
    });
    let address = if typed.is_empty() { "/ticket?".to_owned() } else { format!("/ticket?code={}&", encode(typed)) };
    page.draw(html! {
        (shell::header(text, &shell::all_places(text), &context.network, &address, context.demonstration))
        main #content {
            div.public-hero {
                div.public-width.public-find {
                    h1 { (heading) }
                    form action="/ticket" {
                        input type="hidden" name="lang" value=(text.language.tag());
                        label for="code" { (text.say("public-ticket-code")) }
                        @if let Some(sentence) = &sentence { p.form-error #code-error role="alert" { (sentence) } }
                        div.row.ticket-row {
                            input.field.ticket-field id="code" name="code" value=(typed) required dir="ltr" maxlength="20" autocomplete="off"
                                autocapitalize="characters" spellcheck="false" aria-invalid=[sentence.as_ref().map(|_| "true")]
                                aria-describedby=(if sentence.is_some() { "code-error code-hint" } else { "code-hint" });
                            button.button { (text.say("public-ticket-open")) }
                        }
                        p.soft #code-hint { (text.say("public-ticket-hint")) }
                    }
                }
            }
        }
        (shell::footer(text))
    })
}
