//! Parts of forms that several pages share.

use maud::{Markup, html};
use tally::Branch;
use web::{Fields, FormErrors, Text};

use crate::OperatorKind;

/// What was typed and what is wrong with it.
pub(super) type Form<'a> = (&'a Fields, &'a FormErrors);

/// The button that sends a form, and the way back.
pub(super) fn actions(text: Text, send: &str, back: &str) -> Markup {
    html! {
        div.form-actions {
            button.button type="submit" { (send) }
            a.button.button-quiet href=(back) { (text.say("catalogue-cancel")) }
        }
    }
}

/// Where the page stands: the catalogue, then what is given.
pub(super) fn breadcrumb(text: Text, steps: &[(&str, &str)]) -> Markup {
    html! {
        nav aria-label=(text.say("breadcrumb")) {
            ol.breadcrumb {
                li { a href="/catalogue" { (text.say("catalogue-title")) } }
                @for (address, words) in steps { li { a href=(address) { (words) } } }
            }
        }
    }
}

/// The head of a page of forms: its title and what to know before one begins.
pub(super) fn head(title: &str, lead: &str) -> Markup {
    html! { div.page-head { div { h1 { (title) } @if !lead.is_empty() { p { (lead) } } } } }
}

/// The head of a card.
pub(super) fn card_head(title: &str) -> Markup {
    html! { div.card-head { h2 { (title) } } }
}

/// A branch in words.
pub(super) fn branch_words(text: Text, branch: Branch) -> String {
    text.say(match branch {
        Branch::Partner => "catalogue-branch-partner",
        Branch::Public => "catalogue-branch-public",
        Branch::Social => "catalogue-branch-social",
    })
}

/// A kind of operator in words.
pub(super) fn kind_words(text: Text, kind: OperatorKind) -> String {
    text.say(match kind {
        OperatorKind::Company => "catalogue-kind-company",
        OperatorKind::Public => "catalogue-kind-public",
        OperatorKind::Local => "catalogue-kind-local",
        OperatorKind::Social => "catalogue-kind-social",
    })
}
