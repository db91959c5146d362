//! The facts of a place as a form gives them: read at the door, checked, and laid over what is stored.

use crate::{
    import::{is_address, telephone, tidy},
    model::{InseeCode, PlaceKind, Position, PostCode, Territory},
    refusal,
    store::PlaceRow,
};
use jiff::tz::TimeZone;
use kernel::Refusal;
use std::{collections::BTreeSet, str::FromStr};
use web::{Fields, FormErrors};

/// What a person may say of a place, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    name: String,
    short_name: String,
    kind: PlaceKind,
    address: String,
    commune: String,
    insee: Option<InseeCode>,
    post_code: PostCode,
    territory: &'static Territory,
    position: Option<Position>,
    phone: Option<String>,
    mail: Option<String>,
    by_appointment: bool,
    remark: String,
    /// The time zone, while it may be chosen.
    zone: Option<String>,
}

impl Facts {
    /// Reads a form; what is wrong with it is noted field by field. A fixed clock is not asked for.
    pub fn read(fields: &Fields, clock: Clock, errors: &mut FormErrors) -> Option<Self> {
        let name = line(fields, "name", 200, Presence::Required, errors);
        let short_name = line(fields, "short_name", 80, Presence::Optional, errors);
        let kind = fields.get("kind").parse().map_err(|_| Refusal::invalid("network-no-kind").field("kind"));
        let kind = errors.take(kind);
        let address = line(fields, "address", 300, Presence::Optional, errors);
        let commune = line(fields, "commune", 120, Presence::Required, errors);
        let insee = optional(fields, "insee", errors, |text| {
            InseeCode::from_str(text).map_err(|error| refusal::of_code(error, "insee"))
        });
        let post_code = PostCode::from_str(fields.get("post_code"));
        let post_code = errors.take(post_code.map_err(|error| refusal::of_code(error, "post_code")));
        let territory = post_code.as_ref().and_then(|code| territory(insee.as_ref(), code, errors));
        let position = position(fields, territory, errors);
        let phone = optional(fields, "phone", errors, phone);
        let mail = optional(fields, "mail", errors, mail);
        let remark = words(fields, "remark", 4_000, errors);
        let zone = match clock {
            Clock::Free => Some(optional(fields, "zone", errors, zone).unwrap_or_else(|| own_zone(territory))),
            Clock::Fixed => None,
        };
        let facts = Self {
            short_name: if short_name.is_empty() { name.chars().take(80).collect() } else { short_name },
            name,
            kind: kind?,
            address,
            commune,
            insee,
            post_code: post_code?,
            territory: territory?,
            position,
            phone,
            mail,
            by_appointment: fields.ticked("by_appointment"),
            remark,
            zone,
        };
        errors.is_empty().then_some(facts)
    }

    /// Lays them over what is stored. What follows from the territory follows it; a fixed clock stays.
    pub fn lay_over(self, row: &mut PlaceRow) {
        if let Some(zone) = self.zone {
            row.zone = zone;
        }
        row.name = self.name;
        row.short_name = self.short_name;
        row.kind = self.kind.code().to_owned();
        row.address = self.address;
        row.commune = self.commune;
        row.insee = self.insee.map_or(String::new(), |code| code.to_string());
        row.post_code = self.post_code.to_string();
        row.department = self.territory.code.to_owned();
        row.holiday_zone = self.territory.holidays.code().to_owned();
        row.school_zone = self.territory.school.map_or(String::new(), |zone| zone.code().to_owned());
        row.latitude = self.position.map(|position| position.latitude);
        row.longitude = self.position.map(|position| position.longitude);
        row.phone = self.phone;
        row.mail = self.mail;
        row.by_appointment = self.by_appointment;
        row.remark = self.remark;
    }
}

/// Whether the time zone of a place may still change: once people were received, what was recorded belongs to the days of that
/// clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Nobody was received yet.
    Free,
    /// It stays.
    Fixed,
}

/// The form of what is stored.
pub(crate) fn fields_of(row: &PlaceRow) -> Fields {
    let mut fields = Fields::default();
    let degrees = |degrees: Option<f64>| degrees.map_or(String::new(), |degrees| degrees.to_string());
    let values = [
        ("name", row.name.clone()),
        ("short_name", row.short_name.clone()),
        ("kind", row.kind.clone()),
        ("address", row.address.clone()),
        ("commune", row.commune.clone()),
        ("insee", row.insee.clone()),
        ("post_code", row.post_code.clone()),
        ("latitude", degrees(row.latitude)),
        ("longitude", degrees(row.longitude)),
        ("phone", row.phone.clone().unwrap_or_default()),
        ("mail", row.mail.clone().unwrap_or_default()),
        ("remark", row.remark.clone()),
        ("zone", row.zone.clone()),
    ];
    for (name, value) in values {
        fields.set(name, value);
    }
    if row.by_appointment {
        fields.set("by_appointment", "yes");
    }
    fields
}

/// Every time zone of France, and those of the islands that keep another one than their territory.
pub(crate) fn time_zones() -> BTreeSet<&'static str> {
    let islands = ["Pacific/Marquesas", "Pacific/Gambier"];
    Territory::all().iter().map(|territory| territory.time_zone).chain(islands).collect()
}

/// Whether a field may stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be there.
    Required,
    /// It may stay empty.
    Optional,
}

/// A single line of words, tidied.
pub(crate) fn line(
    fields: &Fields,
    name: &'static str,
    longest: usize,
    presence: Presence,
    errors: &mut FormErrors,
) -> String {
    let line = tidy(fields.get(name), false);
    if line.is_empty() && presence == Presence::Required {
        errors.push(Refusal::invalid("empty").field(name));
    }
    fitting(line, name, longest, errors)
}

/// Words over several lines.
fn words(fields: &Fields, name: &'static str, longest: usize, errors: &mut FormErrors) -> String {
    fitting(tidy(fields.get(name), true), name, longest, errors)
}

fn fitting(text: String, name: &'static str, longest: usize, errors: &mut FormErrors) -> String {
    errors.legible(&text, name);
    if text.chars().count() > longest {
        errors.push(Refusal::invalid("too-long").field(name).with("longest", longest));
    }
    text
}

/// The value of a field that may stay empty.
pub(crate) fn optional<T>(
    fields: &Fields,
    name: &'static str,
    errors: &mut FormErrors,
    read: impl Fn(&str) -> Result<T, Refusal>,
) -> Option<T> {
    errors.take(read(fields.optional(name)?))
}

/// Two coordinates, or none; in the territory, when it is known.
pub(crate) fn position(fields: &Fields, territory: Option<&Territory>, errors: &mut FormErrors) -> Option<Position> {
    let refuse = |code| Refusal::invalid(code).field("latitude");
    let degrees = |name| fields.optional(name).map(|text| text.replace('−', "-").replace(',', ".").parse::<f64>());
    let position = match (degrees("latitude"), degrees("longitude")) {
        (None, None) => return None,
        (Some(Ok(latitude)), Some(Ok(longitude))) => Position::new(round(latitude), round(longitude)),
        _ => None,
    };
    let Some(position) = position else {
        errors.push(refuse("network-position"));
        return None;
    };
    let inside = |position: Position| territory.is_none_or(|territory| territory.contains(position));
    if inside(position) {
        return Some(position);
    }
    let swapped = position.swapped().is_some_and(inside);
    errors.push(refuse(if swapped { "network-position-swapped" } else { "network-position-outside" }));
    None
}

/// Six decimals are ten centimetres.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn territory(insee: Option<&InseeCode>, post_code: &PostCode, errors: &mut FormErrors) -> Option<&'static Territory> {
    let (found, field) = match insee {
        Some(insee) => (Territory::of_insee(insee), "insee"),
        None => (Territory::of_post_code(post_code), "post_code"),
    };
    errors.take(found.ok_or_else(|| Refusal::invalid("network-no-territory").field(field)))
}

/// A French number in pairs; a number of elsewhere, written with its country, as it is.
fn phone(text: &str) -> Result<String, Refusal> {
    let abroad = || {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.starts_with('+') && text[1..].chars().all(|letter| letter.is_ascii_digit() || letter == ' ');
        (plain && (8..=15).contains(&digits)).then(|| tidy(text, false))
    };
    telephone(text).or_else(abroad).ok_or_else(|| Refusal::invalid("network-phone").field("phone"))
}

fn mail(text: &str) -> Result<String, Refusal> {
    let mail = text.to_lowercase();
    let fits = is_address(&mail) && mail.len() <= 200;
    fits.then_some(mail).ok_or_else(|| Refusal::invalid("network-mail").field("mail"))
}

fn own_zone(territory: Option<&Territory>) -> String {
    territory.map_or_else(String::new, |territory| territory.time_zone.to_owned())
}

fn zone(text: &str) -> Result<String, Refusal> {
    let known = time_zones().contains(text) && TimeZone::get(text).is_ok();
    known.then(|| text.to_owned()).ok_or_else(|| Refusal::invalid("network-zone").field("zone"))
}
