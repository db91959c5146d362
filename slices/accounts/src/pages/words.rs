//! Roles, scopes and instants in the visitor's language.

use jiff::{Timestamp, tz::TimeZone};
use kernel::{Day, DeviceKind, Right, Role, Scope};
use network::{Place, Snapshot};
use std::sync::Arc;
use web::{Context, Locale, Text, date_words, time_words};

/// The name of a language, in that language.
pub(super) fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::French => "Français",
        Locale::English => "English",
    }
}

/// The languages, as a choice.
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), language(locale).to_owned())).collect()
}

/// The name of a role.
pub(super) fn role(text: Text, role: Role) -> String {
    text.say(match role {
        Role::Mediator => "accounts-role-mediator",
        Role::Director => "accounts-role-director",
        Role::Officer => "accounts-role-officer",
        Role::Administrator => "accounts-role-administrator",
        Role::Partner => "accounts-role-partner",
    })
}

/// The name of a scope.
pub(super) fn scope(text: Text, scope: Scope, snapshot: &Snapshot) -> String {
    let gone = || text.say("accounts-scope-gone");
    match scope {
        Scope::Network => text.say("accounts-scope-network"),
        Scope::Association(id) => snapshot.association(id).map_or_else(gone, |found| found.name.clone()),
        Scope::Place(id) => snapshot.place(id).map_or_else(gone, |found| found.row.name.clone()),
    }
}

/// The name of a kind of device.
pub(super) fn device(text: Text, kind: DeviceKind) -> String {
    text.say(match kind {
        DeviceKind::Counter => "accounts-device-counter",
        DeviceKind::Kiosk => "accounts-device-kiosk",
        DeviceKind::Screen => "accounts-device-screen",
        DeviceKind::Import => "accounts-device-import",
        DeviceKind::Simulation => "accounts-device-simulation",
    })
}

/// A day in words.
pub(super) fn day(text: Text, day: Day) -> String {
    date_words(text.locale, day.date())
}

/// An instant in words, on the clock of the device's place, or of the first place that the visitor knows.
pub fn instant(context: &Context, snapshot: &Snapshot, at: Timestamp) -> String {
    let theirs = |place: &&Arc<Place>| context.actor.may(Right::SeeNetwork, place.whereabouts());
    let here = context.actor.device().and_then(|device| snapshot.place(device.place));
    let place = here.or_else(|| snapshot.places().find(theirs));
    let zone = place.map_or(TimeZone::UTC, |place| place.zone.clone());
    let local = at.to_zoned_datetime(zone);
    let text = context.text;
    let (date, time) = (date_words(text.locale, local.date()), time_words(text.locale, local.time()));
    text.fill("accounts-instant", &[("date", date.into()), ("time", time.into())])
}
