//! The place for machines: schema.org, as JSON-LD. Pure.

use crate::week::Week;
use jiff::civil::Date;
use network::{
    Place,
    hours::{Certainty, MINUTES_A_DAY, Span},
};
use serde_json::{Value, json};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What is known of a place, and nothing else: what is not known is left out.
pub(crate) fn describe(place: &Place, week: Option<&Week>) -> Value {
    let row = &place.row;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": row.name,
        "parentOrganization": {"@type": "Organization", "name": place.association_name},
        "isAccessibleForFree": true,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": row.address,
            "postalCode": row.post_code,
            "addressLocality": row.commune,
            "addressCountry": "FR",
        },
    });
    if let Some(phone) = &row.phone {
        data["telephone"] = json!(phone);
    }
    if let Some(mail) = &row.mail {
        data["email"] = json!(mail);
    }
    if let (Some(latitude), Some(longitude)) = (row.latitude, row.longitude) {
        data["geo"] = json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude});
    }
    if let Some(week) = week {
        data["openingHoursSpecification"] = hours(week);
    }
    data
}

fn hours(week: &Week) -> Value {
    let usual = DAYS.into_iter().zip(&week.usual).flat_map(|(day, spans)| {
        certain(spans).map(move |(opens, closes)| specification(&opens, &closes, |of| of["dayOfWeek"] = json!(day)))
    });
    let apart = week.apart.iter().flat_map(|apart| {
        let mut spans: Vec<_> = certain(&apart.spans).collect();
        if spans.is_empty() {
            // schema.org says « closed all day » so.
            spans.push(("00:00".to_owned(), "00:00".to_owned()));
        }
        let dates = (apart.from, apart.to);
        spans.into_iter().map(move |(opens, closes)| specification(&opens, &closes, |of| valid(of, dates)))
    });
    usual.chain(apart).collect()
}

fn valid(of: &mut Value, (from, to): (Date, Date)) {
    of["validFrom"] = json!(from.to_string());
    of["validThrough"] = json!(to.to_string());
}

fn specification(opens: &str, closes: &str, when: impl FnOnce(&mut Value)) -> Value {
    let mut of = json!({"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes});
    when(&mut of);
    of
}

fn certain(spans: &[Span]) -> impl Iterator<Item = (String, String)> + '_ {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let open = spans.iter().filter(|span| span.certainty == Certainty::Open);
    // A day has no 24:00 in a time of schema.org.
    open.map(move |span| (clock(span.slot.start()), clock(span.slot.end().min(MINUTES_A_DAY - 1))))
}
