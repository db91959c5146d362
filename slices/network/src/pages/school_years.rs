//! Which school years are known, zone by zone, and which are missing.

use super::words;
use crate::{
    Snapshot,
    calendar::{Calendar, Known, SchoolDays, SchoolYear},
    model::SchoolZone,
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeSet;
use web::Text;

/// The zones of the mainland, and the others in which the network is or has said something.
pub(super) fn zones(snapshot: &Snapshot, own: &[SchoolDays]) -> Vec<SchoolZone> {
    let places = snapshot.places().filter_map(|place| place.school_zone());
    let zones: BTreeSet<_> =
        SchoolZone::LETTERED.into_iter().chain(places).chain(own.iter().map(|days| days.zone)).collect();
    zones.into_iter().collect()
}

/// « Année scolaire 2026–2027 : aucune table ne la couvre pour les zones A et B. » The next year is asked for from May on, when it has
/// been published for long.
pub(super) fn missing(text: Text, calendar: &Calendar, zones: &[SchoolZone], today: Date) -> Vec<String> {
    let current = SchoolYear::of(today);
    let ahead = (5..9).contains(&today.month()).then(|| current.next());
    let mut told = Vec::new();
    for year in [Some(current), ahead].into_iter().flatten() {
        for (known, key) in [(Known::Nothing, "calendar-missing"), (Known::Partly, "calendar-partly")] {
            let zones: Vec<_> = zones.iter().copied().filter(|zone| year.known(calendar, *zone) == known).collect();
            if !zones.is_empty() {
                let zones = words::school_zones(text, &zones);
                told.push(text.fill(key, &[("year", year.to_string().into()), ("zones", zones.into())]));
            }
        }
    }
    told
}

/// What is known of each school year, zone by zone.
pub(super) fn years(text: Text, calendar: &Calendar, zones: &[SchoolZone], own: &[SchoolDays], today: Date) -> Markup {
    let current = SchoolYear::of(today);
    let of_own = own.iter().map(|days| SchoolYear::of(days.last));
    let years: BTreeSet<_> = [current.previous(), current, current.next()].into_iter().chain(of_own).collect();
    html! {
        section.card {
            h2 { (text.say("calendar-years")) }
            div.table-scroll tabindex="0" role="group" aria-label=(text.say("calendar-years")) {
                table.table.table-compact {
                    caption.visually-hidden { (text.say("calendar-years")) }
                    thead {
                        tr {
                            th.number scope="col" { (text.say("calendar-year")) }
                            @for zone in zones { th.number scope="col" { (words::school_zone(text, *zone)) } }
                        }
                    }
                    tbody {
                        @for year in years.into_iter().rev() {
                            tr aria-current=[(year == current).then_some("date")] {
                                th.number scope="row" { (year) }
                                @for zone in zones { td.number { (state(text, calendar, *zone, year)) } }
                            }
                        }
                    }
                }
            }
            p.card-foot.soft.small { (text.say("calendar-shipped-words")) }
        }
    }
}

fn state(text: Text, calendar: &Calendar, zone: SchoolZone, year: SchoolYear) -> Markup {
    let shipped = year.known(Calendar::shipped(), zone) == Known::Whole;
    let (class, key) = match year.known(calendar, zone) {
        Known::Whole if shipped => ("tag tag-ok", "calendar-shipped"),
        Known::Whole => ("tag tag-ok", "calendar-added"),
        Known::Partly => ("tag tag-warn", "calendar-in-part"),
        Known::Nothing => ("tag", "calendar-unknown"),
    };
    html! { span class=(class) { (text.say(key)) } }
}
