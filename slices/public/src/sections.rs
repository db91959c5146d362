//! What one comes for, what to bring, where to come.

use crate::{
    hero::{address, directions, telephone},
    words::french_words,
};
use catalogue::Snapshot;
use maud::{Markup, html};
use network::Place;
use web::{PublicText, parts::icon};

/// The family that only holds what fits no other.
const OTHER: &str = "autre";

/// The families of the catalogue, by their icons. One that the Union added since keeps its French name.
pub(crate) fn help(text: PublicText, catalogue: &Snapshot) -> Markup {
    html! {
        section.public-section aria-labelledby="help" {
            h2 #help { (text.say("public-help-title")) }
            ul.public-tiles {
                @for family in catalogue.families().iter().filter(|family| family.code != OTHER) {
                    @let key = format!("public-family-{}", family.code);
                    li {
                        (icon(&format!("{}-duotone", family.icon)))
                        span { @if text.knows(&key) { (text.say(&key)) } @else { (french_words(&family.label)) } }
                    }
                }
            }
        }
    }
}

pub(crate) fn bring(text: PublicText) -> Markup {
    html! {
        section.public-section aria-labelledby="bring" {
            h2 #bring { (text.say("public-bring-title")) }
            ul.public-bring {
                li { (icon("identification-card-duotone")) span { (text.say("public-bring-identity")) } }
                li { (icon("envelope-open-duotone")) span { (text.say("public-bring-letter")) } }
                li { (icon("device-mobile-duotone")) span { (text.say("public-bring-phone")) } }
                li { (icon("lock-simple-duotone")) span { (text.say("public-bring-numbers")) } }
            }
            p.public-anyway { (text.say("public-bring-anyway")) }
        }
    }
}

pub(crate) fn come(text: PublicText, place: &Place) -> Markup {
    let row = &place.row;
    html! {
        section.public-section aria-labelledby="where" {
            h2 #where { (text.say("public-where-title")) }
            dl.public-where {
                @if let Some(address) = address(place) {
                    dt { (text.say("public-address")) }
                    dd { (french_words(&row.name)) br; (french_words(&address)) }
                }
                @if let Some(phone) = &row.phone {
                    dt { (text.say("public-phone")) }
                    dd { a.nowrap href=(telephone(phone)) { bdi dir="ltr" { (phone) } } }
                }
                @if let Some(mail) = &row.mail {
                    dt { (text.say("public-mail")) }
                    dd { a href=(format!("mailto:{mail}")) { bdi dir="ltr" { (mail) } } }
                }
            }
            @if let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) {
                p.screen-only {
                    a href=(directions(latitude, longitude)) rel="noreferrer" { (text.say("public-directions")) }
                    " " span.soft.small { (text.say("public-directions-hint")) }
                }
            }
        }
    }
}
