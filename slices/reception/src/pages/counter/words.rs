//! The sentences and drawings that the counter's script shows: those of the first view come with the page, the others after it.

use axum::{extract::Query, http::HeaderMap, response::Response};
use std::collections::BTreeMap;
use web::{Context, Document, Text, Wanted};

/// The icons the script draws, besides those of the favourites.
pub(in crate::pages) const ICONS: [&str; 15] = [
    "buildings",
    "calendar-blank",
    "flag",
    "hourglass-medium",
    "lightbulb",
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

/// What the script says at first; it receives the sentences under these keys without their prefix.
const FIRST: [&str; 89] = [
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
    "counter-field-need",
    "counter-need",
    "counter-need-how",
    "counter-need-hint",
    "counter-need-long",
    "counter-need-noted",
    "counter-need-personal",
    "counter-need-undone",
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
];

/// What it says of the queue, of the team and of a round, which come after the first view.
const LATE: [&str; 45] = [
    "counter-note-warning",
    "counter-queue-arrived",
    "counter-queue-at-break",
    "counter-queue-at-desk",
    "counter-queue-at-office",
    "counter-queue-away",
    "counter-queue-busy",
    "counter-queue-call",
    "counter-queue-called",
    "counter-queue-is-called",
    "counter-queue-for",
    "counter-queue-for-you",
    "counter-queue-from",
    "counter-queue-from-you",
    "counter-queue-hand",
    "counter-queue-hand-anybody",
    "counter-queue-hand-none",
    "counter-queue-hand-title",
    "counter-queue-handed",
    "counter-queue-handed-anybody",
    "counter-queue-is-held",
    "counter-queue-hold",
    "counter-queue-leave",
    "counter-queue-name",
    "counter-queue-not-there",
    "counter-queue-noted",
    "counter-queue-priority",
    "counter-queue-recall",
    "counter-queue-recalled",
    "counter-queue-resume",
    "counter-queue-return",
    "counter-queue-seat-named",
    "counter-queue-serve",
    "counter-queue-is-served",
    "counter-queue-slip",
    "counter-queue-since",
    "counter-queue-uncalled",
    "counter-queue-unknown",
    "counter-queue-waiting-one",
    "counter-queue-waiting-other",
    "counter-queue-you",
    "counter-round-confirmed",
    "counter-round-none",
    "counter-round-unconfirmed",
    "counter-round-which",
];

/// What the script puts into sentences itself.
const PLACEABLES: [&str; 13] =
    ["acts", "count", "h", "label", "m", "name", "position", "s", "sentence", "since", "time", "value", "words"];

/// The sentences of the first view.
pub(super) fn first(text: Text) -> BTreeMap<&'static str, String> {
    fill(&FIRST, text)
}

/// Those that come after it.
pub(super) fn late(text: Text) -> Document {
    Document::of(&fill(&LATE, text))
}

/// `GET /api/v1/counter/words`: what comes after the first view, in the reader's language.
pub(in crate::pages) async fn words(context: Context, Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    late(context.text).answer(&wanted, &headers)
}

fn fill(keys: &[&'static str], text: Text) -> BTreeMap<&'static str, String> {
    let as_they_are: Vec<_> = PLACEABLES.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
    keys.iter().map(|key| (key.trim_start_matches("counter-"), text.fill(key, &as_they_are))).collect()
}
