//! What the kiosk shows: languages, then families, then the number; and the few sentences for when it cannot.

use super::{program, ticket_address};
use crate::{Here, line, qr::qr, words::french_words};
use axum::response::Response;
use catalogue::Family;
use maud::{Markup, html};
use network::Place;
use reception::queue::{Code, Standing};
use web::{Context, Language, PublicPage, PublicText, parts::icon};

/// What the number brings with it when it is shown.
const LATER: [&str; 3] = ["speaker-high-fill", "check", "users-three"];

/// The family that holds what fits no other; here it also stands for those who do not know.
const OTHER: &str = "autre";

pub(super) fn kiosk(here: &Here, context: &Context, place: &Place) -> Response {
    let text = PublicText { language: Language::French };
    let catalogue = here.catalogue.now();
    let families: Vec<_> = catalogue.families().iter().filter(|family| family.code != OTHER).collect();
    let title = format!("{} – {}", text.say("public-kiosk-title"), place.row.name);
    let icons = LATER.map(str::to_owned);
    let page = PublicPage::new(text, &title, "").style("kiosk.css").script("kiosk.js", &icons).fresh();
    // A font that comes late is not shown, and this page is loaded once for months.
    let page = page.letters_of(Language::Arabic);
    let simulated = place.row.simulated || context.demonstration;
    page.draw(html! {
        (head(place, text, simulated, &html! {
            p.kiosk-waiting #kiosk-waiting hidden { (icon("users-three")) b {} span.visually-hidden lang="fr" { (text.say("public-kiosk-waiting")) } }
        }))
        main.kiosk #content data-place=(place.row.id) data-program=(program()) {
            (languages())
            @for language in Language::ALL { (reasons(PublicText { language }, &families)) }
            section.kiosk-step data-step="ticket" hidden {}
            (message("away", "cloud-slash", "public-kiosk-away"))
            (message("closed", "prohibit", "public-kiosk-closed"))
            (message("busy", "hourglass-medium-duotone", "public-kiosk-busy"))
            noscript { (sentences("public-kiosk-away")) }
        }
        footer.kiosk-foot { p { (icon("detective-duotone")) span #kiosk-anonymous { (text.say("public-kiosk-anonymous")) } } }
    })
}

/// First touch: the language, each under its own name and in its own letters.
fn languages() -> Markup {
    html! {
        section.kiosk-step data-step="start" {
            h1.kiosk-ask { (PublicText { language: Language::French }.say("public-kiosk-start")) (listen(PublicText { language: Language::French })) }
            (notice(Language::French))
            ul.kiosk-languages {
                @for language in Language::ALL {
                    @let text = PublicText { language };
                    li {
                        button type="button" lang=(language.tag()) dir=(language.direction()) data-language=(language.tag()) data-say {
                            b { (language.own_name()) }
                            span { (text.say("public-kiosk-start")) }
                        }
                    }
                }
            }
        }
    }
}

/// Second touch: what for. It gives the ticket; whoever comes before the others may say so first.
fn reasons(text: PublicText, families: &[&Family]) -> Markup {
    let language = text.language;
    html! {
        section.kiosk-step data-step="reasons" lang=(language.tag()) dir=(language.direction()) hidden {
            h1.kiosk-ask { span data-say { (text.say("public-kiosk-why")) } (listen(text)) }
            (notice(language))
            ul.kiosk-families {
                @for family in families {
                    @let key = format!("public-family-{}", family.code);
                    li {
                        button type="button" data-family=(family.code) data-say {
                            (icon(&format!("{}-duotone", family.icon)))
                            span { @if text.knows(&key) { (text.say(&key)) } @else { (french_words(&family.label)) } }
                        }
                    }
                }
                li {
                    button type="button" data-family="" data-say {
                        (icon("question-duotone"))
                        span { (text.say("public-kiosk-unknown")) }
                    }
                }
            }
            div.kiosk-below {
                button.kiosk-back type="button" data-go="start" { (icon_flip("arrow-left")) span { (text.say("public-kiosk-back")) } }
                button.kiosk-priority type="button" data-priority aria-pressed="false" data-say {
                    span.kiosk-tick { (icon("check")) }
                    (icon("baby-duotone")) (icon("wheelchair-duotone"))
                    span { b { (text.say("public-kiosk-priority")) } " " small { (text.say("public-kiosk-priority-who")) } }
                }
            }
            p hidden data-anonymous { (text.say("public-kiosk-anonymous")) }
        }
    }
}

/// What the hours say; the script is told, and shows it.
fn notice(language: Language) -> Markup {
    html! { p.kiosk-notice data-notice=(language.tag()) role="status" hidden {} }
}

/// Shown where the browser has a voice of that language; the script says so.
fn listen(text: PublicText) -> Markup {
    html! {
        button.kiosk-listen type="button" data-listen hidden aria-label=(text.say("public-kiosk-listen")) { (icon("speaker-high-fill")) }
    }
}

fn icon_flip(name: &str) -> Markup {
    html! { span.flip { (icon(name)) } }
}

/// A ticket as a visitor reads it: the number, what comes before it, and how to follow it from elsewhere.
pub(super) struct Given<'a> {
    pub text: PublicText,
    pub standing: &'a Standing,
    pub code: Option<&'a Code>,
    pub base: Option<&'a str>,
}

impl Given<'_> {
    /// What the kiosk is given in answer.
    pub fn at_kiosk(&self) -> Markup {
        self.draw(html! {
            div.kiosk-below {
                button.kiosk-done type="button" data-go="start" { (icon("check")) span { (self.text.say("public-kiosk-done")) } }
                (listen(self.text))
                span.kiosk-time aria-hidden="true" { i {} }
            }
        })
    }

    /// A page of its own, that the counter shows or prints.
    pub fn page(&self, context: &Context, place: &Place) -> Response {
        let number = self.text.fill("public-ticket-number", &[("number", self.standing.number.into())]);
        let title = format!("{number} – {}", place.row.short_name);
        let page = PublicPage::new(self.text, &title, "").style("kiosk.css").fresh();
        let simulated = place.row.simulated || context.demonstration;
        page.draw(html! {
            (head(place, self.text, simulated, &html! {}))
            main.kiosk #content { section.kiosk-step { (self.draw(html! {})) } }
            footer.kiosk-foot { p { (icon("detective-duotone")) span { (self.text.say("public-kiosk-anonymous")) } } }
        })
    }

    fn draw(&self, below: Markup) -> Markup {
        let Self { text, standing, code, base } = *self;
        let language = text.language;
        let follow = code.zip(base).and_then(|(code, base)| {
            let drawn = qr(&ticket_address(base, code, language), &text.say("public-kiosk-follow"))?;
            Some((code, base, drawn))
        });
        html! {
            div.kiosk-ticket lang=(language.tag()) dir=(language.direction()) {
                div.kiosk-number {
                    h1 data-say { span { (text.say("public-kiosk-number")) } " " b { (standing.number) } }
                    @for words in line::words(text, standing) { p data-say { (words) } }
                    p.kiosk-call data-say { (text.say("public-kiosk-call")) }
                }
                @if let Some((code, base, drawn)) = follow {
                    div.kiosk-follow {
                        (drawn)
                        p.kiosk-phone { (text.say("public-kiosk-follow")) }
                        p { (text.say("public-kiosk-type")) }
                        p.kiosk-address { bdi dir="ltr" { (host(base)) "/ticket" } }
                        p.kiosk-code { bdi dir="ltr" { (code) } }
                    }
                }
                (below)
            }
        }
    }
}

fn head(place: &Place, text: PublicText, simulated: bool, waiting: &Markup) -> Markup {
    html! {
        header.kiosk-head {
            p.brand { span.brand-mark { (icon("handshake-fill")) } span { (french_words(&place.row.short_name)) } }
            (waiting)
            @if simulated { p.demonstration role="note" { (text.say("public-demonstration")) } }
        }
    }
}

/// The part of an address that people type.
fn host(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, host)| host)
}

/// What is said when no number can be given: in every language, the one that was chosen first.
fn message(step: &str, picture: &str, key: &str) -> Markup {
    html! {
        section.kiosk-step.kiosk-message data-step=(step) role="alert" hidden {
            (icon(picture))
            h1.visually-hidden lang="fr" { (PublicText { language: Language::French }.say("public-kiosk-title")) }
            (sentences(key))
        }
    }
}

fn sentences(key: &str) -> Markup {
    html! {
        ul {
            @for language in Language::ALL {
                li.is-chosen[language == Language::French] lang=(language.tag()) dir=(language.direction()) { (PublicText { language }.say(key)) }
            }
        }
    }
}

/// The whole page when no number is given here: the place does not receive, or this is not one of its kiosks. The second can be mended
/// by the team, by the two ways under it.
pub(super) fn closed(context: &Context, sentence: &str, mendable: bool) -> Response {
    let text = PublicText { language: Language::French };
    let title = format!("{} – {}", text.say("public-kiosk-title"), context.network);
    PublicPage::new(text, &title, "").style("kiosk.css").fresh().draw(html! {
        header.kiosk-head { p.brand { span.brand-mark { (icon("handshake-fill")) } span { (french_words(&context.network)) } } }
        main.kiosk #content {
            section.kiosk-step.kiosk-message {
                (icon("prohibit"))
                h1.visually-hidden { (text.say("public-kiosk-title")) }
                (sentences(sentence))
            }
        }
        footer.kiosk-foot {
            @if mendable {
                p { (context.text.say("kiosk-team")) }
                p { a href="/enrolment" { (context.text.say("kiosk-team-enrol")) } }
                p { a href="/sign-in?next=/kiosk" { (context.text.say("kiosk-team-sign-in")) } }
            } @else { p { (french_words(&context.network)) } }
        }
    })
}
